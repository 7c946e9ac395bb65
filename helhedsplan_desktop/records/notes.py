"""What was seen, heard and agreed."""

from typing import ClassVar

from helhedsplan_desktop.records.base import Record, codes, column, link, links
from helhedsplan_desktop.rules.merge_types import PROSE


class Note(Record, table=True):
    """A short dated text about one or several contacts, edited by its author only."""

    __tablename__ = "note"
    noun: ClassVar[str] = "Note"

    contacts: tuple[bytes, ...] = links(
        "Contact",
        "The people it is about; none: anonymous",
        ordered_by="happened_on",
        personal=True,
    )
    text: str = column(
        "What happened",
        default="",
        searched=True,
        free_text=True,
        personal=True,
        max_length=2000,
        merge=PROSE,
    )
    kind: str = column("Code of the note type", default="talk", max_length=20)
    channel: str = column("Code of the contact channel", default="", max_length=20)
    happened_on: str = column("Day, ISO 8601", required=True, max_length=10)
    happened_at: str = column("Local time HH:MM; empty: not told", default="", max_length=5)
    areas: tuple[str, ...] = codes("Codes of the focus areas", personal=True)
    cpr_override: bool = column(
        "The author said that a number in it is no CPR number", bool, default=False
    )


class Remark(Record, table=True):
    """What a colleague adds to another's note."""

    __tablename__ = "remark"
    noun: ClassVar[str] = "Remark"

    note: bytes | None = link("Note", "The note it belongs to", required=True, personal=True)
    text: str = column(
        "The remark",
        default="",
        searched=True,
        free_text=True,
        personal=True,
        max_length=2000,
        merge=PROSE,
    )
    cpr_override: bool = column(
        "The author said that a number in it is no CPR number", bool, default=False
    )
