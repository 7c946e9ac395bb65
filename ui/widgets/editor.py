"""The editor for notes: plain text, fixed line height, a counter, and marked ranges."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QMimeData, QSize, Qt, Signal
from PySide6.QtGui import (
    QKeyEvent,
    QResizeEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextEdit, QWidget
from typing_extensions import override

from ui.language import number, translate
from ui.theme.theme import colours, current, font, g, t
from ui.widgets.fields import set_mark
from ui.widgets.paragraph import utf16_index

_LINE: Final = 20
_PADDING: Final = 10  # the stylesheet adds a little at both sides


class NoteEditor(QTextEdit):
    """Plain text of several lines.

    Marks are laid over the text as extra selections: the document and its undo stay untouched.

    Args:
        placeholder: shown while empty.
        limit: most characters, 0 for none; more can be typed, the counter says it.
        lines: the height asked for.
        parent: the owner.
    """

    counted = Signal(str)
    submitted = Signal()
    marks_moved = Signal()

    def __init__(
        self,
        placeholder: str = "",
        *,
        limit: int = 0,
        lines: int = 5,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._limit = limit
        self._lines = lines
        self._marks: tuple[tuple[int, int], ...] = ()
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self._rescale()
        current().changed.connect(self._rescale)
        self.textChanged.connect(self._text_changed)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)

    def text(self) -> str:
        """Return what was typed."""
        return self.toPlainText()

    def set_text(self, text: str) -> None:
        """Show a text; its undo starts here."""
        self.setPlainText(text)
        self._set_line_height()
        self.document().clearUndoRedoStacks()

    def set_invalid(self, invalid: bool) -> None:  # noqa: FBT001  a setter of one truth
        """Show or clear the edge of a wrong field."""
        set_mark(self, "invalid", on=invalid)

    def counter_text(self) -> str:
        """Return "211 of 2,000", or an empty string if there is no limit."""
        if not self._limit:
            return ""
        return translate("NoteEditor", "{count} of {limit}").format(
            count=number(len(self.text())), limit=number(self._limit)
        )

    def over_limit(self) -> int:
        """Return how many characters are too many; 0 if none."""
        return max(len(self.text()) - self._limit, 0) if self._limit else 0

    def set_marks(self, ranges: Sequence[tuple[int, int]]) -> None:
        """Mark ranges of characters (start, end) with fill and a wave below."""
        self._marks = tuple(ranges)
        self._show_marks()

    def mark_middle(self, index: int) -> int | None:
        """Return the y of the middle of a mark here, or None while it is out of view."""
        if not 0 <= index < len(self._marks):
            return None
        cursor = QTextCursor(self.document())
        cursor.setPosition(utf16_index(self.text(), self._marks[index][0]))
        rect = self.cursorRect(cursor)
        if not 0 <= rect.center().y() <= self.viewport().height():
            return None
        return self.viewport().y() + rect.center().y()

    def remove_mark(self, index: int) -> None:
        """Delete the text of one mark; Ctrl+Z brings it back."""
        start, end = self._marks[index]
        text = self.text()
        cursor = self.textCursor()
        cursor.setPosition(utf16_index(text, start))
        cursor.setPosition(utf16_index(text, end), QTextCursor.MoveMode.KeepAnchor)
        cursor.removeSelectedText()

    def _show_marks(self) -> None:
        now = colours()
        text = self.text()
        look = QTextCharFormat()
        look.setBackground(now.mark)
        look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
        look.setUnderlineColor(now.amber)
        selections = []
        for start, end in self._marks:
            selection = QTextEdit.ExtraSelection()
            cursor = QTextCursor(self.document())
            cursor.setPosition(utf16_index(text, min(start, len(text))))
            cursor.setPosition(
                utf16_index(text, min(end, len(text))), QTextCursor.MoveMode.KeepAnchor
            )
            selection.cursor = cursor
            selection.format = look
            selections.append(selection)
        self.setExtraSelections(selections)
        self.marks_moved.emit()

    def _text_changed(self) -> None:
        self.counted.emit(self.counter_text())

    def _scrolled(self) -> None:
        self.marks_moved.emit()

    def _rescale(self) -> None:
        self.setFont(font(13))
        self.document().setDocumentMargin(g(_PADDING))
        self._set_line_height()
        self._show_marks()
        self.updateGeometry()

    def _set_line_height(self) -> None:
        look = QTextBlockFormat()
        look.setLineHeight(t(_LINE), QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        blocked = self.blockSignals(True)  # noqa: FBT003  Qt's own signature
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(look)
        self.blockSignals(blocked)

    @override
    def insertFromMimeData(self, source: QMimeData, /) -> None:
        # Pasted text keeps no format and, through a plain insert, our line height.
        self.textCursor().insertText(source.text())

    @override
    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.submitted.emit()
            event.accept()
            return
        super().keyPressEvent(event)

    @override
    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        self.marks_moved.emit()

    @override
    def sizeHint(self) -> QSize:
        return QSize(t(240), self._lines * t(_LINE) + 2 * g(_PADDING) + 2)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(t(120), 2 * t(_LINE) + 2 * g(_PADDING) + 2)
