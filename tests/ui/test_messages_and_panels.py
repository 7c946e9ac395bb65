"""Banners, the undo notice, the side panel, margin notes, the focus ring and the veil."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from ui.theme.icons import Icon
from ui.theme.theme import Mode, Theme, colours, t
from ui.theme.tokens import Tone
from ui.widgets.avatar import Avatar, initials
from ui.widgets.banner import Banner, BannerTone
from ui.widgets.buttons import Button, IconButton, Kind
from ui.widgets.editor import NoteEditor
from ui.widgets.empty_page import EmptyPage
from ui.widgets.first_start import StepIndicator, WayCard
from ui.widgets.focus_ring import FocusRing
from ui.widgets.labels import Label
from ui.widgets.layouts import Row
from ui.widgets.margin_note import MarginColumn, MarginNote
from ui.widgets.paragraph import Mark, MarkStyle, Paragraph
from ui.widgets.pictures import Skyline
from ui.widgets.progress import BusyLine, Meter
from ui.widgets.side_panel import SidePanel
from ui.widgets.surfaces import ScrollArea
from ui.widgets.toast import Toast
from ui.widgets.veil import Veil, draw_veil

Show = Callable[..., QWidget]


def _colours_of(widget: QWidget) -> set[str]:
    image = widget.grab().toImage()
    return {
        image.pixelColor(x, y).name()
        for x in range(0, image.width(), 2)
        for y in range(0, image.height(), 2)
    }


@pytest.mark.parametrize("tone", list(BannerTone))
def test_a_banner_wraps_and_keeps_its_button(qtbot: QtBot, show: Show, tone: BannerTone) -> None:
    text = "The server is not answering. Your changes are saved on this computer."
    banner = Banner(text, tone, button="Try again")
    page = show(banner, ScrollArea(QWidget()), width=700)
    wide = banner.height()
    page.resize(360, 400)
    QApplication.processEvents()

    assert banner.height() >= wide + t(20)
    assert QAccessible.queryAccessibleInterface(banner).text(QAccessible.Text.Name) == text
    with qtbot.waitSignal(banner.clicked, timeout=1000):
        QTest.mouseClick(banner.findChildren(Button)[0], Qt.MouseButton.LeftButton)


def test_ctrl_z_takes_the_act_back_once(show: Show) -> None:
    page = show(Button("Done"))
    toast = Toast(page)
    undone: list[str] = []
    toast.say("Follow-up done", lambda: undone.append("follow-up"))
    assert toast.text() == "Follow-up done"

    for _ in range(2):
        QTest.keyClick(page, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)

    assert undone == ["follow-up"]
    assert toast.text() == ""


def test_ctrl_z_in_a_field_undoes_typing_and_not_the_act(show: Show) -> None:
    line = QLineEdit()
    page = show(line)
    undone: list[str] = []
    toast = Toast(page)
    toast.say("Follow-up done", lambda: undone.append("follow-up"))
    line.setFocus()
    QTest.keyClicks(line, "abc")
    QTest.keyClick(line, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)

    assert line.text() == ""
    assert undone == []


def test_the_notice_goes_by_itself_and_stays_inside_the_window(show: Show, qtbot: QtBot) -> None:
    page = show(Button("Done"), width=360)
    toast = Toast(page)
    toast._time.setInterval(30)
    toast.say("The referral to the employment office was handed over", lambda: None)
    assert page.rect().contains(toast.geometry().adjusted(20, 20, -20, -20))
    page.resize(900, 500)
    QApplication.processEvents()
    assert abs(toast.geometry().center().x() - 450) <= 1

    qtbot.waitUntil(lambda: toast.text() == "")


def test_the_undo_word_answers_to_the_mouse(show: Show) -> None:
    page = show(Button("Done"))
    toast = Toast(page)
    undone: list[bool] = []
    toast.say("Done", lambda: undone.append(True))

    QTest.mouseClick(toast._word, Qt.MouseButton.LeftButton)

    assert undone == [True]
    assert toast._word.height() >= 32


def test_the_side_panel_closes_with_escape_and_says_why_saving_waits(
    qtbot: QtBot, show: Show
) -> None:
    page = show(Button("List"), width=900, height=600)
    panel = SidePanel("Quick note", parent=page)
    panel.setGeometry(300, 0, 600, 600)
    line = QLineEdit()
    panel.body.addWidget(line)
    save = panel.add_action(Button("Save", Kind.PRIMARY))
    save.setEnabled(False)
    panel.set_reason("Remove the number before you save.")
    panel.set_saved("Draft saved")
    panel.show()
    line.setFocus()

    shown = [label.text() for label in panel.findChildren(Label) if label.isVisible()]
    assert {"Quick note", "Draft saved", "Remove the number before you save."} <= set(shown)
    with qtbot.waitSignal(panel.closed, timeout=1000):
        QTest.keyClick(line, Qt.Key.Key_Escape)
    assert not panel.isVisible()


def test_the_page_beside_the_panel_stays_usable(show: Show) -> None:
    button = Button("Underneath")
    page = show(button, width=900, height=200)
    panel = SidePanel("Quick note", parent=page)
    panel.setGeometry(300, 0, 600, 200)
    panel.show()

    # The shadow lies over this point; the click must pass through it.
    target = page.childAt(QPoint(290, button.geometry().center().y()))
    assert target is button


def test_margin_notes_stand_beside_their_lines_and_never_overlap(show: Show) -> None:
    editor = NoteEditor(lines=10)
    form = QWidget()
    row = Row(form)
    margin = MarginColumn()
    row.addWidget(editor, 1)
    row.addWidget(margin)
    show(form, width=700)
    editor.set_text("First line\nnumber 123\nmore\nnumber 456")
    editor.set_marks([(18, 21), (34, 37)])
    first, second = MarginNote("One", "Do it.", action="Remove"), MarginNote("Two")
    margin.add(first, editor, 0)
    margin.add(second, editor, 1)

    line = editor.mark_middle(0)
    assert line is not None
    top = margin.mapTo(form, first.pos()).y() - editor.mapTo(form, QPoint()).y()
    assert abs(top - (line - 22)) <= 1 or top == 0
    assert second.y() >= first.geometry().bottom() + 8
    assert first.width() == 228

    margin.remove(first)
    assert margin.notes() == (second,)


def test_a_note_follows_its_line_while_the_text_grows(show: Show) -> None:
    editor = NoteEditor(lines=10)
    form = QWidget()
    row = Row(form)
    margin = MarginColumn()
    row.addWidget(editor, 1)
    row.addWidget(margin)
    show(form, width=700, height=500)
    editor.set_text("a\nb\nc\nd\nnumber")
    editor.set_marks([(8, 14)])
    note = MarginNote("One")
    margin.add(note, editor, 0)
    before = note.y()

    editor.textCursor().insertText("x\n\n")
    editor.set_marks([(11, 17)])

    assert note.y() == before + 2 * t(20)


def test_the_ring_follows_the_keyboard_and_leaves_text_fields_alone(show: Show) -> None:
    first, second, line = Button("One"), Button("Two"), QLineEdit()
    page = show(first, second, line)
    ring = FocusRing(page)
    first.setFocus()
    assert ring.isVisible()
    assert ring.geometry() == first.geometry().adjusted(-4, -4, 4, 4)

    QTest.keyClick(first, Qt.Key.Key_Tab)
    assert ring.geometry() == second.geometry().adjusted(-4, -4, 4, 4)

    page.resize(500, 500)
    QApplication.processEvents()
    assert ring.geometry() == second.geometry().adjusted(-4, -4, 4, 4)

    line.setFocus()
    assert not ring.isVisible()


def test_the_ring_is_cut_where_its_part_is_scrolled_away(show: Show) -> None:
    content = QWidget()
    content.setFixedHeight(900)
    button = Button("Deep down", parent=content)
    button.setGeometry(20, 100, 120, 36)
    scroll = ScrollArea(content)
    page = show(scroll, height=300)
    ring = FocusRing(page)
    button.setFocus()
    scroll.verticalScrollBar().setValue(120)
    QApplication.processEvents()
    assert ring._clip.top() > 0

    scroll.verticalScrollBar().setValue(400)
    QApplication.processEvents()
    assert not ring.isVisible()


def test_the_veil_comes_from_the_id_and_not_from_the_words(qtbot: QtBot) -> None:
    def bars(seed: bytes) -> QImage:
        image = QImage(300, 20, QImage.Format.Format_ARGB32)
        image.fill(0)
        painter = QPainter(image)
        width = draw_veil(painter, 0, 10, 300, seed)
        painter.end()
        assert 0 < width <= 300
        return image

    assert bars(b"one") == bars(b"one")
    assert len({bytes(bars(bytes([n])).constBits()) for n in range(8)}) > 4
    veil = Veil(b"one", lines=3)
    qtbot.addWidget(veil)
    assert veil.accessibleName() == "Hidden"
    assert veil.sizeHint().height() == 60


def test_a_label_that_does_not_fit_offers_its_whole_text_as_a_tip(show: Show) -> None:
    label = Label("A sentence that is far too long for the place it got")
    page = show(label, width=120)
    label.resize(100, 20)

    assert label.minimumSizeHint().width() <= 100
    assert label.width() < label.sizeHint().width()
    assert page.isVisible()


def test_a_paragraph_grows_when_it_gets_narrow_and_with_the_text_scale(theme: Theme) -> None:
    text = Paragraph(
        "The draft is kept on this computer, and we try again when there is a network."
    )
    wide, narrow = text.heightForWidth(900), text.heightForWidth(200)
    assert (wide, narrow) == (20, 60)

    theme.set_scale(2.0)
    assert text.heightForWidth(900) == 80


def test_a_paragraph_shows_only_so_many_lines(qtbot: QtBot) -> None:
    text = Paragraph("word " * 100, most_lines=2)
    qtbot.addWidget(text)

    assert text.heightForWidth(200) == 40


def test_marks_are_fill_and_underline(qtbot: QtBot) -> None:
    text = Paragraph("Møllebo is the place")
    qtbot.addWidget(text)
    text.resize(300, 20)
    text.set_marks((Mark(0, 7, MarkStyle.HIT),))
    painted = _colours_of(text)

    assert colours().mark.name() in painted
    text.set_marks(())
    assert colours().mark.name() not in _colours_of(text)


def test_a_short_wait_shows_nothing_and_a_long_one_does(qtbot: QtBot) -> None:
    line = BusyLine()
    qtbot.addWidget(line)
    line.set_busy(True)
    line.set_busy(False)
    assert not line.shows()
    line._delay.setInterval(10)
    line.set_busy(True)
    qtbot.waitUntil(line.shows)

    assert line.accessibleName() == "Working"
    line.set_busy(False)
    assert not line.shows()


def test_an_empty_page_offers_its_first_action(qtbot: QtBot, show: Show) -> None:
    page = EmptyPage("No follow-ups today", "A follow-up is a promise.", primary="Plan follow-up")
    show(page, width=800, height=600)

    with qtbot.waitSignal(page.primary_clicked, timeout=1000):
        QTest.mouseClick(page.findChildren(Button)[0], Qt.MouseButton.LeftButton)


def test_the_first_way_is_taken_with_enter_or_its_number(qtbot: QtBot, show: Show) -> None:
    card = WayCard(Icon.TICKET, "I have an invitation code", "Your lead gave it.", key="1")
    show(card, width=600)
    card.setFocus()

    with qtbot.waitSignal(card.clicked, timeout=1000):
        QTest.keyClick(card, Qt.Key.Key_Space)
    with qtbot.waitSignal(card.clicked, timeout=1000):
        QTest.keyClick(card, Qt.Key.Key_1)
    assert card.accessibleDescription() == "Your lead gave it."


def test_steps_say_where_the_person_is(qtbot: QtBot) -> None:
    steps = StepIndicator(["Code", "Passphrase", "Approval"])
    qtbot.addWidget(steps)
    steps.set_current(1)

    assert steps.accessibleName() == "Step 2 of 3: Passphrase"


@pytest.mark.parametrize(
    ("name", "letters"),
    [("Amina Yusuf", "AY"), ("Kim", "K"), ("Karin Ø. Østergaard", "KØ"), ("", ""), ("- ?", "")],
)
def test_initials(name: str, letters: str) -> None:
    assert initials(name) == letters


def test_someone_without_identity_is_drawn_otherwise(qtbot: QtBot) -> None:
    known, unknown = Avatar("Amina Yusuf", 40), Avatar("Amina Yusuf", 40, identified=False)
    for avatar in (known, unknown):
        qtbot.addWidget(avatar)
        avatar.resize(40, 40)

    assert known.grab().toImage() != unknown.grab().toImage()


def test_a_meter_is_filled_by_its_share(qtbot: QtBot) -> None:
    meter = Meter(3, 4, name="3 of 4 reached")
    qtbot.addWidget(meter)
    meter.resize(96, 6)
    image = meter.grab().toImage()

    assert image.pixelColor(60, 3) == colours().accent
    assert image.pixelColor(85, 3) == colours().hairline


def test_the_eye_of_doorway_privacy_is_filled_while_on(qtbot: QtBot) -> None:
    eye = IconButton(Icon.EYE_SLASH, "Hide from others", checkable=True)
    qtbot.addWidget(eye)
    eye.resize(36, 36)
    assert colours().text.name() not in _colours_of(eye)

    eye.click()

    assert colours().text.name() in _colours_of(eye)


@pytest.mark.parametrize("mode", [Mode.LIGHT, Mode.DARK])
def test_the_skyline_is_opaque_and_calm(theme: Theme, qtbot: QtBot, mode: Mode) -> None:
    theme.set_mode(mode)
    ground = Skyline()
    qtbot.addWidget(ground)
    ground.resize(1280, 800)
    image = ground.grab(QRect(0, 0, 1280, 400)).toImage()

    assert image.pixelColor(640, 100) == colours().canvas
    assert len(_colours_of(ground)) > 5


def test_tones_are_read_when_painted(theme: Theme, qtbot: QtBot) -> None:
    label = Label("Overdue", tone=Tone.AMBER, icon=Icon.WARNING_CIRCLE)
    qtbot.addWidget(label)
    label.resize(label.sizeHint())
    light = label.grab().toImage()
    theme.set_mode(Mode.DARK)

    assert label.grab().toImage() != light
