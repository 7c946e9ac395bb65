"""A lead takes over what its author put, and not what an operator makes of what he stores."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import msgspec
import pytest

from helhedsplan_desktop.foundation.errors import AppError, Problem
from helhedsplan_desktop.sync.transport import RefusedError
from helhedsplan_protocol.messages import Parcel
from helhedsplan_protocol.records import PushItem, Signed
from helhedsplan_protocol.wire import decode, encode
from tests.support.world import LaptopInWorld, World, device_of, world


@pytest.fixture
def town(tmp_path: Path) -> Iterator[World]:
    with world(tmp_path) as made:
        yield made


def unsent_work(town: World) -> tuple[LaptopInWorld, LaptopInWorld]:
    """Return a lead, and a laptop that was put out and has put two records as a parcel."""
    karin = town.found("Karin")
    fatma = town.join(karin, "Fatma")
    fatma.meet("Amina Yusuf", phone="001")
    town.settle()
    fatma.offline()
    fatma.change(fatma.contacts["Amina Yusuf"], alias="Mina")
    fatma.write_note("Amina søger fritidsjob i kiosken", "Amina Yusuf")
    karin.day.access.revoke_laptop(device_of(fatma.store), stolen=False)
    fatma.online(town.server.address)
    hand_over(fatma)
    return karin, fatma


def hand_over(laptop: LaptopInWorld) -> None:
    """Let a laptop that is out put what it has."""
    with suppress(RefusedError):
        laptop.sync()


def refused(karin: LaptopInWorld, parcel: bytes) -> bool:
    with pytest.raises(AppError) as told:
        karin.day.parcels.take_over(parcel)
    return told.value.problem is Problem.PARCEL_UNSEALED


def stored(town: World) -> Parcel:
    """Return the one parcel that the server keeps."""
    with closing(sqlite3.connect(town.server_folder / "server.db")) as database:
        ((data,),) = database.execute("SELECT bytes FROM parcels").fetchall()
    return decode(data, Parcel)


def store(town: World, parcel: Parcel) -> None:
    """Put a parcel where the server keeps them, as its operator can, in the place of the others."""
    row = (parcel.parcel, parcel.space, parcel.author, len(parcel.items), encode(parcel))
    with closing(sqlite3.connect(town.server_folder / "server.db")) as database, database:
        database.execute("DELETE FROM parcels")
        database.execute(
            "INSERT INTO parcels (parcel, space, author, item_count, bytes, at)"
            " VALUES (?, ?, ?, ?, ?, unixepoch() * 1000)",
            row,
        )


def test_a_parcel_from_before_a_restore_waits_until_its_author_puts_it_again(town: World) -> None:
    karin, fatma = unsent_work(town)
    town.back_up_server()
    town.put_server_back()
    karin.sync()
    karin.sync()
    (parcel,) = karin.day.parcels.waiting()
    assert refused(karin, parcel.parcel)
    assert karin.contact(fatma.contacts["Amina Yusuf"]).alias == ""
    hand_over(fatma)
    assert karin.day.parcels.take_over(parcel.parcel) == 2
    assert parcel.parcel in {each.parcel for each in karin.day.parcels.waiting()}
    assert karin.contact(fatma.contacts["Amina Yusuf"]).alias == "Mina"
    assert karin.conflicts() == ()


def test_a_laptop_that_never_comes_back_loses_nothing_when_its_lead_decides(town: World) -> None:
    karin, fatma = unsent_work(town)
    rid = fatma.contacts["Amina Yusuf"]
    town.back_up_server()
    town.put_server_back()
    karin.sync()
    karin.sync()
    (parcel,) = karin.day.parcels.waiting()
    assert refused(karin, parcel.parcel)
    assert karin.day.parcels.take_over(parcel.parcel, all_the_same=True) == 2
    karin.sync()
    assert len(karin.find_note("kiosken")) == 1
    assert karin.contact(rid).alias == "Mina"
    assert [each.taken for each in karin.day.parcels.waiting()] == [True]


def shortened(parcel: Parcel) -> Parcel:
    return msgspec.structs.replace(parcel, items=parcel.items[:1])


def turned(parcel: Parcel) -> Parcel:
    return msgspec.structs.replace(parcel, items=parcel.items[::-1])


def renamed(parcel: Parcel) -> Parcel:
    return msgspec.structs.replace(parcel, parcel=bytes(15) + b"1")


def without_seal(parcel: Parcel) -> Parcel:
    return msgspec.structs.replace(parcel, batches=parcel.batches[:-1])


def without_anything(parcel: Parcel) -> Parcel:
    return msgspec.structs.replace(parcel, items=(), batches=())


def spoilt(parcel: Parcel) -> Parcel:
    *others, seal = parcel.batches
    bad = Signed(seal.bytes, bytes(64))
    return msgspec.structs.replace(parcel, batches=(*others, bad))


CHANGES = (shortened, turned, renamed, without_seal, without_anything, spoilt)


def test_what_an_operator_changes_is_refused_whole_and_the_true_one_is_taken_after(
    town: World,
) -> None:
    karin, fatma = unsent_work(town)
    true = stored(town)
    for changed in CHANGES:
        store(town, changed(true))
        (parcel,) = karin.day.parcels.waiting()
        assert refused(karin, parcel.parcel), changed
        assert karin.contact(fatma.contacts["Amina Yusuf"]).alias == ""
        assert not karin.find_note("kiosken")
    store(town, true)
    assert karin.day.parcels.take_over(true.parcel) == 2


def old_work(town: World, rid: bytes, author: bytes, parcel: bytes) -> Parcel:
    """Return a parcel with the second version of a record over its first, and hide its history."""
    with closing(sqlite3.connect(town.server_folder / "server.db")) as database, database:
        first, second = database.execute(
            "SELECT h.space, h.header, h.nonce, h.ct, b.bytes, b.sig FROM history h"
            " JOIN batches b USING (space, batch) WHERE rid = ? ORDER BY rev LIMIT 2",
            (rid,),
        ).fetchall()
        database.execute("DELETE FROM history")
    rows = (second, first)
    items = tuple(PushItem(row[1], row[2], row[3], number) for number, row in enumerate(rows))
    return Parcel(parcel, first[0], author, items, tuple(Signed(row[4], row[5]) for row in rows))


def test_an_operator_who_hides_history_cannot_offer_an_old_version_as_unsent_work(
    town: World,
) -> None:
    karin = town.found("Karin")
    fatma = town.join(karin, "Fatma")
    rid = fatma.meet("Amina Yusuf", phone="001")
    town.settle()
    for alias in ("Forkert", ""):
        fatma.change(rid, alias=alias)
        fatma.sync()
    for number in range(33):
        fatma.change(rid, phone=f"9{number}")
        fatma.sync()
    karin.sync()
    forged = old_work(town, rid, device_of(fatma.store), bytes(15) + b"2")
    store(town, forged)
    assert refused(karin, forged.parcel)
    assert (karin.contact(rid).phone, karin.conflicts()) == ("932", ())
    # Who takes it all the same is asked about it, and sees today's values meanwhile.
    karin.day.parcels.take_over(forged.parcel, all_the_same=True)
    assert (karin.contact(rid).phone, karin.contact(rid).alias) == ("932", "")
    assert {each.rid for each in karin.conflicts()} == {rid}


def test_what_was_taken_over_is_not_taken_over_again_when_nobody_remembers_it(town: World) -> None:
    karin, fatma = unsent_work(town)
    rid = fatma.contacts["Amina Yusuf"]
    true = stored(town)
    assert karin.day.parcels.take_over(true.parcel) == 2
    karin.sync()
    for number in range(34):
        karin.change(rid, alias=f"Amina {number}")
        karin.sync()
    with closing(sqlite3.connect(town.server_folder / "server.db")) as database, database:
        database.execute("DELETE FROM history")
    store(town, true)
    assert karin.day.parcels.take_over(true.parcel) == 0
    assert (karin.contact(rid).alias, karin.conflicts()) == ("Amina 33", ())
