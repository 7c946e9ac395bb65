"""The timeline of a contact in rows: months, what happened in them, and places for forms."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from typing import Final

from PySide6.QtCore import QLocale

from helhedsplan_desktop.foundation.clock import instant
from helhedsplan_desktop.records.catalogue import Catalogue
from helhedsplan_desktop.services.contact_views import AreaLabel, RemarkView, TimelineEntry
from ui.day_words import date_words, day_and_time, day_words, upper_first
from ui.language import current_language, translate
from ui.parts.record_state import record_state
from ui.theme.icons import Icon

_ICONS: Final = {
    "enquiry": Icon.QUESTION,
    "talk": Icon.CHAT_CIRCLE_TEXT,
    "observation": Icon.EYE,
    "agreement": Icon.HANDSHAKE,
    "follow_up": Icon.CHECK_SQUARE,
    "referral": Icon.ARROW_BEND_UP_RIGHT,
    "partner_meeting": Icon.USERS_THREE,
    "activity_note": Icon.CALENDAR_CHECK,
    "closing": Icon.FLAG,
    "lead_note": Icon.CLIPBOARD_TEXT,
}


@dataclass(frozen=True, slots=True)
class AreaMark:
    """A focus area of an entry: colour token and short name."""

    hue: str
    name: str


@dataclass(frozen=True, slots=True)
class RemarkLine:
    """A remark in words: who and when, and the text."""

    head: str
    text: str


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One thing that happened, in words.

    Args:
        title: what kind of thing it was; for a closed follow-up the whole line.
        what: of a follow-up, veiled in doorway privacy.
        when: its day.
        fresh: True for today's: its icon stands out.
        first: True if no line leads up to it.
        last: True if no line leads down from it.
    """

    entry: TimelineEntry
    icon: Icon
    title: str
    what: str
    when: str
    areas: tuple[AreaMark, ...]
    remarks: tuple[RemarkLine, ...]
    fresh: bool
    first: bool = False
    last: bool = False

    @property
    def is_note(self) -> bool:
        """True for a note, which has a text; False for a line."""
        return self.entry.kind == "note"

    @property
    def key(self) -> tuple[str, bytes]:
        """What names the row."""
        return ("entry", self.entry.rid)


@dataclass(frozen=True, slots=True)
class MonthRow:
    """The name of a month."""

    title: str

    @property
    def key(self) -> tuple[str, str]:
        """What names the row."""
        return ("month", self.title)


@dataclass(frozen=True, slots=True)
class SlotRow:
    """A place for a widget of the view below an entry.

    Args:
        kind: conflict, remark or more.
        about: the note that it belongs to.
    """

    kind: str
    about: bytes

    @property
    def key(self) -> tuple[str, bytes]:
        """What names the row."""
        return (self.kind, self.about)


TimelineRow = EntryRow | MonthRow | SlotRow


def timeline_rows(
    entries: Sequence[TimelineEntry],
    areas: Sequence[AreaLabel],
    catalogue: Catalogue,
    today: date,
    slots: Mapping[bytes, Sequence[str]],
) -> tuple[TimelineRow, ...]:
    """Return the rows of a timeline, newest first.

    Open follow-ups are left out: the next one is pinned above, all stand among the agreements.

    Args:
        entries: as the service returns them.
        areas: names of the focus areas.
        catalogue: names of types and channels.
        today: the present day.
        slots: note id to the kinds of widgets below it.
    """
    labels = {area.code: area for area in areas}
    shown = [each for each in entries if each.status != "open"]
    rows: list[TimelineRow] = []
    for month, group in groupby(shown, key=lambda entry: entry.on[:7]):
        in_month = [_entry_row(each, labels, catalogue, today) for each in group]
        rows.append(MonthRow(_month_words(month)))
        for number, row in enumerate(in_month):
            last = number == len(in_month) - 1
            rows.append(replace(row, first=number == 0, last=last))
            rows += [SlotRow(kind, row.entry.rid) for kind in slots.get(row.entry.rid, ())]
    return tuple(rows)


def _month_words(month: str) -> str:
    year, number = month.split("-")
    return f"{upper_first(QLocale().standaloneMonthName(int(number)))} {year}"


def _entry_row(
    entry: TimelineEntry, labels: Mapping[str, AreaLabel], catalogue: Catalogue, today: date
) -> EntryRow:
    day = date.fromisoformat(entry.on)
    marks = tuple(
        AreaMark(labels[code].hue, labels[code].short) if code in labels else AreaMark(code, code)
        for code in entry.areas
    )
    title, icon, what = _title(entry, catalogue)
    return EntryRow(
        entry=entry,
        icon=icon,
        title=title,
        what=what,
        when=_when(day, entry.at, today),
        areas=marks,
        remarks=tuple(_remark_line(each, today) for each in entry.remarks),
        fresh=day == today,
    )


def _title(entry: TimelineEntry, catalogue: Catalogue) -> tuple[str, Icon, str]:
    """Return title, icon, and of a follow-up what was to be done."""
    if entry.kind == "note":
        language = current_language().value
        kind = catalogue.note_types.name(entry.note_type, language)
        channel = catalogue.channels.name(entry.channel, language) if entry.channel else ""
        icon = _ICONS.get(entry.note_type, Icon.NOTE)
        return " · ".join(part for part in (kind, channel) if part), icon, ""
    if entry.status == "dropped":
        return translate("Timeline", "Dropped"), Icon.X_CIRCLE, entry.text
    return translate("Timeline", "Done"), Icon.CHECK_CIRCLE, entry.text


def _when(day: date, at: str, today: date) -> str:
    if 0 <= (today - day).days <= 1:
        return upper_first(day_and_time(day, at, today))
    return date_words(day, today)


def _remark_line(remark: RemarkView, today: date) -> RemarkLine:
    made = instant(remark.at).astimezone().date()
    return RemarkLine(f"{remark.author_name} · {day_words(made, today)}", remark.text)


def spoken_entry(row: TimelineRow, *, veiled: bool) -> str:
    """Return a row as a screen reader says it."""
    if isinstance(row, MonthRow):
        return row.title
    if isinstance(row, SlotRow):
        return ""
    entry = row.entry
    hidden = translate("Timeline", "hidden")
    text = row.what if not row.is_note else entry.text
    parts = [
        row.title,
        row.when,
        hidden if veiled else text,
        *(() if veiled else (area.name for area in row.areas)),
        entry.author_name,
        state_words(entry),
        *(f"{each.head}: {hidden if veiled else each.text}" for each in row.remarks),
    ]
    return ", ".join(part for part in parts if part)


def state_words(entry: TimelineEntry) -> str:
    """Return where the present text of an entry is."""
    return record_state(entry.state).words
