"""One organisation, two servers: each shows those who ask it another view, until they meet again.

Two ways lead there: a standby that was promoted while the old server still answered some, and a
server that lies and shows each group its own view of one history. When all meet one line again,
whoever stood apart must notice, nothing that anybody saved may be lost, and once a lead has decided
whose log stays, work goes on.
"""

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from helhedsplan_desktop.foundation.errors import AppError
from helhedsplan_desktop.services.access import Access
from helhedsplan_desktop.services.server_lines import ServerLines
from helhedsplan_desktop.store import directory, raw, sync_marks
from helhedsplan_desktop.store.tables import ERASED
from helhedsplan_desktop.sync.forks import common_length
from helhedsplan_desktop.sync.roles import Roles
from helhedsplan_protocol.roster import SignedEntry, entry_hash
from helhedsplan_server.server import Server
from tests.simulation.ageing import lead_lets_go_on
from tests.simulation.departing import put_out_by
from tests.simulation.invariants import is_unsent, shown_words
from tests.simulation.ledger import Broken
from tests.simulation.line import Exchange, Line
from tests.simulation.lying import traces

if TYPE_CHECKING:
    from tests.simulation.laptops import Laptop
    from tests.simulation.machine import Machine
    from tests.simulation.schedule import Schedule
    from tests.simulation.watching import WireWatch

ROUNDS: Final = 3
"""Times that everybody hears of a fork and a lead decides, until none is left."""


@dataclass
class Split:
    """The other view.

    Args:
        machine: where it is served.
        exchange: its end of the lines.
        watch: sees what it is asked.
        copy: the database as it was when the views parted.
        journal: the journal of that moment.
        promoted: a standby that serves a history of its own; else a server that lies.
    """

    machine: "Machine"
    exchange: Exchange
    watch: "WireWatch"
    copy: Path
    journal: Path
    promoted: bool


def make_lead(schedule: "Schedule", laptop: "Laptop") -> None:
    """A lead lets somebody lead too: without a second one no log has branches."""
    lead = schedule.lead
    trust = lead.cycle.trust()
    user = trust.roster.user_of(laptop.device)
    if laptop.is_lead or user is None:
        return
    roles = Roles(trust, lead.ids, lead.randomness)
    laptop.is_lead = schedule.lead_acts(lead, lambda: lead.leading().set_role(user, "lead", roles))


def put_out_by_another(schedule: "Schedule", laptop: "Laptop") -> None:
    """A second lead puts somebody out, in her view."""
    others = [each for each in schedule.laptops[1:] if each.is_lead and each is not laptop]
    if laptop is schedule.lead or not others or len(schedule.laptops) <= 2:
        return
    put_out_by(schedule, schedule.rng.choice(others), laptop)


def fork_view(schedule: "Schedule", _laptop: "Laptop") -> None:
    """From now on some laptops speak to another server than the rest."""
    apart = [each for each in schedule.laptops if schedule.rng.random() < 0.5]
    if schedule.split is not None or len(apart) in {0, len(schedule.laptops)}:
        return
    promoted = schedule.rng.random() < 0.5
    twin = schedule.machine.twin(f"server{schedule.steps}", schedule.rng.getrandbits(64))
    copy, journal = schedule.folder / "split.db", schedule.folder / "split.log"
    shutil.copy(twin.database, copy)
    shutil.copy(twin.journal, journal)
    watch = schedule.watch.apart()
    exchange = Exchange(twin.start(restoring=promoted), watch)
    schedule.split = Split(twin, exchange, watch, copy, journal, promoted)
    for each in apart:
        each.use(exchange)
    kind = "promoted" if promoted else "lies"
    schedule.trace.append(f"  {kind}, apart: {' '.join(each.name for each in apart)}")


def meet_again(schedule: "Schedule", _laptop: "Laptop") -> None:
    """One of both servers goes; everybody speaks to the other one."""
    split, schedule.split = schedule.split, None
    if split is None:
        return
    rng = schedule.rng
    schedule.trace.append("  all meet")
    _choose(schedule, split)
    others = [each for each in schedule.everybody() if each.exchange is not schedule.exchange]
    dropped = [each for each in others if each in schedule.laptops]
    _give_up(schedule, split)
    for each in others:
        each.use(schedule.exchange)
    # Who has more of the log than this server hands it in, but not the grants that came with it.
    server = schedule.server
    apart = any(_branched(each, server) or _is_longer(each, server) for each in others)
    for each in dropped:
        if not split.promoted:
            # One history was told in two ways: until it has compared them, its cursor and its
            # mirrors speak of the other one.
            schedule.checks.forget(each)
            schedule.strangers.add(each.device)
    for each in dropped:
        if rng.random() < 0.7:
            _meets(schedule, each)
    if split.promoted:
        return
    # Only a server that was put back believes that its log can have branches, and tells leads that
    # grants may lack. What a laptop could not hand it yet is a branch as soon as the log goes on.
    if schedule.lead not in dropped and not apart and rng.random() < 0.5:
        lead_lets_go_on(schedule)
    else:
        _put_back(schedule, split)


def _choose(schedule: "Schedule", split: Split) -> None:
    """Let the standby stay, or either view of a server that lies."""
    if split.promoted or schedule.rng.random() < 0.5:
        schedule.machine.stop()
        schedule.machine, schedule.exchange = split.machine, split.exchange
        schedule.watch = split.watch
    else:
        split.machine.stop()


def _give_up(schedule: "Schedule", split: Split) -> None:
    """Let the ledger forget what only a view that its liar dropped had, and who is put out since.

    No restore tells that laptop that what was acknowledged is nowhere any more, and nobody answers
    what it asks; the others never heard of it.
    """
    gone = [] if split.promoted else [each for each, _ in schedule.gone]
    gone = [each for each in gone if each.exchange is not schedule.exchange]
    for rid, story in list(schedule.ledger.stories.items()):
        others = [shown_words(each, rid, story) for each in schedule.laptops]
        seen = [each for each in others if each is not None]
        for each in gone:
            words = shown_words(each, rid, story)
            if words is None or is_unsent(each, rid):
                continue
            story.living -= words.difference(*seen)
            if not seen:
                schedule.ledger.stories.pop(rid, None)


def _put_back(schedule: "Schedule", split: Split) -> None:
    """The operator finds out, and puts back what there was before the views parted."""
    if schedule.rng.random() < 0.3:
        schedule.trace.append("  without the journal")
        shutil.copy(split.journal, schedule.machine.journal)
    schedule.put_in_place(split.copy)


def _meets(schedule: "Schedule", laptop: "Laptop") -> None:
    """Let a laptop speak to the server that it was kept from.

    Raises:
        Broken: it noticed nothing though the server has another history than it was shown.
    """
    lost, branched = _lost(laptop, schedule.server), _branched(laptop, schedule.server)
    before = traces(laptop)
    if not schedule.sync(laptop):
        return
    schedule._look(laptop)
    if branched and _branched(laptop, schedule.server) and not laptop.cycle.forked:
        raise Broken("ForkDetectedOnMeeting", f"{laptop.name} sees no branch of the roster")
    if traces(laptop) != before:
        return
    looked_into = _looked_into(laptop, schedule.server)
    in_sight = [(rid, vid) for space, rid, vid in lost if space in looked_into]
    if unseen := [rid.hex()[-12:] for rid, vid in in_sight if not _went_in(laptop, rid, vid)]:
        raise Broken("ForkDetectedOnMeeting", f"{laptop.name} sees no other history of {unseen}")


def _went_in(laptop: "Laptop", rid: bytes, vid: bytes) -> bool:
    """Return True if a version went into what the server has now, by somebody who had it too.

    An erase goes on from anything, and names nothing that was before: all of it is gone alike.
    """
    with laptop.store.read() as connection:
        held = raw.rows(
            connection, "SELECT vid FROM sealed WHERE state = 'mirror' AND rid = ?", (rid,)
        )
        entry = directory.entries(connection, [rid])[rid]
    return (vid,) not in held and (entry.life == ERASED or vid in entry.ancestors)


def _lost(laptop: "Laptop", server: Server) -> list[tuple[bytes, bytes, bytes]]:
    """Return (space, rid, vid) of what a laptop holds as the server's and this one never had."""
    with laptop.store.read() as connection:
        held = raw.rows(connection, "SELECT space, vid, rid FROM sealed WHERE state = 'mirror'")
    with server._store.read() as connection:
        known = set(map(tuple, connection.exec_driver_sql("SELECT space, vid FROM vids").all()))
    return [(space, rid, vid) for space, vid, rid in held if (space, vid) not in known]


def _looked_into(laptop: "Laptop", server: Server) -> set[bytes]:
    """Return the spaces of which a laptop asks: the server shows them, and their key is here.

    A branch of the log may give it more, and the grants of a key may be on their way.
    """
    trust = laptop.cycle.trust()
    spaces = server.spaces(laptop.device).spaces
    return {s.space for s in spaces if (s.space, trust.roster.epoch(s.space)) in trust.keys}


def _branched(laptop: "Laptop", server: Server) -> bool:
    """Return True if the laptop's log and the server's went on in different ways."""
    with laptop.store.read() as connection:
        ours = sync_marks.roster_entries(connection)
    theirs = _log_of(server)
    return common_length(ours, theirs) < min(len(ours), len(theirs))


def _is_longer(laptop: "Laptop", server: Server) -> bool:
    """Return True if the laptop's log goes on after the server's ends."""
    with laptop.store.read() as connection:
        return len(sync_marks.roster_entries(connection)) > len(_log_of(server))


def _log_of(server: Server) -> Sequence[SignedEntry]:
    query = "SELECT bytes, sig FROM roster_entries ORDER BY n"
    with server._store.read() as connection:
        return [SignedEntry(*row) for row in connection.exec_driver_sql(query)]


def went_over(laptop: "Laptop", stood: tuple[int, bytes]) -> bool:
    """Return True if a laptop gave up the log that it stood on, and what was sealed under it."""
    n, head = stood
    with laptop.store.read() as connection:
        entry = sync_marks.roster_entries(connection, n)[:1]
    return [entry_hash(each.bytes, each.sig) for each in entry] != [head]


def end_fork(schedule: "Schedule", _laptop: "Laptop") -> None:
    """A lead decides that the server's log stays, if she is told of another one."""
    lead = schedule.lead
    lines = ServerLines(
        lead.store,
        lead.clock,
        lead.ids,
        lead.randomness,
        lambda _address: Line(lead.exchange, lambda: lead.device),
        lead.program,
    )
    try:
        Access(lines).resolve_fork()
    except AppError as told:
        schedule.trace.append(f"  not ended: {told!r}")


def end_all_forks(schedule: "Schedule") -> None:
    """Let everybody meet, and a lead decide, until there is one view and one log.

    Raises:
        Broken: a fork stays open though a lead decided.
    """
    meet_again(schedule, schedule.lead)
    schedule.lift_quota()
    for _ in range(ROUNDS):
        # Who was put out while the views were apart may bring a branch too.
        for laptop in (*schedule.laptops, *(gone for gone, _ in schedule.gone)):
            schedule.sync(laptop)
        end_fork(schedule, schedule.lead)
    # Whom a branch put out is out once the server knows that branch, not before.
    schedule.gone = [(laptop, keys | laptop.keys()) for laptop, keys in schedule.gone]
    lead_lets_go_on(schedule)
    for laptop in schedule.laptops:
        schedule.sync(laptop)
        if laptop.cycle.forked or _branched(laptop, schedule.server):
            raise Broken("ForkEnds", f"{laptop.name} still stands on a branch of the log")


FORKS: Final[dict[str, Callable[["Schedule", "Laptop"], None]]] = {
    rule.__name__: rule for rule in (make_lead, put_out_by_another, fork_view, meet_again, end_fork)
}
