"""The small parts of merging by hand: pieces to put in, and tiles to pick a value."""

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QButtonGroup, QRadioButton, QSizePolicy, QWidget
from typing_extensions import override

from ui.language import translate
from ui.parts.differences import Span, is_in
from ui.screens.conflicts.comparison import FieldPair
from ui.theme.icons import Icon
from ui.theme.theme import colours, g, t
from ui.theme.tokens import REGULAR, SEMIBOLD, Size, Tone
from ui.widgets.buttons import Button
from ui.widgets.choices import draw_radio
from ui.widgets.focus_ring import RingShape
from ui.widgets.labels import Label
from ui.widgets.layouts import Column, Row
from ui.widgets.painting import area_bar, hairline, round_box, smooth, width_of, words
from ui.widgets.paragraph import MarkStyle, mark_colours


class Piece(QWidget):
    """Words that only one version has, and whether they are in the merged text.

    Args:
        span: where the words stand in their version.
        version: the whole text of that version.
        style: mine or theirs.

    Signals:
        wished: the words shall be put in.
    """

    wished = Signal(object)

    def __init__(self, span: Span, version: str, style: MarkStyle) -> None:
        super().__init__()
        self._span = span
        self._version = version
        self._style = style
        said = span.of(version)
        self._included = Label(
            translate("Conflicts", "Included"),
            size=12,
            tone=Tone.GREEN,
            icon=Icon.CHECK,
            elide=False,
        )
        self._insert = Button(
            translate("Conflicts", "Insert"), icon=Icon.PLUS, height=Size.BUTTON_SMALL
        )
        self._insert.setAccessibleName(translate("Conflicts", "Insert: {words}").format(words=said))
        self._insert.clicked.connect(self._wish)
        row = Row(self, gap=12, margins=(14, 6, 0, 6))
        row.addWidget(Label(said), 1)
        row.addWidget(self._included)
        row.addWidget(self._insert)

    @property
    def span(self) -> Span:
        """Where the words stand in their version."""
        return self._span

    def follow(self, text: str) -> None:
        """Show whether the words are in the merged text."""
        included = is_in(self._span, self._version, text)
        self._included.setVisible(included)
        self._insert.setVisible(not included)

    def _wish(self) -> None:
        self.wished.emit(self)

    @override
    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), t(20) + g(25))

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter = smooth(QPainter(self))
        hairline(painter, 0, 0, self.width())
        tall = t(20)
        area_bar(painter, 0, (self.height() - tall) / 2, tall, mark_colours(self._style)[1])


class _Tile(QRadioButton):
    """One of two values, with whose it is."""

    def __init__(self, value: str, whose: str, parent: QWidget) -> None:
        super().__init__(value, parent)
        self._whose = whose
        self.setAccessibleName(f"{value}, {whose}")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def ring_shape(self) -> RingShape:
        """Return where the focus ring belongs."""
        return RingShape(self.rect(), Size.RADIUS)

    @override
    def sizeHint(self) -> QSize:
        lead = g(14) + t(18) + g(12)
        widest = max(width_of(self.text(), 13, SEMIBOLD), width_of(self._whose, 12))
        return QSize(lead + widest + g(14), t(20) + t(18) + g(10))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(t(120), self.sizeHint().height())

    @override
    def hitButton(self, pos: object, /) -> bool:
        return True

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter = smooth(QPainter(self))
        now = colours()
        on = self.isChecked()
        if on:
            round_box(painter, self.rect(), Size.RADIUS, now.select)
        else:
            fill = now.hover if self.underMouse() else now.raised
            round_box(painter, self.rect(), Size.RADIUS, fill, now.edge_soft)
        side = t(18)
        disc = QRect(g(14), (self.height() - side) // 2, side, side)
        draw_radio(painter, disc, checked=on)
        left = disc.right() + 1 + g(12)
        top = (self.height() - t(38)) // 2
        room = QRect(left, top, self.width() - left - g(10), t(20))
        weight = SEMIBOLD if on else REGULAR
        words(painter, room, self.text(), now.text, 13, weight)
        room.setTop(top + t(20))
        room.setHeight(t(18))
        words(painter, room, self._whose, now.text2, 12)
        missing = width_of(self.text(), 13, weight) > room.width()
        self.setToolTip(self.text() if missing else "")


class ValueChoice(QWidget):
    """The two values of a field as tiles.

    Args:
        pair: the field.
        left_whose: whose the left value is; right_whose likewise.

    Signals:
        chosen: `left` or `right` was picked.
    """

    chosen = Signal()

    def __init__(self, pair: FieldPair, left_whose: str, right_whose: str) -> None:
        super().__init__()
        self.pair = pair
        self.setAccessibleName(pair.name)
        self._left = _Tile(pair.left, left_whose, self)
        self._right = _Tile(pair.right, right_whose, self)
        self._group = QButtonGroup(self)
        column = Column(self, gap=Size.LABEL_GAP)
        column.addWidget(Label(pair.name, weight=SEMIBOLD))
        self._row = Row(gap=8)
        for tile in (self._left, self._right):
            self._group.addButton(tile)
            self._row.addWidget(tile, 1)
        column.addLayout(self._row)
        self._group.buttonClicked.connect(self._picked)

    @override
    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        widest = max(tile.sizeHint().width() for tile in (self._left, self._right))
        beside = 2 * widest + self._row.spacing() <= self.width()
        self._row.setDirection(
            QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        )

    def choose(self, side: str) -> None:
        """Pick `left` or `right`."""
        (self._right if side == "right" else self._left).setChecked(True)

    def side(self) -> str:
        """Return `left` or `right`."""
        return "right" if self._right.isChecked() else "left"

    def _picked(self) -> None:
        self.chosen.emit()
