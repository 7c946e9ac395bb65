"""Planned next steps."""

from typing import ClassVar, Final

from sqlalchemy import Index

from helhedsplan_desktop.records.base import Record, column, link
from helhedsplan_desktop.rules.merge_types import Scalar

QUESTION: Final = "question"
"""Code of the priority that makes a follow-up a lead's question; Source: ADR 0033."""


class FollowUp(Record, table=True):
    """A planned next step with its due date."""

    __tablename__ = "follow_up"
    __table_args__ = (
        Index("ix_follow_up_next", "contact", "status", "due_on"),
        Index("ix_follow_up_closed", "status", "closed_on"),
    )
    noun: ClassVar[str] = "FollowUp"

    contact: bytes | None = link(
        "Contact", "Whom it is about; NULL: nobody in particular", personal=True
    )
    note: bytes | None = link("Note", "The note it came from; NULL: none", personal=True)
    what: str = column(
        "What shall be done",
        required=True,
        searched=True,
        free_text=True,
        personal=True,
        max_length=200,
    )
    due_on: str = column("Day, ISO 8601", required=True, max_length=10, merge=Scalar("due"))
    due_at: str = column(
        "Local time HH:MM; empty: any time", default="", max_length=5, merge=Scalar("due")
    )
    area: str = column("Code of the focus area; empty: none", default="", max_length=8)
    owner: bytes | None = column("User id of who shall do it", bytes, indexed=True)
    priority: str = column(
        "normal, soon or urgent",
        default="normal",
        max_length=8,
    )
    status: str = column(
        "open, done or dropped", default="open", max_length=8, merge=Scalar("outcome")
    )
    closed_on: str = column(
        "Day of done or dropped, ISO 8601; empty: open",
        default="",
        max_length=10,
        merge=Scalar("outcome"),
    )
    outcome: str = column(
        "What came of it, or why it was dropped",
        default="",
        free_text=True,
        personal=True,
        max_length=500,
        merge=Scalar("outcome"),
    )
