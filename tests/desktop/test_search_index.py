from collections.abc import Iterator

import pytest
from sqlalchemy import text

from helhedsplan_desktop.foundation.ids import Ids, SeededRandomness
from helhedsplan_desktop.records.notes import Note
from helhedsplan_desktop.records.people import Contact
from helhedsplan_desktop.rules.folding import words
from helhedsplan_desktop.store.search_index import match_expression, newest
from helhedsplan_desktop.store.store import Store
from tests.support.open_stores import open_store
from tests.support.stores import SetClock

TEAM = b"t" * 16
CLOCK = SetClock()
IDS = Ids(CLOCK, SeededRandomness(2))
MARKER = "xylofonkvartet"
"""A word that stands in no other text."""


@pytest.fixture
def store() -> Iterator[Store]:
    with open_store(CLOCK) as opened:
        yield opened


def note(words: str) -> Note:
    CLOCK.forward(minutes=1)
    return Note(id=IDS.record(), space=TEAM, happened_on="2026-03-12", text=words)


def hits(store: Store, typed: str, noun: str = "note") -> list[str]:
    column = "text" if noun == "note" else "name"
    with store.read() as connection:
        return list(
            connection.execute(
                text(
                    f"SELECT {column} FROM {noun} WHERE seq IN"  # noqa: S608  our own table names
                    f" (SELECT rowid FROM search_{noun} WHERE search_{noun} MATCH :typed)"
                    " ORDER BY seq DESC"
                ),
                {"typed": match_expression(words(typed))},
            ).scalars()
        )


def index_bytes(store: Store) -> bytes:
    with store.read() as connection:
        return b"".join(connection.execute(text("SELECT block FROM search_note_data")).scalars())


def test_words_are_found_by_their_beginning_however_they_are_spelt(store: Store) -> None:
    with store.write() as unit:
        unit.put(note("Amina kom til lektiecaféen i Bøgelunden"))
        unit.put(note("Jobcafé i Møllebo"))
    assert hits(store, "lektiecafe") == ["Amina kom til lektiecaféen i Bøgelunden"]
    assert hits(store, "BØGEL ami") == ["Amina kom til lektiecaféen i Bøgelunden"]
    assert hits(store, "moellebo jobcafé") == ["Jobcafé i Møllebo"]
    assert hits(store, "bøgel jobcafé") == []


def test_the_newest_comes_first(store: Store) -> None:
    with store.write() as unit:
        for day in ("mandag", "tirsdag", "onsdag"):
            unit.put(note(f"Samtale {day}"))
    assert hits(store, "samtale") == ["Samtale onsdag", "Samtale tirsdag", "Samtale mandag"]


COMMON = [f"{place} {number}" for number in range(90) for place in ("haven", "Hallen", "torvet")]


@pytest.mark.parametrize("typed", ["ha", "h", "to", "haven 1", "8", "ha 8", "hav ha", "xy", ""])
@pytest.mark.parametrize("limit", [1, 8, 100, 1000])
def test_common_words_are_found_as_the_index_finds_them(
    store: Store, typed: str, limit: int
) -> None:
    with store.write() as unit:
        for each in COMMON:
            unit.put(note(f"Vi ses i {each}"))
        unit.put(note("Sådan gik det for Hanne, ikke i xystusgangen"))
    with store.read() as connection:
        found = newest(connection, "Note", words(typed), limit)
        texts = {
            row.seq: row.text for row in connection.execute(text("SELECT seq, text FROM note"))
        }
    expected = hits(store, typed)[:limit] if typed else []
    assert [texts[each] for each in found] == expected


def test_signs_of_the_query_language_are_only_signs(store: Store) -> None:
    with store.write() as unit:
        unit.put(note("Ring NEAR torvet AND NOT før kl. 9"))
    assert hits(store, 'near* AND "not" -før^') == ["Ring NEAR torvet AND NOT før kl. 9"]
    assert hits(store, "torvet OR jobcafé") == []


def test_a_contact_is_found_by_name_alias_door_and_phone(store: Store) -> None:
    with store.write() as unit:
        unit.put(
            Contact(
                id=IDS.record(),
                space=TEAM,
                name="Amina Yusuf",
                alias="Mina",
                stairwell="12 A",
                phone="00 41 72 18",
            )
        )
    for typed in ("yus", "mina", "12 a", "00 41 72", "amina 12"):
        assert hits(store, typed, "contact") == ["Amina Yusuf"]


def test_an_edit_is_found_by_its_new_words_only(store: Store) -> None:
    talk = note(f"Han spiller i en {MARKER}")
    with store.write() as unit:
        unit.put(talk)
    talk.text = "Han spiller i et orkester"
    with store.write() as unit:
        unit.put(talk)
    assert hits(store, MARKER) == []
    assert hits(store, "orkester spiller") == ["Han spiller i et orkester"]
    talk.kind = "agreement"
    with store.write() as unit:
        unit.put(talk)
    assert hits(store, "orkester") == ["Han spiller i et orkester"]


@pytest.mark.parametrize("others", [0, 1500])
def test_a_deleted_word_is_gone_from_the_bytes_of_the_index(store: Store, others: int) -> None:
    talk = note(f"Hun spiller i en {MARKER} hver onsdag")
    with store.write() as unit:
        unit.put(talk)
        unit.put_many([note(f"Samtale nummer {n} om huslejen") for n in range(others)])
    tail = MARKER[4:].encode()
    assert tail in index_bytes(store)
    with store.write() as unit:
        unit.remove("Note", talk.id)
    assert tail not in index_bytes(store)
    assert hits(store, MARKER) == []
    assert len(hits(store, "husl")) == others


def test_a_word_that_others_use_stays_when_one_note_goes(store: Store) -> None:
    first, second = note(f"En {MARKER}"), note(f"Endnu en {MARKER}")
    with store.write() as unit:
        unit.put_many([first, second])
        unit.remove("Note", first.id)
    assert hits(store, MARKER) == [f"Endnu en {MARKER}"]
