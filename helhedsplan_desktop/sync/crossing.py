"""Versions that arrive in another space than the one their record is at home in: a pure plan.

A record that is moved is put in its new space first and closed in the old one after, so for a while
both spaces show it. Source: docs/sync.md, moving a record. *Home* is the space in which this laptop
shows the record, R the version that arrived.
"""

from collections.abc import Callable
from dataclasses import replace

from helhedsplan_desktop.records import wire
from helhedsplan_desktop.rules.merge import Version
from helhedsplan_desktop.store.directory import OF_NO_EDIT
from helhedsplan_desktop.store.tables import ALIVE, ERASED
from helhedsplan_desktop.sync import incorporate
from helhedsplan_desktop.sync.planning import (
    Arrival,
    Joined,
    Keep,
    Known,
    Plan,
    Stored,
    came_back,
)
from helhedsplan_protocol.limits import ANCESTORS
from helhedsplan_protocol.records import ERASE, MOVE, PUT


def plan(known: Known | None, arrival: Arrival, edit: int, fresh_vid: Callable[[], bytes]) -> Plan:
    """Return what the arrival of R makes of a record, wherever it is at home.

    Args:
        known: what is here; None for a record never heard of.
        edit: the edit number of this unit, for a record that has to be sent.
        fresh_vid: gives an id for a losing value that no version holds.
    """
    if known is None or arrival.header.kind == ERASE or known.entry.life == ERASED:
        return incorporate.plan(known, arrival, edit, fresh_vid)
    if arrival.header.space != known.entry.space:
        return _elsewhere(known, arrival, edit, fresh_vid)
    if arrival.header.kind == MOVE and not _is_behind(known, arrival):
        if _is_back(known, arrival):
            return _stayed(known, arrival, edit)
        there = _apart_there(known, arrival) if known.went_into(_tail(arrival)) else None
        if there is not None:
            return _went(known, there)
    return incorporate.plan(known, arrival, edit, fresh_vid)


def _is_behind(known: Known, arrival: Arrival) -> bool:
    """Return True if the server shows a `move` that went into what is here long ago."""
    return arrival.header.vid in known.entry.ancestors


def _tail(arrival: Arrival) -> tuple[bytes, ...]:
    return (arrival.header.vid, *(arrival.body.ancestors if arrival.body else ()))[:ANCESTORS]


def _is_back(known: Known, arrival: Arrival) -> bool:
    """Return True if a record left its home, and came back since or by what waits here."""
    body = arrival.body
    there = known.elsewhere.get(body.to_space) if body and body.to_space else None
    if known.idle or there is None:
        return False
    if there.kind == MOVE:
        # Two moves sent the record to each other, and it stands in neither space.
        return came_back(arrival.header, there.said(), known.entry.space)
    return there.kind != ERASE and there.vid in known.entry.ancestors


def _apart_there(known: Known, arrival: Arrival) -> Stored | None:
    """Return the row that was left apart in the space into which a `move` says the record went."""
    body = arrival.body
    there = known.elsewhere.get(body.to_space) if body and body.to_space else None
    if there is None or there.kind != PUT or there.vid in known.entry.ancestors:
        return None
    return there


def _went(known: Known, there: Stored) -> Plan:
    """Show what was left apart: a member of the record's home says that it is the record."""
    side, noun = there.opened(), known.entry.noun
    assert side is not None, "it was opened when it arrived"
    entry = known.entry.with_changes(
        space=there.space,
        life=ALIVE,
        dirty=0,
        frozen=0,
        reoffer=False,
        ancestors=(there.vid, *known.entry.ancestors)[:ANCESTORS],
        conflicts=side.conflicts,
        resolved=side.resolved,
        extra=dict(side.extra) or None,
    )
    row = wire.row_of(noun, wire.by_column(noun, side.fields))
    placed = {"id": known.entry.rid, "space": there.space}
    return Plan(entry, row | placed | {"author": side.author, "changed_at": side.at})


def _stayed(known: Known, arrival: Arrival, edit: int) -> Plan:
    """Keep a record at home over a `move` that what waits here has overtaken."""
    waits = known.under_way(arrival.header.space, ())
    tail = (arrival.header.vid, *known.entry.ancestors)[:ANCESTORS]
    entry = known.entry.with_changes(
        dirty=known.entry.dirty or edit,
        frozen=OF_NO_EDIT if waits else 0,
        reoffer=False,
        ancestors=tail,
    )
    return Plan(entry, keep=Keep.STAY)


def _elsewhere(known: Known, arrival: Arrival, edit: int, fresh_vid: Callable[[], bytes]) -> Plan:
    """Plan for R in a space that is not the record's home."""
    entry, tail = known.entry, _tail(arrival)
    here = known.elsewhere.get(arrival.header.space)
    if here is not None and here.vid == arrival.header.vid and not arrival.brought_here:
        return Plan(None, keep=Keep.STAY, ends_sent=False, ends_relay=False)
    # Whoever may not see a record's home neither moves it away nor reads what is added to his row.
    # What this device signed it wrote itself, though a vault put back may know nothing of it.
    ours = arrival.header.author == known.device or arrival.brought_here
    apart = arrival.put_out or not (ours or known.is_copy(tail))
    mine = None if apart else _mine(known, tail)
    if arrival.header.kind == MOVE or (mine is None and arrival.header.vid in entry.ancestors):
        return _old(known, arrival)
    if mine is not None:
        return _moved_here(known, arrival, mine, edit, fresh_vid)
    if known.mirror is not None and known.mirror.kind == MOVE and known.idle:
        return incorporate.taken(known, arrival, tail)
    if apart:
        return Plan(None, keep=Keep.STAY, ends_sent=False, ends_relay=False)
    return _folded(known, arrival, here, edit, fresh_vid)


def _old(known: Known, arrival: Arrival) -> Plan:
    """R is an old copy, or its end: it is noted and no more.

    It answers what is outstanding in its space; only then may the record go on from its home.
    """
    entry, sent = known.entry, known.sent
    waiting = {each.space for each in (sent, known.relay) if each is not None}
    if waiting == {arrival.header.space}:
        entry = entry.with_changes(frozen=0)
    if sent is not None and sent.vid in _tail(arrival) and sent.vid not in entry.ancestors:
        # It was taken: what stands here grew from it, as whatever others made of it since.
        entry = entry.with_changes(ancestors=(sent.vid, *entry.ancestors)[:ANCESTORS])
    return Plan(entry if entry is not known.entry else None, keep=Keep.STAY)


def _mine(known: Known, tail: tuple[bytes, ...]) -> Stored | None:
    """Return my newest version at home that went into R."""
    home = known.entry.space
    for version in (known.sent, known.mirror, known.relay):
        if version is not None and version.space == home and version.vid in tail:
            return version
    return None


def _moved_here(
    known: Known,
    arrival: Arrival,
    mine: Stored,
    edit: int,
    fresh_vid: Callable[[], bytes],
) -> Plan:
    """Somebody moved the record: what waits here goes with it."""
    tail, space = _tail(arrival), arrival.header.space
    if known.idle and not arrival.doubted:
        return _unchanged_by(known, incorporate.taken(known, arrival, tail))
    remote = arrival.version()
    base = None if arrival.doubted else mine.opened()
    out = incorporate.brought_together(known, base, remote, fresh_vid)
    # A `move` that is outstanding closes what is an old copy from now on, and holds nothing else.
    closing = known.sent is not None and known.sent.kind == MOVE
    waits = known.under_way(space, tail) and not closing
    more = known.holds_more(tail)
    same = out.equals(remote) and not more
    joined = Joined(
        ancestors=tail if same else known.joined(tail),
        dirty=edit if waits or not same else 0,
        frozen=OF_NO_EDIT if waits else 0,
        same=same,
    )
    plan = incorporate.joined_plan(known, arrival, out, joined, space)
    return replace(plan, ends_other=not waits and not closing)


def _unchanged_by(known: Known, plan: Plan) -> Plan:
    """Let who wrote a record stay its author if the move changed nothing of what it says."""
    before, after, noun = known.row, plan.row, known.entry.noun
    if before is None or after is None:
        return plan
    if wire.fields_of(noun, before) != wire.fields_of(noun, after):
        return plan
    kept = {name: before[name] for name in ("author", "changed_at")}
    return replace(plan, row=after | kept)


def _folded(
    known: Known,
    arrival: Arrival,
    here: Stored | None,
    edit: int,
    fresh_vid: Callable[[], bytes],
) -> Plan:
    """Bring R, an edit or deletion that its author made apart from mine, together with mine."""
    entry, tail, space = known.entry, _tail(arrival), arrival.header.space
    remote = arrival.version()
    has_left = here is not None and here.kind == MOVE
    descends = here is not None and not has_left and here.vid in entry.ancestors
    if entry.life != ALIVE and remote.deleted:
        return _old(known, arrival)
    base = None
    if known.sent is not None and known.sent.space == space and known.sent.vid in tail:
        base = known.sent.opened()
    elif here is not None and descends:
        base = here.opened()
    if arrival.doubted:
        base = None
    home = entry.space
    if arrival.brought_here:
        # What the vault shows is older than the move.
        home = space
    elif arrival.header.kind == PUT and not descends and not has_left:
        # Two rows that know nothing of each other: every laptop picks the same one. Where the
        # record has left, nobody calls it back who does not know what it became since.
        home = min(home, space) if entry.life == ALIVE else space
    # What stands at home stands; the other's value waits for a person.
    stands = home == entry.space
    out = incorporate.brought_together(known, base, remote, fresh_vid, local_stands=stands)
    frozen = 0
    if known.sent is not None and known.sent.space != space:
        frozen = entry.frozen if known.sent.space == home else OF_NO_EDIT
    elif known.relay is not None and home == entry.space:
        frozen = entry.frozen
    joined = Joined(known.joined(tail), dirty=edit, frozen=frozen, same=False)
    plan = incorporate.joined_plan(known, arrival, out, joined, home)
    return replace(plan, ends_relay=False, ends_other=False)


def shown_again(known: Known, arrival: Arrival) -> Plan:
    """Return the plan that makes an old copy what is shown of a settled record."""
    plan = incorporate.taken(known, arrival, _tail(arrival))
    return replace(plan, takes_mirror=False, ends_sent=False, ends_relay=False)


def taken_over(
    known: Known | None,
    arrival: Arrival,
    edit: int,
    fresh_vid: Callable[[], bytes],
    grown_from: Version | None = None,
) -> Plan | None:
    """Return what a version out of a parcel makes of a record; None if it holds nothing new.

    It becomes this laptop's unsent work: its author can no longer send it.

    Args:
        grown_from: the version that R was written over, where it is not held any more.
    """
    header, tail = arrival.header, _tail(arrival)
    if known is None:
        if header.kind != PUT:
            return None
        fresh = incorporate.plan(None, arrival, edit, fresh_vid)
        assert fresh.entry is not None
        entry = fresh.entry.with_changes(dirty=edit)
        return replace(fresh, entry=entry, takes_mirror=False)
    held = (known.mirror, known.sent, known.relay, *known.elsewhere.values())
    here = {each.vid for each in held if each is not None}
    if known.entry.life == ERASED or header.vid in here | set(known.entry.ancestors):
        return None
    remote = arrival.version()
    if known.entry.life != ALIVE and remote.deleted:
        return None
    # A `move` says nothing of what the record held.
    grown = (e for e in held if e is not None and e.vid in tail and e.kind != MOVE)
    base = next((each.opened() for each in grown), None) or grown_from
    if arrival.doubted:
        base = None
    out = incorporate.brought_together(known, base, remote, fresh_vid, local_stands=True)
    joined = Joined(known.joined(tail), dirty=edit, frozen=known.entry.frozen, same=False)
    plan = incorporate.joined_plan(known, arrival, out, joined, known.entry.space)
    return replace(plan, takes_mirror=False, ends_sent=False, ends_relay=False, ends_other=False)
