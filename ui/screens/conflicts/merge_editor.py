"""The editor of the merged text: colour and underline tell whose words are whose."""

from typing import Final

from PySide6.QtCore import QSize
from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit, QWidget
from typing_extensions import override

from ui.language import translate
from ui.parts.differences import Origin, origins
from ui.theme.theme import current, g, t
from ui.widgets.editor import NoteEditor
from ui.widgets.paragraph import MarkStyle, mark_colours, utf16_index

STYLES: Final = {Origin.MINE: MarkStyle.MINE, Origin.THEIRS: MarkStyle.THEIRS}


_LEAST_LINES: Final = 5


class MergeEditor(NoteEditor):
    """A text made of two versions.

    Args:
        limit: most characters; 0 for none.
        parent: the owner.
    """

    def __init__(self, limit: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(limit=limit, lines=8, parent=parent)
        self.setAccessibleName(translate("Conflicts", "The merged text"))
        self._left = ""
        self._right = ""
        self.textChanged.connect(self._colour)
        current().changed.connect(self._colour)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), _LEAST_LINES * t(20) + g(22))

    def set_versions(self, left: str, right: str) -> None:
        """Tell the two texts that words are traced back to."""
        self._left, self._right = left, right
        self._colour()

    def insert_at(self, index: int, words: str) -> None:
        """Put words into the text, parted by single spaces; Ctrl+Z takes them out again."""
        text = self.text()
        before = " " if index and not text[index - 1].isspace() else ""
        after = " " if index < len(text) and not text[index].isspace() else ""
        cursor = QTextCursor(self.document())
        cursor.setPosition(utf16_index(text, index))
        cursor.insertText(f"{before}{words}{after}")
        self.setTextCursor(cursor)

    def _colour(self) -> None:
        text = self.text()
        selections = []
        for stretch in origins(text, self._left, self._right):
            fill, underline = mark_colours(STYLES[stretch.origin])
            look = QTextCharFormat()
            look.setBackground(fill)
            look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
            look.setUnderlineColor(underline)
            selection = QTextEdit.ExtraSelection()
            cursor = QTextCursor(self.document())
            cursor.setPosition(utf16_index(text, stretch.span.start))
            cursor.setPosition(utf16_index(text, stretch.span.end), QTextCursor.MoveMode.KeepAnchor)
            selection.cursor = cursor
            selection.format = look
            selections.append(selection)
        self.setExtraSelections(selections)
