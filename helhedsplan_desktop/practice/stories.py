"""What happens between a resident and the staff, planned before it is told in words."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from helhedsplan_desktop.practice import calendar
from helhedsplan_desktop.practice.phrases import Phrase
from helhedsplan_desktop.practice.residents import Resident, chance, pick
from helhedsplan_desktop.practice.source import Template, Texts, Theme

_LATE: Final = frozenset({"at_activity", "street"})
_FOR_STRANGERS: Final = frozenset({"walk_in", "street", "at_activity"})
"""Channels by which somebody is met whose name is not known."""

_GAP_DAYS: Final = 12
_STEP_SHARE: Final = 0.5
_DONE_SHARE: Final = 0.88
_HELP_OF_A_COLLEAGUE: Final = 0.12


@dataclass(frozen=True, slots=True)
class Step:
    """A follow-up; `closed` is the day of done or dropped, 0 while it is open."""

    what: Phrase | str
    due: int
    at: str = ""
    status: str = "open"
    closed: int = 0
    priority: str = "normal"
    area: str = ""


@dataclass(slots=True)
class Meeting:
    """A note to be told.

    Args:
        at: when it happened, minutes since 1970, local.
        written: when it was written.
        facts: what stays the same through the story.
        kind: code of the note type.
        about: numbers of the cases that it is about; none for a group.
        rid: id of the note, once it is told.
    """

    at: int
    written: int
    template: Template
    kind: str
    areas: tuple[str, ...]
    channel: str
    worker: int
    activity: str = ""
    facts: dict[str, str] | None = None
    step: Step | None = None
    about: tuple[int, ...] = ()
    rid: bytes = b""


@dataclass(frozen=True, slots=True)
class Frame:
    """What a story is planned within.

    Args:
        now: the present moment.
        begins: first day of the plan here.
        workers: how many may write.
    """

    now: int
    begins: int
    workers: int

    @property
    def today(self) -> int:
        """The present day."""
        return calendar.day_of(self.now)


def fitting(texts: Texts, resident: Resident, areas: Sequence[str]) -> list[Theme]:
    """Return the themes for a resident of a department that chose `areas`; at least one."""
    if not resident.identified:
        return [each for each in texts.themes if each.for_strangers]
    by_person = [
        each
        for each in texts.themes
        if resident.age_band in each.ages and each.gender in {"", resident.gender}
    ]
    here = [each for each in by_person if each.area in areas]
    return here or by_person


def plan(
    rng: random.Random,
    frame: Frame,
    resident: Resident,
    themes: list[Theme],
    count: int,
    worker: int,
    *,
    is_open: bool,
) -> list[Meeting]:
    """Return `count` meetings in order of time; an open case has its next step."""
    meetings: list[Meeting] = []
    before = 0
    told = _templates(rng, themes, count, closes=not is_open)
    for day, (theme, template, facts) in zip(
        _days(rng, frame, count, is_open=is_open), told, strict=True
    ):
        channels = template.channels
        if not resident.identified:
            channels = tuple(each for each in channels if each in _FOR_STRANGERS) or ("street",)
        channel = pick(rng, channels)
        at = max(_moment(rng, frame, day, channel), before + 65)
        before = at
        helper = chance(rng, _HELP_OF_A_COLLEAGUE)
        meetings.append(
            Meeting(
                at=at,
                written=_written(rng, frame, at),
                template=template,
                kind="talk" if meetings and template.kind == "enquiry" else template.kind,
                areas=(theme.area,),
                channel=channel,
                worker=int(rng.random() * frame.workers) if helper else worker,
                activity=theme.activity,
                facts=facts,
                step=_past_step(rng, frame, template, day),
            )
        )
    if is_open:
        meetings[-1].step = _next_step(rng, frame, meetings[-1])
    elif meetings[-1].step and meetings[-1].step.status == "open":
        meetings[-1].step = None
    return meetings


def group_meeting(rng: random.Random, frame: Frame, texts: Texts) -> Meeting:
    """Return a note about nobody in particular, some day in the plan."""
    template = pick(rng, texts.group)
    channel = pick(rng, template.channels)
    day = calendar.working_day(
        frame.begins + 7 + int(rng.random() * max(1, frame.today - frame.begins - 7))
    )
    at = _moment(rng, frame, day, channel)
    worker = int(rng.random() * frame.workers)
    return Meeting(
        at, _written(rng, frame, at), template, template.kind, (template.area,), channel, worker
    )


def _templates(
    rng: random.Random, themes: list[Theme], count: int, *, closes: bool
) -> list[tuple[Theme, Template, dict[str, str]]]:
    """Return the notes of a story: each theme begins, goes on, and the last one ends."""
    told: list[tuple[Theme, Template, dict[str, str]]] = []
    theme = pick(rng, themes)
    facts = _facts(rng, theme)
    deck: list[Template] = []
    fresh = True
    for number in range(count):
        if fresh:
            told.append((theme, pick(rng, theme.first), facts))
            deck = rng.sample(theme.middle, len(theme.middle))
            fresh = False
        elif closes and number == count - 1:
            told.append((theme, pick(rng, theme.last), facts))
        else:
            told.append((theme, deck.pop(), facts))
        if not deck and number < count - 2:
            theme = pick(rng, themes)
            facts = _facts(rng, theme)
            fresh = True
        elif not deck:
            deck = list(theme.middle)
    return told


def _facts(rng: random.Random, theme: Theme) -> dict[str, str]:
    return {
        name: value for group in theme.choose.values() for name, value in pick(rng, group).items()
    }


def _days(rng: random.Random, frame: Frame, count: int, *, is_open: bool) -> list[int]:
    room = frame.today - frame.begins
    if is_open:
        ago = rng.choices(
            (int(rng.random() * 9), 10 + int(rng.random() * 16), 31 + int(rng.random() * 30)),
            (66, 24, 10),
        )[0]
    else:
        ago = 20 + int(rng.random() ** 1.3 * max(1, room - 40))
    last = frame.today - min(ago, room)
    gaps = [1 + int(rng.expovariate(1 / _GAP_DAYS)) for _ in range(count - 1)]
    span = max(1, last - frame.begins)
    if sum(gaps) > span:
        shrink = span / sum(gaps)
        gaps = [int(each * shrink) for each in gaps]
    days = [last]
    for gap in reversed(gaps):
        days.append(days[-1] - gap)
    return [calendar.working_day(each) for each in reversed(days)]


def _moment(rng: random.Random, frame: Frame, day: int, channel: str) -> int:
    begins, hours = (14, 5) if channel in _LATE else (8, 8)
    at = calendar.moment(day, begins * 60 + 5 * int(rng.random() * hours * 12))
    return at if at < frame.now - 30 else calendar.moment(day - 1, at % (24 * 60))


def _written(rng: random.Random, frame: Frame, at: int) -> int:
    """Return when the note was written: soon after, now and then a day or two late."""
    after = 5 + int(rng.random() * 50)
    if chance(rng, 0.15):
        after += 1440 if chance(rng, 0.8) else 2880
    return min(at + after, frame.now - 5)


def _past_step(rng: random.Random, frame: Frame, template: Template, day: int) -> Step | None:
    if not template.next or not chance(rng, _STEP_SHARE):
        return None
    due = calendar.working_day(day + 3 + int(rng.random() * 18))
    closed = calendar.working_day(due + int(rng.random() * 5) - 1)
    closed = max(closed, day)
    if closed > frame.today:
        return None
    status = "done" if chance(rng, _DONE_SHARE) else "dropped"
    return Step(pick(rng, template.next), due, status=status, closed=closed)


def _next_step(rng: random.Random, frame: Frame, last: Meeting) -> Step | None:
    """Return the open step of an open case; one in eight has none, which a lead should see."""
    today = frame.today
    day = calendar.day_of(last.at)
    due = rng.choices(
        (
            0,
            max(day, today - 1 - int(rng.random() * 12)),
            today,
            today + 1 + int(rng.random() * 6),
            today + 7 + int(rng.random() * 30),
        ),
        (13, 10, 7, 25, 45),
    )[0]
    if not due:
        return None
    what = last.template.next or (_CALL,)
    hour = 8 + int(rng.random() * 8)
    return Step(
        pick(rng, what),
        calendar.working_day(due) if due > today + 1 else due,
        at=f"{hour:02}:{pick(rng, ('00', '15', '30'))}" if chance(rng, 0.2) else "",
        priority=rng.choices(("normal", "soon", "urgent"), (85, 12, 3))[0],
    )


_CALL: Final = Phrase(
    "[Ring til {navn}|Hør, hvordan det går med {navn}|Aftal en ny tid med {navn}]"
)
