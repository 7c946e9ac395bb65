"""A short text being written to a note, in place: a remark, or a lead's question."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from ui.language import translate
from ui.theme.icons import Icon
from ui.theme.theme import colours
from ui.theme.tokens import Size, Tone
from ui.widgets.buttons import Button, Kind
from ui.widgets.editor import NoteEditor
from ui.widgets.fields import Field
from ui.widgets.keys import keep_keys_within
from ui.widgets.labels import Label
from ui.widgets.layouts import Column, Row
from ui.widgets.painting import round_box, smooth
from ui.widgets.veil import Veil

REMARK_LIMIT: Final = 2000

FindMarks = Callable[[str], tuple[tuple[int, int], ...]]


@dataclass(frozen=True, slots=True)
class RemarkWords:
    """What the box asks for.

    Args:
        name: above the field; hint: in the empty field; add: on the button.
        limit: most characters.
    """

    name: str
    hint: str
    add: str
    limit: int = REMARK_LIMIT


def remark_words() -> RemarkWords:
    """Return what the box says when it asks for a remark."""
    return RemarkWords(
        translate("Remark", "Remark"),
        translate("Remark", "What do you add to the note?"),
        translate("Remark", "Add"),
    )


class RemarkBox(QWidget):
    """Asks for a text to a note; Ctrl+Enter adds it, Esc closes and keeps what was typed.

    Signals:
        added: the note and the text.
        closed: the note.
        typed: the note and the text so far, to be kept as a draft.

    Args:
        note: the note that the text is for.
        find_marks: finds what looks like a CPR number.
        text: what a draft has kept.
        asked: what the box asks for; None: a remark.
        parent: the owner.
    """

    added = Signal(bytes, str)
    closed = Signal(bytes)
    typed = Signal(bytes, str)

    def __init__(
        self,
        note: bytes,
        find_marks: FindMarks,
        text: str = "",
        asked: RemarkWords | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._note = note
        self._find_marks = find_marks
        said = asked or remark_words()
        self._editor = NoteEditor(said.hint, limit=said.limit, lines=3)
        self._editor.set_text(text)
        self._field = Field(said.name, self._editor)
        self._veil = Veil(note, lines=3)
        self._veil.hide()
        self._reason = Label("", size=12, tone=Tone.AMBER)
        cancel = Button(translate("Remark", "Close"), Kind.GHOST, height=Size.BUTTON_SMALL)
        cancel.clicked.connect(self._close)
        self._add = Button(said.add, Kind.SOFT, key="Ctrl+Enter", height=Size.BUTTON_SMALL)
        keep_keys_within(self._add, self)
        self._add.clicked.connect(self._try_to_add)
        column = Column(self, gap=8, margins=(12, 10, 12, 12))
        column.addWidget(self._field)
        column.addWidget(self._veil)
        foot = Row(gap=8)
        foot.addWidget(self._reason, 1)
        foot.addWidget(cancel)
        foot.addWidget(self._add)
        column.addLayout(foot)
        self._editor.textChanged.connect(self._changed)
        self.setFocusProxy(self._editor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._changed()

    def set_veiled(self, veiled: bool) -> None:  # noqa: FBT001  a setter of one truth
        """Hide what was typed, or show it again."""
        self._field.setVisible(not veiled)
        self._veil.setVisible(veiled)

    def text(self) -> str:
        """Return what was typed."""
        return self._editor.text()

    def show_problem(self, sentence: str) -> None:
        """Say why the text was refused."""
        self._field.set_error(sentence)

    def _changed(self) -> None:
        marks = self._find_marks(self._editor.text())
        self._editor.set_marks(marks)
        over = self._editor.over_limit()
        reason = ""
        if marks:
            reason = translate("Remark", "Remove the CPR number before you add it.")
        elif over:
            reason = translate("Remark", "%n character(s) too many", None, over)
        self._reason.setText(reason)
        self._reason.set_icon(Icon.WARNING_CIRCLE if reason else None, Tone.AMBER_ICON)
        self._add.setEnabled(not reason and bool(self._editor.text().strip()))
        self._field.set_error("")
        self.typed.emit(self._note, self._editor.text())

    def _try_to_add(self) -> None:
        self.added.emit(self._note, self._editor.text().strip())

    def _close(self) -> None:
        self.closed.emit(self._note)

    @override
    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._close()
            return
        super().keyPressEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        now = colours()
        painter = smooth(QPainter(self))
        round_box(painter, self.rect(), Size.RADIUS, now.sunken, now.hairline)
