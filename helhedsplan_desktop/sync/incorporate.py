"""Bringing arrived versions into this laptop: a pure plan for each record, then a dull apply.

Source: docs/sync.md, the client's cycle, step 4. R is the version that arrived, the mirror the last
version known to be the server's, a sent version one that is frozen and not acknowledged.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from helhedsplan_desktop.foundation.clock import LAST_MS
from helhedsplan_desktop.records import wire
from helhedsplan_desktop.records.nouns import NOUNS
from helhedsplan_desktop.rules.merge import Merged, Version, merge
from helhedsplan_desktop.store.directory import OF_NO_EDIT, Entry
from helhedsplan_desktop.store.tables import ALIVE, DELETED, ERASED
from helhedsplan_desktop.sync.planning import (
    GONE,
    Arrival,
    Joined,
    Keep,
    Known,
    Plan,
    Row,
    Stored,
)
from helhedsplan_protocol.error_codes import ErrorCode
from helhedsplan_protocol.limits import ANCESTORS
from helhedsplan_protocol.records import ERASE, MOVE, PUT, Body, Header
from helhedsplan_protocol.version import SCHEMA

_TIMES: Final = range(LAST_MS + 1)
"""Instants that a person's computer may claim, ms since 1970 UTC."""


def plan(known: Known | None, arrival: Arrival, edit: int, fresh_vid: Callable[[], bytes]) -> Plan:
    """Return what the arrival of R makes of a record.

    Args:
        known: what is here; None for a record never heard of.
        edit: the edit number of this unit, for a record that has to be sent.
        fresh_vid: gives an id for a losing value that no version holds.
    """
    header = arrival.header
    if known is None:
        return anew(arrival)
    if header.kind == ERASE or known.entry.life == ERASED:
        return _erased(known, arrival, edit)
    if known.mirror is not None and known.mirror.vid == header.vid:
        return _known_already(known)
    tail = (header.vid, *(arrival.body.ancestors if arrival.body else ()))[:ANCESTORS]
    if not _went_in(known.sent, tail) and header.vid in known.entry.ancestors:
        return _behind(known, arrival, edit)
    if _is_beside(known, header, tail):
        # The server told two histories: ours is offered again, as after any loss.
        known = replace(known, mirror=None, relay=known.mirror)
    # A `move` says nothing of what the record held: there is nothing in it to merge with.
    rests = known.went_into(tail) if header.kind == MOVE else known.idle
    if rests and not arrival.doubted:
        return taken(known, arrival, tail)
    return _merged(known, arrival, tail, edit, fresh_vid)


def _erased(known: Known, arrival: Arrival, edit: int) -> Plan:
    """Erase beats everything, in every space; a later row of what was erased is hidden."""
    entry, space = known.entry, arrival.header.space
    if arrival.header.kind == ERASE:
        if entry.life == ERASED and entry.dirty and entry.space != space:
            return Plan(None, keep=Keep.STAY)
        gone = Entry(entry.rid, space, entry.noun, life=ERASED)
        return Plan(gone, keep=Keep.DROP)
    if entry.dirty or space != entry.space or known.mirror is None:
        return Plan(None, keep=Keep.STAY, ends_sent=False, ends_relay=False)
    # The server forgot an erase that it had: it goes out again.
    again = entry.with_changes(dirty=edit, frozen=edit)
    return Plan(again, keep=Keep.STAY, rescues_mirror=True, ends_sent=False, ends_relay=False)


def _went_in(version: Stored | None, tail: tuple[bytes, ...]) -> bool:
    """Return True if a version is R or among R's ancestors."""
    return version is not None and version.vid in tail


def _is_beside(known: Known, header: Header, tail: tuple[bytes, ...]) -> bool:
    """Return True if R does not go on from the server's version that is held of a living record.

    Every version replaces the server's last one and names it. Where as many ancestors stand as
    may, ours may have been left out.
    """
    mirror, place = known.mirror, (header.space, ALIVE)
    if mirror is None or known.relay is not None or len(tail) >= ANCESTORS:
        return False
    here = (mirror.space, known.entry.life) == place and known.entry.space == header.space
    return here and mirror.kind == PUT and mirror.vid not in {header.base, *tail}


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


def anew(arrival: Arrival) -> Plan:
    """Return what R makes of a record that this laptop never heard of."""
    header, body = arrival.header, arrival.body
    tail = (header.vid, *(body.ancestors if body else ()))[:ANCESTORS]
    base = Entry(
        header.rid, header.space, arrival.noun, min_writer=header.min_writer, ancestors=tail
    )
    if body is None:
        return Plan(base.with_changes(life=ERASED), keep=Keep.DROP)
    if header.kind in GONE:
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


def taken(known: Known, arrival: Arrival, tail: tuple[bytes, ...]) -> Plan:
    """Take R as it is: all of this laptop went into it."""
    header, body = arrival.header, arrival.body
    assert body is not None
    entry = known.entry.with_changes(
        space=header.space,
        ancestors=tail,
        dirty=0,
        frozen=0,
        min_writer=header.min_writer,
        reoffer=False,
    )
    if header.kind in GONE:
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
    out = brought_together(known, base, remote, fresh_vid)
    same, more = out.equals(remote), known.holds_more(tail)
    waits = known.under_way(arrival.header.space, tail)
    joined = Joined(
        ancestors=known.joined(tail) if more else (tail if same else tails),
        # A new number: what was refused before is another version now, and is tried again.
        dirty=0 if same and not waits and not more else edit,
        frozen=OF_NO_EDIT if waits else 0,
        same=same,
    )
    return joined_plan(known, arrival, out, joined, entry.space)


def joined_plan(known: Known, arrival: Arrival, out: Merged, joined: Joined, home: bytes) -> Plan:
    """Return the plan that stores a merge's outcome in the space `home`."""
    header = arrival.header
    after = known.entry.with_changes(
        space=home,
        life=DELETED if out.deleted else ALIVE,
        dirty=joined.dirty,
        frozen=joined.frozen,
        reoffer=False,
        min_writer=max(known.entry.min_writer, header.min_writer),
        ancestors=joined.ancestors,
        conflicts=out.conflicts,
        resolved=out.resolved,
        extra=out.extra or None,
    )
    ended = known.sent is not None and known.sent.vid in joined.ancestors
    plan = Plan(after, keep=Keep.DROP, merged=not joined.same, ends_other=ended)
    if out.deleted:
        return plan
    row = _row_of_merge(known, arrival, out, home, same=joined.same)
    return replace(plan, row=row, keep=Keep.STORE)


def brought_together(
    known: Known,
    base: Version | None,
    remote: Version,
    fresh_vid: Callable[[], bytes],
    *,
    local_stands: bool = False,
) -> Merged:
    """Return this laptop's side and another, merged.

    Args:
        local_stands: of two values that exclude each other, this laptop's stands.
    """
    paths, local = wire.paths(known.entry.noun), local_side(known)
    if local_stands:
        return merge(paths, base, remote, local, fresh_vid)
    return merge(paths, base, local, remote, fresh_vid)


def _base(known: Known, tail: tuple[bytes, ...]) -> tuple[Version | None, tuple[bytes, ...]]:
    """Return what local and R grew from, and the ancestors of the outcome."""
    if known.sent is not None and _went_in(known.sent, tail):
        return known.sent.opened(), tail
    last = _last_shared(known, tail)
    base = last.opened() if last is not None else None
    if known.relay is None:
        return base, tail
    if _went_in(known.relay, tail):
        return known.relay.opened(), tail
    # A re-offer that the server does not know of: R, mine and both tails went in.
    return base, known.joined(tail)


def _last_shared(known: Known, tail: tuple[bytes, ...]) -> Stored | None:
    """Return the server's version that R and the local one grew from.

    Where a record comes to a space, or back to one, no version of that space is: two who bring it
    there both hold what stood where it was.
    """
    if known.mirror is not None and known.mirror.kind != MOVE:
        return known.mirror
    shared = [
        each
        for each in known.elsewhere.values()
        if each.kind == PUT and each.vid in known.entry.ancestors and each.vid in tail
    ]
    # A `move` deletes nothing: an unsent deletion grew from what is not held any more.
    otherwise = None if known.row is None and known.entry.dirty else known.mirror
    return min(shared, key=lambda each: tail.index(each.vid), default=otherwise)


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


def _row_of_merge(known: Known, arrival: Arrival, out: Merged, home: bytes, *, same: bool) -> Row:
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
        "space": home,
        "author": author,
        "changed_at": local_at if mine else remote_at,
    }


def objection(arrival: Arrival) -> str:
    """Return why a body cannot be taken in, as a quarantine reason; empty if it can."""
    body = arrival.body
    if body is None:
        return ""
    if body.claimed_time not in _TIMES:
        return "bad_field"
    if body.noun not in NOUNS:
        return ErrorCode.SCHEMA_UNKNOWN.value
    if not wire.fits(body.noun, body.fields):
        # A newer program may put more into a field than this one can hold.
        newer = arrival.header.schema > SCHEMA
        return ErrorCode.SCHEMA_UNKNOWN.value if newer else "bad_field"
    return ""


__all__ = [
    "anew",
    "brought_together",
    "joined_plan",
    "local_side",
    "objection",
    "plan",
    "row_of",
    "taken",
]
