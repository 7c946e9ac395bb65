"""Saved, sent, seen: what a lead has looked at, over real HTTP and whatever the clocks say."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from helhedsplan_desktop.foundation.errors import AppError, Problem
from helhedsplan_desktop.records.reviews import Review
from helhedsplan_desktop.services.follow_ups import FollowUpForm
from helhedsplan_desktop.services.reviewing import CHANGED, ReviewFilter
from helhedsplan_desktop.store.repositories import reviews
from tests.support.world import LaptopInWorld, World, device_of, user_of, world


@pytest.fixture
def town(tmp_path: Path) -> Iterator[World]:
    with world(tmp_path) as made:
        yield made


def states(laptop: LaptopInWorld, contact: bytes) -> tuple[str, ...]:
    """Return the state of the contact and of each entry of its timeline, the newest first."""
    page = laptop.day.people.page(contact)
    return page.state.kind, *(each.state for each in laptop.day.timelines.of(contact))


def look(lead: LaptopInWorld, contact: bytes) -> None:
    """Let a lead say that the contact as it is on the screen was seen."""
    detail = lead.day.reviewing.detail(contact)
    assert detail.place is not None
    lead.day.reviewing.mark_seen(contact, detail.place)


def new_notes(lead: LaptopInWorld) -> dict[str, int]:
    page = lead.day.reviewing.page(ReviewFilter(view=CHANGED))
    assert page.counts[CHANGED] == len(page.rows)
    return {row.name: row.new_notes for row in page.rows}


def test_a_record_is_saved_then_sent_then_seen_and_an_edit_begins_anew(town: World) -> None:
    karin = town.found("Karin")
    fatma = town.join(karin, "Fatma")
    amina = fatma.meet("Amina Yusuf")
    fatma.write_note("Amina søger fritidsjob", amina)
    assert states(fatma, amina) == ("saved", "saved")
    town.settle()
    assert states(fatma, amina) == ("sent", "sent")
    assert new_notes(karin) == {"Amina Yusuf": 1}
    look(karin, amina)
    assert new_notes(karin) == {}
    town.settle()
    assert states(fatma, amina) == ("seen", "seen")
    fatma.change(amina, alias="Mina")
    assert states(fatma, amina) == ("saved", "seen")
    town.settle()
    assert states(fatma, amina) == ("sent", "seen")


def test_a_note_written_before_the_look_and_sent_after_it_is_new(town: World) -> None:
    karin = town.found("Karin")
    fatma = town.join(karin, "Fatma")
    amina = fatma.meet("Amina Yusuf")
    town.settle()
    fatma.offline()
    fatma.write_note("Skrevet uden net", amina)
    fatma.day.follow_ups.add(FollowUpForm(amina, "Ring", "2999-12-01"))
    look(karin, amina)
    karin.sync()
    fatma.online(town.server.address)
    town.settle()
    assert new_notes(karin) == {"Amina Yusuf": 1}
    assert states(fatma, amina) == ("seen", "sent", "sent")
    look(karin, amina)
    town.settle()
    assert states(fatma, amina) == ("seen", "seen", "seen")
    steps = fatma.day.follow_ups.of_contact(amina)
    assert [each.state for each in steps] == ["seen"]


def test_a_mark_can_be_taken_back_and_is_a_leads_alone(town: World) -> None:
    karin = town.found("Karin")
    fatma = town.join(karin, "Fatma")
    amina = fatma.meet("Amina Yusuf")
    fatma.write_note("Amina søger fritidsjob", amina)
    town.settle()
    place = karin.day.reviewing.detail(amina).place
    assert place is not None
    with pytest.raises(AppError) as refused:
        fatma.day.reviewing.mark_seen(amina, place)
    assert refused.value.problem is Problem.NOT_ALLOWED
    karin.day.reviewing.mark_seen(amina, place).restore()
    town.settle()
    assert states(fatma, amina) == ("sent", "sent")
    assert new_notes(karin) == {"Amina Yusuf": 1}


def test_only_a_lead_can_say_that_a_lead_has_seen_it(town: World) -> None:
    """A member's broken program may write such a record; its signature tells whose it is."""
    karin = town.found("Karin")
    fatma = town.join(karin, "Fatma")
    amina = fatma.meet("Amina Yusuf")
    fatma.write_note("Amina søger fritidsjob", amina)
    fatma.day.follow_ups.add(FollowUpForm(amina, "Ring", "2999-12-01"))
    town.settle()
    there = karin.day.reviewing.detail(amina).place
    assert there is not None
    with fatma.store.write() as unit:
        place = reviews.place(unit.connection, there.space)
        assert place is not None
        mark = Review(
            id=bytes(range(16)),
            space=place.space,
            contact=amina,
            lead=user_of(karin),
            device=device_of(karin.store),
            of_space=place.space,
            lineage=place.lineage,
            through=place.through + 100,
        )
        unit.put(mark)
    town.settle()
    assert states(fatma, amina) == states(karin, amina) == ("sent", "sent", "sent")
    assert [each.state for each in fatma.day.follow_ups.of_contact(amina)] == ["sent"]
    assert new_notes(karin) == {"Amina Yusuf": 1}
    look(karin, amina)
    town.settle()
    assert states(fatma, amina) == ("seen", "seen", "seen")
    assert new_notes(karin) == {}


def test_what_a_lead_saw_goes_when_the_contact_is_erased(town: World) -> None:
    karin = town.found("Karin")
    fatma = town.join(karin, "Fatma")
    amina = fatma.meet("Amina Yusuf")
    town.settle()
    look(karin, amina)
    assert karin.day.erasing.erase("Contact", amina) == 2
    town.settle()
    assert karin.digests() == fatma.digests()
    assert new_notes(karin) == {}
