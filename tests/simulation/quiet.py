"""The quiet after a schedule: what is asked and checked once everybody has talked."""

import contextlib
from typing import TYPE_CHECKING

from helhedsplan_desktop.sync.parcel_seal import UnsealedParcelError
from tests.simulation.ledger import Broken

if TYPE_CHECKING:
    from tests.simulation.schedule import Schedule


def lead_believes(schedule: "Schedule") -> bool:
    """Let the lead, asked by her program, say yes to old rows that she never saw."""
    asked = set[bytes]()
    for laptop in schedule.laptops:
        asked |= laptop.quarantined_spaces()
    if not asked:
        return False
    # Another lead may have spoken since her last look.
    schedule.lead.cycle.refresh_roster()
    return bool(schedule.lead.leading().take_up_lineages(believed=asked))


def let_gone_hand_over(schedule: "Schedule") -> None:
    """Let who was put out hand over what nobody has seen."""
    for laptop, _ in schedule.gone:
        schedule.sync(laptop)


def take_over_parcels(schedule: "Schedule") -> int:
    """Let the lead take over what others could not send; return how many records it changed.

    What a restored server still has from before stands unproved until its author puts it again.
    """
    taking = schedule.lead.cycle.taking_over()
    taken = 0
    for row in taking.listed():
        with contextlib.suppress(UnsealedParcelError):
            taken += len(taking.take(row.parcel))
    return taken


def gone_stay_out(schedule: "Schedule") -> None:
    """Check that who was put out can neither ask anything nor open what is new."""
    trust = schedule.lead.cycle.trust()
    roster = trust.roster
    for laptop, keys in schedule.gone:
        if schedule.sync(laptop):
            raise Broken("RevokedCannotWrite", f"{laptop.name} still syncs")
        held = laptop.keys()
        # A lead who was put out may have made another key of the same number, in another branch.
        newest = [(space, roster.epoch(space)) for space in laptop.spaces()]
        present = {(*which, bytes(trust.keys[which])) for which in newest if which in trust.keys}
        if not held <= keys or held & present:
            raise Broken("RevokedCannotReadNew", f"{laptop.name} holds a present key")


def save_refused_again(schedule: "Schedule") -> int:
    """Let everybody save once more what the server would not take; return how much."""
    refused = [(laptop, rid) for laptop in schedule.laptops for rid in sorted(laptop.refused())]
    for laptop, rid in refused:
        schedule.person.save_again(laptop, rid)
    return len(refused)
