"""A record that two moves tear at comes to rest in one space, whatever was lost between."""

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import select

from helhedsplan_desktop.records.people import Contact
from helhedsplan_desktop.store import directory, sealed
from helhedsplan_desktop.store.tables import MIRROR
from helhedsplan_desktop.sync.transport import RefusedError
from helhedsplan_protocol import routes
from helhedsplan_protocol.error_codes import RETRY, ErrorCode
from helhedsplan_protocol.messages import Push
from helhedsplan_protocol.records import PUT
from helhedsplan_protocol.wire import Wire
from helhedsplan_server.store.tables import records, vids
from tests.simulation.laptops import Laptop
from tests.simulation.line import Fault
from tests.simulation.misfortunes import back_up_vault, restore_vault
from tests.simulation.persons import row_of
from tests.simulation.schedule import Schedule


@pytest.fixture
def world() -> Iterator[Schedule]:
    made = Schedule(1)
    yield made
    made.close()


def homes_on_the_server(world: Schedule, rid: bytes) -> list[bytes]:
    living = select(records.c.space).where(records.c.rid == rid, records.c.kind == PUT)
    with world.server._store.read() as connection:
        return list(connection.execute(living).scalars())


def versions_on_the_server(world: Schedule, space: bytes) -> set[bytes]:
    with world.server._store.read() as connection:
        return set(connection.execute(select(vids.c.vid).where(vids.c.space == space)).scalars())


def home(laptop: Laptop, rid: bytes) -> bytes:
    with laptop.store.read() as connection:
        return directory.entries(connection, [rid])[rid].space


def is_shown(laptop: Laptop, rid: bytes) -> bool:
    with laptop.store.read() as connection:
        return row_of(connection, "Contact", rid) is not None


def open_questions(laptop: Laptop, rid: bytes) -> set[object]:
    with laptop.store.read() as connection:
        return {each.value for each in directory.entries(connection, [rid])[rid].conflicts}


@pytest.mark.parametrize("back", [False, True])
def test_a_colleague_moved_what_was_sent_without_an_answer_and_then_moved_here(
    world: Schedule, *, back: bool
) -> None:
    """Both ways, so that each of the colleague's spaces is the first to be fetched once."""
    karin, _, ole = world.laptops
    assert karin.team is not None
    assert karin.plan is not None
    old, new = (karin.plan, karin.team) if back else (karin.team, karin.plan)
    (shielded,) = set(ole.spaces()) - {old, new}
    rid = ole.ids.record()
    for laptop in (karin, ole):
        laptop.sync()
    with ole.store.write() as unit:
        unit.put(Contact(id=rid, space=old, name="Amina Yusuf"))
    ole.line.fault = Fault("lose_response", routes.PUSH, 0)
    assert not world.sync(ole)
    ole.restart()
    karin.sync()
    with karin.store.write() as unit:
        unit.move("Contact", rid, new)
    karin.sync()
    with ole.store.write() as unit:
        unit.put(Contact(id=rid, space=old, name="Amina Yusuf Ali"))
        unit.move("Contact", rid, shielded)
    for laptop in (ole, karin, ole, karin):
        laptop.sync()
    (there,) = homes_on_the_server(world, rid)
    assert home(ole, rid) == there


@pytest.mark.parametrize("back", [False, True])
def test_a_vault_put_back_does_not_know_that_its_record_had_been_sent_elsewhere(
    world: Schedule, *, back: bool
) -> None:
    karin, fatma, ole = world.laptops
    assert karin.team is not None
    assert karin.plan is not None
    copied, moved = (karin.plan, karin.team) if back else (karin.team, karin.plan)
    rid = karin.ids.record()
    with karin.store.write() as unit:
        unit.put(Contact(id=rid, space=copied, name="Amina Yusuf"))
    back_up_vault(world, karin)
    with karin.store.write() as unit:
        unit.put(Contact(id=rid, space=copied, name="Amina Yusuf Ali"))
        unit.move("Contact", rid, moved)
    karin.sync()
    restore_vault(world, karin)
    for laptop in (karin, fatma, ole, karin):
        laptop.sync()
    (there,) = homes_on_the_server(world, rid)
    assert [home(laptop, rid) for laptop in world.laptops] == [there] * 3
    assert open_questions(fatma, rid) in ({"Amina Yusuf"}, {"Amina Yusuf Ali"})


def test_what_is_erased_unsent_holds_nothing_up_that_was_saved_after_it(world: Schedule) -> None:
    karin, fatma, _ = world.laptops
    assert karin.team is not None
    karin.portions = (6, 1)
    karin.restart()
    rids = [karin.ids.record() for _ in range(4)]
    for rid in rids:
        with karin.store.write() as unit:
            unit.put(Contact(id=rid, space=karin.team, name="Amina Yusuf"))
    for rid in rids[:3]:
        with karin.store.write() as unit:
            unit.erase("Contact", rid)
    with karin.store.write() as unit:
        unit.put(Contact(id=rids[3], space=karin.team, name="Amina Yusuf Ali"))
    karin.sync()
    assert not karin.has_unsent()
    fatma.sync()
    assert home(fatma, rids[3]) == karin.team


@pytest.mark.parametrize("edited", [False, True])
def test_two_moves_that_send_a_record_to_each_other_leave_it_where_it_is_held(
    world: Schedule, *, edited: bool
) -> None:
    """One was made anew over what a restored server had kept, the other was offered again to it."""
    karin, fatma, ole = world.laptops
    assert karin.team is not None
    assert karin.plan is not None
    for laptop in world.laptops:
        laptop.sync()
    (shielded,) = set(ole.spaces()) - {karin.team, karin.plan}
    rid = ole.ids.record()
    with ole.store.write() as unit:
        unit.put(Contact(id=rid, space=shielded, name="Amina Yusuf"))
    for laptop in (ole, karin):
        laptop.sync()
    world.back_up_server(karin)
    with karin.store.write() as unit:
        unit.move("Contact", rid, karin.team)
    for laptop in (karin, ole):
        laptop.sync()
    with ole.store.write() as unit:
        unit.move("Contact", rid, shielded)
    for laptop in (ole, fatma):
        laptop.sync()
    if edited:
        with ole.store.write() as unit:
            unit.put(Contact(id=rid, space=shielded, name="Amina Yusuf Ali"))
    world.put_in_place(world.machine.backups[-1])
    for laptop in (karin, fatma, ole, karin, fatma, ole, karin):
        laptop.sync()
    assert homes_on_the_server(world, rid) == [shielded]
    assert [home(laptop, rid) for laptop in (karin, ole)] == [shielded] * 2
    assert not any(laptop.has_unsent() for laptop in world.laptops)


@pytest.mark.parametrize("back", [False, True])
def test_what_was_sent_elsewhere_keeps_its_turn_while_a_restored_server_gets_the_record_again(
    world: Schedule, *, back: bool
) -> None:
    ole = world.laptops[2]
    assert ole.team is not None
    (shielded,) = set(ole.spaces()) - {ole.team, ole.plan}
    old, new = (shielded, ole.team) if back else (ole.team, shielded)
    ole.sync()
    world.back_up_server(ole)
    rid = ole.ids.record()
    with ole.store.write() as unit:
        unit.put(Contact(id=rid, space=old, name="Amina Yusuf"))
    ole.sync()
    world.put_in_place(world.machine.backups[-1])
    with ole.store.write() as unit:
        unit.move("Contact", rid, new)

    def go_off(route: str) -> None:
        world.exchange.gone = world.exchange.gone or route == routes.PUSH

    ole.line.before = go_off
    assert not world.sync(ole)
    ole.line.before = lambda _route: None
    world.exchange.gone = False
    with ole.store.write() as unit:
        unit.move("Contact", rid, old)
    for _ in range(3):
        ole.sync()
    assert homes_on_the_server(world, rid) == [old]
    assert home(ole, rid) == old
    with ole.store.read() as connection:
        assert {each.state for each in sealed.everywhere(connection, [rid])[rid]} == {MIRROR}


def test_what_goes_again_keeps_its_turn_while_the_answer_of_another_space_arrives(
    world: Schedule, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ole moved a record and back; the server lost it, and takes it last of all."""
    ole = world.laptops[2]
    assert ole.team is not None
    (shielded,) = set(ole.spaces()) - {ole.team, ole.plan}
    ole.sync()
    world.back_up_server(ole)
    rid = ole.ids.record()
    with ole.store.write() as unit:
        unit.put(Contact(id=rid, space=ole.team, name="Amina Yusuf"))
    ole.sync()
    with ole.store.read() as connection:
        first = sealed.mirror_marks(connection, ole.team, [rid])[rid].vid
    with ole.store.write() as unit:
        unit.move("Contact", rid, shielded)
    ole.line.fault = Fault("lose_request", routes.PUSH, 0)
    assert not world.sync(ole)
    world.put_in_place(world.machine.backups[-1])
    with ole.store.write() as unit:
        unit.move("Contact", rid, ole.team)
    frozen, real = [ole.team], ole.line.call

    def call(route: str, request: Wire, answer: type[Any]) -> Any:
        if isinstance(request, Push) and request.space in frozen:
            frozen.remove(request.space)
            world.watch.asked(ole.device, route, request)
            raise RefusedError(ErrorCode.SPACE_FROZEN, RETRY[ErrorCode.SPACE_FROZEN], None)
        return real(route, request, answer)

    monkeypatch.setattr(ole.line, "call", call)
    for _ in range(4):
        world.sync(ole)
    assert not frozen
    assert first in versions_on_the_server(world, ole.team)
    assert homes_on_the_server(world, rid) == [ole.team]
    assert not ole.has_unsent()


def test_a_move_deletes_nothing_that_only_went_again_to_a_restored_server(world: Schedule) -> None:
    """Ole saw how a question was decided; the `move` out of his sight does not repeat it."""
    karin, fatma, ole = world.laptops
    assert karin.team is not None
    (shielded,) = set(fatma.spaces()) - {karin.team, karin.plan}
    rid = karin.ids.record()
    world.ledger.began(rid, karin.team, "Contact", ["Amina Yusuf"])
    with karin.store.write() as unit:
        unit.put(Contact(id=rid, space=karin.team, name="Amina Yusuf"))
    for laptop in world.laptops:
        laptop.sync()
    for laptop, alias in ((karin, "Mina"), (fatma, "Ami")):
        with laptop.store.write() as unit:
            unit.put(Contact(id=rid, space=karin.team, name="Amina Yusuf", alias=alias))
        laptop.sync()
    assert open_questions(fatma, rid)
    world.person.resolve_conflict(fatma)
    for laptop in (fatma, karin, ole):
        laptop.sync()
    assert not open_questions(ole, rid)
    world.back_up_server(karin)
    world.put_in_place(world.machine.backups[-1])
    fatma.sync()
    with fatma.store.write() as unit:
        unit.move("Contact", rid, shielded)
    for laptop in (fatma, ole, karin, fatma):
        laptop.sync()
    assert homes_on_the_server(world, rid) == [shielded]
    for laptop in (karin, fatma):
        assert is_shown(laptop, rid)
        assert home(laptop, rid) == shielded
        assert not open_questions(laptop, rid)


@pytest.mark.parametrize("back", [False, True])
def test_a_deletion_does_not_go_to_a_space_that_a_move_without_an_answer_is_leaving(
    world: Schedule, *, back: bool
) -> None:
    """Both ways, so that each of the spaces is once the first by its id."""
    ole = world.laptops[2]
    assert ole.team is not None
    assert ole.plan is not None
    (shielded,) = set(ole.spaces()) - {ole.team, ole.plan}
    old, new = (ole.plan, ole.team) if back else (ole.team, ole.plan)
    rid = ole.ids.record()
    with ole.store.write() as unit:
        unit.put(Contact(id=rid, space=old, name="Amina Yusuf"))
    ole.sync()
    with ole.store.write() as unit:
        unit.move("Contact", rid, new)
    ole.line.fault = Fault("lose_request", routes.PUSH, 1)
    assert not world.sync(ole)
    assert set(homes_on_the_server(world, rid)) == {old, new}
    with ole.store.write() as unit:
        unit.move("Contact", rid, shielded)
        unit.remove("Contact", rid)
    for laptop in (ole, world.laptops[0], ole):
        laptop.sync()
    assert homes_on_the_server(world, rid) == []
    assert not is_shown(world.laptops[0], rid)
    assert not ole.has_unsent()
