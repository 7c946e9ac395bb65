"""Above the list: the search field, the filters and the order."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeyEvent
from PySide6.QtWidgets import QMenu, QWidget
from typing_extensions import override

from helhedsplan_desktop.records.catalogue import Catalogue
from helhedsplan_desktop.services.contact_views import (
    AreaLabel,
    ContactFilter,
    ContactList,
    DepartmentLabel,
)
from ui.language import current_language, translate
from ui.theme.icons import Icon
from ui.theme.tokens import Size, Tone
from ui.widgets.buttons import Button, IconButton, Kind
from ui.widgets.choices import Pill
from ui.widgets.fields import SearchField
from ui.widgets.labels import Hairline, Label
from ui.widgets.layouts import Column, Flow, Row

EVERYTHING: Final = ContactFilter(scope="all")


def sort_words(sort: str) -> str:
    """Return how an order is called beside the count."""
    return {
        "next_step": translate("Contacts", "next step first"),
        "name": translate("Contacts", "by name"),
        "last_contact": translate("Contacts", "last contact first"),
        "newest": translate("Contacts", "newest first"),
    }[sort]


class FilterBar(QWidget):
    """Says which contacts are listed, and changes it at once.

    Signals:
        changed: the new `ContactFilter`.
        list_wanted: the keyboard goes down into the list.
        first_wanted: Enter in the search field: open the first one.

    Args:
        catalogue: names of the statuses.
        parent: the owner.
    """

    changed = Signal(object)
    list_wanted = Signal()
    first_wanted = Signal()

    def __init__(self, catalogue: Catalogue, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._catalogue = catalogue
        self._chosen = ContactFilter()
        self._areas: tuple[AreaLabel, ...] = ()
        self._departments: tuple[DepartmentLabel, ...] = ()
        self.search = SearchField(translate("Contacts", "Name, known as, stairwell …"))
        self.search.setAccessibleName(translate("Contacts", "Search contacts"))
        self.search.textChanged.connect(self._typed)
        self.search.installEventFilter(self)
        self._mine = Pill(translate("Contacts", "Mine"), count=0)
        self._mine.setChecked(True)
        self._mine.toggled.connect(self._mine_toggled)
        self._overdue = Pill(translate("Contacts", "Overdue"), count=0)
        self._overdue.toggled.connect(self._overdue_toggled)
        self._area = Pill(translate("Contacts", "Area"), caret=True)
        self._area.clicked.connect(self._choose_area)
        self._more = IconButton(
            Icon.FUNNEL, translate("Contacts", "More filters"), target=Size.TARGET
        )
        self._more.clicked.connect(self._choose_more)
        self._told = Label("", size=12, tone=Tone.TEXT2)
        self._clear = Button(
            translate("Contacts", "Clear filters"), Kind.LINK, height=Size.BUTTON_SMALL
        )
        self._clear.clicked.connect(self.clear)
        self._clear.hide()
        self._sort = IconButton(
            Icon.SORT_ASCENDING,
            translate("Contacts", "Order"),
            target=Size.TARGET,
            icon_size=18,
        )
        self._sort.clicked.connect(self._choose_order)
        self._arrange()

    def _arrange(self) -> None:
        column = Column(self)
        top = Column(gap=12, margins=(16, 0, 12, 4))
        field = Row(margins=(0, 0, 4, 0))
        field.addWidget(self.search)
        top.addLayout(field)
        pills = Flow(gap=6)
        for pill in (self._mine, self._overdue, self._area):
            pills.addWidget(pill)
        filters = Row(gap=8)
        filters.addLayout(pills, 1)
        filters.addWidget(self._more, 0, Qt.AlignmentFlag.AlignTop)
        top.addLayout(filters)
        column.addLayout(top)
        told = Row(gap=8, margins=(16, 0, 12, 0))
        told.addWidget(self._told, 1)
        told.addWidget(self._clear)
        told.addWidget(self._sort)
        column.addLayout(told)
        column.addWidget(Hairline())

    @property
    def chosen(self) -> ContactFilter:
        """The filter in force."""
        return self._chosen

    def set_choices(
        self, areas: Sequence[AreaLabel], departments: Sequence[DepartmentLabel]
    ) -> None:
        """Offer these areas and departments."""
        self._areas = tuple(areas)
        self._departments = tuple(departments)

    def show_figures(self, found: ContactList) -> None:
        """Show how many there are."""
        self._mine.set_count(found.mine)
        self._overdue.set_count(found.overdue)
        count = translate("Contacts", "%n contact(s)", None, len(found.rows))
        self._told.setText(f"{count} · {sort_words(self._chosen.sort)}")

    def apply(self, chosen: ContactFilter) -> None:
        """Put a filter in force and say so once."""
        if chosen == self._chosen:
            return
        self._chosen = chosen
        self._mine.setChecked(chosen.scope == "mine")
        self._overdue.setChecked(chosen.overdue)
        if self.search.text() != chosen.text:
            self.search.setText(chosen.text)
        label = next((each for each in self._areas if each.code == chosen.area), None)
        self._area.setChecked(bool(chosen.area))
        self._area.set_text(label.short if label else translate("Contacts", "Area"))
        narrowed = self.narrowed()
        self._clear.setVisible(narrowed)
        beyond = chosen.department is not None or bool(chosen.status) or chosen.not_informed
        self._more.setCheckable(beyond)
        self._more.setChecked(beyond)
        self.changed.emit(chosen)

    def narrowed(self) -> bool:
        """Return True if more than the scope narrows the list."""
        plain = replace(EVERYTHING, scope=self._chosen.scope, sort=self._chosen.sort)
        return self._chosen != plain

    def clear(self) -> None:
        """List all of the scope again."""
        self.apply(replace(EVERYTHING, scope=self._chosen.scope, sort=self._chosen.sort))

    def type_on(self, letters: str) -> None:
        """Take letters that were typed in the list."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.setText(letters)

    def _typed(self, text: str) -> None:
        self.apply(replace(self._chosen, text=text))

    def _mine_toggled(self, on: bool) -> None:  # noqa: FBT001  the signal's own shape
        self.apply(replace(self._chosen, scope="mine" if on else "all"))

    def _overdue_toggled(self, on: bool) -> None:  # noqa: FBT001  the signal's own shape
        self.apply(replace(self._chosen, overdue=on))

    def _not_informed_toggled(self, on: bool) -> None:  # noqa: FBT001  the signal's own shape
        self.apply(replace(self._chosen, not_informed=on))

    def _choose_area(self) -> None:
        # The click has toggled the pill; what is chosen decides how it stands.
        self._area.setChecked(bool(self._chosen.area))
        menu = self._menu()
        choices = [("", translate("Contacts", "All areas"))]
        choices += [(area.code, area.name) for area in self._areas]
        self._offer(
            menu,
            choices,
            self._chosen.area,
            lambda key: self.apply(replace(self._chosen, area=key)),
        )
        menu.popup(self._area.mapToGlobal(self._area.rect().bottomLeft()))

    def _choose_more(self) -> None:
        self._more.setChecked(self._more.isCheckable())
        menu = self._menu()
        statuses = [("", translate("Contacts", "Any status"))]
        language = current_language().value
        statuses += [(each.code, each.name(language)) for each in self._catalogue.contact_statuses]
        self._offer(
            menu.addMenu(translate("Contacts", "Status")),
            statuses,
            self._chosen.status,
            lambda key: self.apply(replace(self._chosen, status=key)),
        )
        informed = menu.addAction(translate("Contacts", "Not told what we keep"))
        informed.setCheckable(True)
        informed.setChecked(self._chosen.not_informed)
        informed.toggled.connect(self._not_informed_toggled)
        places = [("", translate("Contacts", "All departments"))]
        places += [(each.rid.hex(), each.name) for each in self._departments]
        now = self._chosen.department
        self._offer(
            menu.addMenu(translate("Contacts", "Department")),
            places,
            now.hex() if now else "",
            lambda key: self.apply(
                replace(self._chosen, department=bytes.fromhex(key) if key else None)
            ),
        )
        self._more.open_menu(menu)

    def _choose_order(self) -> None:
        menu = self._menu()
        orders = [
            ("next_step", translate("Contacts", "Next step first")),
            ("name", translate("Contacts", "By name")),
            ("last_contact", translate("Contacts", "Last contact first")),
            ("newest", translate("Contacts", "Newest first")),
        ]
        self._offer(
            menu,
            orders,
            self._chosen.sort,
            lambda key: self.apply(replace(self._chosen, sort=key)),
        )
        self._sort.open_menu(menu)

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        return menu

    def _offer(
        self,
        menu: QMenu,
        choices: Sequence[tuple[str, str]],
        now: str,
        take: Callable[[str], None],
    ) -> None:
        """Fill a menu with choices of which one is in force."""
        group = QActionGroup(menu)
        for key, words in choices:
            action = QAction(words, menu)
            action.setCheckable(True)
            action.setChecked(key == now)
            action.setData(key)
            group.addAction(action)
            menu.addAction(action)
        group.triggered.connect(lambda action: take(str(action.data())))

    @override
    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Down:
                self.list_wanted.emit()
                return True
            if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                self.first_wanted.emit()
                return True
        return False
