"""The left half of the page: which contacts there are."""

from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QStackedWidget, QWidget

from helhedsplan_desktop.records.catalogue import Catalogue
from helhedsplan_desktop.services.contact_views import ContactList
from ui.language import number, translate
from ui.screens.contacts.filter_bar import FilterBar
from ui.screens.contacts.table import ContactTable
from ui.theme.icons import Icon
from ui.theme.tokens import Size, Tone
from ui.widgets.buttons import Button
from ui.widgets.empty_page import EmptyPage
from ui.widgets.labels import Heading, Label
from ui.widgets.layouts import Column, Row
from ui.widgets.surfaces import Ground


class ContactListView(Ground):
    """Title, search, filters and the list, or what to do while it is empty.

    Signals:
        opened: a contact to show beside the list.
        entered: a contact to show and go on in.
        new_wanted: a new contact, with the name typed so far.

    Args:
        catalogue: names of the statuses.
        parent: the owner.
    """

    opened = Signal(bytes)
    entered = Signal(bytes)
    new_wanted = Signal(str)

    def __init__(self, catalogue: Catalogue, parent: QWidget | None = None) -> None:
        super().__init__("surface", parent)
        self.filters = FilterBar(catalogue)
        self.table = ContactTable(catalogue)
        self._total = Label("", tone=Tone.TEXT2)
        self._new = Button(
            translate("Contacts", "New contact"), icon=Icon.PLUS, height=Size.BUTTON_SMALL
        )
        self._new.clicked.connect(self._ask_new)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._empty: QWidget | None = None
        head = Row(gap=10, margins=(16, 16, 16, 12))
        head.addWidget(Heading(translate("Contacts", "Contacts")))
        head.addWidget(self._total, 0, Qt.AlignmentFlag.AlignVCenter)
        head.addStretch()
        head.addWidget(self._new)
        column = Column(self)
        column.addLayout(head)
        column.addWidget(self.filters)
        column.addWidget(self._stack, 1)
        self.table.rested.connect(self.opened)
        self.table.opened.connect(self.entered)
        self.table.typed.connect(self.filters.type_on)
        self.filters.list_wanted.connect(self._go_down)
        self.filters.first_wanted.connect(self._open_first)

    def show_list(self, found: ContactList, today: date) -> None:
        """Show contacts; the chosen one stays chosen."""
        self._total.setText(number(found.total))
        self.filters.show_figures(found)
        self.table.contacts.show_list(found.rows, found.places, today)
        self._show_empty(None if len(found.rows) else self._lesson(found))

    def set_veiled(self, veiled: bool) -> None:  # noqa: FBT001  a setter of one truth
        """Hide names, steps, areas and what is searched for, or show them again."""
        self.table.contacts.set_veiled(veiled)
        mode = QLineEdit.EchoMode.Password if veiled else QLineEdit.EchoMode.Normal
        self.filters.search.setEchoMode(mode)

    def _show_empty(self, page: QWidget | None) -> None:
        if self._empty is not None:
            self._stack.removeWidget(self._empty)
            self._empty.deleteLater()
        self._empty = page
        if page is None:
            self._stack.setCurrentWidget(self.table)
            return
        self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)

    def _lesson(self, found: ContactList) -> EmptyPage:
        """Return what an empty list says: what it is for and what to do first."""
        if not found.total:
            page = EmptyPage(
                translate("Contacts", "No contacts yet"),
                translate(
                    "Contacts", "Create the first one\nonce you have talked with a resident."
                ),
                primary=translate("Contacts", "New contact"),
            )
            page.primary_clicked.connect(self._ask_new)
            return page
        typed = self.filters.chosen.text.strip()
        if not self.filters.narrowed():
            page = EmptyPage(
                translate("Contacts", "None of the contacts are yours"),
                translate("Contacts", "You become case owner\nof those whom you create."),
                primary=translate("Contacts", "Show all"),
                primary_icon=None,
                picture=False,
            )
            page.primary_clicked.connect(self._show_all)
            return page
        page = EmptyPage(
            translate("Contacts", "No results"),
            translate("Contacts", "Try another word,\nor clear the filters."),
            primary=translate("Contacts", "Clear filters"),
            primary_icon=None,
            secondary=translate("Contacts", "Create “{name}”").format(name=typed) if typed else "",
            secondary_icon=Icon.PLUS,
            picture=False,
        )
        page.primary_clicked.connect(self._clear_all)
        page.secondary_clicked.connect(self._ask_new)
        return page

    def _ask_new(self) -> None:
        self.new_wanted.emit(self.filters.chosen.text.strip())

    def _show_all(self) -> None:
        self.filters.apply(replace(self.filters.chosen, scope="all"))

    def _clear_all(self) -> None:
        self.filters.clear()
        self.filters.search.setFocus()

    def _go_down(self) -> None:
        if not self.table.contacts.rowCount():
            return
        if self.table.chosen_contact() is None:
            self.table.choose(self.table.contacts.identity(0))
        self.table.setFocus(Qt.FocusReason.TabFocusReason)

    def _open_first(self) -> None:
        if self.table.contacts.rowCount():
            first = self.table.contacts.identity(0)
            self.table.choose(first)
            self.entered.emit(first)
