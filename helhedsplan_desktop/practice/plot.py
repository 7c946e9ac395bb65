"""Plans a whole town: every case with its meetings, in the order in which they happen."""

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from helhedsplan_desktop.practice import calendar, source, stories
from helhedsplan_desktop.practice.phrases import Phrase
from helhedsplan_desktop.practice.residents import (
    Resident,
    chance,
    invent,
    known_resident,
    relative_of,
)
from helhedsplan_desktop.practice.source import KnownNote, KnownPerson, Template
from helhedsplan_desktop.practice.staff import StaffMember, shares
from helhedsplan_desktop.practice.stories import Frame, Meeting, Step
from helhedsplan_desktop.records.catalogue import Catalogue

_GROUP_SHARE: Final = 0.06
_OPEN_SHARE: Final = 0.55
_RELATIVE_SHARE: Final = 0.2
_REMARK_SHARE: Final = 0.025
_STRANGER_NOTES: Final = 4
_PAUSE_EVERY: Final = 4
"""Cases, about half a millisecond of Python."""
_ADULTS: Final = frozenset({"25-29", "30-49"})


@dataclass(slots=True)
class Case:
    """A contact with its story; `rid` is set when the contact is told."""

    resident: Resident
    worker: int
    is_open: bool
    meetings: list[Meeting]
    known: KnownPerson | None = None
    rid: bytes = b""


@dataclass(frozen=True, slots=True)
class Arrival:
    """The moment at which a contact is created."""

    case: int


@dataclass(frozen=True, slots=True)
class Aside:
    """A colleague's remark on a note."""

    meeting: Meeting
    worker: int


Event = tuple[int, int, Arrival | Meeting | Aside]
"""Moment, number among equals, what happens."""


@dataclass(frozen=True, slots=True)
class Plot:
    """All cases by number, and everything that happens in order of time."""

    cases: list[Case]
    events: list[Event]


class Plotter:
    """Plans towns.

    Args:
        workers: those who meet residents.
        pause: called often, so that other threads get their turn.
    """

    def __init__(
        self,
        seed: int,
        frame: Frame,
        workers: tuple[StaffMember, ...],
        catalogue: Catalogue,
        pause: Callable[[], None],
    ) -> None:
        self._seed = seed
        self._frame = frame
        self._workers = workers
        self._languages = {each.da: each.code for each in catalogue.languages}
        self._pause = pause
        self._rng = random.Random(f"{seed}/town")
        self._homes = [
            department
            for neighbourhood in source.neighbourhoods()
            for department in neighbourhood.departments
        ]
        self._joined = [n for n, each in enumerate(self._homes) if each.vote == "yes"]
        self._sizes = [self._homes[n].homes for n in self._joined]

    def plot(self, contacts: int, notes: int) -> Plot:
        """Return a town of exactly that many contacts and notes, if there is a note for each."""
        known = source.people().known[:contacts]
        cases = [self._known_case(each) for each in known]
        told = sum(len(each.meetings) for each in cases)
        counts = self._note_counts(contacts - len(cases), int(notes * (1 - _GROUP_SHARE)) - told)
        owners = self._owners(len(counts))
        for number, (count, owner) in enumerate(zip(counts, owners, strict=True), len(cases)):
            cases.append(self._case(number, count, owner, cases[-1]))
            self._breathe(number)
        for number, case in enumerate(cases):
            for meeting in case.meetings:
                meeting.about = (number, *meeting.about)
        told = sum(len(each.meetings) for each in cases)
        groups = [
            stories.group_meeting(self._rng, self._frame, source.texts())
            for _ in range(max(0, notes - told))
        ]
        return Plot(cases, self._events(cases, groups))

    def _note_counts(self, contacts: int, notes: int) -> list[int]:
        """Return how many notes each contact has: most a few, some very many."""
        weights = [min(6.0, self._rng.lognormvariate(0, 0.95)) for _ in range(contacts)]
        scale = notes / sum(weights) if weights else 0
        return [max(1, int(each * scale)) for each in weights]

    def _owners(self, contacts: int) -> list[int | None]:
        """Return the worker of each contact whose case is open, None for closed ones."""
        wanted = int(contacts * _OPEN_SHARE)
        loads = shares(len(self._workers))
        kept = [
            next(n for n, each in enumerate(self._workers) if each.name == known.owner)
            for known in source.people().known
        ]
        open_ones: list[int | None] = [
            worker
            for worker, load in enumerate(loads)
            for _ in range(max(0, load - kept.count(worker)))
        ]
        self._rng.shuffle(open_ones)
        owners = open_ones[:wanted] + [None] * (contacts - min(wanted, len(open_ones)))
        self._rng.shuffle(owners)
        return owners

    def _case(self, number: int, count: int, owner: int | None, before: Case) -> Case:
        rng = random.Random(f"{self._seed}/{number}")
        resident = invent(rng, source.people(), self._joined, self._sizes)
        related = (
            chance(rng, _RELATIVE_SHARE)
            and before.resident.age_band in _ADULTS
            and before.resident.identified
            and not before.known
        )
        if related:
            resident = relative_of(rng, source.people(), before.resident)
        if not resident.identified:
            count = min(count, _STRANGER_NOTES)
        worker = owner if owner is not None else int(rng.random() * len(self._workers))
        areas = self._homes[resident.home].areas
        themes = stories.fitting(source.texts(), resident, areas)
        meetings = stories.plan(
            rng, self._frame, resident, themes, count, worker, is_open=owner is not None
        )
        if related:
            self._meet_both(rng, before, number)
        return Case(resident, worker, owner is not None, meetings)

    def _meet_both(self, rng: random.Random, first: Case, other: int) -> None:
        """Let one later meeting of a case be about a second one of the household as well."""
        if len(first.meetings) > 1:
            meeting = first.meetings[1 + int(rng.random() * (len(first.meetings) - 1))]
            template = rng.choice(source.texts().together)
            meeting.template = template
            meeting.kind = template.kind
            meeting.areas = (template.area,)
            meeting.channel = rng.choice(template.channels)
            meeting.about = (other,)
            if meeting.step:
                meeting.step = replace(meeting.step, what=rng.choice(template.next))

    def _known_case(self, known: KnownPerson) -> Case:
        home = next(n for n, each in enumerate(self._homes) if each.name == known.department)
        worker = next(n for n, each in enumerate(self._workers) if each.name == known.owner)
        meetings = [self._known_meeting(each, worker) for each in reversed(known.notes)]
        steps = [
            Step(each.what, self._frame.today + each.due, at=each.at, area=each.area)
            for each in known.steps
        ]
        meetings[-1].step = steps[0] if steps else None
        resident = known_resident(known, home, self._languages)
        return Case(resident, worker, is_open=True, meetings=meetings, known=known)

    def _known_meeting(self, note: KnownNote, worker: int) -> Meeting:
        hour, minute = note.at.split(":")
        at = calendar.moment(self._frame.today - note.days_ago, int(hour) * 60 + int(minute))
        at = min(at, self._frame.now - 30)
        template = Template(note.kind, (note.channel,), Phrase(note.text))
        return Meeting(at, at + 10, template, note.kind, note.areas, note.channel, worker)

    def _events(self, cases: list[Case], groups: list[Meeting]) -> list[Event]:
        events: list[Event] = []
        arrives = [min(each.at for each in case.meetings) for case in cases]
        for number, case in enumerate(cases):
            for meeting in case.meetings:
                events.append((meeting.written, len(events), meeting))
                for other in meeting.about[1:]:
                    arrives[other] = min(arrives[other], meeting.at)
                if chance(self._rng, _REMARK_SHARE):
                    later = meeting.written + 60 + int(self._rng.random() * 4000)
                    aside = Aside(meeting, int(self._rng.random() * len(self._workers)))
                    events.append((min(later, self._frame.now - 4), len(events), aside))
            self._breathe(number)
        events += [(each.written, len(events) + n, each) for n, each in enumerate(groups)]
        events += [(at, len(events) + n, Arrival(n)) for n, at in enumerate(arrives)]
        events.sort(key=lambda each: each[:2])
        return events

    def _breathe(self, number: int) -> None:
        if number % _PAUSE_EVERY == 0:
            self._pause()
