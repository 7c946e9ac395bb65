import importlib.resources
import shutil
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, text

from helhedsplan_desktop.foundation.errors import AppError, Problem
from helhedsplan_desktop.store import migrating, search_index
from helhedsplan_desktop.store.repositories import own_marks
from helhedsplan_desktop.store.tables import METADATA, SEARCHED, search_ddl, search_table
from tests.support.documented_ddl import documented_schema
from tests.support.stores import engine


def rows(connection: Connection, statement: str, **values: str) -> list[tuple[object, ...]]:
    return [tuple(row) for row in connection.execute(text(statement), values)]


def statements(connection: Connection) -> dict[str, str]:
    return {
        str(name): str(sql)
        for name, sql in rows(
            connection,
            "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL"
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
def empty() -> Engine:
    return engine()


def test_a_new_vault_has_the_tables_of_the_declarations(empty: Engine) -> None:
    migrating.prepare(empty, None)
    declared = engine()
    METADATA.create_all(declared)
    with empty.connect() as made, declared.connect() as wanted:
        assert columns(made) == columns(wanted)
        assert set(statements(made)) == set(statements(wanted))


def test_alembic_sees_no_difference_between_vault_and_declarations(empty: Engine) -> None:
    migrating.prepare(empty, None)
    with empty.connect() as connection:
        found = compare_metadata(
            MigrationContext.configure(
                connection,
                opts={"include_name": lambda name, *_: not str(name).startswith("search_")},
            ),
            METADATA,
        )
    assert found == []


def test_the_vault_says_what_each_column_means(empty: Engine) -> None:
    migrating.prepare(empty, None)
    with empty.connect() as connection:
        assert statements(connection) == documented_schema()


def test_the_full_text_tables_are_those_of_the_declarations(empty: Engine) -> None:
    migrating.prepare(empty, None)
    with empty.connect() as connection:
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
    empty: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    migrating.prepare(empty, None)
    for name in [each for each in sys.modules if each.split(".")[0] == "alembic"]:
        monkeypatch.setitem(sys.modules, name, None)
    migrating.prepare(empty, None)


def test_a_newer_vault_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "vault"
    vault = engine(path)
    migrating.prepare(vault, path)
    with vault.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        connection.execute(text("DROP TABLE setting"))
    with pytest.raises(AppError) as refused:
        migrating.prepare(vault, path)
    assert refused.value.problem is Problem.VAULT_NEWER
    with vault.connect() as connection:
        assert rows(connection, "SELECT version_num FROM alembic_version") == [("9999",)]


def test_a_database_of_another_program_is_refused(empty: Engine) -> None:
    with empty.begin() as connection:
        connection.execute(text("CREATE TABLE recipes (id INTEGER)"))
    with pytest.raises(AppError) as refused:
        migrating.prepare(empty, None)
    assert refused.value.problem is Problem.VAULT_FOREIGN


TOMORROW = """
from alembic import op
revision = "0002"
down_revision = "0001"
def upgrade() -> None:
    op.execute("ALTER TABLE neighbourhood ADD COLUMN nickname TEXT NOT NULL DEFAULT ''")
    op.execute("{second}")
"""


def programme_of_tomorrow(folder: Path, monkeypatch: pytest.MonkeyPatch, second: str) -> None:
    source = importlib.resources.files("helhedsplan_desktop.store").joinpath("migrations")
    with importlib.resources.as_file(source) as there:
        shutil.copytree(there, folder)
    (folder / "versions" / "0002_tomorrow.py").write_text(TOMORROW.format(second=second))
    monkeypatch.setattr(migrating, "REVISIONS", ("0001", "0002"))
    monkeypatch.setattr(migrating, "SCRIPTS", str(folder))


def test_before_an_upgrade_the_vault_is_copied_still_encrypted_until_it_opened_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "vault"
    vault = engine(path)
    migrating.prepare(vault, path)
    with vault.begin() as connection:
        own_marks.put_setting(connection, "planted", "Kløverparken")
    programme_of_tomorrow(tmp_path / "tomorrow", monkeypatch, "SELECT 1")

    migrating.prepare(vault, path)

    copy = migrating.copy_path(path, "0001")
    assert not copy.read_bytes().startswith(b"SQLite format 3")
    with engine(copy).connect() as connection:
        assert own_marks.setting(connection, "planted") == "Kløverparken"
        assert rows(connection, "SELECT version_num FROM alembic_version") == [("0001",)]
    with vault.connect() as connection:
        assert rows(connection, "SELECT nickname FROM neighbourhood") == []
    migrating.prepare(vault, path)
    assert [each.name for each in tmp_path.glob("vault.*-0*")] == []


def test_an_upgrade_that_fails_leaves_the_vault_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "vault"
    vault = engine(path)
    migrating.prepare(vault, path)
    with vault.connect() as connection:
        before = statements(connection)
    programme_of_tomorrow(tmp_path / "tomorrow", monkeypatch, "SELECT * FROM missing")
    with pytest.raises(Exception, match="missing"):
        migrating.prepare(vault, path)
    with vault.connect() as connection:
        assert statements(connection) == before
        assert rows(connection, "SELECT version_num FROM alembic_version") == [("0001",)]


def test_a_full_disk_stops_the_upgrade_before_it_begins(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "vault"
    vault = engine(path)
    migrating.prepare(vault, path)
    programme_of_tomorrow(tmp_path / "tomorrow", monkeypatch, "SELECT 1")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(shutil, "copyfile", full)
    with pytest.raises(AppError) as refused:
        migrating.prepare(vault, path)
    assert refused.value.problem is Problem.DISK_FULL
    with vault.connect() as connection:
        assert rows(connection, "SELECT version_num FROM alembic_version") == [("0001",)]
    assert list(tmp_path.glob("vault.*ing")) == []


def test_a_vault_indexed_under_other_rules_is_indexed_anew(empty: Engine) -> None:
    migrating.prepare(empty, None)
    with empty.begin() as connection:
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
        search_index.add(connection, "Note", [{"seq": 1, "text": "under den gamle stavemåde"}])
        own_marks.put_setting(connection, migrating.SEARCH_MARK, "0 older rules")
    told: list[tuple[int, int]] = []

    migrating.prepare(empty, None, lambda done, total: told.append((done, total)))

    def hits(word: str) -> int:
        with empty.connect() as connection:
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
    migrating.prepare(empty, None, lambda done, total: told.append((done, total)))
    assert told == []
