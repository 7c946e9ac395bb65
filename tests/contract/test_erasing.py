"""A lead erases a contact for good, and whoever had it is told."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from helhedsplan_desktop.foundation.errors import AppError, Problem
from helhedsplan_desktop.store.tables import SEALED
from tests.support.world import LaptopInWorld, World, world


@pytest.fixture
def town(tmp_path: Path) -> Iterator[World]:
    with world(tmp_path) as made:
        yield made


def ciphertext_of(laptop: LaptopInWorld, rid: bytes) -> list[bytes]:
    with laptop.store.read() as connection:
        rows = connection.execute(select(SEALED.c.ct).where(SEALED.c.rid == rid)).scalars()
        return [each for each in rows if each]


def test_a_lead_erases_a_contact_with_its_notes_everywhere(town: World) -> None:
    karin = town.found("Karin")
    fatma = town.join(karin, "Fatma")
    amina = fatma.meet("Amina Yusuf")
    note = fatma.write_note("Amina søger fritidsjob i kiosken", amina)
    town.settle()
    with pytest.raises(AppError) as told:
        fatma.day.erasing.erase("Contact", amina)
    assert told.value.problem is Problem.NOT_ALLOWED
    assert karin.day.erasing.erase("Contact", amina) == 2
    town.settle()
    for laptop in (karin, fatma):
        assert laptop.find_note("kiosken") == []
        assert ciphertext_of(laptop, amina) == ciphertext_of(laptop, note) == []
    assert {each.rid for each in fatma.day.news.unread()} == {amina, note}
    assert {each.by_name for each in fatma.day.news.unread()} == {"Karin"}
    assert karin.day.news.unread() == ()
    assert karin.digests() == fatma.digests()
