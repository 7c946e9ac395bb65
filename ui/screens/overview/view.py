"""The overview: greeting, my follow-ups, and beside them what else the day holds."""

from datetime import UTC, date, datetime
from typing import Final

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget
from typing_extensions import override

from helhedsplan_desktop.services.contact_views import AreaLabel
from helhedsplan_desktop.services.follow_ups import FollowUpGroups
from helhedsplan_desktop.services.overview import OverviewPage
from ui.day_words import greeting, long_date, week_words
from ui.language import translate
from ui.parts.follow_up_lines import first_lines, open_groups
from ui.parts.follow_up_list import PAD, FollowUpList
from ui.screens.overview.sections import (
    NEWS,
    LooseEndsPills,
    LooseEndsSection,
    NewsSection,
    RecentSection,
    WeekSection,
)
from ui.theme.icons import Icon
from ui.theme.theme import current, g, t
from ui.theme.tokens import Size, Tone
from ui.widgets.buttons import Button, Kind
from ui.widgets.labels import Hairline, Heading, Label
from ui.widgets.layouts import Column, Row
from ui.widgets.paragraph import Paragraph
from ui.widgets.surfaces import Ground, ScrollArea

SIDE: Final = 336
"""Width of the side column with its line, in design pixels."""

FOLDS_UNDER: Final = 560
"""The side column folds when the main column would get fewer text units."""

ONE_COLUMN_UNDER: Final = 700
"""What was folded stands in one column under so many text units, else in two."""

_TOP: Final = Qt.AlignmentFlag.AlignTop
_INSET: Final = (24, 0, 32, 0)

SHOWN: Final = 12
"""Follow-ups on the overview; the rest is one click away."""


class OverviewView(QWidget):
    """Shows an `OverviewPage`.

    Signals:
        done: id of a follow-up that is done.
        opened: id of a contact to open.
        wished: a loose end, by its kind.
        all_wished: the page of all follow-ups.
        plan_wished: the form of a new follow-up.
        news_read: the news up to a moment, in ms since 1970 UTC, may go.
    """

    done = Signal(object)
    opened = Signal(object)
    wished = Signal(str)
    all_wished = Signal()
    plan_wished = Signal()
    news_read = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._page: OverviewPage | None = None
        self._areas: tuple[AreaLabel, ...] = ()
        self._now = datetime.min.replace(tzinfo=UTC)
        self._veiled = False
        self._arrangement: tuple[bool, bool] | None = None
        self._greeting = Heading("", 26)
        self._date = Label("", tone=Tone.TEXT2)
        self._pills = LooseEndsPills()
        self._all = Button("", Kind.LINK, height=32)
        self._none = Paragraph("", tone=Tone.TEXT2)
        self._plan = Button(
            translate("Overview", "Plan follow-up"), icon=Icon.PLUS, height=Size.BUTTON_SMALL
        )
        self._first = QWidget()
        self._list = FollowUpList(
            translate("Overview", "My follow-ups"), grows=True, starts_on_circle=True
        )
        self._ends = LooseEndsSection()
        self._news = NewsSection()
        self._recent = RecentSection()
        self._week = WeekSection()
        self._build()
        self._connect()

    def show_page(self, page: OverviewPage, areas: tuple[AreaLabel, ...], now: datetime) -> None:
        """Show a page.

        Args:
            page: what there is.
            areas: the focus areas by name.
            now: the present moment, local and aware.
        """
        self._page, self._areas, self._now = page, areas, now
        self._refresh()

    def set_veiled(self, veiled: bool) -> None:  # noqa: FBT001  a setter of one truth
        """Show initials and bars instead of names and words, or show them again."""
        self._veiled = veiled
        self._refresh()

    def focus_first(self) -> None:
        """Put the keyboard where the work begins."""
        (self._list if self._list.lines() else self._plan).setFocus()

    def _build(self) -> None:
        self._main = QWidget()
        column = Column(self._main, margins=(0, 19, 0, 24))
        head = Column(margins=_INSET)
        head.addWidget(self._greeting)
        head.addSpacing(g(1))
        head.addWidget(self._date)
        head.addSpacing(g(14))
        head.addWidget(self._pills)
        head.addSpacing(g(12))
        title = Row()
        title.addWidget(Heading(translate("Overview", "My follow-ups"), 16))
        title.addStretch()
        title.addWidget(self._all)
        head.addLayout(title)
        self._none.setContentsMargins(0, 4, 0, 0)
        head.addWidget(self._none)
        first = Row(self._first, margins=(0, 12, 0, 0))
        first.addWidget(self._plan)
        first.addStretch()
        head.addWidget(self._first)
        column.addLayout(head)
        wide = Column(margins=(24 - PAD, 0, 32 - PAD, 0))
        wide.addWidget(self._list)
        column.addLayout(wide)
        below = Column(margins=_INSET)
        below.addSpacing(g(26))
        self._below = QWidget()
        self._below_news = Column(margins=(0, 0, 0, 26))
        below.addLayout(self._below_news)
        self._below_grid = QGridLayout(self._below)
        self._below_grid.setContentsMargins(0, 0, 0, 0)
        below.addWidget(self._below)
        column.addLayout(below)
        column.addStretch()
        self._scroll = ScrollArea(self._main)
        self._build_side()
        row = Row(self)
        row.addWidget(self._scroll, 1)
        row.addWidget(self._side)
        self._place()

    def _build_side(self) -> None:
        self._side = Ground("sunken")
        beside = Row(self._side)
        beside.addWidget(Hairline(upright=True))
        self._side_content = QWidget()
        self._side_column = Column(self._side_content, gap=26, margins=(24, 22, 24, 24))
        self._side_column.addWidget(self._ends)
        self._side_column.addStretch()
        beside.addWidget(ScrollArea(self._side_content))

    def _connect(self) -> None:
        self._list.done.connect(self.done)
        self._list.contact_wished.connect(self.opened)
        self._list.moved_to.connect(self._keep_in_view)
        self._all.clicked.connect(self._wish_all)
        self._plan.clicked.connect(self._wish_plan)
        self._ends.wished.connect(self.wished)
        self._pills.wished.connect(self._tie)
        self._recent.opened.connect(self.opened)
        self._news.opened.connect(self.opened)
        self._news.read.connect(self.news_read)
        current().changed.connect(self._rescaled)

    def _wish_all(self) -> None:
        self.all_wished.emit()

    def _wish_plan(self) -> None:
        self.plan_wished.emit()

    def _keep_in_view(self, box: QRect) -> None:
        """Scroll so that the current line of the list, which itself never scrolls, is seen."""
        inside = box.translated(self._list.mapTo(self._main, box.topLeft()) - box.topLeft())
        centre = inside.center()
        self._scroll.ensureVisible(centre.x(), centre.y(), 0, inside.height())

    def _rescaled(self) -> None:
        self._place()
        self._refresh()

    @override
    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        """Put the sections beside the follow-ups or below them, as there is room."""
        folded = (self.width() - t(SIDE)) / current().scale < FOLDS_UNDER
        narrow = self.width() / current().scale < ONE_COLUMN_UNDER
        self._side.setFixedWidth(t(SIDE))
        self._side.setVisible(not folded)
        self._below.setVisible(folded)
        self._pills.setVisible(folded and self._has_ends())
        arrangement = (folded, narrow)
        if arrangement == self._arrangement:
            return
        self._arrangement = arrangement
        if not folded:
            for at, section in enumerate((self._news, self._recent, self._week)):
                self._side_column.insertWidget(at + 1, section)
            return
        self._below_news.addWidget(self._news)
        self._below_grid.setHorizontalSpacing(g(32))
        self._below_grid.setVerticalSpacing(g(26))
        self._below_grid.addWidget(self._recent, 0, 0, _TOP)
        self._below_grid.addWidget(self._week, *((1, 0) if narrow else (0, 1)), _TOP)
        self._below_grid.setColumnStretch(0, 1)
        self._below_grid.setColumnStretch(1, 0 if narrow else 1)

    def _tie(self, kind: str) -> None:
        """Go to the news, which stand below where there is no side column, or to a loose end."""
        if kind == NEWS:
            self._scroll.ensureWidgetVisible(self._news)
        else:
            self.wished.emit(kind)

    def _has_ends(self) -> bool:
        page = self._page
        return page is not None and bool(page.loose_ends or page.news)

    def _refresh(self) -> None:
        page = self._page
        if page is None:
            return
        today = self._now.date()
        self._greeting.setText(greeting(page.name, self._now))
        self._date.setText(f"{long_date(today)} · {week_words(today)}")
        self._show_follow_ups(page.follow_ups, today)
        self._ends.show_ends(page.loose_ends, self._now, veiled=self._veiled)
        news = len(page.news)
        self._pills.show_ends(page.loose_ends, news, self._now, veiled=self._veiled)
        self._pills.setVisible(
            bool(self._arrangement and self._arrangement[0]) and self._has_ends()
        )
        self._news.show_news(page.news, self._now, veiled=self._veiled)
        self._recent.show_recent(page.recent, self._now, veiled=self._veiled)
        self._week.show_week(page, self._now)

    def _show_follow_ups(self, groups: FollowUpGroups, today: date) -> None:
        shown = first_lines(open_groups(groups, self._areas, today, later=False), SHOWN)
        self._list.show_groups(shown, veiled=self._veiled)
        self._list.setVisible(bool(shown))
        total = groups.open_count
        self._all.setText(translate("Overview", "Show all %n", None, total))
        self._all.setVisible(bool(total))
        self._none.setText(
            translate("Overview", "No follow-ups today. Those you plan will stand here.")
            if not total
            else translate("Overview", "Nothing is due this week.")
        )
        self._none.setVisible(not shown)
        self._first.setVisible(not total)
