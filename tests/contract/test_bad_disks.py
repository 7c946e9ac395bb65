"""Disks that take no more, take nothing, or stand under two programs at once."""

import json
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from helhedsplan_desktop.core import Core
from helhedsplan_desktop.foundation.errors import AppError, Problem
from helhedsplan_desktop.foundation.paths import Profile
from helhedsplan_desktop.services.unlocking import Stage
from tests.support.vaults import PASSPHRASE, cheap_kdf

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
