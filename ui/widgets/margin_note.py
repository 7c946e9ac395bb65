"""Notes in the margin of a form: beside the marked line, never above the text."""

from typing import Final

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from ui.theme.icons import Icon
from ui.theme.theme import colours, current, g
from ui.theme.tokens import SEMIBOLD, Size, Tone
from ui.widgets.buttons import Button, Kind
from ui.widgets.editor import NoteEditor
from ui.widgets.glyph import Glyph
from ui.widgets.layouts import Column, Row
from ui.widgets.painting import smooth
from ui.widgets.paragraph import Paragraph

_RISE: Final = 22  # the note's top stands so far above the marked line
_BETWEEN: Final = 8
_LEAD: Final = 16  # between the field's edge and the note
_DOT: Final = 6
_PLACED_ANEW: Final = frozenset(
    {QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.LayoutRequest, QEvent.Type.Show}
)


class MarginNote(QWidget):
    """A note that needs the person: amber bar, title, sentence, one button and one link.

    Args:
        title: what is noticed.
        text: what to do.
        action: word of the button, or empty.
        dismiss: word of the link, or empty.
        parent: the owner.
    """

    acted = Signal()
    dismissed = Signal()

    def __init__(
        self,
        title: str,
        text: str = "",
        *,
        action: str = "",
        dismiss: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(f"{title}. {text}" if text else title)
        column = Column(self, gap=4, margins=(16, 10, 12, 12))
        head = Row(gap=8)
        head.addWidget(
            Glyph(Icon.WARNING_CIRCLE, 18, Tone.AMBER_ICON, line=20), 0, Qt.AlignmentFlag.AlignTop
        )
        head.addWidget(Paragraph(title, weight=SEMIBOLD), 1)
        column.addLayout(head)
        self.body = Column(gap=8)
        column.addLayout(self.body)
        self._text = Paragraph(text, size=12, tone=Tone.TEXT2)
        if not text:
            self._text.hide()
        column.addWidget(self._text)
        self.foot = Column(gap=2)
        column.addSpacing(g(6))
        column.addLayout(self.foot)
        if action:
            button = Button(action)
            button.clicked.connect(self._act)
            self.foot.addWidget(button)
        if dismiss:
            link = Button(dismiss, Kind.LINK, height=Size.BUTTON_SMALL)
            link.clicked.connect(self._dismiss)
            self.foot.addWidget(link, 0, Qt.AlignmentFlag.AlignHCenter)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def _act(self) -> None:
        self.acted.emit()

    def _dismiss(self) -> None:
        self.dismissed.emit()

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        now = colours()
        painter = smooth(QPainter(self))
        shape = QPainterPath()
        shape.addRoundedRect(self.rect().toRectF(), Size.RADIUS, Size.RADIUS)
        painter.setClipPath(shape)
        painter.fillRect(self.rect(), now.amber_soft)
        painter.fillRect(0, 0, 3, self.height(), now.amber)


class MarginColumn(QWidget):
    """The column at the right of a form in which notes stand beside what they are about.

    Place it right after the form, without a gap; it is 16 + 228 design pixels wide.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._notes: list[tuple[MarginNote, QWidget, int | None]] = []
        self._threads = _Threads(self)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        current().changed.connect(self.place)

    def add(self, note: MarginNote, beside: QWidget, mark: int | None = None) -> None:
        """Show a note.

        Args:
            note: the column becomes its owner.
            beside: the field it is about.
            mark: index of the editor's mark it is about; None for the field's own middle.
        """
        note.setParent(self)
        note.show()
        self._notes.append((note, beside, mark))
        beside.installEventFilter(self)
        if isinstance(beside, NoteEditor):
            beside.marks_moved.connect(self.place, Qt.ConnectionType.UniqueConnection)
        self.place()

    def remove(self, note: MarginNote) -> None:
        """Take a note away for good."""
        self.release(note)
        note.hide()
        note.deleteLater()

    def release(self, note: MarginNote) -> None:
        """Let a note go to another owner, for instance below its field in a narrow window."""
        self._notes = [each for each in self._notes if each[0] is not note]
        self.place()

    def clear(self) -> None:
        """Take all notes away."""
        for note, _, _ in list(self._notes):
            self.remove(note)

    def notes(self) -> tuple[MarginNote, ...]:
        """Return the notes from the top down."""
        return tuple(note for note, _, _ in self._notes)

    def place(self) -> None:
        """Put each note beside its line; several stack without touching."""
        lowest = 0
        wide = self.width() - g(_LEAD)
        for note, beside, mark in self._notes:
            top = max(self._line(beside, mark) - g(_RISE), lowest)
            tall = note.heightForWidth(wide) if note.hasHeightForWidth() else -1
            tall = tall if tall > 0 else note.sizeHint().height()
            note.setGeometry(g(_LEAD), top, wide, tall)
            lowest = top + tall + g(_BETWEEN)
        self.setMinimumHeight(max(lowest - g(_BETWEEN), 0))
        self._threads.follow()

    def lines(self) -> tuple[tuple[int, int], ...]:
        """Return, for each note, the y of its line and the y where its thread ends."""
        ends = []
        for note, beside, mark in self._notes:
            y = self._line(beside, mark)
            ends.append((y, min(max(y, note.y() + 8), note.geometry().bottom() - 8)))
        return tuple(ends)

    def _line(self, beside: QWidget, mark: int | None) -> int:
        """Return the y, in this column, of the line that a note is about."""
        y = None
        if mark is not None and isinstance(beside, NoteEditor):
            y = beside.mark_middle(mark)
        if y is None:
            y = min(beside.height() // 2, g(_RISE))
        return self.mapFromGlobal(beside.mapToGlobal(QPoint(0, y))).y()

    @override
    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        if event.type() in {QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show}:
            self.place()
        return False

    @override
    def event(self, event: QEvent, /) -> bool:
        if event.type() in _PLACED_ANEW:
            self.place()
        return super().event(event)

    @override
    def sizeHint(self) -> QSize:
        return QSize(g(_LEAD + Size.MARGIN_COLUMN), 0)


class _Threads(QWidget):
    """The lines from the field's edge to the notes; a sibling, for the dots lie on the field."""

    def __init__(self, column: MarginColumn) -> None:
        # Never without a parent: Python's collector would destroy it at any moment, also while Qt
        # walks over all widgets to restyle them, and the program with it.
        super().__init__(column)
        self._column = column
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def follow(self) -> None:
        """Lie over the gap between form and notes."""
        parent = self._column.parentWidget() or self._column
        if self.parentWidget() is not parent:
            self.setParent(parent)
        box = self._column.geometry()
        self.setGeometry(box.x() - _DOT // 2, box.y(), g(_LEAD) + _DOT // 2, box.height())
        self.setVisible(bool(self._column.notes()) and parent is not self._column)
        self.raise_()
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter = smooth(QPainter(self))
        amber = colours().amber
        edge = _DOT / 2
        for y, end in self._column.lines():
            painter.setPen(QPen(amber, 1.25))
            bend = (edge + self.width()) / 2
            painter.drawPolyline(
                [
                    QPointF(edge, y + 0.5),
                    QPointF(bend, y + 0.5),
                    QPointF(bend, end + 0.5),
                    QPointF(self.width(), end + 0.5),
                ]
            )
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(amber)
            painter.drawEllipse(QPointF(edge, y + 0.5), edge, edge)
