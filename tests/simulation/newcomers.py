"""Newcomers: a lead invites them, they hand in the keys of a laptop, and join."""

import shutil
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from helhedsplan_desktop.foundation.errors import AppError
from helhedsplan_desktop.sync.transport import RefusedError, TransportError
from helhedsplan_protocol.roster import Role
from tests.simulation.template import BLANK, template

if TYPE_CHECKING:
    from tests.simulation.laptops import Laptop
    from tests.simulation.schedule import Schedule

MOST_LAPTOPS: Final = 6


def invite(schedule: "Schedule", _laptop: "Laptop", role: Role = "worker") -> None:
    """Invite somebody, who hands in the keys of a new laptop at once."""
    staff = (schedule.laptops, schedule.waiting, schedule.departing, schedule.gone)
    if sum(len(each) for each in staff) >= MOST_LAPTOPS:
        return
    schedule.invited += 1
    name = f"New{schedule.invited}"
    shutil.copy(template() / BLANK, schedule.folder / f"{name}.db")
    newcomer, lead = schedule.laptop(name), schedule.lead
    newcomer.use(lead.exchange)
    try:
        lead.cycle.refresh_roster()
        code = lead.inviting().invite(name, role, automatic=True).invite.code
        newcomer.enrolling().enrol(code, "pc")
    except (TransportError, RefusedError, AppError):
        newcomer.close()
        return
    newcomer.look()
    schedule.waiting.append(newcomer)


def invite_lead(schedule: "Schedule", laptop: "Laptop") -> None:
    """Invite a second lead."""
    invite(schedule, laptop, "lead")


def join(schedule: "Schedule", _laptop: "Laptop") -> None:
    """Let those join who were taken in."""
    for newcomer in list(schedule.waiting):
        try:
            stage = newcomer.enrolling().stage()
        except (RefusedError, AppError):
            stage = "closed"
        if stage in {"closed", "none"}:
            # A server that went back may not know the invitation: the lead makes a new one.
            schedule.waiting.remove(newcomer)
            newcomer.close()
        if stage != "approved":
            continue
        newcomer.enrolling().join()
        newcomer.look()
        newcomer.restart()
        newcomer.is_lead = newcomer.cycle.trust().roster.role_of_device(newcomer.device) == "lead"
        schedule.waiting.remove(newcomer)
        schedule.laptops.append(newcomer)


ADMISSIONS: Final[dict[str, Callable[["Schedule", "Laptop"], None]]] = {
    rule.__name__: rule for rule in (invite, invite_lead, join)
}
