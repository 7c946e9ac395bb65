"""Storing what arrived: plans for a chunk of records, applied in one transaction."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Final

from sqlalchemy import Connection

from helhedsplan_desktop.foundation.ids import Ids
from helhedsplan_desktop.rules.merge import Version
from helhedsplan_desktop.store import directory, refusals, sealed, sync_marks
from helhedsplan_desktop.store.directory import Entry
from helhedsplan_desktop.store.record_rows import rows_of
from helhedsplan_desktop.store.sealed import SealedRow
from helhedsplan_desktop.store.tables import ALIVE, ERASED, MIRROR, RELAY, SENT
from helhedsplan_desktop.store.unit_of_work import UnitOfWork
from helhedsplan_desktop.sync import crossing
from helhedsplan_desktop.sync.judging import Judged
from helhedsplan_desktop.sync.planning import Keep, Known, Plan, Stored, side_of
from helhedsplan_desktop.sync.versions import CannotOpenError, open_version
from helhedsplan_protocol.records import DELETE, ERASE, MOVE, PUT, Body, Header, Resolution
from helhedsplan_protocol.wire import decode

ERASED_HERE: Final = "erased"
"""Event of the sync log; its detail is the record's id and then its eraser's device."""

SETTLED_HERE: Final = "settled"
"""Event of the sync log; its detail is the record's id, the device that decided, those that wrote
the value that waited and the one that stood, and the choice."""

Keys = dict[tuple[bytes, int], bytes]


@dataclass
class Brought:
    """What a chunk brought."""

    taken: int = 0
    merged: int = 0
    quarantined: int = 0
    conflicts: int = 0


@dataclass
class _Work:
    new: list[Entry] = field(default_factory=list)
    changed: list[Entry] = field(default_factory=list)
    rows: dict[str, list[dict[str, Any]]] = field(default_factory=lambda: defaultdict(list))
    gone: dict[str, list[bytes]] = field(default_factory=lambda: defaultdict(list))
    rescued: list[bytes] = field(default_factory=list)
    fresh_mirror: list[SealedRow] = field(default_factory=list)
    next_mirror: list[SealedRow] = field(default_factory=list)
    ended: list[tuple[bytes, bytes, str]] = field(default_factory=list)


def store_arrivals(
    unit: UnitOfWork,
    space: bytes,
    chunk: Sequence[Judged],
    keys: Keys,
    ids: Ids,
    *,
    just_now: bool = False,
) -> Brought:
    """Incorporate a chunk of one space's page; each record stands in it once.

    Args:
        just_now: the chunk was judged in this unit: what was never heard of then is not here now.
    """
    brought = Brought()
    raw = [each.raw for each in chunk if each.raw is not None]
    sync_marks.put_quarantine(unit.connection, raw)
    brought.quarantined = sum(each.reason not in sync_marks.WAITING for each in raw)
    opened = [each for each in chunk if each.arrival is not None]
    perhaps = [each for each in opened if each.anew is None] if just_now else opened
    known = _known(unit, perhaps, keys)
    work = _Work()
    for each in opened:
        assert each.arrival is not None
        here = known.get(each.arrival.header.rid)
        plan = each.anew if here is None else None
        if plan is None:
            plan = crossing.plan(here, each.arrival, unit.next_edit(), ids.version)
        _note(work, here, each, plan, brought)
    _apply(unit, space, work, [e.arrival.header.rid for e in opened if e.arrival])
    for each in opened:
        assert each.arrival is not None
        here = known.get(each.arrival.header.rid)
        if here is None or here.row is None:
            continue
        if each.arrival.header.kind == ERASE:
            # Whoever had it is told by whom and when it went.
            unit.log(ERASED_HERE, here.entry.rid + each.arrival.header.author)
        elif each.arrival.body is not None:
            for news in settled_here(here.entry, here.row["author"], each.arrival.body.resolved):
                unit.log(SETTLED_HERE, news)
    return brought


def settled_here(entry: Entry, author: bytes, arrived: Iterable[Resolution]) -> Iterator[bytes]:
    """Give what the log keeps of each decision that is new here.

    Args:
        entry: the record as it stood here.
        author: device that wrote it as it stood here.
        arrived: the decisions that a version brought.
    """
    known = {(each.path, each.vid) for each in entry.resolved}
    waiting = {(each.path, each.vid): each for each in entry.conflicts}
    for each in arrived:
        if (each.path, each.vid) in known:
            continue
        asked = waiting.get((each.path, each.vid))
        # One that was never open here was settled in the version that brought both values together.
        writers = (asked.author, asked.over or author) if asked else (author, author)
        yield b"".join((entry.rid, each.by, *writers, each.choice.encode()))


def store_parcel(
    unit: UnitOfWork,
    space: bytes,
    chunk: Sequence[Judged],
    keys: Keys,
    ids: Ids,
    grown_from: Mapping[bytes, Version | None],
) -> list[bytes]:
    """Make what a parcel holds this laptop's own unsent work; return the records that it changed.

    Args:
        chunk: each record stands in it once.
        grown_from: record id to the version that the parcel's one was written over, if it is known
            and no longer held.
    """
    known, work, brought = _known(unit, chunk, keys), _Work(), Brought()
    for each in chunk:
        assert each.arrival is not None
        here = known.get(each.arrival.header.rid)
        base = grown_from.get(each.arrival.header.rid)
        plan = crossing.taken_over(here, each.arrival, unit.next_edit(), ids.version, base)
        if plan is not None:
            _note(work, here, each, plan, brought)
    _apply(unit, space, work, ())
    return [entry.rid for entry in (*work.new, *work.changed)]


def show_again(unit: UnitOfWork, chunk: Sequence[Judged], keys: Keys) -> None:
    """Show old copies of settled records in place of what stands in spaces that were left."""
    known, work, brought = _known(unit, chunk, keys), _Work(), Brought()
    for each in chunk:
        assert each.arrival is not None
        here = known.get(each.arrival.header.rid)
        if here is None or here.entry.dirty or here.entry.frozen:
            continue
        _note(work, here, each, crossing.shown_again(here, each.arrival), brought)
        # It is looked at anew if its space becomes ours once more.
        work.ended.append((here.entry.space, here.entry.rid, MIRROR))
    _apply(unit, b"", work, ())


def _note(work: _Work, known: Known | None, each: Judged, outcome: Plan, brought: Brought) -> None:
    """Sort the outcome of one record into what is written together."""
    assert each.arrival is not None
    rid, space = each.arrival.header.rid, each.arrival.header.space
    if outcome.takes_mirror:
        mirror = _mirror(each)
        if known is not None and known.entry.life == ERASED and mirror.kind != ERASE:
            # Of what was erased nothing is kept that could be opened.
            mirror = mirror._replace(nonce=b"", ct=b"")
        (work.fresh_mirror if known is None else work.next_mirror).append(mirror)
    if outcome.rescues_mirror:
        work.rescued.append(rid)
    if known is not None:
        work.ended += [(space, rid, SENT)] * outcome.ends_sent
        work.ended += [(space, rid, RELAY)] * outcome.ends_relay
        work.ended += _ended_elsewhere(known, outcome)
    entry = outcome.entry
    if entry is None:
        return
    (work.new if known is None else work.changed).append(entry)
    if outcome.keep is Keep.STAY:
        return
    brought.taken += 1
    brought.merged += outcome.merged
    brought.conflicts += len(entry.conflicts)
    if outcome.row is not None:
        work.rows[entry.noun].append(outcome.row)
    elif known is not None and known.row is not None:
        work.gone[entry.noun].append(rid)


def _ended_elsewhere(known: Known, outcome: Plan) -> Iterator[tuple[bytes, bytes, str]]:
    """Give what is outstanding in other spaces than R's and is not sent again."""
    rid, sent, relay = known.entry.rid, known.sent, known.relay
    if outcome.ends_other and sent is not None:
        yield (sent.space, rid, SENT)
    left = outcome.entry is not None and outcome.entry.space != known.entry.space
    if left and relay is not None:
        yield (relay.space, rid, RELAY)


def _mirror(each: Judged) -> SealedRow:
    assert each.arrival is not None
    header, item = each.arrival.header, each.item
    return SealedRow(
        header.space,
        header.rid,
        MIRROR,
        item.rev,
        header.vid,
        header.kind,
        each.batch,
        each.vouch,
        item.header,
        item.nonce,
        item.ct,
    )


def _apply(unit: UnitOfWork, space: bytes, work: _Work, rids: Sequence[bytes]) -> None:
    new = {entry.rid for entry in work.new}
    for noun, rows in work.rows.items():
        unit.store_rows(noun, rows, new)
    for noun, gone in work.gone.items():
        unit.drop_rows(noun, gone)
    directory.write(unit.connection, work.new, work.changed)
    refusals.accept(unit.connection, [entry.rid for entry in work.changed if not entry.dirty])
    sealed.drop(unit.connection, work.ended)
    sealed.empty(unit.connection, [e.rid for e in work.changed if e.life == ERASED])
    sealed.mirror_to_relay(unit.connection, space, work.rescued)
    sealed.put(unit.connection, work.next_mirror)
    sealed.add(unit.connection, work.fresh_mirror)
    sync_marks.release(unit.connection, space, rids)


def _known(unit: UnitOfWork, opened: Sequence[Judged], keys: Keys) -> dict[bytes, Known]:
    """Return what is here of the arrived records, read in a handful of queries."""
    connection = unit.connection
    rids = [each.arrival.header.rid for each in opened if each.arrival]
    entries = directory.entries(connection, rids)
    if not entries:
        return {}
    held = sealed.everywhere(connection, list(entries))
    rows = _living_rows(connection, entries)
    return {
        rid: _known_of(entry, rows.get(rid), held.get(rid, ()), keys, unit.device)
        for rid, entry in entries.items()
    }


def _known_of(
    entry: Entry,
    row: Mapping[str, Any] | None,
    held: Iterable[SealedRow],
    keys: Keys,
    device: bytes,
) -> Known:
    mirrors = {each.space: _stored(each, keys) for each in held if each.state == MIRROR}
    relays = [each for each in held if each.state == RELAY]
    # A `move` that closes an old copy holds nothing of the record; what does waits for its answer.
    sent = [
        each
        for each in held
        if each.state == SENT and (each.space == entry.space or each.kind in {PUT, DELETE})
    ]
    sent.sort(key=lambda each: each.kind == MOVE)
    return Known(
        entry,
        row,
        mirror=mirrors.pop(entry.space, None),
        sent=_stored(sent[0], keys) if sent else None,
        relay=_stored(relays[0], keys) if relays else None,
        device=device,
        elsewhere=mirrors,
    )


def _living_rows(
    connection: Connection, entries: Mapping[bytes, Entry]
) -> dict[bytes, Mapping[str, Any]]:
    by_noun: dict[str, list[bytes]] = defaultdict(list)
    for rid, entry in entries.items():
        if entry.life == ALIVE and entry.noun:
            by_noun[entry.noun].append(rid)
    rows: dict[bytes, Mapping[str, Any]] = {}
    for noun, rids in by_noun.items():
        rows |= rows_of(connection, noun, rids)
    return rows


def _stored(row: SealedRow, keys: Keys) -> Stored:
    base = decode(row.header, Header).base
    opened, said = partial(opened_side, row, keys), partial(opened_body, row, keys)
    return Stored(row.vid, row.space, row.kind, base, opened, said)


def opened_side(row: SealedRow | None, keys: Keys) -> Version | None:
    """Return a stored version as a side of a merge; None if there is none or it does not open."""
    if row is None or (body := opened_body(row, keys)) is None:
        return None
    return _side(decode(row.header, Header), body)


def opened_body(row: SealedRow, keys: Keys) -> Body | None:
    """Return what a stored version says; None if it does not open."""
    if not row.ct:
        return None
    header = decode(row.header, Header)
    try:
        return open_version(keys, header, row.header, row.nonce, row.ct)
    except CannotOpenError:
        return None


def _side(header: Header, body: Body) -> Version:
    if header.kind in {DELETE, MOVE}:
        return Version(
            header.vid, header.author, body.claimed_time, {}, resolved=body.resolved, deleted=True
        )
    return side_of(header.vid, header.author, body)
