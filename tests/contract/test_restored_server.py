"""What laptops make of a server that was put back, and of many deletions at once."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from helhedsplan_desktop.services.syncing import StatusKind
from tests.support.world import LaptopInWorld, World, world


@pytest.fixture
def town(tmp_path: Path) -> Iterator[World]:
    with world(tmp_path) as made:
        yield made


@pytest.fixture
def two(town: World) -> tuple[LaptopInWorld, LaptopInWorld]:
    karin = town.found("Karin")
    return karin, town.join(karin, "Fatma")


Two = tuple[LaptopInWorld, LaptopInWorld]


def test_what_a_restored_server_lost_comes_back_from_the_laptops_by_itself(
    two: Two, town: World
) -> None:
    karin, fatma = two
    old = fatma.meet("Gammel", phone="001")
    gone = fatma.write_note("Skal slettes")
    town.settle()
    town.back_up_server()
    fatma.change(old, phone="002")
    fatma.write_note("Skrevet efter sikkerhedskopien")
    fatma.day.notes.delete(gone)
    town.settle()
    town.put_server_back()
    fatma.write_note("Skrevet efter gendannelsen")
    town.settle()
    for laptop in two:
        assert laptop.contact(old).phone == "002"
        assert len(laptop.find_note("sikkerhedskopien")) == 1
        assert len(laptop.find_note("gendannelsen")) == 1
        assert laptop.find_note("slettes") == []
        assert laptop.conflicts() == ()
        assert laptop.syncing.status.kind is StatusKind.SYNCED
    assert karin.digests() == fatma.digests()
    newcomer = town.join(karin, "Jonas")
    assert newcomer.contact(old).phone == "002"
    assert "server_went_back" in {line.event for line in karin.syncing.log()}


def test_the_author_of_what_came_back_is_still_the_author(two: Two, town: World) -> None:
    karin, fatma = two
    rid = fatma.meet("Kim")
    town.settle()
    town.back_up_server()
    fatma.write_note("Fatmas eget notat", rid)
    town.settle()
    fatma.offline()
    town.put_server_back()
    fatma.offline()
    karin.sync()
    jonas = town.join(karin, "Jonas")
    (entry,) = jonas.day.timelines.of(rid)
    assert entry.author_name == "Fatma"


def chip(laptop: LaptopInWorld) -> StatusKind:
    return laptop.syncing.status.kind


def many(laptop: LaptopInWorld, count: int) -> list[bytes]:
    return [laptop.write_note(f"Notat {number} om haven") for number in range(count)]


@pytest.fixture
def much_deleted(two: Two, town: World) -> Two:
    """Fatma deletes 25 of 30 notes, and Karin's laptop hears of it."""
    karin, fatma = two
    rids = many(fatma, 30)
    town.settle()
    for rid in rids[:25]:
        fatma.day.notes.delete(rid)
    fatma.sync()
    karin.sync()
    return karin, fatma


def test_many_deletions_at_once_wait_for_a_word(much_deleted: Two) -> None:
    karin, fatma = much_deleted
    karin.sync()
    assert len(karin.find_note("haven")) == 30
    (asked,) = karin.syncing.waiting_deletions()
    assert (asked.name, asked.count) == ("Team 1", 25)
    assert chip(karin) is StatusKind.NEEDS_YOU
    assert karin.digests() == fatma.digests(), "they count as held"
    karin.syncing.answer_deletions(asked.space, believe=True)
    karin.sync()
    assert len(karin.find_note("haven")) == 5
    assert karin.syncing.waiting_deletions() == ()
    assert chip(karin) is StatusKind.SYNCED


def test_deletions_that_nobody_believes_become_questions_for_everybody(
    much_deleted: Two, town: World
) -> None:
    karin, _ = much_deleted
    (asked,) = karin.syncing.waiting_deletions()
    karin.syncing.answer_deletions(asked.space, believe=False)
    town.settle()
    for laptop in much_deleted:
        assert len(laptop.find_note("haven")) == 30
        assert len(laptop.conflicts()) == 25
        assert {each.fields[0].kind for each in laptop.conflicts()} == {"deleted"}


def test_a_few_deletions_are_taken_in_without_a_question(two: Two, town: World) -> None:
    karin, fatma = two
    rids = many(fatma, 12)
    town.settle()
    for rid in rids[:10]:
        fatma.day.notes.delete(rid)
    town.settle()
    assert len(karin.find_note("haven")) == 2
    assert karin.syncing.waiting_deletions() == ()
