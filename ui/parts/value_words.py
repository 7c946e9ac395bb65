"""The values of a conflict in words that a person reads."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from helhedsplan_desktop.records.catalogue import Catalogue
from helhedsplan_desktop.services.contact_views import AreaLabel, DepartmentLabel
from helhedsplan_desktop.services.desk import MemberLabel
from ui.day_words import day_and_time, long_date
from ui.language import current_language, translate

_DAYS: Final = frozenset({"happened_on", "informed_on", "due_on", "closed_on"})
_UNSAID: Final = frozenset({"cpr_override", "note", "contact", "contacts"})
"""Fields that no person compares: they are left out of what is the same."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What codes and ids are called.

    Args:
        today: the present day, from which days are said.
    """

    areas: tuple[AreaLabel, ...]
    departments: tuple[DepartmentLabel, ...]
    members: tuple[MemberLabel, ...]
    catalogue: Catalogue
    today: date

    def say(self, noun: str, path: str, value: Any) -> str:
        """Return a value in words; "Empty" for none.

        Args:
            noun: the record's noun.
            path: column or group name.
            value: in wire form; a mapping for a group.
        """
        if isinstance(value, Mapping):
            return self._group(noun, path, value)
        if value is None or value in {"", b"", ()} or value == []:
            return translate("Conflicts", "Empty")
        if isinstance(value, tuple | list):
            return self._several(path, value)
        return self._single(noun, path, value)

    def _single(self, noun: str, path: str, value: Any) -> str:
        if isinstance(value, bool):
            return translate("Conflicts", "Yes") if value else translate("Conflicts", "No")
        if isinstance(value, bytes):
            return self._id(path, value)
        return _day(str(value)) if path in _DAYS else self._code(noun, path, str(value))

    def _group(self, noun: str, path: str, value: Mapping[str, Any]) -> str:
        if path == "due" and value.get("due_on"):
            day = date.fromisoformat(value["due_on"])
            return day_and_time(day, value.get("due_at", ""), self.today).capitalize()
        said = [self.say(noun, name, each) for name, each in value.items() if each]
        return ", ".join(said) or translate("Conflicts", "Empty")

    def _id(self, path: str, value: bytes) -> str:
        if path == "department":
            found = [each.name for each in self.departments if each.rid == value]
        else:
            found = [each.name for each in self.members if each.user == value]
        return found[0] if found else translate("Conflicts", "Unknown")

    def _several(self, path: str, value: tuple[Any, ...] | list[Any]) -> str:
        if path == "areas":
            names = {each.code: each.name for each in self.areas}
            return ", ".join(names.get(code, code) for code in value)
        if value and isinstance(value[0], bytes):
            return translate("Conflicts", "%n contact(s)", None, len(value))
        return ", ".join(str(each) for each in value)

    def _code(self, noun: str, path: str, value: str) -> str:
        language = current_language().value
        if path == "area":
            return {each.code: each.name for each in self.areas}.get(value, value)
        lists = {
            ("Note", "kind"): self.catalogue.note_types,
            ("Note", "channel"): self.catalogue.channels,
            ("Contact", "channel"): self.catalogue.channels,
            ("Contact", "age_band"): self.catalogue.age_bands,
            ("Contact", "status"): self.catalogue.contact_statuses,
            ("Contact", "kind"): self.catalogue.contact_kinds,
            ("FollowUp", "priority"): self.catalogue.priorities,
        }
        if (noun, path) == ("FollowUp", "status"):
            return {
                "open": translate("Conflicts", "Open"),
                "done": translate("Conflicts", "Done"),
                "dropped": translate("Conflicts", "Dropped"),
            }.get(value, value)
        choices = lists.get((noun, path))
        return choices.name(value, language) if choices is not None else value


def _day(iso: str) -> str:
    try:
        return long_date(date.fromisoformat(iso))
    except ValueError:
        return iso


def is_said(path: str) -> bool:
    """Return whether a field that both versions share is worth a word."""
    return path not in _UNSAID


def field_name(noun: str, path: str) -> str:
    """Return what a field is called on screen; the path itself for one that has no name yet."""
    if (noun, path) == ("Note", "kind"):
        return translate("Conflicts", "Kind of note")
    if (noun, path) == ("Contact", "owner"):
        return translate("Conflicts", "Case owner")
    return {
        "text": translate("Conflicts", "Note"),
        "name": translate("Conflicts", "Name"),
        "alias": translate("Conflicts", "Known as"),
        "identified": translate("Conflicts", "Name is known"),
        "kind": translate("Conflicts", "Kind"),
        "department": translate("Conflicts", "Department"),
        "address": translate("Conflicts", "Stairwell"),
        "stairwell": translate("Conflicts", "Stairwell"),
        "phone": translate("Conflicts", "Phone"),
        "channel": translate("Conflicts", "Preferred channel")
        if noun == "Contact"
        else translate("Conflicts", "Channel"),
        "interpreter": translate("Conflicts", "Interpreter"),
        "age_band": translate("Conflicts", "Age band"),
        "areas": translate("Conflicts", "Focus areas"),
        "area": translate("Conflicts", "Focus area"),
        "owner": translate("Conflicts", "Responsible"),
        "status": translate("Conflicts", "Status"),
        "protected": translate("Conflicts", "Name and address protection"),
        "informed_on": translate("Conflicts", "Told what we keep"),
        "happened_on": translate("Conflicts", "Day"),
        "happened_at": translate("Conflicts", "Time"),
        "contacts": translate("Conflicts", "Whom it is about"),
        "what": translate("Conflicts", "Next step"),
        "due": translate("Conflicts", "Due date"),
        "due_on": translate("Conflicts", "Due date"),
        "due_at": translate("Conflicts", "Time"),
        "priority": translate("Conflicts", "Priority"),
        "outcome": translate("Conflicts", "Outcome"),
        "closed_on": translate("Conflicts", "Closed"),
        "deleted_by": translate("Conflicts", "The record"),
    }.get(path, path)
