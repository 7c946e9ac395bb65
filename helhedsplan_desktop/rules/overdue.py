"""When a next step is overdue, and when a contact has gone quiet."""

from datetime import date, timedelta
from typing import Final, Literal

QUIET_DAYS: Final = 30
"""Days without contact after which a lead should look (domain.md section 4)."""

SILENT_LAPTOP_DAYS: Final = 7
"""Days without a report after which a laptop's figures may be missing."""

Group = Literal["overdue", "today", "week", "later"]


def day(iso: str) -> date | None:
    """Return the day of an ISO string, None for an empty or broken one."""
    try:
        return date.fromisoformat(iso)
    except ValueError:
        return None


def days_over(due_on: str, today: date) -> int:
    """Return how many days a due date has passed; 0 or less while it has not."""
    due = day(due_on)
    return (today - due).days if due else 0


def group_of(due_on: str, today: date) -> Group:
    """Return where an open follow-up stands: `week` ends with this week's Sunday."""
    due = day(due_on)
    if due is None:
        return "later"
    if due < today:
        return "overdue"
    if due == today:
        return "today"
    sunday = today + timedelta(days=6 - today.weekday())
    return "week" if due <= sunday else "later"


def quiet_days(last_contact: str, made_on: date, today: date) -> int:
    """Return days since the last contact, or since the record was made when there was none."""
    return max(0, (today - (day(last_contact) or made_on)).days)
