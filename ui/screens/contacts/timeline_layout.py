"""One row of the timeline, laid out once for a width and painted many times."""

from collections.abc import Hashable
from typing import Final, NamedTuple

from PySide6.QtCore import QPointF, QRect, QRectF
from PySide6.QtGui import QColor, QPainter

from ui.doorway import veiled_name
from ui.language import translate
from ui.parts.record_state import record_state
from ui.screens.contacts.timeline_rows import EntryRow
from ui.theme.icons import Icon, draw_icon
from ui.theme.theme import colours, g, t
from ui.theme.tokens import SEMIBOLD, Tone
from ui.widgets.chips import area_mark_width, draw_area_mark
from ui.widgets.painting import RIGHT, width_of, words
from ui.widgets.paragraph import Flowed
from ui.widgets.veil import draw_veil

TEXT_AT: Final = 44
RIGHT_PAD: Final = 26
_NODE: Final = 28
_NODE_ICON: Final = 16
_MEASURE: Final = 590  # design pixels: longer lines are hard to read
_TOP: Final = 12
_TEXT_GAP: Final = 2
_META_GAP: Final = 6
_BOTTOM: Final = 17
_META_BETWEEN: Final = 14
_ACTION: Final = 32
_REMARK_BAR: Final = 2
_REMARK_INSET: Final = 12


class _Meta(NamedTuple):
    """One piece of the last line: an area, or words with an icon."""

    text: str
    hue: str = ""
    icon: Icon | None = None
    tone: Tone = Tone.TEXT2
    icon_tone: Tone = Tone.TEXT2

    def width(self) -> int:
        """Return the width in pixels."""
        if self.hue:
            return area_mark_width(self.text)
        lead = t(14) + g(6) if self.icon else 0
        return lead + width_of(self.text, 12)


class EntryLayout:
    """The measures of one entry at one width.

    Args:
        row: what to show.
        width: of the whole row in pixels.
        veiled: True while a resident may see the screen.
    """

    def __init__(self, row: EntryRow, width: int, *, veiled: bool) -> None:
        self.row = row
        self._veiled = veiled
        self._right = width - g(RIGHT_PAD)
        room = min(self._right - g(TEXT_AT), t(_MEASURE))
        self._text: Flowed | None = None
        self._remarks: list[Flowed] = []
        if not row.is_note:
            self.height = t(20) + g(24)
            return
        self._text = Flowed(row.entry.text, room)
        inner = room - _REMARK_BAR - g(_REMARK_INSET)
        self._remarks = [Flowed(each.text, inner) for each in row.remarks]
        self.height = (
            g(_TOP)
            + t(20)
            + g(_TEXT_GAP)
            + self._text.height
            + g(_META_GAP)
            + t(18)
            + sum(g(10) + t(18) + g(2) + each.height for each in self._remarks)
            + g(_BOTTOM)
        )

    def action_cell(self, box: QRect) -> QRect:
        """Return where a click opens the menu of a note; empty for a line."""
        if self._text is None:
            return QRect()
        side = g(_ACTION)
        middle = self._meta_top(box) + t(18) // 2
        return QRect(box.x() + self._right - side, middle - side // 2, side, side)

    def paint(self, painter: QPainter, box: QRect, *, active: bool) -> None:
        """Paint the entry.

        Args:
            painter: set to smooth edges.
            box: the whole row.
            active: True under the pointer or the keyboard: the actions show.
        """
        self._paint_line(painter, box)
        self._paint_node(painter, box)
        now = colours()
        first = QRect(box.x() + g(TEXT_AT), box.y() + g(_TOP), self._right - g(TEXT_AT), t(20))
        words(painter, first, self.row.when, now.text2, 12, align=RIGHT)
        room = first.adjusted(0, 0, -width_of(self.row.when, 12) - g(16), 0)
        if self._text is None:
            self._paint_single(painter, room)
            return
        words(painter, room, self.row.title, now.text, 13, SEMIBOLD)
        corner = QPointF(first.x(), first.bottom() + 1 + g(_TEXT_GAP))
        self._paint_text(painter, corner, self._text, self.row.entry.rid)
        self._paint_meta(painter, box, active=active)
        self._paint_remarks(painter, box)

    def _meta_top(self, box: QRect) -> int:
        assert self._text is not None
        return box.y() + g(_TOP) + t(20) + g(_TEXT_GAP) + self._text.height + g(_META_GAP)

    def _paint_line(self, painter: QPainter, box: QRect) -> None:
        middle = box.y() + g(_TOP) + t(20) // 2
        top = middle if self.row.first else box.y()
        bottom = middle if self.row.last else box.bottom() + 1
        if bottom > top:
            x = box.x() + g(_NODE) // 2
            painter.fillRect(x, top, 1, bottom - top, colours().hairline)

    def _paint_node(self, painter: QPainter, box: QRect) -> None:
        now = colours()
        size = g(_NODE)
        middle = box.y() + g(_TOP) + t(20) // 2
        disc = QRect(box.x(), middle - size // 2, size, size)
        painter.setPen(QColor(0, 0, 0, 0))
        painter.setBrush(now.select if self.row.fresh else now.tva.soft)
        painter.drawEllipse(disc)
        side = g(_NODE_ICON)
        inner = QRect(0, 0, side, side)
        inner.moveCenter(disc.center())
        ink = now.accent if self.row.fresh else now.text2
        draw_icon(painter, self.row.icon, inner, ink)

    def _paint_single(self, painter: QPainter, box: QRect) -> None:
        """Paint a closed follow-up: state, what, area."""
        now = colours()
        lead = translate("Timeline", "{state}:").format(state=self.row.title)
        x = box.x() + words(painter, box, lead, now.text2) + g(6)
        rest = QRect(x, box.y(), box.right() + 1 - x, box.height())
        middle = box.y() + box.height() / 2
        if self._veiled:
            draw_veil(painter, x, middle, rest.width(), self.row.entry.rid)
            return
        areas = sum(g(_META_BETWEEN) + area_mark_width(each.name) for each in self.row.areas)
        rest.setWidth(max(rest.width() - areas, t(40)))
        x += words(painter, rest, self.row.what, now.text)
        for each in self.row.areas:
            x += g(_META_BETWEEN)
            x += draw_area_mark(painter, x, int(middle), each.hue, each.name)
        sign = record_state(self.row.entry.state)
        side = t(14)
        if sign.urgent and x + g(8) + side <= box.right():
            place = QRect(x + g(8), round(middle) - side // 2, side, side)
            draw_icon(painter, sign.icon, place, now.of(sign.tone))

    def _paint_text(self, painter: QPainter, corner: QPointF, text: Flowed, seed: bytes) -> None:
        if not self._veiled:
            text.paint(painter, corner, colours().text)
            return
        for number in range(text.lines):
            middle = corner.y() + number * t(20) + t(10)
            share = 0.55 if number and number == text.lines - 1 else 0.95
            room = (self._right - g(TEXT_AT)) * share
            draw_veil(painter, corner.x(), middle, room, seed + bytes([number % 256]), 99)

    def _pieces(self) -> list[_Meta]:
        entry = self.row.entry
        pieces = []
        if not self._veiled:
            pieces = [_Meta(each.name, hue=each.hue) for each in self.row.areas]
        pieces.append(_Meta(entry.author_name))
        if entry.others:
            shown = [veiled_name(each) if self._veiled else each for each in entry.others]
            together = translate("Timeline", "also {names}").format(names=", ".join(shown))
            pieces.append(_Meta(together, icon=Icon.USERS))
        sign = record_state(entry.state)
        pieces.append(_Meta(sign.words, icon=sign.icon, icon_tone=sign.tone))
        return [piece for piece in pieces if piece.text]

    def _paint_meta(self, painter: QPainter, box: QRect, *, active: bool) -> None:
        now = colours()
        cell = self.action_cell(box)
        top = self._meta_top(box)
        middle = top + t(18) // 2
        x, end = box.x() + g(TEXT_AT), cell.x() - g(8)
        for piece in self._pieces():
            width = piece.width()
            room = end - x
            if room < min(width, t(40)):
                break
            if piece.hue:
                if width > room:
                    break
                draw_area_mark(painter, x, middle, piece.hue, piece.text)
            else:
                self._paint_piece(painter, QRect(x, top, min(width, room) + 1, t(18)), piece)
            x += width + g(_META_BETWEEN)
        if active:
            side = g(20)
            dots = QRect(0, 0, side, side)
            dots.moveCenter(cell.center())
            draw_icon(painter, Icon.DOTS_THREE, dots, now.text2)

    def _paint_piece(self, painter: QPainter, box: QRect, piece: _Meta) -> None:
        now = colours()
        if piece.icon:
            side = t(14)
            place = QRect(box.x(), box.y() + (box.height() - side) // 2, side, side)
            draw_icon(painter, piece.icon, place, now.of(piece.icon_tone))
            box = box.adjusted(side + g(6), 0, 0, 0)
        words(painter, box, piece.text, now.of(piece.tone), 12)

    def _paint_remarks(self, painter: QPainter, box: QRect) -> None:
        now = colours()
        y = self._meta_top(box) + t(18)
        x = box.x() + g(TEXT_AT)
        rid = self.row.entry.rid
        for number, line in enumerate(self.row.remarks):
            text = self._remarks[number]
            y += g(10)
            tall = t(18) + g(2) + text.height
            painter.fillRect(QRectF(x, y, _REMARK_BAR, tall), now.edge_soft)
            inner = x + _REMARK_BAR + g(_REMARK_INSET)
            head = QRect(inner, y, self._right - inner, t(18))
            words(painter, head, line.head, now.text2, 12)
            corner = QPointF(inner, y + t(18) + g(2))
            self._paint_text(painter, corner, text, rid + bytes([number % 256]))
            y += tall


class LayoutCache:
    """Keeps the layouts of the rows shown; a row, a width or a scale that changed is laid anew."""

    def __init__(self) -> None:
        self._kept: dict[Hashable, tuple[Hashable, EntryLayout]] = {}

    def of(self, row: EntryRow, width: int, *, veiled: bool) -> EntryLayout:
        """Return the layout of a row."""
        stamp = (row, width, t(100), veiled)
        kept = self._kept.get(row.entry.rid)
        if kept is not None and kept[0] == stamp:
            return kept[1]
        layout = EntryLayout(row, width, veiled=veiled)
        self._kept[row.entry.rid] = (stamp, layout)
        return layout

    def clear(self) -> None:
        """Forget every layout."""
        self._kept.clear()
