"""The scrolling list of contacts."""

from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from helhedsplan_desktop.records.catalogue import Catalogue
from ui.language import translate
from ui.models.list_view import FastListView
from ui.screens.contacts.model import ContactsModel
from ui.screens.contacts.row_delegate import ContactDelegate

REST_MILLISECONDS: Final = 180
"""A row on which the arrows rest so long is opened; those passed by are not looked up."""


class ContactTable(FastListView):
    """Contacts below each other; letters typed here belong into the search field.

    Signals:
        rested: the chosen contact, after a click or when the arrows came to rest on it.
        typed: letters for the search field.

    Args:
        catalogue: names of the statuses.
        parent: the owner.
    """

    rested = Signal(bytes)
    typed = Signal(str)

    def __init__(self, catalogue: Catalogue, parent: QWidget | None = None) -> None:
        self.contacts = ContactsModel(catalogue)
        super().__init__(
            self.contacts,
            ContactDelegate(self.contacts),
            translate("Contacts", "Contacts"),
            parent,
        )
        self.contacts.setParent(self)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self._rest = QTimer(self, singleShot=True, interval=REST_MILLISECONDS)
        self._rest.timeout.connect(self._rested)
        self.chosen.connect(self._rest.start)
        self.clicked_at.connect(self._rested)

    def chosen_contact(self) -> bytes | None:
        """Return the chosen contact."""
        identity = self.chosen_id()
        return identity if isinstance(identity, bytes) else None

    def _rested(self) -> None:
        self._rest.stop()
        rid = self.chosen_contact()
        if rid is not None:
            self.rested.emit(rid)

    @override
    def keyboardSearch(self, search: str, /) -> None:
        if search.strip():
            self.typed.emit(search)
