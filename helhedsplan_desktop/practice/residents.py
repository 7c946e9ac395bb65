"""Who lives in the practice town."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, TypeVar

from helhedsplan_desktop.practice.source import Background, KnownPerson, People

AGES: Final = {
    "6-12": 9,
    "13-14": 7,
    "15-17": 12,
    "18-24": 12,
    "25-29": 11,
    "30-49": 24,
    "50-64": 13,
    "65+": 11,
}
"""Age band to its weight among contacts; smaller children stand in their parents' records."""

_OLDER: Final = frozenset({"50-64", "65+"})
_CHILDREN: Final = frozenset({"6-12", "13-14"})
_ADULTS: Final = frozenset({"25-29", "30-49", "50-64", "65+"})
_PROVISIONAL_SHARE: Final = 0.025
_PRONOUNS: Final = {
    "f": {"hun": "hun", "hende": "hende", "hendes": "hendes"},
    "m": {"hun": "han", "hende": "ham", "hendes": "hans"},
}

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Resident:
    """An invented resident.

    Args:
        called: what notes call the person: first name, or a description.
        language: catalogue code of the language to interpret; empty: none.
        home: number of the department.
    """

    name: str
    called: str
    gender: str
    identified: bool
    age_band: str
    home: int
    alias: str = ""
    stairwell: str = ""
    phone: str = ""
    channel: str = ""
    language: str = ""
    protected: bool = False

    @property
    def is_child(self) -> bool:
        """True below 15."""
        return self.age_band in _CHILDREN

    @property
    def is_adult(self) -> bool:
        """True from 18, and for those whose age is unknown."""
        return not self.is_child and self.age_band != "15-17"

    def slots(self) -> dict[str, str]:
        """Return what phrases say about the person."""
        possessive = self.called + ("'" if self.called[-1] in "sxz" else "s")
        pronouns = _PRONOUNS[self.gender]
        return pronouns | {
            "navn": self.called,
            "navns": possessive if self.identified else pronouns["hendes"],
        }


def chance(rng: random.Random, share: float) -> bool:
    """Return True in `share`, 0 to 1, of the cases."""
    return rng.random() < share


def pick(rng: random.Random, choices: Sequence[_T]) -> _T:
    """Return one of `choices`, each as likely."""
    return choices[int(rng.random() * len(choices))]


def invent(
    rng: random.Random, people: People, homes: Sequence[int], sizes: Sequence[int]
) -> Resident:
    """Return a resident who lives in one of `homes`, weighted by their `sizes`."""
    backgrounds = list(people.backgrounds.values())
    background = rng.choices(backgrounds, [each.share for each in backgrounds])[0]
    gender = "f" if chance(rng, 0.55) else "m"
    age = rng.choices(list(AGES), list(AGES.values()))[0]
    home = rng.choices(homes, sizes)[0]
    if rng.random() < _PROVISIONAL_SHARE:
        names = people.provisional.women if gender == "f" else people.provisional.men
        name = pick(rng, names)
        return Resident(
            name, name[0].lower() + name[1:], gender, identified=False, age_band="", home=home
        )
    first = _first_name(rng, background, gender, age)
    return Resident(
        name=f"{first} {pick(rng, background.surname_begins)}{pick(rng, background.surname_ends)}",
        called=first,
        gender=gender,
        identified=True,
        age_band=age,
        home=home,
        alias=pick(rng, people.nicknames.nicknames) if chance(rng, 0.08) else "",
        stairwell=_stairwell(rng) if chance(rng, 0.7) else "",
        phone=_phone(rng) if chance(rng, 0.75) and age not in _CHILDREN else "",
        channel=pick(rng, ("phone", "text_message", "walk_in", "appointment", "home_visit"))
        if chance(rng, 0.6)
        else "",
        language=background.language if age in _ADULTS and chance(rng, 0.3) else "",
        protected=chance(rng, 0.006),
    )


def relative_of(rng: random.Random, people: People, resident: Resident) -> Resident:
    """Return an adult of the same household: same surname, same door."""
    surname = resident.name.removeprefix(resident.called).strip()
    gender = "m" if resident.gender == "f" else "f"
    background = next(
        each for each in people.backgrounds.values() if surname.startswith(each.surname_begins)
    )
    first = _first_name(rng, background, gender, resident.age_band)
    return replace(
        resident,
        name=f"{first} {surname}",
        called=first,
        gender=gender,
        alias="",
        phone=_phone(rng),
    )


def known_resident(known: KnownPerson, home: int, languages: dict[str, str]) -> Resident:
    """Return the resident with a part of their own; `languages` is name to code."""
    return Resident(
        name=known.name,
        called=known.name.split()[0]
        if known.identified
        else known.name[0].lower() + known.name[1:],
        gender=known.gender,
        identified=known.identified,
        age_band=known.age_band,
        home=home,
        alias=known.alias,
        stairwell=known.stairwell,
        phone=known.phone,
        channel=known.channel,
        language=languages.get(known.interpreter, ""),
    )


def _first_name(rng: random.Random, background: Background, gender: str, age: str) -> str:
    if age in _OLDER and background.older_women:
        return pick(rng, background.older_women if gender == "f" else background.older_men)
    return pick(rng, background.women if gender == "f" else background.men)


def _stairwell(rng: random.Random) -> str:
    number = str(1 + int(rng.random() * 30))
    return number + pick(rng, ("", "", "", " A", " B", ", st.", ", 1. tv.", ", 2. th.", ", 3."))


def _phone(rng: random.Random) -> str:
    """Return a number that begins with 00, so that no Danish telephone can be meant."""
    return " ".join(["00", *(f"{int(rng.random() * 100):02}" for _ in range(3))])
