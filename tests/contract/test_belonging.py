"""Who belongs, and what a lead changes about it, over a real server."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from helhedsplan_desktop.foundation.errors import AppError
from helhedsplan_desktop.store import identity
from tests.support.world import LaptopInWorld, World, world


@pytest.fixture
def town(tmp_path: Path) -> Iterator[World]:
    with world(tmp_path) as made:
        yield made


Two = tuple[LaptopInWorld, LaptopInWorld]


@pytest.fixture
def two(town: World) -> Two:
    karin = town.found("Karin")
    return karin, town.join(karin, "Fatma")


def user_of(laptop: LaptopInWorld) -> bytes:
    with laptop.store.read() as connection:
        return identity.read(connection).need(identity.USER)


def test_a_newcomer_taken_in_by_hand_does_not_trip_the_laptops_own_syncing(
    two: Two, town: World
) -> None:
    karin, fatma = two
    invited = karin.members.invite("Jonas", "Medarbejder", "worker", automatic=False)
    jonas = town.new_laptop("Jonas")
    jonas.members.enrol(town.server.address, invited.code, "Jonas-pc")
    assert karin.members.approve(invited.invite_id)
    karin.write_note("Efter at Jonas kom til")
    karin.sync()
    jonas.members.join()
    jonas.open_session()
    for laptop in (jonas, fatma):
        laptop.sync()
        assert len(laptop.find_note("Jonas")) == 1


def test_a_second_laptop_of_the_same_person_reads_the_same(two: Two, town: World) -> None:
    karin, fatma = two
    rid = fatma.write_note("Kun for mig og min leder")
    user = user_of(fatma)
    town.settle()
    code = karin.members.invite_again(user, automatic=True).code
    second = town.join_by(karin, code, "Fatma2")
    assert second.members.me().user == user
    assert second.members.homes() == fatma.members.homes()
    assert second.find_note("leder") == [rid]
    second.day.notes.update(rid, second.day.notes.get(rid).form)
    assert second.day.notes.get(rid).mine
    with pytest.raises(AppError):
        karin.members.invite_again(bytes(16), automatic=True)
