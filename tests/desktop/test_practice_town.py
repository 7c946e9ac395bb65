import re
from collections import Counter, defaultdict
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from helhedsplan_desktop.foundation.cancel import CancelledByPersonError, CancelToken
from helhedsplan_desktop.foundation.clock import instant
from helhedsplan_desktop.foundation.ids import milliseconds_of
from helhedsplan_desktop.practice import residents, source
from helhedsplan_desktop.practice.loading import load
from helhedsplan_desktop.practice.phrases import Phrase
from helhedsplan_desktop.practice.town import SMALL, PracticeTown
from helhedsplan_desktop.records import catalogue
from helhedsplan_desktop.records.base import declarations
from helhedsplan_desktop.records.nouns import NOUNS
from helhedsplan_desktop.rules import cpr, overdue
from helhedsplan_desktop.rules.clean_text import clean
from helhedsplan_desktop.store.tables import DIRECTORY, table_of
from tests.support.open_stores import open_store

NOW = datetime(2026, 3, 12, 12, 40, tzinfo=UTC)
TODAY = NOW.date()
CATALOGUE = catalogue.load()

Rows = dict[str, list[dict[str, Any]]]


def told(town: PracticeTown) -> Rows:
    rows: Rows = defaultdict(list)
    for batch in town.batches():
        rows[batch.noun] += batch.rows
    return rows


@pytest.fixture(scope="module")
def town() -> PracticeTown:
    return PracticeTown(1, SMALL, NOW)


@pytest.fixture(scope="module")
def rows(town: PracticeTown) -> Rows:
    return told(town)


def test_the_same_seed_tells_the_same_town(town: PracticeTown, rows: Rows) -> None:
    assert told(PracticeTown(1, SMALL, NOW)) == rows
    assert told(town) == rows
    other = told(PracticeTown(2, SMALL, NOW))
    assert {each["text"] for each in other["Note"]} != {each["text"] for each in rows["Note"]}


@pytest.mark.parametrize(("contacts", "notes"), [(1, 12), (20, 240), (300, 3600)])
def test_it_has_the_size_that_was_asked_for(contacts: int, notes: int) -> None:
    rows = told(PracticeTown(3, contacts, NOW))
    assert len(rows["Contact"]) == contacts
    assert len(rows["Note"]) == notes


def test_every_row_fits_its_declaration_and_the_catalogue(rows: Rows) -> None:
    # What a lead has looked at is written by looking.
    assert set(rows) == set(NOUNS) - {"Review"}
    for noun, found in rows.items():
        for row in found:
            for name, rule in declarations(NOUNS[noun]).items():
                value = row[name]
                assert not rule.required or value not in {None, "", b""}, (noun, name)
                if isinstance(value, str):
                    assert value == clean(value)
                    assert rule.max_length is None or len(value) <= rule.max_length
    lists = (
        ("Note", "kind", CATALOGUE.note_types),
        ("Contact", "status", CATALOGUE.contact_statuses),
        ("Contact", "age_band", CATALOGUE.age_bands),
        ("FollowUp", "status", CATALOGUE.follow_up_statuses),
        ("FollowUp", "priority", CATALOGUE.priorities),
        ("FollowUp", "area", CATALOGUE.focus_areas),
        ("Member", "employer", CATALOGUE.practice_organisations),
        ("Department", "organisation", CATALOGUE.practice_organisations),
    )
    for noun, name, choices in lists:
        assert {row[name] for row in rows[noun]} <= {each.code for each in choices}
    channels = {row["channel"] for noun in ("Note", "Contact") for row in rows[noun]}
    assert channels - {""} <= {each.code for each in CATALOGUE.channels}


def test_ids_are_in_order_of_time_and_nothing_comes_from_the_future(rows: Rows) -> None:
    events = ("Contact", "Note", "FollowUp", "Remark")
    ids = [row["id"] for noun in events for row in rows[noun]]
    assert len(set(ids)) == len(ids)
    for noun in events:
        made = [row["id"] for row in rows[noun]]
        assert made == sorted(made)
    assert instant(max(milliseconds_of(each) for each in ids)) <= NOW
    for note in rows["Note"]:
        written = instant(milliseconds_of(note["id"])).date()
        assert date.fromisoformat(note["happened_on"]) <= written <= TODAY


def test_every_reference_finds_its_record(rows: Rows) -> None:
    ids = {noun: {row["id"] for row in found} for noun, found in rows.items()}
    born = {row["id"]: milliseconds_of(row["id"]) for row in rows["Contact"]}
    for noun, found in rows.items():
        for name, rule in declarations(NOUNS[noun]).items():
            for row in found if rule.target else ():
                value = row[name]
                targets = value if isinstance(value, tuple) else (value,) if value else ()
                assert set(targets) <= ids[str(rule.target)], (noun, name)
    users = {row["user"] for row in rows["Member"]}
    devices = {row["device"] for row in rows["DeviceReport"]}
    for noun in ("Contact", "FollowUp"):
        assert {row["owner"] for row in rows[noun]} - {None} <= users
    assert {row["author"] for found in rows.values() for row in found} <= devices
    for note in rows["Note"]:
        assert all(born[each] <= milliseconds_of(note["id"]) for each in note["contacts"])


def test_there_is_work_in_every_area_and_year(rows: Rows) -> None:
    notes = rows["Note"]
    areas = Counter(area for note in notes for area in note["areas"])
    years = Counter(note["happened_on"][:4] for note in notes)
    for area in ("UDL", "BES", "KRI", "SAM"):
        assert areas[area] > len(notes) * 0.1
    for year in ("2023", "2024", "2025"):
        assert years[year] > len(notes) * 0.1
    assert years["2026"] > len(notes) * 0.04
    kinds = Counter(note["kind"] for note in notes)
    assert set(kinds) == {each.code for each in CATALOGUE.note_types}


def test_notes_have_the_length_of_notes_and_differ(rows: Rows) -> None:
    lengths = sorted(len(note["text"].split()) for note in rows["Note"])
    assert 45 < sum(lengths) / len(lengths) < 65
    assert lengths[0] >= 15
    assert lengths[-1] > 110
    assert len({note["text"] for note in rows["Note"]}) > 0.95 * len(lengths)


SLIPS = re.compile(
    r"[\[\]{}|_]| {2}| [.,:?]|[.,]{2}|\.[A-ZÆØÅ]|^[a-zæøå]|(?<!kl)(?<!kr)(?<!\d)[.?] [a-zæøå]"
)
"""Left-over grammar, blanks in the wrong place, a sentence that begins small."""


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_texts_are_written_cleanly(seed: int) -> None:
    rows = told(PracticeTown(seed, 150, NOW))
    texts = [row["text"] for noun in ("Note", "Remark") for row in rows[noun]]
    texts += [row[name] for row in rows["FollowUp"] for name in ("what", "outcome")]
    for text in texts:
        assert not (slip := SLIPS.search(text)), (slip, text)
    assert not [note["text"] for note in rows["Note"] if not note["text"].endswith((".", "?"))]


def test_nothing_looks_like_a_cpr_number_and_no_telephone_is_danish(rows: Rows) -> None:
    for noun, found in rows.items():
        for row in found:
            for name, value in row.items():
                assert not isinstance(value, str) or not cpr.find(value, TODAY), (noun, name, value)
    phones = [row["phone"] for row in rows["Contact"] if row["phone"]]
    assert len(phones) > SMALL / 3
    assert all(each.startswith("00") for each in phones)


def test_the_one_at_the_laptop_has_something_to_do(town: PracticeTown, rows: Rows) -> None:
    mine = [row for row in rows["FollowUp"] if row["owner"] == town.me.user]
    groups = Counter(
        overdue.group_of(row["due_on"], TODAY) for row in mine if row["status"] == "open"
    )
    assert all(groups[each] > 0 for each in ("overdue", "today", "week", "later"))
    closed = Counter(row["status"] for row in rows["FollowUp"])
    assert closed["done"] > closed["dropped"] > 0
    assert all((row["closed_on"] == "") == (row["status"] == "open") for row in rows["FollowUp"])
    assert max(row["closed_on"] for row in rows["FollowUp"]) <= TODAY.isoformat()


def test_people_are_as_different_as_in_real_work(rows: Rows) -> None:
    contacts = rows["Contact"]
    strangers = [row for row in contacts if not row["identified"]]
    assert {"Ham med hunden", "Hende fra 4. sal"} <= {row["name"] for row in strangers}
    assert all(row["informed_on"] == "" for row in strangers)
    informed = [row for row in contacts if row["informed_on"]]
    assert 0.6 * SMALL < len(informed) < 0.95 * SMALL
    statuses = Counter(row["status"] for row in contacts)
    assert statuses["active"] > 50
    assert all(statuses[each] for each in ("closed", "moved", "enquiry", "paused"))
    assert any(len(note["contacts"]) > 1 for note in rows["Note"])
    assert any(not note["contacts"] for note in rows["Note"])
    assert rows["Remark"]
    backgrounds = [row["name"] for row in contacts]
    assert any("ğ" in each or "ş" in each or "ü" in each for each in backgrounds)
    assert len({row["interpreter"] for row in contacts}) > 3


def test_the_people_of_the_pictures_are_there(town: PracticeTown, rows: Rows) -> None:
    steps = {row["what"]: row for row in rows["FollowUp"]}
    names = {row["id"]: row["name"] for row in rows["Contact"]}
    late = steps["Ring til Henning om afdragsordningen"]
    assert names[late["contact"]] == "Henning Krag"
    assert late["due_on"] == (TODAY - timedelta(days=3)).isoformat()
    assert late["owner"] == town.me.user
    assert town.me.name == "Mette Lindholm"
    assert town.lead.name == "Karin Østergaard"
    assert steps["Følg Zahra til Borgerservice"]["due_at"] == "14:30"


def test_five_laptops_report_and_one_is_silent_for_eight_days(rows: Rows) -> None:
    ages = sorted((NOW - instant(row["synced_at"])).days for row in rows["DeviceReport"])
    assert ages == [0, 0, 0, 0, 8]


def test_forty_one_departments_are_in_the_plan(rows: Rows) -> None:
    departments = rows["Department"]
    joined = [row for row in departments if row["joined_from"] == "2023-01-01"]
    assert len(joined) == 41
    assert all(row["vote"] == "yes" and row["voted_on"] and row["areas"] for row in joined)
    outside = {row["name"]: row["vote"] for row in departments if not row["joined_from"]}
    assert outside == {"Lærkehøj": "", "Strandgården": "no"}
    lived_in = {row["department"] for row in rows["Contact"]}
    assert lived_in <= {row["id"] for row in joined}


def test_a_large_town_has_a_larger_staff() -> None:
    assert len(PracticeTown(1, 100, NOW).staff) == 5
    assert 10 <= len(PracticeTown(1, 5_000, NOW).staff) <= 25


def test_a_town_before_the_plan_still_has_its_years() -> None:
    early = datetime(2023, 1, 20, 12, tzinfo=UTC)
    notes = told(PracticeTown(1, 60, early))["Note"]
    assert max(note["happened_on"] for note in notes) <= "2023-01-20"
    assert min(note["happened_on"] for note in notes) < "2022-09-01"


def test_it_loads_as_work_that_has_arrived(town: PracticeTown) -> None:
    progress: list[tuple[int, int]] = []
    with open_store() as store:
        records = load(store, town, progress=lambda done, total: progress.append((done, total)))
        with store.read() as connection:
            counted = {
                noun: connection.execute(
                    select(func.count()).select_from(table_of(noun))
                ).scalar_one()
                for noun in NOUNS
            }
            unsent = connection.execute(
                select(func.count()).where(DIRECTORY.c.dirty > 0)
            ).scalar_one()
    assert sum(counted.values()) == records
    assert counted["Note"] == SMALL * 12
    assert unsent == 0
    assert progress[-1] == (SMALL * 12, SMALL * 12)


def test_it_loads_as_this_laptops_own_unsent_work() -> None:
    with open_store() as store:
        records = load(store, PracticeTown(1, 20, NOW), unsent=True)
        with store.read() as connection:
            unsent = connection.execute(
                select(func.count()).where(DIRECTORY.c.dirty > 0)
            ).scalar_one()
    assert unsent == records


def test_loading_stops_when_asked() -> None:
    cancel = CancelToken()
    with open_store() as store, pytest.raises(CancelledByPersonError):
        load(
            store,
            PracticeTown(1, 100, NOW),
            progress=lambda done, _: cancel.cancel() if done else None,
            cancel=cancel,
        )


@pytest.mark.parametrize("wrong", ["en [to", "en] to", "en | to", "[a|b"])
def test_a_phrase_with_a_wrong_bracket_is_refused(wrong: str) -> None:
    with pytest.raises(ValueError, match=r"bracket|stray"):
        Phrase(wrong)


def test_everybody_has_something_to_talk_about() -> None:
    themes = source.texts().themes
    for age in residents.AGES:
        for gender in ("f", "m"):
            assert [each for each in themes if age in each.ages and each.gender in {"", gender}]
    assert [each for each in themes if each.for_strangers]


def test_every_template_speaks_of_slots_that_exist() -> None:
    texts = source.texts()
    person = {"navn", "navns", "hun", "hende", "hendes", "åbning", "klokken", "hus", "afdeling"}
    for theme in texts.themes:
        facts = {name for group in theme.choose.values() for each in group for name in each}
        for template in (*theme.first, *theme.middle, *theme.last):
            for phrase in (template.text, *template.next):
                assert phrase.slots() <= person | facts | set(texts.words), theme.code
            assert set(template.channels) <= set(texts.openings)
            assert template.kind in CATALOGUE.note_types
