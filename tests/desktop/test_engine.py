"""The encrypted file: every setting holds, no connection outlives the lock, no damage is silent."""

import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from helhedsplan_desktop.foundation.errors import AppError, Problem
from helhedsplan_desktop.store import cipher
from helhedsplan_desktop.store import engine as engine_module
from helhedsplan_desktop.store.engine import (
    READERS,
    Database,
    create_database,
    open_database,
)
from tests.support.stores import TEST_KEY
from tests.support.vaults import problem_of, temporary_database

ROWS = 400


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "vault.db"


@pytest.fixture
def database(path: Path) -> Iterator[Database]:
    made = create_database(path, TEST_KEY)
    with made.writer.begin() as connection:
        connection.execute(text("CREATE TABLE line (id INTEGER PRIMARY KEY, words TEXT)"))
        connection.execute(
            text("INSERT INTO line (words) VALUES (:words)"),
            [{"words": f"Birthe og Musa {number} " * 20} for number in range(ROWS)],
        )
    yield made
    made.close()


def count(database: Database) -> int:
    with database.reader.connect() as connection:
        return int(connection.execute(text("SELECT count(*) FROM line")).scalar_one())


def test_what_was_written_is_read_after_opening_again(database: Database, path: Path) -> None:
    database.close()
    again = open_database(path, bytearray(TEST_KEY))
    assert count(again) == ROWS
    again.close()


@pytest.mark.parametrize(
    ("pragma", "answer"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),
        ("wal_autocheckpoint", 4000),
        ("temp_store", 2),
        ("secure_delete", 1),
        ("foreign_keys", 1),
        ("trusted_schema", 0),
        ("cell_size_check", 1),
        ("mmap_size", 0),
        ("cipher_log_level", "NONE"),
        ("cipher_memory_security", "0"),
        ("cipher_use_hmac", "1"),
        ("cipher_page_size", "4096"),
        ("cipher_plaintext_header_size", "0"),
    ],
)
def test_every_connection_holds_every_setting(
    database: Database, pragma: str, answer: object
) -> None:
    for engine in (database.writer, database.reader):
        with engine.connect() as connection:
            assert connection.exec_driver_sql(f"PRAGMA {pragma}").scalar() == answer


def test_the_caches_are_sized_for_their_work(database: Database) -> None:
    sizes = {}
    for name, engine in (("writer", database.writer), ("reader", database.reader)):
        with engine.connect() as connection:
            sizes[name] = connection.exec_driver_sql("PRAGMA cache_size").scalar()
    assert sizes == {"writer": -64 * 1024, "reader": -8 * 1024}


def test_extensions_cannot_be_loaded(database: Database) -> None:
    with database.writer.connect() as connection, pytest.raises(DBAPIError, match="authorized"):
        connection.exec_driver_sql("SELECT load_extension('anything')")


def test_readers_cannot_write(database: Database) -> None:
    def write() -> None:
        with database.reader.begin() as connection:
            connection.execute(text("DELETE FROM line"))

    assert problem_of(write).problem is Problem.DISK_READ_ONLY
    assert count(database) == ROWS


def test_a_reader_sees_one_snapshot_while_the_writer_goes_on(database: Database) -> None:
    with database.reader.connect() as connection:
        before = connection.execute(text("SELECT count(*) FROM line")).scalar()
        with database.writer.begin() as writing:
            writing.execute(text("DELETE FROM line WHERE id <= 100"))
        assert connection.execute(text("SELECT count(*) FROM line")).scalar() == before
    assert count(database) == ROWS - 100


def test_a_unit_that_fails_leaves_no_trace(database: Database) -> None:
    def fail() -> None:
        with database.writer.begin() as connection:
            connection.execute(text("DELETE FROM line"))
            raise AppError(Problem.BUG)

    assert problem_of(fail).problem is Problem.BUG
    assert count(database) == ROWS


def test_several_threads_read_while_one_writes(database: Database) -> None:
    seen: list[int] = []

    def read() -> None:
        seen.extend(count(database) for _ in range(20))

    threads = [threading.Thread(target=read) for _ in range(READERS + 2)]
    for thread in threads:
        thread.start()
    for number in range(20):
        with database.writer.begin() as connection:
            connection.execute(text("INSERT INTO line (words) VALUES ('en til')"))
            assert number >= 0
    for thread in threads:
        thread.join()
    assert len(seen) == 20 * len(threads)
    assert all(ROWS <= each <= ROWS + 20 for each in seen)


def test_closing_leaves_one_file_and_no_key(database: Database, path: Path) -> None:
    assert count(database) == ROWS
    database.close()
    database.close()
    assert [each.name for each in path.parent.iterdir()] == [path.name]
    assert database.closed
    assert database._key == bytearray()
    assert problem_of(database.reader.connect).problem is Problem.VAULT_LOCKED
    assert problem_of(database.writer.connect).problem is Problem.VAULT_LOCKED


def test_closing_stops_a_long_query_on_another_thread(database: Database, path: Path) -> None:
    started = threading.Event()
    ends: list[BaseException | int] = []
    endless = (
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(i) FROM n"
    )

    def search() -> None:
        try:
            with database.reader.connect() as connection:
                connection.execute(text("SELECT 1"))
                started.set()
                ends.append(connection.execute(text(endless)).scalar_one())
        except (DBAPIError, AppError) as stopped:
            ends.append(stopped)

    thread = threading.Thread(target=search)
    thread.start()
    started.wait()
    database.close()
    thread.join(10)
    assert not thread.is_alive()
    assert isinstance(ends[0], DBAPIError | AppError)
    assert [each.name for each in path.parent.iterdir()] == [path.name]


def test_the_file_is_encrypted_from_its_first_byte(database: Database, path: Path) -> None:
    with database.reader.connect() as connection:
        connection.execute(text("SELECT sum(length(words)) FROM line"))
        for each in path.parent.iterdir():
            data = each.read_bytes()
            assert b"Birthe" not in data
            assert b"SQLite format" not in data
            assert b"CREATE TABLE" not in data


@pytest.mark.skipif(os.name == "nt", reason="Windows has access lists instead of modes")
def test_only_the_owner_may_read_the_files(database: Database, path: Path) -> None:
    names = set()
    for each in path.parent.iterdir():
        names.add(each.name)
        assert each.stat().st_mode & 0o777 == 0o600, each.name
    assert names == {"vault.db", "vault.db-wal", "vault.db-shm"}
    database.close()
    path.chmod(0o644)
    open_database(path, TEST_KEY).close()
    assert path.stat().st_mode & 0o777 == 0o600


def test_another_key_opens_nothing(database: Database, path: Path) -> None:
    database.close()
    error = problem_of(open_database, path, os.urandom(32))
    assert (error.problem, error.params) == (Problem.VAULT_DAMAGED, {"part": "database"})


def test_a_flipped_bit_is_found(database: Database, path: Path) -> None:
    database.close()
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    damaged = open_database(path, TEST_KEY)

    def read_all() -> None:
        with damaged.reader.connect() as connection:
            connection.execute(text("SELECT sum(length(words)) FROM line")).all()

    assert problem_of(read_all).problem is Problem.VAULT_DAMAGED
    assert damaged.check() != ()
    damaged.close()


def test_a_whole_file_has_nothing_wrong(database: Database) -> None:
    assert database.check() == ()


def test_an_index_that_changed_since_somebody_searched_is_not_taken_for_damage(
    database: Database,
) -> None:
    with database.writer.begin() as connection:
        connection.execute(text("CREATE VIRTUAL TABLE found USING fts5(words)"))
        connection.execute(text("INSERT INTO found VALUES ('Birthe')"))
    with database.reader.connect() as connection:
        search = text("SELECT count(*) FROM found WHERE found MATCH 'Birthe'")
        assert connection.execute(search).scalar_one() == 1
    for statement in (
        "INSERT INTO found VALUES ('Musa')",
        "INSERT INTO found(found) VALUES ('optimize')",
    ):
        with database.writer.begin() as connection:
            connection.execute(text(statement))
    assert database.check() == ()


def test_a_check_cut_off_by_the_lock_tells_no_damage(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    check = cipher.check

    def cut_off(connection: object) -> tuple[str, ...]:
        database.close()
        return check(connection)

    monkeypatch.setattr(engine_module, "_INTERRUPTS", 1)
    monkeypatch.setattr(engine_module, "check", cut_off)
    assert problem_of(database.check).problem is Problem.VAULT_LOCKED


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (lambda _: b"", Problem.VAULT_DAMAGED),
        (lambda data: data[:-1], Problem.VAULT_DAMAGED),
        (lambda data: data[: 4096 * 10], Problem.VAULT_DAMAGED),
        (lambda data: bytes([data[0] ^ 1]) + data[1:], Problem.VAULT_DAMAGED),
        (lambda _: os.urandom(8192), Problem.VAULT_DAMAGED),
        (lambda _: b"%PDF-1.7", Problem.VAULT_DAMAGED),
        (lambda _: b"SQLite format 3\0" + bytes(4080), Problem.VAULT_FOREIGN),
    ],
)
def test_a_spoilt_file_is_named_so(
    database: Database, path: Path, change: Callable[[bytes], bytes], problem: Problem
) -> None:
    database.close()
    path.write_bytes(change(path.read_bytes()))
    assert problem_of(open_database, path, TEST_KEY).problem is problem


def test_pages_of_two_places_swapped_are_found(database: Database, path: Path) -> None:
    database.close()
    data = path.read_bytes()
    one, other = data[4096 * 5 : 4096 * 6], data[4096 * 6 : 4096 * 7]
    path.write_bytes(data[: 4096 * 5] + other + one + data[4096 * 7 :])
    swapped = open_database(path, TEST_KEY)
    assert swapped.check() != ()
    swapped.close()


def test_a_missing_file_is_not_made_anew(path: Path) -> None:
    assert problem_of(open_database, path, TEST_KEY).problem is Problem.VAULT_DAMAGED
    assert not path.exists()


def test_nothing_is_made_over_a_file(path: Path) -> None:
    path.write_bytes(b"")
    assert problem_of(create_database, path, TEST_KEY).problem is Problem.VAULT_EXISTS


def test_a_copy_is_whole_private_and_under_the_same_key(database: Database, path: Path) -> None:
    target = path.with_name("copy.db")
    target.write_bytes(b"an older copy")
    with database.writer.begin() as connection:
        connection.execute(text("DELETE FROM line WHERE id = 1"))
    with database.writer.begin() as writing:
        writing.execute(text("DELETE FROM line"))
        database.copy_to(target)
        writing.rollback()
    copy = open_database(target, TEST_KEY)
    assert count(copy) == ROWS - 1
    assert copy.check() == ()
    copy.close()
    assert b"Birthe" not in target.read_bytes()
    assert not [each for each in path.parent.iterdir() if each.name.startswith(".")]
    if os.name != "nt":
        assert target.stat().st_mode & 0o777 == 0o600


def test_a_copy_of_a_damaged_vault_does_not_replace_a_good_one(path: Path) -> None:
    """Whichever page is damaged, also the end of a long text that no index speaks of."""
    database = create_database(path, TEST_KEY)
    with database.writer.begin() as connection:
        connection.execute(text("CREATE TABLE line (id INTEGER PRIMARY KEY, words TEXT)"))
        connection.execute(text("INSERT INTO line (words) VALUES (:long)"), {"long": "x" * 9999})
    target = path.with_name("copy.db")
    database.copy_to(target)
    database.close()
    good, whole = target.read_bytes(), path.read_bytes()
    assert len(whole) == 4 * 4096
    for page in range(1, 4):
        data = bytearray(whole)
        data[page * 4096 + 50] ^= 1
        path.write_bytes(data)
        damaged = open_database(path, TEST_KEY)
        assert problem_of(damaged.copy_to, target).problem is Problem.VAULT_DAMAGED
        damaged.close()
        assert target.read_bytes() == good


def test_a_full_disk_is_told_and_loses_nothing(database: Database) -> None:
    def fill() -> None:
        with database.writer.begin() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
            connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
            connection.execute(text("INSERT INTO line (words) VALUES (:big)"), {"big": "x" * 99999})

    assert problem_of(fill).problem is Problem.DISK_FULL
    assert count(database) == ROWS


def test_a_temporary_database_is_gone_with_its_block() -> None:
    with temporary_database() as database:
        folder = database.path.parent
        with database.writer.begin() as connection:
            connection.execute(text("CREATE TABLE line (id INTEGER PRIMARY KEY)"))
        assert count(database) == 0
    assert not folder.exists()
