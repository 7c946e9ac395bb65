"""What the window shows of belonging: the recovery sheet and invitations."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sheet:
    """The two lines of the recovery sheet, to be written down and confirmed."""

    lines: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Invitation:
    """A code to hand over by voice or paper; `expires_at` in ms since 1970 UTC."""

    invite_id: int
    name: str
    role: str
    code: str
    expires_at: int
    automatic: bool


@dataclass(frozen=True, slots=True)
class OpenInvitation:
    """An invitation that waits: `arrived` once the newcomer can be approved.

    Args:
        forged: keys came that do not prove the code; cancel it and invite anew.
        burnt: five wrong tries closed it.
    """

    invitation: Invitation
    arrived: bool
    forged: bool
    burnt: bool
