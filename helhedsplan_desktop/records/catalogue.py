"""The dated reference data that ships with the program: what can be chosen, in two languages.

Codes are stored and synced, names are shown. Areas, channels and types are data in
`resources/catalogue/*.toml`, never enums in code: the fund's headings and the municipality's units
change with every plan period.
"""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from typing import Any, Final, Generic, TypeVar, get_args

import msgspec

_FOLDER: Final = "catalogue"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One thing that can be chosen.

    Args:
        code: stable, stored and synced; never reused for another meaning.
        da: Danish name.
        en: English name.
        valid_from: first day, ISO 8601; empty: always.
        valid_to: last day, ISO 8601; empty: open.
    """

    code: str
    da: str
    en: str
    valid_from: str = ""
    valid_to: str = ""

    def name(self, language: str) -> str:
        """Return the name in `da` or `en`."""
        return self.en if language == "en" else self.da

    def valid_on(self, day: str) -> bool:
        """Return whether it can be chosen on `day`, ISO 8601."""
        return self.valid_from <= day and (not self.valid_to or day <= self.valid_to)


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaChoice(Choice):
    """A focus area; a new organisation starts with one `FocusArea` record of each.

    Args:
        short_da: Danish name for chips.
        short_en: English name for chips.
        hue: token of its colour.
        reported: True if Landsbyggefonden knows it as an area.
    """

    short_da: str
    short_en: str
    hue: str
    reported: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityType(Choice):
    """A kind of recurring offer.

    Args:
        area: code of the focus area that it is counted in.
    """

    area: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralTarget(Choice):
    """A service that residents are pointed to.

    Args:
        authority_only: offered only to members with a municipal authority role.
    """

    authority_only: bool = False


_Choice_co = TypeVar("_Choice_co", bound=Choice, covariant=True)


class Choices(Generic[_Choice_co]):
    """An ordered list of choices that finds names by code.

    Args:
        choices: in the order in which they are shown; codes differ.
    """

    def __init__(self, choices: tuple[_Choice_co, ...]) -> None:
        self._choices = choices
        self._by_code = {each.code: each for each in choices}

    def __iter__(self) -> Iterator[_Choice_co]:
        return iter(self._choices)

    def __len__(self) -> int:
        return len(self._choices)

    def __contains__(self, code: object) -> bool:
        return code in self._by_code

    def __getitem__(self, code: str) -> _Choice_co:
        """Return the choice of `code`; KeyError if this program does not know it."""
        return self._by_code[code]

    def name(self, code: str, language: str) -> str:
        """Return the name of `code`, or the code itself when a newer program wrote it."""
        choice = self._by_code.get(code)
        return choice.name(language) if choice else code

    def valid_on(self, day: str) -> tuple[_Choice_co, ...]:
        """Return what can be chosen on `day`, ISO 8601, in order."""
        return tuple(each for each in self._choices if each.valid_on(day))


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Everything that can be chosen."""

    focus_areas: Choices[AreaChoice]
    activity_types: Choices[ActivityType]
    channels: Choices[Choice]
    note_types: Choices[Choice]
    age_bands: Choices[Choice]
    contact_statuses: Choices[Choice]
    contact_kinds: Choices[Choice]
    sensitive_flags: Choices[Choice]
    languages: Choices[Choice]
    follow_up_statuses: Choices[Choice]
    priorities: Choices[Choice]
    milestone_statuses: Choices[Choice]
    referral_targets: Choices[ReferralTarget]
    referral_outcomes: Choices[Choice]
    case_outcomes: Choices[Choice]
    consent_types: Choices[Choice]
    consent_forms: Choices[Choice]
    titles: Choices[Choice]
    organisations: Choices[Choice]
    practice_organisations: Choices[Choice]
    read_reasons: Choices[Choice]

    def organisation_name(self, code: str, language: str) -> str:
        """Return the name of a real or a practice organisation."""
        real = code in self.organisations
        return (self.organisations if real else self.practice_organisations).name(code, language)


def load() -> Catalogue:
    """Return the catalogue that ships with the program.

    Source: docs/domain.md, the default catalogue.
    """
    lists: dict[str, Any] = {}
    for file in files("resources").joinpath(_FOLDER).iterdir():
        if file.name.endswith(".toml"):
            lists |= tomllib.loads(file.read_text(encoding="utf-8"))
    return msgspec.convert(lists, Catalogue, dec_hook=_choices)


def _choices(kind: Any, entries: list[Any]) -> Choices[Choice]:
    """Return the list of a `Choices[...]` field, its entries checked against their class."""
    (entry,) = get_args(kind)
    return Choices(tuple(msgspec.convert(each, entry) for each in entries))
