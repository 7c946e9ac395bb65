import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, select, text

from helhedsplan_desktop.records.nouns import NOUNS
from helhedsplan_desktop.rules.folding import words
from helhedsplan_desktop.store import directory, migrating
from helhedsplan_desktop.store.engine import Database, open_database
from helhedsplan_desktop.store.repositories import contacts, notes, own_marks
from helhedsplan_desktop.store.search_index import match_expression
from helhedsplan_desktop.store.tables import SEALED, table_of
from tests.support import stored_vault
from tests.support.stores import TEST_KEY

OF_THE_FIRST_VERSION = {
    "Member": 5,
    "SpaceName": 3,
    "DeviceReport": 5,
    "FocusArea": 5,
    "Neighbourhood": 10,
    "Department": 43,
    "Contact": 8,
    "Note": 40,
}


@pytest.fixture(params=migrating.REVISIONS)
def opened(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A vault of every version there ever was, opened by today's program."""
    path = tmp_path / "vault.db"
    shutil.copyfile(stored_vault.stored_vault(request.param), path)
    database = open_database(path, TEST_KEY)
    migrating.prepare(database)
    yield database
    database.close()


def test_every_record_is_still_there(opened: Database) -> None:
    with opened.reader.connect() as connection:
        counted = {
            noun: connection.execute(select(func.count()).select_from(table_of(noun))).scalar_one()
            for noun in NOUNS
        }
        everything = contacts.listed(connection)
    assert {noun: counted[noun] for noun in OF_THE_FIRST_VERSION} == OF_THE_FIRST_VERSION
    assert {"Amina Yusuf", "Ham med hunden", "Henning Krag"} <= {row.name for row in everything}


def test_every_note_is_found_by_its_words(opened: Database) -> None:
    with opened.reader.connect() as connection:
        for row in connection.execute(select(table_of("Note"))).mappings():
            found = connection.execute(
                text("SELECT rowid FROM search_note WHERE search_note MATCH :words"),
                {"words": match_expression(words(row["text"])[:12])},
            ).scalars()
            assert row["seq"] in set(found)
        assert notes.found(connection, "kiosken ved stationen", 5)


def test_unsent_work_conflicts_drafts_and_sealed_bytes_are_as_they_were(opened: Database) -> None:
    with opened.reader.connect() as connection:
        sealed = connection.execute(select(SEALED)).mappings().one()
        known = directory.entries(connection, [sealed["rid"]])[sealed["rid"]]
        draft = own_marks.draft(connection, stored_vault.DRAFT)
        assert own_marks.setting(connection, "doorway") == "on"
        assert own_marks.access_lines(connection) == 1
    assert sealed["ct"] == stored_vault.CIPHERTEXT
    assert known.conflicts == (stored_vault.WAITING,)
    assert known.dirty == 7
    assert draft is not None
    assert stored_vault.typed(draft["fields"]) == stored_vault.TYPED


def test_a_stored_vault_shows_nothing_without_its_key() -> None:
    for revision in migrating.REVISIONS:
        stored = stored_vault.stored_vault(revision).read_bytes()
        assert not stored.startswith(b"SQLite")
        assert b"Amina" not in stored


def test_opened_twice_it_is_the_same(opened: Database) -> None:
    migrating.prepare(opened)
    assert opened.check() == ()
