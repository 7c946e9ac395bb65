"""What the columns beside people and spaces have in common: a head, a body, a question."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from ui.language import translate
from ui.screens.members.acts import ActWished, words_of
from ui.theme.icons import Icon
from ui.theme.tokens import SEMIBOLD, Size, Tone
from ui.widgets.buttons import Button, IconButton, Kind
from ui.widgets.labels import Heading, Label
from ui.widgets.layouts import Column, Flow, Row, discard
from ui.widgets.paragraph import Paragraph
from ui.widgets.surfaces import Ground, ScrollArea


class AsideColumn(Ground):
    """A right-hand column that offers acts; grave ones are asked about in its place.

    Signals:
        act_wished: an `ActWished` to carry out.
        closed: the column is no longer needed.
    """

    act_wished = Signal(object)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("sunken", parent)
        self._title = Heading("", 16)
        self._second = Label("", size=12, tone=Tone.TEXT2)
        self._problem = Paragraph("", tone=Tone.AMBER)
        self._problem.hide()
        self._close = IconButton(Icon.X, translate("Members", "Close"), target=32)
        self._close.clicked.connect(self.closed)
        head = Row(gap=8, margins=(24, 16, 12, 8))
        names = Column()
        names.addWidget(self._title)
        names.addWidget(self._second)
        head.addLayout(names, 1)
        head.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        content = QWidget()
        self.body = Column(content, gap=12, margins=(24, 8, 24, 24))
        self._question = _Question()
        self._stack = QStackedWidget()
        self._stack.addWidget(ScrollArea(content))
        self._stack.addWidget(self._question)
        told = Row(margins=(24, 0, 24, 4))
        told.addWidget(self._problem)
        column = Column(self)
        column.addLayout(head)
        column.addLayout(told)
        column.addWidget(self._stack, 1)
        self._question.answered.connect(self._answered)

    def set_head(self, title: str, second: str) -> None:
        """Say whom the column is about."""
        self._title.setText(title)
        self._second.setText(second)
        self._second.setVisible(bool(second))

    def set_busy(self, busy: bool) -> None:  # noqa: FBT001  a setter of one truth
        """Wait for the server; a second act meanwhile is refused."""
        self._stack.setEnabled(not busy)

    def show_problem(self, sentence: str) -> None:
        """Say why an act was not done; empty takes the words away."""
        self._problem.setText(sentence)
        self._problem.setVisible(bool(sentence))

    def focus_first(self) -> None:
        """Put the keyboard where leaving again is easiest."""
        self._close.setFocus()

    def empty(self) -> None:
        """Take everything out of the body, and any question away."""
        self._stack.setCurrentIndex(0)
        self.show_problem("")
        _empty(self.body)

    def section(self, title: str, text: str = "") -> None:
        """Begin a group of acts."""
        self.body.addSpacing(4)
        self.body.addWidget(Label(title, weight=SEMIBOLD))
        if text:
            self.body.addWidget(Paragraph(text, size=12, tone=Tone.TEXT2))

    def offer_some(self, wishes: Sequence[ActWished], about: str) -> None:
        """Add buttons of several acts beside each other; each says what it means when asked."""
        holder = QWidget()
        flow = Flow(holder, gap=8, line_gap=8)
        for wished in wishes:
            flow.addWidget(self._button(wished, about))
        self.body.addWidget(holder)

    def offer(self, wished: ActWished, about: str, *, explained: bool = False) -> None:
        """Add the button of an act.

        Args:
            wished: emitted when it is pressed, after a question if it is grave.
            about: name of the person or the laptop, for the question and the screen reader.
            explained: True to say below what it means.
        """
        words = words_of(wished.act)
        row = Row()
        row.addWidget(self._button(wished, about))
        row.addStretch()
        self.body.addLayout(row)
        if explained and words.meaning:
            self.body.addWidget(Paragraph(words.meaning, size=12, tone=Tone.TEXT2))

    def _button(self, wished: ActWished, about: str) -> Button:
        words = words_of(wished.act)
        kind = Kind.DANGER if words.grave else Kind.SECONDARY
        button = Button(words.button, kind, height=Size.BUTTON_SMALL)
        button.setAccessibleDescription(f"{about}. {words.meaning}")
        button.setToolTip(words.meaning)
        chosen = self._ask if words.grave else self._wish
        button.clicked.connect(partial(_pressed, partial(chosen, wished, about)))
        return button

    def _wish(self, wished: ActWished, _about: str) -> None:
        self.show_problem("")
        self.act_wished.emit(wished)

    def _ask(self, wished: ActWished, about: str) -> None:
        self.show_problem("")
        self._question.ask(wished, about)
        self._stack.setCurrentWidget(self._question)

    def _answered(self, wished: object) -> None:
        self._stack.setCurrentIndex(0)
        if wished is not None:
            self.act_wished.emit(wished)
        else:
            self.focus_first()


class _Question(QWidget):
    """Asks once before what cannot be taken back.

    Signals:
        answered: the `ActWished`, or None if it shall not be done.
    """

    answered = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._wished: ActWished | None = None
        self._title = Label("", weight=SEMIBOLD)
        self._about = Label("", tone=Tone.TEXT2)
        self._meaning = Paragraph("")
        self._yes = Button("", Kind.DANGER)
        self._no = Button(translate("Access", "Leave it"), Kind.SECONDARY)
        column = Column(self, gap=10, margins=(24, 12, 24, 24))
        column.addWidget(self._title)
        column.addWidget(self._about)
        column.addWidget(self._meaning)
        column.addWidget(Paragraph(translate("Access", "This cannot be undone."), tone=Tone.DANGER))
        row = Row(gap=12)
        row.addWidget(self._yes)
        row.addWidget(self._no)
        row.addStretch()
        column.addSpacing(8)
        column.addLayout(row)
        column.addStretch()
        self._yes.clicked.connect(self._agree)
        self._no.clicked.connect(self._leave)

    def ask(self, wished: ActWished, about: str) -> None:
        """Ask about an act; the keyboard stands on not doing it."""
        words = words_of(wished.act)
        self._wished = wished
        self._title.setText(words.button)
        self._about.setText(about)
        self._meaning.setText(words.meaning)
        self._yes.setText(translate("Access", "Yes, do it"))
        self._yes.setAccessibleDescription(f"{words.button}: {about}")
        self._no.setFocus()

    def _agree(self) -> None:
        self.answered.emit(self._wished)

    def _leave(self) -> None:
        self.answered.emit(None)


def _pressed(act: Callable[[], object], *_: bool) -> None:
    """Do what a button stands for, without what its signal says."""
    act()


def _empty(column: Column | Row) -> None:
    while (item := column.takeAt(0)) is not None:
        widget, layout = item.widget(), item.layout()
        if widget is not None:
            discard(widget)
        elif isinstance(layout, Column | Row):
            _empty(layout)
            layout.deleteLater()
