"""A form with a margin for notes; where the margin has no room, notes stand below their field."""

from typing import Final

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from ui.theme.theme import current, g, t
from ui.theme.tokens import Size
from ui.widgets.layouts import Column, Row
from ui.widgets.margin_note import MarginColumn, MarginNote

_LEAD: Final = 16
_SCROLL_BAR: Final = 12
_WIDEST_ALONE: Final = 560  # design pixels: a longer line of a form is hard to read


class FormMargin(QWidget):
    """A form column of 404 and, where there is room, the margin beside it.

    Args:
        parent: the owner.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._content = QWidget()
        self.form = Column(self._content, gap=Size.FIELD_GAP)
        self._margin = MarginColumn()
        self._notes: dict[MarginNote, tuple[QWidget, int | None, Column]] = {}
        self._beside = True
        row = Row(self)
        row.addWidget(self._content)
        row.addWidget(self._margin)
        row.addStretch()
        self._content.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        current().changed.connect(self._fold)

    def add_note(
        self, note: MarginNote, beside: QWidget, below: Column, mark: int | None = None
    ) -> None:
        """Show a note.

        Args:
            note: the form becomes its owner.
            beside: the field that it is about.
            below: the layout under that field, where the note goes if there is no margin.
            mark: index of the editor's mark that it is about; None for the field itself.
        """
        self._notes[note] = (beside, mark, below)
        self._place(note)
        self._fold()

    def remove_note(self, note: MarginNote) -> None:
        """Take a note away."""
        if self._notes.pop(note, None) is None:
            return
        if note.parent() is self._margin:
            self._margin.remove(note)
        else:
            note.hide()
            note.deleteLater()
        self._fold()

    def notes(self) -> tuple[MarginNote, ...]:
        """Return the notes shown."""
        return tuple(self._notes)

    def _place(self, note: MarginNote) -> None:
        beside, mark, below = self._notes[note]
        if self._beside:
            self._margin.add(note, beside, mark)
        else:
            below.addWidget(note)
            note.show()

    def _fold(self) -> None:
        """Decide whether the margin has room, and move the notes if that changed."""
        # A system's font may be wider than the one that the column is drawn for.
        widest = max((note.minimumSizeHint().width() for note in self._notes), default=0)
        margin = g(_LEAD) + max(g(Size.MARGIN_COLUMN), widest)
        room = self.width() - t(Size.FORM_COLUMN)
        # A long form scrolls: the bar is taken from the margin, the form keeps its width.
        beside = room >= margin - _SCROLL_BAR
        wide = t(Size.FORM_COLUMN) if beside else min(self.width(), t(_WIDEST_ALONE))
        self._content.setFixedWidth(max(wide, 1))
        self._margin.setVisible(beside)
        self._margin.setFixedWidth(max(min(room, margin), 1))
        if beside == self._beside:
            return
        self._beside = beside
        for note, (_, _, below) in self._notes.items():
            if beside:
                below.removeWidget(note)
            else:
                self._margin.release(note)
            self._place(note)

    @override
    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        self._fold()

    @override
    def minimumSizeHint(self) -> QSize:
        # The content follows the width that is there, so it must not ask for one.
        return QSize(t(240), self._content.minimumSizeHint().height())
