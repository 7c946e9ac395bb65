"""A hook on the database that lets record tables be written through the one door only."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from sqlalchemy import Connection, Engine, event

from helhedsplan_desktop.records.nouns import NOUNS
from helhedsplan_desktop.store.store import IN_UNIT
from helhedsplan_desktop.store.tables import table_of

_TABLES: Final = "|".join(sorted(table_of(noun).name for noun in NOUNS))
_WRITES: Final = re.compile(
    rf"\s*(?:INSERT INTO|UPDATE|DELETE FROM|REPLACE INTO) +(?:{_TABLES})\b", re.IGNORECASE
)


class BesideTheDoorError(AssertionError):
    """A record table was written outside a unit of work."""


@contextmanager
def no_write_beside_the_unit_of_work() -> Iterator[None]:
    """Fail any statement that writes a record table outside `Store.write` and its like."""

    def look(connection: Connection, _cursor: Any, statement: str, *_rest: Any) -> None:
        if _WRITES.match(statement) and not connection.info.get(IN_UNIT):
            raise BesideTheDoorError(statement.split("(", 1)[0])

    event.listen(Engine, "before_cursor_execute", look)
    try:
        yield
    finally:
        event.remove(Engine, "before_cursor_execute", look)
