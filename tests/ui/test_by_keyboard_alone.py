"""From an empty computer to the first saved note by keyboard alone, over a real server.

Keys go to whatever has the keyboard: nothing here sets the focus or clicks.
"""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from helhedsplan_desktop.app import Desktop
from helhedsplan_desktop.core import Core
from helhedsplan_desktop.foundation.clock import SystemClock
from helhedsplan_desktop.foundation.paths import Profile
from helhedsplan_desktop.services.contact_views import ContactFilter
from tests.support.programs import program, words
from tests.support.server_process import running_server
from tests.support.vaults import PASSPHRASE, cheap_kdf
from ui.theme.theme import Theme

WAIT = 20_000
MOST_TABS = 30


class Hands:
    """A person without a mouse."""

    def __init__(self, qtbot: QtBot, desktop: Desktop) -> None:
        self._qtbot = qtbot
        self._window = desktop.window

    def at(self) -> QWidget:
        """Return what has the keyboard."""
        return QApplication.focusWidget() or self._window

    def press(
        self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        QTest.keyClick(self.at(), key, held)

    def type(self, text: str) -> None:
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
                each.accessibleName() == name for each in self._window.findChildren(QWidget)
            ),
            timeout=WAIT,
        )

    def wait_for(self, sentence: str) -> None:
        self._qtbot.waitUntil(lambda: sentence in words(self._window), timeout=WAIT)


def test_a_lead_founds_and_writes_the_first_note_without_a_mouse(
    qtbot: QtBot, theme: Theme, tmp_path: Path
) -> None:
    core = Core(Profile(tmp_path / "profile"), None, SystemClock(), make_kdf=cheap_kdf)
    with running_server(tmp_path / "server") as server, program(qtbot, theme, core) as desktop:
        assert server.founding_code is not None
        hands = Hands(qtbot, desktop)
        hands.wait_for("Welcome to Helhedsplan")
        hands.press(Qt.Key.Key_2)
        hands.wait_for("Name of the organisation")
        hands.fill(
            Address_of_the_server=server.address,
            Founding_code=server.founding_code,
            Name_of_the_organisation="Øvebyen",
            Your_name="Karin Østergaard",
        )
        hands.press(Qt.Key.Key_Return)
        hands.wait_for("Repeat the passphrase")
        hands.fill(Your_passphrase=PASSPHRASE)
        hands.press(Qt.Key.Key_Return)
        hands.type(PASSPHRASE)
        hands.press(Qt.Key.Key_Return)
        hands.wait_for("Write the recovery sheet down")
        hands.press(Qt.Key.Key_Space)
        hands.reach("Continue")
        hands.press(Qt.Key.Key_Space)
        qtbot.waitUntil(lambda: desktop.workspace is not None, timeout=WAIT)
        hands.wait_for("My follow-ups")

        hands.press(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
        hands.wait_for("What happened?")
        hands.type("Amina Yusuf")
        session = core.opened().session
        assert session is not None
        hands.press(Qt.Key.Key_Return)
        hands.wait_for_part("Remove Amina Yusuf")
        hands.reach("What happened?")
        hands.type("Amina søger fritidsjob i kiosken.")
        hands.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        qtbot.waitUntil(
            lambda: bool(session.searching.find("kiosken", limit=5).notes), timeout=WAIT
        )
        rows = session.people.list(ContactFilter(scope="all")).rows
        assert [row.name for row in rows] == ["Amina Yusuf"]
