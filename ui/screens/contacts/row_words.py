"""What the second line of a contact says: the one thing that decides what to do next."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from helhedsplan_desktop.services.contact_views import ContactRow, NextStep
from ui.day_words import day_and_time, day_words, upper_first
from ui.language import translate
from ui.theme.icons import Icon
from ui.theme.tokens import Tone

_PASSIVE: Final = frozenset({"closed", "moved", "paused"})


@dataclass(frozen=True, slots=True)
class SecondLine:
    """Words and look of the second line.

    Args:
        icon: before the words.
        lead: when, or what is the matter; shown also in doorway privacy.
        what: the step in the worker's words; veiled in doorway privacy. Empty: none.
        tone: of the words.
        icon_tone: of the icon.
    """

    icon: Icon
    lead: str
    what: str
    tone: Tone
    icon_tone: Tone

    def words(self) -> str:
        """Return the whole line."""
        if not self.what:
            return self.lead
        return translate("ContactRow", "{due}: {step}").format(due=self.lead, step=self.what)


def second_line(row: ContactRow, status_name: str, today: date) -> SecondLine:
    """Return what a contact's second line says.

    What needs the person comes first: a wish not to be contacted, a conflict, a missed date. Then
    what is planned, then what is missing.

    Args:
        row: the contact.
        status_name: its status in the language in force.
        today: the present day.
    """
    if row.status == "do_not_contact":
        return _needs_you(Icon.PROHIBIT, status_name)
    if row.conflicts:
        return _needs_you(Icon.GIT_MERGE, translate("ContactRow", "Two versions of the contact"))
    if row.next_step is not None:
        return _step_line(row.next_step, today)
    if row.status in _PASSIVE:
        return _quiet(Icon.CIRCLE_HALF, status_name)
    if not row.informed:
        return _needs_you(Icon.SHIELD_WARNING, translate("ContactRow", "Not told what we keep"))
    return _quiet(Icon.MINUS, translate("ContactRow", "No next step"))


def _step_line(step: NextStep, today: date) -> SecondLine:
    due = date.fromisoformat(step.due_on)
    over = (today - due).days
    if over > 0:
        lead = translate("ContactRow", "%n day(s) over", None, over)
        return SecondLine(Icon.WARNING_CIRCLE, lead, step.what, Tone.AMBER, Tone.AMBER_ICON)
    lead = upper_first(day_and_time(due, step.due_at, today))
    if over == 0:
        return SecondLine(Icon.CLOCK, lead, step.what, Tone.TEXT, Tone.ACCENT)
    return SecondLine(Icon.ARROW_RIGHT, lead, step.what, Tone.TEXT2, Tone.TEXT2)


def _needs_you(icon: Icon, lead: str) -> SecondLine:
    return SecondLine(icon, lead, "", Tone.AMBER, Tone.AMBER_ICON)


def _quiet(icon: Icon, lead: str) -> SecondLine:
    return SecondLine(icon, lead, "", Tone.TEXT2, Tone.TEXT2)


def last_contact_words(row: ContactRow, today: date) -> str:
    """Return when somebody last met the person, empty if nobody has."""
    if not row.last_contact:
        return ""
    return day_words(date.fromisoformat(row.last_contact), today)


def spoken_row(row: ContactRow, line: SecondLine, today: date, shown_name: str) -> str:
    """Return a row as a screen reader says it."""
    met = last_contact_words(row, today)
    parts = [
        shown_name,
        row.department,
        line.words(),
        translate("ContactRow", "last contact {day}").format(day=met) if met else "",
        translate("ContactRow", "waiting to be sent") if row.unsent else "",
    ]
    return ", ".join(part for part in parts if part)
