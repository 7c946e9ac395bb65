"""A contact and its notes move between a team and a Shielded space, over real HTTP."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from helhedsplan_desktop.foundation.errors import AppError, Problem
from tests.support.world import LaptopInWorld, World, world


@pytest.fixture
def town(tmp_path: Path) -> Iterator[World]:
    with world(tmp_path) as made:
        yield made


def shielded(laptop: LaptopInWorld) -> bytes:
    return laptop.members.homes().shielded


def team(laptop: LaptopInWorld) -> bytes:
    return laptop.members.homes().team


def test_a_note_goes_into_a_shielded_space_and_back(town: World) -> None:
    karin = town.found("Karin")
    fatma, ole = town.join(karin, "Fatma"), town.join(karin, "Ole")
    amina = fatma.meet("Amina Yusuf")
    note = fatma.write_note("Amina fortæller om sin ekskæreste", "Amina Yusuf")
    town.settle()
    assert [len(each.find_note("ekskæreste")) for each in (karin, fatma, ole)] == [1, 1, 1]

    look = fatma.day.moving.look("Note", note)
    assert look.here == team(fatma)
    assert shielded(fatma) in {each.space for each in look.choices}
    assert shielded(ole) not in {each.space for each in look.choices}
    fatma.day.moving.move("Note", note, shielded(fatma))
    town.settle()
    assert [len(each.find_note("ekskæreste")) for each in (karin, fatma, ole)] == [1, 1, 0]
    assert ole.day.timelines.of(amina) == ()
    (entry,) = karin.day.timelines.of(amina)
    assert entry.author_name == "Fatma"

    fatma.day.moving.move("Note", note, team(fatma))
    town.settle()
    assert [len(each.find_note("ekskæreste")) for each in (karin, fatma, ole)] == [1, 1, 1]
    assert karin.digests() == fatma.digests() == ole.digests()


def test_a_contact_takes_along_only_what_is_about_nobody_else(town: World) -> None:
    karin = town.found("Karin")
    amina, kim = karin.meet("Amina Yusuf"), karin.meet("Kim")
    alone = karin.write_note("Amina søger fritidsjob", amina)
    both = karin.write_note("Amina og Kim kom sammen", amina)
    form = karin.day.notes.get(both).form
    karin.day.notes.update(both, replace(form, contacts=(amina, kim)))
    look = karin.day.moving.look("Contact", amina)
    assert (look.along, look.staying) == (1, 1)
    moved = karin.day.moving.move("Contact", amina, shielded(karin))
    assert moved.records == 2
    assert karin.day.moving.look("Note", alone).here == shielded(karin)
    assert karin.day.moving.look("Note", both).here == team(karin)
    moved.undo.restore()
    assert karin.day.moving.look("Contact", amina).here == team(karin)
    assert karin.day.moving.look("Note", alone).here == team(karin)


def test_nobody_moves_into_a_space_of_others_or_a_colleagues_note(town: World) -> None:
    karin = town.found("Karin")
    fatma, ole = town.join(karin, "Fatma"), town.join(karin, "Ole")
    rid = fatma.meet("Amina Yusuf")
    note = fatma.write_note("Amina søger fritidsjob", rid)
    town.settle()
    with pytest.raises(AppError) as told:
        fatma.day.moving.move("Note", note, shielded(ole))
    assert told.value.problem is Problem.NOT_ALLOWED
    with pytest.raises(AppError) as told:
        ole.day.moving.move("Note", note, shielded(ole))
    assert told.value.problem is Problem.NOT_ALLOWED
