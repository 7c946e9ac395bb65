"""A server called directly, without HTTP, and the organisation that lives on it."""

from pathlib import Path

from helhedsplan_protocol import messages, roster
from helhedsplan_protocol.records import SESSION_LABEL, PullItem
from helhedsplan_protocol.roster import SignedEntry, SignedGrant
from helhedsplan_protocol.wire import Wire
from helhedsplan_server.config import ServerConfig
from helhedsplan_server.server import Server
from helhedsplan_server.surroundings import SystemRandomness
from tests.support.organisation import Laptop, Organisation
from tests.support.pushes import Version, Writer
from tests.support.stores import SetClock


class Site:
    """A server on its own folder, with a lead and a worker who share the space `team`.

    `found` must come first; the worker joins by `join`.
    """

    def __init__(self, data: Path, **settings: object) -> None:
        self.config = ServerConfig(data=data, **settings)  # type: ignore[arg-type]  # settings of the test
        self.clock = SetClock()
        self.org = Organisation()
        self.server = self.opened()
        self.lead = self.org.laptop()
        self.worker = self.org.laptop()
        self.plan = self.org.seed_space(self.lead.user, purpose="plan")
        self.team = self.org.seed_space(self.lead.user)

    def opened(self, *, restoring: bool = False) -> Server:
        return Server(self.config, self.clock, SystemRandomness(), restoring=restoring)

    def reopen(self, *, restoring: bool = False) -> None:
        self.server.close()
        self.server = self.opened(restoring=restoring)

    def founding(self) -> tuple[SignedEntry, list[SignedGrant]]:
        """Return genesis and its grants for this server; the organisation holds it already."""
        self.org.server_id = self.server.hello().server_id
        genesis = self.org.genesis(self.lead, self.plan, self.team)
        before = self.org.state.clone()
        self.org.add(genesis)
        return genesis, self.org.grants(self.lead, before, self.org.state)

    def found(self) -> None:
        code = self.server.new_founding_code()
        genesis, grants = self.founding()
        self.server.found(messages.FoundRequest(code, genesis, tuple(grants)))

    def act(self, *acts: tuple[roster.EntryType, Wire], by: Laptop | None = None) -> None:
        """Append acts of the lead with all grants that they demand, as one."""
        author = by or self.lead
        entries, after = self.org.make(author, *acts)
        grants = self.org.grants(author, self.org.state, after)
        request = messages.RosterAppend(entries, tuple(grants))
        self.server.roster_append(author.device, request)
        self.org.add(*entries)

    def join(self, newcomer: Laptop, role: roster.Role, *spaces: bytes) -> None:
        self.act(("add_device", self.org.add_device(newcomer, role, spaces)))

    def rotation(self, space: bytes) -> roster.Rotate:
        state = self.state_of(space)
        return self.org.rotate(space, state.lineage, state.head)

    def out(self, laptop: Laptop, reason: str = "left") -> None:
        """Revoke a device and rotate every space of its user."""
        revoke = roster.Revoke(None, laptop.device, "stolen" if reason == "stolen" else "left")
        _, after = self.org.make(self.lead, ("revoke", revoke))
        states = {space: self.state_of(space) for space in after.spaces_of(laptop.user)}
        rotations = [
            ("rotate", self.org.rotate(space, state.lineage, state.head, after))
            for space, state in states.items()
        ]
        self.act(("revoke", revoke), *rotations)  # type: ignore[arg-type]  # pairs of type and payload

    def state_of(self, space: bytes) -> messages.SpaceState:
        found = self.server.spaces(self.lead.device).spaces
        return next(state for state in found if state.space == space)

    def writer(self, laptop: Laptop | None = None, space: bytes | None = None) -> Writer:
        return self.writer_at(self.state_of(space or self.team.space), laptop)

    def writer_at(self, state: messages.SpaceState, laptop: Laptop | None = None) -> Writer:
        """Return a writer into a space as some server told of it."""
        return Writer(self.org, laptop or self.worker, state.space, state.lineage, state.epoch)

    def push(self, writer: Writer, *versions: Version) -> messages.PushAnswer:
        return self.server.push(writer.laptop.device, writer.push(*versions))

    def everything(self, laptop: Laptop, space: bytes | None = None) -> list[PullItem]:
        """Return all current rows, page by page."""
        space = space or self.team.space
        lineage, cursor, items = self.state_of(space).lineage, 0, list[PullItem]()
        while True:
            page = self.server.pull(laptop.device, messages.Pull(space, lineage, cursor, 500))
            items += page.items
            cursor = page.next
            if not page.more:
                return items

    def session(self, laptop: Laptop, ratchet: bytes | None = None) -> messages.Session:
        nonce = self.org.random.randbytes(32)
        start = messages.SessionStart(laptop.device, nonce)
        challenge = self.server.session_start(start)
        return self.server.session_finish(self.finish(laptop, nonce, challenge, ratchet))

    def finish(
        self,
        laptop: Laptop,
        nonce: bytes,
        challenge: messages.SessionChallenge,
        ratchet: bytes | None = None,
    ) -> messages.SessionFinish:
        server_id = self.server.hello().server_id
        message = SESSION_LABEL + server_id + laptop.device + nonce + challenge.server_nonce
        return messages.SessionFinish(
            laptop.device, nonce, challenge.server_nonce, laptop.private.sign(message), ratchet
        )
