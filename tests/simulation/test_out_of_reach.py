"""A row in one space that speaks of a record at home in another, by somebody who may not see it."""

from collections.abc import Iterator

import pytest

from helhedsplan_desktop.records import wire
from helhedsplan_desktop.records.people import Contact
from helhedsplan_desktop.store import directory, sealed
from helhedsplan_desktop.store.record_rows import rows_of
from helhedsplan_desktop.store.tables import ALIVE, MIRROR
from helhedsplan_desktop.sync.versions import Sealer, body_of, open_version
from helhedsplan_protocol import routes
from helhedsplan_protocol.messages import Push, PushAnswer
from helhedsplan_protocol.records import PUT, Header, PushItem
from helhedsplan_protocol.wire import decode
from tests.simulation.laptops import Laptop
from tests.simulation.schedule import Schedule

SECRET = "Bor skjult på Kirsebærvej"


@pytest.fixture
def world() -> Iterator[Schedule]:
    made = Schedule(1)
    yield made
    made.close()


def kept_by(laptop: Laptop, space: bytes) -> bytes:
    """Let a laptop keep a contact in a space, and return its id."""
    rid = laptop.ids.record()
    with laptop.store.write() as unit:
        unit.put(Contact(id=rid, space=space, name="Amina Yusuf", alias=SECRET))
    laptop.sync()
    return rid


def forge(
    laptop: Laptop, space: bytes, rid: bytes, *ancestors: bytes, over: bytes | None = None
) -> None:
    """Push a row of a record past the program of a laptop, as if it had come from elsewhere."""
    laptop.sync()
    trust = laptop.cycle.trust()
    sealer = Sealer(trust, laptop.randomness, space)
    fields = wire.fields_of("Contact", wire.row_of("Contact", {"name": "En anden"}))
    body = body_of("Contact", fields, ancestors=ancestors, claimed_time=1)
    version = sealer.seal(rid, over, PUT, body)
    state = next(each for each in laptop.cycle.spaces().spaces if each.space == space)
    item = PushItem(version.header_bytes, version.nonce, version.ct, 0)
    request = Push(space, state.lineage, (sealer.batch([version]),), (item,), ())
    answer = laptop.cycle.transport.call(routes.PUSH, request, PushAnswer)
    assert [each.status for each in answer.results] == ["applied"]


def readable_in(laptop: Laptop, space: bytes, rid: bytes) -> str:
    """Return all that a member of a space can read there of a record."""
    laptop.sync()
    with laptop.store.read() as connection:
        row = sealed.of_records(connection, space, [rid], MIRROR)[rid]
    header = decode(row.header, Header)
    keys = laptop.cycle.trust().keys
    return str(open_version(keys, header, row.header, row.nonce, row.ct))


def stands_at(laptop: Laptop, rid: bytes) -> tuple[bytes, int]:
    with laptop.store.read() as connection:
        entry = directory.entries(connection, [rid])[rid]
    return entry.space, entry.life


def version_at(laptop: Laptop, space: bytes, rid: bytes) -> bytes:
    """Return the version that a laptop knows as the server's in a space."""
    with laptop.store.read() as connection:
        return sealed.mirror_marks(connection, space, [rid])[rid].vid


def shielded(laptop: Laptop) -> bytes:
    (space,) = set(laptop.spaces()) - {laptop.team, laptop.plan}
    return space


def members(
    lead: Laptop, space: bytes, added: tuple[bytes, ...], removed: tuple[bytes, ...]
) -> None:
    lead.cycle.refresh_roster()
    lead.leading().set_members(space, added, removed)


@pytest.mark.parametrize(("owner", "stranger"), [(0, 2), (1, 2), (2, 1)])
def test_who_knows_only_its_id_neither_reads_nor_moves_a_record(
    world: Schedule, owner: int, stranger: int
) -> None:
    """Whichever of both spaces has the smaller id; the lead, laptop 0, is a member of all."""
    own, other = world.laptops[owner], world.laptops[stranger]
    assert own.team is not None
    rid = kept_by(own, shielded(own))
    forge(other, own.team, rid)
    for _ in range(3):
        own.sync()
        assert SECRET not in readable_in(other, own.team, rid)
    assert stands_at(own, rid) == (shielded(own), ALIVE)
    assert SECRET in readable_in(own, shielded(own), rid)


def test_who_was_taken_out_of_a_space_takes_nothing_along(world: Schedule) -> None:
    karin, fatma, ole = world.laptops
    assert karin.team is not None
    home, trust = shielded(karin), fatma.cycle.trust()
    user = trust.roster.user_of(trust.device)
    assert user is not None
    members(karin, home, (user,), ())
    rid = kept_by(karin, home)
    fatma.sync()
    known = version_at(fatma, home, rid)
    members(karin, home, (), (user,))
    forge(fatma, karin.team, rid, known)
    for _ in range(3):
        karin.sync()
        assert SECRET not in readable_in(ole, karin.team, rid)
    assert stands_at(karin, rid) == (home, ALIVE)
    assert SECRET in readable_in(karin, home, rid)


@pytest.mark.parametrize("back", [False, True])
def test_who_knew_a_record_before_it_was_moved_does_not_call_it_back(
    world: Schedule,
    back: bool,  # noqa: FBT001
) -> None:
    """Whichever of both spaces has the smaller id; he has an id of a version that went into it."""
    karin, fatma, _ = world.laptops
    assert karin.team is not None
    assert karin.plan is not None
    before, after = sorted((karin.team, karin.plan), reverse=back)
    rid = kept_by(karin, before)
    known = version_at(karin, before, rid)
    with karin.store.write() as unit:
        unit.move("Contact", rid, after)
    for _ in range(3):
        karin.sync()
    forge(fatma, before, rid, known, over=version_at(karin, before, rid))
    for _ in range(3):
        karin.sync()
        assert SECRET not in readable_in(fatma, before, rid)
    assert stands_at(karin, rid) == (after, ALIVE)
    assert SECRET in readable_in(karin, after, rid)


def test_a_move_by_a_member_shows_what_was_left_apart(world: Schedule) -> None:
    """Someone who had been taken out edits the copy before the mover's colleague has fetched it."""
    karin, fatma, ole = world.laptops
    assert karin.team is not None
    home, (first, second) = shielded(karin), (each.cycle.trust() for each in (fatma, ole))
    users = tuple(each.roster.user_of(each.device) or b"" for each in (first, second))
    members(karin, home, users, ())
    rid = kept_by(karin, home)
    for laptop in (fatma, ole):
        laptop.sync()
    members(karin, home, (), users[:1])
    with karin.store.write() as unit:
        unit.move("Contact", rid, karin.team)
    karin.sync()
    fatma.sync()
    with fatma.store.write() as unit:
        unit.put(Contact(id=rid, space=karin.team, name="Amina Yusuf", alias="Mina"))
    fatma.sync()
    for _ in range(3):
        ole.sync()
    assert stands_at(ole, rid) == (karin.team, ALIVE)
    assert "Mina" in readable_in(ole, karin.team, rid)
    with ole.store.read() as connection:
        row = rows_of(connection, "Contact", [rid])[rid]
    assert row["alias"] == "Mina"
