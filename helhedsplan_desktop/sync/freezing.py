"""Freezing unsent records into versions: stored as sent before they are sent."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection

from helhedsplan_desktop.foundation.clock import Clock, milliseconds
from helhedsplan_desktop.foundation.ids import Randomness
from helhedsplan_desktop.records import wire
from helhedsplan_desktop.store import directory, refusals, sealed, sync_marks
from helhedsplan_desktop.store.directory import Entry
from helhedsplan_desktop.store.record_rows import rows_of
from helhedsplan_desktop.store.sealed import Held, SealedRow
from helhedsplan_desktop.store.tables import ALIVE, DELETED, ERASED, MIRROR, RELAY, SENT
from helhedsplan_desktop.store.unit_of_work import UnitOfWork
from helhedsplan_desktop.sync.trust import Trust
from helhedsplan_desktop.sync.versions import SealedVersion, Sealer, TooLargeError, body_of
from helhedsplan_protocol.error_codes import ErrorCode
from helhedsplan_protocol.limits import ANCESTORS, PAGE_BYTES
from helhedsplan_protocol.records import DELETE, ERASE, MOVE, PUT, Body, Kind, Signed, item_hash
from helhedsplan_protocol.version import SCHEMA

_KIND: Final[dict[int, Kind]] = {ALIVE: PUT, DELETED: DELETE, ERASED: ERASE}

PUSH_BYTES: Final = PAGE_BYTES * 3 // 4
"""A push stays below the protocol's limit with its manifests and framing."""


@dataclass(frozen=True, slots=True)
class Closing:
    """The end of a record's old copy in a space: a `move`, or an erase of what was erased.

    Args:
        entry: the record's bookkeeping; it is at home in another space.
        base: the version that is ended, and `ancestors` what went into it, newest first.
    """

    entry: Entry
    kind: Kind
    base: bytes
    ancestors: tuple[bytes, ...] = ()


class Freezer:
    """Makes the next push of a space out of unsent records."""

    def __init__(self, trust: Trust, randomness: Randomness, clock: Clock) -> None:
        self._trust = trust
        self._randomness = randomness
        self._clock = clock

    def freeze(self, unit: UnitOfWork, space: bytes, limit: int) -> list[SealedRow]:
        """Return at most `limit` frozen versions, now stored as sent; empty once nothing may go.

        A record with a newer row in quarantine waits, for its author would not know of it.
        """
        hidden = sync_marks.quarantined_rids(unit.connection, space)
        while True:
            found = sync_marks.dirty(unit.connection, space, limit + len(hidden))
            rids = [rid for rid in found if rid not in hidden][:limit]
            made = self._frozen(unit, space, rids) if rids else []
            # What was refused or ended here does not wait any more: others may.
            if made or not rids:
                return made

    def _frozen(self, unit: UnitOfWork, space: bytes, rids: Sequence[bytes]) -> list[SealedRow]:
        """Return those of some unsent records that can be sent, frozen and stored as sent."""
        connection = unit.connection
        entries = directory.entries(connection, rids)
        held = sealed.held(connection, rids)
        here = [each for versions in held.values() for each in versions if each.space == space]
        mirrors = {each.rid: each.vid for each in here if each.state == MIRROR}
        once_held = mirrors.keys() | {each.rid for each in here if each.state == RELAY}
        rows = self._rows(connection, entries)
        sealer = Sealer(self._trust, self._randomness, space)
        sealer.expect(len(rids))
        made: list[tuple[Entry, SealedVersion]] = []
        size = 0
        for rid in rids:
            entry = entries[rid]
            unseen = entry.life != ALIVE and rid not in once_held
            if unseen and self._ends_unseen(connection, entry):
                continue
            if entry.min_writer > SCHEMA and entry.life != ERASED:
                # What a newer program wrote met work of ours: only an update can send it.
                self._refuse(unit, entry, ErrorCode.CLIENT_TOO_OLD)
                continue
            body = None if entry.life == ERASED else self._body(entry, rows.get(rid))
            try:
                version = sealer.seal(
                    rid, mirrors.get(rid), _KIND[entry.life], body, entry.min_writer
                )
            except TooLargeError:
                self._refuse(unit, entry, ErrorCode.TOO_LARGE)
                continue
            size += len(version.header_bytes) + len(version.ct)
            if size > PUSH_BYTES and made:
                break
            made.append((entry, version))
        # Erases are batched apart: a manifest that outlives them then names nothing else.
        erases = [each for each in made if each[0].life == ERASED]
        others = [each for each in made if each[0].life != ERASED]
        sealed.take_away(connection, _outlived(held, space, [entry.rid for entry, _ in made]))
        return [
            *self._stored(unit, space, sealer, erases),
            *self._stored(unit, space, sealer, others),
        ]

    def close(self, unit: UnitOfWork, space: bytes, closings: Sequence[Closing]) -> list[SealedRow]:
        """Return versions that end old copies of records in a space, now stored as sent."""
        sealer = Sealer(self._trust, self._randomness, space)
        now = milliseconds(self._clock.now())
        rows: list[SealedRow] = []
        for kind in (ERASE, MOVE):
            made = []
            for each in closings:
                if each.kind != kind:
                    continue
                body = None
                if kind == MOVE:
                    body = body_of(
                        each.entry.noun,
                        {},
                        ancestors=each.ancestors,
                        claimed_time=now,
                        to_space=each.entry.space,
                    )
                made.append((each.entry, sealer.seal(each.entry.rid, each.base, kind, body)))
            rows += self._sealed_rows(unit, space, sealer, made)
        sealed.put(unit.connection, rows)
        return rows

    def sealed_apart(
        self, connection: Connection, space: bytes, rids: Sequence[bytes], sealer: Sealer
    ) -> list[SealedVersion]:
        """Return unsent records as versions for a parcel; nothing of them is stored as sent.

        What is outstanding went into them: whether the server took it is not known.
        """
        entries = directory.entries(connection, rids)
        mirrors = sealed.mirror_marks(connection, space, rids)
        sent = sealed.of_records(connection, space, rids, SENT)
        rows = self._rows(connection, entries)
        made = []
        for rid, entry in entries.items():
            if entry.life == ERASED:
                continue
            tail = (*([sent[rid].vid] if rid in sent else []), *entry.ancestors)[:ANCESTORS]
            body = self._body(entry.with_changes(ancestors=tail), rows.get(rid))
            base = mirrors[rid].vid if rid in mirrors else None
            try:
                made.append(sealer.seal(rid, base, _KIND[entry.life], body, entry.min_writer))
            except TooLargeError:
                continue
        return made

    def vouch(self, space: bytes, lineage: bytes, rows: Sequence[SealedRow]) -> Signed:
        """Return this device's word for versions that are relayed as they are."""
        sealer = Sealer(self._trust, self._randomness, space)
        return sealer.vouch(lineage, [item_hash(row.header, row.nonce, row.ct) for row in rows])

    def _stored(
        self,
        unit: UnitOfWork,
        space: bytes,
        sealer: Sealer,
        made: Sequence[tuple[Entry, SealedVersion]],
    ) -> list[SealedRow]:
        rows = self._sealed_rows(unit, space, sealer, made)
        sealed.add(unit.connection, rows)
        directory.set_frozen(unit.connection, [entry.rid for entry, _ in made])
        return rows

    def _sealed_rows(
        self,
        unit: UnitOfWork,
        space: bytes,
        sealer: Sealer,
        made: Sequence[tuple[Entry, SealedVersion]],
    ) -> list[SealedRow]:
        """Return versions under one signed manifest of theirs, which is stored."""
        if not made:
            return []
        signed = sealer.batch([version for _, version in made])
        (batch,) = sealed.store_manifests(unit.connection, "batch", [signed])
        return [
            SealedRow(
                space,
                entry.rid,
                SENT,
                0,
                version.header.vid,
                version.header.kind,
                batch,
                None,
                version.header_bytes,
                version.nonce,
                version.ct,
            )
            for entry, version in made
        ]

    def _ends_unseen(self, connection: Connection, entry: Entry) -> bool:
        """End a record that nobody saw in its home; a space that still shows it is told.

        Returns:
            False if others may have seen it: a version that a restored server lost, and would not
            take back, leaves nothing but its id in the ancestors.
        """
        home = sealed.place_of_end(connection, entry.rid, entry.space)
        if home == entry.space and entry.ancestors:
            return False
        if home == entry.space:
            entry = entry.with_changes(dirty=0, reoffer=False)
            refusals.accept(connection, [entry.rid])
        directory.write(connection, [], [entry.with_changes(space=home)])
        return True

    def _body(self, entry: Entry, row: Mapping[str, Any] | None) -> Body:
        if row is None:
            return body_of(
                entry.noun,
                {},
                resolved=entry.resolved,
                ancestors=entry.ancestors,
                claimed_time=milliseconds(self._clock.now()),
            )
        return body_of(
            entry.noun,
            wire.fields_of(entry.noun, row),
            extra=entry.extra or {},
            conflicts=entry.conflicts,
            resolved=entry.resolved,
            ancestors=entry.ancestors,
            claimed_time=row["changed_at"],
        )

    def _refuse(self, unit: UnitOfWork, entry: Entry, code: ErrorCode) -> None:
        """List what is not sent, with the reason; the record's next edit tries again."""
        refusals.refuse(
            unit.connection,
            entry.rid,
            entry.space,
            bytes(16),
            code.value,
            entry.dirty,
            milliseconds(self._clock.now()),
        )

    def _rows(
        self, connection: Connection, entries: Mapping[bytes, Entry]
    ) -> dict[bytes, Mapping[str, Any]]:
        by_noun: dict[str, list[bytes]] = {}
        for rid, entry in entries.items():
            if entry.life == ALIVE:
                by_noun.setdefault(entry.noun, []).append(rid)
        rows: dict[bytes, Mapping[str, Any]] = {}
        for noun, rids in by_noun.items():
            rows |= rows_of(connection, noun, rids)
        return rows


def _outlived(
    held: Mapping[bytes, Sequence[Held]], space: bytes, rids: Sequence[bytes]
) -> list[Held]:
    """Return what new versions of records in a space take the place of.

    What was sent of them there before, and what was kept for another space.
    """
    return [
        each
        for rid in rids
        for each in held.get(rid, ())
        if (each.state == SENT and each.space == space)
        or (each.state == RELAY and each.space != space and each.kind != ERASE)
    ]
