"""A lead's acts: who is in, who reads what, and the keys that change with it."""

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Final, Literal

from helhedsplan_desktop.crypto.sealing import KEY_BYTES, make_canary
from helhedsplan_desktop.foundation.ids import Randomness
from helhedsplan_desktop.store import sync_marks
from helhedsplan_desktop.store.store import Store
from helhedsplan_desktop.sync.appending import Acts, Appender, Keys, folded, pull_roster
from helhedsplan_desktop.sync.roles import Roles
from helhedsplan_desktop.sync.transport import RefusedError, Transport
from helhedsplan_desktop.sync.trust import Trust
from helhedsplan_protocol import routes
from helhedsplan_protocol.error_codes import RETRY, ErrorCode
from helhedsplan_protocol.messages import Empty, SpacesAnswer, SpaceState
from helhedsplan_protocol.roster import (
    RATCHET,
    AddSpace,
    BulkErase,
    Drain,
    LineageAck,
    Policy,
    Purpose,
    Revoke,
    Role,
    Rotate,
    SetMembers,
    SpaceSeed,
    Wipe,
    erased_hash,
    recipients_hash,
)
from helhedsplan_protocol.roster_state import RosterState
from helhedsplan_protocol.roster_view import RosterView

_TRIES: Final = 3
"""After a refusal for its head the server holds pushes back, so that the next try wins."""

_MOVED: Final = frozenset({ErrorCode.LOG_STALE, ErrorCode.LINEAGE_CHANGED, ErrorCode.EPOCH_STALE})

Reason = Literal["left", "stolen"]
Plan = Callable[[RosterView], Acts]
"""Acts for the roster as it stands; asked again when it has grown meanwhile."""


class Leading:
    """Acts of an enrolled lead over an open session.

    Every act raises TransportError, RosterError, and RefusedError if the server did not take it:
    `role_denied` for what no lead of these spaces may do or would leave nobody to lead,
    `log_stale` if others kept being quicker.
    """

    def __init__(
        self, store: Store, transport: Transport, trust: Trust, randomness: Randomness
    ) -> None:
        self._store = store
        self._transport = transport
        self._trust = trust
        self._randomness = randomness

    def rotate(self, space: bytes, reason: str) -> None:
        """Give a space a new key: who has only older ones reads nothing that is written from now.

        Args:
            reason: a code; nothing about people.
        """
        self._append(lambda _: [], reason, also=[space])

    def revoke(self, device: bytes, reason: Reason) -> None:
        """Put a laptop out, and change the key of every space that its user is a member of."""
        self._append(lambda _: [("revoke", Revoke(None, device, reason))], reason)

    def revoke_user(self, user: bytes, reason: Reason) -> None:
        """Put a person out with every laptop, and change the key of every space of theirs."""
        self._append(lambda _: [("revoke", Revoke(user, None, reason))], reason)

    def drain(self, device: bytes) -> None:
        """Let a laptop send what it has, and take no new edits."""
        self._append(lambda _: [("drain", Drain(device))], "")

    def wipe(self, device: bytes) -> None:
        """Let a laptop remove its vault at its next contact; put it out as stolen, if it is in."""

        def acts(roster: RosterView) -> Acts:
            out: Acts = [("revoke", Revoke(None, device, "stolen"))]
            return [*(out if roster.is_active(device) else []), ("wipe", Wipe(device))]

        self._append(acts, "stolen")

    def set_role(self, user: bytes, role: Role, roles: Roles) -> None:
        """Give a person another role, with the spaces that belong to it."""
        keys: Keys = {}

        def acts(roster: RosterView) -> Acts:
            made, fresh = roles.change(roster, user, role)
            keys.update(fresh)
            return made

        self._append(acts, "role", keys=keys)

    def set_members(
        self, space: bytes, added: Collection[bytes], removed: Collection[bytes]
    ) -> None:
        """Let people into a space and others out; its key changes if somebody leaves."""
        act = SetMembers(space, tuple(sorted(added)), tuple(sorted(removed)))
        self._append(lambda _: [("set_members", act)], "members")

    def add_space(
        self, space: bytes, purpose: Purpose, controller: str, members: tuple[bytes, ...]
    ) -> None:
        """Make a space; this lead must be among its members."""
        key = self._randomness.bytes(KEY_BYTES)
        seed = SpaceSeed(space, purpose, controller, make_canary(key, space, 1), members)
        self._append(lambda _: [("add_space", AddSpace(seed))], "", keys={(space, 1): key})

    def announce_erasing(self, erased: Mapping[bytes, Collection[bytes]], reason: str) -> None:
        """Say before they go how many records will be erased, so that no laptop asks its person.

        Args:
            erased: space to the ids of records that others hold of it.
            reason: a code; nothing about people.
        """
        acts: Acts = [
            ("bulk_erase", BulkErase(space, len(rids), erased_hash(rids), reason))
            for space, rids in sorted(erased.items())
        ]
        self._append(lambda _: acts, reason)

    def trust_again(self, device: bytes) -> None:
        """Say that a laptop may go on whose vault was seen twice, or came from a backup.

        Its ratchet begins anew with whoever comes next; another copy is seen at once.
        """
        self._append(lambda _: [("policy", Policy({f"{RATCHET}{device.hex()}": "anew"}))], "")

    def take_up_lineages(self, believed: Collection[bytes] = ()) -> int:
        """Answer for the rows of ended epochs in spaces whose history began anew.

        Whoever never saw those rows takes them on this word. A space is left alone while a row of
        it lies in quarantine here: then a person has to look. To be called only after a cycle.
        A lead on the way out answers for nothing any more.

        Args:
            believed: spaces of which this lead says that what is there is right, seen or not.

        Returns:
            The number of spaces that were taken up.
        """
        acts: Acts = []
        if self._trust.roster.is_draining(self._trust.device):
            return 0
        with self._store.read() as connection:
            for space in self._trust.spaces():
                if not self._trust.roster.is_lead_of(self._trust.device, space):
                    continue
                mark = sync_marks.space_mark(connection, space)
                # Of an empty space nothing can be said: that would be said anew each round.
                if mark.lineage is None or not mark.cursor:
                    continue
                if not self._is_due(space, mark.lineage):
                    continue
                if space in believed or not sync_marks.quarantined_rids(connection, space):
                    acts.append(("lineage_ack", LineageAck(space, mark.lineage, mark.cursor)))
        if acts:
            Appender(self._store, self._transport, self._trust).append(acts)
        return len(acts)

    # --- inside -----------------------------------------------------------------------------------

    def _is_due(self, space: bytes, lineage: bytes) -> bool:
        """Return True if an epoch ended in another lineage and nobody took this one up."""
        roster = self._trust.roster
        ended = [each.ended for each in roster.epochs(space) if each.ended is not None]
        elsewhere = any(each.lineage != lineage for each in ended)
        return elsewhere and not roster.acknowledged_head(space, lineage)

    def _append(
        self, plan: Plan, reason: str, also: Iterable[bytes] = (), keys: Keys | None = None
    ) -> None:
        """Append acts with a rotation of each space that somebody leaves, anew while others win.

        Args:
            plan: gives the acts.
            reason: a code for the rotations.
            also: further spaces to rotate.
            keys: keys of spaces that the acts make; read after `plan` was asked.
        """
        trust = self._trust
        for left in reversed(range(_TRIES)):
            states = self._transport.call(routes.SPACES, Empty(), SpacesAnswer)
            pull_roster(self._store, self._transport, trust)
            acts = plan(trust.roster)
            after, _ = folded(trust, acts)
            heads = {state.space: state for state in states.spaces}
            leaving = sorted({*after.unrotated, *also})
            if not heads.keys() >= set(leaving):
                # Nobody but a lead of the space may change its key.
                raise RefusedError(ErrorCode.ROLE_DENIED, RETRY[ErrorCode.ROLE_DENIED], None)
            rotations, fresh = self._rotations(after, [heads[space] for space in leaving], reason)
            try:
                Appender(self._store, self._transport, trust).append(
                    [*acts, *rotations], fresh | (keys or {})
                )
            except RefusedError as refused:
                if refused.code not in _MOVED or not left:
                    raise
            else:
                return

    def _rotations(
        self, after: RosterState, states: Iterable[SpaceState], reason: str
    ) -> tuple[Acts, Keys]:
        """Return a rotation of each space to whom the acts leave in, and the new keys."""
        made: Acts = []
        keys: Keys = {}
        for state in states:
            epoch, key = after.epoch(state.space) + 1, self._randomness.bytes(KEY_BYTES)
            keys[state.space, epoch] = key
            rotation = Rotate(
                state.space,
                epoch,
                state.lineage,
                state.head,
                make_canary(key, state.space, epoch),
                recipients_hash(after.recipients(state.space, epoch)),
                reason,
            )
            made.append(("rotate", rotation))
        return made, keys
