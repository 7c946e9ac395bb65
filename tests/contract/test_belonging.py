"""Who belongs, and what a lead changes about it, over a real server."""

import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from helhedsplan_desktop.crypto.recovery import RecoverySeed
from helhedsplan_desktop.foundation.errors import AppError, Problem
from helhedsplan_desktop.records.notes import Note
from helhedsplan_desktop.store import directory, sync_marks
from helhedsplan_desktop.sync.transport import RefusedError, Transport, TransportError
from tests.support.world import LaptopInWorld, World, device_of, user_of, world


@pytest.fixture
def town(tmp_path: Path) -> Iterator[World]:
    with world(tmp_path) as made:
        yield made


Two = tuple[LaptopInWorld, LaptopInWorld]


@pytest.fixture
def two(town: World) -> Two:
    karin = town.found("Karin")
    return karin, town.join(karin, "Fatma")


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


# --- putting out ----------------------------------------------------------------------------------


def device(laptop: LaptopInWorld) -> bytes:
    return device_of(laptop.store)


def keys_of(laptop: LaptopInWorld) -> set[tuple[bytes, int]]:
    with laptop.store.read() as connection:
        return set(sync_marks.space_keys(connection))


def purposes(karin: LaptopInWorld, user: bytes) -> list[str]:
    """Return what the spaces of a person are for."""
    return sorted(each.purpose for each in karin.day.access.spaces() if user in each.members)


def is_out(laptop: LaptopInWorld) -> bool:
    with pytest.raises(RefusedError):
        laptop.sync()
    return laptop.syncing.status.problem is Problem.ACCESS_CLOSED


def test_a_lost_laptop_is_out_and_reads_nothing_new_while_its_owner_works_on(
    two: Two, town: World
) -> None:
    karin, fatma = two
    again = town.join_by(
        karin, karin.members.invite_again(user_of(fatma), automatic=True).code, "Fatma2"
    )
    karin.day.access.revoke_laptop(device(fatma), stolen=True)
    held = keys_of(fatma)
    karin.write_note("Skrevet efter tyveriet")
    town.laptops.pop("Fatma")
    town.settle()
    assert is_out(fatma)
    assert keys_of(fatma) == held
    assert len(again.find_note("tyveriet")) == 1
    assert len(keys_of(again)) > len(held)
    again.write_note("Fatma arbejder videre")
    town.settle()
    assert len(karin.find_note("videre")) == 1
    fatma.close()


def test_who_is_put_out_reads_nothing_new_and_may_come_back_with_everything(
    two: Two, town: World
) -> None:
    karin, fatma = two
    fatma.write_note("Fra mens jeg var her")
    town.settle()
    karin.day.access.revoke_person(user_of(fatma), stolen=False)
    assert is_out(fatma)
    assert purposes(karin, user_of(fatma)) == []
    town.laptops.pop("Fatma")
    code = karin.members.invite_again(user_of(fatma), automatic=True).code
    back = town.join_by(karin, code, "Fatma2")
    assert len(back.find_note("var her")) == 1
    assert purposes(karin, user_of(fatma)) == ["plan", "shielded", "team"]
    fatma.close()


def test_a_laptop_that_is_to_be_emptied_is_out_too(two: Two) -> None:
    karin, fatma = two
    karin.day.access.wipe_laptop(device(fatma))
    assert is_out(fatma)
    (person,) = [each for each in karin.members.staff() if each.user == user_of(fatma)]
    assert person.laptops == ()
    karin.day.access.wipe_laptop(device(fatma))


def test_a_laptop_on_its_way_out_sends_its_last_work(two: Two, town: World) -> None:
    karin, fatma = two
    fatma.write_note("Det sidste notat")
    karin.day.access.drain_laptop(device(fatma))
    town.settle()
    assert fatma.syncing.status.unsent == 0
    assert len(karin.find_note("sidste")) == 1


def test_nobody_puts_herself_out(two: Two) -> None:
    karin, _ = two
    access, user = karin.day.access, user_of(karin)
    acts: tuple[Callable[[], object], ...] = (
        lambda: access.revoke_laptop(device(karin), stolen=False),
        lambda: access.wipe_laptop(device(karin)),
        lambda: access.drain_laptop(device(karin)),
        lambda: access.revoke_person(user, stolen=False),
        lambda: access.set_role(user, "worker"),
        lambda: access.change_members(karin.members.homes().plan, removed=[user]),
    )
    for act in acts:
        with pytest.raises(AppError) as told:
            act()
        assert (told.value.problem, told.value.params) == (
            Problem.NOT_ALLOWED,
            {"reason": "oneself"},
        )
    assert access.spaces()[0].members >= {user}


def test_only_a_lead_changes_access_and_only_of_what_exists(two: Two) -> None:
    karin, fatma = two
    with pytest.raises(AppError) as told:
        fatma.day.access.revoke_laptop(device(karin), stolen=True)
    assert told.value.problem is Problem.NOT_ALLOWED
    access = karin.day.access
    acts: tuple[Callable[[], object], ...] = (
        lambda: access.revoke_laptop(bytes(16), stolen=False),
        lambda: access.revoke_person(bytes(16), stolen=False),
        lambda: access.rotate(bytes(16)),
        lambda: access.change_members(bytes(16), added=[user_of(fatma)]),
    )
    for act in acts:
        with pytest.raises(AppError) as told:
            act()
        assert told.value.problem is Problem.NOT_FOUND


# --- roles and spaces -----------------------------------------------------------------------------


def write_shielded(laptop: LaptopInWorld, text: str) -> bytes:
    """Write a note that only its author and the leads read."""
    home = laptop.members.homes().shielded
    note = Note(id=os.urandom(16), space=home, text=text, happened_on="2026-03-02")
    with laptop.store.write() as unit:
        unit.put(note)
    return note.id


def test_a_worker_who_becomes_a_lead_reads_everything_and_takes_people_in(
    two: Two, town: World
) -> None:
    karin, fatma = two
    jonas = town.join(karin, "Jonas")
    rid = write_shielded(jonas, "Skærmet hos Jonas")
    town.settle()
    assert fatma.find_note("Skærmet") == []
    karin.day.access.set_role(user_of(fatma), "lead")
    town.settle()
    assert fatma.find_note("Skærmet") == [rid]
    assert fatma.members.me().role == "lead"
    karin.day.access.set_role(user_of(fatma), "worker")
    town.settle()
    assert fatma.members.me().role == "worker"
    assert purposes(karin, user_of(fatma)) == ["plan", "shielded", "team"]
    fatma.write_note("Stadig her")
    town.settle()
    assert len(karin.find_note("Stadig")) == 1


def test_a_reader_who_becomes_a_worker_gets_a_team_and_a_space_of_her_own(town: World) -> None:
    karin = town.found("Karin")
    ole = town.join(karin, "Ole", "reader")
    assert purposes(karin, user_of(ole)) == ["plan"]
    karin.day.access.set_role(user_of(ole), "worker")
    ole.sync()
    ole.open_session()
    ole.write_note("Mit første notat")
    town.settle()
    assert purposes(karin, user_of(ole)) == ["plan", "shielded", "team"]
    assert len(karin.find_note("første")) == 1
    karin.day.access.set_role(user_of(ole), "reader")
    assert purposes(karin, user_of(ole)) == ["plan"]


def test_a_second_team_is_read_by_its_members_and_by_no_others(two: Two, town: World) -> None:
    karin, fatma = two
    jonas = town.join(karin, "Jonas")
    space = karin.day.access.add_team("Team Vest", [user_of(jonas)])
    (made,) = [each for each in karin.day.access.spaces() if each.space == space]
    assert (made.name, made.purpose, made.mine) == ("Team Vest", "team", True)
    assert made.members == {user_of(karin), user_of(jonas)}
    town.settle()
    assert any(key[0] == space for key in keys_of(jonas))
    assert all(key[0] != space for key in keys_of(fatma))
    karin.day.access.change_members(space, added=[user_of(fatma)], removed=[user_of(jonas)])
    town.settle()
    assert (space, 2) in keys_of(fatma)
    assert (space, 2) not in keys_of(jonas)
    # Jonas still has his own team, and goes on working there.
    jonas.write_note("Fra det gamle hold")
    town.settle()
    assert len(karin.find_note("gamle")) == 1


def test_who_moves_to_another_team_writes_there_from_then_on(two: Two, town: World) -> None:
    karin, fatma = two
    old = karin.members.homes().team
    space = karin.day.access.add_team("Team Vest", [user_of(fatma)])
    karin.day.access.change_members(old, removed=[user_of(fatma)])
    fatma.sync()
    assert fatma.members.homes().team == space
    fatma.open_session()
    fatma.write_note("Skrevet på det nye hold")
    town.settle()
    (rid,) = karin.find_note("nye hold")
    with karin.store.read() as connection:
        assert directory.entries(connection, [rid])[rid].space == space


def test_a_precaution_changes_a_key_and_everybody_goes_on(two: Two, town: World) -> None:
    karin, fatma = two
    team = karin.members.homes().team
    karin.day.access.rotate(team)
    fatma.write_note("Med den nye nøgle")
    town.settle()
    assert (team, 2) in keys_of(fatma)
    assert len(karin.find_note("nøgle")) == 1


# --- the recovery sheet ---------------------------------------------------------------------------


def test_the_sheet_makes_a_lead_of_a_worker_when_the_last_lead_is_lost(town: World) -> None:
    karin = town.found("Karin")
    fatma, jonas = town.join(karin, "Fatma"), town.join(karin, "Jonas")
    shielded = write_shielded(jonas, "Kun for ham selv og lederen")
    town.settle()
    town.laptops.pop("Karin")
    old = device(fatma)
    fatma.write_note("Endnu ikke sendt")
    fatma.members.recover(*town.sheet)
    assert device(fatma) != old
    assert fatma.members.me().role == "lead"
    fatma.open_session()
    fatma.sync()
    assert fatma.find_note("ham selv") == [shielded]
    fatma.day.access.revoke_person(user_of(karin), stolen=True)
    assert is_out(karin)
    jonas.write_note("Efter at Fatma tog over")
    town.settle()
    assert len(fatma.find_note("tog over")) == 1
    assert len(jonas.find_note("Endnu ikke sendt")) == 1
    assert fatma.digests() == jonas.digests()
    newcomer = town.join(fatma, "Nete", "lead")
    assert len(newcomer.find_note("Endnu")) == 1
    assert newcomer.find_note("ham selv") == [shielded]
    karin.close()


@pytest.mark.parametrize("heard", [False, True], ids=["request lost", "answer lost"])
def test_a_recovery_that_is_cut_off_anywhere_is_finished_by_the_next_try(
    two: Two, town: World, monkeypatch: pytest.MonkeyPatch, *, heard: bool
) -> None:
    _, fatma = two
    call, left = Transport.call, [0]

    def cut(line: Transport, *asked: Any) -> Any:
        left[0] -= 1
        if left[0] == 0:
            if heard:
                call(line, *asked)
            raise TransportError(Problem.SERVER_UNREACHABLE)
        return call(line, *asked)

    monkeypatch.setattr(Transport, "call", cut)
    cuts = 0
    while True:
        first, left[0] = device(fatma), cuts + 1
        with suppress(AppError, TransportError):
            fatma.members.recover(*town.sheet)
        untouched = left[0] > 0
        left[0] = 0
        if device(fatma) == first or not only_device(fatma):
            fatma.members.recover(*town.sheet)
        assert device(fatma) != first
        assert only_device(fatma), f"cut off at request {cuts + 1}"
        if untouched:
            break
        cuts += 1
    assert cuts > 8, "every request was cut off once"


def only_device(laptop: LaptopInWorld) -> bool:
    """Return whether the roster of a laptop names no other device of its person as in."""
    with laptop.members.lines.cycle() as cycle:
        roster = cycle.trust().roster
        active = roster.active_devices(user_of(laptop))
    return [facts.device for facts in active] == [device(laptop)]


def test_a_sheet_of_others_makes_nobody_a_lead(two: Two, town: World) -> None:
    _, fatma = two
    other = RecoverySeed(bytes(range(32))).sheet_lines()
    old = device(fatma)
    with pytest.raises(AppError) as told:
        fatma.members.recover(*other)
    assert told.value.problem is Problem.CODE_WRONG
    with pytest.raises(AppError):
        fatma.members.recover(town.sheet[0], town.sheet[0])
    assert device(fatma) == old
    assert fatma.members.me().role == "worker"
