"""Conflicts stay open until a person decides; a lead sees the team's caseload."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from helhedsplan_desktop.foundation.errors import AppError, Problem
from helhedsplan_desktop.records.organisation import DeviceReport
from helhedsplan_desktop.services.conflicts import Conflicts
from helhedsplan_desktop.services.contact_views import ContactForm
from helhedsplan_desktop.services.desk import Desk
from helhedsplan_desktop.services.follow_ups import FollowUpForm, FollowUps
from helhedsplan_desktop.services.notes import NoteForm, Notes
from helhedsplan_desktop.services.people import People
from helhedsplan_desktop.services.places import Places
from helhedsplan_desktop.services.reviewing import ReviewFilter, Reviewing
from helhedsplan_desktop.services.timelines import Timelines
from helhedsplan_desktop.store import directory
from helhedsplan_desktop.store.repositories import own_marks
from helhedsplan_protocol.records import Conflict as OpenConflict
from tests.support.desks import LAPTOP_OF_SAMIRA, PLAN, SAMIRA, open_desk

VID = b"v" * 16


class Lead:
    """Mette as a lead, with what she needs."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        places = Places(desk)
        self.follow_ups = FollowUps(desk, places)
        self.conflicts = Conflicts(desk)
        self.people = People(desk, places, self.follow_ups, self.conflicts)
        self.notes = Notes(desk, self.people, self.follow_ups)
        self.reviewing = Reviewing(desk, places, Timelines(desk))

    def open_conflict(self, rid: bytes, path: str, value: Any) -> None:
        """Leave Samira's value open, as a merge does."""
        with self.desk.store.write_for_sync() as unit:
            entry = directory.entries(unit.connection, [rid])[rid]
            waiting = OpenConflict(path, value, VID, LAPTOP_OF_SAMIRA, self.desk.now())
            directory.write(unit.connection, [], [entry.with_changes(conflicts=(waiting,))])

    def entry(self, rid: bytes) -> directory.Entry:
        with self.desk.store.read() as connection:
            return directory.entries(connection, [rid])[rid]


@pytest.fixture
def lead(tmp_path: Path) -> Iterator[Lead]:
    with open_desk(tmp_path, role="lead") as desk:
        yield Lead(desk)


def test_both_values_are_shown_with_who_and_when(lead: Lead) -> None:
    rid = lead.people.create(ContactForm(name="Kim", phone="0020120000"))
    lead.open_conflict(rid, "phone", "0031450000")
    (conflict,) = lead.conflicts.all()
    (field,) = conflict.fields
    assert conflict.title == "Kim"
    assert (field.standing.value, field.standing.author_name, field.standing.mine) == (
        "0020120000",
        "Mette Lindholm",
        True,
    )
    assert (field.other.value, field.other.author_name, field.other.mine) == (
        "0031450000",
        "Samira Haddad",
        False,
    )
    assert "phone" not in dict(conflict.same)


@pytest.mark.parametrize(
    ("choice", "value", "stands"),
    [
        ("standing", None, "0020120000"),
        ("other", None, "0031450000"),
        ("merged", "0099990000", "0099990000"),
    ],
)
def test_a_decision_stands_is_remembered_and_goes_out(
    lead: Lead, choice: str, value: str | None, stands: str
) -> None:
    rid = lead.people.create(ContactForm(name="Kim", phone="0020120000"))
    lead.open_conflict(rid, "phone", "0031450000")
    before = lead.entry(rid).dirty
    lead.conflicts.settle(rid, "phone", VID, choice, value)
    assert lead.people.page(rid).form.phone == stands
    entry = lead.entry(rid)
    assert entry.conflicts == ()
    assert [(each.path, each.vid, each.choice) for each in entry.resolved] == [
        ("phone", VID, choice)
    ]
    assert entry.dirty > before
    assert lead.conflicts.count() == 0


def test_a_decision_can_be_taken_back(lead: Lead) -> None:
    rid = lead.people.create(ContactForm(name="Kim", phone="0020120000"))
    lead.open_conflict(rid, "phone", "0031450000")
    lead.conflicts.settle(rid, "phone", VID, "other").restore()
    assert lead.people.page(rid).form.phone == "0020120000"
    assert lead.conflicts.count() == 1


def test_both_texts_can_stand_and_both_numbers_cannot(lead: Lead) -> None:
    note = lead.notes.save(NoteForm(text="Den ene", happened_on="2026-03-12", anonymous=True)).rid
    lead.open_conflict(note, "text", "Den anden")
    lead.conflicts.settle(note, "text", VID, "both")
    assert lead.notes.get(note).form.text == "Den ene\n\nDen anden"
    contact = lead.people.create(ContactForm(name="Kim"))
    lead.open_conflict(contact, "phone", "0031450000")
    with pytest.raises(AppError) as refused:
        lead.conflicts.settle(contact, "phone", VID, "both")
    assert refused.value.problem is Problem.BAD_VALUE
    assert lead.conflicts.count() == 1


def test_the_columns_of_a_group_are_decided_together(lead: Lead) -> None:
    rid = lead.follow_ups.add(FollowUpForm(None, "Ring", "2026-03-16", due_at="10:00"))
    lead.open_conflict(rid, "due", {"due_on": "2026-03-13", "due_at": ""})
    lead.conflicts.settle(rid, "due", VID, "other")
    (row,) = lead.follow_ups.mine().week
    assert (row.due_on, row.due_at) == ("2026-03-13", "")


def test_a_deletion_that_met_an_edit_waits_for_a_person(lead: Lead) -> None:
    rid = lead.people.create(ContactForm(name="Kim"))
    lead.open_conflict(rid, "deleted_by", None)
    (conflict,) = lead.conflicts.all()
    assert conflict.fields[0].kind == "deleted"
    lead.conflicts.settle(rid, "deleted_by", VID, "other")
    with pytest.raises(AppError) as gone:
        lead.people.page(rid)
    assert gone.value.problem is Problem.NOT_FOUND


def test_a_value_that_somebody_decided_meanwhile_is_told_as_gone(lead: Lead) -> None:
    rid = lead.people.create(ContactForm(name="Kim"))
    with pytest.raises(AppError) as gone:
        lead.conflicts.settle(rid, "phone", VID, "other")
    assert gone.value.problem is Problem.NOT_FOUND


def test_the_review_marks_sorts_and_counts_the_team(lead: Lead) -> None:
    late = lead.people.create(ContactForm(name="Sen", informed_on="2026-01-01", areas=("SAM",)))
    quiet = lead.people.create(
        ContactForm(name="Stille", owner=SAMIRA, informed_on="2026-01-01", areas=("UDL",))
    )
    lead.people.create(ContactForm(name="Lukket", status="closed"))
    lead.follow_ups.add(FollowUpForm(late, "Ring", "2026-03-01"))
    lead.follow_ups.add(FollowUpForm(quiet, "Ring", "2026-04-01"))
    lead.notes.save(NoteForm((quiet,), "Før", happened_on="2026-02-01"))
    page = lead.reviewing.page(ReviewFilter())
    assert [(row.name, row.mark) for row in page.rows] == [("Sen", "overdue"), ("Stille", "quiet")]
    assert page.counts == {
        "all": 2,
        "changed": 0,
        "overdue": 1,
        "quiet": 1,
        "stuck": 1,
        "quality": 0,
    }
    assert [(each.name, each.open) for each in page.loads] == [
        ("Mette Lindholm", 1),
        ("Samira Haddad", 1),
    ]
    only = lead.reviewing.page(ReviewFilter(view="quiet", owner=SAMIRA, text="stil"))
    assert [row.name for row in only.rows] == ["Stille"]


def test_a_lead_reads_notes_only_with_a_reason_that_is_logged(lead: Lead) -> None:
    rid = lead.people.create(ContactForm(name="Kim"))
    lead.notes.save(NoteForm((rid,), "Fortroligt", happened_on="2026-03-12"))
    assert [each.text for each in lead.reviewing.detail(rid).entries] == [""]
    with pytest.raises(AppError):
        lead.reviewing.read(rid, "nysgerrig")
    with lead.desk.store.read() as connection:
        before = own_marks.access_lines(connection)
    assert [each.text for each in lead.reviewing.read(rid, "supervision")] == ["Fortroligt"]
    with lead.desk.store.read() as connection:
        assert own_marks.access_lines(connection) == before + 1


def test_every_laptop_is_listed_with_its_last_report(lead: Lead) -> None:
    eight_days_ago = lead.desk.now() - 8 * 24 * 3600 * 1000
    with lead.desk.store.write() as unit:
        unit.put(
            DeviceReport(
                id=lead.desk.ids.record(),
                space=PLAN,
                device=LAPTOP_OF_SAMIRA,
                user=SAMIRA,
                name="SH-1",
                synced_at=eight_days_ago,
                unsent=3,
            )
        )
    (laptop,) = lead.reviewing.laptops()
    assert (laptop.member_name, laptop.days_silent, laptop.unsent) == ("Samira Haddad", 8, 3)


def test_a_worker_cannot_review(tmp_path: Path) -> None:
    (tmp_path / "worker").mkdir()
    with open_desk(tmp_path / "worker") as desk:
        with pytest.raises(AppError) as refused:
            Lead(desk).reviewing.page(ReviewFilter())
        assert refused.value.problem is Problem.NOT_ALLOWED
