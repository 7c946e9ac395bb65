"""What a folded roster knows: users, devices, spaces and how each changed over the log.

Everything here is immutable, so that a state is copied by copying three dictionaries. `n` is
always the number of a roster entry; a value "at n" holds after entry n.
"""

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Generic, Literal, NamedTuple, TypeVar

from helhedsplan_protocol.roster import Purpose, Role

T = TypeVar("T")


@dataclass(frozen=True)
class Timeline(Generic[T]):
    """A value and the entries at which it changed, oldest first."""

    changes: tuple[tuple[int, T], ...] = ()

    def at(self, n: int) -> T | None:
        """Return the value after entry `n`; None before the first change."""
        place = bisect_right(self.changes, n, key=lambda change: change[0])
        return self.changes[place - 1][1] if place else None

    @property
    def last(self) -> T | None:
        """The present value; None when there was never one."""
        return self.changes[-1][1] if self.changes else None

    def then(self, n: int, value: T) -> "Timeline[T]":
        """Return this timeline with `value` from entry `n` on."""
        return Timeline((*self.changes, (n, value)))


@dataclass(frozen=True, slots=True)
class UserFacts:
    """A user is a label over devices; `touched_n` is the last entry that named the user."""

    user: bytes
    roles: Timeline[Role]
    touched_n: int


@dataclass(frozen=True, slots=True)
class DeviceFacts:
    """One device: its keys and the entries that added, drained, revoked or wiped it."""

    device: bytes
    user: bytes
    signing_key: bytes
    sealing_key: bytes
    added_n: int
    draining_n: int | None = None
    revoked_n: int | None = None
    revoke_reason: Literal["left", "stolen"] | None = None
    wiped_n: int | None = None

    def active_at(self, n: int) -> bool:
        """Return whether the device was in and not revoked after entry `n`; draining is active."""
        return self.added_n <= n and (self.revoked_n is None or n < self.revoked_n)

    @property
    def active(self) -> bool:
        """Whether the device is not revoked; a draining device is active."""
        return self.revoked_n is None

    @property
    def touched_n(self) -> int:
        """The last entry that drained or revoked this device; 0 if none did."""
        return max(self.draining_n or 0, self.revoked_n or 0)


class EndedHead(NamedTuple):
    """Where an epoch ended: the head of the space in `lineage`, told by entry `n`."""

    lineage: bytes
    head: int
    n: int


@dataclass(frozen=True, slots=True)
class EpochFacts:
    """One key of a space; `ended` is None while it is the current one."""

    epoch: int
    canary: bytes
    started_n: int
    ended: EndedHead | None = None


class ResolvedFork(NamedTuple):
    """A lead's decision by entry `n`: hashes of an entry that stays and of one dropped."""

    keep: bytes
    drop: bytes
    n: int


@dataclass(frozen=True, slots=True)
class BulkErased:
    """A lead's announcement, by entry `n` of a device, that `count` records go."""

    n: int
    author: bytes
    count: int
    rids: bytes


@dataclass(frozen=True, slots=True)
class SpaceFacts:
    """One space: epochs 1.. in order, who was a member when, and what leads signed about it."""

    space: bytes
    purpose: Purpose
    controller: str
    added_n: int
    epochs: tuple[EpochFacts, ...]
    membership: dict[bytes, Timeline[bool]]
    touched_n: int
    acknowledged: dict[bytes, int] = field(default_factory=dict)
    bulk_erases: tuple[BulkErased, ...] = ()

    @property
    def epoch(self) -> int:
        """The number of the current key."""
        return self.epochs[-1].epoch

    def has_member(self, user: bytes) -> bool:
        """Return whether `user` is a member now."""
        timeline = self.membership.get(user)
        return timeline is not None and timeline.last is True

    def had_member_at(self, user: bytes, n: int) -> bool:
        """Return whether `user` was a member after entry `n`."""
        timeline = self.membership.get(user)
        return timeline is not None and timeline.at(n) is True

    def with_members(self, n: int, users: dict[bytes, bool]) -> dict[bytes, Timeline[bool]]:
        """Return the membership after entry `n` let each of `users` in (True) or out (False)."""
        changed = {
            user: self.membership.get(user, Timeline()).then(n, inside)
            for user, inside in users.items()
            if self.has_member(user) is not inside
        }
        return {**self.membership, **changed}
