"""Two laptops and one server, over real HTTP."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from helhedsplan_desktop.foundation.errors import AppError, Problem
from helhedsplan_desktop.foundation.ids import SystemRandomness
from helhedsplan_desktop.services.notes import NoteForm
from helhedsplan_desktop.services.reviewing import ReviewFilter
from helhedsplan_desktop.services.syncing import StatusKind
from helhedsplan_desktop.store import sealed
from helhedsplan_desktop.sync import trust as trusting
from helhedsplan_desktop.sync.sessions import open_session
from helhedsplan_desktop.sync.transport import Transport
from tests.support.bad_line import BadLine, bad_line
from tests.support.world import LaptopInWorld, World, world


@pytest.fixture
def town(tmp_path: Path) -> Iterator[World]:
    with world(tmp_path) as made:
        yield made


@pytest.fixture
def two(town: World) -> tuple[LaptopInWorld, LaptopInWorld]:
    karin = town.found("Karin")
    return karin, town.join(karin, "Fatma")


Two = tuple[LaptopInWorld, LaptopInWorld]


def chip(laptop: LaptopInWorld) -> StatusKind:
    return laptop.syncing.status.kind


def test_a_note_written_offline_appears_on_the_other_after_both_sync(two: Two, town: World) -> None:
    karin, fatma = two
    fatma.offline()
    fatma.meet("Amina Yusuf")
    fatma.write_note("Amina søger fritidsjob i kiosken", "Amina Yusuf")
    assert fatma.sync() is None
    assert chip(fatma) is StatusKind.OFFLINE
    assert fatma.syncing.status.unsent == 2
    karin.sync()
    assert karin.find_note("kiosken") == []
    fatma.online(town.server.address)
    fatma.sync()
    karin.sync()
    assert karin.find_note("kiosken") == fatma.find_note("kiosken") != []
    assert karin.digests() == fatma.digests()
    assert chip(fatma) is StatusKind.SYNCED
    (entry,) = karin.day.timelines.of(fatma.contacts["Amina Yusuf"])
    assert (entry.author_name, entry.mine, entry.unsent) == ("Fatma", False, False)


def test_the_same_field_edited_on_both_keeps_both_values(two: Two, town: World) -> None:
    karin, fatma = two
    rid = karin.meet("Kim", phone="001")
    town.settle()
    karin.change(rid, phone="002")
    fatma.change(rid, phone="003")
    town.settle()
    for laptop in two:
        (conflict,) = laptop.conflicts()
        (field,) = conflict.fields
        assert laptop.contact(rid).phone == "002"
        assert (field.standing.author_name, field.standing.mine) == ("Karin", laptop is karin)
        assert (field.other.value, field.other.author_name) == ("003", "Fatma")
        assert field.other.mine is (laptop is fatma)
        assert laptop.syncing.status.kind is StatusKind.NEEDS_YOU
    karin.day.conflicts.settle(rid, "phone", field.vid, "other")
    town.settle()
    assert [laptop.contact(rid).phone for laptop in two] == ["003", "003"]
    assert [laptop.conflicts() for laptop in two] == [(), ()]
    assert karin.digests() == fatma.digests()


@pytest.mark.parametrize(
    ("choice", "stands"), [("standing", "theirs"), ("other", "mine"), ("merged", "merged")]
)
def test_both_writers_are_told_what_a_colleague_decided(
    two: Two, town: World, choice: str, stands: str
) -> None:
    karin, fatma = two
    jonas = town.join(karin, "Jonas")
    rid = karin.meet("Kim", phone="001")
    town.settle()
    karin.change(rid, phone="002")
    fatma.change(rid, phone="003")
    town.settle()
    (conflict,) = karin.conflicts()
    karin.day.conflicts.settle(rid, "phone", conflict.fields[0].vid, choice, "004")
    town.settle()
    (item,) = fatma.day.news.unread()
    assert (item.title, item.about, item.by_name) == ("Kim", rid, "Karin")
    assert (item.kind, item.stands) == ("settled", stands)
    assert karin.day.news.unread() == jonas.day.news.unread() == ()
    fatma.day.news.put_away(item.at)
    assert fatma.day.news.unread() == ()


def test_who_never_saw_the_question_is_told_of_the_answer(two: Two, town: World) -> None:
    karin, fatma = two
    rid = karin.meet("Kim", phone="001")
    town.settle()
    karin.change(rid, phone="002")
    karin.sync()
    fatma.change(rid, phone="003")
    fatma.sync()
    (conflict,) = fatma.conflicts()
    fatma.day.conflicts.settle(rid, "phone", conflict.fields[0].vid, "other")
    town.settle()
    (item,) = karin.day.news.unread()
    assert (item.by_name, item.stands) == ("Fatma", "theirs")
    assert fatma.day.news.unread() == ()


def test_different_fields_edited_on_both_merge_without_a_question(two: Two, town: World) -> None:
    karin, fatma = two
    rid = karin.meet("Kim")
    town.settle()
    karin.change(rid, alias="Kimse", areas=("UDL",))
    fatma.change(rid, stairwell="12", areas=("BES",))
    town.settle()
    for laptop in two:
        form = laptop.contact(rid)
        assert (form.alias, form.stairwell, form.areas) == ("Kimse", "12", ("BES", "UDL"))
        assert laptop.conflicts() == ()
    assert karin.digests() == fatma.digests()


def test_a_quiet_round_sends_nothing_and_asks_once(two: Two, town: World) -> None:
    karin, _ = two
    town.settle()
    with bad_line(town.server.address) as line:
        karin.online(line.address)
        karin.sync()
        before = len(line.requests)
        karin.sync()
        assert [request.split(b" ")[1] for request in line.requests[before:]] == [b"/v1/spaces"]


def test_one_authors_two_edits_of_a_text_merge_by_words(two: Two, town: World) -> None:
    karin, fatma = two
    rid = fatma.write_note("Han kom forbi. Han vil i praktik.")
    town.settle()
    note = fatma.day.notes.get(rid).form
    fatma.day.notes.update(
        rid,
        NoteForm(
            text="Han kom forbi i dag. Han vil i praktik.",
            happened_on=note.happened_on,
            anonymous=True,
        ),
    )
    fatma.sync()
    karin.sync()
    assert karin.day.notes.get(rid).form.text == "Han kom forbi i dag. Han vil i praktik."


def test_deleting_what_a_colleague_edits_keeps_it_until_somebody_decides(
    two: Two, town: World
) -> None:
    karin, fatma = two
    rid = karin.meet("Kim")
    town.settle()
    karin.day.people.delete(rid)
    fatma.change(rid, phone="003")
    town.settle()
    assert [laptop.contact(rid).phone for laptop in two] == ["003", "003"]
    (conflict,) = fatma.conflicts()
    assert conflict.fields[0].kind == "deleted"
    fatma.day.conflicts.settle(rid, "deleted_by", conflict.fields[0].vid, "other")
    town.settle()
    for laptop in two:
        with pytest.raises(AppError):
            laptop.contact(rid)
    assert karin.digests() == fatma.digests()


def test_a_deletion_reaches_the_colleague_and_takes_the_words_along(two: Two, town: World) -> None:
    karin, fatma = two
    rid = fatma.write_note("Zebrastriber på væggen")
    town.settle()
    assert karin.find_note("zebrastriber") == [rid]
    fatma.day.notes.delete(rid)
    town.settle()
    assert karin.find_note("zebrastriber") == []


def test_a_third_laptop_gets_everything_and_a_reader_only_the_plan(two: Two, town: World) -> None:
    karin, fatma = two
    for number in range(30):
        fatma.write_note(f"Notat {number} om lektiecafé")
    town.settle()
    jonas = town.join(karin, "Jonas")
    assert len(jonas.find_note("lektiecafé")) == 30
    assert jonas.syncing.status.first_sync_done
    sekretariat = town.join(karin, "Sekretariat", role="reader")
    assert sekretariat.find_note("lektiecafé") == []
    assert len(sekretariat.day.places.areas()) == 5


def test_the_lead_sees_every_laptops_report(two: Two, town: World) -> None:
    karin, _ = two
    town.settle()
    laptops = karin.day.reviewing.page(ReviewFilter()).laptops
    assert {each.member_name for each in laptops} == {"Karin", "Fatma"}
    assert all(each.synced_at > 0 for each in laptops)


# --- bad lines ----------------------------------------------------------------------------------


@pytest.fixture
def line(town: World) -> Iterator[BadLine]:
    with bad_line(town.server.address) as made:
        yield made


def sent_bytes(laptop: LaptopInWorld) -> list[bytes]:
    with laptop.store.read() as connection:
        space = laptop.members.homes().team
        return [row.ct for row in sealed.outstanding(connection, space, 10).values()]


@pytest.mark.parametrize(
    ("mode", "pushes_again"),
    [("lose_request", 1), ("portal", 1), ("lose_answer", 0), ("half_answer", 0)],
)
def test_a_broken_push_is_never_sent_as_anything_else(
    two: Two, line: BadLine, mode: str, pushes_again: int
) -> None:
    """What the server took is seen in the next pull; what it did not goes byte for byte."""
    karin, fatma = two
    fatma.sync()
    fatma.online(line.address)
    fatma.write_note("Skal nå frem præcis en gang")
    line.mode, line.only = mode, b"/v1/push"  # type: ignore[assignment]  # the parameter's own words
    assert fatma.sync() is None
    assert len(sent_bytes(fatma)) == 1
    first = pushes(line)
    line.mode = "good"
    fatma.sync()
    assert pushes(line)[len(first) :] == first[-1:] * pushes_again
    assert sent_bytes(fatma) == []
    karin.sync()
    assert len(karin.find_note("præcis")) == 1
    assert karin.digests() == fatma.digests()


def pushes(line: BadLine) -> list[bytes]:
    """Return the bodies of all pushes that passed."""
    found = [each for each in line.requests if each.startswith(b"POST /v1/push")]
    return [each.partition(b"\r\n\r\n")[2] for each in found]


def test_what_is_typed_while_a_push_is_under_way_is_kept(two: Two, line: BadLine) -> None:
    karin, fatma = two
    fatma.sync()
    rid = fatma.meet("Kim", phone="001")
    fatma.online(line.address)
    line.mode, line.only = "lose_answer", b"/v1/push"
    fatma.sync()
    fatma.change(rid, phone="002")
    line.mode = "good"
    fatma.sync()
    karin.sync()
    assert karin.contact(rid).phone == "002"
    assert fatma.conflicts() == karin.conflicts() == ()


def test_a_doubled_push_changes_nothing(two: Two, town: World, line: BadLine) -> None:
    karin, fatma = two
    fatma.online(line.address)
    line.mode, line.only = "twice", b"/v1/push"
    fatma.write_note("Kun en gang")
    fatma.sync()
    line.mode = "good"
    town.settle()
    assert len(karin.find_note("kun gang")) == 1
    assert karin.digests() == fatma.digests()


def test_a_portal_is_never_data_and_is_told_in_the_status(two: Two, line: BadLine) -> None:
    _, fatma = two
    fatma.online(line.address)
    line.mode = "portal"
    assert fatma.sync() is None
    assert fatma.syncing.status.problem is Problem.SERVER_NOT_OURS
    assert fatma.syncing.status.kind is StatusKind.OFFLINE


# --- who may join -------------------------------------------------------------------------------


def problem_when_joining(town: World, code: str) -> Problem:
    with pytest.raises(AppError) as told:
        town.new_laptop(f"stranger{len(town.laptops)}").members.enrol(
            town.server.address, code, "pc"
        )
    return told.value.problem


def test_a_wrong_and_a_half_code_are_told_apart(town: World) -> None:
    karin = town.found()
    code = town.invite(karin, "Fatma").code
    assert problem_when_joining(town, code[:20]) is Problem.CODE_INCOMPLETE
    swapped = ("2" if code[0] != "2" else "3") + code[1:]
    assert problem_when_joining(town, swapped) is Problem.CODE_WRONG
    town.new_laptop("Fatma").members.enrol(town.server.address, code.lower(), "pc")
    assert problem_when_joining(town, code) is Problem.CODE_EXPIRED


def test_a_newcomer_waits_until_the_lead_approves(town: World) -> None:
    karin = town.found()
    invitation = karin.members.invite("Fatma", "Medarbejder", "worker", automatic=False)
    fatma = town.new_laptop("Fatma")
    fatma.members.enrol(town.server.address, invitation.code, "pc")
    karin.sync()
    assert fatma.members.stage() == "waiting"
    (waiting,) = karin.members.invitations()
    assert (waiting.invitation.name, waiting.arrived) == ("Fatma", True)
    assert karin.members.approve(invitation.invite_id)
    assert fatma.members.stage() == "approved"
    fatma.members.join()
    assert fatma.members.me().role == "worker"


def test_an_organisation_is_founded_once_and_by_the_right_code(town: World) -> None:
    laptop = town.new_laptop("Karin")
    details = ("Planen", "Karin", "Leder", "pc")
    with pytest.raises(AppError) as wrong:
        laptop.members.found(town.server.address, "no-such-code", *details)
    assert wrong.value.problem is Problem.FOUNDING_CODE_WRONG
    assert town.server.founding_code is not None
    sheet = laptop.members.found(town.server.address, town.server.founding_code, *details)
    assert laptop.members.sheet() == sheet
    with pytest.raises(AppError) as second:
        town.new_laptop("Ole").members.found(
            town.server.address, town.server.founding_code, *details
        )
    assert second.value.problem is Problem.ALREADY_FOUNDED


@pytest.mark.parametrize(
    ("address", "problem"),
    [
        ("http://example.org", Problem.SERVER_ADDRESS_BAD),
        ("ftp://127.0.0.1", Problem.SERVER_ADDRESS_BAD),
        ("https://", Problem.SERVER_ADDRESS_BAD),
        ("http://127.0.0.1:99999", Problem.SERVER_ADDRESS_BAD),
    ],
)
def test_a_bad_address_is_told_before_anything_is_sent(
    town: World, address: str, problem: Problem
) -> None:
    laptop = town.new_laptop("Karin")
    with pytest.raises(AppError) as told:
        laptop.members.found(address, "x", "Planen", "Karin", "Leder", "pc")
    assert told.value.problem is problem


def test_lines_of_one_laptop_that_begin_at_once_are_no_copies(two: Two, town: World) -> None:
    _, fatma = two
    store = fatma.store

    def begin(_: int) -> None:
        with store.read() as connection:
            trust = trusting.load(connection)
        assert trust is not None
        line = Transport(town.server.address)
        try:
            open_session(store, line, trust, SystemRandomness())
        finally:
            line.close()

    with ThreadPoolExecutor(4) as lines:
        list(lines.map(begin, range(12)))
    fatma.meet("Musa")
    fatma.sync()
    assert chip(fatma) is StatusKind.SYNCED
