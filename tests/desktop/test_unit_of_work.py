from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import insert, select

from helhedsplan_desktop.foundation.changes import Changes
from helhedsplan_desktop.foundation.errors import AppError, Problem
from helhedsplan_desktop.foundation.ids import Ids, SeededRandomness, uuid7
from helhedsplan_desktop.records.base import Record
from helhedsplan_desktop.records.notes import Note
from helhedsplan_desktop.records.people import Contact
from helhedsplan_desktop.store import directory
from helhedsplan_desktop.store.directory import Entry
from helhedsplan_desktop.store.store import Store
from helhedsplan_desktop.store.tables import DELETED, LINKS, SEALED, table_of
from helhedsplan_protocol.records import Conflict
from tests.support.open_stores import open_store
from tests.support.stores import THIS_LAPTOP, SetClock
from tests.support.vaults import problem_of

TEAM = b"t" * 16
IDS = Ids(SetClock(), SeededRandomness(1))
CLOCK = SetClock()
LINKED = LINKS["Note"]["contacts"]


@pytest.fixture
def store() -> Iterator[Store]:
    with open_store(CLOCK) as opened:
        yield opened


def contact(name: str = "Amina Yusuf", **columns: Any) -> Contact:
    return Contact(id=IDS.record(), space=TEAM, name=name, **columns)


def note(text: str = "Vi talte sammen.", **columns: Any) -> Note:
    return Note(
        **{"id": IDS.record(), "space": TEAM, "happened_on": "2026-03-12"} | columns, text=text
    )


def save(store: Store, *records: Record) -> None:
    with store.write() as unit:
        unit.put_many(records)


def row(store: Store, record: Record) -> dict[str, Any]:
    table = table_of(record.noun)
    with store.read() as connection:
        found = connection.execute(select(table).where(table.c.id == record.id)).mappings().one()
    return dict(found)


def entry(store: Store, record: Record) -> Entry | None:
    with store.read() as connection:
        return directory.entries(connection, [record.id]).get(record.id)


def linked(store: Store) -> list[tuple[bytes, str]]:
    with store.read() as connection:
        return [(each.target, each.place) for each in connection.execute(select(LINKED))]


def test_what_was_saved_is_there_unsent_and_by_this_laptop(store: Store) -> None:
    amina = contact(areas=("UDL", "KRI"), owner=b"M" * 16)
    save(store, amina)
    saved = row(store, amina)
    assert (saved["name"], saved["areas"], saved["author"]) == (
        "Amina Yusuf",
        ("KRI", "UDL"),
        THIS_LAPTOP,
    )
    known = entry(store, amina)
    assert known is not None
    assert known.dirty > 0


def test_an_edit_keeps_place_and_birth_and_takes_a_greater_number(store: Store) -> None:
    amina = contact()
    save(store, amina)
    first, known = row(store, amina), entry(store, amina)
    CLOCK.forward(minutes=5)
    amina.name = "Amina Ismail"
    save(store, amina)
    second, edited = row(store, amina), entry(store, amina)
    assert second["name"] == "Amina Ismail"
    assert (second["seq"], second["made_at"]) == (first["seq"], first["made_at"])
    assert second["changed_at"] == first["changed_at"] + 5 * 60 * 1000
    assert known is not None
    assert edited is not None
    assert edited.dirty > known.dirty


def test_text_is_stored_composed_and_without_controls(store: Store) -> None:
    amina = contact(name=" Åse\r\n Bæk\x00\u202e ", stairwell="12\tA")
    talk = note("Første linje\r\nanden\u0007 linje\rtredje")
    save(store, amina, talk)
    assert row(store, amina)["name"] == "Åse Bæk"
    assert row(store, amina)["stairwell"] == "12 A"
    assert row(store, talk)["text"] == "Første linje\nanden linje\ntredje"


@pytest.mark.parametrize(
    ("record", "problem", "facts"),
    [
        (contact(name="x" * 81), Problem.TOO_LONG, {"field": "name", "limit": 80, "length": 81}),
        (contact(name="  "), Problem.REQUIRED, {"field": "name"}),
        (note("x" * 2001), Problem.TOO_LONG, {"field": "text", "limit": 2000, "length": 2001}),
        (note(happened_on=""), Problem.REQUIRED, {"field": "happened_on"}),
    ],
)
def test_what_is_out_of_limits_is_refused_and_nothing_is_stored(
    store: Store, record: Record, problem: Problem, facts: dict[str, object]
) -> None:
    fine = contact()
    refused = problem_of(save, store, fine, record)
    assert (refused.problem, refused.params) == (problem, facts)
    assert entry(store, fine) is None


def test_screens_are_told_once_it_is_committed_and_not_otherwise(store: Store) -> None:
    told: list[Changes] = []
    store.changes.listen(told.append)
    amina, talk = contact(), note()
    save(store, amina, talk)
    assert [each.touched for each in told] == [
        {"Contact": frozenset({amina.id}), "Note": frozenset({talk.id})}
    ]
    problem_of(save, store, contact("Ham med hunden"), note("x" * 2001))
    assert len(told) == 1
    with store.read() as connection:
        names = connection.execute(select(table_of("Contact").c.name)).scalars().all()
    assert names == ["Amina Yusuf"]


def test_links_follow_the_note(store: Store) -> None:
    amina, elias = contact(), contact("Elias Warsame")
    talk = note(contacts=(amina.id, elias.id, amina.id))
    save(store, amina, elias, talk)
    assert linked(store) == [(amina.id, "2026-03-12"), (elias.id, "2026-03-12")]
    talk.contacts = (elias.id,)
    talk.happened_on = "2026-03-10"
    save(store, talk)
    assert linked(store) == [(elias.id, "2026-03-10")]
    with store.write() as unit:
        unit.remove("Note", talk.id)
    assert linked(store) == []


def test_deleting_what_never_left_leaves_no_trace(store: Store) -> None:
    talk = note()
    save(store, talk)
    with store.write() as unit:
        unit.remove("Note", talk.id)
    assert entry(store, talk) is None
    with store.write() as unit:
        assert problem_of(unit.remove, "Note", talk.id).problem is Problem.NOT_FOUND


def test_deleting_what_was_sent_leaves_an_unsent_tombstone(store: Store) -> None:
    talk = note()
    save(store, talk)
    with store.write() as unit:
        unit.connection.execute(
            insert(SEALED).values(
                space=TEAM,
                rid=talk.id,
                state="mirror",
                rev=1,
                vid=b"v" * 16,
                kind="put",
                bucket=0,
                header=b"",
                nonce=b"",
                ct=b"",
            )
        )
        unit.remove("Note", talk.id)
    gone = entry(store, talk)
    assert gone is not None
    assert gone.life == DELETED
    assert gone.dirty > 0
    save(store, talk)
    revived = entry(store, talk)
    assert revived is not None
    assert revived.life != DELETED
    assert row(store, talk)["text"] == "Vi talte sammen."


def same_beginning(number: int) -> bytes:
    return uuid7(1_773_300_000_000, 0x120, number.to_bytes(8, "big"))


def test_records_that_begin_alike_live_side_by_side(store: Store) -> None:
    notes = [note(f"Notat nummer {n}", id=same_beginning(n)) for n in range(8)]
    for each in notes[:4]:
        save(store, each)
    save(store, *notes[4:])
    numbers = [row(store, each)["seq"] for each in notes]
    assert sorted(numbers) == list(range(numbers[0], numbers[0] + 8))
    notes[3].text = "Et andet"
    save(store, notes[3])
    assert [row(store, each)["text"] for each in notes[2:5]] == [
        "Notat nummer 2",
        "Et andet",
        "Notat nummer 4",
    ]
    more = [note(f"Notat nummer {n}", id=same_beginning(n)) for n in range(8, 40)]
    save(store, *more)
    assert len({row(store, each)["seq"] for each in (*notes, *more)}) == 40


def test_a_field_with_eight_open_values_asks_for_a_decision_before_the_next_edit(
    store: Store,
) -> None:
    amina = contact()
    save(store, amina)
    known = entry(store, amina)
    assert known is not None
    waiting = tuple(
        Conflict(path="phone", value=f"00 0{n}", vid=bytes([n]) * 16, author=THIS_LAPTOP, at=0)
        for n in range(8)
    )
    with store.write() as unit:
        directory.write(unit.connection, [], [known.with_changes(conflicts=waiting[:7])])
    amina.alias = "Mina"
    save(store, amina)
    with store.write() as unit:
        directory.write(unit.connection, [], [known.with_changes(conflicts=waiting)])
    amina.alias = "Mimi"
    with pytest.raises(AppError) as refused:
        save(store, amina)
    assert refused.value.problem is Problem.DECISION_NEEDED
    assert row(store, amina)["alias"] == "Mina"


def test_many_are_saved_and_changed_at_once(store: Store) -> None:
    notes = [note(f"Notat {n}") for n in range(1200)]
    save(store, *notes)
    for each in notes[::2]:
        each.text = "Rettet"
    save(store, *notes, note("Et til"))
    with store.read() as connection:
        texts = connection.execute(select(table_of("Note").c.text)).scalars().all()
    assert len(texts) == 1201
    assert texts.count("Rettet") == 600
