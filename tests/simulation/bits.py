"""Every single bit of what a small real exchange stored or sent, turned one at a time.

`python -m tests.simulation.bits` turns them all; the test run turns some of each object.
"""

import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final

import msgspec

from helhedsplan_desktop.records.people import Contact
from helhedsplan_desktop.sync import trust as trusting
from helhedsplan_desktop.sync.judging import Deletions
from helhedsplan_desktop.sync.parcel_seal import (
    UnsealedParcelError,
    opened_parcel,
    sealed_parcel,
)
from helhedsplan_desktop.sync.trust import Trust
from helhedsplan_desktop.sync.versions import Sealer
from helhedsplan_protocol.messages import Parcel, Pull, PullPage, Push, RosterPull
from helhedsplan_protocol.records import PullItem, PushItem, item_hash
from helhedsplan_protocol.roster import SignedEntry
from helhedsplan_protocol.roster_state import RosterError, RosterState
from helhedsplan_server.errors import Refusal
from tests.simulation.laptops import Laptop
from tests.simulation.ledger import Broken
from tests.simulation.rules import RULES
from tests.simulation.schedule import Schedule

OTHER_LINEAGE: Final = bytes([7]) * 16
_RESTORE_ID: Final = bytes([9]) * 16


def turned(data: bytes, step: int, first: int = 0) -> Iterator[bytes]:
    """Give `data` with one bit turned, for each `step`th of its bits."""
    for bit in range(first % step, len(data) * 8, step):
        changed = bytearray(data)
        changed[bit // 8] ^= 1 << (bit % 8)
        yield bytes(changed)


@dataclass
class Exchange:
    """What two people wrote, as a third is about to read it.

    Attributes:
        reader: knows roster and keys, and none of the rows.
        page: the rows of the team's space.
        vouched: the same after the server began a new history, under a vouch.
    """

    schedule: Schedule
    reader: Laptop
    page: PullPage
    vouched: PullPage

    @property
    def trust(self) -> Trust:
        """What the reader believes."""
        return self.reader.cycle.trust()

    def arrives(self, page: PullPage) -> list[bool]:
        """Return for each item of a page whether the reader would take it in."""
        judge: Any = self.reader.cycle._puller(self.trust)._judge
        assert self.reader.team is not None
        with self.reader.store.read() as connection:
            opened = judge.opened(self.reader.team, page)
            judged = judge.judged(connection, self.reader.team, opened, Deletions.HELD)
        return [each.arrival is not None for each in judged]


def exchange() -> Exchange:
    """Let two people write a contact each, and change the key after it."""
    schedule = Schedule(1, RULES)
    karin, fatma, ole = schedule.laptops
    team = ole.team
    assert team is not None
    for laptop in (karin, fatma):
        with laptop.store.write() as unit:
            unit.put(Contact(id=laptop.ids.record(), space=team, name="Musa"))
        laptop.sync()
    lineage = {s.space: s.lineage for s in schedule.server.spaces(ole.device).spaces}[team]
    page = schedule.server.pull(ole.device, Pull(team, lineage, 0, 500))
    karin.leading().rotate(team, "routine")
    for laptop in (fatma, ole):
        laptop.cycle.refresh_roster()
    sealer = Sealer(fatma.cycle.trust(), fatma.randomness, team)
    vouch = sealer.vouch(OTHER_LINEAGE, [_hash(item) for item in page.items])
    items = tuple(msgspec.structs.replace(item, vouch_no=0) for item in page.items)
    vouched = msgspec.structs.replace(page, lineage=OTHER_LINEAGE, items=items, vouches=(vouch,))
    return Exchange(schedule, ole, page, vouched)


def check_rows(made: Exchange, step: int) -> Counter[str]:
    """Turn bits of headers, nonces, ciphertexts, manifests and signatures of a page.

    Raises:
        Broken: the row was taken in, or another one was not.
    """
    done: Counter[str] = Counter()
    whole = made.arrives(made.page)
    if not all(whole):
        raise Broken("TamperDetected", "a page as it was sent is not taken in")
    for at, item in enumerate(made.page.items):
        for part in ("header", "nonce", "ct"):
            for changed in turned(getattr(item, part), step, done.total()):
                other = msgspec.structs.replace(item, **{part: changed})
                items = (*made.page.items[:at], other, *made.page.items[at + 1 :])
                seen = made.arrives(msgspec.structs.replace(made.page, items=items))
                _demand(seen, {at}, f"{part} of row {at}")
                done[part] += 1
    for at, batch in enumerate(made.page.batches):
        of_batch = {i for i, item in enumerate(made.page.items) if item.batch_no == at}
        for part in ("bytes", "sig"):
            for changed in turned(getattr(batch, part), step, done.total()):
                other_batch = msgspec.structs.replace(batch, **{part: changed})
                batches = (*made.page.batches[:at], other_batch, *made.page.batches[at + 1 :])
                seen = made.arrives(msgspec.structs.replace(made.page, batches=batches))
                _demand(seen, of_batch, f"{part} of batch {at}")
                done[f"batch {part}"] += 1
    return done


def check_vouch(made: Exchange, step: int) -> Counter[str]:
    """Turn bits of a vouch, on which rows of an ended epoch rest.

    Raises:
        Broken.
    """
    done: Counter[str] = Counter()
    everything = set(range(len(made.page.items)))
    if not all(made.arrives(made.vouched)):
        raise Broken("TamperDetected", "rows under a good vouch are not taken in")
    (vouch,) = made.vouched.vouches
    for part in ("bytes", "sig"):
        for changed in turned(getattr(vouch, part), step):
            other = msgspec.structs.replace(vouch, **{part: changed})
            seen = made.arrives(msgspec.structs.replace(made.vouched, vouches=(other,)))
            _demand(seen, everything, f"{part} of the vouch")
            done[f"vouch {part}"] += 1
    return done


def check_roster(made: Exchange, step: int) -> Counter[str]:
    """Turn bits of every roster entry, as a newcomer reads the log from its beginning.

    Raises:
        Broken.
    """
    done: Counter[str] = Counter()
    entries = made.schedule.server.roster_pull(made.reader.device, RosterPull(0)).entries
    fresh: Callable[[], RosterState] = lambda: _empty_like(made.trust)  # noqa: E731  one line
    fresh().extend(entries)
    before = fresh()
    for at, entry in enumerate(entries):
        for part in ("bytes", "sig"):
            for changed in turned(getattr(entry, part), step, done.total()):
                other = msgspec.structs.replace(entry, **{part: changed})
                _refused(before, (other, *entries[at + 1 :]), f"{part} of entry {at}")
                done[f"entry {part}"] += 1
        before.append(entry)
    return done


def check_grants(made: Exchange, step: int) -> Counter[str]:
    """Turn bits of the grants to the reader, who knows no key yet.

    Raises:
        Broken.
    """
    done: Counter[str] = Counter()
    trust = made.trust
    grants = made.schedule.server.roster_pull(made.reader.device, RosterPull(0)).grants
    known, trust.keys = trust.keys, {}
    try:
        for at, grant in enumerate(grants):
            if trust._key_of(grant) is None:
                raise Broken("ForeignGrantRefused", f"grant {at} as it was sent counts for nothing")
            for part in ("bytes", "sig"):
                for changed in turned(getattr(grant, part), step, done.total()):
                    other = msgspec.structs.replace(grant, **{part: changed})
                    if trust._key_of(other) is not None:
                        raise Broken("TamperDetected", f"a turned bit of {part} of grant {at}")
                    done[f"grant {part}"] += 1
    finally:
        trust.keys = known
    return done


def check_push(made: Exchange, step: int) -> Counter[str]:
    """Turn bits of what a laptop sends; the server takes none of it, and then the whole.

    Raises:
        Broken.
    """
    done: Counter[str] = Counter()
    writer, space = made.reader, made.reader.team
    assert space is not None
    with writer.store.write() as unit:
        unit.put(Contact(id=writer.ids.record(), space=space, name="Noor"))
    with writer.store.write_for_sync() as unit:
        lineage = made.page.lineage
        freezer: Any = writer.cycle._round(made.trust)._pusher._freezer
        rows = freezer.freeze(unit, space, 1)
        from helhedsplan_desktop.store import sealed

        papers = tuple(sealed.manifests(unit.connection, {row.batch for row in rows}).values())
    items = tuple(PushItem(row.header, row.nonce, row.ct, 0) for row in rows)
    whole = Push(space, lineage, papers, items, ())
    for part in ("header", "nonce", "ct"):
        for changed in turned(getattr(items[0], part), step, done.total()):
            item = msgspec.structs.replace(items[0], **{part: changed})
            _not_taken(made, msgspec.structs.replace(whole, items=(item,)), part)
            done[f"pushed {part}"] += 1
    for part in ("bytes", "sig"):
        for changed in turned(getattr(papers[0], part), step, done.total()):
            paper = msgspec.structs.replace(papers[0], **{part: changed})
            _not_taken(made, msgspec.structs.replace(whole, batches=(paper,)), f"batch {part}")
            done[f"pushed batch {part}"] += 1
    (result,) = made.schedule.server.push(writer.device, whole).results
    if result.status != "applied":
        raise Broken("PoisonDoesNotBlock", f"what was whole came back {result}")
    return done


def check_parcel(made: Exchange, step: int) -> Counter[str]:
    """Turn bits of a parcel that a lead may take over, and of its seal.

    Raises:
        Broken.
    """
    done: Counter[str] = Counter()
    trust, space = made.trust, made.reader.team
    assert space is not None
    items = tuple(PushItem(i.header, i.nonce, i.ct, i.batch_no) for i in made.page.items)
    plain = Parcel(bytes([8]) * 16, space, trust.device, items, made.page.batches)
    whole = sealed_parcel(trust, _RESTORE_ID, plain)
    if opened_parcel(trust, _RESTORE_ID, whole) != plain:
        raise Broken("TamperDetected", "a parcel under a good seal is not taken over")
    for part in ("parcel", "space", "author"):
        for changed in turned(getattr(whole, part), step, done.total()):
            _not_opened(made, msgspec.structs.replace(whole, **{part: changed}), part)
            done[f"parcel {part}"] += 1
    for part in ("header", "nonce", "ct"):
        for changed in turned(getattr(items[-1], part), step, done.total()):
            item = msgspec.structs.replace(items[-1], **{part: changed})
            other = msgspec.structs.replace(whole, items=(*items[:-1], item))
            _not_opened(made, other, f"{part} in a parcel")
            done[f"parcel {part}"] += 1
    *papers, seal = whole.batches
    for part in ("bytes", "sig"):
        for changed in turned(getattr(seal, part), step, done.total()):
            paper = msgspec.structs.replace(seal, **{part: changed})
            other = msgspec.structs.replace(whole, batches=(*papers, paper))
            _not_opened(made, other, f"{part} of a seal")
            done[f"seal {part}"] += 1
    return done


CHECKS: Final = {
    "rows": check_rows,
    "vouch": check_vouch,
    "roster": check_roster,
    "grants": check_grants,
    "push": check_push,
    "parcel": check_parcel,
}


def _hash(item: PullItem) -> bytes:
    return item_hash(item.header, item.nonce, item.ct)


def _demand(seen: list[bool], spoilt: set[int], told: str) -> None:
    """Pass if just the spoilt rows are kept out."""
    for at, arrived in enumerate(seen):
        if arrived and at in spoilt:
            raise Broken("TamperDetected", f"a turned bit of the {told} was not noticed")
        if not arrived and at not in spoilt:
            raise Broken("PoisonDoesNotBlock", f"a turned bit of the {told} kept row {at} out")


def _empty_like(trust: Trust) -> RosterState:

    return trusting.empty(trust.me).roster


def _refused(before: RosterState, entries: tuple[SignedEntry, ...], told: str) -> None:
    try:
        before.clone().extend(entries)
    except RosterError:
        return
    raise Broken("TamperDetected", f"a turned bit of {told} was not noticed")


def _not_taken(made: Exchange, request: Push, told: str) -> None:
    try:
        answer = made.schedule.server.push(made.reader.device, request)
    except Refusal:
        return
    if any(result.rev is not None for result in answer.results):
        raise Broken("TamperDetected", f"the server took a turned bit of {told}")


def _not_opened(made: Exchange, parcel: Parcel, told: str) -> None:
    try:
        opened_parcel(made.trust, _RESTORE_ID, parcel)
    except UnsealedParcelError:
        return
    raise Broken("TamperDetected", f"a turned bit of the {told} was not noticed")


def main() -> int:
    """Turn every bit of everything."""
    made = exchange()
    for name, check in CHECKS.items():
        print(name, dict(check(made, 1)))  # noqa: T201
    made.schedule.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
