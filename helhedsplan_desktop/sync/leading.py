"""A lead's acts on keys: rotating a space, putting a laptop out, taking a restored space up."""

from collections.abc import Collection, Sequence
from typing import Final, Literal

from helhedsplan_desktop.crypto.sealing import KEY_BYTES, make_canary
from helhedsplan_desktop.foundation.ids import Randomness
from helhedsplan_desktop.store import sync_marks
from helhedsplan_desktop.store.store import Store
from helhedsplan_desktop.sync.appending import Appender, Keys, pull_roster, signed_entry
from helhedsplan_desktop.sync.transport import RefusedError, Transport
from helhedsplan_desktop.sync.trust import Trust
from helhedsplan_protocol import routes
from helhedsplan_protocol.error_codes import ErrorCode
from helhedsplan_protocol.messages import Empty, SpacesAnswer, SpaceState
from helhedsplan_protocol.roster import EntryType, LineageAck, Revoke, Rotate, recipients_hash
from helhedsplan_protocol.roster_state import RosterState
from helhedsplan_protocol.wire import Wire

_TRIES: Final = 3
"""After a refusal for its head the server holds pushes back, so that the next try wins."""

_MOVED: Final = frozenset({ErrorCode.LOG_STALE, ErrorCode.LINEAGE_CHANGED, ErrorCode.EPOCH_STALE})

Acts = list[tuple[EntryType, Wire]]


class Leading:
    """Acts of an enrolled lead over an open session."""

    def __init__(
        self, store: Store, transport: Transport, trust: Trust, randomness: Randomness
    ) -> None:
        self._store = store
        self._transport = transport
        self._trust = trust
        self._randomness = randomness

    def rotate(self, space: bytes, reason: str) -> None:
        """Give a space a new key: who has only older ones reads nothing that is written from now.

        Raises:
            TransportError, RosterError.
            RefusedError: the server did not take it; `log_stale` if others kept being quicker.
        """
        self._append([], [space], reason)

    def revoke(self, device: bytes, reason: Literal["left", "stolen"]) -> None:
        """Put a laptop out, and change the key of every space that its user is a member of.

        Raises:
            TransportError, RosterError.
            RefusedError: as `rotate`.
        """
        user = self._trust.roster.user_of(device)
        assert user is not None
        spaces = self._trust.roster.spaces_of(user)
        self._append([("revoke", Revoke(None, device, reason))], spaces, reason)

    def take_up_lineages(self, believed: Collection[bytes] = ()) -> int:
        """Answer for the rows of ended epochs in spaces whose history began anew.

        Whoever never saw those rows takes them on this word. A space is left alone while a row of
        it lies in quarantine here: then a person has to look. To be called only after a cycle.

        Args:
            believed: spaces of which this lead says that what is there is right, seen or not.

        Returns:
            The number of spaces that were taken up.

        Raises:
            TransportError, RefusedError, RosterError.
        """
        acts: Acts = []
        with self._store.read() as connection:
            for space in self._trust.spaces():
                mark = sync_marks.space_mark(connection, space)
                if mark.lineage is None or not self._is_due(space, mark.lineage):
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
        if not roster.is_lead_of(self._trust.device, space):
            return False
        ended = [each.ended for each in roster.epochs(space) if each.ended is not None]
        elsewhere = any(each.lineage != lineage for each in ended)
        return elsewhere and not roster.acknowledged_head(space, lineage)

    def _append(self, acts: Acts, spaces: Sequence[bytes], reason: str) -> None:
        """Append acts with a rotation of each space, anew while others are quicker."""
        for left in reversed(range(_TRIES)):
            states = self._transport.call(routes.SPACES, Empty(), SpacesAnswer)
            pull_roster(self._store, self._transport, self._trust)
            heads = {state.space: state for state in states.spaces}
            rotations, keys = self._rotations(acts, [heads[space] for space in spaces], reason)
            try:
                appender = Appender(self._store, self._transport, self._trust)
                appender.append([*acts, *rotations], keys)
            except RefusedError as refused:
                if refused.code not in _MOVED or not left:
                    raise
            else:
                return

    def _rotations(
        self, acts: Acts, states: Sequence[SpaceState], reason: str
    ) -> tuple[Acts, Keys]:
        """Return a rotation of each space to whom the acts leave in, and the new keys."""
        after = self._after(acts)
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

    def _after(self, acts: Acts) -> RosterState:
        """Return the roster as the acts will leave it."""
        trust, after = self._trust, self._trust.roster.clone()
        for kind, payload in acts:
            after.append(
                signed_entry(after, trust.org, trust.device, trust.signer(), kind, payload)
            )
        return after
