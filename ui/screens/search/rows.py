"""What was found, in rows: groups in a fixed order, newest first in each."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final

from helhedsplan_desktop.services.overview import RecentContact
from helhedsplan_desktop.services.searching import (
    COUNTED,
    ContactHit,
    FollowUpHit,
    Found,
    NoteHit,
)
from ui.day_words import date_words, day_words, due_words
from ui.doorway import name_shown
from ui.language import translate
from ui.theme.icons import Icon

CONTACTS: Final = "contacts"
NOTES: Final = "notes"
FOLLOW_UPS: Final = "follow_ups"
GROUPS: Final = (CONTACTS, NOTES, FOLLOW_UPS)

Spans = tuple[tuple[int, int], ...]
FindSpans = Callable[[str], Spans]


@dataclass(frozen=True, slots=True)
class GroupRow:
    """The heading of a group; `more` is how many there are if not all are shown, else empty."""

    group: str
    title: str
    more: str

    @property
    def key(self) -> tuple[str, bytes]:
        """What names the row."""
        return (self.group, b"")


@dataclass(frozen=True, slots=True)
class HitRow:
    """One thing found.

    Args:
        group: the group it stands in.
        rid: the record.
        contact: the contact that it is or is about; None: nobody.
        name: of the contact, for the avatar; empty where an icon stands.
        identified: False for a known-as without identity.
        icon: in place of the avatar.
        first: the main words; `first_marks` what was hit in them.
        beside: after the first words in a row of one line; `beside_marks` what was hit.
        second: the line below; empty for a row of one line.
        right: at the right end.
        secret: True if the main words are hidden in doorway privacy, not only shortened.
    """

    group: str
    rid: bytes
    contact: bytes | None
    name: str
    identified: bool
    icon: Icon | None
    first: str
    first_marks: Spans
    beside: str
    beside_marks: Spans
    second: str
    right: str
    secret: bool

    @property
    def key(self) -> tuple[str, bytes]:
        """What names the row."""
        return (self.group, self.rid)


SearchRow = GroupRow | HitRow


def group_title(group: str) -> str:
    """Return how a group is called."""
    return {
        CONTACTS: translate("Search", "Contacts"),
        NOTES: translate("Search", "Notes"),
        FOLLOW_UPS: translate("Search", "Follow-ups"),
    }[group]


def count_words(count: int) -> str:
    """Return a count as it was counted: beyond the limit nobody counted."""
    return f"{COUNTED}+" if count >= COUNTED else str(count)


def found_rows(
    found: Found, scope: str, today: date, spans: FindSpans, *, veiled: bool
) -> tuple[SearchRow, ...]:
    """Return the rows of what was found.

    Args:
        found: as the service returns it.
        scope: a group, or empty for all.
        today: the present day.
        spans: finds what was typed in a text.
        veiled: True while a resident may see the screen.
    """
    hits: dict[str, tuple[HitRow, ...]] = {
        CONTACTS: tuple(_contact_row(each, spans, veiled=veiled) for each in found.contacts),
        NOTES: tuple(_note_row(each, today, spans, veiled=veiled) for each in found.notes),
        FOLLOW_UPS: tuple(
            _follow_up_row(each, today, spans, veiled=veiled) for each in found.follow_ups
        ),
    }
    rows: list[SearchRow] = []
    for group in GROUPS:
        if hits[group] and scope in {"", group}:
            counted = found.counts[group]
            more = count_words(counted) if counted > len(hits[group]) and not scope else ""
            rows.append(GroupRow(group, group_title(group), more))
            rows += hits[group]
    return tuple(rows)


def recent_rows(recent: tuple[RecentContact, ...], *, veiled: bool) -> tuple[SearchRow, ...]:
    """Return the contacts opened lately, shown until something is typed."""
    if not recent:
        return ()
    rows: list[SearchRow] = [
        GroupRow(CONTACTS, translate("Search", "Opened lately"), ""),
    ]
    rows += [
        _contact_row(
            ContactHit(each.rid, each.name, "", each.identified, each.department, ""),
            _no_spans,
            veiled=veiled,
        )
        for each in recent
    ]
    return tuple(rows)


def spoken_row(row: SearchRow) -> str:
    """Return a row as a screen reader says it."""
    if isinstance(row, GroupRow):
        return row.title
    first = translate("Search", "hidden") if row.secret else row.first
    return ", ".join(part for part in (first, row.beside, row.second, row.right) if part)


def _no_spans(_text: str) -> Spans:
    return ()


def _contact_row(hit: ContactHit, spans: FindSpans, *, veiled: bool) -> HitRow:
    shown = name_shown(hit.name, identified=hit.identified, veiled=veiled)
    called = (
        translate("Search", "known as {name}").format(name=hit.alias)
        if hit.alias and not veiled
        else ""
    )
    beside = " · ".join(part for part in (hit.department, called) if part)
    return HitRow(
        group=CONTACTS,
        rid=hit.rid,
        contact=hit.rid,
        name=hit.name,
        identified=hit.identified,
        icon=None,
        first=shown,
        first_marks=() if veiled else spans(shown),
        beside=beside,
        beside_marks=() if veiled else spans(beside),
        second="",
        right=hit.owner_name,
        secret=False,
    )


def _note_row(hit: NoteHit, today: date, spans: FindSpans, *, veiled: bool) -> HitRow:
    nobody = translate("Search", "Anonymous")
    who = name_shown(hit.contact_name, veiled=veiled) if hit.contact_name else nobody
    return HitRow(
        group=NOTES,
        rid=hit.rid,
        contact=hit.contact,
        name="",
        identified=True,
        icon=Icon.CHAT_CIRCLE_TEXT,
        first=hit.snippet,
        first_marks=spans(hit.snippet),
        beside="",
        beside_marks=(),
        second=" · ".join(part for part in (who, hit.author_name) if part),
        right=date_words(date.fromisoformat(hit.on), today),
        secret=veiled,
    )


def _follow_up_row(hit: FollowUpHit, today: date, spans: FindSpans, *, veiled: bool) -> HitRow:
    due = date.fromisoformat(hit.due_on)
    open_ = hit.status == "open"
    return HitRow(
        group=FOLLOW_UPS,
        rid=hit.rid,
        contact=hit.contact,
        name="",
        identified=True,
        icon=Icon.CHECK_SQUARE if open_ else Icon.CHECK_CIRCLE,
        first=hit.what,
        first_marks=spans(hit.what),
        beside="",
        beside_marks=(),
        second=name_shown(hit.contact_name, veiled=veiled) if hit.contact_name else "",
        right=due_words(due, "", today) if open_ else day_words(due, today),
        secret=veiled,
    )
