"""The two versions in one grid, so that their rows share heights, drawn as two cards."""

from collections.abc import Callable
from datetime import datetime
from typing import Final

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QWidget
from typing_extensions import override

from helhedsplan_desktop.foundation.clock import instant
from ui.day_words import since
from ui.doorway import name_shown
from ui.language import translate
from ui.parts.differences import Span
from ui.screens.conflicts.comparison import Comparison, FieldPair, Version
from ui.screens.conflicts.version_head import VersionHead
from ui.theme.icons import Icon
from ui.theme.theme import colours, current, g
from ui.theme.tokens import Size, Tone
from ui.widgets.buttons import Button, Kind
from ui.widgets.labels import Hairline, Label
from ui.widgets.layouts import Column, Row, discard
from ui.widgets.painting import round_box, smooth
from ui.widgets.paragraph import Mark, MarkStyle, Paragraph
from ui.widgets.surfaces import ScrollArea
from ui.widgets.veil import Veil

_GAP: Final = 16
_PAD: Final = 16
LINE_HEIGHT: Final = 24
"""Marked words need more air between the lines than plain ones."""


def marks_of(spans: tuple[Span, ...], style: MarkStyle) -> tuple[Mark, ...]:
    """Return stretches as marks of a paragraph."""
    return tuple(Mark(span.start, span.end, style) for span in spans)


class VersionsGrid(QWidget):
    """Two cards side by side: whose, what differs, and the choice below.

    Signals:
        left_kept: the left version shall stand.
        right_kept: the right version shall stand.
    """

    left_kept = Signal()
    right_kept = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._left_head = VersionHead()
        self._right_head = VersionHead()
        content = QWidget()
        self._rows = QGridLayout()
        self._foot = Column(margins=(_PAD, 0, _PAD, 0))
        inside = Column(content)
        inside.addLayout(self._rows, 1)
        inside.addLayout(self._foot)
        self._scroll = ScrollArea(content)
        self._keep_left = Button("", Kind.SOFT, key="1", height=40)
        self._keep_right = Button("", Kind.SOFT, key="2", height=40)
        self._keep_left.clicked.connect(self._left_chosen)
        self._keep_right.clicked.connect(self._right_chosen)
        column = Column(self)
        column.addLayout(self._pair(self._left_head, self._right_head, (0, 12, 0, 12)))
        column.addLayout(self._pair(Hairline(), Hairline(), (0, 0, 0, 0), pad=1))
        column.addWidget(self._scroll, 1)
        column.addLayout(self._pair(self._keep_left, self._keep_right, (0, 12, 0, 16)))
        self._scroll.verticalScrollBar().rangeChanged.connect(self._rescale)
        self._rescale()
        current().changed.connect(self._rescale)

    def show_comparison(
        self, shown: Comparison, now_words: Callable[[int], str], *, veiled: bool
    ) -> None:
        """Show two versions.

        Args:
            shown: what to compare.
            now_words: says a moment, ms since 1970 UTC.
            veiled: True while a resident may see the screen.
        """
        for head, version in ((self._left_head, shown.left), (self._right_head, shown.right)):
            head.show_version(version_title(version, shown), version, now_words(version.at))
        self._keep_left.setText(keep_words(shown, left=True))
        self._keep_right.setText(keep_words(shown, left=False))
        self._clear()
        for number, pair in enumerate(shown.fields):
            sides = (
                (pair.left, pair.left_spans, MarkStyle.MINE),
                (pair.right, pair.right_spans, MarkStyle.THEIRS),
            )
            for column, (text, spans, style) in enumerate(sides):
                cell = _FieldCell(pair, text, marks_of(spans, style), veiled=veiled)
                self._rows.addWidget(cell, number, column * 2, Qt.AlignmentFlag.AlignTop)
        self._rows.setRowStretch(len(shown.fields), 1)
        self._scroll.verticalScrollBar().setValue(0)

    def take_foot(self, foot: QWidget) -> None:
        """Let a part of the page scroll below the fields, where there is no room beside them."""
        self._foot.addWidget(foot)

    def _clear(self) -> None:
        for number in range(self._rows.rowCount()):
            self._rows.setRowStretch(number, 0)
        while (item := self._rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                discard(widget)

    def _pair(
        self,
        left: QWidget,
        right: QWidget,
        margins: tuple[int, int, int, int],
        pad: int = _PAD,
    ) -> Row:
        row = Row(gap=_GAP, margins=margins)
        for widget in (left, right):
            side = Row(margins=(pad, 0, pad, 0))
            side.addWidget(widget)
            row.addLayout(side, 1)
        return row

    def _rescale(self) -> None:
        bar = self._scroll.verticalScrollBar()
        # The bar takes its room from the margin, or the columns would leave their cards.
        taken = bar.sizeHint().width() if bar.maximum() else 0
        self._rows.setContentsMargins(g(_PAD), g(14), g(_PAD) - taken, g(8))
        self._rows.setHorizontalSpacing(0)
        self._rows.setVerticalSpacing(g(14))
        for column, (stretch, least) in enumerate(((1, 0), (0, g(_GAP + 2 * _PAD)), (1, 0))):
            self._rows.setColumnStretch(column, stretch)
            self._rows.setColumnMinimumWidth(column, least)

    def _left_chosen(self) -> None:
        self.left_kept.emit()

    def _right_chosen(self) -> None:
        self.right_kept.emit()

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter = smooth(QPainter(self))
        now = colours()
        wide = (self.width() - g(_GAP)) // 2
        for x in (0, self.width() - wide):
            card = QRect(x, 0, wide, self.height())
            round_box(painter, card, Size.RADIUS_CARD, now.surface, now.hairline)


class _FieldCell(QWidget):
    """One field of one version: its name, the mark that it differs, its words."""

    def __init__(
        self, pair: FieldPair, text: str, marks: tuple[Mark, ...], *, veiled: bool
    ) -> None:
        super().__init__()
        column = Column(self, gap=4)
        head = Row(gap=8)
        head.addWidget(Label(pair.name, size=12, tone=Tone.TEXT2))
        head.addStretch()
        differs = translate("Conflicts", "Differs")
        head.addWidget(
            Label(differs, size=12, tone=Tone.TEXT2, icon=Icon.GIT_DIFF, icon_tone=Tone.AMBER_ICON)
        )
        column.addLayout(head)
        if veiled:
            lines = 3 if pair.kind == "text" else 1
            column.addWidget(Veil(pair.vid + text[:1].encode(), lines=lines))
        else:
            words = Paragraph(text, line_height=LINE_HEIGHT)
            words.set_marks(marks)
            words.setContentsMargins(2, 0, 2, 0)
            words.setAccessibleName(_spoken(pair.name, text, marks))
            column.addWidget(words)
        self.setAccessibleName(pair.name)


def _spoken(name: str, text: str, marks: tuple[Mark, ...]) -> str:
    """Return a field for a screen reader, to which colour and underline say nothing."""
    differing = "; ".join(text[mark.start : mark.end] for mark in marks)
    return translate("Conflicts", "{name}: {text} Differs: {words}").format(
        name=name, text=text, words=differing
    )


def version_title(version: Version, shown: Comparison) -> str:
    """Return what a version is called: mine, my colleague's, or the one of two others."""
    if version.mine:
        return translate("Conflicts", "Your version")
    if shown.left.mine:
        return translate("Conflicts", "Your colleague's version")
    if version is shown.left:
        return translate("Conflicts", "The version in force")
    return translate("Conflicts", "The other version")


def keep_words(shown: Comparison, *, left: bool) -> str:
    """Return the words of the button that keeps one version."""
    if shown.deletion:
        pair = shown.fields[0]
        deletes = (pair.left_choice if left else pair.right_choice) == "other"
        return (
            translate("Conflicts", "Delete it after all")
            if deletes
            else translate("Conflicts", "Keep it")
        )
    if shown.left.mine:
        if left:
            return translate("Conflicts", "Keep mine")
        both_mine = shown.right.mine
        return (
            translate("Conflicts", "Keep the other")
            if both_mine
            else translate("Conflicts", "Keep colleague's")
        )
    return (
        translate("Conflicts", "Keep the one in force")
        if left
        else translate("Conflicts", "Keep the other")
    )


def subtitle_of(shown: Comparison, *, veiled: bool) -> str:
    """Return whom and what a conflict is about, and whose contact that is."""
    name = shown.contact_name and name_shown(shown.contact_name, veiled=veiled)
    details = shown.details if not veiled or shown.noun == "Note" else ()
    owner = shown.owner_name and translate("Conflicts", "Case owner: {name}").format(
        name=shown.owner_name
    )
    return " · ".join(part for part in (name, *details, owner) if part)


def age_words(shown: Comparison, now: datetime) -> str:
    """Return since when a conflict waits."""
    arose = since(instant(shown.since).astimezone(now.tzinfo), now)
    return translate("Conflicts", "Arose {when}").format(when=arose)


def same_words(shown: Comparison) -> str:
    """Return what both versions share, said once."""
    if not shown.same:
        return ""
    said = " · ".join(f"{name}: {value}" for name, value in shown.same)
    if shown.deletion:
        return translate("Conflicts", "It holds: {fields}").format(fields=said)
    return translate("Conflicts", "The same in both: {fields}").format(fields=said)
