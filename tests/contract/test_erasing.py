"""A lead erases a contact for good, and whoever had it is told."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from helhedsplan_desktop.foundation.clock import SystemClock
from helhedsplan_desktop.foundation.errors import AppError, Problem
from helhedsplan_desktop.foundation.ids import Ids, SystemRandomness
from helhedsplan_desktop.services.erasing import Erasing
from helhedsplan_desktop.store.tables import SEALED
from helhedsplan_desktop.sync import cycle as cycle_module
from helhedsplan_desktop.sync.cycle import Cycle
from helhedsplan_desktop.sync.portion import Portion
from helhedsplan_desktop.sync.transport import Transport
from helhedsplan_desktop.sync.worker import StoppedError
from tests.support.bad_line import bad_line
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


def many_notes(town: World, count: int = 30) -> tuple[LaptopInWorld, ...]:
    """Return three laptops that hold a contact with many notes."""
    karin = town.found("Karin")
    fatma, ole = town.join(karin, "Fatma"), town.join(karin, "Ole")
    amina = fatma.meet("Amina Yusuf")
    for number in range(count):
        fatma.write_note(f"Amina søger fritidsjob, notat {number}", amina)
    town.settle()
    return karin, fatma, ole


def test_what_a_lead_announced_stops_nobody(town: World) -> None:
    karin, fatma, ole = many_notes(town)
    amina = fatma.contacts["Amina Yusuf"]
    # Others that the same lead erases before and after belong to no announcement.
    single = [karin.write_note(f"Et andet notat {number}") for number in range(2)]
    town.settle()
    karin.day.erasing.erase("Note", single[0])
    karin.sync()
    assert karin.day.erasing.erase("Contact", amina) == 31
    karin.sync()
    karin.day.erasing.erase("Note", single[1])
    karin.sync()
    for laptop in (fatma, ole):
        laptop.sync()
        assert laptop.syncing.waiting_deletions() == ()
        assert laptop.find_note("notat") == []
        assert laptop.digests() == karin.digests()


def test_what_nobody_announced_waits_for_a_word(
    town: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    karin, fatma, ole = many_notes(town)
    monkeypatch.setattr(Erasing, "_announce", lambda _self, _rids: None)
    karin.day.erasing.erase("Contact", fatma.contacts["Amina Yusuf"])
    karin.sync()
    ole.sync()
    assert [each.count for each in ole.syncing.waiting_deletions()] == [31]
    assert len(ole.find_note("fritidsjob")) == 30


def test_an_announcement_covers_the_rest_of_what_came_half_before(
    town: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    karin, fatma, ole = many_notes(town, 60)
    assert karin.day.erasing.erase("Contact", fatma.contacts["Amina Yusuf"]) == 61
    with bad_line(town.server.address) as line, monkeypatch.context() as patched:
        # Her line breaks after eight or sixteen: so few are believed without a word.
        patched.setattr(cycle_module, "Portion", lambda: Portion(8))

        def stop() -> None:
            if any(b"/v1/push" in each[:40] for each in line.requests):
                raise StoppedError

        clock, randomness = SystemClock(), SystemRandomness()
        ids = Ids(clock, randomness)
        cycle = Cycle(karin.store, Transport(line.address), clock, ids, randomness, "0.1.0", stop)
        with pytest.raises(StoppedError):
            cycle.run_once()
        cycle.close()
    ole.sync()
    assert 0 < len(ole.find_note("fritidsjob")) < 60
    karin.sync()
    ole.sync()
    assert ole.syncing.waiting_deletions() == ()
    assert ole.find_note("notat") == []


def test_much_is_erased_only_with_the_server_and_little_without(town: World) -> None:
    karin, fatma, _ = many_notes(town)
    single = karin.write_note("Et andet notat")
    town.settle()
    karin.members.lines.hang_up()
    with pytest.raises(AppError) as told:
        karin.day.erasing.erase("Contact", fatma.contacts["Amina Yusuf"])
    assert told.value.problem is Problem.SERVER_UNREACHABLE
    assert len(karin.find_note("fritidsjob")) == 30
    assert karin.day.erasing.erase("Note", single) == 1
