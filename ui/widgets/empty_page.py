"""An empty page that teaches: what belongs here, and the first thing to do."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ui.theme.icons import Icon
from ui.theme.tokens import Tone
from ui.widgets.buttons import Button, Kind
from ui.widgets.labels import Heading
from ui.widgets.layouts import Column, Row
from ui.widgets.paragraph import Paragraph
from ui.widgets.pictures import SheetPicture


class EmptyPage(QWidget):
    """Picture, title, sentences, one main action and at most one other.

    Args:
        title: 16/600.
        text: one or two sentences, divided by a line break.
        primary: word of the main action, or empty for none.
        secondary: word of the other, or empty for none.
        primary_icon: before the main action's word.
        secondary_icon: before the other's word.
        picture: False leaves the picture out, where room is short.
        parent: the owner.
    """

    primary_clicked = Signal()
    secondary_clicked = Signal()

    def __init__(
        self,
        title: str,
        text: str,
        *,
        primary: str = "",
        secondary: str = "",
        primary_icon: Icon | None = Icon.PLUS,
        secondary_icon: Icon | None = None,
        picture: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        column = Column(self, margins=(24, 24, 24, 48))
        middle = Qt.AlignmentFlag.AlignHCenter
        column.addStretch()
        if picture:
            column.addWidget(SheetPicture(), 0, middle)
            column.addSpacing(22)
        column.addWidget(Heading(title, 16), 0, middle)
        column.addSpacing(6)
        column.addWidget(Paragraph(text, tone=Tone.TEXT2, line_height=22, centred=True))
        column.addSpacing(18)
        actions = Row(gap=8)
        actions.addStretch()
        if primary:
            button = Button(primary, Kind.PRIMARY, icon=primary_icon)
            button.clicked.connect(self._primary)
            actions.addWidget(button)
        if secondary:
            button = Button(secondary, icon=secondary_icon)
            button.clicked.connect(self._secondary)
            actions.addWidget(button)
        actions.addStretch()
        column.addLayout(actions)
        column.addStretch()

    def _primary(self) -> None:
        self.primary_clicked.emit()

    def _secondary(self) -> None:
        self.secondary_clicked.emit()
