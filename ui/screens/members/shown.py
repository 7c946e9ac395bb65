"""What the page of people and access shows."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto

from ui.language import translate

ROLES = ("worker", "lead", "reader")
"""Roles that a lead can invite to."""


@dataclass(frozen=True, slots=True)
class LaptopShown:
    """A laptop; `synced_at` in ms since 1970 UTC, 0: it never reported.

    Args:
        mine: True for the laptop that shows this.
    """

    device: bytes
    name: str
    synced_at: int
    days_silent: int
    mine: bool = False


@dataclass(frozen=True, slots=True)
class PersonShown:
    """One of the staff with the laptops that may read.

    Args:
        me: True for the person who looks.
    """

    user: bytes
    name: str
    title: str
    role: str
    laptops: tuple[LaptopShown, ...]
    me: bool


class Stage(Enum):
    """How far an invitation has come."""

    WAITING = auto()  # nobody used the code yet
    CLAIMED = auto()  # a laptop used the code and waits for the lead
    EXPIRED = auto()
    SPOILT = auto()  # wrong tries, or keys that do not prove the code


@dataclass(frozen=True, slots=True)
class InvitationShown:
    """An invitation that is not finished; `expires_at` in ms since 1970 UTC."""

    invite: int
    name: str
    role: str
    expires_at: int
    stage: Stage


@dataclass(frozen=True, slots=True)
class CodeShown:
    """A fresh invitation with its code, which is shown once and never sent."""

    invite: int
    name: str
    role: str
    code: str
    expires_at: int
    automatic: bool


@dataclass(frozen=True, slots=True)
class SpaceShown:
    """A space of the organisation.

    Args:
        purpose: plan, team or shielded.
        name: as people call it.
        members: users who read it.
        readers: their names.
        mine: True if this lead may change it.
    """

    space: bytes
    purpose: str
    name: str
    members: frozenset[bytes]
    readers: tuple[str, ...]
    mine: bool


@dataclass(frozen=True, slots=True)
class MembersShown:
    """Everything that the page shows; `now` local and aware."""

    people: tuple[PersonShown, ...]
    invitations: tuple[InvitationShown, ...]
    now: datetime
    spaces: tuple[SpaceShown, ...] = ()


@dataclass(frozen=True, slots=True)
class InviteForm:
    """What a lead fills in to invite somebody."""

    name: str
    title: str
    role: str
    automatic: bool


def role_name(role: str) -> str:
    """Return what a role is called."""
    return {
        "worker": translate("Members", "Worker"),
        "lead": translate("Members", "Team lead"),
        "reader": translate("Members", "Reader"),
        "auditor": translate("Members", "Data protection officer"),
    }.get(role, role)


def role_meaning(role: str) -> str:
    """Return in one sentence what a role may do."""
    return {
        "worker": translate("Members", "Reads and writes contacts and notes of the team."),
        "lead": translate(
            "Members", "The same, and reviews the team's contacts and decides who has access."
        ),
        "reader": translate("Members", "Reads, and changes nothing."),
        "auditor": translate("Members", "Reads who looked at what, and no notes."),
    }.get(role, "")
