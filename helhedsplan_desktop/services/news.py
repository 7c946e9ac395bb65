"""What others did that this person has to know: decided a conflict, erased a record."""

from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection

from helhedsplan_desktop.services.conflicts import BOTH, MERGED, OTHER, STANDING
from helhedsplan_desktop.services.desk import Desk, Names
from helhedsplan_desktop.store import directory, news_lines
from helhedsplan_desktop.store.repositories import subjects
from helhedsplan_desktop.store.tables import ALIVE

ERASED: Final = "erased"
SETTLED: Final = "settled"
MINE: Final = "mine"
THEIRS: Final = "theirs"

_ID: Final = 16


@dataclass(frozen=True, slots=True)
class NewsItem:
    """One thing that a colleague did.

    Args:
        kind: settled or erased.
        noun: kind of the record; empty if unknown.
        about: the contact that it is about, if that still stands here.
        title: its name.
        by_name: who did it; empty if unknown.
        at: when this laptop learned of it, ms since 1970 UTC.
        stands: for a settled conflict whose value stands: mine, theirs, both or merged.
    """

    kind: str
    rid: bytes
    noun: str
    about: bytes | None
    title: str
    by_name: str
    at: int
    stands: str = ""


class News:
    """Use cases of what others did."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def unread(self) -> tuple[NewsItem, ...]:
        """Return what this person has not put away yet, the newest first.

        A conflict counts if this person wrote one of its two values and somebody else decided.
        """
        names = self._desk.names()
        with self._desk.store.read() as connection:
            found = [
                self._item(connection, names, line.at, line.event, line.detail)
                for line in news_lines.unread(connection)
            ]
        return tuple(item for item in found if item is not None)

    def put_away(self, until: int) -> None:
        """Count everything up to a moment, in ms since 1970 UTC, as read."""
        with self._desk.store.write() as unit:
            news_lines.put_away(unit.connection, until)

    def _item(
        self, connection: Connection, names: Names, at: int, event: str, detail: str
    ) -> NewsItem | None:
        told = bytes.fromhex(detail)
        rid, by, author, over = (told[place : place + _ID] for place in range(0, 4 * _ID, _ID))
        me = self._desk.me.user
        stands = ""
        if event == SETTLED:
            mine = [names.user_of(device) == me for device in (author, over)]
            if names.user_of(by) == me or not any(mine):
                return None
            stands = _stands(told[4 * _ID :].decode(), waiting=mine[0], standing=mine[1])
        fact = directory.facts(connection, [rid]).get(rid)
        noun = fact.noun if fact is not None else ""
        alive = fact is not None and fact.life == ALIVE
        about = subjects.contact_of(connection, noun, rid) if alive else None
        title = subjects.title_of(connection, noun, rid) if alive else ""
        return NewsItem(event, rid, noun, about, title, names.of_device(by), at, stands)


def _stands(choice: str, *, waiting: bool, standing: bool) -> str:
    """Return whose value stands after a choice.

    Args:
        waiting: True if the value that waited was this person's; standing likewise.
    """
    if choice in {BOTH, MERGED}:
        return choice
    mine = (choice == STANDING and standing) or (choice == OTHER and waiting)
    return MINE if mine else THEIRS
