"""Two versions of one thing: both are kept until a person decides."""

from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection

from helhedsplan_desktop.foundation.errors import AppError, Problem
from helhedsplan_desktop.records.base import Record, declarations
from helhedsplan_desktop.records.nouns import NOUNS
from helhedsplan_desktop.rules.merge import DELETED_BY
from helhedsplan_desktop.rules.merge_types import Prose, Scalar, SetOf
from helhedsplan_desktop.services import editing
from helhedsplan_desktop.services.desk import Desk, Names
from helhedsplan_desktop.services.undo import Undo
from helhedsplan_desktop.store import directory
from helhedsplan_desktop.store.directory import Entry
from helhedsplan_desktop.store.repositories import contacts, record_marks
from helhedsplan_protocol.limits import RESOLVED
from helhedsplan_protocol.records import Conflict as OpenConflict
from helhedsplan_protocol.records import Resolution

LISTED: Final = 500

STANDING = "standing"
OTHER = "other"
BOTH = "both"
MERGED = "merged"


@dataclass(frozen=True, slots=True)
class Side:
    """One of two versions of a field; `value` in wire form, `at` in ms since 1970 UTC."""

    value: Any
    author_name: str
    at: int
    mine: bool


@dataclass(frozen=True, slots=True)
class FieldConflict:
    """A field with a standing value and another that waits.

    Args:
        path: column or group name, or `deleted_by`.
        kind: text, set, value, group or deleted.
        both: True if keeping both makes sense.
        vid: names the waiting value when it is settled.
    """

    path: str
    kind: str
    standing: Side
    other: Side
    both: bool
    vid: bytes


@dataclass(frozen=True, slots=True)
class Conflict:
    """A record that waits for decisions.

    Args:
        title: name of the contact that it is or is about.
        about: that contact.
        owner_name: whose contact it is; empty: nobody's.
        since: when the younger of the two values was written, ms since 1970 UTC.
        fields: the fields to decide.
        same: (column, wire value) of what both versions share.
    """

    rid: bytes
    noun: str
    title: str
    about: bytes | None
    owner_name: str
    since: int
    fields: tuple[FieldConflict, ...]
    same: tuple[tuple[str, Any], ...]


class Conflicts:
    """Use cases of conflicts."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def count(self) -> int:
        """Return how many records wait for a decision."""
        with self._desk.store.read() as connection:
            return record_marks.conflict_count(connection)

    def all(self) -> tuple[Conflict, ...]:
        """Return every record that waits for a decision, the oldest first."""
        names = self._desk.names()
        with self._desk.store.read() as connection:
            waiting = record_marks.with_conflicts(connection, LISTED)
            return tuple(self._view(connection, noun, rid, names) for rid, noun in waiting)

    def of(self, rid: bytes) -> Conflict | None:
        """Return what waits for a decision in one record, None if nothing does."""
        names = self._desk.names()
        with self._desk.store.read() as connection:
            entry = directory.entries(connection, [rid]).get(rid)
            if entry is None or not entry.conflicts:
                return None
            return self._view(connection, entry.noun, rid, names)

    def settle(self, rid: bytes, path: str, vid: bytes, choice: str, value: Any = None) -> Undo:
        """Decide one field: `standing`, `other`, `both` or `merged` with the merged value.

        Raises:
            AppError: NOT_FOUND if somebody decided meanwhile, BAD_VALUE for a choice that the
                field does not offer.
        """
        with self._desk.store.write() as unit:
            entry = directory.entries(unit.connection, [rid]).get(rid)
            waiting = _find(entry, path, vid)
            if entry is None or waiting is None:
                raise AppError(Problem.NOT_FOUND)
            before = editing.stored(unit.connection, entry.noun, rid)
            settled = self._without(entry, waiting, choice)
            if path == DELETED_BY and choice == OTHER:
                directory.write(unit.connection, [], [settled])
                unit.remove(entry.noun, rid)
            else:
                record = _with_value(before, path, _chosen(before, waiting, choice, value))
                directory.write(unit.connection, [], [settled])
                unit.put(record)
        return Undo(lambda: self._restore(before, entry))

    def _without(self, entry: Entry, waiting: OpenConflict, choice: str) -> Entry:
        decision = Resolution(
            waiting.path, waiting.vid, self._desk.me.device, self._desk.now(), choice
        )
        return entry.with_changes(
            conflicts=tuple(each for each in entry.conflicts if each is not waiting),
            resolved=(decision, *entry.resolved)[:RESOLVED],
        )

    def _restore(self, before: Record, entry: Entry) -> None:
        """Put the record and its open conflicts back; a decision already synced stays decided."""
        with self._desk.store.write() as unit:
            unit.put(before)
            current = directory.entries(unit.connection, [entry.rid])[entry.rid]
            again = current.with_changes(conflicts=entry.conflicts, resolved=entry.resolved)
            directory.write(unit.connection, [], [again])

    def _view(self, connection: Connection, noun: str, rid: bytes, names: Names) -> Conflict:
        entry = directory.entries(connection, [rid])[rid]
        record = editing.stored(connection, noun, rid)
        about = _about(record)
        title = contacts.names(connection, [about]).get(about, ("", True))[0] if about else ""
        fields = tuple(self._field(record, each, names) for each in entry.conflicts)
        in_conflict = {column for each in fields for column in _columns(record, each.path)}
        same = tuple(
            (name, getattr(record, name))
            for name in declarations(type(record))
            if name not in in_conflict and getattr(record, name) not in {None, "", ()}
        )
        owner = contacts.get(connection, about) if about else None
        return Conflict(
            rid,
            noun,
            title,
            about,
            names.of_user(owner["owner"]) if owner is not None else "",
            max((max(each.standing.at, each.other.at) for each in fields), default=0),
            fields,
            same,
        )

    def _field(self, record: Record, waiting: OpenConflict, names: Names) -> FieldConflict:
        me = self._desk.me.user
        kind = _kind(record, waiting.path)
        # The record names who brought the versions together; the entry, whose value stood then.
        author = waiting.over or record.author
        standing = Side(
            value=None if kind == "deleted" else _value(record, waiting.path),
            author_name=names.of_device(author),
            at=waiting.over_at if waiting.over else record.changed_at,
            mine=names.user_of(author) == me,
        )
        other = Side(
            waiting.value,
            names.of_device(waiting.author),
            waiting.at,
            mine=names.user_of(waiting.author) == me,
        )
        return FieldConflict(
            waiting.path, kind, standing, other, both=kind in {"text", "set"}, vid=waiting.vid
        )


def _find(entry: Entry | None, path: str, vid: bytes) -> OpenConflict | None:
    if entry is None:
        return None
    for each in entry.conflicts:
        if each.path == path and each.vid == vid:
            return each
    return None


def _columns(record: Record, path: str) -> list[str]:
    """Return the columns that a path names: itself, or those of a group."""
    declared = declarations(type(record))
    if path in declared:
        return [path]
    return [
        name
        for name, rule in declared.items()
        if isinstance(rule.merge, Scalar) and rule.merge.group == path
    ]


def _kind(record: Record, path: str) -> str:
    if path == DELETED_BY:
        return "deleted"
    declared = declarations(type(record)).get(path)
    if declared is None:
        return "group"
    if isinstance(declared.merge, Prose):
        return "text"
    return "set" if isinstance(declared.merge, SetOf) else "value"


def _value(record: Record, path: str) -> Any:
    columns = _columns(record, path)
    if columns == [path]:
        return getattr(record, path)
    return {name: getattr(record, name) for name in columns}


def _chosen(record: Record, waiting: OpenConflict, choice: str, value: Any) -> Any:
    """Return the value that shall stand after the decision."""
    if waiting.path == DELETED_BY or choice == STANDING:
        return _value(record, waiting.path) if waiting.path != DELETED_BY else None
    if choice == OTHER:
        return waiting.value
    if choice == MERGED:
        return value
    kind = _kind(record, waiting.path)
    present = _value(record, waiting.path)
    if choice == BOTH and kind == "text":
        return f"{present}\n\n{waiting.value}"
    if choice == BOTH and kind == "set":
        return tuple(sorted({*present, *waiting.value}))
    raise AppError(Problem.BAD_VALUE, field=waiting.path)


def _with_value(record: Record, path: str, value: Any) -> Record:
    """Return a copy of the record with the value of a path set."""
    fields = record.model_dump()
    columns = _columns(record, path)
    if columns == [path]:
        fields[path] = tuple(value) if isinstance(value, list) else value
    else:
        fields |= {name: value[name] for name in columns if value and name in value}
    return NOUNS[record.noun](**fields)


def _about(record: Record) -> bytes | None:
    """Return the contact that a record is or is about."""
    if record.noun == "Contact":
        return record.id
    several: tuple[bytes, ...] = getattr(record, "contacts", ())
    single: bytes | None = getattr(record, "contact", None)
    return several[0] if several else single
