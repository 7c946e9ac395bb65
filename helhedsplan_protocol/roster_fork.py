"""Branches of one roster: what a server that lost a part of its log may lead to.

The log that the server serves is the branch that stays. Entries that left it are kept aside;
whatever either branch changed since waits until a lead signs `fork_resolved`. What the dropped
branch revoked stays revoked. Pure, as the fold is: both ends ask this code.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from helhedsplan_protocol import roster
from helhedsplan_protocol.roster import PAYLOADS, Entry, SignedEntry, entry_hash
from helhedsplan_protocol.roster_facts import ResolvedFork
from helhedsplan_protocol.roster_state import RosterError, RosterState, Verify
from helhedsplan_protocol.wire import Wire, decode

_Children = dict[bytes, list[SignedEntry]]


@dataclass(frozen=True)
class Branch:
    """Entries that follow each other and leave the log after entry `common_n`.

    Args:
        common_n: number of the last entry that the log has too.
        entries: what the branch has after it, at least one.
        hashes: the hashes of those entries, in their order.
        state: the fold of the branch from genesis.
        resolved_n: entry of the log that dropped it; None while nobody decided.
    """

    common_n: int
    entries: tuple[SignedEntry, ...]
    hashes: tuple[bytes, ...]
    state: RosterState
    resolved_n: int | None

    @property
    def revoked(self) -> frozenset[bytes]:
        """The devices that the branch put out."""
        return frozenset(
            facts.device
            for facts in self.state.devices()
            if facts.revoked_n is not None and facts.revoked_n > self.common_n
        )


@dataclass(frozen=True)
class ForkFacts:
    """What the branches beside a log mean for those who use it.

    Args:
        branches: every branch that was kept aside, dropped ones too.
        common_n: the last entry that all open branches share with the log: nothing may be signed
            under a later one. None when no fork is open.
        spaces: into these nothing is pushed now: an open fork touches them, or a dropped branch
            touched them and their key was not changed since to a number above both.
        devices: these push nothing now, and nothing of theirs is taken.
        revoked: devices that a branch put out, open or dropped; they stay out.
    """

    branches: tuple[Branch, ...] = ()
    common_n: int | None = None
    spaces: frozenset[bytes] = frozenset()
    devices: frozenset[bytes] = frozenset()
    revoked: frozenset[bytes] = frozenset()

    def droppable(self, drop: bytes) -> Branch | None:
        """Return the open branch that `fork_resolved` with this `drop` closes."""
        return next((b for b in self.branches if b.resolved_n is None and drop in b.hashes), None)


NO_FORK = ForkFacts()


def forks_of(
    log: Sequence[SignedEntry], aside: Iterable[SignedEntry], verify: Verify, floor: int = 0
) -> ForkFacts:
    """Return what the entries kept aside mean beside this log.

    Args:
        log: the whole log from genesis, already verified.
        aside: signed entries in any order; those that do not fold after the log mean nothing.
        verify: checks an Ed25519 signature.
        floor: branches that leave the log before this entry mean nothing. Whoever was put out
            could otherwise sign one dated back to when he was in.
    """
    places = {entry_hash(each.bytes, each.sig): n for n, each in enumerate(log)}
    children = _children(aside, places)
    starts = sorted(places[link] for link in children if link in places and places[link] >= floor)
    if not starts:
        return NO_FORK
    whole, at_start = _folded(log, starts, verify)
    branches = [branch for n in starts for branch in _grown(at_start[n], children, whole.forks)]
    return _meaning(log, whole, branches)


def _children(aside: Iterable[SignedEntry], places: dict[bytes, int]) -> _Children:
    found: defaultdict[bytes, list[SignedEntry]] = defaultdict(list)
    for signed in dict.fromkeys(aside):
        if entry_hash(signed.bytes, signed.sig) not in places:
            found[decode(signed.bytes, Entry).prev_hash].append(signed)
    return found


def _folded(
    log: Sequence[SignedEntry], wanted: Iterable[int], verify: Verify
) -> tuple[RosterState, dict[int, RosterState]]:
    """Return the fold of the log, and those after the wanted entries."""
    # The log was verified when it came in; only what follows it elsewhere is looked at.
    state, found, numbers = RosterState(lambda *_: True), dict[int, RosterState](), set(wanted)
    for n, signed in enumerate(log):
        state.append(signed)
        if n in numbers:
            found[n] = state.clone()
            found[n].verify = verify
    return state, found


def _grown(
    common: RosterState, children: _Children, resolved: Sequence[ResolvedFork]
) -> list[Branch]:
    """Return every branch that leaves the log here, each as long as it is valid."""
    found = []
    waiting: list[tuple[RosterState, tuple[SignedEntry, ...]]] = [(common, ())]
    while waiting:
        state, entries = waiting.pop()
        longer = []
        for signed in children.get(state.head_hash, ()):
            after = state.clone()
            try:
                after.append(signed)
            except RosterError:
                continue
            longer.append((after, (*entries, signed)))
        waiting += longer
        if not longer and entries:
            found.append(_branch(common.n, entries, state, resolved))
    return found


def _branch(
    common_n: int,
    entries: tuple[SignedEntry, ...],
    state: RosterState,
    resolved: Sequence[ResolvedFork],
) -> Branch:
    hashes = tuple(entry_hash(each.bytes, each.sig) for each in entries)
    dropped = [each.n for each in resolved if each.drop in hashes]
    return Branch(common_n, entries, hashes, state, min(dropped, default=None))


def _meaning(log: Sequence[SignedEntry], state: RosterState, branches: list[Branch]) -> ForkFacts:
    opened = [branch for branch in branches if branch.resolved_n is None]
    spaces, users, devices = set[bytes](), set[bytes](), set[bytes]()
    for branch in opened:
        both = (*branch.entries, *log[branch.common_n + 1 :])
        _touch(both, spaces, users, devices)
        if any(entry.type == "recovery_used" for entry in _decoded(both)):
            spaces |= {facts.space for facts in state.spaces()}
    for each in (state, *(branch.state for branch in opened)):
        devices |= {facts.device for facts in each.devices() if facts.user in users}
    for branch in branches:
        if branch.resolved_n is not None:
            spaces |= _waiting_for_keys(state, branch, branch.resolved_n)
    return ForkFacts(
        branches=tuple(branches),
        common_n=min((branch.common_n for branch in opened), default=None),
        spaces=frozenset(spaces),
        devices=frozenset(devices),
        revoked=frozenset[bytes]().union(*(branch.revoked for branch in branches)),
    )


def _waiting_for_keys(state: RosterState, branch: Branch, resolved_n: int) -> set[bytes]:
    """Return the spaces that a dropped branch touched and whose key was not changed since."""
    touched = set[bytes]()
    _touch(branch.entries, touched, set(), set())
    waiting = set[bytes]()
    for facts in state.spaces():
        fresh = facts.epochs[-1].started_n > resolved_n
        above = facts.epoch > branch.state.epoch(facts.space)
        if facts.space in touched and not (fresh and above):
            waiting.add(facts.space)
    return waiting


def _decoded(entries: Iterable[SignedEntry]) -> list[Entry]:
    return [decode(signed.bytes, Entry) for signed in entries]


def _touch(
    entries: Iterable[SignedEntry], spaces: set[bytes], users: set[bytes], devices: set[bytes]
) -> None:
    """Add whom and what these entries change; settings and announcements change nothing."""
    for entry in _decoded(entries):
        payload = decode(entry.payload, PAYLOADS[entry.type])
        touched = _TOUCHED.get(type(payload))
        if touched is not None:
            named = touched(payload)
            spaces.update(named.spaces)
            users.update(named.users)
            devices.update(named.devices)


class _Touched(NamedTuple):
    """The ids that one entry changes something about."""

    spaces: tuple[bytes, ...] = ()
    users: tuple[bytes, ...] = ()
    devices: tuple[bytes, ...] = ()


def _revoked(payload: roster.Revoke) -> _Touched:
    if payload.device is not None:
        return _Touched(devices=(payload.device,))
    return _Touched(users=(payload.user,) if payload.user else ())


_TOUCHED: Final[dict[type[Wire], Callable[[Any], _Touched]]] = {
    roster.AddDevice: lambda added: _Touched(added.spaces, (), (added.device,)),
    roster.SetRole: lambda changed: _Touched(users=(changed.user,)),
    roster.SetMembers: lambda let: _Touched((let.space,), (*let.added, *let.removed)),
    roster.AddSpace: lambda added: _Touched((added.seed.space,)),
    roster.Drain: lambda drained: _Touched(devices=(drained.device,)),
    roster.Revoke: _revoked,
    roster.Wipe: lambda wiped: _Touched(devices=(wiped.device,)),
    roster.Rotate: lambda rotated: _Touched((rotated.space,)),
    roster.RecoveryUsed: lambda used: _Touched((), (used.user,), (used.device,)),
}
