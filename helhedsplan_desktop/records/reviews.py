"""What leads have looked at."""

from typing import ClassVar

from helhedsplan_desktop.records.base import Record, column, link
from helhedsplan_desktop.rules.merge_types import Scalar

_PLACE = Scalar("place")


class Review(Record, table=True):
    """That a lead has seen a contact, up to a revision of its space; one a contact and laptop."""

    __tablename__ = "review"
    noun: ClassVar[str] = "Review"

    contact: bytes | None = link("Contact", "Whom the lead has seen", required=True)
    lead: bytes = column("User id of the lead", bytes, required=True)
    device: bytes = column("Device that it was seen on", bytes, required=True)
    of_space: bytes = column("Space whose revisions are meant", bytes, required=True, merge=_PLACE)
    lineage: bytes = column("Lineage of those revisions", bytes, required=True, merge=_PLACE)
    through: int = column("The latest revision that was seen", int, default=0, merge=_PLACE)
