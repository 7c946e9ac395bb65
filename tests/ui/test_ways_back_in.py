"""Ways in beside the passphrase, and what is said when something is not as it was."""

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QWidget
from pytestqt.qtbot import QtBot

from helhedsplan_desktop.app import Desktop
from helhedsplan_desktop.core import Core
from helhedsplan_desktop.crypto.keychain import Keychain
from helhedsplan_desktop.crypto.recovery import new_seed
from helhedsplan_desktop.foundation import disk_encryption
from helhedsplan_desktop.foundation.disk_encryption import DiskState
from helhedsplan_desktop.foundation.ids import SystemRandomness
from helhedsplan_desktop.foundation.paths import Profile
from helhedsplan_desktop.foundation.policy import REFUSE, WARN, Policy
from helhedsplan_desktop.practice_vault import ROLE
from helhedsplan_desktop.services.unlocking import Stage
from helhedsplan_desktop.store import identity
from tests.support.programs import inhabited, make_core, program, unlock, words
from tests.support.stores import SetClock
from tests.support.vaults import OTHER_PASSPHRASE, PASSPHRASE, cheap_kdf
from ui.frame.waiting_screen import WaitingScreen
from ui.screens.first_start.flow import FirstStart
from ui.screens.page import PageName
from ui.screens.settings.page import SettingsPage
from ui.screens.settings.rows import SettingRow
from ui.screens.unlock.recovery import RecoveryScreen
from ui.screens.unlock.screen import UnlockScreen
from ui.theme.theme import Theme
from ui.widgets.choices import Switch
from ui.widgets.fields import TextField
from ui.widgets.first_start import CodeField
from ui.widgets.paragraph import Paragraph
from ui.widgets.passphrase import PassphraseField


def clipped(widget: QWidget) -> list[str]:
    """Return the paragraphs that have less height than their words need."""
    return [
        each.text()
        for each in widget.findChildren(Paragraph)
        if each.isVisible() and each.height() < each.heightForWidth(each.width())
    ]


class Drawer:
    """A keychain's backend that keeps texts in memory."""

    def __init__(self) -> None:
        self.texts: dict[str, str] = {}

    def get_password(self, _service: str, username: str, /) -> str | None:
        return self.texts.get(username)

    def set_password(self, _service: str, username: str, password: str, /) -> None:
        self.texts[username] = password

    def delete_password(self, _service: str, username: str, /) -> None:
        del self.texts[username]


def button(widget: QWidget, word: str) -> QAbstractButton:
    [found] = [each for each in widget.findChildren(QAbstractButton) if each.text() == word]
    return found


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


def door(qtbot: QtBot, desktop: Desktop) -> UnlockScreen:
    qtbot.waitUntil(lambda: isinstance(desktop.window.screen_shown, UnlockScreen), timeout=5000)
    screen = desktop.window.screen_shown
    assert isinstance(screen, UnlockScreen)
    return screen


def test_the_recovery_sheet_and_a_new_passphrase_open_by_keyboard_alone(
    qtbot: QtBot, theme: Theme, tmp_path: Path
) -> None:
    seed = new_seed(SystemRandomness())
    core = inhabited(make_core(tmp_path))
    core.unlocking.unlock(PASSPHRASE)
    core.unlocking.vault.use_recovery_key(seed.sealing_key().public_key)
    core.lock()
    with program(qtbot, theme, core) as desktop:
        link = button(door(qtbot, desktop), "Forgotten your passphrase?")
        link.setFocus()
        QTest.keyClick(link, Qt.Key.Key_Space)
        screen = desktop.window.screen_shown
        assert isinstance(screen, RecoveryScreen)
        for code, line in zip(screen.findChildren(CodeField), seed.sheet_lines(), strict=True):
            QTest.keyClicks(code, line.replace(" ", "").lower())
            QTest.keyClick(code, Qt.Key.Key_Return)
        own, again = screen.passphrase.findChildren(PassphraseField)
        for field in (own, again):
            QTest.keyClicks(field, OTHER_PASSPHRASE)
        QTest.keyClick(again, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: desktop.workspace is not None, timeout=10_000)
        desktop._lock()
        door(qtbot, desktop)
        unlock(qtbot, desktop, OTHER_PASSPHRASE)


def test_another_organisations_sheet_is_told_at_the_lines(
    qtbot: QtBot, theme: Theme, tmp_path: Path
) -> None:
    core = inhabited(make_core(tmp_path))
    with program(qtbot, theme, core) as desktop:
        door(qtbot, desktop).recovery_wished.emit()
        screen = desktop.window.screen_shown
        assert isinstance(screen, RecoveryScreen)
        lines = new_seed(SystemRandomness()).sheet_lines()
        for code, line in zip(screen.findChildren(CodeField), lines, strict=True):
            code.set_code(line)
        screen.sheet.try_on()
        own, again = screen.passphrase.findChildren(PassphraseField)
        for field in (own, again):
            field.setText(OTHER_PASSPHRASE)
        screen.passphrase.try_on()
        qtbot.waitUntil(lambda: "The code does not fit." in words(screen.sheet), timeout=5000)
        assert core.unlocking.state().stage is Stage.LOCKED
        screen.went_back.emit()
        unlock(qtbot, desktop)


@pytest.fixture
def drawer() -> Drawer:
    return Drawer()


def keychain_core(tmp_path: Path, drawer: Drawer, *, allowed: bool) -> Core:
    return Core(
        Profile(tmp_path / "profile"),
        Policy(keychain=allowed),
        SetClock(),
        make_kdf=cheap_kdf,
        make_keychain=lambda: Keychain(lambda: drawer),
    )


def test_the_keychain_is_offered_in_settings_and_then_opens_the_door(
    qtbot: QtBot, theme: Theme, tmp_path: Path, drawer: Drawer
) -> None:
    core = inhabited(keychain_core(tmp_path, drawer, allowed=True))
    with program(qtbot, theme, core) as desktop:
        by_keychain = button(door(qtbot, desktop), "Unlock with this computer's keychain")
        qtbot.wait(50)
        assert not by_keychain.isVisible()
        workspace = unlock(qtbot, desktop)
        workspace.open_page(PageName.SETTINGS)
        [switch] = [
            each for each in workspace.findChildren(Switch) if "keychain" in each.accessibleName()
        ]
        switch.click()
        qtbot.waitUntil(lambda: bool(drawer.texts), timeout=5000)
        qtbot.waitUntil(lambda: core.unlocking.state().keychain, timeout=5000)
        desktop._lock()
        screen = door(qtbot, desktop)
        by_keychain = button(screen, "Unlock with this computer's keychain")
        qtbot.waitUntil(by_keychain.isVisible, timeout=5000)
        by_keychain.click()
        qtbot.waitUntil(lambda: desktop.workspace is not None, timeout=10_000)


def test_a_keychain_that_forgot_asks_for_the_passphrase(
    qtbot: QtBot, theme: Theme, tmp_path: Path, drawer: Drawer
) -> None:
    core = inhabited(keychain_core(tmp_path, drawer, allowed=True))
    core.unlocking.unlock(PASSPHRASE)
    assert core.unlocking.use_keychain(on=True)
    core.lock()
    drawer.texts.clear()
    with program(qtbot, theme, core) as desktop:
        screen = door(qtbot, desktop)
        by_keychain = button(screen, "Unlock with this computer's keychain")
        qtbot.waitUntil(by_keychain.isVisible, timeout=5000)
        by_keychain.click()
        qtbot.waitUntil(lambda: "did not open it" in words(screen), timeout=5000)
        unlock(qtbot, desktop)


def test_without_the_policy_no_keychain_is_spoken_of(
    qtbot: QtBot, theme: Theme, tmp_path: Path, drawer: Drawer
) -> None:
    core = inhabited(keychain_core(tmp_path, drawer, allowed=False))
    with program(qtbot, theme, core) as desktop:
        workspace = unlock(qtbot, desktop)
        workspace.open_page(PageName.SETTINGS)
        assert "keychain" not in words(workspace)


@pytest.fixture
def put_back(tmp_path: Path) -> Core:
    """Return the core of a vault whose database was replaced by one of yesterday."""
    core = inhabited(make_core(tmp_path))
    core.unlocking.unlock(PASSPHRASE)
    with core.opened().store.write() as unit:
        identity.put(unit.connection, **{ROLE: b""})
        identity.put(unit.connection, server=b"http://127.0.0.1:9")
    core.lock()
    yesterday = tmp_path / "yesterday.db"
    shutil.copy(core.profile.database, yesterday)
    core.unlocking.unlock(PASSPHRASE)
    core.lock()
    shutil.copy(yesterday, core.profile.database)
    core.unlocking.close()
    return make_core(tmp_path)


def test_an_old_copy_is_told_plainly_until_the_server_agrees(
    qtbot: QtBot, theme: Theme, put_back: Core
) -> None:
    with program(qtbot, theme, put_back) as desktop:
        workspace = unlock(qtbot, desktop)
        told = "An older copy of your data was put back"
        assert told in workspace._older.accessibleName()
        assert workspace._older.isVisible()
        workspace.open_page(PageName.CONTACTS)
        assert workspace._older.isVisible()
        put_back.unlocking.vault.confirm_present()
        workspace._show_status()
        assert not workspace._older.isVisible()


def test_a_newcomers_open_vault_is_locked_when_nobody_is_there(
    qtbot: QtBot, theme: Theme, tmp_path: Path, clock: SetClock
) -> None:
    core = make_core(tmp_path, clock=clock)
    with program(qtbot, theme, core) as desktop:
        assert isinstance(desktop.window.screen_shown, FirstStart)
        core.unlocking.create(PASSPHRASE)
        idle = desktop._idle
        assert idle is not None
        for _ in range(6):
            clock.forward(seconds=59)
            idle.tick()
        screen = door(qtbot, desktop)
        assert core.unlocking.state().stage is Stage.LOCKED
        assert "because it was not in use" in words(screen)
        field = screen.findChild(PassphraseField)
        assert field is not None
        QTest.keyClicks(field, PASSPHRASE)
        QTest.keyClick(field, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: isinstance(desktop.window.screen_shown, FirstStart), timeout=10_000)


def test_a_damaged_vault_offers_its_newest_copy_and_opens_from_it(
    qtbot: QtBot, theme: Theme, tmp_path: Path
) -> None:
    core = inhabited(make_core(tmp_path))
    core.unlocking.unlock(PASSPHRASE)
    core.opened().care.run_if_due()
    core.close()
    with core.profile.database.open("r+b") as file:
        file.seek(16)
        file.write(bytes(4096))
    with program(qtbot, theme, make_core(tmp_path)) as desktop:
        screen = door(qtbot, desktop)
        field = screen.findChild(PassphraseField)
        assert field is not None
        assert not screen._put_back.isVisible()
        QTest.keyClicks(field, PASSPHRASE)
        QTest.keyClick(field, Qt.Key.Key_Return)
        qtbot.waitUntil(screen._put_back.isVisible, timeout=5000)
        [put] = screen._put_back.findChildren(QAbstractButton)
        put.setFocus()
        QTest.keyClick(put, Qt.Key.Key_Space)
        qtbot.waitUntil(lambda: "The copy stands in its place" in words(screen), timeout=5000)
        field.clear()
        unlock(qtbot, desktop)


def test_settings_tell_of_the_copy_and_the_disk_and_rename_the_computer(
    qtbot: QtBot, theme: Theme, tmp_path: Path
) -> None:
    core = inhabited(make_core(tmp_path))
    core.unlocking.unlock(PASSPHRASE)
    with core.opened().store.write() as unit:
        identity.put(unit.connection, server=b"http://127.0.0.1:9")
    core.opened().care.run_if_due()
    core.lock()
    with program(qtbot, theme, core) as desktop:
        workspace = unlock(qtbot, desktop)
        workspace.open_page(PageName.SETTINGS)
        qtbot.waitUntil(lambda: "The whole file was last checked today" in words(workspace))
        qtbot.waitUntil(lambda: "disk" in words(workspace).lower())
        for row in workspace.findChildren(SettingRow):
            row.set_meaning("A sentence that goes on for so long that it takes two lines. " * 2)
        qtbot.waitUntil(lambda: not clipped(workspace), timeout=2000)
        [name] = [
            each
            for each in workspace.findChildren(TextField)
            if each.accessibleName() == "Name of this computer"
        ]
        name.setFocus()
        name.selectAll()
        QTest.keyClicks(name, "Bærbar i Kløveren")
        QTest.keyClick(name, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: core.members().me().computer == "Bærbar i Kløveren", timeout=5000)


@pytest.mark.parametrize(
    ("rule", "state", "refused"),
    [
        (REFUSE, DiskState.PLAIN, True),
        (REFUSE, DiskState.UNKNOWN, False),
        (WARN, DiskState.PLAIN, False),
    ],
)
def test_a_plain_disk_is_refused_only_where_the_policy_says_so(
    rule: str,
    state: DiskState,
    qtbot: QtBot,
    theme: Theme,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    *,
    refused: bool,
) -> None:
    monkeypatch.setattr(disk_encryption, "disk_state", lambda _folder: state)
    core = inhabited(make_core(tmp_path, Policy(unencrypted_disk=rule)))
    with program(qtbot, theme, core) as desktop:
        screen = desktop.window.screen_shown
        assert isinstance(screen, WaitingScreen if refused else UnlockScreen)
        assert ("Ask IT to encrypt the disk." in screen.accessibleName()) is refused


@pytest.mark.parametrize(("scale", "roofs"), [(1.0, True), (1.5, False)])
def test_no_roof_stands_behind_words_at_any_text_size(
    qtbot: QtBot,
    theme: Theme,
    tmp_path: Path,
    scale: float,
    roofs: bool,  # noqa: FBT001  a case of the test
) -> None:
    with program(qtbot, theme, inhabited(make_core(tmp_path))) as desktop:
        desktop.window.resize(1280, 800)
        theme.set_scale(scale)
        door(qtbot, desktop).recovery_wished.emit()
        screen = desktop.window.screen_shown
        assert isinstance(screen, RecoveryScreen)
        qtbot.waitUntil(screen.isVisible, timeout=5000)
        image = screen.grab().toImage()
        ground = image.pixel(2, 2)
        bottom = {image.pixel(x, image.height() - 2) for x in range(0, 1000, 10)}
        assert (bottom != {ground}) is roofs


@pytest.mark.parametrize("panel", ["panel", "recovering"])
def test_a_panel_of_the_settings_lies_over_the_page(
    qtbot: QtBot, theme: Theme, tmp_path: Path, panel: str
) -> None:
    with program(qtbot, theme, inhabited(make_core(tmp_path))) as desktop:
        workspace = unlock(qtbot, desktop)
        workspace.open_page(PageName.SETTINGS)
        page = workspace.findChild(SettingsPage)
        assert page is not None
        shown = getattr(page, panel)
        shown.begin()
        qtbot.waitUntil(shown.isVisible, timeout=5000)
        middle = shown.mapTo(page, shown.rect().center())
        on_top = page.childAt(middle)
        assert shown.isAncestorOf(on_top)
