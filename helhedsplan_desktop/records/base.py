"""What a record is, and how a noun is declared.

A noun is one SQLModel class. Its columns carry the declaration that the table, the wire codec, the
merge, the search index, the CPR check, the access pack and erasure read. Adding a noun touches
nothing but its own file, `nouns.py` and a migration.
"""

from dataclasses import dataclass
from typing import Any, ClassVar, Final

from sqlalchemy import BLOB, BigInteger, Boolean, Dialect, Integer, Text, TypeDecorator
from sqlmodel import Field, SQLModel
from typing_extensions import override

from helhedsplan_desktop.rules.merge_types import SCALAR, MergeType, SetOf

NO_IDS: Final[tuple[bytes, ...]] = ()
NO_CODES: Final[tuple[str, ...]] = ()


class IdList(TypeDecorator[tuple[bytes, ...]]):
    """Sorted 16-byte ids, stored one after the other."""

    impl = BLOB
    cache_ok = True

    @override
    def process_bind_param(self, value: tuple[bytes, ...] | None, dialect: Dialect) -> bytes:
        return b"".join(sorted(set(value))) if value else b""

    @override
    def process_result_value(self, value: bytes | None, dialect: Dialect) -> tuple[bytes, ...]:
        return tuple(value[at : at + 16] for at in range(0, len(value), 16)) if value else ()


class CodeList(TypeDecorator[tuple[str, ...]]):
    """Sorted short codes, stored as `,KRI,UDL,` so that SQL can ask for `%,KRI,%`."""

    impl = Text
    cache_ok = True

    @override
    def process_bind_param(self, value: tuple[str, ...] | None, dialect: Dialect) -> str:
        return f",{','.join(sorted(set(value)))}," if value else ""

    @override
    def process_result_value(self, value: str | None, dialect: Dialect) -> tuple[str, ...]:
        return tuple(value.strip(",").split(",")) if value else ()


@dataclass(frozen=True, slots=True)
class Declaration:
    """What the rest of the program knows about one column.

    Args:
        merge: how two edits of it are brought together.
        searched: its words are in the search index.
        free_text: a person types it, so it is checked for CPR numbers.
        personal: it tells about a resident: access pack and erasure take it.
        max_length: characters; None for values that a person does not type.
        target: noun that the ids in it refer to.
        ordered_by: for links, the owner's column by which the target's list is ordered.
        required: an empty value is refused at save.
    """

    merge: MergeType = SCALAR
    searched: bool = False
    free_text: bool = False
    personal: bool = False
    max_length: int | None = None
    target: str | None = None
    ordered_by: str | None = None
    required: bool = False


_INFO: Final = "declaration"
_TYPES: Final[dict[type, type[Any]]] = {
    str: Text,
    int: BigInteger,
    bool: Boolean,
    bytes: BLOB,
}


def column(
    doc: str,
    kind: type = str,
    *,
    default: object = None,
    merge: MergeType = SCALAR,
    searched: bool = False,
    free_text: bool = False,
    personal: bool = False,
    max_length: int | None = None,
    required: bool = False,
    indexed: bool = False,
) -> Any:
    """Return a travelling column: `doc` says what it means, its unit and what empty means."""
    declared = Declaration(merge, searched, free_text, personal, max_length, required=required)
    nullable = default is None and not required
    if default is None and required:
        default = kind()
    return Field(
        default=default,
        sa_type=_TYPES[kind],
        nullable=nullable,
        index=indexed,
        sa_column_kwargs={"comment": doc, "info": {_INFO: declared}},
    )


def codes(doc: str, *, personal: bool = False) -> Any:
    """Return a column for a set of short codes, merged as a set; empty means none chosen."""
    return Field(
        default=NO_CODES,
        sa_type=CodeList,
        nullable=False,
        sa_column_kwargs={"comment": doc, "info": {_INFO: Declaration(SetOf(), personal=personal)}},
    )


def link(target: str, doc: str, *, required: bool = False, personal: bool = False) -> Any:
    """Return a column that refers to one record of noun `target`; NULL means none."""
    declared = Declaration(target=target, required=required, personal=personal)
    return Field(
        default=None,
        sa_type=BLOB,
        nullable=True,
        index=True,
        sa_column_kwargs={"comment": doc, "info": {_INFO: declared}},
    )


def links(target: str, doc: str, *, ordered_by: str, personal: bool = False) -> Any:
    """Return a column that refers to several records, merged as a set.

    The unit of work mirrors it into the table `<owner>_<column>` for queries, where each target's
    owners stand in the order of the owner's column `ordered_by`.
    """
    declared = Declaration(SetOf(), target=target, ordered_by=ordered_by, personal=personal)
    return Field(
        default=NO_IDS,
        sa_type=IdList,
        nullable=False,
        sa_column_kwargs={"comment": doc, "info": {_INFO: declared}},
    )


def local(
    doc: str, kind: type, *, primary_key: bool = False, unique: bool = False, indexed: bool = False
) -> Any:
    """Return a column that stays on this laptop; the unit of work fills it."""
    empty: object = kind()
    return Field(
        default=empty,
        sa_type=_TYPES[kind] if not primary_key else Integer,
        primary_key=primary_key,
        unique=unique,
        nullable=False,
        index=indexed,
        sa_column_kwargs={"comment": doc} | ({"autoincrement": False} if primary_key else {}),
    )


class Record(SQLModel):
    """What all nouns have. `id`, `space` and the times are set by the unit of work."""

    noun: ClassVar[str]

    seq: int = local(
        "First 60 bits of the id and 3 for collisions: orders by creation, numbers search rows",
        int,
        primary_key=True,
    )
    id: bytes = local("UUIDv7 made on the device that created the record", bytes, unique=True)
    space: bytes = local("The space that the record is at home in", bytes)
    made_at: int = local("Creation, ms since 1970 UTC, as the id tells", int)
    changed_at: int = local("Claimed time of the present version, ms since 1970 UTC", int)
    author: bytes = local("Device that wrote the present version, from its verified header", bytes)


LOCAL_COLUMNS: Final = ("seq", "id", "space", "made_at", "changed_at", "author")


def declarations(noun: type[Record]) -> dict[str, Declaration]:
    """Return column name to declaration for every travelling column of `noun`."""
    table = noun.__table__  # type: ignore[attr-defined]  # SQLModel sets it on table classes
    return {each.name: each.info[_INFO] for each in table.columns if _INFO in each.info}
