"""What a row of the review says."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from helhedsplan_desktop.services.reviewing import ReviewRow
from ui.day_words import day_words, due_words
from ui.language import translate
from ui.theme.icons import Icon

_ICONS: Final = {
    "conflict": Icon.GIT_MERGE,
    "overdue": Icon.WARNING_CIRCLE,
    "quiet": Icon.WARNING_CIRCLE,
    "no_next_step": Icon.WARNING_CIRCLE,
    "not_informed": Icon.SHIELD_WARNING,
}


@dataclass(frozen=True, slots=True)
class MarkWords:
    """What a lead should see first of a contact; `icon` None: nothing is amiss."""

    text: str
    icon: Icon | None


def mark_words(row: ReviewRow, today: date) -> MarkWords:
    """Return the mark of a row in words, or when its next step is due."""
    if not row.mark:
        return MarkWords(_due(row, today), None)
    words = {
        "conflict": translate("Review", "Two versions"),
        "overdue": _due(row, today),
        "quiet": translate("Review", "No contact for %n days", None, row.quiet_days),
        "no_next_step": translate("Review", "No next step"),
        "not_informed": translate("Review", "Not informed"),
    }
    return MarkWords(words[row.mark], _ICONS[row.mark])


def _due(row: ReviewRow, today: date) -> str:
    step = row.next_step
    if step is None:
        return ""
    return due_words(date.fromisoformat(step.due_on), step.due_at, today)


def new_words(row: ReviewRow) -> str:
    """Return what has come since this lead last looked; empty: nothing."""
    if row.new_notes:
        return translate("Review", "%n new note(s)", None, row.new_notes)
    if row.new_remarks:
        return translate("Review", "%n new remark(s)", None, row.new_remarks)
    if row.new_steps:
        return translate("Review", "%n new step(s)", None, row.new_steps)
    return ""


def below_words(row: ReviewRow) -> str:
    """Return the line below the mark: what is new, else the next step."""
    step = row.next_step.what if row.next_step is not None else ""
    return new_words(row) or step


def last_contact_words(row: ReviewRow, today: date) -> str:
    """Return when somebody last met the contact."""
    if not row.last_contact:
        return translate("Review", "Not met yet")
    day = day_words(date.fromisoformat(row.last_contact), today)
    return translate("Review", "Last: {day}").format(day=day)


def owner_words(row: ReviewRow) -> str:
    """Return who is responsible."""
    return row.owner_name or translate("Review", "Nobody is responsible")


def spoken_row(row: ReviewRow, shown_name: str, today: date, *, veiled: bool) -> str:
    """Return a row in one sentence for a screen reader."""
    mark = mark_words(row, today)
    what = "" if veiled or row.next_step is None else row.next_step.what
    parts = (
        shown_name,
        row.department,
        mark.text,
        what,
        new_words(row),
        owner_words(row),
        last_contact_words(row, today),
    )
    return ", ".join(part for part in parts if part)
