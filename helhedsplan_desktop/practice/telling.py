"""Tells planned meetings in words, as a worker would write them."""

import random
from typing import Final

from helhedsplan_desktop.practice import calendar
from helhedsplan_desktop.practice.phrases import Phrase, Slots
from helhedsplan_desktop.practice.residents import Resident, chance, pick
from helhedsplan_desktop.practice.source import Texts
from helhedsplan_desktop.practice.stories import Meeting, Step

_LONG_TALKS: Final = frozenset({"walk_in", "appointment", "home_visit"})
_CHILD_TALKS: Final = frozenset({"at_activity", "street"})
_DETAILS: Final = (0, 1, 2)
_DETAIL_WEIGHTS: Final = (30, 40, 30)
_LONGER_SHARE: Final = 0.5
_CONSENT_SHARE: Final = 0.1
_WHAT_MAX: Final = 200


class Teller:
    """Speaks all texts of a town with one voice, so that the same seed says the same.

    Args:
        voice: its randomness.
    """

    def __init__(self, texts: Texts, voice: random.Random) -> None:
        self._texts = texts
        self._voice = voice

    def note(self, meeting: Meeting, place: Slots, people: tuple[Resident, ...]) -> str:
        """Return the text of a note about `people`, nobody for a group."""
        slots: dict[str, str] = {
            **place,
            "aktivitet": meeting.activity,
            "klokken": f"kl. {calendar.clock(meeting.at).lstrip('0').replace(':', '.')}",
        }
        if meeting.facts:
            slots |= meeting.facts
        if people:
            slots |= people[0].slots()
            slots["åbning"] = self._say(pick(self._voice, self._opening(meeting)), slots)
        if len(people) > 1:
            slots["anden"] = people[1].called
        sentences = [self._say(meeting.template.text, slots)]
        if len(people) == 1:
            sentences += self._extras(meeting.channel, people[0], slots)
        return " ".join(sentences)

    def step(self, step: Step, people: tuple[Resident, ...], facts: dict[str, str] | None) -> str:
        """Return what shall be done."""
        if isinstance(step.what, str):
            return step.what
        slots = {**(facts or {}), **people[0].slots()}
        if len(people) > 1:
            slots["anden"] = people[1].called
        return self._say(step.what, slots)[:_WHAT_MAX]

    def outcome(self, step: Step, resident: Resident) -> str:
        """Return what came of a step; empty while it is open."""
        if step.status == "open":
            return ""
        said = getattr(self._texts.outcomes, step.status)
        return self._say(pick(self._voice, said), resident.slots())

    def remark(self, resident: Resident) -> str:
        """Return what a colleague adds to a note."""
        return self._say(pick(self._voice, self._texts.remarks.remarks), resident.slots())

    def _opening(self, meeting: Meeting) -> tuple[Phrase, ...]:
        return self._texts.openings[meeting.channel]

    def _extras(self, channel: str, resident: Resident, slots: Slots) -> list[str]:
        """Return what makes the note longer, as a talk by that channel may have been."""
        extras = self._texts.extras
        if resident.is_child:
            if channel not in _CHILD_TALKS or chance(self._voice, _LONGER_SHARE):
                return []
            return [self._say(pick(self._voice, extras.child_details), slots)]
        if channel not in _LONG_TALKS:
            return []
        count = self._voice.choices(_DETAILS, _DETAIL_WEIGHTS)[0]
        chosen = self._voice.sample(extras.details, count)
        if resident.is_adult and chance(self._voice, _LONGER_SHARE):
            chosen.append(pick(self._voice, extras.longer))
        if chance(self._voice, _CONSENT_SHARE):
            chosen.append(pick(self._voice, extras.consent))
        return [self._say(each, slots) for each in chosen]

    def _say(self, phrase: Phrase, slots: Slots) -> str:
        return phrase.say(self._voice, slots, self._texts.words)
