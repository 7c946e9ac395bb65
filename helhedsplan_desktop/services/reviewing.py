"""A lead's look at the team's caseload, from what has synced."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from sqlalchemy import Connection

from helhedsplan_desktop.foundation.clock import instant, local_day
from helhedsplan_desktop.foundation.errors import AppError, Problem
from helhedsplan_desktop.foundation.ids import row_number_at
from helhedsplan_desktop.records.reviews import Review
from helhedsplan_desktop.rules import overdue
from helhedsplan_desktop.services import editing
from helhedsplan_desktop.services.contact_views import NextStep, TimelineEntry
from helhedsplan_desktop.services.desk import Desk, Names
from helhedsplan_desktop.services.lazy_rows import LazyRows
from helhedsplan_desktop.services.places import Places
from helhedsplan_desktop.services.timelines import Timelines
from helhedsplan_desktop.services.undo import Undo
from helhedsplan_desktop.store import directory
from helhedsplan_desktop.store.repositories import contacts, organisation, own_marks, reviews
from helhedsplan_desktop.store.repositories.reviews import NOTHING_NEW, Place, Unseen

REASONS: Final = ("supervision", "handover", "complaint", "safety", "other")
"""Codes of the reasons for which a lead may read notes."""

OPEN_STATUSES: Final = frozenset({"active", "enquiry", "paused"})
STUCK_DAYS: Final = 7
"""Days over the due date from which a case counts as stuck."""

DAY_MS: Final = 86_400_000
NEW_DAYS: Final = 30
"""Notes older than that are no news, whether they were marked as seen or not."""

ALL = "all"
CHANGED = "changed"
VIEWS: Final = (ALL, CHANGED, "overdue", "quiet", "stuck", "quality")


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """One contact as its lead sees it.

    Args:
        days_over: days that the next step is overdue; 0 or less: not.
        mark: conflict, overdue, quiet, no_next_step, not_informed or empty.
        new_notes: notes by others of the last 30 days that this lead has not marked as seen;
            new_remarks, new_steps likewise.
    """

    rid: bytes
    name: str
    identified: bool
    department: str
    owner: bytes | None
    owner_name: str
    last_contact: str
    next_step: NextStep | None
    days_over: int
    quiet_days: int
    mark: str
    areas: tuple[str, ...]
    status: str
    informed: bool
    conflicts: int
    new_notes: int = 0
    new_remarks: int = 0
    new_steps: int = 0


@dataclass(frozen=True, slots=True)
class ReviewFilter:
    """Which contacts, in which order: mark, name, owner, last_contact or next_step."""

    view: str = ALL
    owner: bytes | None = None
    area: str = ""
    text: str = ""
    sort: str = "mark"


@dataclass(frozen=True, slots=True)
class Load:
    """How many open contacts a worker has."""

    user: bytes | None
    name: str
    open: int


@dataclass(frozen=True, slots=True)
class Laptop:
    """A laptop's last report; `synced_at` in ms since 1970 UTC, 0: never."""

    device: bytes
    name: str
    member_name: str
    synced_at: int
    unsent: int
    refused: int
    quarantined: int
    days_silent: int
    program: str


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """The lines that fit, counts per view, open contacts per worker, laptops by name."""

    rows: Sequence[ReviewRow]
    counts: dict[str, int]
    loads: tuple[Load, ...]
    laptops: tuple[Laptop, ...]


@dataclass(frozen=True, slots=True)
class ReviewDetail:
    """One contact with its stream; note texts are left out until a reason is given.

    Args:
        place: how far the contact's space had been fetched; None: never, so nothing can be marked.
        fresh: those entries that are new, or have a new remark, since this lead last looked.
    """

    row: ReviewRow
    entries: tuple[TimelineEntry, ...]
    place: Place | None = None
    fresh: frozenset[bytes] = frozenset()


class Reviewing:
    """Use cases of a lead's review."""

    def __init__(self, desk: Desk, places: Places, timelines: Timelines) -> None:
        self._desk = desk
        self._places = places
        self._timelines = timelines

    def page(self, chosen: ReviewFilter) -> ReviewPage:
        """Return the team's contacts that fit.

        Raises:
            AppError: NOT_ALLOWED for anyone but a lead.
        """
        self._leads_only()
        today = self._desk.today()
        names = self._desk.names()
        with self._desk.store.read() as connection:
            raw = contacts.listed(connection, area=chosen.area, typed=chosen.text)
            new = self._unseen(connection, names)
        raw = [row for row in raw if row.status in OPEN_STATUSES]
        loads = _loads(raw, names)
        if chosen.owner is not None:
            raw = [row for row in raw if row.owner == chosen.owner]
        marks = [_views_of(row, today, new) for row in raw]
        counts = {view: sum(view in each for each in marks) for view in VIEWS}
        shown = [row for row, views in zip(raw, marks, strict=True) if chosen.view in views]
        shown.sort(key=_sort_key(chosen.sort, names, today))
        rows = LazyRows(shown, self._maker(names, today, new))
        return ReviewPage(rows, counts, loads, self.laptops())

    def laptops(self) -> tuple[Laptop, ...]:
        """Return every laptop's last report, by member name."""
        today = self._desk.today()
        names = self._desk.names()
        with self._desk.store.read() as connection:
            reports = organisation.reports(connection)
        return tuple(
            sorted(
                (
                    Laptop(
                        row["device"],
                        row["name"],
                        names.of_user(row["user"]),
                        row["synced_at"],
                        row["unsent"],
                        row["refused"],
                        row["quarantined"],
                        (today - local_day(row["synced_at"])).days if row["synced_at"] else 0,
                        row["program"],
                    )
                    for row in reports
                ),
                key=lambda each: (each.member_name, each.name),
            )
        )

    def detail(self, rid: bytes) -> ReviewDetail:
        """Return one contact with what happened, without the words of notes.

        Raises:
            AppError: NOT_FOUND, NOT_ALLOWED.
        """
        self._leads_only()
        names = self._desk.names()
        with self._desk.store.read() as connection:
            raw = contacts.one_listed(connection, rid)
            fact = directory.facts(connection, [rid]).get(rid)
            place = reviews.place(connection, fact.space) if fact is not None else None
            new = self._unseen(connection, names)
        if raw is None:
            raise AppError(Problem.NOT_FOUND)
        row = self._maker(names, self._desk.today(), new)(raw)
        entries = self._timelines.of(rid, limit=30)
        hidden = tuple(
            replace(each, text="", remarks=()) if each.kind == "note" else each for each in entries
        )
        fresh = frozenset(rid for some in new.get(rid, ()) for rid in some)
        return ReviewDetail(row, hidden, place, fresh)

    def changed(self) -> int:
        """Return how many open contacts changed since this lead last looked at each of them.

        Raises:
            AppError: NOT_ALLOWED for anyone but a lead.
        """
        self._leads_only()
        names = self._desk.names()
        with self._desk.store.read() as connection:
            new = self._unseen(connection, names)
            return reviews.count_open(connection, list(new), OPEN_STATUSES)

    def mark_seen(self, rid: bytes, place: Place) -> Undo:
        """Say that this lead has seen a contact as it stood; its staff are shown *seen*.

        Args:
            rid: the contact.
            place: as `detail` returned it: what arrived since is not covered.

        Raises:
            AppError: NOT_ALLOWED for anyone but a lead.
        """
        self._leads_only()
        me = self._desk.me
        with self._desk.store.write() as unit:
            before = reviews.of_device(unit.connection, rid, me.device)
            mark = Review(
                id=before["id"] if before is not None else self._desk.ids.record(),
                space=before["space"] if before is not None else place.space,
                contact=rid,
                lead=me.user,
                device=me.device,
                of_space=place.space,
                lineage=place.lineage,
                through=place.through,
            )
            unit.put(mark)
        if before is None:
            return Undo(lambda: self._forget(mark.id))
        return Undo(lambda: editing.restore(self._desk, [Review(**before)]))

    def _forget(self, mark: bytes) -> None:
        with self._desk.store.write() as unit:
            unit.remove(Review.noun, mark)

    def _unseen(self, connection: Connection, names: Names) -> dict[bytes, Unseen]:
        me = self._desk.me.user
        since = row_number_at(self._desk.now() - NEW_DAYS * DAY_MS)
        return reviews.unseen(connection, me, names.devices_of(me), since)

    def read(self, rid: bytes, reason: str) -> tuple[TimelineEntry, ...]:
        """Return one contact's stream with its words; the look-up is logged with the reason.

        Raises:
            AppError: NOT_ALLOWED, BAD_VALUE for an unknown reason.
        """
        self._leads_only()
        if reason not in REASONS:
            raise AppError(Problem.BAD_VALUE, field="reason")
        with self._desk.store.write() as unit:
            own_marks.log_access(
                unit.connection,
                self._desk.now(),
                self._desk.me.user,
                self._desk.me.device,
                "review",
                rid,
                reason,
            )
        return self._timelines.of(rid, limit=30)

    def _leads_only(self) -> None:
        if not self._desk.me.is_lead:
            raise AppError(Problem.NOT_ALLOWED)

    def _maker(
        self, names: Names, today: date, new: Mapping[bytes, Unseen]
    ) -> Callable[[Any], ReviewRow]:
        departments = self._places.department_names()

        def make(row: Any) -> ReviewRow:
            fresh = new.get(row.id, NOTHING_NEW)
            step = (
                NextStep(row.step, row.what, row.due_on, row.due_at, row.step_area)
                if row.step is not None
                else None
            )
            return ReviewRow(
                rid=row.id,
                name=row.name,
                identified=row.identified,
                department=departments.get(row.department, ""),
                owner=row.owner,
                owner_name=names.of_user(row.owner),
                last_contact=row.last_contact or "",
                next_step=step,
                days_over=overdue.days_over(row.due_on, today) if step is not None else 0,
                quiet_days=_quiet(row, today),
                mark=_mark(row, today),
                areas=row.areas,
                status=row.status,
                informed=bool(row.informed_on),
                conflicts=row.open_conflicts,
                new_notes=len(fresh.notes),
                new_remarks=len(fresh.remarked),
                new_steps=len(fresh.steps),
            )

        return make


_MARKS: Final = ("conflict", "overdue", "quiet", "no_next_step", "not_informed", "")


def _quiet(row: Any, today: date) -> int:
    return overdue.quiet_days(row.last_contact or "", instant(row.made_at).date(), today)


def _mark(row: Any, today: date) -> str:
    """Return the one mark that a lead should see first."""
    if row.open_conflicts:
        return "conflict"
    if row.step is not None and overdue.days_over(row.due_on, today) > 0:
        return "overdue"
    if _quiet(row, today) >= overdue.QUIET_DAYS:
        return "quiet"
    if row.step is None:
        return "no_next_step"
    return "" if row.informed_on else "not_informed"


def _views_of(row: Any, today: date, new: Mapping[bytes, Unseen]) -> frozenset[str]:
    """Return the views that a contact belongs to."""
    views = {ALL, CHANGED} if row.id in new else {ALL}
    over = overdue.days_over(row.due_on, today) if row.step is not None else 0
    if over > 0:
        views.add("overdue")
    if over > STUCK_DAYS:
        views.add("stuck")
    if _quiet(row, today) >= overdue.QUIET_DAYS:
        views.add("quiet")
    if row.step is None or not row.informed_on or not row.areas or row.open_conflicts:
        views.add("quality")
    return frozenset(views)


def _sort_key(sort: str, names: Names, today: date) -> Callable[[Any], Any]:
    if sort == "name":
        return lambda row: row.name.casefold()
    if sort == "owner":
        return lambda row: (names.of_user(row.owner), row.name.casefold())
    if sort == "last_contact":
        return lambda row: (row.last_contact or "", row.name)
    if sort == "next_step":
        return lambda row: (row.due_on or "9999", row.name)
    return lambda row: (
        _MARKS.index(_mark(row, today)),
        row.due_on or "9999",
        row.last_contact or "",
        row.name,
    )


def _loads(raw: Sequence[Any], names: Names) -> tuple[Load, ...]:
    """Return open contacts per worker, alphabetically: a spread, never a ranking."""
    counted: dict[bytes | None, int] = {}
    for row in raw:
        counted[row.owner] = counted.get(row.owner, 0) + 1
    loads = [Load(user, names.of_user(user), count) for user, count in counted.items()]
    return tuple(sorted(loads, key=lambda each: each.name))
