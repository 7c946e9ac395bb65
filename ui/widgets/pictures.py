"""Painted pictures: the skyline of the lock screen and the sheet of the empty page.

Their colours are opaque mixes of ground and accent, so that nothing shows through.
"""

from typing import Final

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QStackedWidget, QWidget
from typing_extensions import override

from ui.theme.theme import colours, g
from ui.theme.tokens import mix
from ui.widgets.painting import round_box, smooth

_FAR: Final = 0.05  # share of accent in the houses behind
_NEAR: Final = 0.12  # and in those in front
_LIT: Final = 0.55  # share of amber in a lit window
_WINDOW: Final = 9
_WINDOW_STEP: Final = 18
_TREE: Final = 0.16
_SKYLINE_WIDTH: Final = 1280
_TALLEST_ROOF: Final = 165

# x, width, height of the walls, height of the roof
_FAR_HOUSES: Final = (
    (-10, 119, 137, 0), (121, 71, 126, 19), (214, 103, 111, 19), (333, 87, 117, 19),
    (449, 99, 145, 20), (560, 116, 119, 0), (701, 110, 134, 0), (822, 83, 139, 19),
    (926, 90, 99, 0), (1059, 106, 136, 0), (1193, 100, 130, 0),
)  # fmt: skip
# x, width, walls, roof, columns and rows of windows, the lit ones
_NEAR_HOUSES: Final = (
    (-19, 105, 100, 0, 4, 3, {3, 7, 11}), (104, 169, 65, 0, 8, 1, {7}),
    (286, 159, 63, 20, 7, 1, {2, 5}), (467, 98, 58, 0, 4, 1, set[int]()),
    (592, 152, 95, 20, 7, 3, {0, 1, 3, 5, 19}), (759, 148, 52, 0, 7, 1, set[int]()),
    (934, 101, 100, 20, 4, 3, {0, 3}), (1060, 129, 48, 20, 6, 1, {0, 5}),
    (1220, 98, 95, 0, 4, 3, {0}),
)  # fmt: skip
_TREES: Final = (95, 455, 578, 920, 1047, 1204)


class Skyline(QWidget):
    """The unlock ground: canvas with the roofs of the neighbourhood along the bottom."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._steps: QStackedWidget | None = None

    def keep_clear(self, steps: QStackedWidget, area: QScrollArea) -> None:
        """Leave the roofs away while the step that is shown reaches down to them.

        Args:
            steps: what stands on the ground, in `area`.
            area: where it scrolls.
        """
        self._steps = steps
        steps.currentChanged.connect(self._repaint)
        area.verticalScrollBar().valueChanged.connect(self._repaint)

    def _repaint(self, _: int) -> None:
        self.update()

    def _covered(self, roofs: float) -> bool:
        """Return True if words or buttons would lie on the roofs, which are so tall."""
        step = self._steps.currentWidget() if self._steps is not None else None
        layout = step.layout() if step is not None else None
        if step is None or layout is None:
            return False
        tall = layout.totalHeightForWidth(step.width())
        tall = tall if tall >= 0 else layout.totalSizeHint().height()
        return step.mapTo(self, QPoint(0, tall)).y() > self.height() - roofs

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter = smooth(QPainter(self))
        painter.fillRect(self.rect(), colours().canvas)
        painter.translate(0, self.height())
        step = max(self.width() / _SKYLINE_WIDTH, 1)
        if self._covered(step * _TALLEST_ROOF):
            return
        painter.scale(step, step)
        painter.setPen(Qt.PenStyle.NoPen)
        _far(painter)
        _trees(painter)
        _near(painter)


def _house(painter: QPainter, x: float, width: float, walls: float, roof: float) -> None:
    painter.drawRect(QRectF(x, -walls, width, walls))
    if roof:
        painter.drawPolygon(
            QPolygonF(
                [
                    QPointF(x, -walls),
                    QPointF(x + width / 2, -walls - roof),
                    QPointF(x + width, -walls),
                ]
            )
        )


def _far(painter: QPainter) -> None:
    now = colours()
    painter.setBrush(mix(now.canvas, now.accent, _FAR))
    for house in _FAR_HOUSES:
        _house(painter, *house)


def _near(painter: QPainter) -> None:
    now = colours()
    wall = mix(now.canvas, now.accent, _NEAR)
    dark = mix(now.canvas, now.accent, _FAR)
    lit = mix(now.canvas, now.amber, _LIT)
    for x, width, walls, roof, columns, rows, lights in _NEAR_HOUSES:
        painter.setBrush(wall)
        _house(painter, x, width, walls, roof)
        left = x + (width - columns * _WINDOW_STEP + _WINDOW) / 2
        for number in range(columns * rows):
            row, column = divmod(number, columns)
            painter.setBrush(lit if number in lights else dark)
            corner = QPointF(left + column * _WINDOW_STEP, -walls + 14 + row * 22)
            painter.drawRoundedRect(QRectF(corner.x(), corner.y(), _WINDOW, 12), 2, 2)


def _trees(painter: QPainter) -> None:
    now = colours()
    leaves = mix(now.canvas, now.green, _TREE)
    for x in _TREES:
        painter.setBrush(leaves)
        painter.drawRect(QRectF(x - 1, -20, 2, 20))
        painter.drawEllipse(QRectF(x - 12, -38, 24, 30))


class SheetPicture(QWidget):
    """The picture of an empty page: a sheet with ticks between houses, 190 high."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @override
    def sizeHint(self) -> QSize:
        return QSize(g(210), g(190))

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter = smooth(QPainter(self))
        painter.scale(self.width() / 210, self.height() / 190)
        now = colours()
        ground = now.surface
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(mix(ground, now.accent, 0.07))
        painter.drawEllipse(QRectF(12, 0, 180, 180))
        wall, window = mix(ground, now.accent, _NEAR + 0.03), mix(ground, now.accent, _FAR)
        for x, width, tall in ((24, 44, 62), (140, 50, 84)):
            painter.setBrush(wall)
            painter.drawRect(QRectF(x, 162 - tall, width, tall))
        for x, y in ((33, 110), (51, 110), (33, 130), (51, 130), (146, 88), (165, 88)):
            painter.setBrush(window)
            painter.drawRect(QRectF(x, y, 10, 11))
        for x, y in ((146, 108), (165, 108), (146, 128), (165, 128)):
            painter.drawRect(QRectF(x, y, 10, 11))
        painter.setBrush(mix(ground, now.amber, 0.7))
        painter.drawRect(QRectF(165, 88, 10, 11))
        painter.fillRect(QRectF(0, 162, 206, 1.5), now.edge_soft)
        round_box(painter, QRectF(61, 42, 85, 120), 8, ground, now.edge_soft, 1.25)
        for y, width, ticked in ((70, 42, True), (100, 32, True), (130, 38, False)):
            self._line(painter, y, width, ticked=ticked)

    def _line(self, painter: QPainter, y: float, width: float, *, ticked: bool) -> None:
        now = colours()
        disc = QRectF(74, y - 8, 16, 16)
        if ticked:
            round_box(painter, disc, 8, now.accent)
            painter.setPen(QPen(now.on_accent, 1.75))
            painter.drawPolyline([QPointF(78.5, y), QPointF(81, y + 2.5), QPointF(85.5, y - 2.5)])
        else:
            painter.setPen(QPen(now.edge, 1.25))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(disc)
        bar: QColor = now.edge_soft
        round_box(painter, QRectF(96, y - 3, width, 6), 3, bar)
