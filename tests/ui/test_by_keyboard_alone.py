"""From an empty computer to the first saved note by keyboard alone, over a real server.

Keys go to whatever has the keyboard: nothing here sets the focus or clicks.
"""

from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from helhedsplan_desktop.core import Core
from helhedsplan_desktop.foundation.clock import SystemClock
from helhedsplan_desktop.foundation.paths import Profile
from helhedsplan_desktop.services.contact_views import ContactFilter
from tests.support.hands import Hands
from tests.support.programs import program
from tests.support.server_process import running_server
from tests.support.vaults import PASSPHRASE, cheap_kdf
from ui.theme.theme import Theme

WAIT = 20_000


def test_a_lead_founds_and_writes_the_first_note_without_a_mouse(
    qtbot: QtBot, theme: Theme, tmp_path: Path
) -> None:
    core = Core(Profile(tmp_path / "profile"), None, SystemClock(), make_kdf=cheap_kdf)
    with running_server(tmp_path / "server") as server, program(qtbot, theme, core) as desktop:
        assert server.founding_code is not None
        hands = Hands(qtbot, desktop.window)
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
        hands.press(Qt.Key.Key_F5)
        qtbot.waitUntil(lambda: session.syncing.status.unsent == 0, timeout=WAIT)
