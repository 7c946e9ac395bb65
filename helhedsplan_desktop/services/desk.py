"""Who sits here and what they work with: the collaborators that every use case needs."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from helhedsplan_desktop.foundation.clock import Clock, milliseconds
from helhedsplan_desktop.foundation.ids import Ids
from helhedsplan_desktop.store.repositories import organisation
from helhedsplan_desktop.store.repositories.reviews import Leads
from helhedsplan_desktop.store.store import Store


@dataclass(frozen=True, slots=True)
class Me:
    """The person who unlocked, on this laptop; `role` as in the roster."""

    user: bytes
    device: bytes
    name: str
    title: str
    role: str
    computer: str

    @property
    def is_lead(self) -> bool:
        """True if this person reviews caseloads."""
        return self.role == "lead"


@dataclass(frozen=True, slots=True)
class Homes:
    """The spaces that new records of this person go to."""

    plan: bytes
    team: bytes
    shielded: bytes


@dataclass(frozen=True, slots=True)
class MemberLabel:
    """A member of the staff by name."""

    user: bytes
    name: str
    title: str


UNKNOWN = MemberLabel(bytes(16), "", "")


class Names:
    """Names of the staff by user and by device, as of the moment it was made."""

    def __init__(self, members: Iterable[MemberLabel], users: dict[bytes, bytes]) -> None:
        self._members = {each.user: each for each in members}
        self._users = users

    def of_user(self, user: bytes | None) -> str:
        """Return a user's name; empty if unknown."""
        return self._members.get(user or b"", UNKNOWN).name

    def of_device(self, device: bytes) -> str:
        """Return the name of the user whose device it is; empty if unknown."""
        return self.of_user(self._users.get(device))

    def user_of(self, device: bytes) -> bytes | None:
        """Return the user whose device it is."""
        return self._users.get(device)

    def devices_of(self, user: bytes) -> list[bytes]:
        """Return every device of a user."""
        return [device for device, owner in self._users.items() if owner == user]


@dataclass(frozen=True)
class Desk:
    """What every use case works with.

    Args:
        device_users: device id to user id by the verified roster.
        lead_devices: the devices that ever were a lead's by it; None if there is no roster.
    """

    store: Store
    clock: Clock
    ids: Ids
    me: Me
    homes: Homes
    device_users: Callable[[], dict[bytes, bytes]]
    lead_devices: Leads

    def today(self) -> date:
        """Return this computer's calendar day."""
        return self.clock.now().astimezone().date()

    def now(self) -> int:
        """Return milliseconds since 1970 UTC."""
        return milliseconds(self.clock.now())

    def names(self) -> Names:
        """Return the staff's names as they are now."""
        with self.store.read() as connection:
            members = organisation.members(connection)
            reported = organisation.reports(connection)
        users = {row["device"]: row["user"] for row in reported} | self.device_users()
        users[self.me.device] = self.me.user
        return Names(
            (MemberLabel(row["user"], row["name"], row["title"]) for row in members), users
        )
