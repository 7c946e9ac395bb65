"""Follow-ups as lines of a list, grouped by when they are due."""

from dataclasses import dataclass
from datetime import date

from helhedsplan_desktop.records.follow_ups import QUESTION
from helhedsplan_desktop.services.contact_views import AreaLabel
from helhedsplan_desktop.services.follow_ups import FollowUpGroups, FollowUpRow
from ui.day_words import day_words, due_words
from ui.doorway import name_shown
from ui.language import translate
from ui.parts.record_state import record_state


@dataclass(frozen=True, slots=True)
class Line:
    """One follow-up in words.

    Args:
        due: when it is due, or when it was done.
        over: True once the due day has passed.
        done: True for one that is closed.
        state: where its present text is, as `services.record_states`.
        question: says that a lead asks; empty for any other.
        whose: name of the owner; empty where all are the person's own.
        owner: user id of whoever shall do it.
        area_name: full name, for tip and screen reader.
        hue: colour token of the area.
    """

    rid: bytes
    what: str
    contact: bytes | None
    contact_name: str
    identified: bool
    department: str
    whose: str
    owner: bytes | None
    area: str
    area_name: str
    hue: str
    due: str
    over: bool
    done: bool
    state: str
    question: str = ""

    def who(self, *, veiled: bool) -> str:
        """Return whom it is about, where that is, and whose it is."""
        named = self.contact_name and name_shown(
            self.contact_name, identified=self.identified, veiled=veiled
        )
        return " · ".join(
            part for part in (self.question, named, self.department, self.whose) if part
        )

    def spoken(self, *, veiled: bool) -> str:
        """Return everything about the line for a screen reader."""
        what = translate("FollowUps", "Hidden") if veiled else self.what
        area = "" if veiled else self.area_name
        state = record_state(self.state).words
        parts = (what, self.who(veiled=veiled), area, self.due, state)
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class Group:
    """A heading with its lines.

    Args:
        count: how many there are, shown or not.
        amber: True if the group needs the person.
    """

    title: str
    lines: tuple[Line, ...]
    count: int
    amber: bool = False


def open_groups(
    groups: FollowUpGroups,
    areas: tuple[AreaLabel, ...],
    today: date,
    *,
    later: bool = True,
    owners: bool = False,
) -> tuple[Group, ...]:
    """Return the open follow-ups by when they are due; groups without lines are left out.

    Args:
        groups: as the service returns them.
        areas: the focus areas by name.
        today: the present day.
        later: False leaves out what is due after this week.
        owners: True names the owner in each line.
    """
    named = [
        (translate("FollowUps", "Overdue"), groups.overdue, True),
        (translate("FollowUps", "Today"), groups.today, False),
        (translate("FollowUps", "This week"), groups.week, False),
    ]
    if later:
        named.append((translate("FollowUps", "Later"), groups.later, False))
    labels = {area.code: area for area in areas}
    return tuple(
        Group(
            title,
            tuple(_line(row, labels, today, owners=owners) for row in rows),
            len(rows),
            amber=amber,
        )
        for title, rows, amber in named
        if rows
    )


def done_group(
    groups: FollowUpGroups, areas: tuple[AreaLabel, ...], today: date, *, owners: bool = False
) -> tuple[Group, ...]:
    """Return what was closed in the last seven days as one group, none if nothing was."""
    labels = {area.code: area for area in areas}
    lines = tuple(_line(row, labels, today, owners=owners) for row in groups.done_lately)
    title = translate("FollowUps", "In the last seven days")
    return (Group(title, lines, len(lines)),) if lines else ()


def _line(row: FollowUpRow, labels: dict[str, AreaLabel], today: date, *, owners: bool) -> Line:
    area = labels.get(row.area)
    due = date.fromisoformat(row.due_on)
    closed = row.status != "open"
    return Line(
        rid=row.rid,
        what=row.what,
        contact=row.contact,
        contact_name=row.contact_name,
        identified=row.identified,
        department=row.department,
        whose=row.owner_name if owners else "",
        owner=row.owner,
        area=row.area,
        area_name=area.name if area else row.area,
        hue=area.hue if area else row.area,
        due=_closed_words(row, due, today) if closed else due_words(due, row.due_at, today),
        over=row.days_over > 0 and not closed,
        done=closed,
        state=row.state,
        question=translate("FollowUps", "Question from a lead") if row.priority == QUESTION else "",
    )


def _closed_words(row: FollowUpRow, due: date, today: date) -> str:
    if row.status == "dropped":
        return translate("FollowUps", "Dropped")
    return translate("FollowUps", "Done, due {day}").format(day=day_words(due, today))


def first_lines(groups: tuple[Group, ...], most: int) -> tuple[Group, ...]:
    """Return the groups with at most so many lines together; the counts stay."""
    kept = []
    for group in groups:
        lines = group.lines[:most]
        most -= len(lines)
        if lines:
            kept.append(Group(group.title, lines, group.count, amber=group.amber))
    return tuple(kept)
