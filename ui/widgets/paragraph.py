"""Text of several lines with the line height of the design, and marked ranges."""

from enum import Enum, auto
from typing import Final, NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QTextLayout, QTextLine, QTextOption
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget
from typing_extensions import override

from ui.theme.theme import colours, font, metrics, t
from ui.theme.tokens import REGULAR, Tone
from ui.widgets.labels import LINE_HEIGHTS
from ui.widgets.painting import smooth

_UNDERLINE: Final = 1.5
_NARROWEST: Final = 120  # design pixels: below this a paragraph is no longer readable


class MarkStyle(Enum):
    """Why a range is marked; colour and underline always come together."""

    HIT = auto()  # found by a search
    MINE = auto()  # differs, in my version
    THEIRS = auto()  # differs, in the colleague's version


class Mark(NamedTuple):
    """A marked range of a text.

    Args:
        start: index of the first character.
        end: index after the last.
        style: why it is marked.
    """

    start: int
    end: int
    style: MarkStyle


def mark_colours(style: MarkStyle) -> tuple[QColor, QColor]:
    """Return fill and underline of a mark."""
    now = colours()
    return {
        MarkStyle.HIT: (now.mark, now.amber),
        MarkStyle.MINE: (now.diff_mine, now.accent),
        MarkStyle.THEIRS: (now.diff_theirs, now.sam.main),
    }[style]


def utf16_index(text: str, index: int) -> int:
    """Return where Qt counts the character `index`: it counts an emoji as two."""
    return index + sum(character > "\uffff" for character in text[:index])


def _x_of(line: QTextLine, index: int) -> float:
    """Return the x of a character; one overload answers with the index beside it."""
    answer = line.cursorToX(index)
    x = answer[0] if isinstance(answer, tuple) else answer
    assert isinstance(x, float)
    return x


class Flowed:
    """A text laid out to a width; cheap to paint again, for widgets and delegates.

    Args:
        text: paragraphs divided by line breaks.
        width: in pixels.
        size: 12, 13, 16 or 20 design pixels.
        weight: 400 or 600.
        line_height: of one line in design pixels; that of the size if left out.
        most_lines: the last line ends in an ellipsis if there are more; 0 for all.
        centred: True for the middle of the page.
    """

    def __init__(
        self,
        text: str,
        width: float,
        *,
        size: int = 13,
        weight: int = REGULAR,
        line_height: int = 0,
        most_lines: int = 0,
        centred: bool = False,
    ) -> None:
        self.text = text
        self._line = t(line_height or LINE_HEIGHTS[size])
        self._most = most_lines
        chosen = font(size, weight)
        measure = metrics(size, weight)
        self._rise = (self._line - measure.height()) / 2
        self._ascent = measure.ascent()
        self._layout = QTextLayout(text.replace("\n", "\u2028"), chosen)
        option = QTextOption(
            Qt.AlignmentFlag.AlignHCenter if centred else Qt.AlignmentFlag.AlignLeft
        )
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self._layout.setTextOption(option)
        self._layout.beginLayout()
        self._count = 0
        while (each := self._layout.createLine()).isValid():
            each.setLineWidth(max(width, 1))
            each.setPosition(QPointF(0, self._count * self._line + self._rise))
            self._count += 1
        self._layout.endLayout()

    @property
    def lines(self) -> int:
        """How many lines are shown."""
        return min(self._count, self._most) if self._most else self._count

    @property
    def height(self) -> int:
        """The height of the shown lines in pixels."""
        return max(self.lines, 1) * self._line

    @property
    def cut(self) -> bool:
        """True if lines are left out."""
        return self.lines < self._count

    def natural_width(self) -> int:
        """Return the width of the longest line, rounded up."""
        widths = (self._layout.lineAt(n).naturalTextWidth() for n in range(self.lines))
        return int(max(widths, default=0.0)) + 1

    def paint(
        self, painter: QPainter, corner: QPointF, ink: QColor, marks: tuple[Mark, ...] = ()
    ) -> None:
        """Paint the lines with their top left at `corner`."""
        for mark in marks:
            self._paint_mark(painter, corner, mark)
        painter.setPen(ink)
        for number in range(self.lines):
            each = self._layout.lineAt(number)
            if self.cut and number == self.lines - 1:
                self._paint_cut_line(painter, corner, number)
            else:
                each.draw(painter, corner)

    def _paint_cut_line(self, painter: QPainter, corner: QPointF, number: int) -> None:
        each = self._layout.lineAt(number)
        painter.setFont(self._layout.font())
        rest = self._layout.text()[each.textStart() :].replace("\u2028", " ")
        measure = painter.fontMetrics()
        shown = measure.elidedText(rest, Qt.TextElideMode.ElideRight, int(each.width()))
        painter.drawText(corner + each.position() + QPointF(0, self._ascent), shown)

    def _paint_mark(self, painter: QPainter, corner: QPointF, mark: Mark) -> None:
        fill, underline = mark_colours(mark.style)
        start, end = utf16_index(self.text, mark.start), utf16_index(self.text, mark.end)
        for number in range(self.lines):
            each = self._layout.lineAt(number)
            first = max(start, each.textStart())
            last = min(end, each.textStart() + each.textLength())
            if first >= last:
                continue
            x1, x2 = _x_of(each, first), _x_of(each, last)
            top = corner.y() + number * self._line
            box = QRectF(corner.x() + x1 - 2, top + 1, x2 - x1 + 4, self._line - 2)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(fill)
            painter.drawRoundedRect(box, 3, 3)
            painter.fillRect(
                QRectF(box.x(), box.bottom() - _UNDERLINE, box.width(), _UNDERLINE), underline
            )


class Paragraph(QLabel):
    """A text that wraps; its height follows its width.

    Args:
        text: paragraphs divided by line breaks.
        size: 12, 13, 16 or 20 design pixels.
        weight: 400 or 600.
        tone: colour of the words.
        line_height: of one line in design pixels; that of the size if left out.
        most_lines: the last line ends in an ellipsis if there are more; 0 for all.
        centred: True for the middle of the page.
        parent: the owner.
    """

    def __init__(
        self,
        text: str = "",
        *,
        size: int = 13,
        weight: int = REGULAR,
        tone: Tone = Tone.TEXT,
        line_height: int = 0,
        most_lines: int = 0,
        centred: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._size = size
        self._weight = weight
        self._tone = tone
        self._line_height = line_height
        self._most_lines = most_lines
        self._centred = centred
        self._marks: tuple[Mark, ...] = ()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_tone(self, tone: Tone) -> None:
        """Change the colour of the words."""
        self._tone = tone
        self.update()

    def set_marks(self, marks: tuple[Mark, ...]) -> None:
        """Mark ranges of the text."""
        self._marks = marks
        self.update()

    def _flow(self, width: int) -> Flowed:
        return Flowed(
            self.text(),
            width,
            size=self._size,
            weight=self._weight,
            line_height=self._line_height,
            most_lines=self._most_lines,
            centred=self._centred,
        )

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int, /) -> int:
        around = self.contentsMargins()
        inner = width - around.left() - around.right()
        return self._flow(inner).height + around.top() + around.bottom()

    @override
    def sizeHint(self) -> QSize:
        measure = metrics(self._size, self._weight)
        paragraphs = self.text().split("\n")
        width = max(measure.horizontalAdvance(each) + 1 for each in paragraphs)
        tall = t(self._line_height or LINE_HEIGHTS[self._size])
        lines = min(len(paragraphs), self._most_lines or len(paragraphs))
        return QSize(width, lines * tall).grownBy(self.contentsMargins())

    @override
    def minimumSizeHint(self) -> QSize:
        hint = self.sizeHint()
        return QSize(min(hint.width(), t(_NARROWEST)), t(LINE_HEIGHTS[self._size]))

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        box = self.contentsRect()
        flow = self._flow(box.width())
        tone = self._tone if self.isEnabled() else Tone.TEXT3
        top = box.y()
        if self.alignment() & Qt.AlignmentFlag.AlignVCenter:
            top += max(box.height() - flow.height, 0) // 2
        corner = QPointF(box.x(), top)
        flow.paint(smooth(QPainter(self)), corner, colours().of(tone), self._marks)
