"""From a row of a record table to the fields of a sealed body and back, by declaration.

A wire field carries the column's name. The columns of a group travel apart and merge together.
"""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, Final, NamedTuple

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
    known = _names(noun)
    if fields.keys() <= known:
        return {}
    return {name: value for name, value in fields.items() if name not in known}


def learnt(noun: str, extra: Mapping[str, Any]) -> frozenset[str]:
    """Return the names in `extra` that this vocabulary has a column for.

    A program that does not know a field yet sends it back there, whoever wrote it.
    """
    if not extra or noun not in NOUNS:
        return frozenset()
    return _names(noun) & extra.keys()


@cache
def _names(noun: str) -> frozenset[str]:
    return frozenset(name for name, _, _ in _columns(noun))


def fits(noun: str, fields: Mapping[str, Any]) -> bool:
    """Return True if every known field holds a value that its column can take.

    A signed body may still hold nonsense: of a broken program, or of a member who means ill. It
    must not stop the records behind it.
    """
    checks = _checks(noun)
    for name, value in fields.items():
        check = checks.get(name)
        # Most values are told by their type alone; a first sync looks at some hundred thousand.
        if check is None or type(value) in check.plain:
            continue
        if not check.fits(value):
            return False
    return True


class _Check(NamedTuple):
    """What a column takes: every value of the `plain` types, and what else `fits`."""

    plain: frozenset[type]
    fits: Callable[[Any], bool]


_PLAIN: Final[dict[type[Any], type]] = {Boolean: bool, Text: str, BLOB: bytes}
"""Column types of which every value of a Python type will do."""


@cache
def _checks(noun: str) -> dict[str, _Check]:
    """Return the check of each travelling column."""
    table = NOUNS[noun].__table__  # type: ignore[attr-defined]  # set by SQLModel
    found = {}
    for name in declarations(NOUNS[noun]):
        column = table.c[name]
        kind, fits = next(each for each in _FITS if isinstance(column.type, each[0]))
        plain = {_PLAIN[kind]} if kind in _PLAIN else set[type]()
        found[name] = _Check(frozenset(plain | ({type(None)} if column.nullable else set())), fits)
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
