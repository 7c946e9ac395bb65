"""What this laptop believes: the verified roster, and the space keys that its canaries proved."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import Connection

from helhedsplan_desktop.crypto.boxes import SealingKey
from helhedsplan_desktop.crypto.grants import open_grant, read_grant, verified_grant
from helhedsplan_desktop.crypto.sealing import SealError, opens_canary
from helhedsplan_desktop.crypto.signing import Signer, verify
from helhedsplan_desktop.store import identity, made_keys, sync_marks
from helhedsplan_desktop.store.identity import Identity
from helhedsplan_desktop.store.store import Store
from helhedsplan_desktop.store.unit_of_work import UnitOfWork
from helhedsplan_desktop.sync.forks import Fork
from helhedsplan_protocol.roster import RECOVERY, SignedEntry, SignedGrant, entry_hash
from helhedsplan_protocol.roster_state import RosterState
from helhedsplan_protocol.roster_view import RosterView


def _verify(key: bytes, sig: bytes, message: bytes) -> bool:
    return verify(key, b"", message, sig)


@dataclass
class Trust:
    """The roster and the keys of an enrolled device.

    Attributes:
        keys: (space, epoch) to 32-byte space key.
        fork: the server's other branch, until a lead has decided.
        cloned: a second copy of this vault was seen; nothing is sent until a lead has decided.
    """

    me: Identity
    roster: RosterState
    keys: dict[tuple[bytes, int], bytes]
    fork: Fork | None = None
    cloned: bool = False

    @property
    def device(self) -> bytes:
        """This device's id."""
        return self.me.need(identity.DEVICE)

    @property
    def org(self) -> bytes:
        """The organisation's id."""
        return self.me.need(identity.ORG)

    def signer(self) -> Signer:
        """Return this device's signing key."""
        return Signer(self.me.need(identity.SIGNING_KEY))

    def sealing_key(self) -> SealingKey:
        """Return this device's sealing key."""
        return SealingKey(self.me.need(identity.SEALING_KEY))

    @property
    def log_n(self) -> int:
        """The last roster entry that the server has too: what is signed names it."""
        return self.fork.log_n if self.fork is not None else self.roster.n

    @property
    def judged_under(self) -> int:
        """The last roster entry known; below zero while a fork is open, which holds more back."""
        return self.roster.n if self.fork is None else -self.roster.n

    def may_push(self, space: bytes) -> bool:
        """Return True if what this device writes in a space may be sent now."""
        if self.cloned or (self.fork is not None and self.fork.touched(space, self.device)):
            return False
        role = self.roster.role_of_device(self.device)
        return role in {"worker", "lead"} and (space, self.roster.epoch(space)) in self.keys

    def newest_epoch(self, space: bytes) -> int:
        """Return the present epoch of a space, or the last one that this device has the key of."""
        held = [epoch for of_space, epoch in self.keys if of_space == space]
        return max(held, default=self.roster.epoch(space))

    def last_log_n(self, space: bytes) -> int:
        """Return the newest log entry at which this device might write in a space."""
        roster, last = self.roster, self.log_n
        for n in range(last, 0, -1):
            writes = roster.role_at(self.device, n) in {"worker", "lead"}
            if writes and roster.is_member_at(self.device, space, n):
                return n
        return last

    def spaces(self) -> tuple[bytes, ...]:
        """Return the spaces that this device's user is a member of."""
        user = self.roster.user_of(self.device)
        return self.roster.spaces_of(user) if user is not None else ()

    @contextmanager
    def storing(self, store: Store) -> Iterator[UnitOfWork]:
        """Give a transaction in which to learn; what was not stored in the end was not learnt."""
        before = self.roster, dict(self.keys)
        try:
            with store.write_for_sync() as unit:
                yield unit
        except BaseException:
            self.roster, self.keys = before
            raise

    def catch_up(self, connection: Connection) -> None:
        """Take over what another line of this laptop has verified and stored meanwhile.

        Syncing and the screens each have their own trust over one vault.
        """
        known = self.roster.n
        stored = sync_marks.roster_entries(connection, known) if known >= 0 else []
        if stored and entry_hash(stored[0].bytes, stored[0].sig) == self.roster.head_hash:
            grown, further = self.roster.clone(), stored[1:]
        else:
            # Nothing was known, or the other line went over to another branch.
            grown, further = empty(self.me).roster, sync_marks.roster_entries(connection)
            self.keys.clear()
        if further:
            fold(grown, further, self.me.get(identity.DEVICE))
            self.roster = grown
        self.me = identity.read(connection)
        self.keys.update(sync_marks.space_keys(connection))

    def extend(self, connection: Connection, entries: Sequence[SignedEntry]) -> None:
        """Verify entries that follow the known ones and store them.

        Raises:
            RosterError: for any entry that does not fit; nothing is stored.
        """
        first = self.roster.n + 1
        self.catch_up(connection)
        fresh = entries[self.roster.n + 1 - first :]
        grown = self.roster.clone()
        fold(grown, fresh, self.me.get(identity.DEVICE))
        sync_marks.add_roster_entries(connection, self.roster.n + 1, fresh)
        self.roster = grown

    def take_grants(
        self,
        connection: Connection,
        grants: Sequence[SignedGrant],
        recovery: SealingKey | None = None,
    ) -> int:
        """Store the space keys of grants that count; return how many were new.

        Keys that this device made itself, and had no answer about, count as well.

        Args:
            recovery: the key of the recovery sheet, while it is used: it opens grants to it.
        """
        granted = (self._key_of(signed, recovery) for signed in grants)
        new = 0
        for space, epoch, key in (*filter(None, granted), *made_keys.read(connection)):
            if (space, epoch) not in self.keys and self._is_key(space, epoch, key):
                sync_marks.put_space_key(connection, space, epoch, key)
                self.keys[space, epoch] = key
                new += 1
        return new

    def _is_key(self, space: bytes, epoch: int, key: bytes) -> bool:
        canary = self.roster.canary(space, epoch)
        return canary is not None and opens_canary(key, space, epoch, canary)

    def _key_of(
        self, signed: SignedGrant, recovery: SealingKey | None = None
    ) -> tuple[bytes, int, bytes] | None:
        """Return what a grant holds if a lead of the space gave it to us."""
        try:
            grant = read_grant(signed)
            if (grant.space, grant.epoch) in self.keys or grant.org != self.org:
                return None
            sender_key = self.roster.signing_key(grant.sender)
            opener = self._opener(grant.to, recovery)
            if sender_key is None or opener is None:
                return None
            if not self.roster.ever_led(grant.sender, grant.space):
                return None
            key = open_grant(opener, verified_grant(signed, sender_key))
        except SealError:
            return None
        return grant.space, grant.epoch, key

    def _opener(self, to: bytes, recovery: SealingKey | None) -> SealingKey | None:
        if to == RECOVERY:
            return recovery
        return self.sealing_key() if to == self.device else None


def load(connection: Connection) -> Trust | None:
    """Return what this laptop believes, verified anew from genesis; None before enrolment.

    Raises:
        RosterError: if the stored roster does not verify under the root key.
    """
    me = identity.read(connection)
    if me.get(identity.ROOT_KEY) is None:
        return None
    roster = RosterState(_verify, me.need(identity.ROOT_KEY))
    fold(roster, sync_marks.roster_entries(connection), me.get(identity.DEVICE))
    return Trust(me, roster, sync_marks.space_keys(connection))


def fold(roster: RosterState, entries: Sequence[SignedEntry], device: bytes | None) -> None:
    """Fold entries in and check every rotation.

    Who is put out is told no more than that: the new keys come after, and are not hers to check.

    Raises:
        RosterError: for any entry that does not fit.
    """
    for signed in entries:
        roster.append(signed)
    if device is None or roster.device(device) is None or roster.is_active(device):
        roster.demand_rotated()


def empty(me: Identity) -> Trust:
    """Return the trust of a device that knows only its root key yet."""
    return Trust(me, RosterState(_verify, me.need(identity.ROOT_KEY)), {})


def shielded_of(roster: RosterView, user: bytes) -> bytes | None:
    """Return the Shielded space that belongs to a user, in or out: its first member is the owner.

    None if there is none.
    """
    return next(
        (
            facts.space
            for facts in roster.spaces()
            if facts.purpose == "shielded" and next(iter(facts.membership), None) == user
        ),
        None,
    )
