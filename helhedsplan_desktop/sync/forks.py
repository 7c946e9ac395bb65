"""Two branches of one roster: what a server that was put back may lead to.

Until a lead decides, nothing is sent that either branch may have forbidden; other work goes on.
What the branches mean is told by `helhedsplan_protocol.roster_fork`, as for the server.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from helhedsplan_protocol.records import Header
from helhedsplan_protocol.roster import (
    PAYLOADS,
    AddDevice,
    Entry,
    ForkResolved,
    RecoveryUsed,
    Revoke,
    SignedEntry,
    Wipe,
    entry_hash,
)
from helhedsplan_protocol.roster_fork import ForkFacts
from helhedsplan_protocol.roster_state import RosterState
from helhedsplan_protocol.wire import Wire, decode


@dataclass(frozen=True, slots=True)
class Fork:
    """The server's log and the branches beside it.

    Args:
        facts: what the branches mean.
        common_n: number of the last entry that the server's log has in common with ours.
        ours: what our branch has after it; empty if we stand on the server's.
        ours_folded: our whole branch.
        theirs: what the server's log has after it.
        theirs_folded: the server's whole log.
    """

    facts: ForkFacts
    common_n: int
    ours: tuple[SignedEntry, ...]
    ours_folded: RosterState
    theirs: tuple[SignedEntry, ...]
    theirs_folded: RosterState

    @property
    def log_n(self) -> int:
        """The last entry that every branch has: what is signed names no later one."""
        common = self.facts.common_n
        return self.common_n if common is None else min(common, self.common_n)

    def touched(self, space: bytes, device: bytes) -> bool:
        """Return True if a branch changed who may write in a space, or this device."""
        return space in self.facts.spaces or device in self.facts.devices

    def given_up(self) -> bool:
        """Return True if a lead gave up our branch, and whom it put out is out with the server.

        He may name an entry that we never saw: others stood further out on the same branch. He must
        be in on our branch too, for a stolen laptop would do it gladly.
        """
        mine = [entry_hash(each.bytes, each.sig) for each in self.ours]
        further = [each for each in self.facts.branches if mine and mine[-1] in each.hashes]
        named = set(mine).union(*(branch.hashes for branch in further))
        logs = [self.ours_folded, *(branch.state for branch in further)]
        return self._revokes_stand() and any(
            payload.drop in named and all(log.is_active(entry.author) for log in logs)
            for entry, payload in read(self.theirs)
            if isinstance(payload, ForkResolved)
        )

    def puts_out(self, device: bytes) -> bool:
        """Return True if a lead put a device out in the server's log, and our revokes stand there.

        Nothing that comes later is told to it, so no decision about its branch either. The lead
        must be in on our branch too, or have been taken in by one who is.
        """
        named = {device, self.theirs_folded.user_of(device)} - {None}
        trusted = {each.device for each in self.ours_folded.devices() if each.active}
        for entry, payload in read(self.theirs):
            if isinstance(payload, RecoveryUsed):
                trusted.add(payload.device)
            elif entry.author not in trusted:
                continue
            elif isinstance(payload, AddDevice):
                trusted.add(payload.device)
            elif _put_out_by(payload) & named:
                return self._revokes_stand()
        return False

    def dropped_epochs(self) -> dict[bytes, frozenset[int]]:
        """Return the keys that only our branch made, by space."""
        made = {
            facts.space: frozenset(e.epoch for e in facts.epochs if e.started_n > self.common_n)
            for facts in self.ours_folded.spaces()
        }
        return {space: epochs for space, epochs in made.items() if epochs}

    def may_not_have_written(self, header: Header) -> bool:
        """Return True if the server's log says that a version's author could not write it then.

        What was signed on our branch names a place in it, and there the other log says otherwise.
        """
        if header.log_n <= self.common_n:
            return False
        log, n = self.theirs_folded, min(header.log_n, self.theirs_folded.n)
        member = log.is_member_at(header.author, header.space, n)
        return not member or log.role_at(header.author, n) not in {"worker", "lead"}

    def _revokes_stand(self) -> bool:
        return all(
            device.active or not self.theirs_folded.is_active(device.device)
            for device in self.ours_folded.devices()
        )


def read(entries: Sequence[SignedEntry]) -> list[tuple[Entry, Wire]]:
    """Return verified entries decoded, each with its payload."""
    decoded = [decode(signed.bytes, Entry) for signed in entries]
    return [(entry, decode(entry.payload, PAYLOADS[entry.type])) for entry in decoded]


def _put_out_by(payload: Wire) -> set[bytes | None]:
    """Return the user or the device that an entry puts out."""
    if isinstance(payload, Revoke):
        return {payload.user, payload.device}
    return {payload.device} if isinstance(payload, Wipe) else set()


def common_length(ours: Sequence[SignedEntry], theirs: Sequence[SignedEntry]) -> int:
    """Return how many entries two logs have in common at their beginning."""
    count = 0
    for mine, other in zip(ours, theirs, strict=False):
        if mine != other:
            break
        count += 1
    return count
