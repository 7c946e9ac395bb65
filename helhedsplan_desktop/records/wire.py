"""From a row of a record table to the fields of a sealed body and back, by declaration.

A wire field carries the column's name. The columns of a group travel apart and merge together.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any

from helhedsplan_desktop.records.base import CodeList, IdList, declarations
from helhedsplan_desktop.records.nouns import NOUNS
from helhedsplan_desktop.rules.merge_types import MergeType, Scalar

Row = dict[str, Any]


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
