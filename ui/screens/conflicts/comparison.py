"""A conflict laid out for comparing: a left and a right version, field by field. Pure."""

from dataclasses import dataclass
from typing import Any, Final

from helhedsplan_desktop.services.conflicts import OTHER, STANDING, Conflict, FieldConflict, Side
from ui.language import translate
from ui.parts.differences import Span, differences
from ui.parts.value_words import Vocabulary, field_name, is_said

DELETED = "deleted"
TEXT = "text"
_DETAILS: Final = {
    "Note": ("kind", "happened_on"),
    "Contact": ("department",),
    "FollowUp": ("what",),
}
"""Noun to the fields that tell its records apart; they stand in the line below the title."""

_KNOWN_ANYWAY: Final = {"Contact": ("name", "identified", "kind", "owner")}
"""Noun to fields that the line below the title says already, or that nobody compares."""


@dataclass(frozen=True, slots=True)
class Version:
    """Whose a version is.

    Args:
        mine: True for this person's own.
        at: when it was written, ms since 1970 UTC.
        newest: True for the later of the two.
    """

    author_name: str
    at: int
    mine: bool
    newest: bool


@dataclass(frozen=True, slots=True)
class FieldPair:
    """One field in both versions.

    Args:
        path, vid: name the field's conflict when it is settled.
        left_choice: what to tell the service to keep the left value; right_choice likewise.
        left_spans: stretches of the left text that differ; right_spans likewise.
    """

    path: str
    vid: bytes
    kind: str
    name: str
    left: str
    right: str
    left_choice: str
    right_choice: str
    left_spans: tuple[Span, ...]
    right_spans: tuple[Span, ...]
    both: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything that the page shows of one conflict.

    Args:
        contact_name: whom it is about; empty: nobody in particular.
        owner_name: whose contact it is; empty: nobody's.
        since: when the question arose, ms since 1970 UTC.
        details: what tells the record from others of the same contact.
        same: (name, value) of fields that are equal.
        can_keep_both: True if keeping both makes sense for every field.
        can_merge: True if merging by hand makes sense.
    """

    rid: bytes
    noun: str
    contact_name: str
    owner_name: str
    since: int
    details: tuple[str, ...]
    left: Version
    right: Version
    fields: tuple[FieldPair, ...]
    same: tuple[tuple[str, str], ...]
    can_keep_both: bool
    can_merge: bool

    @property
    def deletion(self) -> bool:
        """True if one side deleted what the other changed."""
        return any(each.kind == DELETED for each in self.fields)

    @property
    def text(self) -> FieldPair | None:
        """The field that is a text, if there is one."""
        return next((each for each in self.fields if each.kind == TEXT), None)

    @property
    def values(self) -> tuple[FieldPair, ...]:
        """The other fields: one of two values is picked."""
        first = self.text
        return tuple(each for each in self.fields if each is not first)


def title_of(noun: str) -> str:
    """Return the title of the page for a conflict on a noun."""
    return {
        "Note": translate("Conflicts", "There are two versions of the same note"),
        "Remark": translate("Conflicts", "There are two versions of the same remark"),
        "Contact": translate("Conflicts", "There are two versions of the same contact"),
        "FollowUp": translate("Conflicts", "There are two versions of the same follow-up"),
    }.get(noun, translate("Conflicts", "There are two versions of the same record"))


def compare(conflict: Conflict, words: Vocabulary) -> Comparison:
    """Return a conflict as left and right version, the person's own at the left if there is one."""
    pairs: list[FieldPair] = []
    for each in conflict.fields:
        before = next((pair for pair in pairs if pair.path == each.path), None)
        pairs.append(_pair(conflict.noun, each, words, before))
    first = conflict.fields[0]
    left, right = _sides(first)
    known = dict(conflict.same)
    said = tuple(
        (field_name(conflict.noun, path), words.say(conflict.noun, path, value))
        for path, value in conflict.same
        if is_said(path) and value and path not in _silent(conflict.noun)
    )
    return Comparison(
        rid=conflict.rid,
        noun=conflict.noun,
        contact_name=conflict.title,
        owner_name=conflict.owner_name,
        since=conflict.since,
        details=_details(conflict.noun, known, words),
        left=Version(left.author_name, left.at, left.mine, left.at > right.at),
        right=Version(right.author_name, right.at, right.mine, right.at > left.at),
        fields=tuple(pairs),
        same=said,
        can_keep_both=all(each.both for each in pairs),
        can_merge=any(each.kind == TEXT for each in pairs)
        or (len(pairs) > 1 and not any(each.kind == DELETED for each in pairs)),
    )


def _silent(noun: str) -> tuple[str, ...]:
    """Return the fields of a noun that are left out of what is the same."""
    return (*_DETAILS.get(noun, ()), *_KNOWN_ANYWAY.get(noun, ()))


def _sides(field: FieldConflict) -> tuple[Side, Side]:
    """Return the left and the right side: the person's own left, else the standing one."""
    if field.other.mine and not field.standing.mine:
        return field.other, field.standing
    return field.standing, field.other


def _pair(
    noun: str, field: FieldConflict, words: Vocabulary, before: FieldPair | None
) -> FieldPair:
    """Return one field's two values.

    Args:
        before: the pair of an earlier value of the same field. What is kept of it stands by the
            time this one is settled, so the left side is the same here.
    """
    left, right = _sides(field)
    swapped = left is field.other and before is None
    if field.kind == DELETED:
        kept = translate("Conflicts", "Kept, with the changes")
        gone = translate("Conflicts", "Deleted")
        said = (gone, kept) if swapped else (kept, gone)
    else:
        said = _said(noun, field, left.value, words), _said(noun, field, right.value, words)
    if before is not None:
        said = before.left, _said(noun, field, field.other.value, words)
    if field.kind == TEXT:
        found = differences(*said)
        spans = found.mine, found.theirs
    else:
        spans = (Span(0, len(said[0])),), (Span(0, len(said[1])),)
    return FieldPair(
        path=field.path,
        vid=field.vid,
        kind=field.kind,
        name=field_name(noun, field.path),
        left=said[0],
        right=said[1],
        left_choice=OTHER if swapped else STANDING,
        right_choice=STANDING if swapped else OTHER,
        left_spans=spans[0],
        right_spans=spans[1],
        both=field.both,
    )


def _said(noun: str, field: FieldConflict, value: Any, words: Vocabulary) -> str:
    if field.kind == TEXT:
        return str(value or "")
    return words.say(noun, field.path, value)


def _details(noun: str, known: dict[str, Any], words: Vocabulary) -> tuple[str, ...]:
    """Return what tells this record from others of the same contact."""
    paths = _DETAILS.get(noun, ())
    return tuple(words.say(noun, path, known[path]) for path in paths if known.get(path))
