"""The search over everything: a field, scopes with counts, what was found, and the keys."""

from typing import Final

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from ui.language import translate
from ui.models.list_view import FastListView
from ui.models.rows import RowsModel
from ui.screens.search.delegate import SearchDelegate
from ui.screens.search.rows import (
    GROUPS,
    GroupRow,
    HitRow,
    SearchRow,
    count_words,
    group_title,
    spoken_row,
)
from ui.theme.icons import Icon
from ui.theme.theme import colours, current, font, g, t
from ui.theme.tokens import Size, Tone
from ui.widgets.buttons import Button, IconButton, Kind
from ui.widgets.choices import Pill
from ui.widgets.fields import set_mark
from ui.widgets.glyph import Glyph
from ui.widgets.keys import KeyCap
from ui.widgets.labels import Hairline, Label
from ui.widgets.layouts import Column, Flow, Row
from ui.widgets.painting import round_box, smooth, soft_shadow
from ui.widgets.paragraph import Paragraph

_WIDTH: Final = 760
_FIELD: Final = 58
_FOOT: Final = 44
_RADIUS: Final = 10
_SHADOW: Final = 24
_CONTROL: Final = Qt.KeyboardModifier.ControlModifier
_SCOPE_KEYS: Final[dict[int, str]] = {
    Qt.Key.Key_1.value: "",
    Qt.Key.Key_2.value: GROUPS[0],
    Qt.Key.Key_3.value: GROUPS[1],
    Qt.Key.Key_4.value: GROUPS[2],
}
_EDGE: Final = 6  # the card keeps this distance from the window


class SearchView(QWidget):
    """A card over a scrim; the keyboard stays in the field.

    Signals:
        typed: what is searched for now.
        scoped: a group to search alone, or empty for all.
        opened: the `HitRow` to open.
        note_wanted: the `HitRow` to write a note about.
        closed: the person is done.

    Args:
        parent: the window's content that it lies over.
    """

    typed = Signal(str)
    scoped = Signal(str)
    opened = Signal(object)
    note_wanted = Signal(object)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(translate("Search", "Search"))
        self._corner = QPoint(0, 0)
        self.scope = ""
        self._rows: RowsModel[SearchRow] = RowsModel(
            lambda row: row.key,
            spoken_row,
            is_heading=lambda row: isinstance(row, GroupRow),
            parent=self,
        )
        self._card = _Card(self)
        self.field = QLineEdit()
        set_mark(self.field, "bare", on=True)
        self.field.setPlaceholderText(translate("Search", "Search contacts, notes and follow-ups"))
        self.field.setAccessibleName(self.field.placeholderText())
        self.field.textChanged.connect(self._typed)
        self.field.installEventFilter(self)
        self._clear = Button(translate("Search", "Clear"), Kind.GHOST, height=Size.BUTTON_SMALL)
        self._clear.clicked.connect(self.field.clear)
        self._pills: dict[str, Pill] = {}
        self.list = FastListView(
            self._rows, SearchDelegate(), translate("Search", "What was found")
        )
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.clicked_at.connect(self._clicked)
        self._told = Paragraph("", tone=Tone.TEXT2)
        self._arrange()
        self._rescale()
        current().changed.connect(self._rescale)

    def _arrange(self) -> None:
        column = Column(self._card)
        field = Row(gap=12, margins=(22, 0, 12, 0))
        field.addWidget(Glyph(Icon.MAGNIFYING_GLASS, 20, Tone.ACCENT))
        field.addWidget(self.field, 1)
        field.addWidget(self._clear)
        close = IconButton(Icon.X, translate("Search", "Close"))
        close.clicked.connect(self.closed)
        field.addWidget(close)
        self._head = QWidget()
        self._head.setLayout(field)
        column.addWidget(self._head)
        column.addWidget(Hairline())
        self._scopes = QWidget()
        pills = Flow(self._scopes, gap=6)
        pills.setContentsMargins(20, 12, 20, 4)
        for number, group in enumerate(("", *GROUPS), 1):
            words = group_title(group) if group else translate("Search", "All")
            pill = Pill(words, count=0)
            pill.setToolTip(f"Ctrl+{number}")
            pill.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            pill.setChecked(not group)
            pill.clicked.connect(_Chooser(self, group))
            self._pills[group] = pill
            pills.addWidget(pill)
        column.addWidget(self._scopes)
        told = Row(margins=(24, 12, 24, 12))
        told.addWidget(self._told)
        self._message = QWidget()
        self._message.setLayout(told)
        column.addWidget(self._message)
        column.addWidget(self.list, 1)
        column.addSpacing(g(6))
        column.addWidget(Hairline())
        self._foot = QWidget()
        keys = Row(self._foot, gap=8, margins=(20, 0, 20, 0))
        for cap, words in (
            ("↑ ↓", translate("Search", "Choose")),
            ("Enter", translate("Search", "Open")),
            ("Ctrl+N", translate("Search", "New note")),
            ("Tab", translate("Search", "Next group")),
            ("Esc", translate("Search", "Close")),
        ):
            keys.addWidget(KeyCap(cap))
            keys.addWidget(Label(words, size=12, tone=Tone.TEXT2))
            keys.addSpacing(g(6))
        keys.addStretch()
        keys.addWidget(Label(translate("Search", "Newest first"), size=12, tone=Tone.TEXT2))
        column.addWidget(self._foot)

    def open_at(self, text: str, corner: QPoint) -> None:
        """Open with a text, the card over the search field of the window.

        Args:
            text: what is searched for.
            corner: of that field, in this widget.
        """
        self._corner = corner
        self.field.setText(text)
        self.field.selectAll()
        self.show()
        self.raise_()
        self._place()
        self.field.setFocus()

    def show_rows(
        self, rows: tuple[SearchRow, ...], counts: dict[str, int] | None, message: str = ""
    ) -> None:
        """Show what was found.

        Args:
            rows: groups and hits.
            counts: group to how many there are; None while nothing is searched for.
            message: in place of rows.
        """
        self._rows.show(rows)
        self._scopes.setVisible(counts is not None)
        for group, pill in self._pills.items():
            count = sum((counts or {}).values()) if not group else (counts or {}).get(group, 0)
            pill.set_count(count_words(count))
            pill.setChecked(group == self.scope)
        self._told.setText(message)
        self._message.setVisible(bool(message))
        self.list.setVisible(bool(rows))
        self._choose_first()
        self._place()

    def chosen(self) -> HitRow | None:
        """Return the chosen hit."""
        number = self.list.currentIndex().row()
        row = self._rows.row(number) if 0 <= number < self._rows.rowCount() else None
        return row if isinstance(row, HitRow) else None

    def choose_scope(self, group: str) -> None:
        """Search one group alone, or with an empty string all."""
        self.scope = group
        for each, pill in self._pills.items():
            pill.setChecked(each == group)
        self.scoped.emit(group)
        self.field.setFocus()

    def _typed(self, text: str) -> None:
        self._clear.setVisible(bool(text))
        self.typed.emit(text)

    def _choose_first(self) -> None:
        first = next((row for row in self._rows.rows if isinstance(row, HitRow)), None)
        if first is not None:
            self.list.choose(first.key)
            self.list.scrollToTop()

    def _step(self, by: int) -> None:
        """Move the choice to the next or previous hit."""
        hits = [at for at, row in enumerate(self._rows.rows) if isinstance(row, HitRow)]
        if not hits:
            return
        now = self.list.currentIndex().row()
        place = (hits.index(now) + by) % len(hits) if now in hits else 0
        self.list.choose(self._rows.identity(hits[place]))
        if place == 0:
            self.list.scrollToTop()

    def _step_group(self, by: int) -> None:
        """Move the choice to the first hit of the next or previous group."""
        heads = [at for at, row in enumerate(self._rows.rows) if isinstance(row, GroupRow)]
        if not heads:
            return
        now = self.list.currentIndex().row()
        before = [at for at in heads if at < now]
        place = (heads.index(before[-1]) + by) % len(heads) if before else 0
        self.list.choose(self._rows.identity(heads[place] + 1))

    def _clicked(self, key: object, _point: object) -> None:
        row = self._rows.row(self._rows.place(key))
        if isinstance(row, GroupRow):
            if row.more:
                self.choose_scope(row.group)
        else:
            self.opened.emit(row)

    @override
    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(event)
        if event.type() is not QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
            return False
        # Ctrl+N is a note about the chosen contact here, not the window's empty one.
        ours = bool(event.key() == Qt.Key.Key_N and event.modifiers() & _CONTROL)
        if ours:
            event.accept()
        return ours

    def _key(self, event: QKeyEvent) -> bool:
        """Return True if the key is answered here."""
        chosen = self.chosen()
        match event.key():
            case Qt.Key.Key_Down:
                self._step(1)
            case Qt.Key.Key_Up:
                self._step(-1)
            case Qt.Key.Key_Tab:
                self._step_group(1)
            case Qt.Key.Key_Backtab:
                self._step_group(-1)
            case Qt.Key.Key_Escape:
                self.closed.emit()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                if chosen is not None:
                    self.opened.emit(chosen)
            case key if event.modifiers() & _CONTROL and key in _SCOPE_KEYS:
                self.choose_scope(_SCOPE_KEYS[key])
            case Qt.Key.Key_N if event.modifiers() & _CONTROL:
                self.note_wanted.emit(chosen)
            case _:
                return False
        return True

    def _rescale(self) -> None:
        self.field.setFont(font(16))
        self._head.setFixedHeight(t(24) + g(_FIELD - 24))
        self._foot.setFixedHeight(t(18) + g(_FOOT - 18))
        self._place()

    def _place(self) -> None:
        """Put the card over the window's search field, as tall as what was found."""
        room = self.rect().adjusted(g(_EDGE), g(_EDGE), -g(_EDGE), -g(_EDGE))
        wide = min(t(_WIDTH), room.width())
        x = min(max(self._corner.x() - g(4), room.x()), room.right() + 1 - wide)
        fixed = self._head.height() + self._foot.height() + g(6) + 2
        if self._scopes.isVisibleTo(self):
            fixed += self._scopes.sizeHint().height() + g(16)
        if self._message.isVisibleTo(self):
            fixed += max(self._message.heightForWidth(wide), self._message.sizeHint().height())
        rows = self.list.verticalHeader().length() + g(4) if self._rows.rowCount() else 0
        tall = min(fixed + rows, room.height())
        self._card.setGeometry(QRect(QPoint(x, room.y()), QSize(wide, tall)))
        self.update()

    @override
    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        self._place()

    @override
    def mousePressEvent(self, event: QMouseEvent, /) -> None:
        if not self._card.geometry().contains(event.position().toPoint()):
            self.closed.emit()

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter = smooth(QPainter(self))
        painter.fillRect(self.rect(), colours().scrim)
        soft_shadow(painter, QRectF(self._card.geometry()), _RADIUS, _SHADOW, 4)


class _Card(QWidget):
    """The card; a click on it stays on it."""

    @override
    def mousePressEvent(self, event: QMouseEvent, /) -> None:
        event.accept()

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        now = colours()
        edge = now.edge_soft if now.dark else None
        round_box(smooth(QPainter(self)), self.rect(), _RADIUS, now.surface, edge)


class _Chooser:
    """Chooses one scope when its pill is clicked."""

    def __init__(self, view: SearchView, group: str) -> None:
        self._view = view
        self._group = group

    def __call__(self) -> None:
        self._view.choose_scope(self._group)
