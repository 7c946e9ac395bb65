"""Whatever may stand in a profile: parts, spoilt and foreign files, and old ones put back."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from helhedsplan_desktop.crypto.vault_header import read_header, write_header
from helhedsplan_desktop.foundation.errors import Problem
from helhedsplan_desktop.foundation.ids import SystemRandomness
from helhedsplan_desktop.foundation.logs import EventLog
from helhedsplan_desktop.foundation.paths import Profile
from helhedsplan_desktop.services.unlocking import Stage, Unlocking
from helhedsplan_desktop.store import generation, vault, vault_opening
from helhedsplan_desktop.store.vault_opening import Prepare
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


# --- what may stand in the folder -----------------------------------------------------------------


def test_creation_never_goes_over_what_stands_there(created: Unlocking, folder: Path) -> None:
    created.close()
    for name in ("vault.db", "vault.header", "vault.db-wal", "vault.db-shm", "vault.db-journal"):
        alone = folder.with_name(name)
        alone.mkdir(mode=0o700)
        source = folder / name
        (alone / name).write_bytes(source.read_bytes() if source.exists() else b"left behind")
        fresh = unlocking_at(alone)
        assert stage(fresh) is Stage.UNUSABLE
        assert problem_of(fresh.create, PASSPHRASE).problem is Problem.VAULT_EXISTS
        assert problem_of(fresh.unlock, PASSPHRASE).problem is Problem.VAULT_DAMAGED
        fresh.close()
    assert problem_of(created.create, OTHER_PASSPHRASE).problem is Problem.VAULT_EXISTS


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("vault.db", b"", Problem.VAULT_DAMAGED),
        ("vault.db", b"x" * 8192, Problem.VAULT_DAMAGED),
        ("vault.db", b"SQLite format 3\0" + bytes(4080), Problem.VAULT_FOREIGN),
        ("vault.header", b"", Problem.VAULT_DAMAGED),
        ("vault.header", b"<html>a portal</html>", Problem.VAULT_FOREIGN),
    ],
)
def test_a_spoilt_part_is_told_and_nothing_is_made_anew(
    created: Unlocking, folder: Path, name: str, content: bytes, problem: Problem
) -> None:
    created.lock()
    (folder / name).write_bytes(content)
    assert stage(created) is Stage.LOCKED
    error = problem_of(created.unlock, PASSPHRASE)
    assert error.problem is problem
    assert error.params["part"] == ("database" if name == "vault.db" else "header")
    assert (folder / name).read_bytes() == content


def test_damage_is_told_before_a_passphrase_is_tried(created: Unlocking, folder: Path) -> None:
    created.lock()
    (folder / "vault.db").write_bytes(b"")
    for _ in range(7):
        assert problem_of(created.unlock, "hvad som helst").problem is Problem.VAULT_DAMAGED
    assert created.throttled_seconds() == 0


def test_a_header_mended_without_the_data_key_is_damaged(created: Unlocking, folder: Path) -> None:
    """Right wraps under another generation, as somebody would write who hides a rollback."""
    created.lock()
    header = read_header(folder / "vault.header").header
    write_header(folder / "vault.header", header.at(header.generation + 1), bytearray(32))
    error = problem_of(created.unlock, PASSPHRASE)
    assert (error.problem, error.params) == (Problem.VAULT_DAMAGED, {"part": "header"})
    assert created.state().stage is Stage.LOCKED


def test_a_truncated_vault_is_damaged_not_new(created: Unlocking, folder: Path) -> None:
    created.lock()
    data = (folder / "vault.db").read_bytes()
    for size in (1, 4095, 4096, len(data) - 4096):
        (folder / "vault.db").write_bytes(data[:size])
        assert problem_of(created.unlock, PASSPHRASE).problem is Problem.VAULT_DAMAGED
    (folder / "vault.db").write_bytes(data)
    created.unlock(PASSPHRASE)
    assert notes_in(created) == ["første"]


def test_the_database_of_another_vault_is_refused(created: Unlocking, folder: Path) -> None:
    created.lock()
    other = unlocking_at(folder.with_name("other"))
    other.create(PASSPHRASE)
    other.close()
    shutil.copyfile(folder.with_name("other") / "vault.db", folder / "vault.db")
    error = problem_of(created.unlock, PASSPHRASE)
    assert error.problem in {Problem.VAULT_DAMAGED, Problem.VAULT_FOREIGN}
    assert stage(created) is Stage.LOCKED


def test_a_database_with_another_id_under_our_key_is_foreign(created: Unlocking) -> None:
    with created.vault.database.writer.begin() as connection:
        connection.execute(text("UPDATE vault_seal SET vault_id = :id"), {"id": b"x" * 16})
    created.lock()
    error = problem_of(created.unlock, PASSPHRASE)
    assert (error.problem, error.params) == (Problem.VAULT_FOREIGN, {"part": "database"})


def test_costs_below_the_floor_are_refused_by_the_real_limits(
    created: Unlocking, folder: Path
) -> None:
    """The cheap costs of these tests are what an attacker would like to put into a header."""
    created.close()
    clock, profile = SetClock(), Profile(folder)
    real = Unlocking(
        profile, clock, SystemRandomness(), load_nothing, EventLog(profile.logs, clock)
    )
    error = problem_of(real.unlock, PASSPHRASE)
    assert (error.problem, error.params) == (Problem.VAULT_DAMAGED, {"part": "header"})
    real.close()


def test_a_creation_cut_off_anywhere_leaves_nothing_or_a_whole_vault(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cut_off(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    for step, after in (
        ("create_database", Stage.MISSING),
        ("write_header", Stage.MISSING),
        ("finish_making", Stage.LOCKED),
        ("open_database", Stage.LOCKED),
    ):
        place = folder.with_name(step)
        fresh = unlocking_at(place)
        with monkeypatch.context() as patch:
            patch.setattr(vault_opening, step, cut_off)
            with pytest.raises(KeyboardInterrupt):
                fresh.create(PASSPHRASE)
        assert stage(fresh) is after, step
        if after is Stage.MISSING:
            fresh.create(PASSPHRASE)
        else:
            fresh.unlock(PASSPHRASE)
        assert stage(fresh) is Stage.OPEN
        fresh.close()


# --- an old file put back -------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["vault.db", "vault.header"])
def test_an_old_file_put_back_is_noticed_until_the_server_agreed(
    created: Unlocking, folder: Path, name: str
) -> None:
    created.lock()
    old = (folder / name).read_bytes()
    created.unlock(PASSPHRASE)
    write_note(created, "senere")
    created.lock()
    (folder / name).write_bytes(old)
    created.unlock(PASSPHRASE)
    assert created.state().rolled_back
    created.lock()
    created.unlock(PASSPHRASE)
    assert created.state().rolled_back
    created.vault.confirm_present()
    created.lock()
    created.unlock(PASSPHRASE)
    assert not created.state().rolled_back


def test_a_copy_from_the_middle_of_the_day_is_noticed(created: Unlocking, folder: Path) -> None:
    created.vault.database.copy_to(folder.parent / "noon.db")
    write_note(created, "eftermiddag")
    created.lock()
    shutil.copyfile(folder.parent / "noon.db", folder / "vault.db")
    created.unlock(PASSPHRASE)
    assert notes_in(created) == ["første"]
    assert created.state().rolled_back


def test_a_finished_sync_moves_the_mark(created: Unlocking, folder: Path) -> None:
    created.vault.database.copy_to(folder.parent / "before-sync.db")
    write_note(created, "synkroniseret")
    created.vault.advance()
    crashed = folder.parent / "crashed"
    shutil.copytree(folder, crashed)
    for side in ("vault.db-wal", "vault.db-shm"):
        (crashed / side).unlink()
    shutil.copyfile(folder.parent / "before-sync.db", crashed / "vault.db")
    put_back = unlocking_at(crashed)
    put_back.unlock(PASSPHRASE)
    assert put_back.state().rolled_back
    put_back.close()


def test_the_header_of_an_old_passphrase_put_back_is_noticed(
    created: Unlocking, folder: Path
) -> None:
    old = (folder / "vault.header").read_bytes()
    created.change_passphrase(PASSPHRASE, OTHER_PASSPHRASE)
    created.close()
    (folder / "vault.header").write_bytes(old)
    later = unlocking_at(folder)
    later.unlock(PASSPHRASE)
    assert later.state().rolled_back
    later.close()


@pytest.mark.parametrize("step", ["announce", "arrive", "write_header"])
def test_a_crash_between_database_and_header_is_no_rollback(
    created: Unlocking, folder: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def crash(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(vault if step == "write_header" else generation, step, crash)
        with pytest.raises(KeyboardInterrupt):
            created.change_passphrase(PASSPHRASE, OTHER_PASSPHRASE)
    crashed = folder.parent / "crashed"
    shutil.copytree(folder, crashed)
    later = unlocking_at(crashed)
    later.unlock(OTHER_PASSPHRASE if step == "arrive" else PASSPHRASE)
    assert notes_in(later) == ["første"]
    assert not later.state().rolled_back
    later.close()


def test_the_real_tables_stand_in_a_new_vault_and_in_one_opened_again(folder: Path) -> None:
    def load() -> Prepare:
        from helhedsplan_desktop.store.migrating import prepare

        return prepare

    made = unlocking_at(folder)
    made._load_prepare = load
    made.create(PASSPHRASE)
    for _ in range(2):
        with made.vault.database.reader.connect() as connection:
            found = connection.exec_driver_sql("SELECT name FROM sqlite_schema").scalars().all()
        assert {"directory", "sealed", "vault_seal", "alembic_version"} <= set(found)
        made.lock()
        made.unlock(PASSPHRASE)
    assert not made.state().rolled_back
    made.close()
