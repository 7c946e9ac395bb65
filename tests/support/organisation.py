"""An invented organisation that signs real rosters and grants, for tests of both ends."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from helhedsplan_protocol import roster
from helhedsplan_protocol.records import GRANT_LABEL, ROSTER_LABEL
from helhedsplan_protocol.roster import RECOVERY, SignedEntry, SignedGrant
from helhedsplan_protocol.roster_state import RosterState
from helhedsplan_protocol.wire import Wire, encode


def verify(key: bytes, sig: bytes, message: bytes) -> bool:
    """Return whether the Ed25519 signature is good."""
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(sig, message)
    except InvalidSignature:
        return False
    return True


@dataclass(frozen=True)
class Laptop:
    """A device that can sign; `user` is the person's id."""

    user: bytes
    device: bytes
    private: Ed25519PrivateKey
    sealing_key: bytes

    @property
    def signing_key(self) -> bytes:
        return self.private.public_key().public_bytes_raw()


@dataclass
class Organisation:
    """A roster in the making; `state` is the fold of `entries`, `head` where the next one goes.

    `sign` makes an entry after the present head and folds nothing; `add` folds it too. `make`
    signs several entries that follow each other, as one append does.
    """

    seed: int = 1
    entries: list[SignedEntry] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.random = random.Random(self.seed)
        self.org = self.id()
        self.server_id = self.id()
        self.root = Ed25519PrivateKey.from_private_bytes(self.random.randbytes(32))
        self.state = RosterState(verify)

    def id(self) -> bytes:
        return self.random.randbytes(16)

    def laptop(self, user: bytes | None = None) -> Laptop:
        key = Ed25519PrivateKey.from_private_bytes(self.random.randbytes(32))
        return Laptop(user or self.id(), self.id(), key, self.random.randbytes(32))

    def seed_space(self, *users: bytes, purpose: roster.Purpose = "team") -> roster.SpaceSeed:
        canary = self.random.randbytes(48)
        return roster.SpaceSeed(self.id(), purpose, "municipality", canary, users)

    def genesis(self, lead: Laptop, *spaces: roster.SpaceSeed) -> SignedEntry:
        payload = roster.Genesis(
            server_id=self.server_id,
            root_key=self.root.public_key().public_bytes_raw(),
            recovery_key=self.random.randbytes(32),
            audit_key=self.random.randbytes(32),
            user=lead.user,
            device=lead.device,
            signing_key=lead.signing_key,
            sealing_key=lead.sealing_key,
            spaces=spaces,
        )
        return self.sign(lead, "genesis", payload)

    def sign(
        self,
        author: Laptop,
        kind: roster.EntryType,
        payload: Wire,
        after: RosterState | None = None,
        key: Ed25519PrivateKey | None = None,
    ) -> SignedEntry:
        """Sign one entry after `after` (default: the head), by root where the protocol says so."""
        state = after or self.state
        entry = roster.Entry(
            state.n + 1, state.head_hash, self.org, kind, encode(payload), author.device
        )
        if key is None:
            key = self.root if kind in {"genesis", "recovery_used"} else author.private
        data = encode(entry)
        return SignedEntry(data, key.sign(ROSTER_LABEL + data))

    def add(self, *signed: SignedEntry) -> None:
        self.state.extend(signed)
        self.entries += signed

    def make(
        self, author: Laptop, *acts: tuple[roster.EntryType, Wire]
    ) -> tuple[tuple[SignedEntry, ...], RosterState]:
        """Return the signed entries of one append and the state after them; adds nothing."""
        after, made = self.state.clone(), []
        for kind, payload in acts:
            signed = self.sign(author, kind, payload, after)
            after.append(signed)
            made.append(signed)
        return tuple(made), after

    def add_device(
        self, newcomer: Laptop, role: roster.Role, spaces: Sequence[bytes]
    ) -> roster.AddDevice:
        return roster.AddDevice(
            newcomer.user,
            newcomer.device,
            newcomer.signing_key,
            newcomer.sealing_key,
            role,
            tuple(spaces),
        )

    def rotate(
        self, space: bytes, lineage: bytes, head: int, state: RosterState | None = None
    ) -> roster.Rotate:
        """Return a rotation to the members that `state` (default: now) has."""
        state = state or self.state
        epoch = state.epoch(space) + 1
        told = roster.recipients_hash(state.recipients(space, epoch))
        canary = self.random.randbytes(48)
        return roster.Rotate(space, epoch, lineage, head, canary, told, "left")

    def grant(self, sender: Laptop, space: bytes, epoch: int, to: bytes = RECOVERY) -> SignedGrant:
        """Return a grant whose sealed key is random: a blind server cannot tell."""
        enc, ct = self.random.randbytes(32), self.random.randbytes(48)
        data = encode(roster.Grant(self.org, space, epoch, to, sender.device, 1, enc, ct))
        return SignedGrant(data, sender.private.sign(GRANT_LABEL + data))

    def grants(self, sender: Laptop, before: RosterState, after: RosterState) -> list[SignedGrant]:
        """Return the grants that `after` demands and `before` did not."""
        newly = sorted(after.required_grants() - before.required_grants())
        return [self.grant(sender, *demand) for demand in newly]
