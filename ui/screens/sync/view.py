"""The sync page: where syncing stands, what waits, what needs the person, what happened."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from helhedsplan_desktop.foundation.clock import instant
from helhedsplan_desktop.services.parcels import ParcelView
from helhedsplan_desktop.services.reviewing import Laptop
from helhedsplan_desktop.services.syncing import (
    LogLine,
    QuarantinedItem,
    RefusedItem,
    SyncStatus,
    WaitingDeletions,
    WaitingItem,
)
from ui.day_words import clock_time, day_words, freshness, upper_first
from ui.doorway import name_shown
from ui.language import translate
from ui.screens.sync import words
from ui.screens.sync.needed import DoubtShown, ForkShown, NeededCards
from ui.theme.icons import Icon
from ui.theme.theme import current, t
from ui.theme.tokens import SEMIBOLD, Size, Tone
from ui.widgets.banner import Banner
from ui.widgets.buttons import Button, Kind
from ui.widgets.glyph import Glyph
from ui.widgets.labels import Hairline, Heading, Label
from ui.widgets.layouts import Column, Row, discard
from ui.widgets.paragraph import Paragraph
from ui.widgets.surfaces import Ground, ScrollArea

LINES_SHOWN: Final = 12
WAITING_SHOWN: Final = 20
SILENT_DAYS: Final = 7
SIDE: Final = 332
NARROW_SIDE: Final = 264
MAIN: Final = 560
TIME: Final = 36
"""Widths in design pixels: the right-hand column, the same in a narrow window, the main column,
a time of day in the log."""


@dataclass(frozen=True, slots=True)
class SyncShown:
    """Everything on the page; `laptops` is empty for anyone but a lead."""

    status: SyncStatus
    waiting: tuple[WaitingItem, ...]
    refused: tuple[RefusedItem, ...]
    aside: tuple[QuarantinedItem, ...]
    deletions: tuple[WaitingDeletions, ...]
    laptops: tuple[Laptop, ...]
    log: tuple[LogLine, ...]
    me: bytes
    doubted: tuple[DoubtShown, ...] = ()
    parcels: tuple[ParcelView, ...] = ()
    unsealed: frozenset[bytes] = frozenset()
    fork: ForkShown | None = None


class SyncView(QWidget):
    """Shows `SyncShown`.

    Signals:
        sync_wished: the person wants to sync now.
        conflicts_wished: the person wants to settle conflicts.
        opened: a `RefusedItem` to look at.
        again_wished: a `RefusedItem` to offer once more.
        hand_over_wished: a `RefusedItem` that a lead shall take over.
        deletions_answered: a space, and True if the deletions in it are right.
        doubt_answered: a laptop, and True if it may go on.
        parcel_wished: a parcel to take over.
        fork_settled: the members' list shall be brought together.
    """

    sync_wished = Signal()
    conflicts_wished = Signal()
    opened = Signal(object)
    again_wished = Signal(object)
    hand_over_wished = Signal(object)
    deletions_answered = Signal(object, bool)
    doubt_answered = Signal(object, bool)
    parcel_wished = Signal(object)
    fork_settled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._veiled = False
        self._whole_log = False
        self._shown: SyncShown | None = None
        self._now: datetime | None = None
        self._glyph = Glyph(Icon.CLOUD_CHECK, 24, Tone.SELECT, disc=56)
        self._headline = Paragraph("", size=16, weight=SEMIBOLD)
        self._second = Paragraph("", tone=Tone.TEXT2)
        self._button = Button(
            translate("Sync", "Sync now"), Kind.PRIMARY, icon=Icon.ARROWS_CLOCKWISE, height=44
        )
        self._banner = Banner("", icon=Icon.CLOUD_SLASH)
        self._sections = QWidget()
        self._list = Column(self._sections)
        self._side = QWidget()
        self._side_list = Column(self._side, margins=(24, 22, 24, 24))
        self._build()
        self._button.clicked.connect(self.sync_wished)

    def focus_first(self) -> None:
        """Put the keyboard on the page's one button."""
        self._button.setFocus()

    def set_veiled(self, veiled: bool) -> None:  # noqa: FBT001  a setter of one truth
        """Hide names, or show them again."""
        self._veiled = veiled
        if self._shown is not None and self._now is not None:
            self.show_sync(self._shown, self._now)

    def show_status(self, status: SyncStatus, now: datetime) -> None:
        """Show where syncing stands; the rest of the page stays."""
        self._headline.setText(words.headline(status))
        self._second.setText(words.second_line(status, now))
        self._glyph.set_icon(words.sign(status))
        self._button.setEnabled(status.enrolled and not status.active)
        told = words.banner_words(status)
        self._banner.set_text(told)
        self._banner.setVisible(bool(told))

    def show_sync(self, shown: SyncShown, now: datetime) -> None:
        """Show the whole page."""
        self._shown, self._now = shown, now
        self.show_status(shown.status, now)
        _empty(self._list)
        self._show_waiting(shown, now)
        self._show_needed(shown)
        self._list.addStretch()
        _empty(self._side_list)
        if shown.laptops:
            self._show_laptops(shown, now)
        self._show_log(shown, now)
        self._side_list.addStretch()

    def _build(self) -> None:
        head = Row(gap=18)
        head.addWidget(self._glyph)
        texts = Column(gap=2)
        texts.addWidget(self._headline)
        texts.addWidget(self._second)
        head.addLayout(texts, 1)
        head.addWidget(self._button)
        content = QWidget()
        column = Column(content, gap=20, margins=(24, 22, 24, 24))
        column.addWidget(Heading(translate("Sync", "Syncing")))
        column.addLayout(head)
        column.addWidget(self._banner)
        column.addWidget(self._sections, 1)
        side = Ground("sunken")
        Column(side).addWidget(ScrollArea(self._side))
        self._side_ground = side
        current().changed.connect(self._rescale)
        self._rescale()
        row = Row(self)
        row.addWidget(ScrollArea(content), 1)
        row.addWidget(Hairline(upright=True))
        row.addWidget(side)

    def _rescale(self) -> None:
        """Give the side its width, but never so much that the main column becomes cramped."""
        room = self.width() - t(MAIN)
        self._side_ground.setFixedWidth(max(t(NARROW_SIDE), min(t(SIDE), room)))

    @override
    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        self._rescale()

    def _show_waiting(self, shown: SyncShown, now: datetime) -> None:
        if not shown.waiting:
            return
        self._list.addLayout(_title(translate("Sync", "Waiting to be sent"), shown.status.unsent))
        for item in shown.waiting[:WAITING_SHOWN]:
            who = name_shown(item.title, veiled=self._veiled) if item.title else ""
            when = freshness(instant(item.at).astimezone(now.tzinfo), now) if item.at else ""
            icon = words.noun_icon(item.noun)
            self._list.addWidget(_line(icon, words.noun_words(item.noun), who, when))
        more = len(shown.waiting) - WAITING_SHOWN
        if more > 0:
            rest = translate("Sync", "and %n more", None, more)
            self._list.addWidget(Label(rest, size=12, tone=Tone.TEXT2))
        self._list.addSpacing(12)

    def _show_needed(self, shown: SyncShown) -> None:
        conflicts = shown.status.conflicts
        parcels = tuple(each for each in shown.parcels if not each.taken)
        count = conflicts + len(shown.deletions) + len(shown.refused) + len(shown.aside)
        count += len(shown.doubted) + len(parcels) + (shown.fork is not None)
        if not count:
            return
        self._list.addLayout(_title(translate("Sync", "Needs you"), count))
        self._list.addSpacing(8)
        cards = NeededCards()
        if conflicts:
            cards.add_conflicts(conflicts)
        if shown.fork is not None:
            cards.add_fork(shown.fork)
        for waiting in shown.deletions:
            cards.add_deletions(waiting)
        for doubt in shown.doubted:
            cards.add_doubt(doubt)
        for parcel in parcels:
            cards.add_parcel(parcel, sealed=parcel.parcel not in shown.unsealed)
        for refused in shown.refused:
            cards.add_refused(refused, veiled=self._veiled)
        for aside in shown.aside:
            cards.add_aside(aside)
        cards.conflicts_wished.connect(self.conflicts_wished)
        cards.opened.connect(self.opened)
        cards.again_wished.connect(self.again_wished)
        cards.hand_over_wished.connect(self.hand_over_wished)
        cards.deletions_answered.connect(self.deletions_answered)
        cards.doubt_answered.connect(self.doubt_answered)
        cards.parcel_wished.connect(self.parcel_wished)
        cards.fork_settled.connect(self.fork_settled)
        self._list.addWidget(cards)

    def _show_laptops(self, shown: SyncShown, now: datetime) -> None:
        self._side_list.addWidget(Heading(translate("Sync", "The team's computers"), 16))
        for laptop in shown.laptops:
            mine = laptop.device == shown.me
            name = translate("Sync", "Your computer") if mine else laptop.name
            silent = laptop.days_silent > SILENT_DAYS
            when = translate("Sync", "never")
            if silent and laptop.synced_at:
                when = translate("Sync", "%n day(s) ago", None, laptop.days_silent)
            elif laptop.synced_at:
                when = _when(instant(laptop.synced_at).astimezone(now.tzinfo), now)
            self._side_list.addWidget(
                _line(Icon.LAPTOP, name, laptop.member_name, when, amber=silent)
            )
        self._side_list.addSpacing(20)

    def _show_log(self, shown: SyncShown, now: datetime) -> None:
        self._side_list.addLayout(self._log_head(len(shown.log)))
        if not shown.log:
            self._side_list.addWidget(
                Paragraph(translate("Sync", "Nothing has been synced yet."), tone=Tone.TEXT2)
            )
        day = now.date()
        for line in shown.log[: len(shown.log) if self._whole_log else LINES_SHOWN]:
            moment = instant(line.at).astimezone(now.tzinfo)
            if moment.date() != day:
                day = moment.date()
                named = Label(upper_first(day_words(day, now.date())), size=12, weight=SEMIBOLD)
                self._side_list.addSpacing(8)
                self._side_list.addWidget(named)
            self._side_list.addWidget(_LogRow(clock_time(moment), words.event_words(line)))

    def _log_head(self, lines: int) -> Row:
        row = Row(gap=8)
        row.addWidget(Heading(translate("Sync", "What happened"), 16))
        row.addStretch()
        if lines > LINES_SHOWN:
            less = translate("Sync", "Show less")
            more = less if self._whole_log else translate("Sync", "Show more")
            button = Button(more, Kind.LINK, height=Size.BUTTON_SMALL)
            button.clicked.connect(self._turn_log)
            row.addWidget(button)
        return row

    def _turn_log(self) -> None:
        """Show the whole log, or its newest lines again."""
        self._whole_log = not self._whole_log
        if self._shown is not None and self._now is not None:
            self.show_sync(self._shown, self._now)


class _LogRow(QWidget):
    """A time of day and what happened; all sentences stand in one column."""

    def __init__(self, time: str, said: str) -> None:
        super().__init__()
        row = Row(self, gap=12, margins=(0, 4, 0, 4))
        self._time = Label(time, size=12, tone=Tone.TEXT2, tabular=True, elide=False)
        row.addWidget(self._time, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(Paragraph(said, tone=Tone.TEXT2), 1)
        current().changed.connect(self._rescale)
        self._rescale()

    def _rescale(self) -> None:
        self._time.setFixedWidth(t(TIME))


def _when(moment: datetime, now: datetime) -> str:
    """Return a time short enough for the narrow column: the hour today, else the day too."""
    return clock_time(moment) if moment.date() == now.date() else freshness(moment, now)


def _title(text: str, count: int) -> Row:
    row = Row(gap=8)
    row.addWidget(Heading(text, 16))
    row.addWidget(Label(str(count), tone=Tone.TEXT2))
    row.addStretch()
    return row


def _line(icon: Icon, first: str, second: str, right: str = "", *, amber: bool = False) -> QWidget:
    """Return one row of 52: icon, two lines of words, words at the right, a hairline below."""
    box = QWidget()
    column = Column(box)
    row = Row(gap=14, margins=(2, 7, 2, 7))
    row.addWidget(Glyph(icon, 20, Tone.TEXT2, line=20))
    texts = Column()
    texts.addWidget(Label(first))
    if second:
        texts.addWidget(Label(second, size=12, tone=Tone.TEXT2))
    row.addLayout(texts, 1)
    if right:
        tone = Tone.AMBER if amber else Tone.TEXT2
        row.addWidget(Label(right, size=12, tone=tone, icon=Icon.WARNING_CIRCLE if amber else None))
    column.addLayout(row)
    column.addWidget(Hairline())
    return box


def _empty(column: Column) -> None:
    """Take everything out of a column."""
    while (item := column.takeAt(0)) is not None:
        widget, layout = item.widget(), item.layout()
        if widget is not None:
            discard(widget)
        elif isinstance(layout, Column | Row):
            _empty(layout)  # type: ignore[arg-type]  # a Row empties like a Column
            layout.deleteLater()
