"""A laptop that a lead has signed to be emptied: nothing of the vault is left."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from helhedsplan_desktop.core import Core
from helhedsplan_desktop.services.unlocking import Stage
from helhedsplan_desktop.store import identity
from tests.support.programs import inhabited, make_core, program, unlock
from tests.support.vaults import PASSPHRASE
from ui.screens.first_start.flow import FirstStart
from ui.theme.theme import Theme


def told(core: Core) -> None:
    """Let the open vault hold what a verified wipe leaves in it."""
    with core.opened().store.write_for_sync() as unit:
        identity.put(unit.connection, standing=b"wiped")


def left_of(core: Core) -> list[str]:
    """Return the names of what a vault consists of, copies too."""
    names = {core.profile.header.name, core.profile.database.name, core.profile.backups.name}
    return sorted(each.name for each in core.profile.folder.rglob("*") if each.name in names)


@pytest.fixture
def core(tmp_path: Path) -> Iterator[Core]:
    made = inhabited(make_core(tmp_path))
    yield made
    made.close()


def test_a_vault_that_is_to_be_emptied_is_gone_once_it_is_locked(core: Core) -> None:
    core.unlocking.unlock(PASSPHRASE)
    core.profile.backups.mkdir()
    (core.profile.backups / "vault-2026-03-12.db").write_bytes(b"a copy")
    core.opened()
    told(core)
    core.opened().syncing._worker.refresh()  # as after the round that heard it
    core.lock()
    assert left_of(core) == []
    assert core.unlocking.state().stage is Stage.MISSING


def test_any_other_vault_stays(core: Core) -> None:
    core.unlocking.unlock(PASSPHRASE)
    core.opened()
    core.lock()
    assert len(left_of(core)) == 2


def test_a_program_that_was_ended_in_between_removes_the_vault_at_the_next_unlock(
    qtbot: QtBot, theme: Theme, tmp_path: Path
) -> None:
    core = inhabited(make_core(tmp_path))
    core.unlocking.unlock(PASSPHRASE)
    told(core)
    core._open = None  # a crash: nothing is put in order
    core.unlocking.lock()
    with program(qtbot, theme, core) as desktop:
        field = desktop.window.findChild(QLineEdit)
        assert field is not None
        QTest.keyClicks(field, PASSPHRASE)
        QTest.keyClick(field, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: isinstance(desktop.window.screen_shown, FirstStart), timeout=9000)
        assert left_of(core) == []


def test_it_closes_under_whoever_works(qtbot: QtBot, theme: Theme, tmp_path: Path) -> None:
    core = inhabited(make_core(tmp_path))
    with program(qtbot, theme, core) as desktop:
        unlock(qtbot, desktop)
        opened = core.opened()
        core.when_to_be_emptied(
            desktop._emptying.emit
        )  # practice does not sync, so nobody listens yet
        told(core)
        opened.syncing._worker.refresh()
        qtbot.waitUntil(lambda: isinstance(desktop.window.screen_shown, FirstStart), timeout=5000)
        assert left_of(core) == []
