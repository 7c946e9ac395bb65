"""How much sync stores in one transaction, beside a person and without one."""

import threading
from collections.abc import Iterator

import pytest
from sqlalchemy import insert

from helhedsplan_desktop.foundation.ids import Ids, SeededRandomness
from helhedsplan_desktop.records.notes import Note
from helhedsplan_desktop.store import (
    directory,
    raw,
    refusals,
    search_index,
    sync_marks,
    writing_lock,
)
from helhedsplan_desktop.store.store import Store
from helhedsplan_desktop.store.tables import QUARANTINE
from helhedsplan_desktop.store.writing_lock import WritingLock
from tests.support.open_stores import open_store
from tests.support.stores import SetClock

TEAM = b"t" * 16
IDS = Ids(SetClock(), SeededRandomness(1))


@pytest.fixture
def store() -> Iterator[Store]:
    with open_store(SetClock()) as opened:
        yield opened


def notes(count: int) -> list[Note]:
    return [
        Note(id=IDS.record(), space=TEAM, happened_on="2026-03-12", text=f"besked nummer{number}")
        for number in range(count)
    ]


def stored_in_one_unit(lock: WritingLock) -> int:
    filling, stored = lock.filling(), 0
    while room := filling.room:
        filling.add(room)
        stored += room
    return stored


def test_a_unit_is_small_for_a_while_after_a_person_saved() -> None:
    clock = SetClock()
    lock = WritingLock(clock)
    assert stored_in_one_unit(lock) == writing_lock.UNIT == lock.records_at_once
    with lock.for_person():
        pass
    assert lock.filling().room == writing_lock.STEP_BESIDE_A_PERSON
    assert stored_in_one_unit(lock) == writing_lock.UNIT_BESIDE_A_PERSON == lock.records_at_once
    clock.forward(seconds=writing_lock.PERSON_LATELY_SECONDS)
    assert stored_in_one_unit(lock) == writing_lock.UNIT


def test_a_unit_ends_when_its_time_is_up_but_never_empty() -> None:
    clock = SetClock()
    filling = WritingLock(clock).filling()
    clock.forward(seconds=2 * writing_lock.UNIT_SECONDS)
    assert filling.room == writing_lock.STEP, "a slow computer would never get on otherwise"
    filling.add(1)
    assert filling.room == 0


def test_a_unit_ends_as_soon_as_a_person_wants_to_save() -> None:
    lock = WritingLock(SetClock())
    saved = threading.Event()

    def save() -> None:
        with lock.for_person():
            saved.set()

    with lock.for_sync():
        filling = lock.filling()
        filling.add(1)
        assert filling.room
        person = threading.Thread(target=save)
        person.start()
        while not lock.wanted:
            pass
        assert filling.room == 0
        assert not saved.is_set()
    person.join()
    assert saved.is_set()


def test_what_opens_pages_waits_until_a_unit_of_sync_is_filled(store: Store) -> None:
    passed: list[str] = []

    def gone_on() -> None:
        store.lock.give_way_to_units()
        passed.append("opening")

    opening = threading.Thread(target=gone_on)
    with store.write_for_sync() as unit:
        store.lock.give_way()  # a signature is checked without Python: it goes on beside
        opening.start()
        opening.join(0.1)
        assert not passed
        unit.index_words = lambda: (opening.join(10), passed.append("indexed"))  # type: ignore[assignment,method-assign,func-returns-value]
    assert passed == ["opening", "indexed"]


def test_what_opens_pages_goes_on_after_a_unit_that_failed(store: Store) -> None:
    with pytest.raises(ZeroDivisionError), store.write_for_sync():
        raise ZeroDivisionError
    opening = threading.Thread(target=store.lock.give_way_to_units)
    opening.start()
    opening.join(10)
    assert not opening.is_alive()


@pytest.mark.parametrize("count", [1, 31, 32, 33, 512, 513, 1017])
def test_any_number_of_records_is_stored_and_found(store: Store, count: int) -> None:
    made = notes(count)
    with store.write() as unit:
        unit.put_many(made)
    with store.read() as connection:
        assert raw.rows(connection, "SELECT count(*) FROM note") == [(count,)]
        for number in (0, count // 2, count - 1):
            found = search_index.newest(connection, "Note", [f"nummer{number}"], 5)
            assert len(found) == len(
                [n for n in range(count) if str(n).startswith(str(number))][:5]
            )


@pytest.mark.parametrize("count", [0, 1, 2, 3, 511, 512, 513, 1030])
def test_each_id_of_a_list_is_found_once(store: Store, count: int) -> None:
    made = notes(1030)
    with store.write() as unit:
        unit.put_many(made)
    ids = [note.id for note in made[:count]]
    with store.read() as connection:
        found = raw.within(connection, "SELECT id FROM note WHERE space = ? AND id IN", ids, TEAM)
        assert sorted(rid for (rid,) in found) == ids


def test_words_of_a_unit_are_written_out_together(store: Store) -> None:
    with store.write() as unit:
        unit.put_many(notes(1017)[::-1])
    with store.read() as connection:
        segments = "SELECT count(DISTINCT segid) FROM search_note_idx"
        assert raw.rows(connection, segments) == [(1,)], "each of more is merged again later"


def test_an_answer_from_another_space_is_about_no_edit_at_home(store: Store) -> None:
    (note,) = notes(1)
    away = b"a" * 16
    with store.write() as unit:
        unit.put(note)
    with store.write_for_sync() as unit:
        connection = unit.connection
        directory.set_frozen(connection, [note.id])
        directory.acknowledge(connection, away, {note.id: b"v" * 16}, ())
        entry = directory.entries(connection, [note.id])[note.id]
        assert entry.dirty == entry.frozen > 0, "the edit would never be sent"
        assert entry.ancestors == (b"v" * 16,)
        directory.acknowledge(connection, TEAM, {note.id: b"w" * 16}, ())
        entry = directory.entries(connection, [note.id])[note.id]
        assert (entry.dirty, entry.frozen) == (0, 0)


def test_words_of_a_unit_that_changes_them_twice_are_found_once(store: Store) -> None:
    (note,) = notes(1)
    with store.write() as unit:
        unit.put(note)
        note.text = "noget andet"
        unit.put(note)
    with store.read() as connection:
        assert search_index.newest(connection, "Note", ["andet"], 5)
        assert not search_index.newest(connection, "Note", ["besked"], 5)
    with store.write() as unit:
        note.text = "et tredje"
        unit.put(note)
        unit.remove("Note", note.id)
    with store.read() as connection:
        match = "SELECT rowid FROM search_note WHERE search_note MATCH ?"
        assert raw.rows(connection, match, ('"tredje" OR "andet"',)) == []


def test_an_end_of_a_round_sees_what_waits(store: Store) -> None:
    with store.write_for_sync() as unit:
        assert not sync_marks.anything_waits(unit.connection)
        held = dict.fromkeys(("vid", "item", "batch"), b"x") | {"space": TEAM, "bucket": 1, "at": 1}
        held |= {"rev": 3, "program": "", "roster_n": 0}
        unit.connection.execute(
            insert(QUARANTINE).values(rid=b"w" * 16, reason=sync_marks.MOVE_WAITS, **held)
        )
        assert not sync_marks.anything_waits(unit.connection), "it waits for nothing of ours"
        unit.connection.execute(insert(QUARANTINE).values(rid=b"q" * 16, reason="no_key", **held))
        assert sync_marks.anything_waits(unit.connection)
    with store.write_for_sync() as unit:
        unit.connection.exec_driver_sql("DELETE FROM quarantine")
    with store.write() as unit:
        unit.put_many(notes(1))
        assert sync_marks.anything_waits(unit.connection)


def test_a_refusal_ends_with_the_record_s_acceptance_only(store: Store) -> None:
    one, other = b"1" * 16, b"2" * 16
    with store.write_for_sync() as unit:
        refusals.accept(unit.connection, [one])
        for rid in (one, other):
            refusals.refuse(unit.connection, rid, TEAM, b"v" * 16, "quota", 1, 5)
        refusals.accept(unit.connection, [one])
        assert [row.rid for row in refusals.listed(unit.connection)] == [other]
