"""Creating, opening and locking a vault as the first screen does."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from helhedsplan_desktop.crypto.recovery import new_seed
from helhedsplan_desktop.foundation.errors import AppError, Problem
from helhedsplan_desktop.foundation.ids import SeededRandomness
from helhedsplan_desktop.foundation.paths import Profile
from helhedsplan_desktop.services.unlocking import Reason, Stage, Strength, Unlocking
from helhedsplan_desktop.store import engine, vault
from helhedsplan_desktop.store.engine import Database
from tests.support.stores import SetClock
from tests.support.vaults import (
    OTHER_PASSPHRASE,
    PASSPHRASE,
    load_nothing,
    notes_in,
    problem_of,
    unlocking_at,
    write_note,
)

WRONG = "en helt anden lang adgangskode"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "profile"


@pytest.fixture
def unlocking(folder: Path) -> Iterator[Unlocking]:
    made = unlocking_at(folder)
    yield made
    made.close()


@pytest.fixture
def created(unlocking: Unlocking) -> Unlocking:
    unlocking.create(PASSPHRASE)
    write_note(unlocking, "første")
    return unlocking


def stage(unlocking: Unlocking) -> Stage:
    return unlocking.state().stage


def test_a_vault_is_made_locked_and_opened_again(created: Unlocking, folder: Path) -> None:
    assert stage(created) is Stage.OPEN
    created.lock()
    assert stage(created) is Stage.LOCKED
    created.close()
    later = unlocking_at(folder)
    assert stage(later) is Stage.LOCKED
    later.unlock(PASSPHRASE)
    assert notes_in(later) == ["første"]
    assert not later.state().rolled_back
    later.close()


def test_the_first_start_finds_nothing(unlocking: Unlocking, folder: Path) -> None:
    assert stage(unlocking) is Stage.MISSING
    assert problem_of(unlocking.unlock, PASSPHRASE).problem is Problem.VAULT_MISSING
    assert problem_of(getattr, unlocking, "vault").problem is Problem.VAULT_LOCKED
    assert [each.name for each in folder.iterdir() if each.is_file()] == ["vault.lock"]


def test_a_wrong_passphrase_opens_nothing(created: Unlocking) -> None:
    created.lock()
    for wrong in (WRONG, "", PASSPHRASE + "r", PASSPHRASE.upper()):
        assert problem_of(created.unlock, wrong).problem is (Problem.WRONG_PASSPHRASE)
    assert stage(created) is Stage.LOCKED
    created.unlock(f" {PASSPHRASE}\n")
    assert stage(created) is Stage.OPEN


def test_weak_passphrases_are_refused_with_the_reason(unlocking: Unlocking) -> None:
    error = problem_of(unlocking.create, "passwordpassword")
    assert error.problem is Problem.PASSPHRASE_WEAK
    assert error.params["reasons"] == (Reason.COMMON, Reason.REPEATED)
    assert stage(unlocking) is Stage.MISSING
    assert unlocking.strength(unlocking.propose_passphrase()).strength is not Strength.WEAK


def test_another_passphrase_keeps_the_data_and_ends_the_old_one(created: Unlocking) -> None:
    before = created.state().passphrase_changed_at
    clock = created._clock
    assert isinstance(clock, SetClock)
    clock.forward(days=3)
    created.change_passphrase(PASSPHRASE, OTHER_PASSPHRASE)
    assert created.state().passphrase_changed_at == before + 3 * 86_400_000
    write_note(created, "anden")
    created.lock()
    assert problem_of(created.unlock, PASSPHRASE).problem is Problem.WRONG_PASSPHRASE
    created.unlock(OTHER_PASSPHRASE)
    assert notes_in(created) == ["første", "anden"]


def test_changing_needs_the_old_passphrase_and_a_good_new_one(created: Unlocking) -> None:
    for old, new, problem in (
        (WRONG, OTHER_PASSPHRASE, Problem.WRONG_PASSPHRASE),
        (PASSPHRASE, "kort", Problem.PASSPHRASE_WEAK),
    ):
        error = problem_of(created.change_passphrase, old, new)
        assert error.problem is problem
    created.lock()
    created.unlock(PASSPHRASE)
    assert notes_in(created) == ["første"]


def test_no_passphrase_can_be_changed_while_locked(created: Unlocking) -> None:
    created.lock()
    error = problem_of(created.change_passphrase, PASSPHRASE, OTHER_PASSPHRASE)
    assert error.problem is Problem.VAULT_LOCKED


# --- throttle -------------------------------------------------------------------------------------


def miss(unlocking: Unlocking) -> AppError:
    return problem_of(unlocking.unlock, WRONG)


def test_after_five_misses_guessing_gets_slow_also_over_restarts(
    created: Unlocking, folder: Path
) -> None:
    created.close()
    clock = SetClock()
    for _ in range(5):
        fresh = unlocking_at(folder, clock)
        assert miss(fresh).problem is Problem.WRONG_PASSPHRASE
        fresh.close()
    fresh = unlocking_at(folder, clock)
    waits = []
    for _ in range(12):
        waits.append(fresh.throttled_seconds())
        error = miss(fresh)
        assert error.problem is Problem.THROTTLED
        assert error.params == {"seconds": waits[-1]}
        assert problem_of(fresh.unlock, PASSPHRASE).problem is Problem.THROTTLED
        clock.forward(seconds=waits[-1])
        assert miss(fresh).problem is Problem.WRONG_PASSPHRASE
    assert waits == [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900]
    clock.forward(minutes=15)
    fresh.unlock(PASSPHRASE)
    assert fresh.throttled_seconds() == 0
    fresh.lock()
    assert miss(fresh).problem is Problem.WRONG_PASSPHRASE
    fresh.close()


def test_changing_the_passphrase_is_no_way_round_the_throttle(created: Unlocking) -> None:
    for _ in range(5):
        problem_of(created.change_passphrase, WRONG, OTHER_PASSPHRASE)
    error = problem_of(created.change_passphrase, PASSPHRASE, OTHER_PASSPHRASE)
    assert error.problem is Problem.THROTTLED


@pytest.mark.parametrize(
    "rubbish",
    [
        b"",
        b"{",
        b"[" * 900,
        b"[]",
        b"null",
        b"\xff\xfe",
        b'{"misses": -3, "last_ms": 0}',
        b'{"misses": true, "last_ms": 0}',
        b'{"misses": 1e400, "last_ms": 0}',
        b'{"misses": 99999999999, "last_ms": 0}',
        b'{"misses": "5", "last_ms": "0"}',
        os.urandom(4000),
    ],
)
def test_a_counter_full_of_rubbish_gives_no_free_tries(
    created: Unlocking, folder: Path, rubbish: bytes
) -> None:
    created.lock()
    Profile(folder).tries.write_bytes(rubbish)
    assert created.throttled_seconds() == 0
    assert miss(created).problem is Problem.WRONG_PASSPHRASE
    assert created.throttled_seconds() == 2
    Profile(folder).tries.write_bytes(rubbish)
    created.unlock(PASSPHRASE)


def test_a_clock_set_back_does_not_lengthen_the_wait(created: Unlocking) -> None:
    created.lock()
    clock = created._clock
    assert isinstance(clock, SetClock)
    for _ in range(5):
        miss(created)
    clock.forward(days=-3650)
    assert created.throttled_seconds() == 1


def test_a_try_counts_although_the_program_is_ended_in_the_middle(
    created: Unlocking, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    created.lock()

    def killed(*_: object) -> bytearray:
        raise KeyboardInterrupt

    monkeypatch.setattr(vault, "unwrap_by_key", killed)
    for _ in range(5):
        with pytest.raises(KeyboardInterrupt):
            created.unlock(WRONG)
    assert created.throttled_seconds() == 1
    assert Profile(folder).tries.exists()


# --- one process ----------------------------------------------------------------------------------

ANOTHER_PROCESS = """
import sys
from pathlib import Path
from tests.support.vaults import unlocking_at
unlocking = unlocking_at(Path(sys.argv[1]))
print(unlocking.state().stage.value, flush=True)
sys.stdin.readline()
"""


def another_process(folder: Path) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", ANOTHER_PROCESS, str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def test_a_second_process_is_told_that_the_vault_is_in_use(
    created: Unlocking, folder: Path
) -> None:
    with another_process(folder) as other:
        assert other.communicate("\n", timeout=60)[0].strip() == "in_use"
    created.lock()
    with another_process(folder) as other:
        assert other.communicate("\n", timeout=60)[0].strip() == "in_use"


def test_a_killed_process_leaves_the_vault_free(created: Unlocking, folder: Path) -> None:
    created.close()
    with another_process(folder) as other:
        assert other.stdout is not None
        assert other.stdout.readline().strip() == "locked"
        waiting = unlocking_at(folder)
        assert stage(waiting) is Stage.IN_USE
        error = problem_of(waiting.unlock, PASSPHRASE)
        assert error.problem is Problem.VAULT_IN_USE
        other.send_signal(signal.SIGTERM if os.name == "nt" else signal.SIGKILL)
        other.wait(60)
    assert stage(waiting) is Stage.LOCKED
    waiting.unlock(PASSPHRASE)
    waiting.close()


# --- locking --------------------------------------------------------------------------------------


def test_locking_closes_everything_and_wipes_the_keys(created: Unlocking) -> None:
    opened = created.vault
    assert opened._data_key != bytearray(32)
    created.lock()
    created.lock()
    assert opened._data_key == bytearray(32)
    assert opened.database.closed
    assert problem_of(opened.database.reader.connect).problem is Problem.VAULT_LOCKED
    assert problem_of(opened.advance).problem is Problem.VAULT_LOCKED


def test_locking_does_not_wait_for_a_unit_that_hangs(
    created: Unlocking, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "_INTERRUPTS", 3)
    entered, leave = threading.Event(), threading.Event()
    ends: list[BaseException] = []

    def hang() -> None:
        try:
            with created.vault.database.writer.begin() as connection:
                connection.execute(text("INSERT INTO line VALUES ('aldrig gemt')"))
                entered.set()
                leave.wait(30)
                connection.execute(text("INSERT INTO line VALUES ('heller ikke')"))
        except Exception as closed:  # noqa: BLE001  what the driver says of a closed connection
            ends.append(closed)

    thread = threading.Thread(target=hang)
    thread.start()
    entered.wait()
    created.lock()
    leave.set()
    thread.join(30)
    assert len(ends) == 1
    created.unlock(PASSPHRASE)
    assert notes_in(created) == ["første"]


def test_a_failed_upgrade_leaves_the_vault_locked_and_whole(created: Unlocking) -> None:
    created.lock()

    def load() -> Callable[[Database], None]:
        def fail(database: Database) -> None:
            assert not database.closed
            raise AppError(Problem.VAULT_NEWER)

        return fail

    created._load_prepare = load
    assert problem_of(created.unlock, PASSPHRASE).problem is Problem.VAULT_NEWER
    assert stage(created) is Stage.LOCKED
    created._load_prepare = load_nothing
    created.unlock(PASSPHRASE)
    assert notes_in(created) == ["første"]


def test_the_upgrade_is_handed_the_open_database(created: Unlocking) -> None:
    created.lock()
    seen: list[list[str]] = []

    def load() -> Callable[[Database], None]:
        def upgrade(database: Database) -> None:
            with database.writer.begin() as connection:
                seen.append(list(connection.execute(text("SELECT words FROM line")).scalars()))

        return upgrade

    created._load_prepare = load
    created.unlock(PASSPHRASE)
    assert seen == [["første"]]


# --- the recovery sheet ---------------------------------------------------------------------------


def test_the_recovery_sheet_opens_the_vault_and_sets_a_new_passphrase(created: Unlocking) -> None:
    sheet = new_seed(SeededRandomness(8))
    created.vault.use_recovery_key(sheet.sealing_key().public_key)
    created.lock()
    created.unlock_from_sheet(sheet.sheet_lines(), OTHER_PASSPHRASE)
    assert notes_in(created) == ["første"]
    created.lock()
    assert problem_of(created.unlock, PASSPHRASE).problem is Problem.WRONG_PASSPHRASE
    created.unlock(OTHER_PASSPHRASE)


def test_another_sheet_or_none_opens_nothing(created: Unlocking) -> None:
    ours, other = new_seed(SeededRandomness(8)), new_seed(SeededRandomness(9))

    def by(sheet: tuple[str, str]) -> AppError:
        return problem_of(created.unlock_from_sheet, sheet, OTHER_PASSPHRASE)

    created.lock()
    assert by(ours.sheet_lines()).problem is Problem.CODE_WRONG
    created.unlock(PASSPHRASE)
    created.vault.use_recovery_key(ours.sealing_key().public_key)
    created.lock()
    assert by(other.sheet_lines()).problem is Problem.CODE_WRONG
    first, second = ours.sheet_lines()
    assert by((first, second[:-1])).params == {"missing": 1, "line": 2}
    weak = problem_of(created.unlock_from_sheet, (first, second), "kort")
    assert weak.problem is Problem.PASSPHRASE_WEAK
    created.unlock(PASSPHRASE)
