"""Watches the text of a note for CPR numbers and says so in the margin, never in a box."""

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QObject, Signal

from ui.language import translate
from ui.parts.form_margin import FormMargin
from ui.widgets.editor import NoteEditor
from ui.widgets.layouts import Column
from ui.widgets.margin_note import MarginNote

MOST_NOTES: Final = 3

FindMarks = Callable[[str], Sequence[tuple[int, int]]]


class CprWatch(QObject):
    """Marks numbers in an editor, with a note beside each that removes or allows it.

    Args:
        editor: watched while the person types.
        margin: where the notes stand.
        below: under the editor, for narrow windows.
        find: finds what looks like a CPR number.

    Signals:
        changed: a number appeared, went away or was allowed.
    """

    changed = Signal()

    def __init__(
        self, editor: NoteEditor, margin: FormMargin, below: Column, find: FindMarks
    ) -> None:
        super().__init__(editor)
        self._editor = editor
        self._margin = margin
        self._below = below
        self._find = find
        self._allowed: tuple[str, ...] = ()
        self._open: tuple[tuple[int, int], ...] = ()
        self._notes: list[MarginNote] = []
        editor.textChanged.connect(self.look)

    def begin(self, allowed: tuple[str, ...]) -> None:
        """Start on another text; what was allowed before stays allowed."""
        self._allowed = allowed
        self.look()

    def open_count(self) -> int:
        """Return how many numbers are neither removed nor allowed."""
        return len(self._open)

    def allowed(self) -> tuple[str, ...]:
        """Return the numbers still in the text that the author said are none."""
        text = self._editor.text()
        return tuple(each for each in self._allowed if each in text)

    def look(self) -> None:
        """Mark what the text holds now."""
        text = self._editor.text()
        found = tuple(
            (start, end) for start, end in self._find(text) if text[start:end] not in self._allowed
        )
        if len(found) != len(self._open):
            self._open = found
            self._editor.set_marks(found)
            self._say()
            self.changed.emit()
        elif found != self._open:
            self._open = found
            self._editor.set_marks(found)

    def _say(self) -> None:
        """Show one note for each open number."""
        for note in self._notes:
            self._margin.remove_note(note)
        self._notes = [self._note(mark) for mark in range(min(len(self._open), MOST_NOTES))]

    def _note(self, mark: int) -> MarginNote:
        note = MarginNote(
            translate("QuickNote", "This looks like a CPR number"),
            translate("QuickNote", "Delete it before you save."),
            action=translate("QuickNote", "Remove the number"),
            dismiss=translate("QuickNote", "It is not a CPR number"),
        )
        note.acted.connect(self._remover(mark))
        note.dismissed.connect(self._allower(mark))
        self._margin.add_note(note, self._editor, self._below, mark)
        return note

    def _remover(self, mark: int) -> Callable[[], None]:
        def remove() -> None:
            self._editor.remove_mark(mark)
            self._editor.setFocus()

        return remove

    def _allower(self, mark: int) -> Callable[[], None]:
        def allow() -> None:
            start, end = self._open[mark]
            self._allowed = (*self._allowed, self._editor.text()[start:end])
            self._editor.setFocus()
            self.look()

        return allow
