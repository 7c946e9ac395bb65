import tomllib
from dataclasses import fields
from datetime import date
from importlib.resources import files

import pytest

from helhedsplan_desktop.records import catalogue
from helhedsplan_desktop.records.base import declarations
from helhedsplan_desktop.records.catalogue import Choice, Choices
from helhedsplan_desktop.records.follow_ups import FollowUp
from helhedsplan_desktop.records.notes import Note
from helhedsplan_desktop.records.people import Contact
from helhedsplan_desktop.rules.merge_types import Safety

CATALOGUE = catalogue.load()
LISTS = {each.name: getattr(CATALOGUE, each.name) for each in fields(CATALOGUE)}


def test_every_choice_has_a_name_in_both_languages_and_real_days() -> None:
    for choices in LISTS.values():
        for choice in choices:
            assert choice.name("da").strip() == choice.da != ""
            assert choice.name("en").strip() == choice.en != ""
            for day in (choice.valid_from, choice.valid_to):
                assert not day or date.fromisoformat(day).isoformat() == day


@pytest.mark.parametrize("name", LISTS)
def test_codes_and_danish_names_differ_within_a_list(name: str) -> None:
    codes = [choice.code for choice in LISTS[name]]
    names = [choice.da for choice in LISTS[name]]
    assert len(set(codes)) == len(codes) > 0
    assert len(set(names)) == len(names)


def test_no_entry_carries_a_word_that_the_program_does_not_read() -> None:
    for file in files("resources").joinpath("catalogue").iterdir():
        for name, entries in tomllib.loads(file.read_text(encoding="utf-8")).items():
            known = {each.name for each in fields(LISTS[name][entries[0]["code"]])}
            assert not {key for entry in entries for key in entry} - known, name


def test_every_activity_type_is_counted_in_a_reported_area() -> None:
    reported = {area.code for area in CATALOGUE.focus_areas if area.reported}
    assert reported == {"UDL", "BES", "KRI", "SAM"}
    assert {each.area for each in CATALOGUE.activity_types} == reported


def test_codes_fit_the_columns_that_hold_them() -> None:
    contact, note, step = (declarations(each) for each in (Contact, Note, FollowUp))
    for name, column in (
        ("channels", contact["channel"]),
        ("channels", note["channel"]),
        ("note_types", note["kind"]),
        ("age_bands", contact["age_band"]),
        ("contact_statuses", contact["status"]),
        ("contact_kinds", contact["kind"]),
        ("follow_up_statuses", step["status"]),
        ("priorities", step["priority"]),
        ("focus_areas", step["area"]),
    ):
        assert column.max_length is not None
        assert max(len(each.code) for each in LISTS[name]) <= column.max_length, name


def test_the_statuses_to_choose_are_those_that_the_merge_can_order() -> None:
    safety = declarations(Contact)["status"].merge
    assert isinstance(safety, Safety)
    assert {each.code for each in CATALOGUE.contact_statuses} == set(safety.order)


def test_an_area_can_be_chosen_only_on_its_days() -> None:
    old = Choice(code="OLD", da="Før", en="Before", valid_to="2019-12-31")
    new = Choice(code="NEW", da="Efter", en="After", valid_from="2020-01-01")
    areas = Choices((old, new))
    assert areas.valid_on("2019-12-31") == (old,)
    assert areas.valid_on("2020-01-01") == (new,)


def test_a_code_of_a_newer_program_is_shown_as_it_is() -> None:
    assert CATALOGUE.channels.name("hologram", "da") == "hologram"
    assert CATALOGUE.channels.name("street", "da") == "Møde på gaden"
    assert CATALOGUE.organisation_name("practice_fjordbo", "da") == "Boligselskabet Fjordbo"
