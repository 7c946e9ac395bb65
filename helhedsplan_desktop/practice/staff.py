"""Who works in the practice town."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from helhedsplan_desktop.foundation.ids import Randomness
from helhedsplan_desktop.practice import source

SMALL_TOWN: Final = 5
_CONTACTS_A_COLLEAGUE: Final = 400
_LOADS: Final = (38, 24, 19, 31)
"""Open cases of the first workers, so that a lead has something to even out."""

_USUAL_LOADS: Final = (22, 34, 27, 30, 25)


@dataclass(frozen=True, slots=True)
class StaffMember:
    """An invented colleague with a laptop."""

    user: bytes
    device: bytes
    name: str
    title: str
    employer: str
    computer: str
    lead: bool
    authority: bool
    silent_days: int


def invite(randomness: Randomness, contacts: int) -> tuple[StaffMember, ...]:
    """Return the staff of a town of that many contacts, 5 to 25 people."""
    everyone = source.staff()
    count = min(len(everyone), SMALL_TOWN + max(0, contacts - 500) // _CONTACTS_A_COLLEAGUE)
    return tuple(
        StaffMember(
            user=randomness.bytes(16),
            device=randomness.bytes(16),
            name=each.name,
            title=each.title,
            employer=each.employer,
            computer=each.computer,
            lead=each.lead,
            authority=each.authority,
            silent_days=each.silent_days,
        )
        for each in everyone[:count]
    )


def workers(staff: Sequence[StaffMember]) -> tuple[StaffMember, ...]:
    """Return those who meet residents."""
    return tuple(each for each in staff if "medarbejder" in each.title.split()[-1].lower())


def shares(count: int) -> list[int]:
    """Return how many open cases each of `count` workers has at most."""
    return [
        _LOADS[each] if each < len(_LOADS) else _USUAL_LOADS[each % len(_USUAL_LOADS)]
        for each in range(count)
    ]
