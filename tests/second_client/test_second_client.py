"""A client that follows docs/sync.md and shares no code with us meets a server and laptops."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest

from helhedsplan_desktop.foundation.errors import AppError, Problem
from helhedsplan_desktop.sync import transport
from tests.second_client.client import Client
from tests.second_client.keys import RefusedError, bucket, bucket_digests
from tests.second_client.lead import Lead
from tests.second_client.merging import Content, by_path, merge
from tests.second_client.shapes import PushAnswer
from tests.second_client.wire import ToldError
from tests.support.world import LaptopInWorld, World, device_of, user_of, world

SAID: Final = "Vi talte om haven\nHun vil gerne være med"


class Meeting:
    """A lead's laptop of the product and a second client, in one organisation."""

    def __init__(self, made: World) -> None:
        self.world = made
        self.karin = made.found("Karin")
        self.clients: list[Client] = []
        self.other = self.newcomer()
        self.team = self.space("team")

    def client(self) -> Client:
        self.clients.append(Client(self.world.server.address))
        return self.clients[-1]

    def newcomer(self) -> Client:
        client = self.client()
        client.enrol(self.world.invite(self.karin, "Fatima").code)
        assert client.enrolment() == "waiting"
        self.karin.sync()
        assert client.enrolment() == "approved"
        client.open_session()
        client.sync()
        return client

    def space(self, purpose: str) -> bytes:
        found = self.other.roster.spaces.items()
        return next(space for space, facts in found if facts.purpose == purpose)

    def both_sync(self, rounds: int = 2) -> None:
        for _ in range(rounds):
            self.karin.sync()
            self.other.sync()

    def both_hold(self, rid: bytes) -> Content:
        """Return what both hold of a contact, after seeing that it is one thing."""
        read = self.other.read(self.team, rid)
        theirs = self.karin.contact(rid)
        assert (theirs.name, theirs.phone) == (read.fields["name"], read.fields["phone"])
        waiting = {(each.path, each.value) for each in read.conflicts}
        told = {
            (field.path, field.other.value)
            for each in self.karin.conflicts()
            if each.rid == rid
            for field in each.fields
        }
        assert waiting == told, (waiting, told)
        assert self.other.digest(self.team) == self.karin.digests()[self.team]
        return read


@pytest.fixture
def meeting(tmp_path: Path) -> Iterator[Meeting]:
    with world(tmp_path) as made:
        found = Meeting(made)
        yield found
        for client in found.clients:
            client.wire.close()


def test_each_reads_what_the_other_wrote(meeting: Meeting) -> None:
    karin, other, team = meeting.karin, meeting.other, meeting.team
    sara = karin.meet("Sara", phone="20 30 40 50")
    theirs = karin.write_note(SAID, "Sara")
    meeting.both_sync()
    note = other.find(team, "Note")[theirs]
    assert note.fields["text"] == SAID
    assert note.fields["contacts"] == [sara]
    assert other.find(team, "Contact")[sara].fields["phone"] == "20 30 40 50"

    mine = other.create(
        team,
        "Note",
        contacts=[sara],
        text="Fatima ringede, æblerne er modne",
        kind="talk",
        happened_on="2026-03-02",
    )
    other.sync()
    karin.sync()
    assert karin.find_note("æblerne") == [mine]
    assert karin.day.notes.get(mine).contact_names == ("Sara",)
    assert other.digest(team) == karin.digests()[team]


@pytest.mark.parametrize("first", ["karin", "other"])
def test_a_conflict_is_seen_alike_by_both(meeting: Meeting, first: str) -> None:
    karin, other, team = meeting.karin, meeting.other, meeting.team
    sara = karin.meet("Sara", phone="1", areas=("job", "school"))
    meeting.both_sync()
    base = other.read(team, sara)
    karin.change(sara, phone="2", areas=("job", "family"), status="paused")
    other.edit(team, sara, phone="3", areas=["crime", "job", "school"], status="do_not_contact")
    mine = other.read(team, sara)
    if first == "karin":
        karin.sync()
        other.sync()
        karin.sync()
    else:
        other.sync()
        karin.sync()
        other.sync()
    held = meeting.both_hold(sara)
    assert held.fields["phone"] == ("2" if first == "karin" else "3")
    assert held.fields["areas"] == ["crime", "family", "job"]
    assert held.fields["status"] == "do_not_contact"
    assert {each.path for each in held.conflicts} == {"phone", "status"}
    if first == "other":  # the laptop merged; these rules say the same of it
        theirs = Content("Contact", base.fields | {"phone": "2", "status": "paused"})
        theirs.fields["areas"] = ["family", "job"]
        alike = merge(base, theirs, mine)
        assert by_path(alike) == by_path(held)
        assert {(e.path, e.value) for e in alike.conflicts} == {
            (e.path, e.value) for e in held.conflicts
        }


def test_a_decision_on_the_laptop_ends_the_conflict_here(meeting: Meeting) -> None:
    karin, other, team = meeting.karin, meeting.other, meeting.team
    sara = karin.meet("Sara", phone="1")
    meeting.both_sync()
    karin.change(sara, phone="2")
    other.edit(team, sara, phone="3")
    meeting.both_sync()
    (waiting,) = karin.conflicts()
    karin.day.conflicts.settle(sara, "phone", waiting.fields[0].vid, "other")
    meeting.both_sync()
    held = meeting.both_hold(sara)
    assert not held.conflicts
    assert held.fields["phone"] == "3"


def test_a_field_that_the_laptop_does_not_know_comes_back_as_it_was(meeting: Meeting) -> None:
    karin, other, team = meeting.karin, meeting.other, meeting.team
    sara = other.create(team, "Contact", name="Sara", shoe_size=[38, "narrow"])
    meeting.both_sync()
    karin.change(sara, phone="2")
    meeting.both_sync()
    assert other.read(team, sara).extra == {"shoe_size": [38, "narrow"]}
    assert meeting.both_hold(sara).fields["phone"] == "2"


def test_two_edits_of_one_text_are_joined(meeting: Meeting) -> None:
    karin, other, team = meeting.karin, meeting.other, meeting.team
    karin.meet("Sara")
    note = karin.write_note(SAID, "Sara")
    meeting.both_sync()
    view = karin.day.notes.get(note)
    first, second = SAID.split("\n")
    karin.day.notes.update(note, replace(view.form, text=f"{first} og huset\n{second}"))
    other.edit(team, note, text=f"{first}\n{second} i maj")
    meeting.both_sync()
    joined = f"{first} og huset\n{second} i maj"
    assert karin.day.notes.get(note).form.text == joined
    assert other.read(team, note).fields["text"] == joined
    assert other.digest(team) == karin.digests()[team]


@pytest.mark.parametrize("first", ["karin", "other"])
def test_a_deletion_and_an_edit_leave_the_record_with_a_question(
    meeting: Meeting, first: str
) -> None:
    karin, other, team = meeting.karin, meeting.other, meeting.team
    sara = karin.meet("Sara")
    meeting.both_sync()
    other.delete(team, sara)
    karin.change(sara, phone="2")
    for each in (karin, other, karin) if first == "karin" else (other, karin, other):
        each.sync()
    assert [each.path for each in meeting.both_hold(sara).conflicts] == ["deleted_by"]


def test_a_deletion_is_taken_on_the_other_side(meeting: Meeting) -> None:
    karin, other, team = meeting.karin, meeting.other, meeting.team
    sara, ali = karin.meet("Sara"), karin.meet("Ali")
    meeting.both_sync()
    other.delete(team, sara)
    karin.day.people.delete(ali)
    meeting.both_sync()
    assert not other.find(team, "Contact")
    with pytest.raises(AppError):
        karin.contact(sara)
    assert other.digest(team) == karin.digests()[team]


def test_a_header_that_its_batch_contradicts_is_refused(meeting: Meeting) -> None:
    karin, other, team = meeting.karin, meeting.other, meeting.team
    sara = karin.meet("Sara", phone="1")
    meeting.both_sync()
    other.edit(team, sara, phone="2")
    other.roster.n -= 1
    behind = other.sealed(team, sara)
    other.roster.n += 1
    (result,) = other.send(team, [behind]).results
    assert (result.status, result.code) == ("refused", "bad_header")
    meeting.both_sync()
    assert meeting.both_hold(sara).fields["phone"] == "2"


def test_what_a_restored_server_lost_comes_back_from_this_client(meeting: Meeting) -> None:
    karin, other, team = meeting.karin, meeting.other, meeting.team
    sara, ali = karin.meet("Sara", phone="1"), karin.meet("Ali", phone="1")
    meeting.both_sync()
    meeting.world.back_up_server()
    karin.change(sara, phone="2")
    lost = karin.meet("Ida")
    meeting.both_sync()
    meeting.world.put_server_back()
    other.wire.move(meeting.world.server.address)
    other.open_session()
    other.edit(team, ali, phone="3")
    other.sync()
    told = other.headers(team, *(bucket(rid) for rid in (sara, lost, ali))).rows
    assert {row.rid: row.vid for row in told}.items() >= {
        rid: other.copies[team].mirrors[rid].vid for rid in (sara, lost, ali)
    }.items()
    assert other.read(team, sara).fields["phone"] == "2"
    meeting.both_sync()
    assert meeting.both_hold(lost).fields["name"] == "Ida"
    assert meeting.both_hold(ali).fields["phone"] == "3"
    assert meeting.both_hold(sara).fields["phone"] == "2"
    assert not karin.conflicts()


def test_a_push_that_comes_twice_changes_nothing_and_history_tells_what_was(
    meeting: Meeting,
) -> None:
    karin, other, team = meeting.karin, meeting.other, meeting.team
    sara = other.create(team, "Contact", name="Sara", phone="1")
    other.sync()
    again = other.wire.ask("push", PushAnswer, *other.sent)
    assert [each.status for each in again.results] == ["duplicate"]
    karin.sync()
    karin.change(sara, phone="2")
    meeting.both_sync()
    assert [each.fields["phone"] for each in other.history(team, sara) if each] == ["1"]
    mine = bucket_digests(other.copies[team].vids)
    assert other.headers(team).digests == b"".join(mine)
    rows = other.headers(team, bucket(sara)).rows
    assert (sara, other.copies[team].vids[sara]) in [(row.rid, row.vid) for row in rows]


def test_a_key_that_changed_reaches_this_client(meeting: Meeting) -> None:
    karin, other, team = meeting.karin, meeting.other, meeting.team
    sara = karin.meet("Sara", phone="1")
    gone = meeting.world.join(karin, "Ali")
    karin.day.access.revoke_person(user_of(gone), stolen=False)
    meeting.both_sync()
    assert other.copies[team].epoch == 2
    other.edit(team, sara, phone="2")
    meeting.both_sync()
    assert meeting.both_hold(sara).fields["phone"] == "2"
    late = meeting.newcomer()
    assert late.read(team, sara).fields["phone"] == "2"


def test_a_wrong_code_is_refused_before_anybody_is_asked(meeting: Meeting) -> None:
    code = meeting.world.invite(meeting.karin, "Ali").code
    wrong = ("1" if code[0] != "1" else "2") + code[1:]
    with pytest.raises(RefusedError, match="code"):
        meeting.client().enrol(wrong)


def test_a_ratchet_that_is_shown_twice_ends_in_suspicion(meeting: Meeting) -> None:
    other = meeting.other
    shown = other.ratchet
    for _ in range(2):
        other.open_session()
    other.ratchet = shown
    other.open_session()
    other.create(meeting.team, "Contact", name="Sara")
    with pytest.raises(ToldError, match="clone_suspected"):
        other.sync()


@pytest.fixture
def founded(tmp_path: Path) -> Iterator[tuple[Lead, LaptopInWorld]]:
    """Give a lead of this client and a worker's laptop of the product."""
    with world(tmp_path) as made:
        assert made.server.founding_code is not None
        lead = Lead(made.server.address)
        lead.found(made.server.founding_code)
        laptop = made.new_laptop("Karin")
        laptop.members.enrol(made.server.address, lead.invite(), "Karin-pc")
        lead.approve()
        laptop.members.join()
        laptop.open_session()
        laptop.sync()
        yield lead, laptop
        lead.wire.close()


def test_a_laptop_joins_the_organisation_that_this_client_founded(
    founded: tuple[Lead, LaptopInWorld],
) -> None:
    lead, laptop = founded
    team = lead.made["team"]
    sara = lead.create(team, "Contact", name="Sara", phone="1")
    lead.sync()
    laptop.sync()
    assert laptop.contact(sara).phone == "1"
    note = laptop.write_note(SAID, sara)
    laptop.sync()
    lead.sync()
    assert lead.find(team, "Note")[note].fields["text"] == SAID
    assert lead.digest(team) == laptop.digests()[team]


def test_what_this_lead_erases_is_gone_from_the_laptop(
    founded: tuple[Lead, LaptopInWorld],
) -> None:
    lead, laptop = founded
    team = lead.made["team"]
    sara = laptop.meet("Sara")
    laptop.sync()
    lead.sync()
    lead.erase(team, sara)
    laptop.sync()
    with pytest.raises(AppError):
        laptop.contact(sara)
    assert lead.digest(team) == laptop.digests()[team]


def test_whom_this_lead_puts_out_reads_nothing_new(founded: tuple[Lead, LaptopInWorld]) -> None:
    lead, laptop = founded
    team = lead.made["team"]
    laptop.meet("Sara")
    laptop.sync()
    lead.sync()
    lead.put_out(device_of(laptop.store))
    ali = lead.create(team, "Contact", name="Ali")
    lead.sync()
    assert lead.copies[team].epoch == 2
    with pytest.raises(transport.RefusedError):
        laptop.sync()
    assert laptop.syncing.status.problem is Problem.ACCESS_CLOSED
    with pytest.raises(AppError):
        laptop.contact(ali)
