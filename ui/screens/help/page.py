"""Shortcuts, and what program this is."""

from typing import Final

from PySide6.QtWidgets import QGridLayout, QWidget
from typing_extensions import override

from ui.language import translate
from ui.screens.page import Page, PageContext
from ui.theme.theme import g
from ui.theme.tokens import Tone
from ui.widgets.glyph import Logo
from ui.widgets.keys import KeyCap
from ui.widgets.labels import Heading, Label
from ui.widgets.layouts import Column, Row
from ui.widgets.paragraph import Paragraph
from ui.widgets.surfaces import ScrollArea

_COLUMNS: Final = 2


class HelpPage(Page):
    """Shows the keys of the program and its version.

    Args:
        context: services, lanes and ways out.
        version: of the program.
    """

    def __init__(self, context: PageContext, version: str) -> None:
        super().__init__()
        self._context = context
        content = QWidget()
        column = Column(content, gap=12, margins=(24, 22, 24, 24))
        column.addWidget(Heading(translate("Help", "Help")))
        column.addWidget(Heading(translate("Help", "Keys"), 16))
        column.addLayout(self._keys())
        column.addSpacing(16)
        column.addWidget(Heading(translate("Help", "When something is wrong"), 16))
        for sentence in _advice():
            column.addWidget(Paragraph(sentence, tone=Tone.TEXT2))
        column.addSpacing(16)
        column.addLayout(self._about(version))
        column.addStretch()
        self._area = ScrollArea(content)
        Column(self).addWidget(self._area)

    @override
    def opened(self) -> None:
        self._area.setFocus()

    def _keys(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(g(24))
        grid.setVerticalSpacing(g(8))
        for number, (keys, meaning) in enumerate(_shortcuts()):
            row, side = divmod(number, _COLUMNS)
            grid.addWidget(KeyCap(keys), row, side * 2)
            grid.addWidget(Label(meaning), row, side * 2 + 1)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(3, 1)
        return grid

    def _about(self, version: str) -> Row:
        row = Row(gap=14)
        row.addWidget(Logo(40))
        texts = Column(gap=2)
        texts.addWidget(Heading("Helhedsplan", 16))
        texts.addWidget(
            Label(
                translate("Help", "Version {version}. Free software under the EUPL 1.2.").format(
                    version=version
                ),
                size=12,
                tone=Tone.TEXT2,
            )
        )
        row.addLayout(texts, 1)
        return row


def _shortcuts() -> tuple[tuple[str, str], ...]:
    return (
        ("Ctrl+N", translate("Help", "Quick note")),
        ("Ctrl+Shift+N", translate("Help", "New contact")),
        ("Ctrl+K", translate("Help", "Search everything")),
        ("Ctrl+Enter", translate("Help", "Save")),
        ("Esc", translate("Help", "Close; the draft is kept")),
        ("Ctrl+Z", translate("Help", "Undo what was just done")),
        ("Ctrl+1 … 9", translate("Help", "Go to a page")),
        ("Ctrl+Shift+K", translate("Help", "Conflicts")),
        ("F5", translate("Help", "Sync now")),
        ("Ctrl+Shift+S", translate("Help", "How syncing stands")),
        ("F6", translate("Help", "Next region")),
        ("F9", translate("Help", "Hide from others")),
        ("Ctrl+L", translate("Help", "Lock now")),
        ("Ctrl+Shift+B", translate("Help", "Worried about a child?")),
        ("Ctrl++ / Ctrl+-", translate("Help", "Larger and smaller text")),
        ("F1", translate("Help", "This page")),
    )


def _advice() -> tuple[str, ...]:
    return (
        translate(
            "Help",
            "No network? Keep working. Everything is saved on this computer and sent later.",
        ),
        translate(
            "Help", "Forgotten your passphrase? Your lead can invite you again. Nothing is wiped."
        ),
        translate(
            "Help", "Lost the computer? Tell your lead at once, so that its access can be closed."
        ),
        translate("Help", "Two versions of the same thing? Both are kept until somebody decides."),
    )
