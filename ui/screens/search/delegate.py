"""One thing found, painted: the hit letters on their mark."""

from typing import Final

from PySide6.QtCore import QPointF, QRect
from PySide6.QtGui import QColor, QPainter
from typing_extensions import override

from ui.language import translate
from ui.models.list_view import RowDelegate, RowState
from ui.screens.search.rows import GroupRow, HitRow, SearchRow, Spans
from ui.theme.icons import Icon, draw_icon
from ui.theme.theme import colours, g, t
from ui.theme.tokens import REGULAR, SEMIBOLD, Size
from ui.widgets.avatar import AvatarGround, draw_avatar
from ui.widgets.painting import RIGHT, round_box, width_of, words
from ui.widgets.paragraph import Flowed, Mark, MarkStyle
from ui.widgets.veil import draw_veil

_INSET: Final = 8  # from the card's edge to the ground of a row
_LEFT: Final = 20
_TEXT_AT: Final = 64
_DISC: Final = 32
_BAR: Final = 3
_HINT_ROOM: Final = 76
_HIT_WITHIN: Final = 0.85  # of the room: a hit further right would be cut off
_WORDS_BEFORE: Final = 30  # characters shown before such a hit
_CUT: Final = "… "


class SearchDelegate(RowDelegate[SearchRow]):
    """Paints `SearchRow`s."""

    @override
    def height(self) -> int:
        return t(20) + t(18) + g(8)

    @override
    def heading_height(self) -> int:
        return t(18) + g(16)

    @override
    def paint_ground(self, painter: QPainter, box: QRect, state: RowState) -> None:
        now = colours()
        ground = box.adjusted(g(_INSET), 1, -g(_INSET), -1)
        if state.selected:
            round_box(painter, ground, Size.RADIUS, now.select)
            bar = QRect(ground.x(), ground.y() + g(6), _BAR, ground.height() - 2 * g(6))
            round_box(painter, bar, 1.5, now.accent)
        elif state.hovered:
            round_box(painter, ground, Size.RADIUS, now.hover)

    @override
    def paint_row(self, painter: QPainter, box: QRect, row: SearchRow, state: RowState) -> None:
        if isinstance(row, GroupRow):
            self._paint_heading(painter, box, row)
            return
        self._paint_picture(painter, box, row, selected=state.selected)
        left, right = box.x() + g(_TEXT_AT), box.right() + 1 - g(_LEFT)
        end = self._paint_right(painter, box, row, right, selected=state.selected)
        room = QRect(left, box.y(), end - g(12) - left, box.height())
        if row.second:
            top = box.y() + (box.height() - t(20) - t(18)) // 2
            first = QRect(left, top, room.width(), t(20))
            second = QRect(left, top + t(20), room.width(), t(18))
            self._paint_first(painter, first, row, REGULAR)
            words(painter, second, row.second, colours().text2, 12)
            return
        middle = box.y() + (box.height() - t(20)) // 2
        line = QRect(left, middle, room.width(), t(20))
        weight = SEMIBOLD if row.name else REGULAR
        x = line.x() + self._paint_first(painter, line, row, weight) + g(8)
        if row.beside and x < line.right():
            rest = QRect(x, middle + (t(20) - t(18)) // 2, line.right() - x, t(18))
            ink = colours().text2
            _marked(painter, rest, row.beside, row.beside_marks, ink, 12, REGULAR)

    def _paint_heading(self, painter: QPainter, box: QRect, row: GroupRow) -> None:
        now = colours()
        line = QRect(
            box.x() + g(_LEFT), box.bottom() - t(18) - g(4), box.width() - 2 * g(_LEFT), t(18)
        )
        words(painter, line, row.title, now.text2, 12, SEMIBOLD)
        if row.more:
            link = translate("Search", "Show all {count}").format(count=row.more)
            words(painter, line, link, now.accent, 12, SEMIBOLD, RIGHT)

    def _paint_picture(self, painter: QPainter, box: QRect, row: HitRow, *, selected: bool) -> None:
        now = colours()
        side = g(_DISC)
        disc = QRect(box.x() + g(_LEFT), box.y() + (box.height() - side) // 2, side, side)
        if row.icon is None:
            ground = AvatarGround.SELECTED if selected else AvatarGround.PAGE
            draw_avatar(painter, disc, row.name, identified=row.identified, ground=ground)
            return
        round_box(painter, disc, side / 2, now.avatar_select if selected else now.tva.soft)
        inner = QRect(0, 0, g(16), g(16))
        inner.moveCenter(disc.center())
        draw_icon(painter, row.icon, inner, now.text2)

    def _paint_right(
        self, painter: QPainter, box: QRect, row: HitRow, right: int, *, selected: bool
    ) -> int:
        """Paint the right end, or on the chosen row what Enter does, and return its left."""
        now = colours()
        if not selected:
            line = QRect(right - t(220), box.y(), t(220), box.height())
            words(painter, line, row.right, now.text2, 12, align=RIGHT)
            return right - width_of(row.right, 12)
        side = t(16)
        sign = QRect(right - side, box.y() + (box.height() - side) // 2, side, side)
        draw_icon(painter, Icon.ARROW_ELBOW_DOWN_LEFT, sign, now.select_text)
        word = translate("Search", "Open")
        line = QRect(right - t(_HINT_ROOM), box.y(), t(_HINT_ROOM) - side - g(8), box.height())
        words(painter, line, word, now.select_text, 13, SEMIBOLD, RIGHT)
        return right - t(_HINT_ROOM)

    def _paint_first(self, painter: QPainter, box: QRect, row: HitRow, weight: int) -> int:
        """Paint the main words, or bars in their place, and return the width."""
        if row.secret:
            middle = box.y() + box.height() / 2
            return int(draw_veil(painter, box.x(), middle, box.width(), row.rid, 6))
        return _marked(painter, box, row.first, row.first_marks, colours().text, 13, weight)


def _marked(
    painter: QPainter, box: QRect, text: str, spans: Spans, ink: QColor, size: int, weight: int
) -> int:
    """Paint one line with what was hit marked and in sight, and return its width."""
    if spans and width_of(text[: spans[0][1]], size, weight) > box.width() * _HIT_WITHIN:
        text, spans = _from_near(text, spans)
    flow = Flowed(text, box.width(), size=size, weight=weight, most_lines=1)
    marks = tuple(Mark(start, end, MarkStyle.HIT) for start, end in spans)
    flow.paint(painter, QPointF(box.topLeft()), ink, marks)
    return min(flow.natural_width(), box.width())


def _from_near(text: str, spans: Spans) -> tuple[str, Spans]:
    """Return a text from a few words before its first hit on."""
    start = text.rfind(" ", 0, max(spans[0][0] - _WORDS_BEFORE, 0)) + 1
    moved = start - len(_CUT)
    return _CUT + text[start:], tuple((first - moved, last - moved) for first, last in spans)
