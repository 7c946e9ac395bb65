"""Everything that exists while the vault is open, as one object for the window."""

from dataclasses import dataclass
from pathlib import Path

from helhedsplan_desktop.foundation.changes import ChangesHub
from helhedsplan_desktop.records.catalogue import Catalogue
from helhedsplan_desktop.services.access import Access
from helhedsplan_desktop.services.computer import Computer
from helhedsplan_desktop.services.conflicts import Conflicts
from helhedsplan_desktop.services.desk import Desk, Me
from helhedsplan_desktop.services.drafts import Drafts
from helhedsplan_desktop.services.erasing import Erasing
from helhedsplan_desktop.services.follow_ups import FollowUps
from helhedsplan_desktop.services.history import RecordHistory
from helhedsplan_desktop.services.members import Members
from helhedsplan_desktop.services.moving import Moving
from helhedsplan_desktop.services.news import News
from helhedsplan_desktop.services.notes import Notes
from helhedsplan_desktop.services.overview import OverviewService
from helhedsplan_desktop.services.parcels import Parcels
from helhedsplan_desktop.services.people import People
from helhedsplan_desktop.services.places import Places
from helhedsplan_desktop.services.preferences import Preferences
from helhedsplan_desktop.services.questions import Questions
from helhedsplan_desktop.services.reviewing import Reviewing
from helhedsplan_desktop.services.searching import Searching
from helhedsplan_desktop.services.syncing import Syncing
from helhedsplan_desktop.services.timelines import Timelines


@dataclass(frozen=True)
class Session:
    """The use cases of an open vault; gone when it is locked."""

    me: Me
    changes: ChangesHub
    catalogue: Catalogue
    places: Places
    people: People
    timelines: Timelines
    notes: Notes
    follow_ups: FollowUps
    overview: OverviewService
    searching: Searching
    reviewing: Reviewing
    questions: Questions
    conflicts: Conflicts
    drafts: Drafts
    preferences: Preferences
    computer: Computer
    members: Members
    access: Access
    moving: Moving
    erasing: Erasing
    news: News
    parcels: Parcels
    history: RecordHistory
    syncing: Syncing


def open_session(
    desk: Desk,
    catalogue: Catalogue,
    members: Members,
    syncing: Syncing,
    folder: Path | None = None,
) -> Session:
    """Return the use cases of an open vault.

    Args:
        folder: where the vault stands on disk; None if it does not.
    """
    places = Places(desk)
    conflicts = Conflicts(desk)
    follow_ups = FollowUps(desk, places)
    people = People(desk, places, follow_ups, conflicts)
    timelines = Timelines(desk)
    drafts = Drafts(desk)
    access = Access(members.lines)
    news = News(desk)
    return Session(
        me=desk.me,
        changes=desk.store.changes,
        catalogue=catalogue,
        places=places,
        people=people,
        timelines=timelines,
        notes=Notes(desk, people, follow_ups),
        follow_ups=follow_ups,
        overview=OverviewService(desk, places, follow_ups, drafts, news),
        searching=Searching(desk, places),
        reviewing=Reviewing(desk, places, timelines),
        questions=Questions(desk),
        conflicts=conflicts,
        drafts=drafts,
        preferences=Preferences(desk),
        computer=Computer(desk, folder),
        members=members,
        access=access,
        moving=Moving(desk, access.spaces),
        erasing=Erasing(desk, access),
        news=news,
        parcels=Parcels(desk, members.lines),
        history=RecordHistory(desk, members.lines),
        syncing=syncing,
    )
