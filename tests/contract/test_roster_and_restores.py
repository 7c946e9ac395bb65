"""What becomes of who-is-who when a server forgets, branches, or sees one vault twice."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from helhedsplan_desktop.foundation.errors import AppError, Problem
from helhedsplan_desktop.services.access import DoubtedLaptop
from helhedsplan_desktop.services.syncing import Standing, StatusKind
from helhedsplan_desktop.store import generation
from helhedsplan_desktop.sync.transport import RefusedError
from tests.benchmarks.sync.site import trust_of
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


def events(laptop: LaptopInWorld) -> set[str]:
    return {line.event for line in laptop.syncing.log()}


def chip(laptop: LaptopInWorld) -> StatusKind:
    return laptop.syncing.status.kind


def standing(laptop: LaptopInWorld) -> Standing:
    return laptop.syncing.status.standing


# --- a server that forgot -------------------------------------------------------------------------


@pytest.mark.parametrize("first", ["Karin", "Jonas"])
def test_a_server_that_lost_its_journal_learns_from_any_laptop_who_belongs(
    two: Two, town: World, first: str
) -> None:
    karin, fatma = two
    town.back_up_server()
    jonas = town.join(karin, "Jonas")
    karin.day.access.rotate(karin.members.homes().team)
    jonas.write_note("Skrevet af den nye")
    town.settle()
    town.put_server_back(journal_lost=True)
    town.laptops[first].sync()
    town.settle(3)
    for laptop in (karin, fatma, jonas):
        assert laptop.syncing.status.kind is StatusKind.SYNCED
        assert len(laptop.find_note("af den nye")) == 1
    assert karin.digests() == jonas.digests()
    assert "roster_brought_back" in events(town.laptops[first])
    newcomer = town.join(karin, "Ole")
    assert len(newcomer.find_note("af den nye")) == 1


def test_who_was_put_out_stays_out_after_the_server_forgot_it(two: Two, town: World) -> None:
    karin, fatma = two
    town.back_up_server()
    karin.day.access.revoke_laptop(device_of(fatma.store), stolen=True)
    town.put_server_back(journal_lost=True)
    fatma.sync()
    karin.sync()
    karin.write_note("Skrevet efter gendannelsen")
    karin.sync()
    with pytest.raises(RefusedError):
        fatma.sync()
    assert fatma.find_note("gendannelsen") == []
    assert standing(fatma) is Standing.OUT


# --- being put out --------------------------------------------------------------------------------


def test_a_laptop_on_its_way_out_is_read_only_and_still_sends_what_it_has(
    two: Two, town: World
) -> None:
    karin, fatma = two
    rid = fatma.write_note("Det sidste notat")
    karin.day.access.drain_laptop(device_of(fatma.store))
    fatma.sync()
    assert fatma.syncing.status.standing is Standing.DRAINING
    for act in (
        lambda: fatma.write_note("For sent"),
        lambda: fatma.day.notes.delete(rid),
        lambda: fatma.day.notes.update(rid, fatma.day.notes.get(rid).form),
    ):
        with pytest.raises(AppError) as told:
            act()
        assert (told.value.problem, told.value.params) == (
            Problem.NOT_ALLOWED,
            {"reason": "read_only"},
        )
    town.settle()
    assert fatma.syncing.status.unsent == 0
    assert karin.find_note("sidste") == fatma.find_note("sidste") == [rid]


def test_only_a_leads_signature_tells_a_laptop_to_remove_its_vault(two: Two) -> None:
    karin, fatma = two
    karin.day.access.revoke_laptop(device_of(fatma.store), stolen=False)
    with pytest.raises(RefusedError):
        fatma.sync()
    assert standing(fatma) is Standing.OUT
    karin.day.access.wipe_laptop(device_of(fatma.store))
    with pytest.raises(RefusedError):
        fatma.sync()
    assert standing(fatma) is Standing.WIPED


# --- one vault on two computers -------------------------------------------------------------------


def test_two_copies_of_a_vault_fetch_and_send_nothing_until_a_lead_decides(
    two: Two, town: World
) -> None:
    karin, fatma = two
    town.laptops.pop("Fatma")
    copy = town.copy_of(fatma, "Copy")
    town.laptops.pop("Copy")
    for laptop in (copy, fatma, copy):
        laptop.online(town.server.address)  # a new session each
        laptop.sync()
    karin.write_note("Skrevet af lederen")
    karin.sync()
    for number, laptop in enumerate((fatma, copy)):
        laptop.write_note(f"Fra kopi {number}")
        laptop.sync()
        assert len(laptop.find_note("lederen")) == 1
        assert standing(laptop) is Standing.CLONED
        assert laptop.syncing.status.unsent > 0
    karin.sync()
    assert karin.find_note("kopi") == []
    assert chip(karin) is StatusKind.NEEDS_YOU
    assert karin.day.access.doubted() == (
        DoubtedLaptop(device_of(fatma.store), copied=True, restored=False),
    )
    copy.close()
    karin.day.access.trust_laptop(device_of(fatma.store))
    fatma.sync()
    karin.sync()
    assert len(karin.find_note("kopi")) == 1
    assert (standing(fatma), fatma.syncing.status.unsent) == (Standing.ACTIVE, 0)
    assert karin.day.access.doubted() == ()
    assert chip(karin) is StatusKind.SYNCED
    fatma.close()


def test_a_vault_put_back_from_its_backup_goes_on_and_a_lead_is_told(two: Two, town: World) -> None:
    karin, fatma = two
    backup = town.copy_of(fatma, "Backup")
    town.laptops.pop("Fatma")
    for _ in range(3):
        fatma.online(town.server.address)  # a new session each
        fatma.sync()
    fatma.close()
    with backup.store.write_for_sync() as unit:
        generation.make_seal(unit.connection, bytes(16), 1)
        generation.mark_rolled_back(unit.connection, rolled_back=True)
    backup.write_note("Efter at filen blev lagt tilbage")
    town.settle()
    assert standing(backup) is Standing.ACTIVE
    assert len(karin.find_note("lagt tilbage")) == 1
    device = device_of(backup.store)
    assert karin.day.access.doubted() == (DoubtedLaptop(device, copied=False, restored=True),)
    backup.online(town.server.address)
    backup.sync()
    assert standing(backup) is Standing.ACTIVE
    karin.day.access.trust_laptop(device)
    town.settle()
    assert chip(karin) is StatusKind.SYNCED


# --- two branches ---------------------------------------------------------------------------------


@pytest.fixture
def forked(town: World) -> tuple[LaptopInWorld, ...]:
    """The server forgot that Karin put Ole out and took Jonas in; then Fatma made a team.

    Karin and Jonas stand on the branch that the server lost, Fatma on the server's.
    """
    karin = town.found("Karin")
    fatma, ole = town.join(karin, "Fatma", "lead"), town.join(karin, "Ole")
    town.settle()
    town.back_up_server()
    karin.day.access.revoke_person(user_of(ole), stolen=True)
    jonas = town.join(karin, "Jonas")
    jonas.write_note("Fra den tabte gren")
    jonas.sync()
    karin.sync()
    town.put_server_back(journal_lost=True)
    fatma.day.access.add_team("Team Vest")
    fatma.sync()
    return karin, fatma, ole, jonas


def test_while_the_server_stands_on_another_branch_nobody_sends_what_it_may_forbid(
    forked: tuple[LaptopInWorld, ...],
) -> None:
    karin, fatma, ole, _ = forked
    karin.sync()
    assert karin.syncing.status.forked
    assert chip(karin) is StatusKind.NEEDS_YOU
    assert "roster_forked" in events(karin)
    karin.write_note("Venter på en afgørelse")
    karin.sync()
    assert karin.syncing.status.unsent > 0
    with pytest.raises(AppError) as told:
        karin.day.access.rotate(karin.members.homes().plan)
    assert told.value.params == {"reason": "forked"}
    with pytest.raises(RefusedError):
        ole.sync()
    assert ole.find_note("afgørelse") == []
    view = fatma.day.access.fork()
    assert view is not None
    assert view.put_out == (device_of(ole.store),)
    assert len(view.taken_in) == 1


@pytest.mark.parametrize("who", [0, 1])
def test_a_lead_of_either_branch_ends_the_fork_and_nothing_is_lost(
    forked: tuple[LaptopInWorld, ...], town: World, who: int
) -> None:
    karin, fatma, ole, jonas = forked
    town.laptops.pop("Ole")
    karin.sync()
    fatma.write_note("Fra serverens gren")
    forked[who].day.access.resolve_fork()
    assert forked[who].day.access.fork() is None
    for _ in range(4):
        for laptop in (karin, fatma, jonas):
            laptop.sync()
    for laptop in (karin, fatma, jonas):
        assert len(laptop.find_note("tabte gren")) == 1
        assert len(laptop.find_note("serverens gren")) == 1
        assert not laptop.syncing.status.forked
        assert laptop.syncing.status.kind is StatusKind.SYNCED
    assert karin.digests() == fatma.digests() == jonas.digests()
    assert {each.name for each in karin.day.access.spaces()} >= {"Team 1", "Team Vest"}
    with pytest.raises(RefusedError):
        ole.sync()
    newcomer = town.join(fatma, "Nete")
    assert len(newcomer.find_note("gren")) == 2
    ole.close()


def test_who_was_put_out_meanwhile_takes_nobody_in_by_a_dropped_branch(town: World) -> None:
    """Karin's laptop is stolen: what was made with it is not signed again by another lead."""
    karin = town.found("Karin")
    fatma, nete = town.join(karin, "Fatma", "lead"), town.join(karin, "Nete")
    town.settle()
    town.back_up_server()
    jonas = town.join(karin, "Jonas", "lead")
    nete.sync()
    town.put_server_back(journal_lost=True)
    fatma.sync()
    fatma.day.access.revoke_person(user_of(karin), stolen=True)
    for laptop in (nete, fatma):
        laptop.sync()
    fork = fatma.day.access.fork()
    assert fork is not None
    fatma.day.access.resolve_fork()
    for _ in range(2):
        for laptop in (fatma, nete):
            laptop.sync()
    assert fatma.day.access.fork() is None
    assert trust_of(fatma).roster.device(device_of(jonas.store)) is None
    with pytest.raises(RefusedError):
        jonas.sync()
    for laptop in (karin, jonas):
        laptop.close()
        town.laptops.pop(laptop.name)
