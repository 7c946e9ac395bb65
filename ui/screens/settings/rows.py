"""A setting: its name, what it means, and its control at the right edge."""

from typing import Final

from PySide6.QtWidgets import QWidget

from ui.theme.theme import t
from ui.theme.tokens import Tone
from ui.widgets.labels import Hairline, Heading, Label
from ui.widgets.layouts import Column, Row
from ui.widgets.paragraph import Paragraph

COLUMN: Final = 680
"""Width of the column in design pixels."""


class SettingRow(QWidget):
    """One setting.

    Args:
        name: what is set.
        meaning: one sentence below it.
        control: the widget that sets it.
    """

    def __init__(self, name: str, meaning: str, control: QWidget) -> None:
        super().__init__()
        self._meaning = Paragraph(meaning, size=12, tone=Tone.TEXT2)
        column = Column(self)
        row = Row(gap=16, margins=(0, 12, 0, 12))
        texts = Column(gap=2)
        texts.addWidget(Label(name))
        texts.addWidget(self._meaning)
        row.addLayout(texts, 1)
        row.addWidget(control)
        column.addLayout(row)
        column.addWidget(Hairline())
        if not control.accessibleName():
            control.setAccessibleName(name)

    def set_meaning(self, meaning: str) -> None:
        """Show another sentence below the name."""
        self._meaning.setText(meaning)


class SettingGroup(QWidget):
    """A heading with its settings."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self._column = Column(self, margins=(0, 0, 0, 28))
        self._column.addWidget(Heading(title, 16))

    def add(self, name: str, meaning: str, control: QWidget) -> SettingRow:
        """Add a setting and return its row."""
        row = SettingRow(name, meaning, control)
        self._column.addWidget(row)
        return row


def column_width() -> int:
    """Return the width of the column at the present text scale, in pixels."""
    return t(COLUMN)
