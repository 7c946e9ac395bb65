"""The form of a contact: a name is enough, likeness is said, nothing typed is lost."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from helhedsplan_desktop.services.contact_views import ContactForm
from tests.support.desks import SAMIRA
from tests.support.pages import Office, open_office
from tests.support.worker_hand import (
    WAIT,
    Show,
    begin_new,
    choose,
    names,
    opened,
    press_button,
    said,
    shown_contact,
    wait_for_names,
)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with open_office(tmp_path) as made:
        made.furnish()
        yield made


def test_a_name_is_enough_for_a_new_contact(office: Office, show: Show, qtbot: QtBot) -> None:
    page = opened(office, show, qtbot)
    begin_new(page, qtbot)
    name = page.form.panel.fields.name
    QTest.keyClicks(name, "Ham med hunden")
    QTest.keyClick(name, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    wait_for_names(page, qtbot, "Ham med hunden")
    qtbot.waitUntil(lambda: shown_contact(page) is not None, timeout=WAIT)
    assert not page.form.panel.isVisible()
    qtbot.waitUntil(lambda: office.session.drafts.all() == (), timeout=WAIT)


def test_a_contact_like_another_is_said_in_the_margin_and_never_blocks(
    office: Office, show: Show, qtbot: QtBot
) -> None:
    amina = office.meet("Amina Yusuf")
    page = opened(office, show, qtbot)
    begin_new(page, qtbot)
    QTest.keyClicks(page.form.panel.fields.name, "Amina Jusuf")
    qtbot.waitUntil(lambda: "Open Amina Yusuf" in said(page.form.panel), timeout=WAIT)
    press_button(page.form.panel, "It is someone else")
    assert "Open Amina Yusuf" not in said(page.form.panel)
    press_button(page.form.panel, "Create contact")
    qtbot.waitUntil(lambda: "Amina Jusuf" in names(page), timeout=WAIT)
    assert amina in {page.list.table.contacts.row(at).rid for at in range(2)}


def test_what_was_typed_of_a_contact_stays_after_esc(
    office: Office, show: Show, qtbot: QtBot
) -> None:
    page = opened(office, show, qtbot)
    begin_new(page, qtbot)
    QTest.keyClicks(page.form.panel.fields.name, "Zahra No")
    qtbot.waitUntil(lambda: "The draft is saved" in said(page.form.panel), timeout=1000)
    QTest.keyClick(page.form.panel.fields.name, Qt.Key.Key_Escape)
    assert not page.form.panel.isVisible()
    begin_new(page, qtbot)
    assert page.form.panel.fields.name.text() == "Zahra No"
    press_button(page.form.panel, "Start over")
    qtbot.waitUntil(lambda: page.form.panel.fields.name.text() == "", timeout=WAIT)


def test_who_will_not_be_registered_leaves_nothing_behind(
    office: Office, show: Show, qtbot: QtBot
) -> None:
    page = opened(office, show, qtbot)
    begin_new(page, qtbot)
    QTest.keyClicks(page.form.panel.fields.name, "Zahra Noori")
    qtbot.waitUntil(lambda: len(office.session.drafts.all()) == 1, timeout=WAIT)
    press_button(page.form.panel, "Does not want to be registered")
    qtbot.waitUntil(lambda: office.session.drafts.all() == (), timeout=WAIT)
    assert names(page) == []


def test_a_changed_contact_can_be_changed_back(office: Office, show: Show, qtbot: QtBot) -> None:
    amina = office.meet("Amina Yusuf", phone="00 12 34 56")
    page = opened(office, show, qtbot)
    choose(page, qtbot, amina)
    QTest.keyClick(page.detail.header, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(page.form.panel.isVisible, timeout=WAIT)
    page.form.panel.fields.name.selectAll()
    QTest.keyClicks(page.form.panel.fields.name, "Amina Y. Hansen")
    press_button(page.form.panel, "Save")
    wait_for_names(page, qtbot, "Amina Y. Hansen")
    assert office.session.people.page(amina, again=True).form.phone == "00 12 34 56"
    office.ways.take_back()
    wait_for_names(page, qtbot, "Amina Yusuf")


def test_a_cpr_number_in_the_name_blocks_with_the_reason(
    office: Office, show: Show, qtbot: QtBot
) -> None:
    page = opened(office, show, qtbot)
    begin_new(page, qtbot)
    number = f"{date(1990, 1, 1):%d%m%y}-1234"
    QTest.keyClicks(page.form.panel.fields.name, f"Zahra {number}")
    assert "Remove the CPR number before you save." in said(page.form.panel)
    QTest.keyClick(
        page.form.panel.fields.name, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier
    )
    QApplication.processEvents()
    assert page.form.panel.isVisible()


def test_all_that_the_form_asks_is_stored(office: Office, show: Show, qtbot: QtBot) -> None:
    amina = office.meet("Amina Yusuf")
    wanted = ContactForm(
        name="Amina Yusuf",
        alias="Mina",
        identified=False,
        department=office.session.places.departments()[0].rid,
        stairwell="12 A",
        phone="00 12 34 56",
        channel="text_message",
        interpreter="Somali",
        age_band="15-17",
        areas=("KRI", "UDL"),
        owner=SAMIRA,
        status="paused",
        protected=True,
        informed_on="2026-03-12",
    )
    page = opened(office, show, qtbot)
    choose(page, qtbot, amina)
    page._edit_contact()
    qtbot.waitUntil(page.form.panel.isVisible, timeout=WAIT)
    page.form.panel.fields.show_form(wanted)
    press_button(page.form.panel, "Save")
    qtbot.waitUntil(lambda: "The contact is changed" in office.ways.told, timeout=WAIT)
    stored = office.session.people.page(amina, again=True).form
    assert set(stored.areas) == {"KRI", "UDL"}
    for field in ContactForm.__slots__:
        if field != "areas":
            assert getattr(stored, field) == getattr(wanted, field), field
