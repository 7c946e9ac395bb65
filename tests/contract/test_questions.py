"""A lead's question goes back to the author of a note, and the answer comes back to the lead."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from helhedsplan_desktop.foundation.errors import AppError, Problem
from helhedsplan_desktop.records.follow_ups import QUESTION
from helhedsplan_desktop.services.follow_ups import FollowUpForm
from helhedsplan_desktop.services.questions import QUESTION_LIMIT
from tests.support.world import LaptopInWorld, World, world

ASKED = "Har I talt om boligstøtte?"


@pytest.fixture
def town(tmp_path: Path) -> Iterator[World]:
    with world(tmp_path) as made:
        yield made


def open_steps(laptop: LaptopInWorld) -> list[tuple[str, str]]:
    groups = laptop.day.follow_ups.mine()
    return [(each.what, each.priority) for each in (*groups.overdue, *groups.today)]


def remarks(laptop: LaptopInWorld, note: bytes) -> list[tuple[str, str]]:
    return [(each.author_name, each.text) for each in laptop.day.notes.get(note).remarks]


def seen(lead: LaptopInWorld, contact: bytes) -> None:
    detail = lead.day.reviewing.detail(contact)
    assert detail.place is not None
    lead.day.reviewing.mark_seen(contact, detail.place)


def test_a_question_asked_offline_is_the_authors_and_an_answer_closes_it(town: World) -> None:
    karin = town.found("Karin")
    fatma = town.join(karin, "Fatma")
    amina = fatma.meet("Amina Yusuf")
    note = fatma.write_note("Amina mangler husleje", amina)
    town.settle()
    seen(karin, amina)
    assert karin.day.reviewing.changed() == 0
    karin.offline()
    karin.day.questions.ask(note, f"  {ASKED} ")
    karin.online(town.server.address)
    town.settle()
    assert open_steps(fatma) == [(ASKED, QUESTION)]
    assert [text for _, text in remarks(fatma, note)] == [ASKED]
    assert open_steps(karin) == []
    assert karin.day.reviewing.changed() == 0
    fatma.day.notes.remark(note, "Ja, hun har søgt")
    town.settle()
    assert open_steps(fatma) == []
    assert [text for _, text in remarks(karin, note)] == [ASKED, "Ja, hun har søgt"]
    assert karin.day.reviewing.changed() == 1
    assert note in karin.day.reviewing.detail(amina).fresh
    seen(karin, amina)
    assert karin.day.reviewing.changed() == 0
    assert not karin.day.reviewing.detail(amina).fresh


def test_a_question_is_no_step_with_the_contact(town: World) -> None:
    karin = town.found("Karin")
    fatma = town.join(karin, "Fatma")
    amina = fatma.meet("Amina Yusuf")
    note = fatma.write_note("Amina mangler husleje", amina)
    fatma.day.follow_ups.add(FollowUpForm(amina, "Ring til Amina", "2999-12-01"))
    town.settle()
    karin.day.questions.ask(note, ASKED)
    town.settle()
    page = fatma.day.people.page(amina)
    assert [each.what for each in page.follow_ups] == ["Ring til Amina"]
    assert page.row.next_step is not None
    assert page.row.next_step.what == "Ring til Amina"
    [entry] = [each for each in karin.day.reviewing.detail(amina).entries if each.question]
    assert (entry.author_name, entry.text, entry.status) == ("Fatma", ASKED, "open")


def test_somebody_elses_remark_answers_nothing(town: World) -> None:
    karin = town.found("Karin")
    fatma, jonas = town.join(karin, "Fatma"), town.join(karin, "Jonas")
    amina = fatma.meet("Amina Yusuf")
    note = fatma.write_note("Amina mangler husleje", amina)
    town.settle()
    karin.day.questions.ask(note, ASKED)
    town.settle()
    jonas.day.notes.remark(note, "Det ved jeg ikke")
    town.settle()
    assert open_steps(fatma) == [(ASKED, QUESTION)]


def test_a_question_can_be_taken_back_before_and_after_it_was_sent(town: World) -> None:
    karin = town.found("Karin")
    fatma = town.join(karin, "Fatma")
    amina = fatma.meet("Amina Yusuf")
    note = fatma.write_note("Amina mangler husleje", amina)
    town.settle()
    undo = karin.day.questions.ask(note, ASKED)
    town.settle()
    assert open_steps(fatma) == [(ASKED, QUESTION)]
    undo.restore()
    town.settle()
    assert open_steps(fatma) == []
    assert remarks(fatma, note) == []


def test_only_a_lead_asks_and_never_oneself(town: World) -> None:
    karin = town.found("Karin")
    fatma = town.join(karin, "Fatma")
    amina = karin.meet("Amina Yusuf")
    note = karin.write_note("Amina mangler husleje", amina)
    town.settle()
    for laptop in (karin, fatma):
        with pytest.raises(AppError) as refused:
            laptop.day.questions.ask(note, ASKED)
        assert refused.value.problem is Problem.NOT_ALLOWED


@pytest.mark.parametrize(
    ("asked", "problem"),
    [(" ", Problem.REQUIRED), ("x" * (QUESTION_LIMIT + 1), Problem.TOO_LONG)],
)
def test_a_question_that_is_no_question_stores_nothing(
    town: World, asked: str, problem: Problem
) -> None:
    karin = town.found("Karin")
    fatma = town.join(karin, "Fatma")
    note = fatma.write_note("Amina mangler husleje", fatma.meet("Amina Yusuf"))
    town.settle()
    with pytest.raises(AppError) as refused:
        karin.day.questions.ask(note, asked)
    assert refused.value.problem is problem
    assert remarks(karin, note) == []
