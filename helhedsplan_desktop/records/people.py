"""Residents and other people whom the staff meet."""

from typing import ClassVar

from helhedsplan_desktop.records.base import Record, codes, column, link
from helhedsplan_desktop.rules.merge_types import Safety, Scalar


class Contact(Record, table=True):
    """The record of a resident or partner; never the meeting itself."""

    __tablename__ = "contact"
    noun: ClassVar[str] = "Contact"

    name: str = column(
        "Name or what the person is called",
        required=True,
        searched=True,
        free_text=True,
        personal=True,
        max_length=80,
    )
    alias: str = column(
        "Also known as; empty: none",
        default="",
        searched=True,
        free_text=True,
        personal=True,
        max_length=80,
    )
    identified: bool = column(
        "False while only an alias is known", bool, default=True, personal=True
    )
    kind: str = column("resident or partner", default="resident", max_length=20)
    department: bytes | None = link(
        "Department", "Where the person lives; NULL: unknown", personal=True
    )
    stairwell: str = column(
        "Stairwell or door; empty: not needed",
        default="",
        searched=True,
        free_text=True,
        personal=True,
        max_length=40,
        merge=Scalar("address"),
    )
    phone: str = column(
        "Phone number as dialled; empty: none",
        default="",
        searched=True,
        personal=True,
        max_length=24,
    )
    channel: str = column(
        "Code of the preferred contact channel; empty: none",
        default="",
        personal=True,
        max_length=20,
    )
    interpreter: str = column(
        "Language to interpret; empty: no need",
        default="",
        free_text=True,
        personal=True,
        max_length=40,
    )
    age_band: str = column(
        "Code of the age band; empty: unknown", default="", personal=True, max_length=8
    )
    areas: tuple[str, ...] = codes("Codes of the focus areas of the work", personal=True)
    owner: bytes | None = column("User id of the case owner; NULL: nobody", bytes, indexed=True)
    status: str = column(
        "do_not_contact, paused, moved, closed, enquiry or active",
        default="active",
        merge=Safety(("do_not_contact", "paused", "moved", "closed", "enquiry", "active")),
        max_length=20,
    )
    protected: bool = column(
        "Name or address protection",
        bool,
        default=False,
        personal=True,
        merge=Safety((True, False)),
    )
    informed_on: str = column(
        "Day on which the person was told what we keep, ISO 8601; empty: not",
        default="",
        personal=True,
        max_length=10,
    )
