"""A server process and laptops around it, with as many notes as a figure needs."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from helhedsplan_desktop.foundation.clock import SystemClock
from helhedsplan_desktop.foundation.ids import Ids, SystemRandomness
from helhedsplan_desktop.records import wire
from helhedsplan_desktop.records.notes import Note
from helhedsplan_desktop.records.people import Contact
from helhedsplan_desktop.store import identity, sync_marks
from helhedsplan_desktop.sync import trust as trusting
from helhedsplan_desktop.sync.freezing import Freezer
from helhedsplan_desktop.sync.sessions import open_session
from helhedsplan_desktop.sync.transport import Transport
from helhedsplan_desktop.sync.trust import Trust
from helhedsplan_desktop.sync.versions import SealedVersion, Sealer, body_of
from helhedsplan_protocol import routes
from helhedsplan_protocol.messages import Empty, Push, PushAnswer, SpacesAnswer
from helhedsplan_protocol.records import PUT, PushItem, Signed
from tests.benchmarks.sync.texts import note_texts
from tests.support.world import LaptopInWorld, World, world

DAY = "2026-03-12"
CONTACTS = 100
A_PUSH = 500
TEXTS = 500
"""Different texts where it does not matter that they differ."""

clock, randomness = SystemClock(), SystemRandomness()
ids = Ids(clock, randomness)


@contextmanager
def site() -> Iterator[tuple[World, LaptopInWorld, LaptopInWorld]]:
    """Give a town with a lead and a worker, and nothing in their team's space."""
    with TemporaryDirectory() as folder, world(Path(folder)) as town:
        karin = town.found("Karin")
        yield town, karin, town.join(karin, "Fatma")


def team_of(laptop: LaptopInWorld) -> bytes:
    """Return the space in which a laptop's notes are at home."""
    with laptop.store.read() as connection:
        return identity.read(connection).need(identity.TEAM)


def write_notes(laptop: LaptopInWorld, texts: Sequence[str]) -> None:
    """Store and index notes about a hundred contacts, as a person's unsent work."""
    space = team_of(laptop)
    people = [Contact(id=ids.record(), space=space, name=f"Kim {n}") for n in range(CONTACTS)]
    with laptop.store.write_for_sync() as unit:
        unit.put_many(people)
        unit.put_many(
            [
                Note(
                    id=ids.record(),
                    space=space,
                    contacts=(people[number % CONTACTS].id,),
                    text=text,
                    happened_on=DAY,
                )
                for number, text in enumerate(texts)
            ]
        )


def freeze_singly(laptop: LaptopInWorld) -> None:
    """Seal each unsent record under a batch of its own, as everyday saving does."""
    space = team_of(laptop)
    freezer = Freezer(trust_of(laptop), randomness, clock)
    with laptop.store.write_for_sync() as unit:
        while sync_marks.dirty(unit.connection, space, 1):
            freezer.freeze(unit, space, 1)


def trust_of(laptop: LaptopInWorld) -> Trust:
    """Return what a laptop believes."""
    with laptop.store.read() as connection:
        found = trusting.load(connection)
    assert found is not None
    return found


class Filler:
    """Puts notes on the server under a laptop's name, without going through its vault."""

    def __init__(self, laptop: LaptopInWorld) -> None:
        self._trust = trust_of(laptop)
        self._space = team_of(laptop)
        self._transport = Transport(laptop.addresses["server"])
        open_session(laptop.store, self._transport, self._trust, randomness)
        found = self._transport.call(routes.SPACES, Empty(), SpacesAnswer)
        self._lineage = next(s.lineage for s in found.spaces if s.space == self._space)
        self._sealer = Sealer(self._trust, randomness, self._space)
        self._texts = note_texts(TEXTS)

    def close(self) -> None:
        """Close the connection."""
        self._transport.close()

    def put(self, notes: int, *, singly: bool) -> None:
        """Push so many new notes.

        Args:
            singly: each in a batch of its own, as everyday saving leaves them.
        """
        person = ids.record()
        self._push([self._sealed("Contact", person, {"name": "Kim Bach"})], singly=False)
        for at in range(0, notes, A_PUSH):
            versions = [
                self._sealed(
                    "Note",
                    ids.record(),
                    {"contacts": (person,), "text": text, "happened_on": DAY},
                )
                for text in self._texts[: min(A_PUSH, notes - at)]
            ]
            self._push(versions, singly=singly)

    def _sealed(self, noun: str, rid: bytes, given: dict[str, object]) -> SealedVersion:
        fields = wire.fields_of(noun, wire.row_of(noun, given))
        return self._sealer.seal(rid, None, PUT, body_of(noun, fields))

    def _push(self, versions: list[SealedVersion], *, singly: bool) -> None:
        if singly:
            batches = [self._sealer.batch([version]) for version in versions]
        else:
            batches = [self._sealer.batch(versions)]
        items = tuple(
            PushItem(each.header_bytes, each.nonce, each.ct, number if singly else 0)
            for number, each in enumerate(versions)
        )
        answer = self._transport.call(routes.PUSH, self._request(batches, items), PushAnswer)
        assert all(result.status == "applied" for result in answer.results)

    def _request(self, batches: list[Signed], items: tuple[PushItem, ...]) -> Push:
        return Push(self._space, self._lineage, tuple(batches), items, ())
