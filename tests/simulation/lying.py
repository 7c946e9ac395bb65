"""A server that lies: what it hands out is altered, exchanged, old or withheld.

Whatever it does, nothing that no member sealed may be taken in, and once it is honest again
everything must come right. A lie that a laptop could see must leave a trace there.
"""

from collections.abc import Callable, Sequence
from random import Random
from typing import TYPE_CHECKING, Final

import msgspec

from helhedsplan_desktop.store import raw
from helhedsplan_desktop.store.tables import ERASED, MIRROR
from helhedsplan_protocol import routes
from helhedsplan_protocol.messages import HistoryRequest, Pull, PullPage
from helhedsplan_protocol.records import Header, PullItem, item_hash
from helhedsplan_protocol.wire import Wire, decode
from tests.simulation.ledger import Broken

if TYPE_CHECKING:
    from tests.simulation.laptops import Laptop
    from tests.simulation.schedule import Schedule

_HELD: Final = "SELECT vid FROM sealed UNION SELECT vid FROM quarantine"

Lie = Callable[["Schedule", "Laptop", Pull, PullPage], PullPage | None]
"""Return the altered page; None where this lie needs another one."""


def tamper_row(schedule: "Schedule", _laptop: "Laptop", _: Pull, page: PullPage) -> PullPage | None:
    """Turn one bit of a header, a nonce, a ciphertext, a manifest or a signature."""
    if not page.items:
        return None
    rng = schedule.rng
    if rng.random() < 0.3:
        at = rng.randrange(len(page.batches))
        part = rng.choice(("bytes", "sig"))
        batch = _turned(page.batches[at], part, rng)
        return msgspec.structs.replace(page, batches=_with(page.batches, at, batch))
    at = rng.randrange(len(page.items))
    parts = ["header", "nonce", "ct"] if page.items[at].ct else ["header"]
    item = _turned(page.items[at], rng.choice(parts), rng)
    return msgspec.structs.replace(page, items=_with(page.items, at, item))


def swap_rows(schedule: "Schedule", _laptop: "Laptop", _: Pull, page: PullPage) -> PullPage | None:
    """Give two records each other's content, or each other's place."""
    sealed = [at for at, item in enumerate(page.items) if item.ct]
    if len(sealed) < 2:
        return None
    one, two = schedule.rng.sample(sealed, 2)
    first, second = page.items[one], page.items[two]
    names = schedule.rng.choice((("nonce", "ct"), ("header",), ("ct",)))
    items = _with(page.items, one, _as(first, second, names))
    return msgspec.structs.replace(page, items=_with(items, two, _as(second, first, names)))


def replay_old_row(
    schedule: "Schedule", laptop: "Laptop", asked: Pull, page: PullPage
) -> PullPage | None:
    """Give a superseded version as the present one."""
    for at, item in enumerate(page.items):
        rid = decode(item.header, Header).rid
        past = schedule.server.history(laptop.device, HistoryRequest(asked.space, rid))
        if past.items:
            old = schedule.rng.choice(past.items)
            number = len(page.batches)
            batches = (*page.batches, past.batches[old.batch_no])
            replayed = PullItem(item.rev, old.header, old.nonce, old.ct, number, None)
            items = _with(page.items, at, replayed)
            return msgspec.structs.replace(page, items=items, batches=batches)
    return None


def withhold_row(
    schedule: "Schedule", laptop: "Laptop", _: Pull, page: PullPage
) -> PullPage | None:
    """Leave a row out that this laptop does not hold."""
    with laptop.store.read() as connection:
        held = {vid for (vid,) in raw.rows(connection, _HELD)}
    new = [at for at, item in enumerate(page.items) if decode(item.header, Header).vid not in held]
    if not new:
        return None
    at = schedule.rng.choice(new)
    return msgspec.structs.replace(page, items=(*page.items[:at], *page.items[at + 1 :]))


LIES: Final[dict[str, tuple[Lie, str]]] = {
    "tamper_row": (tamper_row, "TamperDetected"),
    "swap_rows": (swap_rows, "SwapDetected"),
    "replay_old_row": (replay_old_row, "ReplayDetected"),
    "withhold_row": (withhold_row, "WithheldDetected"),
}
"""Rule to what it does and the invariant that it tries."""


def lie(schedule: "Schedule", laptop: "Laptop", name: str) -> None:
    """Let a laptop sync with a server that lies once, and look for the trace."""
    alter, invariant = LIES[name]
    told = 0

    def altered(route: str, request: Wire, answer: Wire) -> Wire:
        nonlocal told
        if told or route != routes.PULL:
            return answer
        assert isinstance(request, Pull)
        assert isinstance(answer, PullPage)
        lied = alter(schedule, laptop, request, answer)
        if lied is None:
            return answer
        told += 1
        return lied

    before = traces(laptop)
    laptop.line.altered = altered
    went_well = schedule.sync(laptop)
    laptop.line.altered = lambda _route, _request, answer: answer
    if told:
        schedule.trace.append(f"  lied: {name}")
        if went_well and traces(laptop) == before:
            raise Broken(invariant, f"{laptop.name} noticed nothing of {name}")


def traces(laptop: "Laptop") -> tuple[int, int, int]:
    """Return what tells that something was not right: kept raw, differed, logged."""
    with laptop.store.read() as connection:
        ((kept,),) = raw.rows(connection, "SELECT count(*) FROM quarantine")
        ((differed,),) = raw.rows(connection, "SELECT sum(mismatches) FROM space_state")
        ((logged,),) = raw.rows(
            connection,
            "SELECT count(*) FROM sync_log WHERE event IN ('quarantined', 'server_went_back')",
        )
    return kept, differed or 0, logged


def check_sealed_by_members(laptop: "Laptop", sealed: dict[bytes, bytes]) -> None:
    """Check that a laptop holds as the server's only what a member sealed, bit for bit.

    Args:
        sealed: version to the hash of what its author sent.
    """
    query = (
        "SELECT s.header, s.nonce, s.ct, d.life FROM sealed s JOIN directory d ON d.rid = s.rid"
        " WHERE s.state = ?"
    )
    with laptop.store.read() as connection:
        for header, nonce, ct, life in raw.rows(connection, query, (MIRROR,)):
            if life == ERASED and not nonce and not ct:
                continue  # what was erased is emptied here, whatever the server shows of it
            vid = decode(header, Header).vid
            if vid in sealed and sealed[vid] != item_hash(header, nonce, ct):
                raise Broken("TamperDetected", f"{laptop.name} holds an altered {vid.hex()}")


def _turned(struct: Wire, part: str, rng: Random) -> Wire:
    value = bytearray(getattr(struct, part))
    value[rng.randrange(len(value))] ^= 1 << rng.randrange(8)
    return msgspec.structs.replace(struct, **{part: bytes(value)})


def _as(item: PullItem, other: PullItem, names: Sequence[str]) -> PullItem:
    return msgspec.structs.replace(item, **{name: getattr(other, name) for name in names})


def _with(values: tuple[Wire, ...], at: int, value: Wire) -> tuple[Wire, ...]:
    return (*values[:at], value, *values[at + 1 :])
