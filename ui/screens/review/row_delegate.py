"""How a row of the review is painted: who, whose, what a lead should see, which area."""

import itertools
from typing import Final

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter
from typing_extensions import override

from helhedsplan_desktop.services.reviewing import ReviewRow
from ui.doorway import name_shown
from ui.models.list_view import RowDelegate, RowState
from ui.screens.review.model import ReviewModel
from ui.screens.review.row_words import (
    below_words,
    last_contact_words,
    mark_words,
    new_words,
    owner_words,
)
from ui.theme.icons import draw_icon
from ui.theme.theme import colours, g, t
from ui.theme.tokens import REGULAR, SEMIBOLD
from ui.widgets.avatar import AvatarGround, draw_avatar
from ui.widgets.chips import AREA_CELL, draw_area_mark
from ui.widgets.painting import hairline, words
from ui.widgets.veil import draw_veil

_LEFT: Final = 24
_AVATAR: Final = 32
_NAME: Final = 68
_OWNER_SHARE: Final = 0.35
_MARK_SHARE: Final = 0.57
"""Where the second and third column begin, of the row's width."""


class ReviewDelegate(RowDelegate[ReviewRow]):
    """Paints the rows of a `ReviewModel`."""

    def __init__(self, model: ReviewModel) -> None:
        super().__init__()
        self._model = model

    @override
    def height(self) -> int:
        return t(20) + t(18) + g(18)

    @override
    def paint_row(self, painter: QPainter, box: QRect, row: ReviewRow, state: RowState) -> None:
        side = g(_AVATAR)
        disc = QRect(box.x() + g(_LEFT), box.y() + (box.height() - side) // 2, side, side)
        ground = AvatarGround.SELECTED if state.selected else AvatarGround.PAGE
        draw_avatar(painter, disc, row.name, identified=row.identified, ground=ground)
        area = box.right() + 1 - g(_LEFT) - t(AREA_CELL)
        columns = [
            box.x() + g(_NAME),
            box.x() + round(box.width() * _OWNER_SHARE),
            box.x() + round(box.width() * _MARK_SHARE),
            area,
        ]
        rooms = [
            QRect(left, box.y() + g(9), right - left - g(12), t(20))
            for left, right in itertools.pairwise(columns)
        ]
        self._paint_who(painter, rooms[0], row)
        self._paint_owner(painter, rooms[1], row)
        self._paint_mark(painter, rooms[2], row)
        if row.areas and not self._model.veiled:
            code = row.areas[0]
            draw_area_mark(painter, area, box.center().y() + 1, self._model.hue(code), code)
        if not state.selected:
            left = columns[0]
            hairline(painter, left, box.bottom(), box.right() + 1 - left)

    def _paint_who(self, painter: QPainter, room: QRect, row: ReviewRow) -> None:
        now = colours()
        shown = name_shown(row.name, identified=row.identified, veiled=self._model.veiled)
        words(painter, room, shown, now.text, 13, SEMIBOLD)
        words(painter, _below(room), row.department, now.text2, 12)

    def _paint_owner(self, painter: QPainter, room: QRect, row: ReviewRow) -> None:
        now = colours()
        words(painter, room, owner_words(row), now.text if row.owner else now.text2)
        last = last_contact_words(row, self._model.today)
        words(painter, _below(room), last, now.text2, 12)

    def _paint_mark(self, painter: QPainter, room: QRect, row: ReviewRow) -> None:
        now = colours()
        mark = mark_words(row, self._model.today)
        line = QRect(room)
        if mark.icon is not None:
            side = t(16)
            top = room.y() + (room.height() - side) // 2
            draw_icon(painter, mark.icon, QRect(room.x(), top, side, side), now.amber)
            line.setLeft(room.x() + side + g(8))
        ink, weight = (now.amber_text, SEMIBOLD) if mark.icon else (now.text, REGULAR)
        words(painter, line, mark.text, ink, 13, weight)
        below, said = _below(room), below_words(row)
        if not said:
            return
        if self._model.veiled and not new_words(row):
            draw_veil(painter, below.x(), below.center().y(), below.width(), row.rid)
        else:
            words(painter, below, said, now.text2, 12)


def _below(room: QRect) -> QRect:
    """Return the second line under a first one."""
    return QRect(room.x(), room.bottom() + 1, room.width(), t(18))
