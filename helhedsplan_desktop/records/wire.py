"""From a row of a record table to the fields of a sealed body and back, by declaration.

A wire field carries the column's name. The columns of a group travel apart and merge together.
"""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, Final

from sqlalchemy import BLOB, BigInteger, Boolean, Text

from helhedsplan_desktop.records.base import CodeList, IdList, declarations
from helhedsplan_desktop.records.nouns import NOUNS
from helhedsplan_desktop.rules.merge_types import MergeType, Scalar
from helhedsplan_protocol.limits import ID_BYTES

Row = dict[str, Any]

_INTEGERS: Final = range(-(2**63), 2**63)
"""What the store can hold; MessagePack goes further."""

_FITS: Final[tuple[tuple[type[Any], Callable[[Any], bool]], ...]] = (
    # The list types stand first: they are made of the plain ones.
    (
        IdList,
        lambda value: (
            isinstance(value, list | tuple)
            and all(isinstance(each, bytes) and len(each) == ID_BYTES for each in value)
        ),
    ),
    (
        CodeList,
        lambda value: (
            isinstance(value, list | tuple)
            and all(isinstance(each, str) and each and "," not in each for each in value)
        ),
    ),
    (Boolean, lambda value: isinstance(value, bool)),
    (
        BigInteger,
        lambda value: isinstance(value, int) and not isinstance(value, bool) and value in _INTEGERS,
    ),
    (Text, lambda value: isinstance(value, str)),
    (BLOB, lambda value: isinstance(value, bytes)),
)
"""Column type to what a value of it looks like on the wire."""


@cache
def _columns(noun: str) -> tuple[tuple[str, Any, bool], ...]:
    """Return (name, value when a body lacks it, is a list) of each travelling column."""
    kind = NOUNS[noun]
    table = kind.__table__  # type: ignore[attr-defined]  # set by SQLModel
    found = []
    for name in declarations(kind):
        default = kind.model_fields[name].default
        is_list = isinstance(table.c[name].type, IdList | CodeList)
        found.append((name, default, is_list))
    return tuple(found)


def fields_of(noun: str, row: Mapping[str, Any]) -> dict[str, Any]:
    """Return the wire fields of a row; lists are sorted."""
    return {
        name: sorted(row[name]) if is_list else row[name] for name, _, is_list in _columns(noun)
    }


def row_of(noun: str, fields: Mapping[str, Any]) -> Row:
    """Return the column values of wire fields; what a body of an older program lacks is empty."""
    return {
        name: tuple(fields.get(name) or ()) if is_list else fields.get(name, default)
        for name, default, is_list in _columns(noun)
    }


def unknown(noun: str, fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return the wire fields that this vocabulary has no column for."""
    known = {name for name, _, _ in _columns(noun)}
    return {name: value for name, value in fields.items() if name not in known}


def fits(noun: str, fields: Mapping[str, Any]) -> bool:
    """Return True if every known field holds a value that its column can take.

    A signed body may still hold nonsense: of a broken program, or of a member who means ill. It
    must not stop the records behind it.
    """
    checks = _checks(noun)
    return all(
        (value is None and checks[name][0]) or checks[name][1](value)
        for name, value in fields.items()
        if name in checks
    )


@cache
def _checks(noun: str) -> dict[str, tuple[bool, Callable[[Any], bool]]]:
    """Return name to (may be empty, looks right) of each travelling column."""
    table = NOUNS[noun].__table__  # type: ignore[attr-defined]  # set by SQLModel
    found = {}
    for name in declarations(NOUNS[noun]):
        column = table.c[name]
        check = next(check for kind, check in _FITS if isinstance(column.type, kind))
        found[name] = (bool(column.nullable), check)
    return found


@cache
def paths(noun: str) -> dict[str, MergeType]:
    """Return path to merge type; the columns of a group are one path of the group's name."""
    found: dict[str, MergeType] = {}
    for name, declared in declarations(NOUNS[noun]).items():
        merge = declared.merge
        grouped = isinstance(merge, Scalar) and merge.group
        found[merge.group if isinstance(merge, Scalar) and grouped else name] = merge  # type: ignore[index]  # a group has a name
    return found


@cache
def _groups(noun: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for name, declared in declarations(NOUNS[noun]).items():
        if isinstance(declared.merge, Scalar) and declared.merge.group:
            found[declared.merge.group] = (*found.get(declared.merge.group, ()), name)
    return found


def by_path(noun: str, fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return fields by merge path: the columns of a group as one map."""
    found = dict(fields)
    for group, columns in _groups(noun).items():
        found[group] = {name: found.pop(name, None) for name in columns}
    return found


def by_column(noun: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return values of merge paths by column: what `by_path` put together, apart again."""
    found = dict(values)
    for group in _groups(noun):
        found |= found.pop(group, None) or {}
    return found
