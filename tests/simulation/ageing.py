"""Programs of other ages on the laptops, and a vault that is in use twice."""

import shutil
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Final

from tests.simulation.ledger import Broken

if TYPE_CHECKING:
    from tests.simulation.laptops import Laptop
    from tests.simulation.schedule import Schedule

FIELD: Final = "pet"
"""A field of contacts that only a newer program knows."""

LATER: Final = "Note"
"""A noun that an older program has never heard of."""


def downgrade_device(schedule: "Schedule", laptop: "Laptop") -> None:
    """A laptop has a program that does not know a noun yet; what comes of it waits there."""
    if laptop is not schedule.lead:
        laptop.install(f"0.0.{schedule.steps}", without=LATER)


def upgrade_device(schedule: "Schedule", laptop: "Laptop") -> None:
    """A laptop gets the program of today."""
    laptop.install(f"0.1.{schedule.steps}")


def edit_unknown(schedule: "Schedule", laptop: "Laptop") -> None:
    """Somebody with a newer program fills in a field that nobody else's program knows."""
    schedule.person.edit_unknown(laptop, FIELD)


def clone_device(schedule: "Schedule", laptop: "Laptop") -> None:
    """A copy of a vault is used beside it: both are stopped until a lead says which may go on."""
    if laptop is schedule.lead or not schedule.sync(laptop) or laptop.has_unsent():
        return
    laptop.close()
    vault = laptop.vault.with_name(f"{laptop.name}.stolen.db")
    shutil.copy(laptop.vault, vault)
    laptop.reopen()
    copy = schedule.another(laptop.name, vault)
    for each in (copy, laptop, copy):
        # Each begins a session of its own; the third has to show what is spent.
        each.restart()
        schedule.sync(each)
    copy.close()
    doubts = schedule.server.spaces(schedule.lead.device).doubts
    if not any(doubt.suspected and doubt.device == laptop.device for doubt in doubts):
        raise Broken("CloneNoticed", f"nobody noticed a copy of {laptop.name}")
    _stopped(schedule, laptop)
    lead_lets_go_on(schedule)
    schedule.sync(laptop)


def _stopped(schedule: "Schedule", laptop: "Laptop") -> None:
    """Check that a laptop whose vault was seen twice sends nothing."""
    schedule.person.edit_field(laptop)
    before = laptop.has_unsent()
    schedule.sync(laptop)
    if before and not laptop.has_unsent():
        raise Broken("CloneSendsNothing", f"{laptop.name} sends though its vault was seen twice")


def lead_lets_go_on(schedule: "Schedule") -> None:
    """Let a lead say that laptops may go on whose vaults were seen twice."""
    lead = schedule.lead
    doubts = schedule.server.spaces(lead.device).doubts
    for device in {doubt.device for doubt in doubts if doubt.suspected}:
        schedule.lead_acts(lead, partial(_trust_again, lead, device))


def _trust_again(lead: "Laptop", device: bytes) -> None:
    lead.leading().trust_again(device)


def all_go_on(schedule: "Schedule") -> None:
    """Let everybody have the program of today, and no vault be doubted."""
    for laptop in (*schedule.laptops, *(gone for gone, _ in schedule.gone)):
        if laptop.without:
            laptop.install("0.2.0")
    lead_lets_go_on(schedule)


AGEING_ACTS: Final[dict[str, Callable[["Schedule", "Laptop"], None]]] = {
    rule.__name__: rule for rule in (downgrade_device, upgrade_device, edit_unknown, clone_device)
}
