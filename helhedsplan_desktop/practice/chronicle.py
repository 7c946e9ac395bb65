"""Writes down a planned town as rows, in the order in which it happened."""

import random
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from helhedsplan_desktop.foundation.clock import milliseconds
from helhedsplan_desktop.foundation.ids import SeededRandomness
from helhedsplan_desktop.practice import calendar, source
from helhedsplan_desktop.practice.places import BEFORE_THE_PLAN, Places, Spaces
from helhedsplan_desktop.practice.plot import Arrival, Aside, Case, Plot
from helhedsplan_desktop.practice.residents import chance
from helhedsplan_desktop.practice.rows import Row, RowMaker
from helhedsplan_desktop.practice.staff import StaffMember, workers
from helhedsplan_desktop.practice.stories import Frame, Meeting
from helhedsplan_desktop.practice.telling import Teller
from helhedsplan_desktop.records.catalogue import Catalogue

BATCH_ROWS: Final = 500
_PAUSE_EVERY: Final = 16
"""Events, about half a millisecond of Python."""

_PROGRAM: Final = "0.1.0"
_DAY_MINUTES: Final = 24 * 60
_SYNCED_MINUTES_AGO: Final = 12
_INFORMED_SHARE: Final = 0.88
_ENQUIRY_NOTES: Final = 2
_SEED_OF_IDS: Final = 7
"""Added to the seed, so that record ids share nothing with the ids of staff and spaces."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Rows of one noun, at most `BATCH_ROWS`."""

    noun: str
    rows: list[Row]


class Chronicle:
    """Makes the rows of one town.

    Args:
        spaces: where the records are at home.
        pause: called often, so that other threads get their turn.
    """

    def __init__(
        self,
        seed: int,
        frame: Frame,
        staff: tuple[StaffMember, ...],
        spaces: Spaces,
        catalogue: Catalogue,
        pause: Callable[[], None],
    ) -> None:
        self._frame = frame
        self._staff = staff
        self._workers = workers(staff)
        self._lead = next(each for each in staff if each.lead)
        self._spaces = spaces
        self._catalogue = catalogue
        self._pause = pause
        self._voice = random.Random(f"{seed}/voice")
        self._teller = Teller(source.texts(), self._voice)
        self._maker = RowMaker(SeededRandomness(seed + _SEED_OF_IDS))
        self._begin = calendar.moment(min(BEFORE_THE_PLAN, frame.begins - 1), 10 * 60)
        self._places = Places(self._maker, spaces, self._lead.device, self._begin)

    def setting(self) -> Iterator[Batch]:
        """Give areas, places, staff and the names of the spaces."""
        yield Batch("FocusArea", list(self._places.areas(self._catalogue)))
        neighbourhoods: list[Row] = []
        departments: list[Row] = []
        for row, of in self._places.neighbourhoods():
            neighbourhoods.append(row)
            departments += self._places.departments(row["id"], of)
        yield Batch("Neighbourhood", neighbourhoods)
        yield Batch("Department", departments)
        yield Batch("Member", [self._member(each) for each in self._staff])
        yield Batch("SpaceName", list(self._places.space_names(self._staff[0])))

    def events(self, plot: Plot) -> Iterator[Batch]:
        """Give contacts, notes, follow-ups and remarks."""
        waiting: dict[str, list[Row]] = defaultdict(list)
        for number, (at, _, event) in enumerate(plot.events):
            if isinstance(event, Arrival):
                case = plot.cases[event.case]
                row = self._contact(at, case)
                case.rid = row["id"]
                waiting["Contact"].append(row)
            elif isinstance(event, Meeting):
                about = [plot.cases[each] for each in event.about]
                row = self._note(event, about)
                event.rid = row["id"]
                waiting["Note"].append(row)
                if event.step:
                    waiting["FollowUp"].append(self._follow_up(event, about))
            else:
                waiting["Remark"].append(self._remark(at, event, plot))
            if number % _PAUSE_EVERY == 0:
                self._pause()
            for noun, rows in waiting.items():
                if len(rows) >= BATCH_ROWS:
                    yield Batch(noun, rows)
                    waiting[noun] = []
        yield from (Batch(noun, rows) for noun, rows in waiting.items() if rows)

    def reports(self) -> Iterator[Batch]:
        """Give what each laptop last told; one has been silent for days."""
        yield Batch("DeviceReport", [self._report(each) for each in self._staff])

    def _member(self, each: StaffMember) -> Row:
        return self._maker.row(
            self._begin,
            self._spaces.plan,
            self._lead.device,
            user=each.user,
            name=each.name,
            title=each.title,
            employer=each.employer,
            authority=each.authority,
            active=True,
        )

    def _report(self, each: StaffMember) -> Row:
        ago = each.silent_days * _DAY_MINUTES or _SYNCED_MINUTES_AGO + int(
            self._voice.random() * 50
        )
        synced = self._frame.now - ago
        return self._maker.row(
            self._frame.now - 3,
            self._spaces.plan,
            each.device,
            device=each.device,
            user=each.user,
            name=each.computer,
            synced_at=milliseconds(calendar.instant_of(synced)),
            unsent=2 if each.silent_days else 0,
            refused=0,
            quarantined=0,
            clock_drift=0,
            program=_PROGRAM,
        )

    def _contact(self, at: int, case: Case) -> Row:
        resident = case.resident
        owner = self._workers[case.worker]
        languages = self._catalogue.languages
        return self._maker.row(
            at,
            self._spaces.team,
            owner.device,
            name=resident.name,
            alias=resident.alias,
            identified=resident.identified,
            kind="resident",
            department=self._places.homes[resident.home].rid,
            stairwell=resident.stairwell,
            phone=resident.phone,
            channel=resident.channel,
            interpreter=languages.name(resident.language, "da") if resident.language else "",
            age_band=resident.age_band,
            areas=case.known.areas if case.known else _areas(case),
            owner=owner.user if case.is_open else None,
            status=self._status(case),
            protected=resident.protected,
            informed_on=self._informed_on(case),
        )

    def _status(self, case: Case) -> str:
        if case.is_open:
            if len(case.meetings) <= _ENQUIRY_NOTES and not case.known:
                return "enquiry"
            return "paused" if chance(self._voice, 0.05) and not case.known else "active"
        return self._voice.choices(("closed", "moved", "do_not_contact"), (80, 17, 3))[0]

    def _informed_on(self, case: Case) -> str:
        if case.known:
            ago = case.known.informed_days_ago
            return calendar.iso(self._frame.today - ago) if ago >= 0 else ""
        if not case.resident.identified or not chance(self._voice, _INFORMED_SHARE):
            return ""
        met = case.meetings[min(1, len(case.meetings) - 1)]
        return calendar.iso(calendar.day_of(met.at))

    def _note(self, meeting: Meeting, about: list[Case]) -> Row:
        if about:
            home = self._places.homes[about[0].resident.home]
        else:
            home = self._places.homes[int(self._voice.random() * len(self._places.homes))]
        text = self._teller.note(
            meeting,
            {"hus": home.house, "afdeling": home.name},
            tuple(each.resident for each in about),
        )
        author = self._lead if meeting.kind == "lead_note" else self._workers[meeting.worker]
        return self._maker.row(
            meeting.written,
            self._spaces.team,
            author.device,
            contacts=tuple(each.rid for each in about),
            text=text,
            kind=meeting.kind,
            channel=meeting.channel,
            happened_on=calendar.iso(calendar.day_of(meeting.at)),
            happened_at=calendar.clock(meeting.at),
            areas=meeting.areas,
            cpr_override=False,
        )

    def _follow_up(self, meeting: Meeting, about: list[Case]) -> Row:
        step = meeting.step
        assert step is not None
        owner = self._workers[about[0].worker]
        residents = tuple(each.resident for each in about)
        return self._maker.row(
            meeting.written,
            self._spaces.team,
            self._workers[meeting.worker].device,
            contact=about[0].rid,
            note=meeting.rid,
            what=self._teller.step(step, residents, meeting.facts),
            due_on=calendar.iso(step.due),
            due_at=step.at,
            area=step.area or meeting.areas[0],
            owner=owner.user,
            priority=step.priority,
            status=step.status,
            closed_on=calendar.iso(step.closed),
            outcome=self._teller.outcome(step, residents[0]),
        )

    def _remark(self, at: int, aside: Aside, plot: Plot) -> Row:
        resident = plot.cases[aside.meeting.about[0]].resident
        return self._maker.row(
            at,
            self._spaces.team,
            self._workers[aside.worker].device,
            note=aside.meeting.rid,
            text=self._teller.remark(resident),
            cpr_override=False,
        )


def _areas(case: Case) -> tuple[str, ...]:
    return tuple(sorted({area for meeting in case.meetings for area in meeting.areas}))
