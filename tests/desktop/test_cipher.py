"""The driver of the vault: an unfit one is refused, and it converts nothing."""

import sqlite3
from pathlib import Path

import pytest

from helhedsplan_desktop.store import cipher
from helhedsplan_desktop.store.cipher import EngineUnfitError
from helhedsplan_desktop.store.engine import create_database
from tests.support.stores import TEST_KEY


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "vault.db"


def test_plain_sqlite_in_place_of_sqlcipher_is_refused(
    monkeypatch: pytest.MonkeyPatch, path: Path
) -> None:
    monkeypatch.setattr(cipher, "sqlcipher", sqlite3)
    monkeypatch.setattr(cipher, "_assert_library", lambda: None)
    database = create_database(path, TEST_KEY)
    with pytest.raises(EngineUnfitError, match="nothing would be encrypted"):
        database.writer.connect()
    database.close()
    assert path.read_bytes() == b""


@pytest.mark.parametrize("version", [(3, 51, 2), (3, 52, 0), (3, 8, 0)])
def test_an_unfit_sqlite_is_refused(
    monkeypatch: pytest.MonkeyPatch, path: Path, version: tuple[int, ...]
) -> None:
    monkeypatch.setattr("sqlcipher3.dbapi2.sqlite_version_info", version)
    database = create_database(path, TEST_KEY)
    with pytest.raises(EngineUnfitError):
        database.writer.connect()
    database.close()


@pytest.mark.parametrize("pragma", sorted(cipher._SETUP))
def test_a_setting_that_does_not_take_is_refused(
    monkeypatch: pytest.MonkeyPatch, path: Path, pragma: str
) -> None:
    value, _ = cipher._SETUP[pragma]
    monkeypatch.setitem(cipher._SETUP, pragma, (value, "another answer"))
    database = create_database(path, TEST_KEY)
    with pytest.raises(EngineUnfitError, match=pragma):
        database.writer.connect()
    database.close()


def test_the_driver_looks_for_no_conversion_of_bytes_and_nothing(path: Path) -> None:
    held = b"\x00\xff", None
    database = create_database(path, TEST_KEY)
    with database.writer.begin() as connection:
        (found,) = connection.exec_driver_sql("SELECT ?, ?", held)
    assert tuple(found) == held
    driver = cipher.DRIVER
    assert {(type(value), driver.PrepareProtocol) for value in held} <= driver.adapters.keys()
    database.close()
