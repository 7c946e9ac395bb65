"""Nothing that people typed reaches a file in clear: not the vault, not a log, not a crash."""

import logging
import os
import random
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from helhedsplan_desktop.foundation.logs import EventLog, log_crashes, silence_libraries
from helhedsplan_desktop.foundation.paths import Profile
from helhedsplan_desktop.foundation.settings import SettingsFile
from tests.support.stores import SetClock
from tests.support.vaults import PASSPHRASE, notes_in, problem_of, unlocking_at, write_note

NAME = "Plantedine Vokseværk"


def a_number_like_cpr() -> str:
    """Made up at run time, so that none stands in the source."""
    return f"{random.randint(1, 28):02}{random.randint(1, 12):02}69-{random.randint(4000, 9999)}"


@pytest.fixture
def log(tmp_path: Path) -> EventLog:
    return EventLog(tmp_path / "logs", SetClock())


def lines_of(folder: Path) -> list[str]:
    return [line for each in sorted(folder.iterdir()) for line in each.read_text().splitlines()]


@pytest.fixture
def hooks(log: EventLog) -> Iterator[None]:
    undo = log_crashes(log)
    yield
    undo()


def test_planted_words_are_in_no_byte_of_the_profile(tmp_path: Path) -> None:
    cpr = a_number_like_cpr()
    planted = [NAME, cpr, PASSPHRASE, "tilskuddet til husleje"]
    folder = tmp_path / "profile"

    def search() -> None:
        files = [each for each in folder.rglob("*") if each.is_file()]
        assert {"vault.db", "vault.header", "settings.json"} <= {each.name for each in files}
        assert any(each.parent.name == "logs" for each in files)
        for each in files:
            data = each.read_bytes()
            for word in planted:
                for encoding in ("utf-8", "utf-16-le", "latin-1"):
                    assert word.encode(encoding) not in data, (each.name, encoding)

    unlocking = unlocking_at(folder)
    unlocking.create(PASSPHRASE)
    log = EventLog(Profile(folder).logs, SetClock())
    undo = log_crashes(log)
    SettingsFile(Profile(folder).settings).change(theme="dark")
    for number in range(50):
        write_note(unlocking, f"{NAME} ({cpr}) fik hjælp til tilskuddet til husleje, {number}")
    try:
        int(f"{NAME} {cpr}")
    except ValueError as error:
        sys.excepthook(ValueError, error, error.__traceback__)
    undo()
    assert (folder / "vault.db-wal").exists()
    search()
    assert len(notes_in(unlocking)) == 50
    unlocking.vault.database.copy_to(folder / "backup.db")
    unlocking.lock()
    problem_of(unlocking.unlock, NAME + cpr)
    search()
    unlocking.close()


def test_a_crash_is_told_by_type_and_place_only(
    hooks: None, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert hooks is None
    try:
        int(NAME)
    except ValueError as error:
        sys.excepthook(ValueError, error, error.__traceback__)
    (line,) = lines_of(tmp_path / "logs")
    assert "crash type=builtins.ValueError at=" in line
    assert f"{__name__}:" in line
    assert NAME not in line
    assert capfd.readouterr() == ("", "")


def test_a_crash_on_a_thread_and_in_a_finalizer_is_told_too(
    hooks: None, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert hooks is None

    def fall() -> None:
        raise KeyError(NAME)

    thread = threading.Thread(target=fall)
    thread.start()
    thread.join()

    class Falling:
        def __del__(self) -> None:
            raise OSError(NAME)

    falling = Falling()
    del falling
    kinds = [line.split()[2] for line in lines_of(tmp_path / "logs")]
    assert kinds == ["type=builtins.KeyError", "type=builtins.OSError"]
    assert all(NAME not in line for line in lines_of(tmp_path / "logs"))
    assert capfd.readouterr() == ("", "")


def test_an_event_is_a_code_numbers_and_ids(log: EventLog, tmp_path: Path) -> None:
    log.write("sync.done", pushed=3, vault=b"\x01\xff", slow=True)
    (line,) = lines_of(tmp_path / "logs")
    assert line == "2026-03-12T12:00:00.000Z sync.done pushed=3 vault=01ff slow=1"


@pytest.mark.parametrize("code", [NAME, "Sync done", "", "sync.done\nforged"])
def test_a_text_is_no_event_code(log: EventLog, code: str) -> None:
    with pytest.raises(AssertionError):
        log.write(code)


def test_a_text_is_no_fact(log: EventLog, tmp_path: Path) -> None:
    for fact in (NAME, a_number_like_cpr().replace("-", "")):
        with pytest.raises(AssertionError):
            log.write("contact.opened", who=fact)  # type: ignore[arg-type]  # what types forbid
    assert not (tmp_path / "logs").exists()


def test_logs_are_kept_for_14_days_and_are_the_owner_s(tmp_path: Path) -> None:
    clock = SetClock()
    log = EventLog(tmp_path / "logs", clock)
    for _ in range(30):
        log.write("day.began")
        clock.forward(days=1)
    files = sorted(each.name for each in (tmp_path / "logs").iterdir())
    last = date(2026, 3, 12) + timedelta(days=29)
    assert files[0] == f"events-{last - timedelta(days=14)}.log"
    assert files[-1] == f"events-{last}.log"
    if os.name != "nt":
        assert (tmp_path / "logs").stat().st_mode & 0o777 == 0o700
        assert all(each.stat().st_mode & 0o777 == 0o600 for each in (tmp_path / "logs").iterdir())


def test_a_log_that_cannot_be_written_stops_nobody(tmp_path: Path) -> None:
    (tmp_path / "logs").write_text("a file where the folder should be")
    EventLog(tmp_path / "logs", SetClock()).write("day.began")
    assert (tmp_path / "logs").read_text() == "a file where the folder should be"


def test_libraries_are_not_heard(capfd: pytest.CaptureFixture[str]) -> None:
    root = logging.getLogger()
    before = root.handlers[:], logging.lastResort, logging.raiseExceptions
    try:
        silence_libraries()
        logging.getLogger("httpx").error("GET /%s", NAME)
        logging.getLogger("sqlalchemy.engine").warning("INSERT %s", NAME)
        assert capfd.readouterr() == ("", "")
    finally:
        root.handlers[:], logging.lastResort, logging.raiseExceptions = before


IN_A_FRESH_PROCESS = """
import ctypes, resource, sys
from helhedsplan_desktop.foundation.hardening import forbid_core_dumps
allowed = resource.getrlimit(resource.RLIMIT_CORE)[1]
resource.setrlimit(resource.RLIMIT_CORE, (allowed, allowed))
forbid_core_dumps()
print(resource.getrlimit(resource.RLIMIT_CORE)[0])
print(ctypes.CDLL(None).prctl(3, 0, 0, 0, 0) if sys.platform == "linux" else 0)
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no core dumps")
def test_no_core_dump_can_hold_the_keys() -> None:
    run = subprocess.run(
        [sys.executable, "-c", IN_A_FRESH_PROCESS], capture_output=True, text=True, check=True
    )
    assert run.stdout.split() == ["0", "0"]


LIGHT_START = """
import sys
from pathlib import Path
from helhedsplan_desktop.foundation.clock import SystemClock
from helhedsplan_desktop.foundation.ids import SystemRandomness
from helhedsplan_desktop.foundation.logs import EventLog
from helhedsplan_desktop.foundation.paths import profile_at
from helhedsplan_desktop.services.unlocking import Unlocking

profile = profile_at(sys.argv[1])
unlocking = Unlocking(
    profile, SystemClock(), SystemRandomness(), lambda: None, EventLog(profile.logs, SystemClock())
)
unlocking.state()
unlocking.throttled_seconds()
heavy = {"sqlalchemy", "sqlmodel", "alembic", "sqlcipher3", "cryptography", "keyring", "httpx",
         "msgspec", "pydantic", "logging", "asyncio"}
print(sorted(heavy & set(sys.modules)))
"""


def test_the_unlock_screen_needs_nothing_heavy(tmp_path: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-c", LIGHT_START, str(tmp_path / "p")],
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout.strip() == "[]"
