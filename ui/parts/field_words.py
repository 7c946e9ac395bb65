"""Fields of records and their values in words, for two versions side by side."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final

from helhedsplan_desktop.records.catalogue import Catalogue
from helhedsplan_desktop.services.contact_views import AreaLabel, DepartmentLabel
from helhedsplan_desktop.services.desk import MemberLabel
from ui.day_words import date_words, day_and_time
from ui.language import current_language, translate

_DAYS: Final = frozenset({"happened_on", "due_on", "closed_on", "informed_on"})
_HOURS: Final = frozenset({"happened_at", "due_at"})


def field_name(path: str) -> str:
    """Return how a field or a group of fields is called."""
    return {
        "name": translate("Fields", "Name"),
        "alias": translate("Fields", "Known as"),
        "identified": translate("Fields", "Identity"),
        "kind": translate("Fields", "Kind"),
        "department": translate("Fields", "Department"),
        "stairwell": translate("Fields", "Stairwell"),
        "address": translate("Fields", "Stairwell"),
        "phone": translate("Fields", "Phone"),
        "channel": translate("Fields", "Channel"),
        "interpreter": translate("Fields", "Needs interpreter"),
        "age_band": translate("Fields", "Age band"),
        "areas": translate("Fields", "Focus area"),
        "area": translate("Fields", "Focus area"),
        "owner": translate("Fields", "Case owner"),
        "status": translate("Fields", "Status"),
        "protected": translate("Fields", "Name and address protection"),
        "informed_on": translate("Fields", "Told what we keep"),
        "text": translate("Fields", "Text"),
        "what": translate("Fields", "Next step"),
        "happened_on": translate("Fields", "Date"),
        "happened_at": translate("Fields", "Time"),
        "contacts": translate("Fields", "Who"),
        "due": translate("Fields", "Due date"),
        "due_on": translate("Fields", "Due date"),
        "priority": translate("Fields", "Priority"),
        "outcome": translate("Fields", "Outcome"),
        "deleted_by": translate("Fields", "Deleted"),
    }.get(path, path)


class FieldWords:
    """Says values of fields as people read them.

    Args:
        catalogue: names of codes.
        areas: names of focus areas.
        departments: names of departments.
        members: names of the staff.
        people: contact id to name, for fields that name contacts.
        today: the present day.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        areas: Sequence[AreaLabel],
        departments: Sequence[DepartmentLabel],
        members: Sequence[MemberLabel],
        today: date,
        people: Mapping[bytes, str] | None = None,
    ) -> None:
        self._catalogue = catalogue
        self._areas = {each.code: each.name for each in areas}
        self._departments = {each.rid: each.name for each in departments}
        self._members = {each.user: each.name for each in members}
        self._people = people or {}
        self._today = today

    def value(self, noun: str, path: str, value: Any) -> str:
        """Return a wire value in words; an empty one as a dash in words.

        Args:
            noun: of the record.
            path: column, or group of columns.
            value: as the service gives it; a group as a mapping of columns.
        """
        if isinstance(value, Mapping):
            said = self._group(noun, path, value)
        elif isinstance(value, (list, tuple)):
            said = self._several(noun, path, value)
        else:
            said = self._single(noun, path, value)
        return said or translate("Fields", "Not filled in")

    def _group(self, noun: str, path: str, value: Mapping[str, Any]) -> str:
        if path == "due" and value.get("due_on"):
            day = date.fromisoformat(value["due_on"])
            return day_and_time(day, value.get("due_at") or "", self._today)
        parts = (self._single(noun, name, each) for name, each in value.items())
        return " · ".join(part for part in parts if part)

    def _several(self, noun: str, path: str, value: Iterable[Any]) -> str:
        return ", ".join(self._single(noun, path, each) for each in value)

    def _single(self, noun: str, path: str, value: Any) -> str:
        if value is None or value in {"", b""}:
            return ""
        if isinstance(value, bool):
            return translate("Fields", "Yes") if value else translate("Fields", "No")
        if isinstance(value, bytes):
            return self._reference(path, value)
        text = str(value)
        if path in _DAYS:
            return date_words(date.fromisoformat(text), self._today)
        if path in _HOURS:
            return text.replace(":", ".")
        return self._code(noun, path, text)

    def _reference(self, path: str, value: bytes) -> str:
        known = {
            "department": self._departments,
            "owner": self._members,
            "contacts": self._people,
            "contact": self._people,
        }.get(path, {})
        return known.get(value, translate("Fields", "Unknown"))

    def _code(self, noun: str, path: str, text: str) -> str:
        language = current_language().value
        if path in {"areas", "area"}:
            return self._areas.get(text, text)
        choices = {
            "channel": self._catalogue.channels,
            "age_band": self._catalogue.age_bands,
            "priority": self._catalogue.priorities,
        }.get(path)
        if path == "status":
            follow_up = noun == "FollowUp"
            choices = (
                self._catalogue.follow_up_statuses
                if follow_up
                else self._catalogue.contact_statuses
            )
        if path == "kind":
            note = noun == "Note"
            choices = self._catalogue.note_types if note else self._catalogue.contact_kinds
        return choices.name(text, language) if choices is not None else text
