"""The day at a glance."""

from dataclasses import dataclass
from datetime import timedelta

from helhedsplan_desktop.services.desk import Desk
from helhedsplan_desktop.services.drafts import Drafts
from helhedsplan_desktop.services.follow_ups import FollowUpGroups, FollowUps
from helhedsplan_desktop.services.news import News, NewsItem
from helhedsplan_desktop.services.places import Places
from helhedsplan_desktop.store.repositories import (
    contacts,
    follow_ups,
    notes,
    organisation,
    own_marks,
    record_marks,
    subjects,
)

RECENT_SHOWN = 5
NOT_INFORMED_SHOWN = 5


@dataclass(frozen=True, slots=True)
class LooseEnds:
    """What waits for this person; `oldest_draft` in ms since 1970 UTC, 0 without drafts.

    Args:
        damaged: drafts that cannot be read any more.
    """

    drafts: int
    oldest_draft: int
    not_informed: tuple[tuple[bytes, str], ...]
    conflicts: int
    conflict_about: str
    damaged: tuple[bytes, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.drafts or self.damaged or self.not_informed or self.conflicts)


@dataclass(frozen=True, slots=True)
class RecentContact:
    """A contact opened lately on this laptop; `opened_at` in ms since 1970 UTC."""

    rid: bytes
    name: str
    identified: bool
    department: str
    opened_at: int


@dataclass(frozen=True, slots=True)
class WeekFigures:
    """This person's week, from Monday."""

    talks: int
    bridging: int
    follow_ups_done: int
    new_contacts: int


@dataclass(frozen=True, slots=True)
class OverviewPage:
    """What the overview shows.

    Args:
        fresh_others: the oldest report of the other laptops, ms since 1970 UTC, or 0.
        news: what colleagues did that this person has not put away, the newest first.
    """

    name: str
    follow_ups: FollowUpGroups
    loose_ends: LooseEnds
    recent: tuple[RecentContact, ...]
    week: WeekFigures
    fresh_others: int
    news: tuple[NewsItem, ...] = ()


class OverviewService:
    """The use case of the overview."""

    def __init__(
        self, desk: Desk, places: Places, follow_ups_: FollowUps, drafts: Drafts, news: News
    ) -> None:
        self._desk = desk
        self._news = news
        self._places = places
        self._follow_ups = follow_ups_
        self._drafts = drafts

    def page(self) -> OverviewPage:
        """Return the overview of this moment."""
        return OverviewPage(
            name=self._desk.me.name,
            follow_ups=self._follow_ups.mine(),
            loose_ends=self._loose_ends(),
            recent=self._recent(),
            week=self._week(),
            fresh_others=self._fresh_others(),
            news=self._news.unread(),
        )

    def _loose_ends(self) -> LooseEnds:
        drafts = self._drafts.all()
        with self._desk.store.read() as connection:
            untold = contacts.not_informed(connection, self._desk.me.user, NOT_INFORMED_SHOWN)
            conflicts = record_marks.conflict_count(connection)
            waiting = record_marks.with_conflicts(connection, 1)
            about = ""
            if waiting:
                rid, noun = waiting[0]
                about = subjects.title_of(connection, noun, rid)
        return LooseEnds(
            drafts=len(drafts),
            oldest_draft=min((each.changed_at for each in drafts), default=0),
            not_informed=tuple((row.id, row.name) for row in untold),
            conflicts=conflicts,
            conflict_about=about,
            damaged=self._drafts.damaged(),
        )

    def _recent(self) -> tuple[RecentContact, ...]:
        departments = self._places.department_names()
        recent = []
        with self._desk.store.read() as connection:
            for rid, at in own_marks.opened_lately(connection, RECENT_SHOWN * 2):
                row = contacts.get(connection, rid)
                if row is not None:
                    recent.append(
                        RecentContact(
                            rid,
                            row["name"],
                            row["identified"],
                            departments.get(row["department"], ""),
                            at,
                        )
                    )
        return tuple(recent[:RECENT_SHOWN])

    def _week(self) -> WeekFigures:
        today = self._desk.today()
        monday = (today - timedelta(days=today.weekday())).isoformat()
        me = self._desk.me.user
        devices = self._desk.names().devices_of(me)
        with self._desk.store.read() as connection:
            talks, bridging = notes.count_since(connection, devices, monday)
            done = follow_ups.done_since(connection, me, monday)
            new = contacts.made_since(connection, me, monday)
        return WeekFigures(talks, bridging, done, new)

    def _fresh_others(self) -> int:
        with self._desk.store.read() as connection:
            reports = organisation.reports(connection)
        others = [row["synced_at"] for row in reports if row["device"] != self._desk.me.device]
        return min(others, default=0)
