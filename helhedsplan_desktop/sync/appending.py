"""A lead's own entries for the roster: signed, granted, appended all or none."""

from collections.abc import Sequence
from typing import Final

from helhedsplan_desktop.crypto.grants import make_grant
from helhedsplan_desktop.crypto.signing import Signer
from helhedsplan_desktop.store import identity, made_keys, standing
from helhedsplan_desktop.store.store import Store
from helhedsplan_desktop.sync import homes
from helhedsplan_desktop.sync.transport import RefusedError, Transport
from helhedsplan_desktop.sync.trust import Trust
from helhedsplan_protocol import routes
from helhedsplan_protocol.error_codes import RETRY, ErrorCode
from helhedsplan_protocol.messages import RosterAppend, RosterHead, RosterPage, RosterPull
from helhedsplan_protocol.records import ROSTER_LABEL
from helhedsplan_protocol.roster import (
    RECOVERY,
    Entry,
    EntryType,
    SignedEntry,
    SignedGrant,
)
from helhedsplan_protocol.roster_state import RosterError, RosterState
from helhedsplan_protocol.wire import Wire, encode

Keys = dict[tuple[bytes, int], bytes]
"""(space, epoch) to space key."""

FETCHED_UNDER: Final = "roster_restore_id"
"""Fact: the server's `restore_id` when its roster was last fetched and its grants made whole."""

_NOT_NOW: Final = frozenset(
    {
        ErrorCode.CLONE_SUSPECTED,
        ErrorCode.SPACE_FROZEN,
        ErrorCode.BUSY,
        ErrorCode.RATE_LIMITED,
    }
)
"""What the server says of grants that it will take from this laptop at another time."""

Acts = list[tuple[EntryType, Wire]]
"""Entry types and payloads, in order."""


def signed_entry(
    state: RosterState, org: bytes, author: bytes, signer: Signer, kind: EntryType, payload: Wire
) -> SignedEntry:
    """Return an entry that follows the end of `state`."""
    entry = encode(Entry(state.n + 1, state.head_hash, org, kind, encode(payload), author))
    return SignedEntry(entry, signer.sign(ROSTER_LABEL, entry))


def grants_for(
    state: RosterState,
    demands: Sequence[tuple[bytes, int, bytes]],
    org: bytes,
    sender: bytes,
    signer: Signer,
    keys: Keys,
) -> list[SignedGrant]:
    """Return a grant for each (space, epoch, device) of which we hold the key."""
    grants = []
    for space, epoch, to in sorted(demands):
        key = keys.get((space, epoch))
        device = state.device(to)
        assert state.genesis is not None
        to_key = state.genesis.recovery_key if to == RECOVERY else device and device.sealing_key
        if key is None or not to_key:
            continue
        grants.append(
            make_grant(
                signer,
                org=org,
                space=space,
                epoch=epoch,
                sender=sender,
                to=to,
                to_key=to_key,
                space_key=key,
            )
        )
    return grants


def folded(trust: Trust, acts: Acts) -> tuple[RosterState, list[SignedEntry]]:
    """Return the roster as our acts will leave it, and their signed entries.

    Raises:
        RefusedError: the rules of the roster do not allow them, as the server would answer.
    """
    after, entries = trust.roster.clone(), []
    for kind, payload in acts:
        entry = signed_entry(after, trust.org, trust.device, trust.signer(), kind, payload)
        try:
            after.append(entry)
        except RosterError as bad:
            raise RefusedError(bad.code, RETRY[bad.code], None) from bad
        entries.append(entry)
    return after, entries


class Appender:
    """Appends a lead's acts."""

    def __init__(self, store: Store, transport: Transport, trust: Trust) -> None:
        self._store = store
        self._transport = transport
        self._trust = trust

    def append(self, acts: Acts, new_keys: Keys | None = None) -> None:
        """Sign and append acts with every grant that they demand; then know them ourselves.

        Args:
            acts: entry type and payload, in order.
            new_keys: keys of spaces that the acts make.

        Raises:
            RefusedError: `log_stale` if another lead was quicker: pull the roster, try again.
            TransportError, RosterError.
        """
        trust = self._trust
        keys = trust.keys | (new_keys or {})
        after, entries = folded(trust, acts)
        demands = sorted(after.required_grants() - trust.roster.required_grants())
        grants = grants_for(after, demands, trust.org, trust.device, trust.signer(), keys)
        self._announce(RosterAppend(tuple(entries), tuple(grants)), new_keys or {})
        with trust.storing(self._store) as unit:
            trust.extend(unit.connection, entries)
            trust.take_grants(unit.connection, grants)
            if new_keys:
                made_keys.forget(unit.connection, new_keys)

    def _announce(self, request: RosterAppend, new_keys: Keys) -> None:
        """Let the server append; new keys are kept first, for its answer may be lost."""
        if new_keys:
            with self._store.write_for_sync() as unit:
                made_keys.keep(unit.connection, new_keys)
        try:
            self._transport.call(routes.ROSTER_APPEND, request, RosterHead)
        except RefusedError:
            if new_keys:
                with self._store.write_for_sync() as unit:
                    made_keys.forget(unit.connection, new_keys)
            raise

    def put_missing_grants(self, held: set[tuple[bytes, int, bytes]]) -> int:
        """Put again each grant that the roster demands and the server lacks.

        A lead on the way out signs nothing for the organisation any more: others see to it.
        """
        trust = self._trust
        if trust.roster.is_draining(trust.device):
            return 0
        missing = sorted(trust.roster.required_grants() - held)
        grants = grants_for(
            trust.roster, missing, trust.org, trust.device, trust.signer(), trust.keys
        )
        if grants:
            self._transport.call(routes.ROSTER_APPEND, RosterAppend((), tuple(grants)), RosterHead)
        return len(grants)


def entries_after(transport: Transport, state: RosterState) -> tuple[list[SignedEntry], RosterPage]:
    """Return what the server's log has behind the end of `state`, and its last page.

    What a page brought is verified before another is asked for: a server can make up pages without
    end, and no more entries than leads have signed. Every page has all grants, so the last does.

    Raises:
        RosterError: an entry does not fit.
        TransportError, RefusedError.
    """
    entries: list[SignedEntry] = []
    ahead = state.clone()
    while True:
        page = transport.call(routes.ROSTER_PULL, RosterPull(ahead.n + 1), RosterPage)
        entries += page.entries
        if not page.entries or state.n + len(entries) >= page.roster_n:
            return entries, page
        for signed in page.entries:
            ahead.append(signed)


def pull_roster(store: Store, transport: Transport, trust: Trust) -> bool:
    """Fetch, verify and store what the roster has grown by; return True if it grew.

    Raises:
        RosterError: an entry does not fit; nothing is stored.
        TransportError, RefusedError.
    """
    entries, page = entries_after(transport, trust.roster)
    held = {(each.space, each.epoch, each.to) for each in page.held}
    with trust.storing(store) as unit:
        trust.extend(unit.connection, entries)
        trust.take_grants(unit.connection, page.grants)
        homes.follow(unit.connection, trust)
        standing.note(unit.connection, trust.roster, trust.device)
        identity.put(unit.connection, restore_id=page.restore_id)
    if trust.fork is None:
        lead = trust.roster.role_of_device(trust.device) == "lead"
        try:
            if held and lead:
                Appender(store, transport, trust).put_missing_grants(held)
        except RefusedError as refused:
            if refused.code in _NOT_NOW:
                return bool(entries)  # each round asks again, and does the rest meanwhile
            # It is tried once: what the server will not take holds up nothing else.
            _note_fetched(store, trust, page.restore_id)
            raise
        _note_fetched(store, trust, page.restore_id)
    return bool(entries)


def _note_fetched(store: Store, trust: Trust, restore_id: bytes) -> None:
    if trust.me.get(FETCHED_UNDER) != restore_id:
        with store.write_for_sync() as unit:
            identity.put(unit.connection, **{FETCHED_UNDER: restore_id})
            trust.me = identity.read(unit.connection)
