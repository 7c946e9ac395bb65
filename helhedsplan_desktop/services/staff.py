"""The people of the organisation as a lead sees them: roles by the roster, names by the records."""

from dataclasses import dataclass

from sqlalchemy import Connection

from helhedsplan_desktop.services.desk import Me
from helhedsplan_desktop.store.repositories import organisation
from helhedsplan_protocol.roster_view import RosterView


@dataclass(frozen=True, slots=True)
class StaffLaptop:
    """A laptop that may read; `synced_at` is its last report, ms since 1970 UTC, 0: never."""

    device: bytes
    name: str
    synced_at: int


@dataclass(frozen=True, slots=True)
class StaffMember:
    """One of the staff; `role` as in the roster."""

    user: bytes
    name: str
    title: str
    role: str
    laptops: tuple[StaffLaptop, ...]


def staff_of(connection: Connection, roster: RosterView | None, me: Me) -> tuple[StaffMember, ...]:
    """Return everybody whom the roster names, by name, with the laptops that are not revoked.

    Args:
        roster: the verified roster; None in the practice town, where everybody but `me` is a
            worker and the laptops are those that reported.
        me: who looks.
    """
    reports = {row["device"]: row for row in organisation.reports(connection)}
    people = []
    for row in organisation.members(connection):
        user = row["user"]
        if roster is not None:
            role: str | None = roster.role_of_user(user)
        else:
            role = me.role if user == me.user else "worker"
        if role is None:
            # Invited and not in yet: the invitation tells of them.
            continue
        devices = (
            [each.device for each in roster.active_devices(user)]
            if roster is not None
            else [device for device, report in reports.items() if report["user"] == user]
        )
        laptops = tuple(
            StaffLaptop(
                device, report["name"] if report else "", report["synced_at"] if report else 0
            )
            for device in devices
            for report in (reports.get(device),)
        )
        people.append(StaffMember(user, row["name"], row["title"], role, laptops))
    return tuple(people)
