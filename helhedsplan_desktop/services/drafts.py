"""What was typed and not saved yet, kept in the vault within a second."""

from dataclasses import dataclass
from typing import Any

import msgspec
from sqlalchemy import RowMapping

from helhedsplan_desktop.foundation.errors import AppError, Problem
from helhedsplan_desktop.services.desk import Desk
from helhedsplan_desktop.store.repositories import own_marks


@dataclass(frozen=True, slots=True)
class DraftView:
    """One draft; `fields` as the form gave them, `about` the record it edits or is about."""

    draft: bytes
    form: str
    about: bytes | None
    fields: dict[str, Any]
    changed_at: int


class Drafts:
    """Use cases of drafts."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def keep(
        self, draft: bytes | None, form: str, about: bytes | None, fields: dict[str, Any]
    ) -> bytes:
        """Store what was typed; return the draft's id, a new one when `draft` is None."""
        kept = draft or self._desk.ids.version()
        with self._desk.store.write() as unit:
            own_marks.keep_draft(unit.connection, kept, form, about, fields, self._desk.now())
        return kept

    def all(self) -> tuple[DraftView, ...]:
        """Return every draft that can be read, the newest first."""
        with self._desk.store.read() as connection:
            found = [_view(row) for row in own_marks.drafts(connection)]
        return tuple(each for each in found if each is not None)

    def damaged(self) -> tuple[bytes, ...]:
        """Return the drafts that cannot be read; they stay until they are discarded."""
        with self._desk.store.read() as connection:
            rows = own_marks.drafts(connection)
        return tuple(row["draft"] for row in rows if _view(row) is None)

    def get(self, draft: bytes) -> DraftView | None:
        """Return one draft, None if it is gone.

        Raises:
            AppError: DRAFT_DAMAGED.
        """
        with self._desk.store.read() as connection:
            row = own_marks.draft(connection, draft)
        if row is None:
            return None
        view = _view(row)
        if view is None:
            raise AppError(Problem.DRAFT_DAMAGED)
        return view

    def discard(self, draft: bytes) -> None:
        """Take a draft away."""
        with self._desk.store.write() as unit:
            own_marks.discard_draft(unit.connection, draft)


def _view(row: RowMapping) -> DraftView | None:
    """Return a draft; None if what stands there is none."""
    try:
        fields = msgspec.msgpack.decode(row["fields"], type=dict[str, Any])
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None
    return DraftView(row["draft"], row["form"], row["about"], fields, row["changed_at"])
