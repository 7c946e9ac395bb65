"""The rail at the left: where one is, where one can go, and who one is."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from ui.frame.rail_item import RailItem
from ui.navigation import Destination, key_of
from ui.screens.page import PageName
from ui.theme.theme import colours, current, g, t
from ui.theme.tokens import SEMIBOLD, Size
from ui.widgets.avatar import AvatarGround, draw_avatar
from ui.widgets.glyph import draw_logo
from ui.widgets.layouts import Column
from ui.widgets.painting import smooth, words
from ui.widgets.surfaces import Ground

_LOGO: Final = 28
_PERSON: Final = 32


class _RailHead(QWidget):
    """Sign and name of the program."""

    def __init__(self) -> None:
        super().__init__()
        self.narrow = False
        self.setAccessibleName("Helhedsplan")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @override
    def sizeHint(self) -> QSize:
        return QSize(g(48), t(20) + g(36))

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter = smooth(QPainter(self))
        side = g(_LOGO)
        left = (self.width() - side) // 2 if self.narrow else g(16)
        draw_logo(painter, QRect(left, (self.height() - side) // 2, side, side))
        if not self.narrow:
            room = self.rect().adjusted(g(54), 0, -g(8), 0)
            words(painter, room, "Helhedsplan", colours().text, 16, SEMIBOLD)


class _RailPerson(QWidget):
    """Who unlocked."""

    def __init__(self, name: str, title: str) -> None:
        super().__init__()
        self.narrow = False
        self._name, self._title = name, title
        self.setAccessibleName(f"{name}, {title}" if title else name)
        self.setToolTip(self.accessibleName())
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @override
    def sizeHint(self) -> QSize:
        return QSize(g(48), t(20) + t(18) + g(26))

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter = smooth(QPainter(self))
        now = colours()
        painter.fillRect(0, 0, self.width(), 1, now.hairline)
        side = g(_PERSON)
        left = (self.width() - side) // 2 if self.narrow else g(14)
        box = QRect(left, (self.height() - side) // 2, side, side)
        draw_avatar(painter, box, self._name, ground=AvatarGround.RAIL)
        if self.narrow:
            return
        top = (self.height() - t(20) - t(18)) // 2
        room = QRect(g(54), top, self.width() - g(54) - g(8), t(20))
        words(painter, room, self._name, now.text, 13, SEMIBOLD)
        second = QRect(room.x(), top + t(20), room.width(), t(18))
        words(painter, second, self._title, now.text2, 12)


class Rail(Ground):
    """All places of this person.

    Args:
        places: those that exist, in order.
        name: who unlocked.
        title: what they are.
        parent: the owner.

    Signals:
        chosen: a `PageName`.
    """

    chosen = Signal(object)

    def __init__(
        self, places: Sequence[Destination], name: str, title: str, parent: QWidget | None = None
    ) -> None:
        super().__init__("rail", parent)
        self._places = tuple(places)
        self._items: dict[PageName, RailItem] = {}
        self._head = _RailHead()
        self._person = _RailPerson(name, title)
        self._narrow = False
        column = Column(self)
        column.addWidget(self._head)
        column.addSpacing(g(12))
        self._list = Column(gap=2, margins=(8, 0, 8, 0))
        column.addLayout(self._list, 1)
        column.addSpacing(g(10))
        column.addWidget(self._person)
        self._build()
        self.set_narrow(False)
        current().changed.connect(self._rescale)

    def _build(self) -> None:
        above = [each for each in self._places if not each.below]
        below = [each for each in self._places if each.below]
        plain = [each for each in above if not each.for_leads]
        for each in plain:
            self._list.addWidget(self._item(each))
        leads = [each for each in above if each.for_leads]
        if leads:
            self._list.addWidget(_RailGap())
        for each in leads:
            self._list.addWidget(self._item(each))
        self._list.addStretch(1)
        for each in below:
            self._list.addWidget(self._item(each))

    def _item(self, place: Destination) -> RailItem:
        item = RailItem(place, key_of(self._places, place.name))
        item.clicked.connect(self._clicked)
        if place.only_counted:
            item.hide()
        self._items[place.name] = item
        return item

    def _clicked(self) -> None:
        item = self.sender()
        assert isinstance(item, RailItem)
        self.chosen.emit(item.page)

    def item(self, name: PageName) -> RailItem | None:
        """Return the item of a page, None if it has none."""
        return self._items.get(name)

    def set_current(self, name: PageName) -> None:
        """Mark where one is; a page without an item marks none."""
        for each, item in self._items.items():
            item.setChecked(each is name)
        self._show_counted()

    def set_count(self, name: PageName, count: int) -> None:
        """Show how many wait on a page."""
        item = self._items.get(name)
        if item is not None:
            item.set_count(count)
            self._show_counted()

    def _show_counted(self) -> None:
        for place in self._places:
            if place.only_counted:
                item = self._items[place.name]
                item.setVisible(item.isChecked() or bool(item.count))

    def set_narrow(self, narrow: bool) -> None:  # noqa: FBT001  a setter of one truth
        """Show icons alone, or icons and words."""
        self._narrow = narrow
        for item in self._items.values():
            item.set_narrow(narrow)
        for part in (self._head, self._person):
            part.narrow = narrow
            part.update()
        self._rescale()

    def _rescale(self) -> None:
        self.setFixedWidth(g(Size.RAIL_NARROW) if self._narrow else t(Size.RAIL))

    def focus_current(self) -> None:
        """Put the keyboard on the place where one is."""
        chosen = [item for item in self._items.values() if item.isChecked()]
        (chosen or list(self._items.values()))[0].setFocus(Qt.FocusReason.ShortcutFocusReason)

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        super().paintEvent(event)
        QPainter(self).fillRect(self.width() - 1, 0, 1, self.height(), colours().hairline)


class _RailGap(QWidget):
    """The line between everyone's places and those of leads."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @override
    def sizeHint(self) -> QSize:
        return QSize(g(48), g(15))

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter = QPainter(self)
        box = self.rect().adjusted(g(12), 0, -g(12), 0)
        painter.fillRect(box.x(), self.height() // 2, box.width(), 1, colours().edge_soft)
