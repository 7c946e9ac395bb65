"""The rows of the contact list for Qt's item view."""

from collections.abc import Hashable, Mapping, Sequence
from datetime import date
from typing import cast

from PySide6.QtCore import QObject
from typing_extensions import override

from helhedsplan_desktop.records.catalogue import Catalogue
from helhedsplan_desktop.services.contact_views import ContactRow
from ui.doorway import name_shown
from ui.language import current_language
from ui.models.rows import RowsModel
from ui.screens.contacts.row_words import SecondLine, second_line, spoken_row


class ContactsModel(RowsModel[ContactRow]):
    """Contacts as the service lists them: a row is made when it is looked at.

    Args:
        catalogue: names of the statuses.
        parent: the owner.
    """

    def __init__(self, catalogue: Catalogue, parent: QObject | None = None) -> None:
        super().__init__(lambda row: row.rid, self._spoken, parent=parent)
        self._catalogue = catalogue
        self._of_contact: Mapping[bytes, int] = {}
        self._veiled = False
        self.today = date.min

    def show_list(
        self, rows: Sequence[ContactRow], places: Mapping[bytes, int], today: date
    ) -> None:
        """Show other contacts.

        Args:
            rows: in their order; each access may make its row anew.
            places: contact to its index in `rows`, so that no row is made only to be found.
            today: the present day.
        """
        self.beginResetModel()
        # Only length and single rows are ever asked of it; a lazy sequence serves as well.
        self._rows = cast("tuple[ContactRow, ...]", rows)
        self._of_contact = places
        self.today = today
        self.endResetModel()

    @property
    def veiled(self) -> bool:
        """True while a resident may see the screen."""
        return self._veiled

    def set_veiled(self, veiled: bool) -> None:  # noqa: FBT001  a setter of one truth
        """Hide names and steps, or show them again."""
        self._veiled = veiled
        if self.rowCount():
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, 0))

    def line(self, row: ContactRow) -> SecondLine:
        """Return what the second line of a row says."""
        status = self._catalogue.contact_statuses.name(row.status, current_language().value)
        return second_line(row, status, self.today)

    @override
    def place(self, identity: Hashable) -> int:
        return self._of_contact.get(cast("bytes", identity), -1)

    def _spoken(self, row: ContactRow) -> str:
        line = self.line(row)
        if self._veiled:
            line = SecondLine(line.icon, line.lead, "", line.tone, line.icon_tone)
        shown = name_shown(row.name, identified=row.identified, veiled=self._veiled)
        return spoken_row(row, line, self.today, shown)
