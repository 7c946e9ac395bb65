"""A person without a mouse: keys go to whatever has the keyboard."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

WAIT: Final = 20_000
MOST_TABS: Final = 30
NONE: Final = Qt.KeyboardModifier.NoModifier


def said(widget: QWidget) -> str:
    """Return what a person sees or hears: words of labels and buttons, names of all parts."""
    shown = [each for each in widget.findChildren(QWidget) if each.isVisible()]
    texts = [each.text() for each in shown if isinstance(each, QLabel | QAbstractButton)]
    return "\n".join([*texts, *(each.accessibleName() for each in shown)])


class Hands:
    """Presses keys and waits for what the window says; never sets the focus or clicks.

    Args:
        qtbot: waits.
        window: what is worked in.
    """

    def __init__(self, qtbot: QtBot, window: QWidget) -> None:
        self._qtbot = qtbot
        self.window = window

    def at(self) -> QWidget:
        """Return what has the keyboard."""
        return QApplication.activePopupWidget() or QApplication.focusWidget() or self.window

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = NONE) -> None:
        """Press one key."""
        QTest.keyClick(self.at(), key, held)

    def type(self, text: str) -> None:
        """Type a text."""
        QTest.keyClicks(self.at(), text)

    def reach(self, name: str) -> None:
        """Press Tab until the part of this name has the keyboard."""
        for _ in range(MOST_TABS):
            part = self.at()
            text = part.text() if isinstance(part, QAbstractButton) else ""
            if name in {part.accessibleName(), text}:
                return
            self.press(Qt.Key.Key_Tab)
        raise AssertionError(f"{name} is not reached by Tab")

    def push(self, name: str) -> None:
        """Go to a button by Tab and press it."""
        self.reach(name)
        self.press(Qt.Key.Key_Space)

    def fill(self, **answers: str) -> None:
        """Go to each field in turn and type into it."""
        for name, text in answers.items():
            self.reach(name.replace("_", " "))
            self.press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
            self.type(text)

    def wait_for_part(self, name: str) -> None:
        """Wait until a part of this name is there."""
        self._qtbot.waitUntil(
            lambda: any(
                each.accessibleName() == name for each in self.window.findChildren(QWidget)
            ),
            timeout=WAIT,
        )

    def wait_for(self, sentence: str) -> None:
        """Wait until the window says this."""
        self._qtbot.waitUntil(lambda: sentence in said(self.window), timeout=WAIT)

    def wait_until_gone(self, sentence: str) -> None:
        """Wait until the window does not say this any more."""
        self._qtbot.waitUntil(lambda: sentence not in said(self.window), timeout=WAIT)
