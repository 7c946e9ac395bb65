"""The records that every organisation has from its founding on."""

from dataclasses import dataclass

from helhedsplan_desktop.foundation.ids import Ids
from helhedsplan_desktop.records import catalogue
from helhedsplan_desktop.records.base import Record
from helhedsplan_desktop.records.organisation import Member, SpaceName
from helhedsplan_desktop.records.places import FocusArea
from helhedsplan_desktop.services.desk import Homes

FIRST_TEAM = "Team 1"


@dataclass(frozen=True, slots=True)
class FirstNames:
    """What the founder typed: the organisation, its first lead and the lead's title."""

    organisation: str
    name: str
    title: str


def first_records(ids: Ids, homes: Homes, user: bytes, names: FirstNames) -> list[Record]:
    """Return the first member, the names of the spaces and the focus areas, as new records."""
    records: list[Record] = [
        Member(id=ids.record(), space=homes.plan, user=user, name=names.name, title=names.title)
    ]
    for space, purpose, label in (
        (homes.plan, "plan", names.organisation),
        (homes.team, "team", FIRST_TEAM),
        (homes.shielded, "shielded", names.name),
    ):
        records.append(
            SpaceName(
                id=ids.record(), space=homes.plan, of_space=space, name=label, purpose=purpose
            )
        )
    return records + _focus_areas(ids, homes.plan)


def _focus_areas(ids: Ids, plan: bytes) -> list[Record]:
    """Return the focus areas of the catalogue as new records of the plan."""
    return [
        FocusArea(
            id=ids.record(),
            space=plan,
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
        for position, area in enumerate(catalogue.load().focus_areas)
    ]
