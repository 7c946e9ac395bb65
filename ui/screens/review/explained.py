"""What the right column of the review says while it shows nobody."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.language import translate
from ui.theme.icons import Icon
from ui.theme.tokens import Tone
from ui.widgets.buttons import IconButton
from ui.widgets.labels import Heading
from ui.widgets.layouts import Column, Row
from ui.widgets.paragraph import Paragraph


class NothingChosen(QWidget):
    """Teaches what this column is for."""

    def __init__(self) -> None:
        super().__init__()
        column = Column(self, gap=6, margins=(24, 22, 24, 24))
        column.addWidget(Heading(translate("Review", "Choose a contact"), 16))
        column.addWidget(
            Paragraph(
                translate(
                    "Review",
                    "Here you see what happened and what comes next."
                    " The words of a note open when you give a reason.",
                ),
                tone=Tone.TEXT2,
            )
        )
        column.addStretch()


class Explained(QWidget):
    """What a lead sees on this page, said to everybody."""

    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        column = Column(self, gap=12, margins=(24, 16, 16, 24))
        head = Row(gap=8)
        head.addWidget(Heading(translate("Review", "What the staff can see"), 16), 1)
        close = IconButton(Icon.X, translate("Review", "Close"), target=32)
        close.clicked.connect(self.closed)
        head.addWidget(close)
        column.addLayout(head)
        for words in (
            translate(
                "Review",
                "A lead sees who is responsible, the last contact, the next step and what is"
                " overdue: the same facts that you see about your own contacts.",
            ),
            translate(
                "Review",
                "The words of a note are hidden. A lead opens them by giving a reason, and name,"
                " time and reason are written into the access log.",
            ),
            translate(
                "Review",
                "Cases per worker stand in the order of the alphabet. They help to share the work"
                " and say nothing about who works well.",
            ),
            translate(
                "Review",
                "Only what has been synced is here. A laptop that has been silent for a week is"
                " marked, for its notes may be missing.",
            ),
        ):
            column.addWidget(Paragraph(words, tone=Tone.TEXT2))
        column.addStretch()
