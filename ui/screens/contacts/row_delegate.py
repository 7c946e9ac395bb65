"""One contact in the list, painted: who, where, when last, what next."""

from typing import Final

from PySide6.QtCore import QEvent, QRect
from PySide6.QtGui import QHelpEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyleOptionViewItem, QToolTip
from typing_extensions import override

from helhedsplan_desktop.services.contact_views import ContactRow
from ui.doorway import name_shown
from ui.models.list_view import RowDelegate, RowState
from ui.models.rows import Index
from ui.screens.contacts.model import ContactsModel
from ui.screens.contacts.row_words import SecondLine, last_contact_words
from ui.theme.icons import Icon, draw_icon
from ui.theme.theme import colours, g, t
from ui.theme.tokens import SEMIBOLD
from ui.widgets.avatar import AvatarGround, draw_avatar
from ui.widgets.chips import draw_area_codes
from ui.widgets.painting import RIGHT, hairline, width_of, words
from ui.widgets.veil import draw_veil

_AVATAR: Final = 36
_AVATAR_AT: Final = 16
_TEXT_AT: Final = 64
_RIGHT_PAD: Final = 20
_SMALL_ICON: Final = 14
_GAP: Final = 8


class ContactDelegate(RowDelegate[ContactRow]):
    """Paints `ContactsModel`.

    Args:
        model: tells the present day and whether the page is veiled.
    """

    def __init__(self, model: ContactsModel) -> None:
        super().__init__()
        self._model = model

    @override
    def height(self) -> int:
        return t(20) + t(18) + g(22)

    @override
    def paint_ground(self, painter: QPainter, box: QRect, state: RowState) -> None:
        super().paint_ground(painter, box, state)
        if not state.selected:
            x = box.x() + g(_TEXT_AT)
            hairline(painter, x, box.bottom(), box.right() + 1 - x)

    @override
    def paint_row(self, painter: QPainter, box: QRect, row: ContactRow, state: RowState) -> None:
        size = g(_AVATAR)
        disc = QRect(box.x() + g(_AVATAR_AT), box.y() + (box.height() - size) // 2, size, size)
        ground = AvatarGround.SELECTED if state.selected else AvatarGround.PAGE
        draw_avatar(painter, disc, row.name, identified=row.identified, ground=ground)
        inner = box.adjusted(g(_TEXT_AT), 0, -g(_RIGHT_PAD), 0)
        top = box.y() + (box.height() - t(20) - t(18) - g(2)) // 2
        self._paint_first(painter, QRect(inner.x(), top, inner.width(), t(20)), row)
        second = QRect(inner.x(), top + t(20) + g(2), inner.width(), t(18))
        self._paint_second(painter, second, row)

    def _paint_first(self, painter: QPainter, box: QRect, row: ContactRow) -> None:
        """Paint name, unsent cloud, department and at the right the last contact."""
        now = colours()
        met = last_contact_words(row, self._model.today)
        words(painter, box, met, now.text2, 12, align=RIGHT)
        box = box.adjusted(0, 0, -(width_of(met, 12) + g(_GAP)) if met else 0, 0)
        name = name_shown(row.name, identified=row.identified, veiled=self._model.veiled)
        side = t(_SMALL_ICON)
        cloud = side + g(6) if row.unsent else 0
        room = QRect(box.x(), box.y(), box.width() - cloud, box.height())
        x = box.x() + words(painter, room, name, now.text, 13, SEMIBOLD)
        if row.unsent:
            place = QRect(x + g(6), box.y() + (box.height() - side) // 2, side, side)
            draw_icon(painter, Icon.CLOUD_ARROW_UP, place, now.accent)
        x += cloud + g(_GAP)
        if x < box.right() - t(24):
            rest = QRect(x, box.y(), box.right() + 1 - x, box.height())
            words(painter, rest, row.department, now.text2, 12)

    def _paint_second(self, painter: QPainter, box: QRect, row: ContactRow) -> None:
        """Paint the next step and at the right the focus areas."""
        now = colours()
        veiled = self._model.veiled
        if row.areas and not veiled:
            middle = box.y() + box.height() // 2
            taken = draw_area_codes(painter, box.right() + 1, middle, row.areas)
            box = box.adjusted(0, 0, -taken - g(_GAP), 0)
        line = self._model.line(row)
        side = t(_SMALL_ICON)
        place = QRect(box.x(), box.y() + (box.height() - side) // 2, side, side)
        draw_icon(painter, line.icon, place, now.of(line.icon_tone))
        box = box.adjusted(side + g(6), 0, 0, 0)
        if veiled and line.what:
            _paint_veiled(painter, box, line, row.rid)
        else:
            words(painter, box, line.words(), now.of(line.tone), 12)

    @override
    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: Index,
        /,
    ) -> bool:
        if event.type() is not QEvent.Type.ToolTip or not index.isValid() or self._model.veiled:
            QToolTip.hideText()
            return True
        row = self._model.row(index.row())
        lines = (row.name, row.department, self._model.line(row).words())
        QToolTip.showText(event.globalPos(), "\n".join(each for each in lines if each), view)
        return True


def _paint_veiled(painter: QPainter, box: QRect, line: SecondLine, seed: bytes) -> None:
    """Paint when, and bars in place of what."""
    x = box.x() + words(painter, box, line.lead, colours().of(line.tone), 12) + g(_GAP)
    draw_veil(painter, x, box.y() + box.height() / 2, box.right() - x, seed)
