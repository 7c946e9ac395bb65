"""Grants that a restored server lost come back, whoever gave it its log again."""

import shutil
from collections.abc import Iterator

import pytest

from helhedsplan_desktop.records.people import Contact
from helhedsplan_desktop.store import made_keys
from helhedsplan_desktop.sync.appending import Appender
from helhedsplan_desktop.sync.transport import RefusedError, TransportError
from helhedsplan_protocol import routes
from helhedsplan_protocol.error_codes import RETRY, ErrorCode
from helhedsplan_protocol.messages import RosterAppend
from helhedsplan_protocol.roster import SignedEntry
from tests.simulation.laptops import Laptop
from tests.simulation.line import Fault
from tests.simulation.schedule import Schedule


@pytest.fixture
def world() -> Iterator[Schedule]:
    made = Schedule(1)
    yield made
    made.close()


def name_of(laptop: Laptop, rid: bytes) -> str | None:
    with laptop.store.read() as connection:
        found = connection.exec_driver_sql("SELECT name FROM contact WHERE id = ?", (rid,)).first()
    return str(found[0]) if found else None


def lose_the_grants_of_a_key(world: Schedule) -> bytes:
    """Put the server back to before a key was made, and let a colleague give it the log again.

    Returns:
        The record that is sealed under that key.
    """
    karin, fatma, _ = world.laptops
    assert karin.team is not None
    for laptop in world.laptops:
        laptop.sync()
    world.back_up_server(karin)
    journal = world.folder / "journal.copy"
    shutil.copy(world.machine.journal, journal)
    karin.leading().rotate(karin.team, "routine")
    rid = karin.ids.record()
    with karin.store.write() as unit:
        unit.put(Contact(id=rid, space=karin.team, name="Amina Yusuf"))
    karin.sync()
    karin.leading().rotate(karin.team, "routine")
    for laptop in (karin, fatma):
        laptop.sync()
    shutil.copy(journal, world.machine.journal)
    world.put_in_place(world.machine.backups[-1])
    fatma.sync()
    return rid


@pytest.mark.parametrize("restarted", [False, True])
def test_a_colleague_gave_the_server_its_log_again(world: Schedule, *, restarted: bool) -> None:
    karin, _, ole = world.laptops
    rid = lose_the_grants_of_a_key(world)
    if restarted:
        karin.restart()
    for laptop in (karin, ole, karin, ole):
        laptop.sync()
    assert name_of(ole, rid) == "Amina Yusuf"


@pytest.mark.parametrize("code", [ErrorCode.CLONE_SUSPECTED, ErrorCode.SPACE_FROZEN])
def test_grants_that_the_server_would_not_take_yet_are_put_again(
    world: Schedule, code: ErrorCode
) -> None:
    """Meanwhile everything else of the round is done."""
    karin, fatma, ole = world.laptops
    rid = lose_the_grants_of_a_key(world)
    with fatma.store.write() as unit:
        assert fatma.plan is not None
        news = fatma.ids.record()
        unit.put(Contact(id=news, space=fatma.plan, name="Maja Holm"))
    fatma.sync()

    def refuse(route: str) -> None:
        if route == routes.ROSTER_APPEND:
            raise RefusedError(code, RETRY[code], None)

    karin.line.before = refuse
    with pytest.raises(RefusedError):
        karin.sync()
    assert name_of(karin, news) == "Maja Holm"
    karin.line.before = lambda _route: None
    for laptop in (karin, ole, karin, ole):
        laptop.sync()
    assert name_of(ole, rid) == "Amina Yusuf"


def test_a_lead_keeps_the_key_that_was_made_without_an_answer(world: Schedule) -> None:
    """The server's end is lost with the lead's own grant; a colleague gives it the entry again."""
    karin, fatma, _ = world.laptops
    assert karin.team is not None
    for laptop in world.laptops:
        laptop.sync()
    world.back_up_server(karin)
    journal = world.folder / "journal.copy"
    shutil.copy(world.machine.journal, journal)
    epoch = karin.cycle.trust().roster.epoch(karin.team) + 1
    karin.line.fault = Fault("lose_response", routes.ROSTER_APPEND, 0)
    with pytest.raises(TransportError):
        karin.leading().rotate(karin.team, "routine")
    karin.line.fault = None
    rid = fatma.ids.record()
    with fatma.store.write() as unit:
        unit.put(Contact(id=rid, space=karin.team, name="Amina Yusuf"))
    fatma.sync()
    shutil.copy(journal, world.machine.journal)
    world.put_in_place(world.machine.backups[-1])
    karin.restart()
    for laptop in (fatma, karin, fatma, karin):
        laptop.sync()
    assert (karin.team, epoch) in karin.cycle.trust().keys
    assert name_of(karin, rid) == "Amina Yusuf"


def test_a_key_that_was_refused_is_not_kept(world: Schedule) -> None:
    karin = world.laptops[0]
    assert karin.team is not None
    keys = {(karin.team, 2): b"k" * 32}
    appender = Appender(karin.store, karin.line, karin.cycle.trust())
    with pytest.raises(RefusedError):
        appender._announce(RosterAppend((SignedEntry(b"", b"0" * 64),), ()), keys)
    with karin.store.read() as connection:
        assert not list(made_keys.read(connection))
