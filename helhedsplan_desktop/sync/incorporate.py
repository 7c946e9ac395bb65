"""Bringing arrived versions into this laptop: a pure plan for each record, then a dull apply.

Source: docs/sync.md, the client's cycle, step 4. R is the version that arrived, the mirror the last
version known to be the server's, a sent version one that is frozen and not acknowledged.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any, Final

from helhedsplan_desktop.records import wire
from helhedsplan_desktop.records.nouns import NOUNS
from helhedsplan_desktop.rules.merge import Merged, Version, merge
from helhedsplan_desktop.store.directory import OF_NO_EDIT, Entry
from helhedsplan_desktop.store.tables import ALIVE, DELETED, ERASED
from helhedsplan_protocol.limits import ANCESTORS
from helhedsplan_protocol.records import DELETE, ERASE, MOVE, Body, Header

Row = dict[str, Any]

_GONE: Final = frozenset({DELETE, MOVE})


@dataclass(frozen=True, slots=True)
class Arrival:
    """R: a verified, opened version; `body` is None for an erase.

    `doubted`: a person would not believe this deletion among so many: the record stays alive until
    a lead decides.
    """

    rev: int
    header: Header
    body: Body | None
    doubted: bool = False

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
class Stored:
    """A sealed version that is here.

    Args:
        base: the version that it replaced, as its header says.
        opened: gives its side of a merge, None if it does not open; it is opened only if a merge
            needs it.
    """

    vid: bytes
    base: bytes | None
    opened: Callable[[], Version | None]


@dataclass(frozen=True, slots=True)
class Known:
    """What this laptop has of a record.

    Args:
        entry: its bookkeeping.
        row: its living row, None once deleted.
        mirror: the server's version as last known.
        sent: the outstanding frozen version.
        relay: the version of an earlier lineage that the server lost: *mine* of a re-offer.
        device: this device, the author of what is unsent.
    """

    entry: Entry
    row: Mapping[str, Any] | None
    mirror: Stored | None
    sent: Stored | None
    relay: Stored | None
    device: bytes

    @property
    def pure(self) -> bool:
        """True if the local version is the relay or the mirror, with nothing typed since."""
        entry = self.entry
        return not entry.dirty or (self.sent is None and entry.dirty == entry.frozen)


class Keep(Enum):
    """What becomes of a record's row."""

    STORE = "store"
    """It is written as the plan says."""

    DROP = "drop"
    """The record has no living row."""

    STAY = "stay"
    """It stays as it is."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What shall become of a record.

    Args:
        entry: its new bookkeeping; None: it stays as it is.
        row: its new row, if it is to be stored.
        takes_mirror: R becomes the mirror.
        rescues_mirror: the old mirror is kept to be offered again: the server lost it.
        ends_sent: the outstanding version is not sent again.
        ends_relay: the version of an earlier lineage is not offered again.
        merged: both sides' work met.
    """

    entry: Entry | None
    row: Row | None = None
    keep: Keep = Keep.STORE
    takes_mirror: bool = True
    rescues_mirror: bool = False
    ends_sent: bool = True
    ends_relay: bool = True
    merged: bool = False


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
    if header.kind == ERASE or known.entry.life == ERASED:
        return _erased(known, arrival, edit)
    if known.mirror is not None and known.mirror.vid == header.vid:
        return _known_already(known)
    tail = (header.vid, *(arrival.body.ancestors if arrival.body else ()))[:ANCESTORS]
    if not _went_in(known.sent, tail) and header.vid in known.entry.ancestors:
        return _behind(known, arrival, edit)
    idle = not known.entry.dirty and not known.entry.frozen and known.relay is None
    idle = idle and not arrival.doubted
    return _taken(known, arrival, tail) if idle else _merged(known, arrival, tail, edit, fresh_vid)


def _erased(known: Known, arrival: Arrival, edit: int) -> Plan:
    """Erase beats everything; a later row of what was erased is hidden."""
    entry = known.entry
    if arrival.header.kind == ERASE:
        gone = Entry(entry.rid, entry.space, entry.noun, life=ERASED)
        return Plan(gone, keep=Keep.DROP)
    if entry.dirty or known.mirror is None:
        return Plan(None, keep=Keep.STAY, ends_sent=False, ends_relay=False)
    # The server forgot an erase that it had: it goes out again.
    again = entry.with_changes(dirty=edit, frozen=edit)
    return Plan(again, keep=Keep.STAY, rescues_mirror=True, ends_sent=False, ends_relay=False)


def _went_in(version: Stored | None, tail: tuple[bytes, ...]) -> bool:
    """Return True if a version is R or among R's ancestors."""
    return version is not None and version.vid in tail


def _known_already(known: Known) -> Plan:
    """R is the mirror: only its revision may be new."""
    settled = known.relay is None and known.entry.reoffer
    entry = known.entry.with_changes(reoffer=False) if settled else None
    return Plan(entry, keep=Keep.STAY, ends_sent=False, ends_relay=False)


def _behind(known: Known, arrival: Arrival, edit: int) -> Plan:
    """R went into what is here long ago: the server is behind, so ours is offered again.

    It goes unchanged if it follows R, else it is written anew over R.
    """
    entry, mine = known.entry, known.relay or known.mirror
    unchanged = known.sent is None and mine is not None and mine.base == arrival.header.vid
    frozen = entry.frozen if known.sent is not None else 0
    if unchanged:
        # Equal numbers say that the relay holds all that is here.
        frozen = (entry.dirty or edit) if known.pure else OF_NO_EDIT
    again = entry.with_changes(dirty=entry.dirty or edit, frozen=frozen, reoffer=False)
    return Plan(
        again,
        keep=Keep.STAY,
        rescues_mirror=known.relay is None,
        ends_sent=False,
        ends_relay=False,
    )


def _new(arrival: Arrival) -> Plan:
    header, body = arrival.header, arrival.body
    tail = (header.vid, *(body.ancestors if body else ()))[:ANCESTORS]
    base = Entry(
        header.rid, header.space, arrival.noun, min_writer=header.min_writer, ancestors=tail
    )
    if body is None:
        return Plan(base.with_changes(life=ERASED), keep=Keep.DROP)
    if header.kind in _GONE:
        gone = base.with_changes(life=DELETED, resolved=body.resolved)
        return Plan(gone, keep=Keep.DROP)
    extra = body.extra | wire.unknown(body.noun, body.fields)
    alive = Entry(
        header.rid,
        header.space,
        body.noun,
        min_writer=header.min_writer,
        ancestors=tail,
        conflicts=body.conflicts,
        resolved=body.resolved,
        extra=extra or None,
    )
    return Plan(alive, row_of(header, body))


def _taken(known: Known, arrival: Arrival, tail: tuple[bytes, ...]) -> Plan:
    """Take R as it is: nothing of this laptop waits."""
    header, body = arrival.header, arrival.body
    assert body is not None
    entry = known.entry.with_changes(ancestors=tail, min_writer=header.min_writer, reoffer=False)
    if header.kind in _GONE:
        gone = entry.with_changes(life=DELETED, conflicts=(), extra=None, resolved=body.resolved)
        return Plan(gone, keep=Keep.DROP)
    return Plan(_with_body(entry, body).with_changes(life=ALIVE), row_of(header, body))


def _merged(
    known: Known,
    arrival: Arrival,
    tail: tuple[bytes, ...],
    edit: int,
    fresh_vid: Callable[[], bytes],
) -> Plan:
    """Bring this laptop's unsent or re-offered work and R together."""
    entry, remote = known.entry, arrival.version()
    base, tails = _base(known, tail)
    if arrival.doubted:
        base = None
    out = merge(wire.paths(entry.noun), base, local_side(known), remote, fresh_vid)
    same = out.equals(remote)
    after = entry.with_changes(
        life=DELETED if out.deleted else ALIVE,
        dirty=0 if same else (entry.dirty or edit),
        frozen=0,
        reoffer=False,
        min_writer=max(entry.min_writer, arrival.header.min_writer),
        ancestors=tail if same else tails,
        conflicts=out.conflicts,
        resolved=out.resolved,
        extra=out.extra or None,
    )
    if out.deleted:
        return Plan(after, keep=Keep.DROP, merged=not same)
    return Plan(after, _row_of_merge(known, arrival, out, same=same), merged=not same)


def _base(known: Known, tail: tuple[bytes, ...]) -> tuple[Version | None, tuple[bytes, ...]]:
    """Return what local and R grew from, and the ancestors of the outcome."""
    if known.sent is not None and _went_in(known.sent, tail):
        return known.sent.opened(), tail
    if known.relay is None:
        return known.mirror.opened() if known.mirror else None, tail
    if _went_in(known.relay, tail):
        return known.relay.opened(), tail
    # A re-offer that the server does not know of: R, mine and both tails went in.
    mine = known.entry.ancestors
    joined = tuple(dict.fromkeys((tail[0], *mine[:1], *tail[1:], *mine[1:])))[:ANCESTORS]
    return known.mirror.opened() if known.mirror else None, joined


def local_side(known: Known) -> Version:
    """Return this laptop's side: what stands in its row and bookkeeping."""
    entry, row = known.entry, known.row
    # A sealed version holds exactly this only if nothing was typed since it was made.
    same = known.sent if entry.frozen and entry.dirty == entry.frozen else None
    if same is None and known.pure:
        same = known.relay or known.mirror
    vid = same.vid if same is not None else None
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


def objection(arrival: Arrival) -> str:
    """Return why a body cannot be taken in, as a quarantine reason; empty if it can."""
    body = arrival.body
    if body is None:
        return ""
    if body.noun not in NOUNS:
        return "unknown_noun"
    if not wire.fits(body.noun, body.fields):
        return "bad_field"
    return ""


__all__ = [
    "Arrival",
    "Keep",
    "Known",
    "Plan",
    "Stored",
    "local_side",
    "objection",
    "plan",
    "row_of",
    "side_of",
]
