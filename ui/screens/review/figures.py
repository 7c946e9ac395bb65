"""Below the list: open contacts per worker, and what each laptop last told."""

from datetime import datetime
from enum import Enum, auto
from typing import Final

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from helhedsplan_desktop.foundation.clock import instant
from helhedsplan_desktop.rules.overdue import SILENT_LAPTOP_DAYS
from helhedsplan_desktop.services.reviewing import Laptop, Load
from ui.day_words import freshness
from ui.language import number, translate
from ui.theme.icons import Icon
from ui.theme.theme import colours, current, g, t
from ui.theme.tokens import SEMIBOLD, Tone
from ui.widgets.labels import Hairline, Heading, Label
from ui.widgets.layouts import Column, Row, discard
from ui.widgets.painting import RIGHT, round_box, smooth, words
from ui.widgets.surfaces import ScrollArea

_LINE: Final = 24
_NAME_WIDTH: Final = 136
_NUMBER_WIDTH: Final = 36
_NO_LIMIT: Final = (1 << 24) - 1  # Qt's own; PySide does not hand the constant out
_BAR_ROOM: Final = 10
"""Left free at the right, where the scroll bar may stand."""

_LINES: Final = 4
_LINES_IN_A_LOW_WINDOW: Final = 2
"""Lines seen without scrolling."""


class Place(Enum):
    """Where the figures stand."""

    BELOW = auto()  # below the list
    BELOW_LOW = auto()  # below the list in a low window: fewer lines
    ALONE = auto()  # in place of the list, where both do not fit


class LoadBars(QWidget):
    """Open contacts per worker as bars, alphabetically: a spread, never a ranking."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._loads: tuple[Load, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_loads(self, loads: tuple[Load, ...]) -> None:
        """Show these workers, in the order given."""
        self._loads = loads
        told = "; ".join(f"{_worker(each)}: {each.open}" for each in loads)
        self.setAccessibleName(translate("Review", "Cases per worker"))
        self.setAccessibleDescription(told)
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(t(260), max(len(self._loads), 1) * t(_LINE))

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter = smooth(QPainter(self))
        now = colours()
        most = max((each.open for each in self._loads), default=1)
        left = t(_NAME_WIDTH) + g(8)
        right = self.width() - _BAR_ROOM
        room = right - left - t(_NUMBER_WIDTH)
        for at, load in enumerate(self._loads):
            line = QRect(0, at * t(_LINE), right, t(_LINE))
            name = QRect(0, line.y(), t(_NAME_WIDTH), line.height())
            words(painter, name, _worker(load), now.text, 12)
            wide = max(round(room * load.open / most), g(8))
            tall = g(8)
            bar = QRect(left, line.y() + (line.height() - tall) // 2, wide, tall)
            round_box(painter, bar, tall / 2, now.accent if load.user else now.edge)
            words(painter, line, number(load.open), now.text, 12, SEMIBOLD, RIGHT, tabular=True)


def _worker(load: Load) -> str:
    return load.name or translate("Review", "Nobody")


class ReviewFigures(QWidget):
    """The strip below the list."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bars = LoadBars()
        self._laptops = QWidget()
        self._lines = Column(self._laptops)
        whole = Column(self)
        self._line = Hairline()
        whole.addWidget(self._line)
        row = Row(gap=24, margins=(24, 12, 24, 12))
        self._scrolls: list[ScrollArea] = []
        self._place = Place.BELOW
        self._reported = Label("", size=12, tone=Tone.TEXT2)
        row.addLayout(self._side(translate("Review", "Cases per worker"), self._bars), 1)
        row.addWidget(Hairline(upright=True))
        laptops = self._side(translate("Review", "Laptops"), self._laptops, self._reported)
        row.addLayout(laptops, 1)
        whole.addLayout(row)
        self._rescale()
        current().changed.connect(self._rescale)

    def show_figures(
        self, loads: tuple[Load, ...], laptops: tuple[Laptop, ...], now: datetime
    ) -> None:
        """Show the spread and the laptops."""
        self._bars.show_loads(loads)
        while (item := self._lines.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                discard(widget)
        owners = [laptop.member_name for laptop in laptops]
        for laptop in sorted(laptops, key=is_silent, reverse=True):
            several = owners.count(laptop.member_name) > 1
            self._lines.addWidget(_LaptopLine(laptop, now, named=several))
        self._reported.setText(_reported_words(laptops))
        if not laptops:
            none = translate("Review", "No laptop has reported yet.")
            self._lines.addWidget(Label(none, size=12, tone=Tone.TEXT2))
        self._lines.addStretch()

    def set_place(self, place: Place) -> None:
        """Take as much room as there is."""
        self._place = place
        self._line.setVisible(place is not Place.ALONE)
        self._rescale()

    def _side(self, title: str, content: QWidget, told: Label | None = None) -> Column:
        column = Column(gap=4)
        head = Row(gap=12)
        head.addWidget(Heading(title, 13))
        head.addStretch()
        if told is not None:
            head.addWidget(told)
        column.addLayout(head)
        scroll = ScrollArea(content)
        self._scrolls.append(scroll)
        column.addWidget(scroll)
        return column

    def _rescale(self) -> None:
        for scroll in self._scrolls:
            if self._place is Place.ALONE:
                scroll.setMinimumHeight(0)
                scroll.setMaximumHeight(_NO_LIMIT)
            else:
                lines = _LINES if self._place is Place.BELOW else _LINES_IN_A_LOW_WINDOW
                scroll.setFixedHeight(lines * t(_LINE))


class _LaptopLine(QWidget):
    """One laptop: whose, and its last report; amber when it has been silent."""

    def __init__(self, laptop: Laptop, now: datetime, *, named: bool) -> None:
        super().__init__()
        silent = is_silent(laptop)
        whose = Label(
            f"{laptop.member_name} · {laptop.name}" if named else laptop.member_name,
            size=12,
            tone=Tone.AMBER if silent else Tone.TEXT,
            icon=Icon.WARNING_CIRCLE if silent else Icon.CHECK_CIRCLE,
            icon_tone=Tone.AMBER_ICON if silent else Tone.GREEN_ICON,
        )
        when = Label(
            last_report_words(laptop, now),
            size=12,
            tone=Tone.AMBER if silent else Tone.TEXT2,
            elide=False,
        )
        self.setToolTip(laptop.name)
        if silent:
            missing = translate("Review", "Notes from this laptop may be missing in the figures.")
            self.setToolTip("\n".join(part for part in (laptop.name, missing) if part))
            self.setAccessibleDescription(missing)
        self.setAccessibleName(f"{whose.text()}, {when.text()}")
        row = Row(self, gap=8, margins=(0, 3, _BAR_ROOM, 3))
        row.addWidget(whose, 1)
        row.addWidget(when)


def is_silent(laptop: Laptop) -> bool:
    """Return whether a laptop has not told of itself for so long that figures may be missing."""
    return laptop.days_silent > SILENT_LAPTOP_DAYS or not laptop.synced_at


def _reported_words(laptops: tuple[Laptop, ...]) -> str:
    """Return how many have reported since yesterday."""
    lately = sum(bool(each.synced_at) and each.days_silent <= 1 for each in laptops)
    return translate("Review", "{some} of {all} since yesterday").format(
        some=lately, all=len(laptops)
    )


def last_report_words(laptop: Laptop, now: datetime) -> str:
    """Return when a laptop last told how it stands."""
    if not laptop.synced_at:
        return translate("Review", "Never reported")
    if laptop.days_silent > SILENT_LAPTOP_DAYS:
        return translate("Review", "Silent for %n days", None, laptop.days_silent)
    return freshness(instant(laptop.synced_at).astimezone(), now)
