import importlib.resources
import shutil
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine, text

from helhedsplan_desktop.foundation.errors import Problem
from helhedsplan_desktop.store import engine, migrating, search_index
from helhedsplan_desktop.store.engine import Database, open_database
from helhedsplan_desktop.store.generation import make_seal
from helhedsplan_desktop.store.repositories import own_marks
from helhedsplan_desktop.store.store import IN_UNIT
from helhedsplan_desktop.store.tables import METADATA, SEARCHED, search_ddl, search_table
from tests.support.documented_ddl import documented_schema
from tests.support.stores import TEST_KEY
from tests.support.vaults import problem_of, temporary_database


def rows(connection: Connection, statement: str, **values: str) -> list[tuple[object, ...]]:
    return [tuple(row) for row in connection.execute(text(statement), values)]


def statements(connection: Connection) -> dict[str, str]:
    return {
        str(name): str(sql)
        for name, sql in rows(
            connection,
            "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name <> 'vault_seal'"
            " AND name NOT LIKE 'search%' AND name NOT LIKE 'alembic%'",
        )
    }


def columns(connection: Connection) -> dict[str, set[tuple[object, ...]]]:
    found = {}
    for name in statements(connection):
        info = rows(connection, f"PRAGMA table_xinfo({name})")
        if info:
            found[name] = {row[1:4] + row[5:] for row in info}
    return found


@pytest.fixture
def vault() -> Iterator[Database]:
    with temporary_database() as database:
        with database.writer.begin() as connection:
            make_seal(connection, bytes(16), 1)
        yield database


def test_a_new_vault_has_the_tables_of_the_declarations(vault: Database) -> None:
    migrating.prepare(vault)
    declared = create_engine("sqlite://")
    METADATA.create_all(declared)
    with vault.reader.connect() as made, declared.connect() as wanted:
        assert columns(made) == columns(wanted)
        assert set(statements(made)) == set(statements(wanted))


def test_alembic_sees_no_difference_between_vault_and_declarations(vault: Database) -> None:
    migrating.prepare(vault)
    with vault.reader.connect() as connection:
        found = compare_metadata(
            MigrationContext.configure(
                connection,
                opts={
                    "include_name": lambda name, *_: not str(name).startswith(("search_", "vault_"))
                },
            ),
            METADATA,
        )
    assert found == []


def test_the_vault_says_what_each_column_means(vault: Database) -> None:
    migrating.prepare(vault)
    with vault.reader.connect() as connection:
        assert statements(connection) == documented_schema()


def test_the_full_text_tables_are_those_of_the_declarations(vault: Database) -> None:
    migrating.prepare(vault)
    with vault.reader.connect() as connection:
        made = {
            sql
            for (sql,) in rows(
                connection, "SELECT sql FROM sqlite_master WHERE sql LIKE 'CREATE VIRTUAL%'"
            )
        }
        wanted = {each for each in search_ddl() if each.startswith("CREATE")}
        assert made == wanted
        for name in SEARCHED:
            config = f"SELECT v FROM {search_table(name)}_config WHERE k = 'secure-delete'"  # noqa: S608  our own table name
            assert rows(connection, config) == [(1,)]


def test_the_known_revisions_are_those_that_ship_in_one_line() -> None:
    config = Config()
    config.set_main_option("script_location", "helhedsplan_desktop.store:migrations")
    shipped = [each.revision for each in ScriptDirectory.from_config(config).walk_revisions()]
    assert tuple(reversed(shipped)) == migrating.REVISIONS


def test_an_up_to_date_vault_opens_without_alembic(
    vault: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    migrating.prepare(vault)
    for name in [each for each in sys.modules if each.split(".")[0] == "alembic"]:
        monkeypatch.setitem(sys.modules, name, None)
    with vault.reader.connect() as connection:
        before = statements(connection)
    migrating.prepare(vault)
    with vault.reader.connect() as connection:
        assert statements(connection) == before
        assert rows(connection, "SELECT version_num FROM alembic_version") == [(TODAY,)]


def test_a_newer_vault_is_refused_and_left_as_it_is(vault: Database) -> None:
    migrating.prepare(vault)
    with vault.writer.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        connection.execute(text("DROP TABLE setting"))
    assert problem_of(migrating.prepare, vault).problem is Problem.VAULT_NEWER
    with vault.reader.connect() as connection:
        assert rows(connection, "SELECT version_num FROM alembic_version") == [("9999",)]


def test_a_database_of_another_program_is_refused(vault: Database) -> None:
    with vault.writer.begin() as connection:
        connection.execute(text("CREATE TABLE recipes (id INTEGER)"))
    assert problem_of(migrating.prepare, vault).problem is Problem.VAULT_FOREIGN


TODAY = migrating.REVISIONS[-1]

TOMORROW = """
from alembic import op
revision = "9998"
down_revision = "{before}"
def upgrade() -> None:
    op.execute("ALTER TABLE neighbourhood ADD COLUMN nickname TEXT NOT NULL DEFAULT ''")
    op.execute("{second}")
"""


def programme_of_tomorrow(folder: Path, monkeypatch: pytest.MonkeyPatch, second: str) -> None:
    source = importlib.resources.files("helhedsplan_desktop.store").joinpath("migrations")
    with importlib.resources.as_file(source) as there:
        shutil.copytree(there, folder)
    script = TOMORROW.format(before=TODAY, second=second)
    (folder / "versions" / "9998_tomorrow.py").write_text(script)
    monkeypatch.setattr(migrating, "REVISIONS", (*migrating.REVISIONS, "9998"))
    monkeypatch.setattr(migrating, "SCRIPTS", str(folder))


def test_before_an_upgrade_the_vault_is_copied_still_encrypted_until_it_opened_again(
    vault: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    migrating.prepare(vault)
    with vault.writer.begin() as connection:
        own_marks.put_setting(connection, "planted", "Kløverparken")
    programme_of_tomorrow(tmp_path / "tomorrow", monkeypatch, "SELECT 1")

    migrating.prepare(vault)

    copy = migrating.copy_path(vault.path, TODAY)
    assert not copy.read_bytes().startswith(b"SQLite format 3")
    with closing(open_database(copy, TEST_KEY)) as old, old.reader.connect() as connection:
        assert own_marks.setting(connection, "planted") == "Kløverparken"
        assert rows(connection, "SELECT version_num FROM alembic_version") == [(TODAY,)]
    with vault.reader.connect() as connection:
        assert rows(connection, "SELECT nickname FROM neighbourhood") == []
    migrating.prepare(vault)
    assert not copy.exists()


def test_an_upgrade_that_fails_leaves_the_vault_as_it_was(
    vault: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    migrating.prepare(vault)
    with vault.reader.connect() as connection:
        before = statements(connection)
    programme_of_tomorrow(tmp_path / "tomorrow", monkeypatch, "SELECT * FROM missing")
    with pytest.raises(Exception, match="missing"):
        migrating.prepare(vault)
    with vault.reader.connect() as connection:
        assert statements(connection) == before
        assert rows(connection, "SELECT version_num FROM alembic_version") == [(TODAY,)]


def test_a_full_disk_stops_the_upgrade_before_it_begins(
    vault: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    migrating.prepare(vault)
    programme_of_tomorrow(tmp_path / "tomorrow", monkeypatch, "SELECT 1")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(engine, "create_private_file", full)
    assert problem_of(migrating.prepare, vault).problem is Problem.DISK_FULL
    with vault.reader.connect() as connection:
        assert rows(connection, "SELECT version_num FROM alembic_version") == [(TODAY,)]


def test_a_vault_indexed_under_other_rules_is_indexed_anew(vault: Database) -> None:
    migrating.prepare(vault)
    with vault.writer.begin() as connection:
        connection.info[IN_UNIT] = True  # rows as an older program left them
        note = METADATA.tables["note"]
        connection.execute(
            note.insert(),
            [
                {
                    "seq": n,
                    "id": n.to_bytes(16, "big"),
                    "space": bytes(16),
                    "made_at": 0,
                    "changed_at": 0,
                    "author": bytes(16),
                    "contacts": (),
                    "text": "Lektiecafé på torsdag" if n % 2 else "Jobcafé på fredag",
                    "kind": "talk",
                    "channel": "",
                    "happened_on": "2026-03-12",
                    "happened_at": "",
                    "areas": (),
                    "cpr_override": False,
                }
                for n in range(1, 2502)
            ],
        )
        old = {"seq": 1, "text": "under den gamle stavemåde"}
        search_index.add(connection, "Note", search_index.entries("Note", [old]))
        own_marks.put_setting(connection, migrating.SEARCH_MARK, "0 older rules")
    told: list[tuple[int, int]] = []

    migrating.prepare(vault, lambda done, total: told.append((done, total)))

    def hits(word: str) -> int:
        with vault.reader.connect() as connection:
            found = rows(
                connection, "SELECT count(*) FROM search_note WHERE search_note MATCH :w", w=word
            )
        return int(str(found[0][0]))

    assert hits("lektiecafe") == 1251
    assert hits("jobcafe") == 1250
    assert hits("stavemaade") == 0
    assert told[-1] == (2501, 2501)
    assert len(told) > 1
    told.clear()
    migrating.prepare(vault, lambda done, total: told.append((done, total)))
    assert told == []
