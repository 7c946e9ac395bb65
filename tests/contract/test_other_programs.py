"""Programs of different ages work beside each other, and nothing that one wrote is lost."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from helhedsplan_desktop.foundation.errors import AppError, Problem
from helhedsplan_desktop.services.syncing import StatusKind
from helhedsplan_desktop.store import directory, sealed
from helhedsplan_desktop.store.tables import MIRROR
from helhedsplan_desktop.sync.transport import RefusedError
from helhedsplan_protocol.error_codes import ErrorCode
from helhedsplan_protocol.records import Header
from helhedsplan_protocol.wire import decode
from tests.support.other_programs import (
    newer_program,
    program_without,
    program_without_field,
    update,
)
from tests.support.world import LaptopInWorld, World, world


@pytest.fixture
def town(tmp_path: Path) -> Iterator[World]:
    with world(tmp_path) as made:
        yield made


def header_of(laptop: LaptopInWorld, rid: bytes) -> Header:
    """Return the header of the server's version, as a laptop knows it."""
    with laptop.store.read() as connection:
        space = directory.entries(connection, [rid])[rid].space
        row = sealed.of_records(connection, space, [rid], MIRROR)[rid]
    return decode(row.header, Header)


def extra_of(laptop: LaptopInWorld, rid: bytes) -> object:
    with laptop.store.read() as connection:
        return directory.entries(connection, [rid])[rid].extra


def refused(laptop: LaptopInWorld) -> list[tuple[str, str]]:
    return [(each.title, each.code) for each in laptop.syncing.refused()]


# --- unknown fields and nouns ---------------------------------------------------------------------


def test_a_field_of_a_newer_program_comes_back_from_the_edit_of_an_older_one(
    town: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    karin = town.found("Karin")
    fatma, ole = town.join(karin, "Fatma"), town.join(karin, "Ole")
    rid = karin.meet("Amina Yusuf")
    pet = {"pet": ["en hund", {"name": "Trofast"}]}
    with newer_program(monkeypatch, fields=pet):
        karin.sync()
    fatma.sync()
    fatma.change(rid, alias="Mina")
    fatma.sync()
    ole.sync()
    assert (ole.contact(rid).alias, extra_of(ole, rid)) == ("Mina", pet)
    ole.change(rid, phone="001")
    fatma.change(rid, stairwell="12")
    town.settle()
    for laptop in (fatma, ole):
        assert extra_of(laptop, rid) == pet
        assert (laptop.contact(rid).phone, laptop.contact(rid).stairwell) == ("001", "12")


def test_a_field_that_an_older_program_carried_along_stands_where_it_belongs(
    town: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    karin = town.found("Karin")
    fatma, ole = town.join(karin, "Fatma"), town.join(karin, "Ole")
    rid = karin.meet("Amina Yusuf", stairwell="12")
    town.settle()
    fatma.change(rid, alias="Mina")
    ole.change(rid, phone="001")
    with program_without_field(monkeypatch, "stairwell"):
        fatma.sync()
    karin.sync()
    assert (karin.contact(rid).alias, karin.contact(rid).stairwell) == ("Mina", "12")
    assert not extra_of(karin, rid)
    # Nor does a merge with it take the field for gone, and a change of it reaches the older one.
    ole.sync()
    karin.sync()
    karin.change(rid, stairwell="14")
    town.settle()
    for laptop in (karin, fatma, ole):
        assert (laptop.contact(rid).phone, laptop.contact(rid).stairwell) == ("001", "14")
        assert laptop.conflicts() == ()


def test_a_record_of_an_unknown_kind_waits_for_the_program_that_knows_it(
    town: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    karin = town.found("Karin")
    fatma = town.join(karin, "Fatma")
    contact = karin.meet("Amina Yusuf")
    note = karin.write_note("Amina søger fritidsjob i kiosken", contact)
    with program_without(monkeypatch, "Note"):
        karin.sync()
        for _ in range(2):
            fatma.sync()
            assert [each.rid for each in fatma.syncing.quarantined()] == [note]
        assert fatma.syncing.quarantined()[0].reason == "schema_unknown"
        assert fatma.contact(contact).name == "Amina Yusuf", "the others are not held up"
        karin.sync()
        assert fatma.digests() == karin.digests(), "what is set aside counts as held"
    # The same program again asks for nothing; a newer one knows the kind.
    fatma.sync()
    assert fatma.find_note("kiosken") == []
    update(fatma)
    fatma.sync()
    assert fatma.find_note("kiosken") == [note]
    assert fatma.syncing.quarantined() == ()
    # Both ways: it is a record like any other now, and the answer to it arrives.
    karin.change(contact, alias="Mina")
    karin.sync()
    fatma.sync()
    assert fatma.contact(contact).alias == "Mina"


def test_a_record_of_an_unknown_kind_that_the_server_lost_comes_back_from_who_kept_it(
    town: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    karin = town.found("Karin")
    fatma, ole = town.join(karin, "Fatma"), town.join(karin, "Ole")
    contact = karin.meet("Amina Yusuf")
    town.settle()
    town.back_up_server()
    note = karin.write_note("Amina søger fritidsjob i kiosken", contact)
    with program_without(monkeypatch, "Note"):
        karin.sync()
        fatma.sync()
        # Hers is never seen again, and nobody else has it.
        karin.offline()
        town.put_server_back()
        karin.offline()
        for _ in range(2):
            fatma.sync()
            assert [each.rid for each in fatma.syncing.quarantined()] == [note]
        ole.sync()
    assert ole.find_note("kiosken") == []
    update(fatma)
    for laptop in (fatma, ole):
        laptop.sync()
        assert laptop.find_note("kiosken") == [note]
    assert fatma.syncing.quarantined() == ()
    assert fatma.syncing.status.unsent == 0


# --- min_writer -----------------------------------------------------------------------------------


def test_an_older_program_writes_nothing_that_needs_a_newer_one_and_says_why(
    town: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    karin = town.found("Karin")
    fatma = town.join(karin, "Fatma")
    rid = karin.meet("Amina Yusuf")
    town.settle()
    fatma.change(rid, alias="Mina")
    karin.change(rid, phone="001")
    with newer_program(monkeypatch, min_writer=2):
        karin.sync()
    other = fatma.meet("Bo Holm")
    fatma.sync()
    assert refused(fatma) == [("Amina Yusuf", "client_too_old")]
    assert fatma.syncing.status.kind is StatusKind.NEEDS_YOU
    assert (fatma.contact(rid).alias, fatma.contact(rid).phone) == ("Mina", "001")
    for act in (
        lambda: fatma.change(rid, stairwell="12"),
        lambda: fatma.day.people.delete(rid),
    ):
        with pytest.raises(AppError) as told:
            act()
        assert told.value.problem is Problem.PROGRAM_TOO_OLD
    karin.sync()
    assert karin.contact(other).name == "Bo Holm"
    assert karin.contact(rid).alias == "", "the older program sent nothing of it"
    assert fatma.sync() is not None
    assert refused(fatma) == [("Amina Yusuf", "client_too_old")], "nor does it try again"

    update(fatma)
    with newer_program(monkeypatch):
        fatma.sync()
    assert refused(fatma) == []
    karin.sync()
    assert (karin.contact(rid).alias, karin.contact(rid).phone) == ("Mina", "001")
    assert header_of(karin, rid).min_writer == 2, "a newer program that asks less keeps the mark"


# --- client_too_old -------------------------------------------------------------------------------


def test_a_program_that_is_too_old_sends_what_it_has_and_is_told_to_be_updated(
    town: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    karin = town.found("Karin")
    fatma = town.join(karin, "Fatma")
    both = karin.meet("Amina Yusuf")
    town.settle()
    monkeypatch.setenv("HELHEDSPLAN_SERVER_MIN_SCHEMA", "2")
    town.restart_server()
    with newer_program(monkeypatch):
        karin.change(both, phone="001")
        karin.sync()
    fatma.change(both, alias="Mina")
    mine = fatma.meet("Bo Holm")
    for _ in range(2):
        with pytest.raises(RefusedError) as told:
            fatma.sync()
        assert told.value.code is ErrorCode.CLIENT_TOO_OLD
        assert fatma.syncing.status.problem is Problem.PROGRAM_TOO_OLD
        assert fatma.syncing.status.kind is StatusKind.NEEDS_YOU
        # What others changed meanwhile has to be fetched first: it is listed, and held up nobody.
        assert refused(fatma) == [("Amina Yusuf", "client_too_old")]
    later = fatma.meet("Cilla Dam")
    with pytest.raises(RefusedError):
        fatma.sync()
    with newer_program(monkeypatch):
        karin.sync()
        assert [karin.contact(rid).name for rid in (mine, later)] == ["Bo Holm", "Cilla Dam"]
        update(fatma)
        assert fatma.sync() is not None
        assert refused(fatma) == []
        karin.sync()
    for laptop in (karin, fatma):
        assert (laptop.contact(both).alias, laptop.contact(both).phone) == ("Mina", "001")
        assert laptop.conflicts() == ()
    assert fatma.syncing.status.problem is None
