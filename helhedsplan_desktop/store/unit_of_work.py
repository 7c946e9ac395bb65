"""The one door for all writing: row, links, dirty mark, index and `Changes` in one transaction."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from functools import cache
from typing import Any, Final, TypeVar

from sqlalchemy import Connection, Table, Update, bindparam, delete, select, update

from helhedsplan_desktop.foundation.changes import Changes
from helhedsplan_desktop.foundation.clock import Clock, milliseconds
from helhedsplan_desktop.foundation.errors import AppError, Problem
from helhedsplan_desktop.foundation.ids import milliseconds_of, row_number
from helhedsplan_desktop.records.base import Declaration, Record, declarations
from helhedsplan_desktop.records.nouns import NOUNS
from helhedsplan_desktop.rules.clean_text import clean, clean_line
from helhedsplan_desktop.rules.merge_types import Prose
from helhedsplan_desktop.store import directory, link_tables, raw, sealed, search_index, sync_marks
from helhedsplan_desktop.store.directory import Entry
from helhedsplan_desktop.store.record_rows import insertion_of, rows_of
from helhedsplan_desktop.store.tables import (
    ALIVE,
    DELETED,
    DIRECTORY,
    ERASED,
    MIRROR,
    REFUSED,
    RELAY,
    SEALED,
    SENT,
    table_of,
)
from helhedsplan_protocol.limits import ANCESTORS, OPEN_CONFLICTS_PER_PATH, TEXT_BYTES
from helhedsplan_protocol.version import SCHEMA

Row = dict[str, Any]
CHUNK: Final = 500
"""Ids in one IN list."""

SENT_STATE: Final = "sent_state"
"""Stands for a noun in `Changes` when only the state of records changed: sent, refused."""

_LOOKED_AT: Final = 500
_FIXED: Final = frozenset({"seq", "id", "made_at"})
"""Columns that an edit leaves as they are."""


class UnitOfWork:
    """One transaction on the vault. Made by `Store`, never by hand.

    Args:
        connection: the writer's connection, inside BEGIN IMMEDIATE.
        device: this laptop's device id, the author of local edits.

    Attributes:
        read_only: True if a person may change no record any more: this laptop is on its way out.
    """

    def __init__(self, connection: Connection, clock: Clock, device: bytes) -> None:
        self.connection = connection
        self._clock = clock
        self.device = device
        self._touched: dict[str, set[bytes]] = defaultdict(set)
        self._to_index: dict[str, list[search_index.Found]] = defaultdict(list)
        self._edit = 0
        self.read_only = False

    # --- a person's acts ------------------------------------------------------------------------

    def put(self, record: Record) -> None:
        """Store one record as this person's edit; `id` and `space` must be set.

        Raises:
            AppError: REQUIRED, TOO_LONG, DECISION_NEEDED when a field has eight open conflicts,
                NOT_FOUND once it was erased, PROGRAM_TOO_OLD if only a newer program may write it,
                NOT_ALLOWED if this laptop is on its way out (reason: read_only).
        """
        self.put_many([record])

    def put_many(self, records: Sequence[Record]) -> None:
        """Store records as this person's edits.

        Raises:
            AppError: as `put`; then nothing of them is stored.
        """
        rows_by_noun: dict[str, list[Row]] = defaultdict(list)
        for record in records:
            rows_by_noun[record.noun].append(_row_of(record))
        for noun, rows in rows_by_noun.items():
            self.put_rows(noun, rows)

    def put_rows(self, noun: str, rows: Sequence[Row]) -> None:
        """Store rows of one noun as this person's edits; the bulk path of `put_many`.

        Args:
            noun: noun name.
            rows: each with `id`, `space` and every travelling column.
        """
        self._demand_edits()
        now = milliseconds(self._clock.now())
        declared = declarations(NOUNS[noun])
        for row in rows:
            _check(declared, row)
            row["author"] = self.device
            row["changed_at"] = now
        edit = self._next_edit()
        for chunk in _chunks(rows):
            known = directory.entries(self.connection, [row["id"] for row in chunk])
            new, changed = [], []
            for row in chunk:
                entry = known.get(row["id"])
                if entry is None:
                    new.append(Entry(row["id"], row["space"], noun, dirty=edit))
                else:
                    _refuse_closed(entry)
                    # Sync may have brought it to another space since the person opened it.
                    row["space"] = entry.space
                    changed.append(entry.with_changes(dirty=edit, life=ALIVE))
            self.store_rows(noun, chunk, {entry.rid for entry in new})
            directory.write(self.connection, new, changed)

    def remove(self, noun: str, rid: bytes) -> None:
        """Delete one record as this person's act; a tombstone goes out with the next sync.

        Raises:
            AppError: NOT_FOUND, PROGRAM_TOO_OLD, NOT_ALLOWED (reason: read_only).
        """
        self._demand_edits()
        entry = directory.entries(self.connection, [rid]).get(rid)
        if entry is None or entry.life != ALIVE:
            raise AppError(Problem.NOT_FOUND)
        _refuse_newer(entry)
        self.drop_rows(noun, [rid])
        held = self.connection.execute(select(SEALED.c.id).where(SEALED.c.rid == rid)).first()
        if held is None and not entry.ancestors:
            # It never left.
            for table in (DIRECTORY, REFUSED):
                self.connection.execute(delete(table).where(table.c.rid == rid))
        else:
            home = sealed.place_of_end(self.connection, rid, entry.space)
            gone = entry.with_changes(space=home, life=DELETED, dirty=self._next_edit())
            directory.write(self.connection, [], [gone])

    def move(self, noun: str, rid: bytes, space: bytes) -> None:
        """Bring one record home to another space as this person's act.

        It is sent there with the next sync; the old space is told once it has arrived.

        Raises:
            AppError: NOT_FOUND, PROGRAM_TOO_OLD, NOT_ALLOWED, DECISION_NEEDED as `put`.
        """
        self._demand_edits()
        entry = directory.entries(self.connection, [rid]).get(rid)
        if entry is None or entry.life != ALIVE:
            raise AppError(Problem.NOT_FOUND)
        _refuse_closed(entry)
        if entry.space == space:
            return
        held = sealed.everywhere(self.connection, [rid]).get(rid, [])
        # What is outstanding gets its answer first, also a `move` out of where it goes now.
        waits = entry.frozen != 0 or any(
            each.state == SENT and each.space == space for each in held
        )
        left = [each.vid for each in held if each.state == MIRROR and each.space == space]
        (row,) = self._old_rows(noun, [rid]).values()
        # Who wrote it stays its author: a move changes nothing of what it says.
        self.store_rows(noun, [row | {"space": space}])
        moved = entry.with_changes(
            space=space,
            dirty=self._next_edit(),
            frozen=directory.OF_NO_EDIT if waits else 0,
            reoffer=False,
            ancestors=_joined(entry.ancestors, left),
        )
        directory.write(self.connection, [], [moved])
        if not waits:
            sealed.drop(
                self.connection,
                [(each.space, rid, RELAY) for each in held if each.state == RELAY],
            )

    def erase(self, noun: str, rid: bytes) -> None:
        """Erase one record as a lead's act: here at once, everywhere with the next sync.

        Raises:
            AppError: NOT_FOUND, NOT_ALLOWED (reason: read_only).
        """
        self._demand_edits()
        entry = directory.entries(self.connection, [rid]).get(rid)
        if entry is None or entry.life == ERASED:
            raise AppError(Problem.NOT_FOUND)
        if entry.life == ALIVE:
            self.drop_rows(noun, [rid])
        # What is outstanding gets its answer first: the erase follows it.
        gone = entry.with_changes(
            space=sealed.place_of_end(self.connection, rid, entry.space),
            life=ERASED,
            dirty=self._next_edit(),
            conflicts=(),
            resolved=(),
            extra=None,
        )
        directory.write(self.connection, [], [gone])

    # --- below the acts: also used by sync --------------------------------------------------------

    def store_rows(self, noun: str, rows: Sequence[Row], new: Collection[bytes] = ()) -> None:
        """Write record rows with links and index, and nothing of the sync state.

        Args:
            new: ids of records that the directory does not know: no old row is looked for.
        """
        table = table_of(noun)
        for chunk in _chunks(rows):
            old = self._old_rows(noun, [row["id"] for row in chunk if row["id"] not in new])
            fresh = [row for row in chunk if row["id"] not in old]
            edited = [(old[row["id"]], row) for row in chunk if row["id"] in old]
            self._number(noun, fresh)
            for row in fresh:
                row["made_at"] = milliseconds_of(row["id"])
            for before, row in edited:
                row["seq"], row["made_at"] = before["seq"], before["made_at"]
            statement, convert = insertion_of(noun)
            raw.insert(self.connection, statement, [convert(row) for row in fresh])
            self._overwrite(table, [row for _, row in edited])
            self._index(noun, fresh, edited)
            self._touched[noun].update(row["id"] for row in chunk)

    def drop_rows(self, noun: str, rids: Sequence[bytes]) -> None:
        """Take record rows, their links and their words in the index away."""
        table = table_of(noun)
        for chunk in _chunks(rids):
            old = list(rows_of(self.connection, noun, chunk).values())
            self.index_words()
            search_index.drop(self.connection, noun, old)
            link_tables.drop(self.connection, noun, old)
            self.connection.execute(
                delete(table).where(table.c.seq.in_([row["seq"] for row in old]))
            )
            self._touched[noun].update(chunk)

    def touch_state(self, *rids: bytes) -> None:
        """Tell the screens that records were sent, though their content is the same."""
        self._touched[SENT_STATE].update(rids)

    def log(self, event: str, ids: bytes) -> None:
        """Write a line of the sync log about one record; `ids` stand in it in hexadecimal."""
        sync_marks.log(self.connection, milliseconds(self._clock.now()), event, 1, ids.hex())

    def changes(self, *, by_sync: bool) -> Changes:
        """Return what this unit touched."""
        touched = {noun: frozenset(rids) for noun, rids in self._touched.items() if rids}
        return Changes(touched, by_sync=by_sync)

    def index_words(self) -> None:
        """Let the unit's new words be found; called at its end.

        The full-text table writes out what it has gathered before each statement on many rows of
        any table, so all words of a unit are given to it together.
        """
        for noun, entries in self._to_index.items():
            search_index.add(self.connection, noun, entries)
        self._to_index.clear()

    def next_edit(self) -> int:
        """Return this unit's edit number: greater than that of every earlier unsent edit."""
        return self._next_edit()

    # --- inside -----------------------------------------------------------------------------------

    def _demand_edits(self) -> None:
        if self.read_only:
            raise AppError(Problem.NOT_ALLOWED, reason="read_only")

    def _next_edit(self) -> int:
        if not self._edit:
            ((last,),) = raw.rows(self.connection, _LAST_EDIT)
            self._edit = (last or 0) + 1
        return self._edit

    def _old_rows(self, noun: str, rids: list[bytes]) -> dict[bytes, Row]:
        return rows_of(self.connection, noun, rids)

    def _number(self, noun: str, rows: Sequence[Row]) -> None:
        """Give each new row its `seq`; records of the same first 60 bits count up."""
        wanted = [row_number(row["id"]) for row in rows]
        name = table_of(noun).name
        ((newest,),) = raw.rows(self.connection, f"SELECT max(seq) FROM {name}")  # noqa: S608  our own names
        query = f"SELECT seq FROM {name} WHERE seq IN"  # noqa: S608  our own names
        # What is newer than everything here meets nothing, as most of what arrives.
        perhaps = [seq for seq in wanted if newest is not None and seq <= newest]
        taken = {seq for (seq,) in raw.within(self.connection, query, perhaps)}
        for row, first in zip(rows, wanted, strict=True):
            seq = self._free_number(noun, first, taken) if first in taken else first
            taken.add(seq)
            row["seq"] = seq

    def _free_number(self, noun: str, first: int, taken: set[int]) -> int:
        """Return the next number that no row has; ids that begin alike never stop a record."""
        query = f"SELECT seq FROM {table_of(noun).name} WHERE seq >= ? ORDER BY seq LIMIT ?"  # noqa: S608  our own names
        while True:
            stored = {seq for (seq,) in raw.rows(self.connection, query, (first, _LOOKED_AT))}
            for seq in range(first, first + _LOOKED_AT):
                if seq not in stored and seq not in taken:
                    return seq
            first += _LOOKED_AT

    def _overwrite(self, table: Table, rows: Sequence[Row]) -> None:
        """Write what can change of rows that are there already."""
        if rows:
            self.connection.execute(
                _at_number(table),
                [
                    {name: value for name, value in row.items() if name not in _FIXED}
                    | {"which": row["seq"]}
                    for row in rows
                ],
            )

    def _index(self, noun: str, fresh: Sequence[Row], edited: Sequence[tuple[Row, Row]]) -> None:
        """Bring words and links in step; taking words out is dear, so only where they changed."""
        links = [pair for pair in edited if link_tables.differ(noun, *pair)]
        link_tables.drop(self.connection, noun, [before for before, _ in links])
        link_tables.add(self.connection, noun, [*fresh, *(after for _, after in links)])
        words = [pair for pair in edited if search_index.differ(noun, *pair)]
        if words:
            self.index_words()
            search_index.drop(self.connection, noun, [before for before, _ in words])
        self._to_index[noun] += search_index.entries(noun, [*fresh, *(after for _, after in words)])


_LAST_EDIT: Final = "SELECT max(dirty) FROM directory WHERE dirty > 0"


def _row_of(record: Record) -> Row:
    if len(record.id) != 16 or len(record.space) != 16:  # noqa: PLR2004  ids are 16 bytes
        raise AppError(Problem.BUG)
    columns = declarations(type(record))
    return {"id": record.id, "space": record.space} | {
        name: getattr(record, name) for name in columns
    }


def _check(declared: dict[str, Declaration], row: Row) -> None:
    """Normalise text and hold it to its limits."""
    for name, rule in declared.items():
        value = row[name]
        if isinstance(value, str):
            value = clean(value) if isinstance(rule.merge, Prose) else clean_line(value)
            row[name] = value
            if rule.max_length is not None and len(value) > rule.max_length:
                raise AppError(
                    Problem.TOO_LONG, field=name, limit=rule.max_length, length=len(value)
                )
            if len(value) * 4 > TEXT_BYTES and len(value.encode()) > TEXT_BYTES:
                raise AppError(Problem.TOO_LONG, field=name, limit=TEXT_BYTES, length=len(value))
        if rule.required and (value is None or value in {"", b""}):
            raise AppError(Problem.REQUIRED, field=name)


def _refuse_newer(entry: Entry) -> None:
    """Leave a record alone that only a newer program may write."""
    if entry.min_writer > SCHEMA:
        raise AppError(Problem.PROGRAM_TOO_OLD)


def _refuse_closed(entry: Entry) -> None:
    """Let nobody edit what was erased, or what needs a decision: eight open values of a field."""
    if entry.life == ERASED:
        raise AppError(Problem.NOT_FOUND)
    _refuse_newer(entry)
    if len(entry.conflicts) >= OPEN_CONFLICTS_PER_PATH:
        paths = [each.path for each in entry.conflicts]
        if any(paths.count(path) >= OPEN_CONFLICTS_PER_PATH for path in set(paths)):
            raise AppError(Problem.DECISION_NEEDED)


@cache
def _at_number(table: Table) -> Update:
    return update(table).where(table.c.seq == bindparam("which"))


def _joined(tail: tuple[bytes, ...], left: Sequence[bytes]) -> tuple[bytes, ...]:
    """Return ancestors with the version that the record left behind where it goes now."""
    return tuple(dict.fromkeys((*tail[:1], *left, *tail[1:])))[:ANCESTORS]


_T = TypeVar("_T")


def _chunks(rows: Sequence[_T]) -> Iterator[Sequence[_T]]:
    for at in range(0, len(rows), CHUNK):
        yield rows[at : at + CHUNK]
