"""Two branches of one roster: what a server that was put back may lead to.

Until a lead decides, nothing is sent that either branch may have forbidden; other work goes on.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from helhedsplan_protocol.roster import PAYLOADS, Entry, ForkResolved, SignedEntry, entry_hash
from helhedsplan_protocol.roster_state import RosterState
from helhedsplan_protocol.wire import Wire, decode


@dataclass(frozen=True, slots=True)
class Fork:
    """Our branch and the server's.

    Args:
        common_n: number of the last entry that both have.
        ours: what our branch has after it.
        ours_folded: our whole branch.
        theirs: what the server's branch has after it.
        theirs_folded: the server's whole branch.
    """

    common_n: int
    ours: tuple[SignedEntry, ...]
    ours_folded: RosterState
    theirs: tuple[SignedEntry, ...]
    theirs_folded: RosterState

    def touched(self, space: bytes, author: bytes) -> bool:
        """Return True if either branch changed who may write in a space, or this author."""
        return any(
            branch.last_touch(space, author) > self.common_n
            or branch.epoch(space) != self.ours_folded.epoch(space)
            for branch in (self.ours_folded, self.theirs_folded)
        )

    def dropped_epochs(self) -> dict[bytes, frozenset[int]]:
        """Return the keys that only our branch made, by space."""
        made = {
            facts.space: frozenset(e.epoch for e in facts.epochs if e.started_n > self.common_n)
            for facts in self.ours_folded.spaces()
        }
        return {space: epochs for space, epochs in made.items() if epochs}

    def resolved(self) -> bool:
        """Return True if a lead gave up our branch, and whom it put out is out with the server.

        The one who gave it up must be revoked in neither, for a stolen laptop would do it gladly.
        """
        mine = {entry_hash(each.bytes, each.sig) for each in self.ours}
        return self.revokes_stand() and any(
            payload.drop in mine and self.ours_folded.is_active(entry.author)
            for entry, payload in read(self.theirs)
            if isinstance(payload, ForkResolved)
        )

    def revokes_stand(self) -> bool:
        """Return True if every laptop that our branch put out is out on the server's as well."""
        return all(
            device.active or not self.theirs_folded.is_active(device.device)
            for device in self.ours_folded.devices()
        )


def read(entries: Sequence[SignedEntry]) -> list[tuple[Entry, Wire]]:
    """Return verified entries decoded, each with its payload."""
    decoded = [decode(signed.bytes, Entry) for signed in entries]
    return [(entry, decode(entry.payload, PAYLOADS[entry.type])) for entry in decoded]


def common_length(ours: Sequence[SignedEntry], theirs: Sequence[SignedEntry]) -> int:
    """Return how many entries two logs have in common at their beginning."""
    count = 0
    for mine, other in zip(ours, theirs, strict=False):
        if mine != other:
            break
        count += 1
    return count
