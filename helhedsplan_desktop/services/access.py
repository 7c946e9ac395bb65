"""A lead's acts on access: who is in, with which laptops, in which role and which spaces."""

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final, cast

from helhedsplan_desktop.foundation.errors import AppError, Problem
from helhedsplan_desktop.records.organisation import SpaceName
from helhedsplan_desktop.rules.clean_text import clean_line
from helhedsplan_desktop.services import checks
from helhedsplan_desktop.services.server_lines import ServerLines
from helhedsplan_desktop.store import identity
from helhedsplan_desktop.store.repositories import organisation
from helhedsplan_desktop.sync import trust as trusting
from helhedsplan_desktop.sync.cycle import Cycle
from helhedsplan_desktop.sync.deciding import Deciding
from helhedsplan_desktop.sync.forks import Fork
from helhedsplan_desktop.sync.leading import Leading
from helhedsplan_desktop.sync.roles import Roles
from helhedsplan_protocol.roster import Role
from helhedsplan_protocol.roster_fork import Branch

ROLES: Final = ("worker", "lead", "reader")
"""Roles that a lead may give."""


@dataclass(frozen=True, slots=True)
class SpaceView:
    """A space as a lead sees it.

    Args:
        purpose: plan, team or shielded.
        name: empty for a Shielded space: it is called after its owner.
        owner: user that a Shielded space belongs to; None for the others.
        members: users who may read it.
        mine: True if this lead is a member and may change it.
    """

    space: bytes
    purpose: str
    name: str
    owner: bytes | None
    members: frozenset[bytes]
    mine: bool


@dataclass(frozen=True, slots=True)
class ForkView:
    """What a server that was put back has lost of who belongs, and a lead's program still knows.

    Args:
        entries: decisions that the server's log lacks.
        put_out: laptops that they put out; they stay out either way.
        taken_in: laptops that they took in.
    """

    entries: int
    put_out: tuple[bytes, ...]
    taken_in: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class DoubtedLaptop:
    """A laptop that a lead is asked about.

    Args:
        copied: two copies of its vault are in use; both fetch, and send nothing.
        restored: its vault was put back from a backup.
    """

    device: bytes
    copied: bool
    restored: bool


class Access:
    """Use cases of leading, over one open vault.

    Everything that puts somebody out changes the keys in the same step: what is written from then
    on cannot be read with what the laptop holds. What it has read already, it has read.

    Nobody does this to herself: whoever leads last cannot leave, and another lead puts a lead out.

    Every act asks the server and raises AppError: NOT_ALLOWED for anyone but an enrolled lead of
    the spaces concerned, for oneself (reason: oneself), and while the server stands on another
    branch of the roster (reason: forked); NOT_FOUND; SERVER_BUSY if others kept
    being quicker; and as the server answers: SERVER_UNREACHABLE, SERVER_NOT_OURS, SERVER_UNTRUSTED,
    SERVER_REFUSED, ACCESS_CLOSED.
    """

    def __init__(self, lines: ServerLines) -> None:
        self._lines = lines

    def spaces(self) -> tuple[SpaceView, ...]:
        """Return every space of the organisation by the verified roster; asks no server."""
        with self._lines.store.read() as connection:
            trust = trusting.load(connection)
            names = organisation.space_names(connection)
        if trust is None:
            return ()
        mine = trust.spaces()
        return tuple(
            SpaceView(
                facts.space,
                facts.purpose,
                names.get(facts.space, ""),
                next(iter(facts.membership), None) if facts.purpose == "shielded" else None,
                trust.roster.members(facts.space),
                facts.space in mine,
            )
            for facts in trust.roster.spaces()
        )

    # --- laptops ----------------------------------------------------------------------------------

    def revoke_laptop(self, device: bytes, *, stolen: bool) -> None:
        """Put one laptop out.

        Args:
            device: a laptop of anybody's but the one that asks.
            stolen: True if it is in foreign hands; then its unsent work is not taken either.
        """
        with self._leading(laptop=device) as (_, leading):
            leading.revoke(device, "stolen" if stolen else "left")

    def drain_laptop(self, device: bytes) -> None:
        """Let a laptop of somebody who is leaving send its last work, and write nothing more."""
        with self._leading(laptop=device) as (_, leading):
            leading.drain(device)

    def wipe_laptop(self, device: bytes) -> None:
        """Let a laptop remove everything it holds at its next contact, and put it out."""
        with self._leading(laptop=device) as (_, leading):
            leading.wipe(device)

    def doubted(self) -> tuple[DoubtedLaptop, ...]:
        """Return the laptops whose vault was seen twice or came from a backup.

        A lead says go on (`trust_laptop`) or puts the laptop out (`revoke_laptop`).
        """
        with self._leading(forked=True) as (cycle, _):
            found = cycle.spaces().doubts
        return tuple(DoubtedLaptop(each.device, each.suspected, each.renewed) for each in found)

    def trust_laptop(self, device: bytes) -> None:
        """Let a laptop go on whose vault was seen twice or came from a backup.

        Before, somebody removes the other copy: which of the two goes on is whoever syncs first.
        """
        with self._leading() as (cycle, leading):
            if cycle.trust().roster.device(device) is None:
                raise AppError(Problem.NOT_FOUND)
            leading.trust_again(device)

    # --- people -----------------------------------------------------------------------------------

    def revoke_person(self, user: bytes, *, stolen: bool) -> None:
        """Put a person out with every laptop."""
        with self._leading(user=user) as (_, leading):
            leading.revoke_user(user, "stolen" if stolen else "left")

    def set_role(self, user: bytes, role: str) -> None:
        """Give a person another role, with the spaces that belong to it.

        A lead reads everything from the first day on; a reader reads the plan; a worker reads the
        plan, a team and a Shielded space of their own.

        Raises:
            AppError: BAD_VALUE for an unknown role, and as the class says.
        """
        if role not in ROLES:
            raise AppError(Problem.BAD_VALUE, field="role")
        with self._leading(user=user) as (cycle, leading):
            trust = cycle.trust()
            if role != trust.roster.role_of_user(user):
                roles = Roles(trust, self._lines.ids, self._lines.randomness)
                leading.set_role(user, cast("Role", role), roles)

    # --- spaces -----------------------------------------------------------------------------------

    def change_members(
        self, space: bytes, added: Collection[bytes] = (), removed: Collection[bytes] = ()
    ) -> None:
        """Let people into a space, who then read all of it, and others out."""
        with self._leading() as (cycle, leading):
            trust = cycle.trust()
            if trust.roster.space(space) is None:
                raise AppError(Problem.NOT_FOUND)
            if trust.roster.user_of(trust.device) in removed:
                raise AppError(Problem.NOT_ALLOWED, reason="oneself")
            here = trust.roster.members(space)
            joining, leaving = set(added) - here, set(removed) & here
            if joining or leaving:
                leading.set_members(space, joining, leaving)

    def add_team(self, name: str, members: Collection[bytes] = ()) -> bytes:
        """Make another team's space; return it. Every lead is in it.

        Raises:
            AppError: REQUIRED, TOO_LONG, and as the class says.
        """
        name = clean_line(name)
        checks.fits(SpaceName, "name", name=name)
        space = self._lines.ids.version()
        with self._leading() as (cycle, leading):
            trust = cycle.trust()
            roster, plan = trust.roster, trust.me.need(identity.PLAN)
            inside = roster.members(plan)
            leads = {each for each in inside if roster.role_of_user(each) == "lead"}
            facts = roster.space(plan)
            leading.add_space(
                space,
                "team",
                facts.controller if facts else "",
                tuple(sorted(leads | (set(members) & inside))),
            )
        record = SpaceName(id=self._lines.ids.record(), space=plan, of_space=space, name=name)
        with self._lines.store.write() as unit:
            unit.put(record)
        return space

    def rotate(self, space: bytes) -> None:
        """Give a space a new key, when it may have got out."""
        with self._leading() as (cycle, leading):
            if cycle.trust().roster.space(space) is None:
                raise AppError(Problem.NOT_FOUND)
            leading.rotate(space, "precaution")

    def announce_erasing(self, erased: Mapping[bytes, Collection[bytes]]) -> None:
        """Sign that so many records will be erased at once, given as space to record ids."""
        with self._leading() as (_, leading):
            leading.announce_erasing(erased, "erase")

    # --- forks ------------------------------------------------------------------------------------

    def fork(self) -> ForkView | None:
        """Return what a lead decides about while the server stands on another branch."""
        with self._leading(forked=True) as (cycle, _):
            cycle.look_aside()
            fork = cycle.trust().fork
        opened = _opened(fork)
        if fork is None or not opened:
            return None
        known = {each.device for each in fork.theirs_folded.devices()}
        return ForkView(
            sum(len(branch.entries) for branch in opened),
            tuple(sorted(frozenset[bytes]().union(*(branch.revoked for branch in opened)))),
            tuple(
                each.device
                for branch in opened
                for each in branch.state.devices()
                if each.device not in known
            ),
        )

    def resolve_fork(self) -> None:
        """Let the server's log stand, and bring back what the other branches had decided.

        Whom another branch had put out is out, whom it had taken in is in, and every key is
        made anew. Only who leads on all of them decides.
        """
        with self._leading(forked=True) as (cycle, _):
            lines, trust = self._lines, cycle.trust()
            cycle.look_aside()
            while opened := _opened(trust.fork):
                assert trust.fork is not None
                logs = (trust.fork.theirs_folded, *(branch.state for branch in opened))
                if any(log.role_of_device(trust.device) != "lead" for log in logs):
                    raise AppError(Problem.NOT_ALLOWED)
                cycle.go_over()
                Deciding(lines.store, cycle.transport, trust, lines.randomness).drop(opened)
                cycle.refresh_roster()
                cycle.look_aside()

    # --- inside -----------------------------------------------------------------------------------

    @contextmanager
    def _leading(
        self, *, laptop: bytes | None = None, user: bytes | None = None, forked: bool = False
    ) -> Iterator[tuple[Cycle, Leading]]:
        """Give an open session and a lead's acts over it.

        Args:
            laptop: whom it is about; must be known and not the one that asks.
            user: likewise.
            forked: True for what is done about a fork; all else waits until it is decided.
        """
        with self._lines.leading() as cycle:
            trust = cycle.trust()
            if trust.fork is not None and not forked:
                raise AppError(Problem.NOT_ALLOWED, reason="forked")
            if laptop is not None and trust.roster.device(laptop) is None:
                raise AppError(Problem.NOT_FOUND)
            if user is not None and trust.roster.role_of_user(user) is None:
                raise AppError(Problem.NOT_FOUND)
            if laptop == trust.device or (
                user is not None and user == trust.roster.user_of(trust.device)
            ):
                raise AppError(Problem.NOT_ALLOWED, reason="oneself")
            lines = self._lines
            yield cycle, Leading(lines.store, cycle.transport, trust, lines.randomness)


def _opened(fork: Fork | None) -> list[Branch]:
    """Return the branches that nobody has decided about."""
    return [each for each in fork.facts.branches if each.resolved_n is None] if fork else []
