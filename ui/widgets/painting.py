"""Strokes shared by widgets and delegates; all lengths are already scaled."""

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPainterPath, QPen

from ui.theme.theme import colours, font, metrics
from ui.theme.tokens import REGULAR

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
CENTRE = Qt.AlignmentFlag.AlignCenter


def smooth(painter: QPainter) -> QPainter:
    """Return the painter, set to smooth edges."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    return painter


def round_box(
    painter: QPainter,
    box: QRect | QRectF,
    radius: float,
    fill: QColor | None,
    edge: QColor | None = None,
    width: float = 1,
) -> None:
    """Paint a rounded box whose edge lies wholly inside `box`, so that it stays crisp."""
    rect = QRectF(box)
    painter.setPen(Qt.PenStyle.NoPen)
    if fill is not None:
        painter.setBrush(fill)
        if edge is not None:
            # Half a pixel in, or the corner of the fill shows outside the edge.
            rect = rect.adjusted(width / 2, width / 2, -width / 2, -width / 2)
        painter.drawRoundedRect(rect, radius, radius)
    if edge is not None:
        if fill is None:
            rect = rect.adjusted(width / 2, width / 2, -width / 2, -width / 2)
        painter.setPen(QPen(edge, width))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(rect, radius, radius)


def hairline(painter: QPainter, x: float, y: float, length: float) -> None:
    """Paint a horizontal line of one pixel in the colour of hairlines."""
    painter.fillRect(QRectF(x, y, length, 1), colours().hairline)


def words(
    painter: QPainter,
    box: QRect | QRectF,
    text: str,
    colour: QColor,
    size: int = 13,
    weight: int = REGULAR,
    align: Qt.AlignmentFlag = LEFT,
    *,
    tabular: bool = False,
) -> int:
    """Paint one line of text, elided if `box` is too narrow, and return its width."""
    chosen = font(size, weight, tabular=tabular)
    return line(painter, box, text, colour, chosen, align)


def line(
    painter: QPainter,
    box: QRect | QRectF,
    text: str,
    colour: QColor,
    chosen: QFont,
    align: Qt.AlignmentFlag = LEFT,
) -> int:
    """Paint one line in a given font, elided if `box` is too narrow, and return its width."""
    rect = QRectF(box)
    measure = QFontMetrics(chosen)
    width = measure.horizontalAdvance(text)
    if width > rect.width() + 0.5:
        text = measure.elidedText(text, Qt.TextElideMode.ElideRight, int(rect.width()))
        width = measure.horizontalAdvance(text)
    painter.setFont(chosen)
    painter.setPen(colour)
    painter.drawText(rect, align | Qt.TextFlag.TextSingleLine, text)
    return width


def width_of(text: str, size: int = 13, weight: int = REGULAR) -> int:
    """Return the width of one line of text in pixels."""
    return metrics(size, weight).horizontalAdvance(text)


def area_square(painter: QPainter, x: float, middle: float, colour: QColor, side: float) -> None:
    """Paint the square of a focus area, `x` at its left, `middle` at half its height."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawRoundedRect(QRectF(x, middle - side / 2, side, side), 2, 2)


def area_bar(painter: QPainter, x: float, y: float, height: float, colour: QColor) -> None:
    """Paint the 4 px bar of a focus area."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawRoundedRect(QRectF(x, y, 4, height), 2, 2)


def focus_ring(painter: QPainter, box: QRect | QRectF, radius: float) -> None:
    """Paint the ring of 2 px just inside `box`."""
    round_box(painter, box, radius, None, colours().accent, 2)


def soft_shadow(painter: QPainter, box: QRectF, radius: float, spread: int, drop: int = 0) -> None:
    """Paint a shadow around a floating box: rounded boxes that grow and fade.

    Args:
        painter: open on a surface that reaches `spread` beyond `box`.
        box: the floating thing.
        radius: its corners.
        spread: how far the shadow reaches, in pixels.
        drop: how far it is moved down.
    """
    shadow = QColor(colours().shadow)
    peak = shadow.alpha()
    painter.setPen(Qt.PenStyle.NoPen)
    outline = QPainterPath()
    outline.addRoundedRect(box, radius, radius)
    for step in range(spread, 0, -2):
        # Equal layers add up to a soft, nearly quadratic fall.
        shadow.setAlphaF(peak / 255 * 2 / spread * (1 - step / (spread + 2)))
        painter.setBrush(shadow)
        grown = box.adjusted(-step, -step + drop, step, step + drop)
        painter.drawRoundedRect(grown, radius + step, radius + step)
