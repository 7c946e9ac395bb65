"""The plan's places and focus areas: dated data, never enums in code."""

from typing import ClassVar

from helhedsplan_desktop.records.base import Record, codes, column, link


class FocusArea(Record, table=True):
    """A heading of Landsbyggefonden, valid in a period."""

    __tablename__ = "focus_area"
    noun: ClassVar[str] = "FocusArea"

    code: str = column("Short code, e.g. UDL", required=True, max_length=8, indexed=True)
    name_da: str = column("Full Danish name", required=True, max_length=120)
    name_en: str = column("Full English name", default="", max_length=120)
    short_da: str = column("Danish name for chips", default="", max_length=60)
    short_en: str = column("English name for chips", default="", max_length=60)
    hue: str = column("Token of its colour: UDL, BES, KRI, SAM or TVÆ", default="TVÆ", max_length=8)
    position: int = column("Place in lists, from 0", int, default=0)
    reported: bool = column("True if reported to Landsbyggefonden as an area", bool, default=True)
    valid_from: str = column("First day, ISO 8601", default="", max_length=10)
    valid_to: str = column("Last day, ISO 8601; empty: open", default="", max_length=10)


class Neighbourhood(Record, table=True):
    """A group of departments."""

    __tablename__ = "neighbourhood"
    noun: ClassVar[str] = "Neighbourhood"

    name: str = column("Name, e.g. Kløverparken", required=True, max_length=80)


class Department(Record, table=True):
    """A housing department with its vote on the plan and the focus areas it chose."""

    __tablename__ = "department"
    noun: ClassVar[str] = "Department"

    name: str = column("Name", required=True, searched=True, max_length=80)
    neighbourhood: bytes | None = link("Neighbourhood", "Its neighbourhood; NULL: none")
    organisation: str = column("Code of the housing organisation", default="", max_length=40)
    homes: int = column("Number of homes; 0: unknown", int, default=0)
    vote: str = column("yes, no or empty: not voted yet", default="", max_length=4)
    voted_on: str = column("Day of the vote, ISO 8601; empty: none", default="", max_length=10)
    joined_from: str = column(
        "First day in the plan, ISO 8601; empty: not in it", default="", max_length=10
    )
    joined_to: str = column(
        "Last day in the plan, ISO 8601; empty: open", default="", max_length=10
    )
    areas: tuple[str, ...] = codes("Codes of the focus areas it chose")
