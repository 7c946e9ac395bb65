"""Chips: small words with a shape that say an area or a state."""

from enum import Enum, auto
from typing import Final

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from ui.theme.icons import Icon, draw_icon
from ui.theme.theme import colours, g, t
from ui.theme.tokens import SEMIBOLD, Size
from ui.widgets.painting import CENTRE, area_square, round_box, smooth, width_of, words

_SQUARE: Final = 8
_PADDING: Final = 8
_SHAPE_GAP: Final = 6
_CELL_GAP: Final = 5
AREA_CELL: Final = 47  # a square and a code of three letters; squares line up in lists


class Status(Enum):
    """What a status chip says by its colour; the icon and the words say it too."""

    NEUTRAL = auto()
    SELECT = auto()
    GREEN = auto()
    AMBER = auto()
    DANGER = auto()


def _status_colours(status: Status) -> tuple[QColor, QColor]:
    """Return fill and words of a status chip."""
    now = colours()
    return {
        Status.NEUTRAL: (now.tva.soft, now.tva.text),
        Status.SELECT: (now.select, now.select_text),
        Status.GREEN: (now.green_soft, now.green_text),
        Status.AMBER: (now.amber_soft, now.amber_text),
        Status.DANGER: (now.danger_soft, now.danger_text),
    }[status]


def chip_height() -> int:
    """Return the height of every chip in pixels."""
    return t(18) + g(4)


def area_chip_width(name: str) -> int:
    """Return the width of an area chip with this name."""
    return 2 * g(_PADDING) + t(_SQUARE) + g(_SHAPE_GAP) + width_of(name, 12)


def draw_area_chip(painter: QPainter, x: int, middle: int, code: str, name: str) -> int:
    """Paint an area chip (square and full name on the soft fill) and return its width."""
    area = colours().area(code)
    box = QRect(x, middle - chip_height() // 2, area_chip_width(name), chip_height())
    round_box(painter, box, Size.RADIUS, area.soft)
    inner = box.adjusted(g(_PADDING), 0, 0, 0)
    _square_and_word(painter, inner, area.main, name, area.text)
    return box.width()


def area_mark_width(word: str) -> int:
    """Return the width of a square with a word."""
    return t(_SQUARE) + g(_SHAPE_GAP) + width_of(word, 12)


def draw_area_mark(painter: QPainter, x: int, middle: int, code: str, word: str) -> int:
    """Paint a square and a word without fill, as in streams and lists, and return the width."""
    now = colours()
    box = QRect(x, middle - t(9), area_mark_width(word), t(18))
    _square_and_word(painter, box, now.area(code).main, word, now.text2)
    return box.width()


def draw_area_codes(painter: QPainter, right: int, middle: int, codes: tuple[str, ...]) -> int:
    """Paint squares with codes in equal cells that end at `right`, and return their width."""
    cell = t(AREA_CELL)
    x = right - len(codes) * cell + g(_CELL_GAP)
    for code in codes:
        draw_area_mark(painter, x, middle, code, code)
        x += cell
    return len(codes) * cell


def _square_and_word(painter: QPainter, box: QRect, shape: QColor, word: str, ink: QColor) -> None:
    side = t(_SQUARE)
    area_square(painter, box.x(), box.y() + box.height() / 2, shape, side)
    words(painter, box.adjusted(side + g(_SHAPE_GAP), 0, 1, 0), word, ink, 12)


def status_chip_width(text: str, icon: Icon | None) -> int:
    """Return the width of a status chip."""
    lead = t(14) + g(_SHAPE_GAP) if icon else 0
    return 2 * g(_PADDING) + lead + width_of(text, 12)


def draw_status_chip(
    painter: QPainter, x: int, middle: int, text: str, status: Status, icon: Icon | None
) -> int:
    """Paint a status chip (icon and word) and return its width."""
    fill, ink = _status_colours(status)
    width = status_chip_width(text, icon)
    box = QRect(x, middle - chip_height() // 2, width, chip_height())
    round_box(painter, box, Size.RADIUS, fill)
    inner = box.adjusted(g(_PADDING), 0, 0, 0)
    if icon:
        side = t(14)
        draw_icon(painter, icon, QRect(inner.x(), middle - side // 2, side, side), ink)
        inner.setLeft(inner.x() + side + g(_SHAPE_GAP))
    words(painter, inner, text, ink, 12)
    return width


class _Chip(QWidget):
    """A chip that stands in a layout."""

    def __init__(self, name: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)


class AreaChip(_Chip):
    """A focus area by square and name.

    Args:
        code: UDL, BES, KRI, SAM or TVÆ.
        name: the name, or the code where room is short.
        filled: False leaves the soft fill out, as in streams.
        parent: the owner.
    """

    def __init__(
        self, code: str, name: str, *, filled: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__(name, parent)
        self._code = code
        self._name = name
        self._filled = filled

    @override
    def sizeHint(self) -> QSize:
        width = area_chip_width(self._name) if self._filled else area_mark_width(self._name) + 1
        return QSize(width, chip_height())

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        draw = draw_area_chip if self._filled else draw_area_mark
        draw(smooth(QPainter(self)), 0, self.height() // 2, self._code, self._name)


class StatusChip(_Chip):
    """A state by icon and word.

    Args:
        text: the word.
        status: its colour.
        icon: required for amber and danger, so that colour is never alone.
        parent: the owner.
    """

    def __init__(
        self,
        text: str,
        status: Status = Status.NEUTRAL,
        icon: Icon | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._text = text
        self._status = status
        self._icon = icon

    def set_state(self, text: str, status: Status, icon: Icon | None = None) -> None:
        """Show another state."""
        self._text, self._status, self._icon = text, status, icon
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(status_chip_width(self._text, self._icon), chip_height())

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter = smooth(QPainter(self))
        draw_status_chip(painter, 0, self.height() // 2, self._text, self._status, self._icon)


class Count(_Chip):
    """A number in a pill, as in tabs and at the rail.

    Args:
        number: hidden when 0, unless `keep_zero`.
        amber: True if it needs the person.
        parent: the owner.
    """

    def __init__(
        self, number: int = 0, *, amber: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(str(number), parent)
        self._number = number
        self._amber = amber
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def set_number(self, number: int) -> None:
        """Show another number."""
        self._number = number
        self.setAccessibleName(str(number))
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(count_width(self._number), t(18))

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        now = colours()
        fill, ink = (now.badge, now.amber_text) if self._amber else (now.tva.soft, now.tva.text)
        draw_count(smooth(QPainter(self)), self.rect(), self._number, fill, ink)


def count_width(number: int) -> int:
    """Return the width of a count pill."""
    return max(width_of(str(number), 12) + g(12), t(18))


def draw_count(
    painter: QPainter, box: QRect, number: int, fill: QColor, ink: QColor, *, bold: bool = False
) -> None:
    """Paint a number in a pill that fills `box`."""
    round_box(painter, box, box.height() / 2, fill)
    words(painter, box, str(number), ink, 12, SEMIBOLD if bold else 400, CENTRE)
