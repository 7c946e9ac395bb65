"""A contact and its notes move between a team and a Shielded space, over real HTTP."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from helhedsplan_desktop.foundation.errors import AppError, Problem
from helhedsplan_desktop.store import parcels
from helhedsplan_desktop.sync import versions
from helhedsplan_desktop.sync.closing import Closed, Closer
from helhedsplan_desktop.sync.transport import RefusedError
from tests.support.operator import operate
from tests.support.world import LaptopInWorld, World, user_of, world


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


def test_what_was_unsent_on_a_record_out_of_sight_comes_by_parcel(town: World) -> None:
    karin = town.found("Karin")
    fatma, ole = town.join(karin, "Fatma"), town.join(karin, "Ole")
    rid = fatma.meet("Amina Yusuf", phone="001")
    town.settle()
    ole.offline()
    ole.change(rid, alias="Mina")
    karin.day.moving.move("Contact", rid, shielded(karin))
    karin.change(rid, phone="002")
    karin.sync()
    ole.online(town.server.address)
    town.settle()
    with pytest.raises(AppError) as told:
        ole.contact(rid)
    assert told.value.problem is Problem.NOT_FOUND
    (parcel,) = karin.day.parcels.waiting()
    assert (parcel.user_name, parcel.space) == ("Ole", team(karin))
    assert karin.day.parcels.take_over(parcel.parcel) == 1
    assert (karin.contact(rid).alias, karin.contact(rid).phone) == ("Mina", "002")
    assert karin.conflicts() == ()
    assert karin.day.moving.look("Contact", rid).here == shielded(karin)
    town.settle()
    assert ole.syncing.status.unsent == 0
    assert karin.digests()[team(karin)] == ole.digests()[team(ole)]


def test_an_unsent_deletion_of_a_record_out_of_sight_comes_by_parcel(town: World) -> None:
    karin = town.found("Karin")
    fatma, ole = town.join(karin, "Fatma"), town.join(karin, "Ole")
    note = ole.write_note("Amina fortæller om kiosken", ole.meet("Amina Yusuf"))
    town.settle()
    ole.offline()
    ole.day.notes.delete(note)
    karin.day.moving.move("Note", note, shielded(karin))
    karin.sync()
    ole.online(town.server.address)
    town.settle()
    assert len(karin.find_note("kiosken")) == 1
    (parcel,) = karin.day.parcels.waiting()
    assert karin.day.parcels.take_over(parcel.parcel) == 1
    (asked,) = karin.conflicts()
    assert (asked.rid, [field.kind for field in asked.fields]) == (note, ["deleted"])
    town.settle()
    assert (fatma.syncing.status.unsent, ole.syncing.status.unsent) == (0, 0)


def test_who_leaves_the_new_space_in_mid_move_has_the_old_copy(
    town: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    karin = town.found("Karin")
    fatma = town.join(karin, "Fatma")
    other = karin.day.access.add_team("Bolig", [user_of(fatma)])
    rid = fatma.meet("Amina Yusuf", phone="001")
    note = fatma.write_note("Amina søger fritidsjob i kiosken", rid)
    town.settle()
    with monkeypatch.context() as cut_off:
        cut_off.setattr(Closer, "close", lambda _self, _states: Closed())
        fatma.day.moving.move("Note", note, other)
        fatma.sync()
        assert fatma.day.moving.look("Note", note).here == other
        karin.day.access.change_members(other, removed=[user_of(fatma)])
        fatma.sync()
    assert fatma.day.moving.look("Note", note).here == team(fatma)
    assert len(fatma.find_note("kiosken")) == 1
    town.settle()
    assert fatma.find_note("kiosken") == [], "who is in both spaces has closed it"
    assert len(karin.find_note("kiosken")) == 1
    assert karin.digests()[team(karin)] == fatma.digests()[team(fatma)]


def test_what_is_too_large_for_a_parcel_stays_and_is_told(
    town: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    karin, ole, rid = with_an_edit_out_of_sight(town)
    with monkeypatch.context() as narrow:
        narrow.setattr(versions, "RECORD_BYTES", 300)
        ole.sync()
        ole.sync()
    assert ole.contact(rid).alias == "Mina"
    assert [each.code for each in ole.syncing.refused()] == ["too_large"]
    assert karin.day.parcels.waiting() == ()
    ole.change(rid, alias="Min")
    town.settle()
    (parcel,) = karin.day.parcels.waiting()
    karin.day.parcels.take_over(parcel.parcel)
    assert karin.contact(rid).alias == "Min"
    assert ole.syncing.refused() == ()


def test_a_server_that_takes_nothing_does_not_let_parcels_multiply(town: World) -> None:
    karin, ole, rid = with_an_edit_out_of_sight(town)
    operate("freeze", town.server_folder)
    for _ in range(4):
        with suppress(RefusedError):
            ole.sync()
    with ole.store.read() as connection:
        assert len(parcels.to_put(connection)) == 1
    assert ole.contact(rid).alias == "Mina"
    operate("open", town.server_folder)
    town.settle()
    (parcel,) = karin.day.parcels.waiting()
    karin.day.parcels.take_over(parcel.parcel)
    assert karin.contact(rid).alias == "Mina"


def with_an_edit_out_of_sight(town: World) -> tuple[LaptopInWorld, LaptopInWorld, bytes]:
    """Return a lead, a worker with an edit on a contact that the lead hid meanwhile, and its id."""
    karin = town.found("Karin")
    ole = town.join(karin, "Ole")
    rid = karin.meet("Amina Yusuf", phone="001")
    town.settle()
    ole.offline()
    ole.change(rid, alias="Mina")
    karin.day.moving.move("Contact", rid, shielded(karin))
    karin.sync()
    ole.online(town.server.address)
    return karin, ole, rid
