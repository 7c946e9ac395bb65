"""People of the staff, names of spaces and what each laptop reports."""

from typing import ClassVar

from helhedsplan_desktop.records.base import Record, column


class Member(Record, table=True):
    """A person of the staff; the roster knows only the id."""

    __tablename__ = "member"
    noun: ClassVar[str] = "Member"

    user: bytes = column("User id of the roster", bytes, required=True, indexed=True)
    name: str = column("Full name", required=True, searched=True, max_length=80)
    title: str = column("Title on screen, e.g. Boligsocial medarbejder", default="", max_length=80)
    employer: str = column(
        "Code of the employing organisation; empty: unknown", default="", max_length=40
    )
    authority: bool = column("Holds a municipal authority role", bool, default=False)
    active: bool = column("False after the person has left", bool, default=True)


class SpaceName(Record, table=True):
    """The name of a space; the roster knows only its id."""

    __tablename__ = "space_name"
    noun: ClassVar[str] = "SpaceName"

    of_space: bytes = column("The space that is named", bytes, required=True, indexed=True)
    name: str = column("Name on screen, e.g. Team Øst", required=True, max_length=80)
    purpose: str = column("plan, team or shielded", default="team", max_length=20)


class DeviceReport(Record, table=True):
    """What one laptop last told about its syncing: the source of every freshness mark."""

    __tablename__ = "device_report"
    noun: ClassVar[str] = "DeviceReport"

    device: bytes = column("Device id of the roster", bytes, required=True, indexed=True)
    user: bytes = column("User id that the device belongs to", bytes, required=True)
    name: str = column("Name of the computer as its user chose it", default="", max_length=80)
    synced_at: int = column("Last finished sync, ms since 1970 UTC; 0: never", int, default=0)
    unsent: int = column("Records waiting to be sent", int, default=0)
    refused: int = column("Records that the server refused", int, default=0)
    quarantined: int = column("Received versions that could not be opened", int, default=0)
    clock_drift: int = column(
        "Seconds that the laptop's clock is ahead of the server", int, default=0
    )
    program: str = column("Program version", default="", max_length=40)
