"""What a broken or ill-meaning member can put in nobody else's way."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from helhedsplan_desktop.foundation.ids import milliseconds_of
from helhedsplan_desktop.services.reviewing import ReviewFilter
from helhedsplan_desktop.services.undo import Undo
from tests.support.ill_meaning import Forger, push, put_parcel
from tests.support.world import LaptopInWorld, World, world

_FAR = 2**63


@pytest.fixture
def town(tmp_path: Path) -> Iterator[World]:
    with world(tmp_path) as made:
        yield made


@pytest.fixture
def pair(town: World) -> tuple[LaptopInWorld, LaptopInWorld]:
    karin = town.found("Karin")
    fatma = town.join(karin, "Fatma")
    town.settle()
    return karin, fatma


def notes_of(laptop: LaptopInWorld) -> int:
    return len(laptop.day.searching.find("haven", limit=500).notes)


@pytest.mark.parametrize(
    ("spoilt", "raw"),
    [
        (lambda forger: [forger.put("Contact", at=_FAR, name="Ny")], 1),
        (lambda forger: [forger.put("Contact", bytes(16), name="Ny")], 0),
        # People and spaces have ids of no time.
        (lambda forger: [forger.put("Contact", b"\xff" * 16, name="Ny")], 0),
        (lambda forger: [forger.put("DeviceReport", at=1, synced_at=_FAR // 2)], 0),
    ],
    ids=["a time beyond", "an id of no time", "an id beyond", "a report from no year"],
)
def test_a_row_of_nonsense_never_stops_those_behind_it(
    town: World, pair: tuple[LaptopInWorld, LaptopInWorld], spoilt: Any, raw: int
) -> None:
    karin, fatma = pair

    def made(forger: Forger) -> Any:
        forger.marks = lambda _rid: b""  # nothing stands there
        return spoilt(forger)

    push(town, fatma, made)
    fatma.meet("Amina Yusuf")
    town.settle()
    assert karin.contact(fatma.contacts["Amina Yusuf"]).name == "Amina Yusuf"
    assert karin.syncing.status.quarantined == raw
    names = [row.name for row in karin.day.reviewing.page(ReviewFilter()).rows]
    assert "Amina Yusuf" in names
    assert "Fatma" in {each.member_name for each in karin.day.reviewing.laptops()}


def test_ids_that_begin_alike_never_stop_a_record(
    town: World, pair: tuple[LaptopInWorld, LaptopInWorld]
) -> None:
    karin, fatma = pair

    def made(forger: Forger) -> Any:
        alike = forger.ids.record()[:8]
        forger.ids.record = lambda: alike + forger.ids.version()[8:]  # type: ignore[method-assign]  # a broken program
        return [forger.put("Contact", name=f"Ny {number}") for number in range(40)]

    assert set(push(town, fatma, made)) == {"applied"}
    town.settle()
    assert len(karin.day.searching.find("Ny", limit=500).contacts) == 40


def test_a_row_that_nobody_foresaw_waits_alone(
    pair: tuple[LaptopInWorld, LaptopInWorld], monkeypatch: pytest.MonkeyPatch
) -> None:
    karin, fatma = pair
    bad = fatma.meet("Kim Holm")
    for number in range(5):
        fatma.write_note(f"Vi gik i haven {number}")
    fatma.sync()
    real = milliseconds_of

    def breaks(rid: bytes) -> int:
        if rid == bad:
            raise ValueError(rid)
        return real(rid)

    with monkeypatch.context() as broken:
        broken.setattr("helhedsplan_desktop.store.unit_of_work.milliseconds_of", breaks)
        karin.sync()
        assert notes_of(karin) == 5
        assert karin.syncing.status.quarantined == 1


def thirty_deleted(
    karin: LaptopInWorld, fatma: LaptopInWorld, notes: list[bytes]
) -> tuple[list[Undo], bytes]:
    """Let Fatma delete the first thirty; return what undoes it, and the space Karin is asked of."""
    undo = [fatma.day.notes.delete(rid) for rid in notes[:30]]
    fatma.sync()
    karin.sync()
    (asked,) = karin.syncing.waiting_deletions()
    return undo, asked.space


def test_yes_to_deletions_is_about_those_on_the_screen_only(
    town: World, pair: tuple[LaptopInWorld, LaptopInWorld]
) -> None:
    karin, fatma = pair
    notes = [fatma.write_note(f"Vi gik i haven {number}") for number in range(80)]
    town.settle()
    undo, asked = thirty_deleted(karin, fatma, notes)
    for each in undo[:20]:
        each.restore()
    for rid in notes[30:60]:
        fatma.day.notes.delete(rid)
    fatma.sync()
    karin.syncing.answer_deletions(asked, believe=True)
    karin.sync()
    assert notes_of(karin) == 70, "ten of those that were asked about are gone, and no others"
    (again,) = karin.syncing.waiting_deletions()
    assert again.count == 30


def test_a_word_on_deletions_is_used_up_though_none_is_left(
    town: World, pair: tuple[LaptopInWorld, LaptopInWorld]
) -> None:
    karin, fatma = pair
    notes = [fatma.write_note(f"Vi gik i haven {number}") for number in range(60)]
    town.settle()
    undo, asked = thirty_deleted(karin, fatma, notes)
    for each in undo:
        each.restore()
    fatma.sync()
    karin.syncing.answer_deletions(asked, believe=True)
    town.settle()
    for rid in notes[:30]:
        fatma.day.notes.delete(rid)
    fatma.sync()
    karin.sync()
    assert notes_of(karin) == 60
    (again,) = karin.syncing.waiting_deletions()
    assert again.count == 30


def test_a_parcel_deletes_nothing_without_a_question(
    town: World, pair: tuple[LaptopInWorld, LaptopInWorld]
) -> None:
    karin, fatma = pair
    notes = [fatma.write_note(f"Vi gik i haven {number}") for number in range(3)]
    town.settle()
    parcel = put_parcel(town, fatma, lambda it: [it.delete("Note", rid) for rid in notes])
    karin.day.parcels.take_over(parcel)
    assert notes_of(karin) == 3
    assert {each.rid for each in karin.conflicts()} == set(notes)


def test_what_a_parcel_holds_of_another_noun_or_time_leaves_the_rest_usable(
    town: World, pair: tuple[LaptopInWorld, LaptopInWorld]
) -> None:
    karin, fatma = pair
    rid = fatma.meet("Amina Yusuf")
    town.settle()
    parcel = put_parcel(
        town,
        fatma,
        lambda it: [
            it.put("Contact", name="Kim Holm"),
            it.put("FollowUp", rid, what="Ring"),
            it.put("Contact", at=_FAR, name="Ny"),
            it.unheard(),
        ],
    )
    assert karin.day.parcels.take_over(parcel) == 1
    karin.sync()
    assert len(karin.day.searching.find("Kim", limit=5).contacts) == 1
    assert karin.contact(rid).name == "Amina Yusuf"
    (shown,) = karin.day.parcels.waiting()
    assert not shown.taken, "a newer program may open the rest"


def test_an_old_version_in_a_parcel_brings_nothing_back(
    town: World, pair: tuple[LaptopInWorld, LaptopInWorld]
) -> None:
    karin, fatma = pair
    rid = fatma.meet("Amina Yusuf", alias="Mina")
    town.settle()
    kept: list[Any] = []

    def once(forger: Forger) -> list[Any]:
        kept.append(forger.put("Contact", rid, name="Amina Yusuf", alias="Forkert"))
        return kept

    put_parcel(town, fatma, once)
    push(town, fatma, lambda _: kept)
    town.settle()
    for number in range(35):
        karin.change(rid, alias=f"Mina {number}")
        karin.sync()
    (parcel,) = karin.day.parcels.waiting()
    assert karin.day.parcels.take_over(parcel.parcel) == 0
    assert (karin.contact(rid).alias, karin.conflicts()) == ("Mina 34", ())
