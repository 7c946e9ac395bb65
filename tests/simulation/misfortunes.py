"""What else goes wrong: of a line, of a server's machine, of a laptop's disk, between two leads."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Connection, delete, select, update

from helhedsplan_desktop.crypto.sealing import opens_canary
from helhedsplan_desktop.store import raw
from helhedsplan_desktop.store.tables import ALIVE
from helhedsplan_desktop.sync import trust as trusting
from helhedsplan_protocol import routes
from helhedsplan_protocol.messages import RosterPull
from helhedsplan_server.store.tables import ratchets, records, spaces
from tests.simulation.departing import put_out_by
from tests.simulation.ledger import Broken
from tests.simulation.line import Fault, Mode, ServerGoneError
from tests.simulation.rules import ACTS

if TYPE_CHECKING:
    from tests.simulation.laptops import Laptop
    from tests.simulation.schedule import Schedule

WORSE: Final[tuple[Mode, ...]] = ("delay_request", "truncate_response", "crash_server")


def sync_on_a_worse_line(schedule: "Schedule", laptop: "Laptop") -> None:
    """A request comes hours late, an answer ends in the middle, a server goes off in a request."""
    rng = schedule.rng
    route = rng.choice((routes.PUSH, routes.PUSH, routes.PULL, routes.SPACES, None))
    laptop.line.fault = Fault(rng.choice(WORSE), route, min(int(rng.expovariate(0.7)), 6))
    schedule.sync(laptop)
    if schedule.exchange.gone:
        schedule.restart_server(laptop)


def proxy_413(schedule: "Schedule", laptop: "Laptop") -> None:
    """A proxy lets only small requests through, as long as this laptop works there."""
    laptop.line.most_bytes = schedule.rng.choice((900, 2000, 4000))
    schedule.sync(laptop)
    schedule.sync(laptop)
    laptop.line.most_bytes = None


def freeze_space(schedule: "Schedule", laptop: "Laptop") -> None:
    """The operator lets a space be read only, for some time."""
    with schedule.server._store.write() as connection:
        connection.execute(
            update(spaces)
            .where(spaces.c.space == schedule.rng.choice(laptop.spaces()))
            .values(frozen=True)
        )


def deliver_late(schedule: "Schedule", _laptop: "Laptop") -> None:
    """What a bad line held back arrives."""
    schedule.exchange.deliver_late()


def reorder(schedule: "Schedule", laptop: "Laptop") -> None:
    """What a bad line held back arrives in another order."""
    schedule.rng.shuffle(schedule.exchange.late)
    deliver_late(schedule, laptop)


def crash_server(schedule: "Schedule", laptop: "Laptop") -> None:
    """The server's machine goes off at a commit of a request, before it or after it."""
    broken = crashing_at(schedule, schedule.rng.randint(1, 4))
    with broken:
        schedule.sync(laptop)
    if schedule.exchange.gone:
        schedule.restart_server(laptop)


@contextmanager
def crashing_at(schedule: "Schedule", commits: int) -> Iterator[None]:
    """Let the server go off at one of its next commits."""
    store: Any = schedule.server._store
    real, after, left = store.write, schedule.rng.random() < 0.5, commits

    @contextmanager
    def write(**how: bool) -> Iterator[Connection]:
        nonlocal left
        left -= 1
        now = not left
        with real(**how) as connection:
            yield connection
            if now and not after:
                schedule.exchange.gone = True
                raise ServerGoneError
        if now:
            schedule.exchange.gone = True
            raise ServerGoneError

    store.write = write
    try:
        yield
    finally:
        store.write = real


def failover_lose_tail(schedule: "Schedule", laptop: "Laptop") -> None:
    """A standby that lags by a few commits takes over; the journal is not lost."""
    schedule.back_up_server(laptop)
    for _ in range(schedule.rng.randint(1, 3)):
        busy = schedule.rng.choice(schedule.laptops)
        getattr(schedule.person, schedule.rng.choice(ACTS))(busy)
        schedule.sync(busy)
    standby = schedule.machine.backups.pop()
    schedule.put_in_place(standby)


def back_up_vault(schedule: "Schedule", laptop: "Laptop") -> None:
    """A laptop's nightly copy, or its disk image."""
    copy = schedule.folder / f"{laptop.name}.copy"
    laptop.close()
    shutil.copy(laptop.vault, copy)
    laptop.reopen()
    schedule.vault_copies[laptop.name] = copy


_NEVER_SENT: Final = (
    "SELECT d.rid FROM directory d WHERE d.dirty > 0 AND d.life = ? AND d.ancestors = x''"
    " AND NOT EXISTS (SELECT 1 FROM sealed s WHERE s.rid = d.rid)"
)


def restore_vault(schedule: "Schedule", laptop: "Laptop") -> None:
    """A vault is put back from its copy; everything that was saved since had been sent."""
    copy = schedule.vault_copies.get(laptop.name)
    if copy is None or not schedule.sync(laptop) or laptop.has_unsent():
        return
    laptop.close()
    shutil.copy(copy, laptop.vault)
    laptop.reopen()
    schedule.checks.forget(laptop)
    # What was deleted before it was ever sent is known to nobody else: the copy shows it again.
    with laptop.store.read() as connection:
        unsent = [rid for (rid,) in raw.rows(connection, _NEVER_SENT, (ALIVE,))]
    with schedule.server._store.read() as connection:
        sent = set(
            connection.execute(select(records.c.rid).where(records.c.rid.in_(unsent))).scalars()
        )
    for rid in set(unsent) - sent:
        schedule.ledger.came_back(rid)
    # A lead says that this laptop may go on: its ratchet begins anew.
    with schedule.server._store.write() as connection:
        connection.execute(delete(ratchets).where(ratchets.c.device == laptop.device))
    schedule.sync(laptop)


def rotate(schedule: "Schedule", _laptop: "Laptop") -> None:
    """A lead changes the key of a space."""
    lead = schedule.rng.choice([each for each in schedule.laptops if each.is_lead])
    space = schedule.rng.choice(lead.spaces())
    if schedule.rng.random() < 0.3:
        lead.line.fault = Fault("lose_response", routes.ROSTER_APPEND, 0)
    schedule.lead_acts(lead, lambda: lead.leading().rotate(space, "routine"))


def rotate_twice_concurrently(schedule: "Schedule", _laptop: "Laptop") -> None:
    """Two leads change the key of one space at the same time: one of them wins."""
    leads = [each for each in schedule.laptops if each.is_lead]
    if len(leads) < 2:
        return
    first, second = schedule.rng.sample(leads, 2)
    space = schedule.rng.choice(first.spaces())
    before = schedule.server.spaces(first.device)
    epoch = {state.space: state.epoch for state in before.spaces}[space]
    met = False

    def meet(route: str) -> None:
        nonlocal met
        if route == routes.ROSTER_APPEND and not met:
            met = True
            schedule.lead_acts(second, lambda: second.leading().rotate(space, "routine"))

    first.line.before = meet
    done = schedule.lead_acts(first, lambda: first.leading().rotate(space, "routine"))
    first.line.before = lambda _route: None
    after = {s.space: s.epoch for s in schedule.server.spaces(first.device).spaces}[space]
    # Either may have failed for another reason; who was told that it went well did win once.
    if met and not epoch + done <= after <= epoch + 2:
        raise Broken("RotateRaceOneWinner", f"epoch {epoch} became {after}")
    if done and not _has_key(schedule, first, space, after):
        raise Broken("RotateRaceOneWinner", f"{first.name} rotated and has no key of {after}")


def _has_key(schedule: "Schedule", laptop: "Laptop", space: bytes, epoch: int) -> bool:
    """Return True if a laptop holds the key that the server's roster names for an epoch."""
    key = laptop.cycle.trust().keys.get((space, epoch))
    roster = trusting.empty(laptop.cycle.trust().me).roster
    roster.extend(schedule.server.roster_pull(laptop.device, RosterPull(0)).entries)
    canary = roster.canary(space, epoch)
    return key is not None and canary is not None and opens_canary(key, space, epoch, canary)


def put_out(schedule: "Schedule", laptop: "Laptop") -> None:
    """A lead puts out a laptop whose work nobody has seen yet."""
    if laptop is schedule.lead or len(schedule.laptops) <= 2:
        return
    schedule.lift_quota()
    if schedule.sync(schedule.lead):
        put_out_by(schedule, schedule.lead, laptop)


def put_out_after_a_restore(schedule: "Schedule", laptop: "Laptop") -> None:
    """A laptop's work is acknowledged, lost by the server, and its owner put out at once."""
    if laptop is schedule.lead or len(schedule.laptops) <= 2:
        return
    schedule.lift_quota()
    schedule.back_up_server(laptop)
    schedule.person.create_linked_pair(laptop)
    schedule.person.edit_field(laptop)
    schedule.sync(laptop)
    schedule.put_in_place(schedule.machine.backups[-1])
    put_out(schedule, laptop)


MISFORTUNES: Final[dict[str, Callable[["Schedule", "Laptop"], None]]] = {
    rule.__name__: rule
    for rule in (
        sync_on_a_worse_line,
        proxy_413,
        freeze_space,
        deliver_late,
        reorder,
        crash_server,
        failover_lose_tail,
        back_up_vault,
        restore_vault,
        rotate,
        rotate_twice_concurrently,
        put_out,
        put_out_after_a_restore,
    )
}
