"""Above the list of the review: views with counts, whose, which area, search and order."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from helhedsplan_desktop.services.contact_views import AreaLabel
from helhedsplan_desktop.services.desk import MemberLabel
from helhedsplan_desktop.services.reviewing import VIEWS, ReviewFilter
from ui.language import translate
from ui.theme.icons import Icon
from ui.theme.tokens import Size
from ui.widgets.buttons import IconButton
from ui.widgets.choices import Pill
from ui.widgets.combo import Combo
from ui.widgets.fields import SearchField
from ui.widgets.layouts import Column, Flow, Row

TYPED_PAUSE_MILLISECONDS: Final = 120
"""A search starts when the letters pause so long."""


def view_name(view: str) -> str:
    """Return what a view is called."""
    return {
        "all": translate("Review", "All"),
        "changed": translate("Review", "Changed"),
        "overdue": translate("Review", "Overdue"),
        "quiet": translate("Review", "Quiet"),
        "stuck": translate("Review", "Stuck"),
        "quality": translate("Review", "Quality"),
    }[view]


def view_meaning(view: str) -> str:
    """Return what a view holds, for its tip."""
    return {
        "all": translate("Review", "Every open contact of the team"),
        "changed": translate("Review", "Notes by others that you have not marked as seen"),
        "overdue": translate("Review", "The next step is overdue"),
        "quiet": translate("Review", "No contact for 30 days or more"),
        "stuck": translate("Review", "The next step is overdue by more than a week"),
        "quality": translate(
            "Review", "No next step, no focus area, not told what we keep, or two versions"
        ),
    }[view]


def order_name(sort: str) -> str:
    """Return what an order is called."""
    return {
        "mark": translate("Review", "What needs you first"),
        "name": translate("Review", "By name"),
        "owner": translate("Review", "By who is responsible"),
        "last_contact": translate("Review", "Longest without contact first"),
        "next_step": translate("Review", "Next step first"),
    }[sort]


class ReviewFilters(QWidget):
    """Says which contacts are listed, and changes it at once.

    Signals:
        changed: the new `ReviewFilter`.
    """

    changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chosen = ReviewFilter()
        self._pills = {view: Pill(view_name(view), count=0) for view in VIEWS}
        self._owner = Combo(name=translate("Review", "Who is responsible"))
        self._area = Combo(name=translate("Review", "Focus area"))
        self.search = SearchField(translate("Review", "Name, known as …"))
        self.search.setAccessibleName(translate("Review", "Search the team's contacts"))
        self._order = IconButton(
            Icon.SORT_ASCENDING, translate("Review", "Order"), target=Size.BUTTON
        )
        self._pause = QTimer(self, singleShot=True, interval=TYPED_PAUSE_MILLISECONDS)
        self._build()
        self._pills[self._chosen.view].setChecked(True)
        self._tell_order()

    @property
    def chosen(self) -> ReviewFilter:
        """The filter in force."""
        return self._chosen

    def set_choices(self, members: Sequence[MemberLabel], areas: Sequence[AreaLabel]) -> None:
        """Offer these owners and areas."""
        everyone = [("", translate("Review", "Everybody"))]
        self._owner.set_choices([*everyone, *((each.user.hex(), each.name) for each in members)])
        every = [("", translate("Review", "All areas"))]
        self._area.set_choices([*every, *((each.code, each.short) for each in areas)])

    def set_counts(self, counts: dict[str, int]) -> None:
        """Show how many each view holds."""
        for view, pill in self._pills.items():
            pill.set_count(counts.get(view, 0))

    def clear(self) -> None:
        """List every contact again."""
        self._owner.choose("")
        self._area.choose("")
        self.search.clear()
        self._take(replace(ReviewFilter(), sort=self._chosen.sort))

    def _build(self) -> None:
        column = Column(self, gap=12)
        pills = Flow(gap=8)
        for view, pill in self._pills.items():
            pill.setToolTip(view_meaning(view))
            pill.clicked.connect(self._view_taker(view))
            pills.addWidget(pill)
        column.addLayout(pills)
        row = Row(gap=8)
        row.addWidget(self.search, 3)
        row.addWidget(self._owner, 2)
        row.addWidget(self._area, 2)
        row.addWidget(self._order)
        column.addLayout(row)
        self._owner.chosen.connect(self._owner_chosen)
        self._area.chosen.connect(self._area_chosen)
        self.search.textChanged.connect(self._pause.start)
        self._pause.timeout.connect(self._typed)
        self._order.clicked.connect(self._offer_orders)

    def _view_taker(self, view: str) -> Callable[[], None]:
        def take() -> None:
            self._take(replace(self._chosen, view=view))

        return take

    def _take(self, chosen: ReviewFilter) -> None:
        # A pill that was on went off by the click: what is chosen decides how each stands.
        for view, pill in self._pills.items():
            pill.setChecked(view == chosen.view)
        if chosen == self._chosen:
            return
        self._chosen = chosen
        self._tell_order()
        self.changed.emit(chosen)

    def _owner_chosen(self, key: str) -> None:
        self._take(replace(self._chosen, owner=bytes.fromhex(key) if key else None))

    def _area_chosen(self, key: str) -> None:
        self._take(replace(self._chosen, area=key))

    def _typed(self) -> None:
        self._take(replace(self._chosen, text=self.search.text().strip()))

    def _tell_order(self) -> None:
        now = order_name(self._chosen.sort)
        self._order.setToolTip(translate("Review", "Order: {order}").format(order=now))

    def _offer_orders(self) -> None:
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        group = QActionGroup(menu)
        for sort in ("mark", "name", "owner", "last_contact", "next_step"):
            action = QAction(order_name(sort), menu)
            action.setCheckable(True)
            action.setChecked(sort == self._chosen.sort)
            action.triggered.connect(self._order_taker(sort))
            group.addAction(action)
            menu.addAction(action)
        self._order.open_menu(menu)

    def _order_taker(self, sort: str) -> Callable[[], None]:
        def take() -> None:
            self._take(replace(self._chosen, sort=sort))

        return take
