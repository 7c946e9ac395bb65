"""A member's program that is broken or means ill: it seals whatever it likes, and signs it well."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from helhedsplan_desktop.foundation.clock import SystemClock
from helhedsplan_desktop.foundation.ids import Ids, SystemRandomness
from helhedsplan_desktop.records import wire
from helhedsplan_desktop.store import identity, sealed
from helhedsplan_desktop.sync.cycle import Cycle
from helhedsplan_desktop.sync.parcel_seal import sealed_parcel
from helhedsplan_desktop.sync.transport import Transport
from helhedsplan_desktop.sync.versions import SealedVersion, Sealer, body_of
from helhedsplan_protocol import routes
from helhedsplan_protocol.messages import Empty, Parcel, ParcelPut, Push, PushAnswer
from helhedsplan_protocol.records import DELETE, PUT, PushItem, Signed
from helhedsplan_protocol.version import PROGRAM
from tests.support.world import LaptopInWorld, World

Made = Callable[["Forger"], Sequence[SealedVersion]]


@dataclass
class Forger:
    """Seals for a laptop's device in its team's space."""

    sealer: Sealer
    ids: Ids
    marks: Callable[[bytes], bytes]

    def put(self, noun: str, rid: bytes | None = None, at: int = 1, **fields: Any) -> SealedVersion:
        """Return a version of a record; without `rid` of a new one."""
        base = (self.marks(rid) or None) if rid else None
        values = wire.fields_of(noun, wire.row_of(noun, {})) | fields
        tail = (base,) if base else ()
        body = body_of(noun, values, ancestors=tail, claimed_time=at)
        return self.sealer.seal(rid or self.ids.record(), base, PUT, body)

    def unheard(self) -> SealedVersion:
        """Return a version of a noun that nobody knows yet."""
        body = body_of("Tomorrow", {"a": 1}, claimed_time=1)
        return self.sealer.seal(self.ids.record(), None, PUT, body)

    def delete(self, noun: str, rid: bytes) -> SealedVersion:
        """Return the deletion of a record as it stands here."""
        base = self.marks(rid)
        return self.sealer.seal(rid, base, DELETE, body_of(noun, {}, ancestors=(base,)))


def push(town: World, laptop: LaptopInWorld, made: Made) -> list[str]:
    """Push what was made past the laptop's own program; return what the server says of each."""
    with _forging(town, laptop) as (cycle, space, forger):
        state = next(each for each in cycle.spaces().spaces if each.space == space)
        items, batch = _packed(forger, made(forger))
        request = Push(space, state.lineage, (batch,), items, ())
        answer = cycle.transport.call(routes.PUSH, request, PushAnswer)
    return [each.status for each in answer.results]


def put_parcel(town: World, laptop: LaptopInWorld, made: Made) -> bytes:
    """Put what was made beside the team's space as a parcel; return its id."""
    with _forging(town, laptop) as (cycle, space, forger):
        items, batch = _packed(forger, made(forger))
        parcel = Parcel(forger.ids.version(), space, cycle.trust().device, items, (batch,))
        with laptop.store.read() as connection:
            restore_id = identity.read(connection).need(identity.RESTORE_ID)
        parcel = sealed_parcel(cycle.trust(), restore_id, parcel)
        cycle.transport.call(routes.PARCEL_PUT, ParcelPut(parcel), Empty)
    return parcel.parcel


def _packed(
    forger: Forger, versions: Sequence[SealedVersion]
) -> tuple[tuple[PushItem, ...], Signed]:
    items = tuple(PushItem(each.header_bytes, each.nonce, each.ct, 0) for each in versions)
    return items, forger.sealer.batch(versions)


@contextmanager
def _forging(town: World, laptop: LaptopInWorld) -> Iterator[tuple[Cycle, bytes, Forger]]:
    clock, randomness = SystemClock(), SystemRandomness()
    ids = Ids(clock, randomness)
    line = Transport(town.server.address)
    cycle = Cycle(laptop.store, line, clock, ids, randomness, PROGRAM, lambda: None)
    try:
        cycle.spaces()
        with laptop.store.read() as connection:
            space = identity.read(connection).need(identity.TEAM)

            def mark(rid: bytes) -> bytes:
                return sealed.mirror_marks(connection, space, [rid])[rid].vid

            sealer = Sealer(cycle.trust(), randomness, space)
            yield cycle, space, Forger(sealer, ids, mark)
    finally:
        cycle.close()
