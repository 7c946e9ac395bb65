"""What a worker does in a day, on a real encrypted vault."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from helhedsplan_desktop.foundation.changes import Changes
from helhedsplan_desktop.foundation.errors import AppError, Problem
from helhedsplan_desktop.services.conflicts import Conflicts
from helhedsplan_desktop.services.contact_views import ContactFilter, ContactForm
from helhedsplan_desktop.services.desk import Desk
from helhedsplan_desktop.services.drafts import Drafts
from helhedsplan_desktop.services.follow_ups import FollowUpForm, FollowUps
from helhedsplan_desktop.services.news import News
from helhedsplan_desktop.services.notes import NoteForm, Notes
from helhedsplan_desktop.services.overview import OverviewService
from helhedsplan_desktop.services.people import People
from helhedsplan_desktop.services.places import Places
from helhedsplan_desktop.services.searching import Searching
from helhedsplan_desktop.services.timelines import Timelines
from tests.support.desks import LAPTOP_OF_SAMIRA, SAMIRA, open_desk
from tests.support.stores import SetClock

TODAY = "2026-03-12"


class Worker:
    """Mette with the use cases that she needs."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        places = Places(desk)
        self.follow_ups = FollowUps(desk, places)
        self.conflicts = Conflicts(desk)
        self.people = People(desk, places, self.follow_ups, self.conflicts)
        self.notes = Notes(desk, self.people, self.follow_ups)
        self.timelines = Timelines(desk)
        self.drafts = Drafts(desk)
        self.searching = Searching(desk, places)
        self.overview = OverviewService(desk, places, self.follow_ups, self.drafts, News(desk))

    def names(self, **chosen: object) -> list[str]:
        return [row.name for row in self.people.list(ContactFilter(**chosen)).rows]  # type: ignore[arg-type]  # the test's own words


@pytest.fixture
def mette(tmp_path: Path) -> Iterator[Worker]:
    with open_desk(tmp_path) as desk:
        yield Worker(desk)


def note_about(*contacts: bytes, text: str = "Vi talte om jobcafé.", **more: object) -> NoteForm:
    return NoteForm(contacts=contacts, text=text, happened_on=TODAY, **more)  # type: ignore[arg-type]  # the test's own words


def test_a_note_makes_its_new_contact_and_next_step_in_one_act(mette: Worker) -> None:
    told: list[Changes] = []
    mette.desk.store.changes.listen(told.append)
    saved = mette.notes.save(
        NoteForm(
            text="Han leder efter arbejde.",
            happened_on=TODAY,
            new_contact_name="Ham med hunden",
            areas=("BES",),
            next_step="Spørg i værestedet",
            next_step_on="2026-03-16",
        )
    )
    assert [set(each.touched) for each in told] == [{"Contact", "Note", "FollowUp"}]
    assert mette.names() == ["Ham med hunden"]
    assert saved.contact is not None
    step = mette.people.page(saved.contact).row.next_step
    assert step is not None
    assert (step.what, step.due_on, step.area) == ("Spørg i værestedet", "2026-03-16", "BES")


def test_undo_of_a_saved_note_leaves_nothing_behind(mette: Worker) -> None:
    saved = mette.notes.save(
        NoteForm(
            text="Fejl",
            happened_on=TODAY,
            new_contact_name="Ingen",
            next_step="Ring",
            next_step_on=TODAY,
        )
    )
    saved.undo.restore()
    assert mette.names(scope="all") == []
    assert mette.follow_ups.mine("all").open_count == 0
    assert mette.searching.find("fejl").counts["notes"] == 0


@pytest.mark.parametrize(
    ("form", "field"),
    [
        (NoteForm(text="x", happened_on=TODAY), "contacts"),
        (NoteForm(text=" \n", happened_on=TODAY, anonymous=True), "text"),
        (NoteForm(text="x", happened_on=TODAY, anonymous=True, next_step="y"), "next_step_on"),
    ],
)
def test_a_note_needs_who_what_and_for_a_next_step_when(
    mette: Worker, form: NoteForm, field: str
) -> None:
    with pytest.raises(AppError) as refused:
        mette.notes.save(form)
    assert refused.value.problem is Problem.REQUIRED
    assert refused.value.params["field"] == field


def test_a_day_in_the_future_and_a_day_that_is_none_are_refused(mette: Worker) -> None:
    for day, problem in (("2026-03-13", Problem.FUTURE_DATE), ("31. februar", Problem.BAD_VALUE)):
        with pytest.raises(AppError) as refused:
            mette.notes.save(NoteForm(text="x", happened_on=day, anonymous=True))
        assert refused.value.problem is problem


def test_a_cpr_number_is_refused_in_every_free_text_unless_overridden(mette: Worker) -> None:
    number = f"{71:02}0199-{0:04}"
    with pytest.raises(AppError) as refused:
        mette.notes.save(NoteForm(text=f"Tal {number}", happened_on=TODAY, anonymous=True))
    assert refused.value.problem is Problem.CPR_FOUND
    with pytest.raises(AppError):
        mette.people.create(ContactForm(name=f"Ole {number}"))
    with pytest.raises(AppError):
        mette.follow_ups.add(FollowUpForm(None, f"Ring {number}", TODAY))
    kept = mette.notes.save(
        NoteForm(text=f"Sag {number}", happened_on=TODAY, anonymous=True, cpr_override=True)
    )
    assert number in mette.notes.get(kept.rid).form.text


def test_only_the_author_edits_a_note_and_others_add_remarks(mette: Worker) -> None:
    rid = mette.notes.save(note_about(text="Mettes ord", anonymous=True)).rid
    as_written_by_samira(mette.desk, rid)
    with pytest.raises(AppError) as refused:
        mette.notes.update(rid, note_about(text="Rettet", anonymous=True))
    assert refused.value.problem is Problem.NOT_ALLOWED
    mette.notes.remark(rid, "Jeg så ham også.")
    seen = mette.notes.get(rid)
    assert (seen.author_name, seen.mine) == ("Samira Haddad", False)
    assert [(each.text, each.author_name) for each in seen.remarks] == [
        ("Jeg så ham også.", "Mette Lindholm")
    ]


def as_written_by_samira(desk: Desk, rid: bytes) -> None:
    """Store the note as sync does when Samira's version arrives."""
    from sqlalchemy import select

    from helhedsplan_desktop.store.tables import table_of

    with desk.store.write_for_sync() as unit:
        table = table_of("Note")
        row = dict(unit.connection.execute(select(table).where(table.c.id == rid)).mappings().one())
        unit.store_rows("Note", [row | {"author": LAPTOP_OF_SAMIRA}])


def test_the_timeline_is_newest_first_with_everyone_who_took_part(mette: Worker) -> None:
    amina = mette.people.create(ContactForm(name="Amina Yusuf"))
    leyla = mette.people.create(ContactForm(name="Leyla Demir"))
    mette.notes.save(NoteForm(contacts=(amina,), text="Ældre", happened_on="2026-02-04"))
    mette.notes.save(NoteForm(contacts=(amina, leyla), text="Nyere", happened_on="2026-03-05"))
    mette.notes.save(NoteForm(contacts=(leyla,), text="Kun Leyla", happened_on="2026-03-06"))
    entries = mette.timelines.of(amina)
    assert [(each.text, each.others) for each in entries] == [
        ("Nyere", ("Leyla Demir",)),
        ("Ældre", ()),
    ]
    assert mette.people.page(amina).row.last_contact == "2026-03-05"


def test_the_list_sorts_by_next_step_and_filters_what_is_overdue(mette: Worker) -> None:
    late, soon = (mette.people.create(ContactForm(name=name)) for name in ("Sen", "Snart"))
    mette.people.create(ContactForm(name="Uden"))
    mette.people.create(ContactForm(name="Samiras", owner=SAMIRA))
    mette.follow_ups.add(FollowUpForm(soon, "Snart", "2026-03-20"))
    mette.follow_ups.add(FollowUpForm(late, "Senere", "2026-04-01"))
    mette.follow_ups.add(FollowUpForm(late, "Overskredet", "2026-03-09"))
    assert mette.names() == ["Sen", "Snart", "Uden"]
    assert mette.names(overdue=True) == ["Sen"]
    assert mette.names(scope="all", sort="name") == ["Samiras", "Sen", "Snart", "Uden"]
    found = mette.people.list(ContactFilter())
    assert (found.total, found.mine, found.overdue) == (4, 3, 1)


def test_danish_letters_sort_last_and_are_found_in_any_spelling(mette: Worker) -> None:
    for name in ("Åse", "Zahra", "Ærø", "Øjvind", "Anna"):
        mette.people.create(ContactForm(name=name))
    assert mette.names(sort="name") == ["Anna", "Zahra", "Ærø", "Øjvind", "Åse"]
    assert mette.names(text="aase") == ["Åse"]
    assert mette.names(text="ÅS") == ["Åse"]
    assert mette.names(text="o\u0308j") == ["Øjvind"]


def test_follow_ups_stand_in_groups_and_every_act_can_be_taken_back(mette: Worker) -> None:
    days = ("2026-03-09", TODAY, "2026-03-15", "2026-03-16")
    rids = [mette.follow_ups.add(FollowUpForm(None, day, day)) for day in days]
    groups = mette.follow_ups.mine()
    assert [
        [row.what for row in group]
        for group in (groups.overdue, groups.today, groups.week, groups.later)
    ] == [[day] for day in days]
    assert groups.overdue[0].days_over == 3
    undo = mette.follow_ups.done(rids[0], "Svarede")
    assert mette.follow_ups.mine().open_count == 3
    assert [row.what for row in mette.follow_ups.mine().done_lately] == [days[0]]
    undo.restore()
    assert mette.follow_ups.mine().overdue[0].days_over == 3
    mette.follow_ups.postpone(rids[0], "2026-03-14")
    mette.follow_ups.hand_over(rids[1], SAMIRA)
    groups = mette.follow_ups.mine()
    assert (groups.overdue, groups.today) == ((), ())
    with pytest.raises(AppError):
        mette.follow_ups.drop(rids[2], " ")


def test_likely_duplicates_are_told_with_the_reason(mette: Worker) -> None:
    mette.people.create(ContactForm(name="Mohamed Ali", phone="0012345678"))
    mette.people.create(ContactForm(name="Birthe Kjeldsen"))
    assert [(each.name, each.why) for each in mette.people.duplicates("Muhamed Ali")] == [
        ("Mohamed Ali", "similar")
    ]
    assert mette.people.duplicates("ali mohamed")[0].why == "name"
    assert mette.people.duplicates("En anden", "0012345678")[0].why == "phone"
    assert mette.people.duplicates("Zahra Noori") == ()


def test_a_contact_that_a_colleague_wrote_about_is_not_deleted(mette: Worker) -> None:
    rid = mette.people.create(ContactForm(name="Kim"))
    saved = mette.notes.save(note_about(rid))
    undo = mette.people.delete(rid)
    assert mette.names(scope="all") == []
    undo.restore()
    assert mette.names() == ["Kim"]
    assert len(mette.timelines.of(rid)) == 1
    as_written_by_samira(mette.desk, saved.rid)
    with pytest.raises(AppError) as refused:
        mette.people.delete(rid)
    assert refused.value.problem is Problem.NOT_ALLOWED


def test_a_draft_is_kept_replaced_and_gone_once_its_note_is_saved(mette: Worker) -> None:
    draft = mette.drafts.keep(None, "quick_note", None, {"text": "Ha"})
    assert mette.drafts.keep(draft, "quick_note", None, {"text": "Han kom"}) == draft
    assert [each.fields for each in mette.drafts.all()] == [{"text": "Han kom"}]
    mette.notes.save(note_about(anonymous=True), draft)
    assert mette.drafts.all() == ()


def test_search_finds_people_notes_and_follow_ups_newest_first(mette: Worker) -> None:
    clock = mette.desk.clock
    assert isinstance(clock, SetClock)
    rid = mette.people.create(ContactForm(name="Gry Gade"))
    for number in range(12):
        clock.forward(minutes=1)
        mette.notes.save(note_about(rid, text=f"Gåtur nummer {number} i haven"))
    mette.follow_ups.add(FollowUpForm(rid, "Gå en tur mere", TODAY))
    found = mette.searching.find("gaa tur", limit=3)
    assert [each.snippet for each in found.notes] == []
    found = mette.searching.find("gåt num", limit=3)
    assert [each.snippet.split()[2] for each in found.notes] == ["11", "10", "9"]
    assert found.counts["notes"] == 12
    assert mette.searching.find("g").counts == {"contacts": 1, "notes": 0, "follow_ups": 1}
    assert mette.searching.find('" OR *').counts["notes"] == 0


def test_the_overview_gathers_what_waits(mette: Worker) -> None:
    rid = mette.people.create(ContactForm(name="Birthe Kjeldsen"))
    mette.notes.save(note_about(rid, next_step="Ring", next_step_on="2026-03-10"))
    mette.drafts.keep(None, "quick_note", None, {"text": "…"})
    mette.people.page(rid)
    page = mette.overview.page()
    assert [row.what for row in page.follow_ups.overdue] == ["Ring"]
    assert page.loose_ends.drafts == 1
    assert page.loose_ends.not_informed == ((rid, "Birthe Kjeldsen"),)
    assert [each.name for each in page.recent] == ["Birthe Kjeldsen"]
    assert (page.week.talks, page.week.new_contacts) == (1, 1)


@pytest.mark.parametrize("name", ["", "   ", "\u202e", "x" * 81])
def test_empty_and_absurd_names_are_refused(mette: Worker, name: str) -> None:
    with pytest.raises(AppError) as refused:
        mette.people.create(ContactForm(name=name))
    assert refused.value.problem in {Problem.REQUIRED, Problem.TOO_LONG}


def test_odd_text_is_kept_as_it_reads(mette: Worker) -> None:
    rid = mette.notes.save(note_about(text="A\u030a\r\nto 👩‍👧\u0000 slut", anonymous=True)).rid
    assert mette.notes.get(rid).form.text == "Å\nto 👩‍👧 slut"
    with pytest.raises(AppError) as refused:
        mette.notes.save(note_about(text="x" * 2**20, anonymous=True))
    assert refused.value.problem is Problem.TOO_LONG
