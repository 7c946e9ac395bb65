"""What a laptop could not send before it was put out reaches the others through a lead."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from helhedsplan_desktop.foundation.errors import AppError, Problem
from helhedsplan_desktop.sync.transport import RefusedError
from helhedsplan_protocol.error_codes import ErrorCode
from tests.support.bad_line import bad_line
from tests.support.other_programs import newer_program
from tests.support.world import LaptopInWorld, World, user_of, world


@pytest.fixture
def town(tmp_path: Path) -> Iterator[World]:
    with world(tmp_path) as made:
        yield made


def device(laptop: LaptopInWorld) -> bytes:
    return laptop.members.me().device


def put_out_with_unsent_work(town: World, *, stolen: bool = False) -> tuple[LaptopInWorld, ...]:
    karin = town.found("Karin")
    fatma, ole = town.join(karin, "Fatma"), town.join(karin, "Ole")
    fatma.meet("Amina Yusuf", phone="001")
    town.settle()
    fatma.offline()
    fatma.change(fatma.contacts["Amina Yusuf"], alias="Mina")
    fatma.write_note("Amina søger fritidsjob i kiosken", "Amina Yusuf")
    karin.change(fatma.contacts["Amina Yusuf"], phone="002")
    karin.sync()
    karin.day.access.revoke_laptop(device(fatma), stolen=stolen)
    fatma.online(town.server.address)
    with pytest.raises(RefusedError) as told:
        fatma.sync()
    assert told.value.code is ErrorCode.DEVICE_REVOKED
    return karin, fatma, ole


def test_a_lead_takes_over_what_a_laptop_could_not_send(town: World) -> None:
    karin, fatma, ole = put_out_with_unsent_work(town)
    (parcel,) = karin.day.parcels.waiting()
    assert (parcel.user_name, parcel.records, parcel.taken) == ("Fatma", 2, False)
    assert karin.day.parcels.take_over(parcel.parcel) == 2
    karin.sync()
    ole.sync()
    rid = fatma.contacts["Amina Yusuf"]
    for laptop in (karin, ole):
        assert len(laptop.find_note("kiosken")) == 1
        assert (laptop.contact(rid).alias, laptop.contact(rid).phone) == ("Mina", "002")
    assert fatma.syncing.status.unsent == 2, "it stays on the laptop that wrote it"


def test_taking_over_twice_changes_nothing_and_nothing_is_put_twice(town: World) -> None:
    karin, fatma, ole = put_out_with_unsent_work(town)
    with pytest.raises(RefusedError):
        fatma.sync()
    (parcel,) = karin.day.parcels.waiting()
    karin.day.parcels.take_over(parcel.parcel)
    assert [each.taken for each in karin.day.parcels.waiting()] == [False], "nothing is sent yet"
    karin.sync()
    assert karin.day.parcels.take_over(parcel.parcel) == 0
    assert [each.taken for each in karin.day.parcels.waiting()] == [True]
    with pytest.raises(AppError) as told:
        ole.day.parcels.waiting()
    assert told.value.problem is Problem.NOT_ALLOWED


def test_nothing_is_taken_of_a_stolen_laptop(town: World) -> None:
    karin, _, _ = put_out_with_unsent_work(town, stolen=True)
    assert karin.day.parcels.waiting() == ()


def test_what_a_restored_server_lost_comes_from_a_laptop_that_is_out(town: World) -> None:
    karin = town.found("Karin")
    fatma = town.join(karin, "Fatma")
    fatma.meet("Amina Yusuf")
    town.settle()
    town.back_up_server()
    fatma.write_note("Amina søger fritidsjob i kiosken", "Amina Yusuf")
    fatma.sync()
    town.put_server_back()
    karin.day.access.revoke_laptop(device(fatma), stolen=False)
    with pytest.raises(RefusedError):
        fatma.sync()
    waiting = karin.day.parcels.waiting()
    changed = [karin.day.parcels.take_over(each.parcel) for each in waiting]
    assert sum(changed) == 1, "the rest stands here already"
    karin.sync()
    assert len(karin.find_note("kiosken")) == 1
    with pytest.raises(RefusedError):
        fatma.sync()
    assert len(karin.day.parcels.waiting()) == len(waiting), "nothing is put twice"


def test_what_was_refused_is_handed_over_and_leaves_the_list_when_it_comes_back(
    town: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    karin = town.found("Karin")
    fatma, ole = town.join(karin, "Fatma"), town.join(karin, "Ole")
    rid = karin.meet("Amina Yusuf")
    town.settle()
    fatma.change(rid, alias="Mina")
    with newer_program(monkeypatch, min_writer=2):
        karin.change(rid, phone="001")
        karin.sync()
    fatma.sync()
    assert [each.code for each in fatma.syncing.refused()] == ["client_too_old"]
    with pytest.raises(AppError) as told:
        fatma.syncing.hand_over(bytes(16))
    assert told.value.problem is Problem.NOT_FOUND
    fatma.syncing.hand_over(rid)
    assert [each.code for each in fatma.syncing.refused()] == ["to_hand_over"]
    for _ in range(2):
        fatma.sync()
    assert [each.code for each in fatma.syncing.refused()] == ["handed_over"]
    (parcel,) = karin.day.parcels.waiting()
    assert (parcel.user_name, parcel.records) == ("Fatma", 1)
    with pytest.raises(AppError):
        fatma.syncing.hand_over(rid)
    with newer_program(monkeypatch):
        assert karin.day.parcels.take_over(parcel.parcel) == 1
        karin.sync()
    for laptop in (fatma, ole):
        laptop.sync()
        assert (laptop.contact(rid).alias, laptop.contact(rid).phone) == ("Mina", "001")
        assert laptop.conflicts() == ()
    assert fatma.syncing.refused() == ()
    assert fatma.syncing.status.unsent == 0


def test_a_proxy_that_refuses_a_large_parcel_gets_smaller_ones(town: World) -> None:
    karin = town.found("Karin")
    fatma = town.join(karin, "Fatma")
    town.settle()
    fatma.offline()
    for number in range(12):
        fatma.write_note(f"Notat {number} " + "ord " * 400)
    karin.day.access.revoke_laptop(device(fatma), stolen=False)
    with bad_line(town.server.address) as line:
        line.mode, line.largest, line.only = "lose_request", 6_000, b"parcel"
        fatma.online(line.address)
        for _ in range(8):
            with suppress(RefusedError):
                fatma.sync()
        waiting = karin.day.parcels.waiting()
    assert sum(each.records for each in waiting) == 12
    assert len(waiting) > 2
    assert sum(karin.day.parcels.take_over(each.parcel) for each in waiting) == 12


def test_what_a_worker_could_not_send_before_he_became_a_reader_comes_by_parcel(
    town: World,
) -> None:
    karin = town.found("Karin")
    fatma = town.join(karin, "Fatma")
    fatma.meet("Amina Yusuf")
    town.settle()
    fatma.offline()
    fatma.change(fatma.contacts["Amina Yusuf"], alias="Mina")
    karin.day.access.set_role(user_of(fatma), "reader")
    fatma.online(town.server.address)
    town.settle()
    (parcel,) = karin.day.parcels.waiting()
    assert (parcel.user_name, parcel.records) == ("Fatma", 1)
    assert karin.day.parcels.take_over(parcel.parcel) == 1
    assert karin.contact(fatma.contacts["Amina Yusuf"]).alias == "Mina"
