"""Laptops on their way out: they send what they have, write nothing new, and are put out then."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from helhedsplan_desktop.foundation.errors import AppError, Problem
from helhedsplan_desktop.store import standing
from helhedsplan_desktop.store.standing import Standing
from tests.simulation.ledger import Broken
from tests.simulation.rules import MOVING_ACTS

if TYPE_CHECKING:
    from tests.simulation.laptops import Laptop
    from tests.simulation.schedule import Schedule


def drain(schedule: "Schedule", laptop: "Laptop") -> None:
    """A lead lets a laptop send its last work; it hears of that when it syncs next."""
    if laptop is schedule.lead or len(schedule.laptops) <= 2:
        return
    lead = schedule.lead
    if schedule.lead_acts(lead, lambda: lead.leading().drain(laptop.device)):
        schedule.laptops.remove(laptop)
        schedule.departing.append(laptop)


def work_on_its_way_out(schedule: "Schedule", _laptop: "Laptop") -> None:
    """Somebody who leaves works on, as long as the laptop has not heard that it may not."""
    for laptop in _one(schedule):
        if _standing(laptop) is Standing.ACTIVE:
            getattr(schedule.person, schedule.rng.choice(MOVING_ACTS))(laptop)
        else:
            _cannot_write(schedule, laptop)


def sync_on_its_way_out(schedule: "Schedule", _laptop: "Laptop") -> None:
    """A laptop that leaves syncs, on a line of any kind, or is cut off."""
    ways = ("sync", "sync", "sync_on_a_bad_line", "crash_device", "meet_in_flight")
    for laptop in _one(schedule):
        getattr(schedule, schedule.rng.choice(ways))(laptop)
        schedule._look(laptop)


def see_off(schedule: "Schedule", _laptop: "Laptop") -> None:
    """A lead puts out a laptop that was to send its last work, whether it has or not."""
    for laptop in _one(schedule):
        if schedule.sync(schedule.lead):
            put_out_by(schedule, schedule.lead, laptop)


def depart(schedule: "Schedule") -> None:
    """See some of those off who leave, once everybody has talked; what they had must be there.

    Who stays is looked at as everybody else is: a laptop on its way out fetches and sends.
    """
    leaving, schedule.departing = schedule.departing, []
    for laptop in leaving:
        if _standing(laptop) is not Standing.DRAINING:
            raise Broken("DrainedReadsOnly", f"{laptop.name} has not heard that it leaves")
        _cannot_write(schedule, laptop)
        if laptop.has_unsent() and not laptop.refused():
            raise Broken("DrainLosesNothing", f"{laptop.name} has work that it does not send")
        # What was refused waits for its person, who cannot save it again: it goes to a lead.
        if laptop.refused() or schedule.rng.random() < 0.5:
            schedule.laptops.remove(laptop)
            if not put_out_by(schedule, schedule.lead, laptop):
                raise Broken("DrainLosesNothing", f"{laptop.name} cannot be put out")
            schedule.sync(laptop)


def put_out_by(schedule: "Schedule", lead: "Laptop", laptop: "Laptop") -> bool:
    """Let a lead put a laptop out; False if the line or the server would not have it."""
    keys = laptop.keys()
    if not schedule.lead_acts(lead, lambda: lead.leading().revoke(laptop.device, "left")):
        return False
    for staff in (schedule.laptops, schedule.departing):
        if laptop in staff:
            staff.remove(laptop)
    schedule.gone.append((laptop, keys))
    return True


def _one(schedule: "Schedule") -> "list[Laptop]":
    """Return one of those who leave, none if nobody does."""
    return [schedule.rng.choice(schedule.departing)] if schedule.departing else []


def _standing(laptop: "Laptop") -> Standing:
    with laptop.store.read() as connection:
        return standing.stored(connection)


def _cannot_write(schedule: "Schedule", laptop: "Laptop") -> None:
    try:
        schedule.person.create_linked_pair(laptop)
    except AppError as told:
        if told.problem is not Problem.NOT_ALLOWED:
            raise
    else:
        raise Broken("DrainedReadsOnly", f"{laptop.name} takes new work on its way out")


DEPARTURES: Final[dict[str, Callable[["Schedule", "Laptop"], None]]] = {
    rule.__name__: rule for rule in (drain, work_on_its_way_out, sync_on_its_way_out, see_off)
}
