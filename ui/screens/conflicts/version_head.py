"""The head of a version: who wrote it and when."""

from PySide6.QtWidgets import QWidget

from ui.language import translate
from ui.screens.conflicts.comparison import Version
from ui.theme.tokens import SEMIBOLD, Tone
from ui.widgets.avatar import Avatar
from ui.widgets.chips import Status, StatusChip
from ui.widgets.labels import Label
from ui.widgets.layouts import Column, Row


class VersionHead(QWidget):
    """Avatar, whose version it is, its author and moment, and whether it is the newest."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._avatar = Avatar("", 36)
        self._title = Label("", weight=SEMIBOLD)
        self._who = Label("", size=12, tone=Tone.TEXT2)
        self._newest = StatusChip(translate("Conflicts", "Newest"), Status.NEUTRAL)
        names = Column()
        names.addWidget(self._title)
        names.addWidget(self._who)
        row = Row(self, gap=12)
        row.addWidget(self._avatar)
        row.addLayout(names, 1)
        row.addWidget(self._newest)

    def show_version(self, title: str, version: Version, when: str) -> None:
        """Show whose version it is.

        Args:
            title: what the version is called.
            version: who and when.
            when: the moment in words.
        """
        name = version.author_name or translate("Conflicts", "Unknown")
        self._avatar.set_person(name)
        self._title.setText(title)
        self._who.setText(f"{name} · {when}")
        self._newest.setVisible(version.newest)
