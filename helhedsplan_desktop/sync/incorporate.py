"""Bringing arrived versions into this laptop: a pure plan for each record, then a dull apply.

Source: docs/sync.md, the client's cycle, step 4. R is the version that arrived, the mirror the last
version known to be the server's, a sent version one that is frozen and not acknowledged.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from helhedsplan_desktop.records import wire
from helhedsplan_desktop.records.nouns import NOUNS
from helhedsplan_desktop.rules.merge import Merged, Version, merge
from helhedsplan_desktop.store.directory import Entry
from helhedsplan_desktop.store.tables import ALIVE, DELETED, ERASED
from helhedsplan_protocol.limits import ANCESTORS
from helhedsplan_protocol.records import DELETE, ERASE, MOVE, Body, Header

Row = dict[str, Any]

_GONE: Final = frozenset({DELETE, MOVE})


@dataclass(frozen=True, slots=True)
class Arrival:
    """R: a verified, opened version; `body` is None for an erase."""

    rev: int
    header: Header
    body: Body | None

    @property
    def noun(self) -> str:
        """The record's noun; empty for an erase."""
        return self.body.noun if self.body else ""

    def version(self) -> Version:
        """Return R as a side of a merge."""
        body = self.body
        if body is None or self.header.kind in _GONE:
            at = body.claimed_time if body else 0
            resolved = body.resolved if body else ()
            return Version(
                self.header.vid, self.header.author, at, {}, resolved=resolved, deleted=True
            )
        return side_of(self.header.vid, self.header.author, body)


@dataclass(frozen=True, slots=True)
class Known:
    """What this laptop has of a record.

    Args:
        entry: its bookkeeping.
        row: its living row, None once deleted.
        mirror_vid: the server's version as last known; None: none.
        mirror: its opened side; a function, for it is opened only if a merge needs it.
        sent_vid: the outstanding frozen version; None: none.
        sent: its opened side.
        device: this device, the author of what is unsent.
    """

    entry: Entry
    row: Mapping[str, Any] | None
    mirror_vid: bytes | None
    mirror: Callable[[], Version | None]
    sent_vid: bytes | None
    sent: Callable[[], Version | None]
    device: bytes


@dataclass(frozen=True, slots=True)
class Plan:
    """What shall become of a record.

    Args:
        entry: its new bookkeeping; None: forget it.
        row: its new row; None: no living row.
        untouched: True if R is the mirror already and nothing is to be done.
        drop_sent: the outstanding version went into R, so it is not sent again.
        merged: True if both sides' work met.
    """

    entry: Entry | None
    row: Row | None
    untouched: bool = False
    drop_sent: bool = False
    merged: bool = False


_UNTOUCHED: Final = Plan(None, None, untouched=True)


def plan(known: Known | None, arrival: Arrival, edit: int, fresh_vid: Callable[[], bytes]) -> Plan:
    """Return what the arrival of R makes of a record.

    Args:
        known: what is here; None for a record never heard of.
        edit: the edit number of this unit, for a record that has to be sent.
        fresh_vid: gives an id for a losing value that no version holds.
    """
    header = arrival.header
    if known is None:
        return _new(arrival)
    if header.kind == ERASE:
        erased = Entry(known.entry.rid, known.entry.space, known.entry.noun, life=ERASED)
        return Plan(erased, None, drop_sent=True)
    if known.entry.life == ERASED or header.vid == known.mirror_vid:
        return _UNTOUCHED
    tail = (header.vid, *(arrival.body.ancestors if arrival.body else ()))[:ANCESTORS]
    if not known.entry.dirty and not known.entry.frozen and not known.entry.reoffer:
        return _taken(known, arrival, tail)
    return _merged(known, arrival, tail, edit, fresh_vid)


def _new(arrival: Arrival) -> Plan:
    header, body = arrival.header, arrival.body
    tail = (header.vid, *(body.ancestors if body else ()))[:ANCESTORS]
    base = Entry(
        header.rid, header.space, arrival.noun, min_writer=header.min_writer, ancestors=tail
    )
    if body is None:
        return Plan(base.with_changes(life=ERASED), None)
    if header.kind in _GONE:
        return Plan(base.with_changes(life=DELETED, resolved=body.resolved), None)
    return Plan(_with_body(base, body), row_of(header, body))


def _taken(known: Known, arrival: Arrival, tail: tuple[bytes, ...]) -> Plan:
    """Take R as it is: nothing of this laptop waits."""
    header, body = arrival.header, arrival.body
    assert body is not None
    entry = known.entry.with_changes(ancestors=tail, min_writer=header.min_writer)
    if header.kind in _GONE:
        gone = entry.with_changes(life=DELETED, conflicts=(), extra=None, resolved=body.resolved)
        return Plan(gone, None)
    return Plan(_with_body(entry, body).with_changes(life=ALIVE), row_of(header, body))


def _merged(
    known: Known,
    arrival: Arrival,
    tail: tuple[bytes, ...],
    edit: int,
    fresh_vid: Callable[[], bytes],
) -> Plan:
    """Bring this laptop's unsent work and R together."""
    entry, remote = known.entry, arrival.version()
    ancestors = arrival.body.ancestors if arrival.body else ()
    sent_went_in = known.sent_vid is not None and (
        known.sent_vid == arrival.header.vid or known.sent_vid in ancestors
    )
    local = local_side(known)
    if sent_went_in:
        base = known.sent()
    elif entry.reoffer:
        mine_went_in = known.mirror_vid is not None and known.mirror_vid in ancestors
        base = known.mirror() if mine_went_in else None
    else:
        base = known.mirror()
    out = merge(wire.paths(entry.noun), base, local, remote, fresh_vid)
    same = out.equals(remote)
    after = entry.with_changes(
        life=DELETED if out.deleted else ALIVE,
        dirty=0 if same else (entry.dirty or edit),
        frozen=0,
        reoffer=False,
        min_writer=max(entry.min_writer, arrival.header.min_writer),
        ancestors=tail,
        conflicts=out.conflicts,
        resolved=out.resolved,
        extra=out.extra or None,
    )
    row = None if out.deleted else _row_of_merge(known, arrival, out, same=same)
    return Plan(after, row, drop_sent=True, merged=not same)


def local_side(known: Known) -> Version:
    """Return this laptop's side: what stands in its row and bookkeeping."""
    entry, row = known.entry, known.row
    # The sent version holds exactly this only if nothing was typed since it was frozen.
    unchanged = entry.frozen > 0 and entry.dirty == entry.frozen
    vid = known.sent_vid if unchanged else None
    if vid is None and not entry.dirty:
        vid = known.mirror_vid
    if row is None or entry.life != ALIVE:
        return Version(vid, known.device, 0, {}, resolved=entry.resolved, deleted=True)
    return Version(
        vid,
        row["author"],
        row["changed_at"],
        wire.by_path(entry.noun, wire.fields_of(entry.noun, row)),
        entry.extra or {},
        entry.conflicts,
        entry.resolved,
    )


def side_of(vid: bytes, author: bytes, body: Body) -> Version:
    """Return a living body as a side of a merge."""
    extra = body.extra | wire.unknown(body.noun, body.fields)
    known = {name: value for name, value in body.fields.items() if name not in extra}
    fields = wire.by_path(body.noun, wire.fields_of(body.noun, wire.row_of(body.noun, known)))
    return Version(vid, author, body.claimed_time, fields, extra, body.conflicts, body.resolved)


def row_of(header: Header, body: Body) -> Row:
    """Return the record row of a version."""
    return wire.row_of(body.noun, body.fields) | {
        "id": header.rid,
        "space": header.space,
        "author": header.author,
        "changed_at": body.claimed_time,
    }


def _with_body(entry: Entry, body: Body) -> Entry:
    extra = body.extra | wire.unknown(body.noun, body.fields)
    return entry.with_changes(conflicts=body.conflicts, resolved=body.resolved, extra=extra or None)


def _row_of_merge(known: Known, arrival: Arrival, out: Merged, *, same: bool) -> Row:
    """Return the merged row; it carries the newer of both authors, for the lists."""
    fields = wire.by_column(known.entry.noun, out.fields)
    row = wire.row_of(known.entry.noun, fields)
    remote_at = arrival.body.claimed_time if arrival.body else 0
    local_at = known.row["changed_at"] if known.row is not None else 0
    mine = not same and known.row is not None and local_at >= remote_at
    assert not mine or known.row is not None
    author = known.row["author"] if mine and known.row is not None else arrival.header.author
    return row | {
        "id": known.entry.rid,
        "space": known.entry.space,
        "author": author,
        "changed_at": local_at if mine else remote_at,
    }


def understood(arrival: Arrival) -> bool:
    """Return False for a noun of a newer program."""
    return arrival.header.kind == ERASE or arrival.noun in NOUNS


__all__ = ["Arrival", "Known", "Plan", "local_side", "plan", "row_of", "side_of", "understood"]
