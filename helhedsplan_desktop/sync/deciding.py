"""A lead ends a fork: the server's log stays, and what was lost with the other branch comes back.

The keys of every space go above the numbers of both branches, for each branch knows its own.
"""

from collections.abc import Collection, Sequence
from typing import Final

import msgspec

from helhedsplan_desktop.crypto.sealing import KEY_BYTES, make_canary
from helhedsplan_desktop.foundation.ids import Randomness
from helhedsplan_desktop.store.store import Store
from helhedsplan_desktop.sync.appending import Acts, Appender, Keys, signed_entry
from helhedsplan_desktop.sync.forks import read
from helhedsplan_desktop.sync.transport import RefusedError, Transport
from helhedsplan_desktop.sync.trust import Trust
from helhedsplan_protocol import routes
from helhedsplan_protocol.error_codes import RETRY
from helhedsplan_protocol.messages import Empty, SpacesAnswer, SpaceState
from helhedsplan_protocol.roster import (
    AddDevice,
    AddSpace,
    Entry,
    EntryType,
    ForkResolved,
    Rotate,
    SetMembers,
    recipients_hash,
)
from helhedsplan_protocol.roster_fork import Branch
from helhedsplan_protocol.roster_state import RosterError, RosterState
from helhedsplan_protocol.wire import Wire

_NOT_ISSUED_AGAIN: Final = frozenset({"rotate", "lineage_ack", "fork_resolved", "recovery_used"})
"""Keys are made anew; the rest speaks of one branch only, or is not a lead's to sign."""

REASON: Final = "fork"


class Deciding:
    """Ends a fork, over a session of a lead who stands on the server's log and is out in neither.

    Every act raises TransportError, RosterError, and RefusedError.
    """

    def __init__(
        self, store: Store, transport: Transport, trust: Trust, randomness: Randomness
    ) -> None:
        self._store = store
        self._transport = transport
        self._trust = trust
        self._randomness = randomness

    def drop(self, branches: Sequence[Branch]) -> None:
        """Give up every open branch; who they put out is out, who they took in is taken in again.

        All at once: while one is open, the server takes no other act. Of what somebody signed whom
        the log that stays has put out, only that others are to be put out is signed again: else a
        stolen laptop would take in whom its thief likes.
        """
        trust = self._trust
        states = self._transport.call(routes.SPACES, Empty(), SpacesAnswer)
        plan = _Plan(trust, self._randomness)
        for branch in branches:
            decision = ForkResolved(trust.roster.head_hash, branch.hashes[-1])
            plan.add("fork_resolved", decision)
        gone = frozenset[bytes]().union(*(branch.revoked for branch in branches))
        acts = [(branch, *act) for branch in branches for act in read(branch.entries)]
        # Who is out when a space is made again needs no new key of it, which nobody could make yet.
        for branch, entry, payload in (*(act for act in acts if _puts_out(act[1])), *acts):
            believed = trust.roster.is_active(entry.author) or _puts_out(entry)
            again = _as_it_ended(payload, branch, gone)
            if believed and again is not None and entry.type not in _NOT_ISSUED_AGAIN:
                plan.add_if_it_fits(entry.type, again)
        for state in states.spaces:
            plan.rotate(state, above=_highest_epoch(branches, state.space))
        Appender(self._store, self._transport, trust).append(plan.acts, plan.keys)
        self._rotate_what_came_back(branches)

    def _rotate_what_came_back(self, branches: Sequence[Branch]) -> None:
        """Change the keys of spaces that branches had made: they had no head to name before."""
        states = self._transport.call(routes.SPACES, Empty(), SpacesAnswer)
        plan = _Plan(self._trust, self._randomness)
        for state in states.spaces:
            while plan.after.epoch(state.space) <= _highest_epoch(branches, state.space):
                plan.rotate(state, above=plan.after.epoch(state.space))
        if plan.acts:
            Appender(self._store, self._transport, self._trust).append(plan.acts, plan.keys)


def _puts_out(entry: Entry) -> bool:
    """Return True for what stays in force whoever signed it."""
    return entry.type in {"drain", "revoke"}


def _highest_epoch(branches: Sequence[Branch], space: bytes) -> int:
    return max(branch.state.epoch(space) for branch in branches)


def _as_it_ended(payload: Wire, branch: Branch, gone: Collection[bytes]) -> Wire | None:
    """Return an act of a branch without what branches took back; None if nothing is left.

    Whoever left a space that the branch had made never enters it again.
    """
    if isinstance(payload, AddDevice):
        return None if payload.device in gone else payload
    if isinstance(payload, AddSpace):
        inside = branch.state.members(payload.seed.space)
        members = tuple(each for each in payload.seed.members if each in inside)
        return AddSpace(msgspec.structs.replace(payload.seed, members=members))
    facts = branch.state.space(payload.space) if isinstance(payload, SetMembers) else None
    if isinstance(payload, SetMembers) and facts and facts.epochs[0].started_n > branch.common_n:
        inside = branch.state.members(payload.space)
        added = tuple(each for each in payload.added if each in inside)
        return SetMembers(payload.space, added, ()) if added else None
    return payload


class _Plan:
    """Acts that follow each other, with the keys that they make."""

    def __init__(self, trust: Trust, randomness: Randomness) -> None:
        self._trust = trust
        self._randomness = randomness
        self.after: RosterState = trust.roster.clone()
        self.acts: Acts = []
        self.keys: Keys = {}

    def add(self, kind: EntryType, payload: Wire) -> None:
        """Add an act that must fit."""
        trust = self._trust
        entry = signed_entry(self.after, trust.org, trust.device, trust.signer(), kind, payload)
        try:
            self.after.append(entry)
        except RosterError as bad:
            raise RefusedError(bad.code, RETRY[bad.code], None) from bad
        self.acts.append((kind, payload))

    def add_if_it_fits(self, kind: EntryType, payload: Wire) -> None:
        """Add an act of the other branch, unless the server's log has seen to it already."""
        if isinstance(payload, AddSpace):
            # Its old key was the other branch's.
            space, key = payload.seed.space, self._randomness.bytes(KEY_BYTES)
            self.keys[space, 1] = key
            seed = msgspec.structs.replace(payload.seed, canary=make_canary(key, space, 1))
            payload = AddSpace(seed)
        try:
            self.add(kind, payload)
        except RefusedError:
            return

    def rotate(self, state: SpaceState, above: int) -> None:
        """Change the key of a space, to a number above its own and another."""
        space, key = state.space, self._randomness.bytes(KEY_BYTES)
        epoch = max(self.after.epoch(space), above) + 1
        recipients = recipients_hash(self.after.recipients(space, epoch))
        canary = make_canary(key, space, epoch)
        self.keys[space, epoch] = key
        self.add(
            "rotate",
            Rotate(space, epoch, state.lineage, state.head, canary, recipients, REASON),
        )
