"""The CREATE statements of today's declarations, each column with what it means.

SQLite keeps the text of a CREATE statement, comments too, so the vault documents itself. Who adds
a table prints its statement with `python -m tests.support.documented_ddl TABLE` and freezes it
into a new revision.
"""

import sys

from sqlalchemy import Column, Table, UniqueConstraint
from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex

from helhedsplan_desktop.store.tables import METADATA, search_ddl

_DIALECT = sqlite.dialect()
_QUOTE = _DIALECT.identifier_preparer.quote


def documented_table(table: Table) -> str:
    """Return the CREATE TABLE statement with the column comments."""
    constraints = [f"PRIMARY KEY ({_names(table.primary_key.columns)})"]
    constraints += sorted(
        f"UNIQUE ({_names(each.columns)})"
        for each in table.constraints
        if isinstance(each, UniqueConstraint)
    )
    columns = [f"    {_column(each)}, -- {each.comment}" for each in table.columns]
    body = "\n".join([*columns, ",\n".join(f"    {each}" for each in constraints)])
    title = f" -- {table.comment}" if table.comment else ""
    end = ")" if table.dialect_options["sqlite"]["with_rowid"] else ") WITHOUT ROWID"
    return f"CREATE TABLE {_QUOTE(table.name)} ({title}\n{body}\n{end}"


def documented_schema() -> dict[str, str]:
    """Return the name of every table and index to its CREATE statement."""
    found = {}
    for table in METADATA.sorted_tables:
        found[table.name] = documented_table(table)
        for index in sorted(table.indexes, key=lambda each: str(each.name)):
            found[str(index.name)] = str(CreateIndex(index).compile(dialect=_DIALECT))
    return found


def _column(column: Column[object]) -> str:
    kind = column.type.compile(dialect=_DIALECT)
    return f"{_QUOTE(column.name)} {kind}" + ("" if column.nullable else " NOT NULL")


def _names(columns: object) -> str:
    return ", ".join(_QUOTE(each.name) for each in columns)  # type: ignore[attr-defined]  # a ColumnCollection


if __name__ == "__main__":
    wanted = sys.argv[1:]
    statements = [
        statement
        for name, statement in documented_schema().items()
        if not wanted or name in wanted or any(f" ON {each} " in statement for each in wanted)
    ]
    sys.stdout.write(";\n\n".join(statements + ([] if wanted else search_ddl())) + ";\n")
