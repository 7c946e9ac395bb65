"""The declared tables and the migrations make the same database."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine

from helhedsplan_server.errors import StartError
from helhedsplan_server.store.engine import Store, sqlite_url
from helhedsplan_server.store.schema import REVISION, upgrade
from helhedsplan_server.store.tables import metadata
from tests.support.databases import Database


def statements(path: Path) -> set[str]:
    """Return the CREATE statements of a database, without regard to spaces and order."""
    with closing(sqlite3.connect(path)) as database:
        rows = database.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    plain = {re.sub(r"\s+", " ", sql).strip() for (sql,) in rows}
    return {sql for sql in plain if "alembic_version" not in sql}


def test_models_equal_migrations(tmp_path: Path) -> None:
    declared = create_engine(sqlite_url(tmp_path / "declared.db"))
    metadata.create_all(declared)
    declared.dispose()
    with closing(Store(sqlite_url(tmp_path / "migrated.db"))) as migrated:
        upgrade(migrated)
    assert statements(tmp_path / "migrated.db") == statements(tmp_path / "declared.db")


def test_models_and_migrations_agree_in_the_words_of_each_database(
    tmp_path: Path, database: Database
) -> None:
    (tmp_path / "data").mkdir()
    with closing(Store(database.url)) as store:
        upgrade(store)
        # Our own connections take results as bytes, which SQLAlchemy's reflection cannot read.
        plain = create_engine(store.url)
        with plain.connect() as connection:
            there = MigrationContext.configure(connection, opts={"compare_type": True})
            assert compare_metadata(there, metadata) == []
        plain.dispose()


def test_a_database_of_a_newer_program_is_refused(tmp_path: Path, database: Database) -> None:
    (tmp_path / "data").mkdir()
    with closing(Store(database.url)) as store:
        upgrade(store)
        upgrade(store)
        with store.write() as connection:
            connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
        with pytest.raises(StartError, match="newer version"):
            upgrade(store)


def test_every_column_says_what_it_means() -> None:
    assert [str(c) for t in metadata.sorted_tables for c in t.columns if not c.doc] == []
    assert re.fullmatch(r"\d{4}", REVISION)


def test_a_commit_is_durable_and_forgotten_content_is_overwritten(tmp_path: Path) -> None:
    store = Store(sqlite_url(tmp_path / "server.db"))
    with store.read() as connection:
        settings = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "secure_delete")
        }
    store.close()
    assert settings == {"journal_mode": "wal", "synchronous": 2, "secure_delete": 1}


def test_the_server_can_import_nothing_that_decrypts() -> None:
    package = Path(upgrade.__code__.co_filename).parents[1]
    imports = {
        line.strip()
        for path in package.rglob("*.py")
        for line in path.read_text(encoding="utf-8").splitlines()
        if re.match(r"\s*(from|import) (cryptography|nacl|Crypto|hpke|sqlcipher3)", line)
    }
    assert imports == {
        "from cryptography.exceptions import InvalidSignature",
        "from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey",
    }
