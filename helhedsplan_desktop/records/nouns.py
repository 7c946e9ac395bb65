"""The list of all nouns; the one place that a new noun is added to."""

from typing import Final

from helhedsplan_desktop.records.base import Record
from helhedsplan_desktop.records.follow_ups import FollowUp
from helhedsplan_desktop.records.notes import Note, Remark
from helhedsplan_desktop.records.organisation import DeviceReport, Member, SpaceName
from helhedsplan_desktop.records.people import Contact
from helhedsplan_desktop.records.places import Department, FocusArea, Neighbourhood
from helhedsplan_desktop.records.reviews import Review

NOUNS: Final[dict[str, type[Record]]] = {
    noun.noun: noun
    for noun in (
        Member,
        SpaceName,
        DeviceReport,
        FocusArea,
        Neighbourhood,
        Department,
        Contact,
        Note,
        Remark,
        FollowUp,
        Review,
    )
}
"""Noun name, as in the sealed body, to its class."""
