"""Where a lead writes a question to the author of a note; it opens when a note is chosen for it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from helhedsplan_desktop.services.questions import QUESTION_LIMIT
from ui.language import translate
from ui.parts.remark_box import FindMarks, RemarkBox, RemarkWords
from ui.widgets.layouts import Column, discard


class QuestionDesk(QWidget):
    """Holds one box at most.

    Signals:
        wished: a note: its draft is asked for.
        typed: a note and the question so far.
        closed: a note: the question is not sent now.
        sent: a note and the question.
        begun: True when the box opens, False when it goes.
        left: the person closed the box, and the keyboard needs a place.

    Args:
        find_marks: finds what looks like a CPR number.
        parent: the owner.
    """

    wished = Signal(bytes)
    typed = Signal(bytes, str)
    closed = Signal(bytes)
    sent = Signal(bytes, str)
    begun = Signal(bool)
    left = Signal()

    def __init__(self, find_marks: FindMarks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._find_marks = find_marks
        self._note: bytes | None = None
        self._author = self._title = ""
        self._veiled = False
        self._box: RemarkBox | None = None
        self._column = Column(self)
        self.hide()

    def choose(self, note: bytes, author: str, title: str) -> None:
        """Ask about this note next; the box opens with what a draft has kept.

        Args:
            author: who wrote it; title: what it is called on the screen.
        """
        self.put_away()
        self._note, self._author, self._title = note, author.split(" ", maxsplit=1)[0], title
        self.wished.emit(note)

    def begin(self, note: bytes, text: str) -> None:
        """Open the box, if this is still the note that was chosen."""
        if note != self._note:
            self.closed.emit(note)
            return
        about = translate("Review", "Ask {name} about: {note}")
        words = RemarkWords(
            about.format(name=self._author, note=self._title),
            translate("Review", "What do you want to know?"),
            translate("Review", "Send back"),
            QUESTION_LIMIT,
        )
        self._box = RemarkBox(note, self._find_marks, text, words)
        self._box.set_veiled(self._veiled)
        self._box.typed.connect(self.typed)
        self._box.added.connect(self.sent)
        self._box.closed.connect(self._leave)
        self._column.addWidget(self._box)
        self.show()
        self.begun.emit(True)  # noqa: FBT003  a signal takes no names
        self._box.setFocus()

    def show_problem(self, note: bytes, sentence: str) -> None:
        """Say why the question was refused."""
        if self._box is not None and note == self._note:
            self._box.show_problem(sentence)

    def end(self) -> None:
        """Take the box away."""
        self._note = None
        if self._box is not None:
            discard(self._box)
            self._box = None
            self.begun.emit(False)  # noqa: FBT003  a signal takes no names
        self.hide()

    def put_away(self) -> None:
        """Take the box away and keep what was typed."""
        if self._note is not None:
            note = self._note
            self.end()
            self.closed.emit(note)

    def _leave(self) -> None:
        self.put_away()
        self.left.emit()

    def set_veiled(self, veiled: bool) -> None:  # noqa: FBT001  a setter of one truth
        """Hide what was typed, or show it again."""
        self._veiled = veiled
        if self._box is not None:
            self._box.set_veiled(veiled)
