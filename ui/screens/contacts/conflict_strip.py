"""Two versions of a contact or a note, shown where they meet, to be settled there."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from helhedsplan_desktop.foundation.clock import instant
from helhedsplan_desktop.services.conflicts import (
    BOTH,
    OTHER,
    STANDING,
    Conflict,
    FieldConflict,
    Side,
)
from ui.day_words import at_time, date_words
from ui.language import translate
from ui.parts.differences import Span, differences
from ui.parts.value_words import Vocabulary, field_name
from ui.theme.icons import Icon, draw_icon
from ui.theme.theme import colours, g, t
from ui.theme.tokens import SEMIBOLD, Size, Tone
from ui.widgets.buttons import Button, Kind
from ui.widgets.labels import Hairline, Label
from ui.widgets.layouts import Column, Row
from ui.widgets.painting import round_box, smooth
from ui.widgets.paragraph import Mark, MarkStyle, Paragraph
from ui.widgets.veil import Veil

_MOST_LINES: Final = 8


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person chose: the arguments of `Conflicts.settle`."""

    rid: bytes
    path: str
    vid: bytes
    choice: str


class ConflictStrip(QWidget):
    """One record's open fields, each with both values, who and when.

    Signals:
        decided: the `Decision`.
        shown_in_full: the record's id: see it on the page of conflicts.

    Args:
        conflict: what waits.
        words: says values.
        today: the present day.
        veiled: True while a resident may see the screen.
        parent: the owner.
    """

    decided = Signal(object)
    shown_in_full = Signal(bytes)

    def __init__(
        self,
        conflict: Conflict,
        words: Vocabulary,
        today: date,
        *,
        veiled: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.conflict = conflict
        self._words = words
        self._today = today
        self._veiled = veiled
        title = self._title()
        self.setAccessibleName(title)
        column = Column(self, gap=8, margins=(16, 6, 16, 14))
        head = Row(gap=12, margins=(20 + 12, 0, 0, 0))
        # The link answers in 32 px; its word stands on the line of the title.
        words_of_title = Column(margins=(0, 6, 0, 6))
        words_of_title.addWidget(Paragraph(title, weight=SEMIBOLD))
        head.addLayout(words_of_title, 1)
        link = Button(
            translate("Conflict", "See both in full"), Kind.LINK, height=Size.BUTTON_SMALL
        )
        link.clicked.connect(self._show_in_full)
        head.addWidget(link, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        for number, field in enumerate(conflict.fields):
            if number:
                column.addWidget(Hairline())
            column.addLayout(self._field(field))
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def shows(self, conflict: Conflict, *, veiled: bool) -> bool:
        """Return True if this is what the strip shows already."""
        return self.conflict == conflict and self._veiled == veiled

    def _title(self) -> str:
        first = self.conflict.fields[0] if self.conflict.fields else None
        if first is not None and first.kind == "deleted":
            return translate("Conflict", "Deleted on another computer, but you changed it")
        if self.conflict.noun == "Note":
            return translate("Conflict", "There are two versions of this note")
        if self.conflict.noun == "FollowUp":
            return translate("Conflict", "There are two versions of a next step")
        return translate("Conflict", "There are two versions of this contact")

    def _field(self, field: FieldConflict) -> Column:
        column = Column(gap=8)
        if field.kind != "deleted" and self.conflict.noun != "Note":
            column.addWidget(
                Label(field_name(self.conflict.noun, field.path), size=12, tone=Tone.TEXT2)
            )
        sides = ((STANDING, field.standing), (OTHER, field.other))
        ordered = sorted(sides, key=lambda each: not each[1].mine)
        pair = Row(gap=16)
        for choice, side in ordered:
            version = self._side(field, side)
            version.addStretch()
            version.addSpacing(g(6))
            words = self._keep_words(field, choice, side)
            version.addWidget(self._button(field, choice, words), 0, Qt.AlignmentFlag.AlignLeft)
            pair.addLayout(version, 1)
        column.addLayout(pair)
        if field.both:
            both = self._button(field, BOTH, translate("Conflict", "Keep both"))
            column.addWidget(both, 0, Qt.AlignmentFlag.AlignLeft)
        return column

    def _side(self, field: FieldConflict, side: Side) -> Column:
        column = Column(gap=2)
        column.addWidget(Label(_who(side), weight=SEMIBOLD))
        column.addWidget(Label(self._when(side), size=12, tone=Tone.TEXT2))
        if field.kind == "deleted":
            return column
        if self._veiled:
            column.addWidget(Veil(field.vid, lines=2))
        else:
            said = self._words.say(self.conflict.noun, field.path, side.value)
            value = Paragraph(said, most_lines=_MOST_LINES)
            value.set_marks(_marks(field, side))
            column.addWidget(value)
        return column

    def _when(self, side: Side) -> str:
        moment: datetime = instant(side.at).astimezone()
        day = at_time(date_words(moment.date(), self._today), moment)
        if side.mine:
            return day
        return f"{side.author_name} · {day}" if side.author_name else day

    def _keep_words(self, field: FieldConflict, choice: str, side: Side) -> str:
        if field.kind == "deleted":
            if choice == STANDING:
                return translate("Conflict", "Keep it")
            return translate("Conflict", "Let it be deleted")
        both_mine = field.standing.mine and field.other.mine
        if side.mine and not both_mine:
            return translate("Conflict", "Keep mine")
        if field.standing.mine != field.other.mine:
            return translate("Conflict", "Keep colleague's")
        first = choice == STANDING
        return (
            translate("Conflict", "Keep the first")
            if first
            else translate("Conflict", "Keep the second")
        )

    def _button(self, field: FieldConflict, choice: str, words: str) -> Button:
        button = Button(words, height=Size.BUTTON_SMALL)
        decision = Decision(self.conflict.rid, field.path, field.vid, choice)

        def decide() -> None:
            self.decided.emit(decision)

        button.clicked.connect(decide)
        return button

    def _show_in_full(self) -> None:
        self.shown_in_full.emit(self.conflict.rid)

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        now = colours()
        painter = smooth(QPainter(self))
        round_box(painter, self.rect(), Size.RADIUS, now.amber_soft)
        side = g(20)
        box = QRect(g(16), g(12) + (t(20) - side) // 2, side, side)
        draw_icon(painter, Icon.GIT_MERGE, box, now.amber)


def _marks(field: FieldConflict, side: Side) -> tuple[Mark, ...]:
    """Return what one version of a text has alone; other values differ as a whole."""
    if field.kind != "text":
        return ()
    found = differences(str(field.standing.value), str(field.other.value))
    spans: tuple[Span, ...] = found.mine if side is field.standing else found.theirs
    style = MarkStyle.MINE if side.mine else MarkStyle.THEIRS
    return tuple(Mark(span.start, span.end, style) for span in spans)


def _who(side: Side) -> str:
    if side.mine:
        return translate("Conflict", "Your version")
    return translate("Conflict", "Your colleague's version")
