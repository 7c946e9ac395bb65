"""Areas, neighbourhoods, departments and the names of spaces, as rows."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from helhedsplan_desktop.practice import calendar, source
from helhedsplan_desktop.practice.rows import Row, RowMaker
from helhedsplan_desktop.practice.staff import StaffMember
from helhedsplan_desktop.records.catalogue import Catalogue

BEFORE_THE_PLAN: Final = calendar.PLAN_BEGINS - 18
"""The day on which places and staff were entered, in December 2022."""

_JOINED_FROM: Final = "2023-01-01"
_JOINED_TO: Final = "2026-12-31"


@dataclass(frozen=True, slots=True)
class Spaces:
    """The spaces that the records go to; `shielded` is that of who sits at the laptop."""

    plan: bytes
    team: bytes
    shielded: bytes


@dataclass(frozen=True, slots=True)
class Home:
    """A department as notes speak of it.

    Args:
        house: name of the common house.
    """

    rid: bytes
    name: str
    house: str


class Places:
    """Makes the rows of the places and remembers the departments.

    Args:
        author: device of the lead, who entered them.
        at: the moment at which they were entered.
    """

    def __init__(self, maker: RowMaker, spaces: Spaces, author: bytes, at: int) -> None:
        self._maker = maker
        self._spaces = spaces
        self._author = author
        self._at = at
        self.homes: list[Home] = []

    def areas(self, catalogue: Catalogue) -> Iterator[Row]:
        """Give a row of each focus area."""
        for position, area in enumerate(catalogue.focus_areas):
            yield self._row(
                code=area.code,
                name_da=area.da,
                name_en=area.en,
                short_da=area.short_da,
                short_en=area.short_en,
                hue=area.hue,
                position=position,
                reported=area.reported,
                valid_from=area.valid_from,
                valid_to=area.valid_to,
            )

    def neighbourhoods(self) -> Iterator[tuple[Row, source.NeighbourhoodSource]]:
        """Give a row of each neighbourhood with its source."""
        for each in source.neighbourhoods():
            yield self._row(name=each.name), each

    def departments(self, rid: bytes, of: source.NeighbourhoodSource) -> Iterator[Row]:
        """Give a row of each department of the neighbourhood `rid`."""
        for each in of.departments:
            joined = each.vote == "yes"
            row = self._row(
                name=each.name,
                neighbourhood=rid,
                organisation=of.organisation,
                homes=each.homes,
                vote=each.vote,
                voted_on=each.voted_on,
                joined_from=_JOINED_FROM if joined else "",
                joined_to=_JOINED_TO if joined else "",
                areas=each.areas,
            )
            self.homes.append(Home(row["id"], each.name, of.house))
            yield row

    def space_names(self, me: StaffMember) -> Iterator[Row]:
        """Give the names of the spaces."""
        for of_space, name, purpose in (
            (self._spaces.plan, "Helhedsplanen", "plan"),
            (self._spaces.team, "Team Øst", "team"),
            (self._spaces.shielded, f"Afskærmet, {me.name}", "shielded"),
        ):
            yield self._row(of_space=of_space, name=name, purpose=purpose)

    def _row(self, **columns: object) -> Row:
        return self._maker.row(self._at, self._spaces.plan, self._author, **columns)
