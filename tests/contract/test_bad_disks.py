"""Disks that take no more, take nothing, or stand under two programs at once."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from helhedsplan_desktop.core import Core
from helhedsplan_desktop.foundation.errors import AppError, Problem
from helhedsplan_desktop.foundation.paths import Profile
from helhedsplan_desktop.practice_vault import settle
from helhedsplan_desktop.services.unlocking import Stage
from helhedsplan_desktop.store import cipher
from tests.support.vaults import PASSPHRASE, cheap_kdf, problem_of

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="limits and modes of POSIX")


def laptop_in(folder: Path, trouble: str) -> dict[str, Any]:
    """Return what a laptop in a process of its own made of a trouble with its disk."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.support.small_disk", folder / "profile", trouble],
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def test_a_disk_that_takes_no_more_is_told_and_loses_nothing(tmp_path: Path) -> None:
    found = laptop_in(tmp_path, "full")
    assert found["saved"] > 10
    # A limit of one file's size is told like a failing disk, a full disk by its name: SQLite
    # knows the one as an I/O error, the other as full (see test_engine.py).
    assert found["told"] == ["disk_failed", "disk_failed", ""]
    assert found["readable"] == 1
    assert found["kept"]
    assert found["wrong"] == []


def test_a_vault_is_not_opened_on_a_full_disk_and_whole_afterwards(tmp_path: Path) -> None:
    found = laptop_in(tmp_path, "full_at_opening")
    assert found["told"] == "disk_full"
    assert not found["rolled_back"]
    assert found["facts"] > 100


def test_a_folder_that_may_not_be_written_is_told() -> None:
    # pytest's own folder is closed to the user that a superuser's process has to become.
    with TemporaryDirectory() as folder:
        Path(folder).chmod(0o711)
        found = laptop_in(Path(folder), "read_only")
    assert found["told"] == "disk_read_only"
    assert found["facts"] > 100


def test_a_disk_too_full_for_a_draft_keeps_the_one_before(tmp_path: Path) -> None:
    found = laptop_in(tmp_path, "full_for_a_draft")
    assert found["told"] == ["disk_failed", ""]
    assert found["kept"]
    assert found["later"] == "med plads"
    assert found["wrong"] == []


def test_a_disk_too_full_for_a_copy_keeps_the_one_before_and_nothing_else(tmp_path: Path) -> None:
    found = laptop_in(tmp_path, "full_for_a_copy")
    assert found["told"] == ["disk_failed", ""]
    assert found["stands"]
    assert found["left"] == ["copy.db", "profile"]
    assert found["wrong"] == []


def test_a_disk_that_fills_up_during_an_upgrade_leaves_the_vault_to_the_program_before(
    tmp_path: Path,
) -> None:
    found = laptop_in(tmp_path, "full_for_an_upgrade")
    assert found["told"] == "disk_failed"
    assert found["kept"]
    assert not found["rolled_back"]
    assert found["wrong"] == []


def test_a_disk_that_is_full_again_and_again_while_syncing_gets_everything_once(
    tmp_path: Path,
) -> None:
    found = laptop_in(tmp_path, "full_while_syncing")
    assert set(found["told"]) == {"disk_failed", ""}
    assert found["told"].count("disk_failed") > 10
    assert found["complete"]
    assert found["once_each"]


@contextmanager
def another_program(code: str, *words: str) -> Iterator[None]:
    """Let another process do something to a file until the block ends."""
    command = [sys.executable, "-c", f"{code}; print(flush=True); sys.stdin.read()", *words]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as program:
        assert program.stdout is not None
        assert program.stdout.readline() == b"\n"
        yield
        program.communicate()


HOLDS_THE_FILE = (
    "import fcntl, sys; file = open(sys.argv[1], 'r+b'); fcntl.lockf(file, fcntl.LOCK_EX)"
)
WRITES_TOO = (
    "import sys; from pathlib import Path;"
    "from helhedsplan_desktop.store.engine import open_database;"
    "database = open_database(Path(sys.argv[1]), bytes.fromhex(sys.argv[2]));"
    "connection = database.writer.connect(); connection.begin()"
)


def test_a_file_that_another_program_holds_is_told_and_opens_afterwards(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cipher, "_BUSY_SECONDS", 0.1)
    with closing(Core(Profile(tmp_path / "p"), make_kdf=cheap_kdf)) as core:
        core.unlocking.create(PASSPHRASE)
        core.lock()
        with another_program(HOLDS_THE_FILE, str(core.profile.database)):
            assert problem_of(core.unlocking.unlock, PASSPHRASE).problem is Problem.DISK_FAILED
            assert core.unlocking.state().stage is Stage.LOCKED
        core.unlocking.unlock(PASSPHRASE)
        assert not core.unlocking.state().rolled_back


def test_a_save_that_another_program_keeps_waiting_is_told_and_can_be_repeated(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cipher, "_BUSY_SECONDS", 0.1)
    with closing(Core(Profile(tmp_path / "p"), make_kdf=cheap_kdf)) as core:
        core.unlocking.create(PASSPHRASE)
        settle(core, 14)
        keep = partial(core.begin_session().drafts.keep, None, "quick_note", None)
        # An invented key of an invented vault; the real one never is an argument.
        key = bytes(core.unlocking.vault._data_key).hex()
        with another_program(WRITES_TOO, str(core.profile.database), key):
            assert problem_of(keep, {"text": "nu"}).problem is Problem.DISK_FAILED
        keep({"text": "nu"})
        assert next(each.fields["text"] for each in core.begin_session().drafts.all()) == "nu"


def test_two_programs_on_one_profile_do_not_meet(tmp_path: Path) -> None:
    first, second = (Core(Profile(tmp_path / "p"), make_kdf=cheap_kdf) for _ in range(2))
    first.unlocking.create(PASSPHRASE)
    assert second.unlocking.state().stage is Stage.IN_USE
    for act in (second.unlocking.unlock, second.unlocking.create):
        with pytest.raises(AppError) as told:
            act(PASSPHRASE)
        assert told.value.problem is Problem.VAULT_IN_USE
    first.close()
    second.unlocking.unlock(PASSPHRASE)
    assert second.unlocking.state().stage is Stage.OPEN
    second.close()
