"""The page of conflicts: two versions side by side, one decision each."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget
from typing_extensions import override

from helhedsplan_desktop.foundation.clock import instant
from ui.day_words import at_time, date_words
from ui.language import translate
from ui.screens.conflicts.comparison import Comparison, title_of
from ui.screens.conflicts.grid import VersionsGrid, age_words, same_words, subtitle_of
from ui.screens.conflicts.merge_view import MergeView, keep_keys_inside
from ui.theme.icons import Icon
from ui.theme.theme import colours, current
from ui.theme.tokens import Tone
from ui.widgets.banner import Banner
from ui.widgets.buttons import Button, IconButton, Kind
from ui.widgets.empty_page import EmptyPage
from ui.widgets.labels import Hairline, Heading, Label
from ui.widgets.layouts import Column, Row
from ui.widgets.paragraph import Paragraph
from ui.widgets.surfaces import Ground, ScrollArea

LOW_UNDER: Final = 420
"""Text units of height under which the versions need the room of the banner."""

LEFT = "left"
RIGHT = "right"
BOTH = "both"


@dataclass(frozen=True, slots=True)
class ConflictsShown:
    """The conflicts that wait, and the present moment, local and aware."""

    conflicts: tuple[Comparison, ...]
    now: datetime


class ConflictsView(QWidget):
    """Shows `ConflictsShown`, one conflict at a time.

    Signals:
        settled: a `Comparison` and `left`, `right` or `both`.
        merge_wished: the `Comparison` to be merged by hand.
        later: the person decides later; the page may be left.
    """

    settled = Signal(object, str)
    merge_wished = Signal(object)
    later = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown = ConflictsShown((), datetime.min)  # noqa: DTZ901  stands until the first show
        self._at = 0
        self._veiled = False
        self._low = False
        self._title = Heading("")
        self._subtitle = Label("", tone=Tone.TEXT2)
        self._place = Label("", tone=Tone.TEXT2, elide=False)
        self._before = IconButton(
            Icon.CARET_LEFT, translate("Conflicts", "Previous conflict"), key="Alt+Left"
        )
        self._next = IconButton(
            Icon.CARET_RIGHT, translate("Conflicts", "Next conflict"), key="Alt+Right"
        )
        self._banner = Banner("")
        self._grid = VersionsGrid()
        self._same = Paragraph("", tone=Tone.TEXT2)
        self._told = Paragraph("", tone=Tone.TEXT2)
        self._both = Button(translate("Conflicts", "Keep both"), icon=Icon.COPY, key="3")
        self._merge = Button(translate("Conflicts", "Merge yourself"), icon=Icon.GIT_MERGE, key="4")
        self._later = Button(translate("Conflicts", "Decide later"), Kind.GHOST, key="Esc")
        lesson = EmptyPage(
            translate("Conflicts", "No conflicts"),
            translate(
                "Conflicts",
                "When two people changed the same thing without a network, both versions are kept"
                " here\nuntil somebody chooses. Nothing is lost meanwhile.",
            ),
        )
        self._empty = ScrollArea(lesson)
        self.merge = MergeView()
        self._stack = QStackedWidget()
        self._build()
        self._connect()

    def show_conflicts(self, shown: ConflictsShown) -> None:
        """Show what waits; the one on screen stays if it still waits."""
        on_screen = self._current()
        self._shown = shown
        places = {each.rid: at for at, each in enumerate(shown.conflicts)}
        if on_screen is not None and on_screen.rid in places:
            self._at = places[on_screen.rid]
        self._at = max(min(self._at, len(shown.conflicts) - 1), 0)
        self._refresh()

    def open(self, rid: bytes) -> None:
        """Show the conflict of one record, if it waits."""
        for at, each in enumerate(self._shown.conflicts):
            if each.rid == rid:
                self._at = at
                self._refresh()

    def set_veiled(self, veiled: bool) -> None:  # noqa: FBT001  a setter of one truth
        """Show initials and bars instead of names and words, or show them again."""
        self._veiled = veiled
        if veiled and self._stack.currentWidget() is self.merge:
            self.merge.cancelled.emit()
        self._refresh()

    def begin_merge(self, shown: Comparison, text: str | None, choices: dict[str, str]) -> None:
        """Open the merging of one conflict by hand.

        Args:
            shown: what to merge.
            text: the draft of the merged text; None to begin with both versions' words.
            choices: path to `left` or `right` as the draft had them.
        """
        self.merge.begin(shown, self._when, text, choices)
        self._stack.setCurrentWidget(self.merge)

    def end_merge(self) -> None:
        """Go back to the two versions."""
        self._stack.setCurrentWidget(self._page if self._shown.conflicts else self._empty)
        self.focus_first()

    def focus_first(self) -> None:
        """Take the keyboard, so that the page's keys work."""
        if self._stack.currentWidget() is self._page:
            self._page.setFocus()

    def _build(self) -> None:
        self._page = QWidget()
        column = Column(self._page)
        body = Column(gap=0, margins=(24, 18, 24, 12))
        head = Row(gap=4)
        names = Column(gap=2)
        names.addWidget(self._title)
        names.addWidget(self._subtitle)
        head.addLayout(names, 1)
        for widget in (self._before, self._place, self._next):
            head.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
        body.addLayout(head)
        body.addSpacing(12)
        body.addWidget(self._banner)
        body.addSpacing(16)
        body.addWidget(self._grid, 1)
        body.addSpacing(12)
        self._beside = Column()
        body.addLayout(self._beside)
        self._notes = QWidget()
        notes = Column(self._notes)
        self._same_line = QWidget()
        for line, icon, words in (
            (self._same_line, Icon.EQUALS, self._same),
            (QWidget(), Icon.BELL, self._told),
        ):
            row = Row(line, margins=(0, 0, 0, 2))
            sign = Label("", icon=icon, tone=Tone.TEXT2)
            row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(words, 1)
            notes.addWidget(line)
        self._beside.addWidget(self._notes)
        column.addLayout(body, 1)
        column.addWidget(self._footer())
        for page in (self._page, self._empty, self.merge):
            self._stack.addWidget(page)
        self._page.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        keep_keys_inside(self._page, self._later)
        whole = Column(self)
        whole.addWidget(self._stack)

    def _footer(self) -> QWidget:
        foot = Ground("surface")
        column = Column(foot)
        column.addWidget(Hairline())
        row = Row(gap=8, margins=(24, 13, 24, 13))
        row.addWidget(self._both)
        row.addWidget(self._merge)
        row.addStretch()
        row.addWidget(self._later)
        column.addLayout(row)
        return foot

    def _connect(self) -> None:
        self._before.clicked.connect(self._go_back)
        self._next.clicked.connect(self._go_on)
        self._grid.left_kept.connect(self._keep_left)
        self._grid.right_kept.connect(self._keep_right)
        self._both.clicked.connect(self._keep_both)
        self._merge.clicked.connect(self._wish_merge)
        self._later.clicked.connect(self._decide_later)
        self.merge.cancelled.connect(self.end_merge)
        current().changed.connect(self._refresh)
        current().changed.connect(self._make_room)

    def _current(self) -> Comparison | None:
        conflicts = self._shown.conflicts
        return conflicts[self._at] if self._at < len(conflicts) else None

    def _refresh(self) -> None:
        shown = self._current()
        if shown is None:
            if self._stack.currentWidget() is not self.merge:
                self._stack.setCurrentWidget(self._empty)
            return
        if self._stack.currentWidget() is self._empty:
            self._stack.setCurrentWidget(self._page)
        count = len(self._shown.conflicts)
        self._title.setText(title_of(shown.noun))
        about = subtitle_of(shown, veiled=self._veiled)
        arose = age_words(shown, self._shown.now)
        self._subtitle.setText(f"{about} · {arose}" if about else arose)
        self._place.setText(
            translate("Conflicts", "{number} of {count}").format(number=self._at + 1, count=count)
        )
        self._before.setEnabled(self._at > 0)
        self._next.setEnabled(self._at < count - 1)
        self._banner.set_text(_advice(shown))
        self._grid.show_comparison(shown, self._when, veiled=self._veiled)
        self._same.setText("" if self._veiled else same_words(shown))
        self._same_line.setVisible(bool(self._same.text()))
        self._told.setText(_told_words(shown))
        self._told.setToolTip(_advice(shown))
        self._both.setVisible(shown.can_keep_both)
        self._merge.setVisible(shown.can_merge and not self._veiled)

    def _when(self, at: int) -> str:
        moment = instant(at).astimezone()
        return at_time(date_words(moment.date(), self._shown.now.date()), moment)

    def _go_back(self) -> None:
        self._at -= 1
        self._refresh()

    def _go_on(self) -> None:
        self._at += 1
        self._refresh()

    def _keep_left(self) -> None:
        self._settle(LEFT)

    def _keep_right(self) -> None:
        self._settle(RIGHT)

    def _keep_both(self) -> None:
        self._settle(BOTH)

    def _settle(self, choice: str) -> None:
        shown = self._current()
        if shown is not None:
            self.settled.emit(shown, choice)

    def _wish_merge(self) -> None:
        shown = self._current()
        if shown is not None:
            self.merge_wished.emit(shown)

    def _decide_later(self) -> None:
        """Show the next one that waits; after the last one the page may be left."""
        if self._at + 1 < len(self._shown.conflicts):
            self._go_on()
        else:
            self.later.emit()

    @override
    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        """In a low window the notes scroll with the fields, and the advice is their tip."""
        low = self.height() / current().scale < LOW_UNDER
        if low == self._low:
            return
        self._low = low
        self._banner.setVisible(not low)
        if low:
            self._grid.take_foot(self._notes)
        else:
            self._beside.addWidget(self._notes)

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        QPainter(self).fillRect(event.rect(), colours().canvas)


def _advice(shown: Comparison) -> str:
    if shown.deletion:
        return translate(
            "Conflicts",
            "It was deleted on another computer, but somebody changed it."
            " It is kept until someone decides.",
        )
    return translate("Conflicts", "Choose what applies. The other version stays in the history.")


def _told_words(shown: Comparison) -> str:
    names = {each.author_name for each in (shown.left, shown.right) if not each.mine}
    told = " & ".join(sorted(name.split()[0] for name in names if name))
    if not told:
        return translate("Conflicts", "Nothing is lost.")
    return translate("Conflicts", "{name} is told what you choose. Nothing is lost.").format(
        name=told
    )
