"""Fields of two newer vocabularies survive the edits, merges and moves of programs without them."""

from collections.abc import Iterator
from typing import Any

import pytest

from helhedsplan_desktop.records.people import Contact
from helhedsplan_desktop.store import directory
from helhedsplan_desktop.sync import freezing
from helhedsplan_desktop.sync.versions import body_of
from helhedsplan_protocol.records import Body
from tests.simulation.laptops import Laptop
from tests.simulation.schedule import Schedule

SECOND, THIRD = {"pet": "en hund"}, {"pet": "en hund", "bus": ["5A", "9A"]}
"""What programs of the second and third generation write beside all that is known today."""


@pytest.fixture
def world() -> Iterator[Schedule]:
    made = Schedule(1)
    yield made
    made.close()


def by_newer(
    monkeypatch: pytest.MonkeyPatch, laptop: Laptop, rid: bytes, newer: dict[str, Any]
) -> None:
    """Let a laptop send its contacts as a newer program does: the new fields among the others.

    Afterwards it runs today's program again, which holds them aside.
    """

    def newer_body(noun: str, fields: dict[str, Any], **rest: Any) -> Body:
        if noun != "Contact":
            return body_of(noun, fields, **rest)
        return body_of(noun, fields | newer, **(rest | {"extra": {}}))

    with monkeypatch.context() as patched:
        patched.setattr(freezing, "body_of", newer_body)
        laptop.sync()
    with laptop.store.write_for_sync() as unit:
        entry = directory.entries(unit.connection, [rid])[rid]
        directory.write(unit.connection, [], [entry.with_changes(extra=newer)])


def extra_of(laptop: Laptop, rid: bytes) -> dict[str, Any] | None:
    with laptop.store.read() as connection:
        return directory.entries(connection, [rid])[rid].extra


def test_unknown_fields_survive_three_generations(
    world: Schedule, monkeypatch: pytest.MonkeyPatch
) -> None:
    karin, fatma, ole = world.laptops
    assert karin.team is not None
    rid = karin.ids.record()
    with karin.store.write() as unit:
        unit.put(Contact(id=rid, space=karin.team, name="Amina Yusuf"))
    by_newer(monkeypatch, karin, rid, SECOND)
    fatma.sync()
    assert extra_of(fatma, rid) == SECOND
    with fatma.store.write() as unit:
        unit.put(Contact(id=rid, space=karin.team, name="Amina Yusuf", alias="Mina"))
    by_newer(monkeypatch, fatma, rid, THIRD)
    # The oldest program edits at the same time, and its sync merges.
    ole.sync()
    with ole.store.write() as unit:
        unit.put(Contact(id=rid, space=karin.team, name="Amina Yusuf", alias="Mina", phone="1"))
    with karin.store.write() as unit:
        unit.put(Contact(id=rid, space=karin.team, name="Amina Yusuf", stairwell="12"))
    ole.sync()
    karin.sync()
    assert karin.plan is not None
    with karin.store.write() as unit:
        unit.move("Contact", rid, karin.plan)
    for laptop in (karin, fatma, ole, karin):
        laptop.sync()
    assert [extra_of(laptop, rid) for laptop in world.laptops] == [THIRD] * 3
