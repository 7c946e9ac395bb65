"""The rows of the review for Qt's item view."""

from collections.abc import Hashable, Mapping, Sequence
from datetime import date
from typing import cast

from PySide6.QtCore import QObject
from typing_extensions import override

from helhedsplan_desktop.services.reviewing import ReviewRow
from ui.doorway import name_shown
from ui.models.rows import RowsModel
from ui.screens.review.row_words import spoken_row


class ReviewModel(RowsModel[ReviewRow]):
    """Contacts as the service lists them: a row is made when it is looked at.

    Args:
        parent: the owner.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(lambda row: row.rid, self._spoken, parent=parent)
        self._of_contact: Mapping[bytes, int] = {}
        self._hues: Mapping[str, str] = {}
        self.veiled = False
        self.today = date.min

    def show_list(
        self,
        rows: Sequence[ReviewRow],
        places: Mapping[bytes, int],
        hues: Mapping[str, str],
        today: date,
    ) -> None:
        """Show other contacts.

        Args:
            rows: in their order; each access may make its row anew.
            places: contact to its index in `rows`, so that no row is made only to be found.
            hues: area code to colour token.
            today: the present day.
        """
        self.beginResetModel()
        # Only length and single rows are ever asked of it; a lazy sequence serves as well.
        self._rows = cast("tuple[ReviewRow, ...]", rows)
        self._of_contact = places
        self._hues = hues
        self.today = today
        self.endResetModel()

    def hue(self, area: str) -> str:
        """Return the colour token of an area."""
        return self._hues.get(area, area)

    @override
    def place(self, identity: Hashable) -> int:
        return self._of_contact.get(cast("bytes", identity), -1)

    def _spoken(self, row: ReviewRow) -> str:
        shown = name_shown(row.name, identified=row.identified, veiled=self.veiled)
        return spoken_row(row, shown, self.today, veiled=self.veiled)
