"""Who opened what is kept sealed on the server, for whoever holds the audit key."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from helhedsplan_desktop.crypto.boxes import SealingKey
from helhedsplan_desktop.crypto.sealing import SealError
from helhedsplan_desktop.store import identity
from helhedsplan_protocol.audit import AUDIT_LABEL, AccessEvent
from helhedsplan_protocol.wire import decode
from tests.support.bad_line import bad_line
from tests.support.other_programs import update
from tests.support.world import LaptopInWorld, World, user_of, world


@pytest.fixture
def town(tmp_path: Path) -> Iterator[World]:
    with world(tmp_path) as made:
        yield made


def stored(town: World) -> list[tuple[bytes, bytes]]:
    """Return (device, sealed event) in the order in which they came."""
    with closing(sqlite3.connect(town.server_folder / "server.db")) as database:
        return database.execute(
            "SELECT device, bytes FROM audit_events ORDER BY at, place"
        ).fetchall()


def opened(founder: LaptopInWorld, device: bytes, event: bytes) -> AccessEvent:
    with founder.store.read() as connection:
        me = identity.read(connection)
    key = SealingKey(me.need("audit_key"))
    return decode(key.open_box(event, AUDIT_LABEL + me.need(identity.ORG) + device), AccessEvent)


def test_what_was_opened_can_be_told_by_the_holder_of_the_audit_key_alone(town: World) -> None:
    karin = town.found("Karin")
    fatma = town.join(karin, "Fatma")
    rid = fatma.meet("Amina Yusuf")
    town.settle()
    before = len(stored(town))
    fatma.contact(rid)
    update(fatma)  # a start of the program: the hour has passed
    fatma.sync()
    device = fatma.members.me().device
    (event,) = [each for of, each in stored(town)[before:] if of == device]
    told = opened(karin, device, event)
    assert (told.action, told.rid, told.user) == ("view", rid, user_of(fatma))
    with pytest.raises(SealError):
        opened(karin, karin.members.me().device, event)
    for _ in range(2):
        update(fatma)
        fatma.sync()
    assert len(stored(town)) == before + 1, "nothing is sent twice"


def test_an_answer_that_is_lost_costs_a_double_that_can_be_told_and_no_line(town: World) -> None:
    karin = town.found("Karin")
    rid = karin.meet("Amina Yusuf")
    town.settle()
    before = len(stored(town))
    device = karin.members.me().device
    karin.contact(rid)
    with bad_line(town.server.address) as line:
        line.mode, line.only = "lose_answer", b"/v1/audit"
        karin.online(line.address)
        update(karin)
        assert karin.sync() is not None, "syncing does not suffer"
    karin.online(town.server.address)
    karin.contact(rid)
    update(karin)
    karin.sync()
    chains = [opened(karin, device, event).chain for of, event in stored(town)[before:]]
    assert len(chains) == 3
    assert len(set(chains)) == 2


def sent_by(laptop: LaptopInWorld) -> None:
    """Let a laptop sync after its program began again: the hour has passed."""
    update(laptop)
    laptop.sync()


def chains(town: World, founder: LaptopInWorld, device: bytes) -> list[bytes]:
    """Return the `chain` of each line of a device that the server holds, as they came."""
    return [opened(founder, device, event).chain for of, event in stored(town) if of == device]


def test_what_a_restored_server_lost_is_sent_again_once(town: World) -> None:
    karin = town.found("Karin")
    fatma = town.join(karin, "Fatma")
    rid = fatma.meet("Amina Yusuf")
    device = fatma.members.me().device
    sent_by(fatma)
    town.back_up_server()
    fatma.contact(rid)
    sent_by(fatma)
    before = set(chains(town, karin, device))

    town.put_server_back()
    assert set(chains(town, karin, device)) < before, "the copy lacks a line"
    sent_by(fatma)
    assert set(chains(town, karin, device)) == before
    count = len(stored(town))
    for _ in range(2):
        sent_by(fatma)
    assert len(stored(town)) == count, "nothing is sent a third time"
