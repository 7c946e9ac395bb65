"""Planned next steps: what is due, and what a person does with it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from sqlalchemy import Connection, RowMapping

from helhedsplan_desktop.foundation.errors import AppError, Problem
from helhedsplan_desktop.records.follow_ups import FollowUp
from helhedsplan_desktop.rules import overdue
from helhedsplan_desktop.services import checks, editing, record_states
from helhedsplan_desktop.services.desk import Desk, Names
from helhedsplan_desktop.services.places import Places
from helhedsplan_desktop.services.undo import Undo
from helhedsplan_desktop.store.repositories import follow_ups

LISTED: Final = 2000
"""Open follow-ups in one list; a person never has more to look at."""


@dataclass(frozen=True, slots=True)
class FollowUpRow:
    """One line; `days_over` is above 0 once the due date has passed, `state` as `record_states`."""

    rid: bytes
    what: str
    contact: bytes | None
    contact_name: str
    identified: bool
    department: str
    area: str
    due_on: str
    due_at: str
    days_over: int
    owner: bytes | None
    owner_name: str
    priority: str
    status: str
    unsent: bool
    conflicts: int
    state: str = record_states.SENT


@dataclass(frozen=True, slots=True)
class FollowUpGroups:
    """Open ones by when they are due, and what was done this week."""

    overdue: tuple[FollowUpRow, ...]
    today: tuple[FollowUpRow, ...]
    week: tuple[FollowUpRow, ...]
    later: tuple[FollowUpRow, ...]
    done_lately: tuple[FollowUpRow, ...]

    @property
    def open_count(self) -> int:
        """How many are open."""
        return len(self.overdue) + len(self.today) + len(self.week) + len(self.later)


@dataclass(frozen=True, slots=True)
class FollowUpForm:
    """What a person fills in; `owner` None: the person self."""

    contact: bytes | None
    what: str
    due_on: str
    due_at: str = ""
    area: str = ""
    owner: bytes | None = None
    priority: str = "normal"
    note: bytes | None = None


class FollowUps:
    """Use cases of follow-ups."""

    def __init__(self, desk: Desk, places: Places) -> None:
        self._desk = desk
        self._places = places

    def mine(self, scope: str = "mine") -> FollowUpGroups:
        """Return the open follow-ups of this person, or with scope `all` of everyone."""
        owner = None if scope == "all" else self._desk.me.user
        today = self._desk.today()
        lately = (today - timedelta(days=7)).isoformat()
        with self._desk.store.read() as connection:
            open_rows = follow_ups.open_ones(connection, owner, LISTED)
            done = follow_ups.closed_since(connection, owner, lately)
            states = _states(connection, [*open_rows, *done], self._desk)
        make = self._maker(states)
        groups: dict[str, list[FollowUpRow]] = {"overdue": [], "today": [], "week": [], "later": []}
        for row in open_rows:
            groups[overdue.group_of(row["due_on"], today)].append(make(row))
        return FollowUpGroups(
            overdue=tuple(groups["overdue"]),
            today=tuple(groups["today"]),
            week=tuple(groups["week"]),
            later=tuple(groups["later"]),
            done_lately=tuple(make(row) for row in done),
        )

    def of_contact(self, contact: bytes) -> tuple[FollowUpRow, ...]:
        """Return every follow-up of a contact, the earliest due first."""
        with self._desk.store.read() as connection:
            rows = follow_ups.of_contact(connection, contact)
            states = _states(connection, rows, self._desk)
        make = self._maker(states)
        return tuple(make(row) for row in rows)

    def add(self, form: FollowUpForm) -> bytes:
        """Plan a follow-up; return its id.

        Raises:
            AppError: REQUIRED, TOO_LONG, BAD_VALUE, CPR_FOUND.
        """
        record = self.record_of(form)
        with self._desk.store.write() as unit:
            unit.put(record)
        return record.id

    def record_of(self, form: FollowUpForm) -> FollowUp:
        """Return the new, checked record of a form, not stored yet.

        Raises:
            AppError: BAD_VALUE, CPR_FOUND.
        """
        checks.some_day(form.due_on, "due_on")
        record = FollowUp(
            id=self._desk.ids.record(),
            space=self._desk.homes.team,
            contact=form.contact,
            note=form.note,
            what=form.what,
            due_on=form.due_on,
            due_at=form.due_at,
            area=form.area,
            owner=form.owner or self._desk.me.user,
            priority=form.priority,
        )
        checks.refuse_cpr(record, self._desk.today())
        return record

    def done(self, rid: bytes, outcome: str = "") -> Undo:
        """Close a follow-up as done.

        Raises:
            AppError: NOT_FOUND, CPR_FOUND, TOO_LONG.
        """
        return self._close(rid, "done", outcome)

    def drop(self, rid: bytes, why: str) -> Undo:
        """Close a follow-up that falls away, with the reason.

        Raises:
            AppError: NOT_FOUND, REQUIRED without a reason, CPR_FOUND, TOO_LONG.
        """
        if not why.strip():
            raise AppError(Problem.REQUIRED, field="outcome")
        return self._close(rid, "dropped", why)

    def postpone(self, rid: bytes, due_on: str) -> Undo:
        """Give a follow-up a new day.

        Raises:
            AppError: NOT_FOUND, BAD_VALUE.
        """
        checks.some_day(due_on, "due_on")
        return self._change(rid, due_on=due_on, due_at="")

    def hand_over(self, rid: bytes, user: bytes) -> Undo:
        """Give a follow-up to a colleague.

        Raises:
            AppError: NOT_FOUND.
        """
        return self._change(rid, owner=user)

    def _close(self, rid: bytes, status: str, outcome: str) -> Undo:
        today = self._desk.today()
        return self._change(rid, status=status, closed_on=today.isoformat(), outcome=outcome)

    def _change(self, rid: bytes, **values: Any) -> Undo:
        return editing.change(self._desk, "FollowUp", rid, values)

    def _maker(self, states: dict[bytes, str]) -> "_RowMaker":
        return _RowMaker(self._places.department_names(), self._desk.names(), self._desk, states)


def _states(connection: Connection, rows: Sequence[RowMapping], desk: Desk) -> dict[bytes, str]:
    unsent = {row["id"]: row["dirty"] > 0 for row in rows}
    return record_states.of_steps(connection, unsent, desk.lead_devices)


class _RowMaker:
    """Makes `FollowUpRow` of repository rows."""

    def __init__(
        self, departments: dict[bytes, str], names: Names, desk: Desk, states: dict[bytes, str]
    ) -> None:
        self._states = states
        self._departments = departments
        self._names = names
        self._today = desk.today()

    def __call__(self, row: RowMapping) -> FollowUpRow:
        return FollowUpRow(
            rid=row["id"],
            what=row["what"],
            contact=row["contact"],
            contact_name=row["contact_name"] or "",
            identified=bool(row["identified"]),
            department=self._departments.get(row["department"], ""),
            area=row["area"],
            due_on=row["due_on"],
            due_at=row["due_at"],
            days_over=overdue.days_over(row["due_on"], self._today),
            owner=row["owner"],
            owner_name=self._names.of_user(row["owner"]),
            priority=row["priority"],
            status=row["status"],
            unsent=row["dirty"] > 0,
            conflicts=row["open_conflicts"],
            state=self._states[row["id"]],
        )
