"""What the practice town is made of, read from `resources/practice/*.toml`."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any, Final

import msgspec

from helhedsplan_desktop.practice.phrases import Phrase

_FOLDER: Final = files("resources").joinpath("practice")
_AREAS: Final = ("udl", "bes", "kri", "sam")


class _Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Base of all entries: a misspelt key in a file is an error."""


class Template(_Entry, frozen=True):
    """A note that can be told about a theme.

    Args:
        kind: code of the note type.
        channels: codes of the channels by which it may have happened.
        text: what happened; `{åbning}` is a beginning that fits the channel.
        next: next steps that may follow.
        area: code of the focus area, for notes that belong to no theme.
    """

    kind: str
    channels: tuple[str, ...]
    text: Phrase
    next: tuple[Phrase, ...] = ()
    area: str = ""


class Theme(_Entry, frozen=True):
    """What a person and a worker have to do with each other.

    Args:
        ages: codes of the age bands that it fits.
        activity: the activity of it, definite, for beginnings of notes.
        gender: f or m if it fits only them.
        for_strangers: it fits somebody whose name is not known yet.
        choose: facts that stay the same through the story.
        first, middle, last: notes by their place in the story.
    """

    code: str
    area: str
    ages: tuple[str, ...]
    activity: str
    first: tuple[Template, ...]
    middle: tuple[Template, ...]
    last: tuple[Template, ...]
    gender: str = ""
    for_strangers: bool = False
    choose: dict[str, tuple[dict[str, str], ...]] = {}


class Extras(_Entry, frozen=True):
    """Sentences that make a note longer; children have details of their own."""

    details: tuple[Phrase, ...]
    child_details: tuple[Phrase, ...]
    longer: tuple[Phrase, ...]
    consent: tuple[Phrase, ...]


class Outcomes(_Entry, frozen=True):
    """What came of a step that is done or dropped."""

    done: tuple[Phrase, ...]
    dropped: tuple[Phrase, ...]


class Remarks(_Entry, frozen=True):
    """What colleagues add."""

    remarks: tuple[Phrase, ...]


class Texts(_Entry, frozen=True):
    """All sentences."""

    words: dict[str, tuple[str, ...]]
    openings: dict[str, tuple[Phrase, ...]]
    extras: Extras
    together: tuple[Template, ...]
    group: tuple[Template, ...]
    remarks: Remarks
    outcomes: Outcomes
    themes: tuple[Theme, ...]


class Background(_Entry, frozen=True):
    """Names of one background.

    Args:
        share: weight among all backgrounds.
        language: catalogue code of the language to interpret; empty: none.
    """

    share: int
    language: str
    women: tuple[str, ...]
    men: tuple[str, ...]
    surname_begins: tuple[str, ...]
    surname_ends: tuple[str, ...]
    older_women: tuple[str, ...] = ()
    older_men: tuple[str, ...] = ()


class Provisional(_Entry, frozen=True):
    """What people are called before their name is known."""

    men: tuple[str, ...]
    women: tuple[str, ...]


class Nicknames(_Entry, frozen=True):
    """What people are called beside their name."""

    nicknames: tuple[str, ...]


class KnownNote(_Entry, frozen=True):
    """A note of a person with a part of their own; `at` is local time HH:MM."""

    days_ago: int
    at: str
    kind: str
    channel: str
    areas: tuple[str, ...]
    text: str


class KnownStep(_Entry, frozen=True):
    """An open step, due in `due` days from today."""

    what: str
    due: int
    area: str
    at: str = ""


class KnownPerson(_Entry, frozen=True):
    """A person with a part of their own; `informed_days_ago` below 0: not informed."""

    name: str
    gender: str
    department: str
    areas: tuple[str, ...]
    owner: str
    notes: tuple[KnownNote, ...]
    steps: tuple[KnownStep, ...] = ()
    alias: str = ""
    identified: bool = True
    stairwell: str = ""
    phone: str = ""
    channel: str = ""
    interpreter: str = ""
    age_band: str = ""
    informed_days_ago: int = -1


class People(_Entry, frozen=True):
    """All that people are made of."""

    backgrounds: dict[str, Background]
    provisional: Provisional
    nicknames: Nicknames
    known: tuple[KnownPerson, ...]


class DepartmentSource(_Entry, frozen=True):
    """A department and how it voted."""

    name: str
    homes: int
    voted_on: str
    areas: tuple[str, ...]
    vote: str = "yes"


class NeighbourhoodSource(_Entry, frozen=True):
    """A group of departments around a common house."""

    name: str
    house: str
    organisation: str
    departments: tuple[DepartmentSource, ...]


class Colleague(_Entry, frozen=True):
    """A member of the staff; `silent_days`: the laptop has not reported since."""

    name: str
    title: str
    employer: str
    computer: str
    lead: bool = False
    authority: bool = False
    silent_days: int = 0


@cache
def texts() -> Texts:
    """Return all sentences, parsed."""
    shared = _read("notes_shared")
    themes = [theme for area in _AREAS for theme in _read(f"notes_{area}")["themes"]]
    return msgspec.convert(shared | {"themes": themes}, Texts, dec_hook=_phrase)


@cache
def people() -> People:
    """Return names and the people with a part of their own."""
    return msgspec.convert(_read("people"), People)


@cache
def neighbourhoods() -> tuple[NeighbourhoodSource, ...]:
    """Return the places."""
    return msgspec.convert(_read("places")["neighbourhoods"], tuple[NeighbourhoodSource, ...])


@cache
def staff() -> tuple[Colleague, ...]:
    """Return all invented colleagues, the first five of whom every town has."""
    return msgspec.convert(_read("staff")["staff"], tuple[Colleague, ...])


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(_FOLDER.joinpath(f"{name}.toml").read_text(encoding="utf-8"))


def _phrase(_kind: object, text: str) -> Phrase:
    return Phrase(text)
