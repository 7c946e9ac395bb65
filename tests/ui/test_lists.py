"""Lists: what is chosen stays chosen, only what changed is told, and 50,000 rows are no wait."""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from typing_extensions import override

from ui.models.list_view import FastListView, RowDelegate, RowState
from ui.models.rows import ROW_ROLE, RowsModel
from ui.theme.theme import Theme, colours, g, t
from ui.widgets.painting import words

Show = Callable[..., QWidget]


@dataclass(frozen=True, slots=True)
class Contact:
    number: int
    name: str
    heading: bool = False


class ContactDelegate(RowDelegate[Contact]):
    """Remembers how rows stood when they were painted."""

    def __init__(self) -> None:
        super().__init__()
        self.states: dict[int, RowState] = {}

    @override
    def height(self) -> int:
        return t(20) + t(20) + g(20)

    @override
    def paint_row(self, painter: QPainter, box: QRect, row: Contact, state: RowState) -> None:
        self.states[row.number] = state
        words(painter, box, row.name, colours().text)


PEOPLE = tuple(Contact(number, f"Person {number}") for number in range(40))


@pytest.fixture
def model() -> RowsModel[Contact]:
    rows: RowsModel[Contact] = RowsModel(
        lambda row: row.number,
        lambda row: f"{row.name}, no next step",
        is_heading=lambda row: row.heading,
    )
    rows.show(PEOPLE)
    return rows


@pytest.fixture
def delegate() -> ContactDelegate:
    return ContactDelegate()


@pytest.fixture
def view(show: Show, model: RowsModel[Contact], delegate: ContactDelegate) -> FastListView:
    listed = FastListView(model, delegate, "Contacts")
    show(listed, width=376, height=600)
    return listed


def test_arrows_choose_and_enter_opens(qtbot: QtBot, view: FastListView) -> None:
    view.choose(3)
    with qtbot.waitSignal(view.chosen, timeout=1000) as chosen:
        QTest.keyClick(view, Qt.Key.Key_Down)
    with qtbot.waitSignal(view.opened, timeout=1000) as opened:
        QTest.keyClick(view, Qt.Key.Key_Return)

    assert chosen.args == [4]
    assert opened.args == [4]


def test_home_and_end_go_to_the_ends(view: FastListView) -> None:
    QTest.keyClick(view, Qt.Key.Key_End)
    assert view.chosen_id() == 39
    QTest.keyClick(view, Qt.Key.Key_Home)
    assert view.chosen_id() == 0


def test_a_click_tells_where_in_the_row_it_was(qtbot: QtBot, view: FastListView) -> None:
    with qtbot.waitSignal(view.clicked_at, timeout=1000) as told:
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(12, 60 + 25))

    assert told.args == [1, QPoint(12, 25)]
    assert view.chosen_id() == 1


def test_a_double_click_opens(qtbot: QtBot, view: FastListView) -> None:
    with qtbot.waitSignal(view.opened, timeout=1000) as told:
        QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(12, 130))

    assert told.args == [2]


def test_the_choice_and_the_place_survive_a_new_order(
    view: FastListView, model: RowsModel[Contact]
) -> None:
    view.choose(20)
    view.verticalScrollBar().setValue(120)  # the chosen row is out of view
    told: list[object] = []
    view.chosen.connect(told.append)

    model.show(tuple(reversed(PEOPLE)))

    assert view.chosen_id() == 20
    assert view.verticalScrollBar().value() == 120
    assert told == []


def test_a_chosen_row_that_disappears_is_told_once(
    view: FastListView, model: RowsModel[Contact]
) -> None:
    view.choose(20)
    told: list[object] = []
    view.chosen.connect(told.append)

    model.show(PEOPLE[:20] + PEOPLE[21:])

    assert told == [None]


@pytest.mark.parametrize(
    ("after", "signal"),
    [
        ((*PEOPLE[:5], replace(PEOPLE[5], name="Renamed"), *PEOPLE[6:]), "dataChanged"),
        ((Contact(99, "New"), *PEOPLE), "rowsInserted"),
        (PEOPLE[:9] + PEOPLE[11:], "rowsRemoved"),
        ((PEOPLE[1], PEOPLE[0], *PEOPLE[2:]), "modelReset"),
        ((), "rowsRemoved"),
    ],
)
def test_only_what_changed_is_told(
    model: RowsModel[Contact], after: tuple[Contact, ...], signal: str
) -> None:
    names = ("dataChanged", "rowsInserted", "rowsRemoved", "modelReset")
    told: list[str] = []
    for name in names:
        getattr(model, name).connect(lambda *_, name=name: told.append(name))

    model.show(after)

    assert told == [signal]
    assert model.rows == after
    assert [model.place(row.number) for row in after] == list(range(len(after)))


def test_the_same_rows_tell_nothing(qtbot: QtBot, model: RowsModel[Contact]) -> None:
    with qtbot.assertNotEmitted(model.modelReset), qtbot.assertNotEmitted(model.dataChanged):
        model.show(tuple(replace(row) for row in PEOPLE))


def test_a_screen_reader_hears_a_sentence(model: RowsModel[Contact]) -> None:
    index = model.index(2, 0)

    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "Person 2, no next step"
    assert index.data(ROW_ROLE) == PEOPLE[2]


def test_a_heading_is_lower_and_cannot_be_chosen(
    qtbot: QtBot, view: FastListView, model: RowsModel[Contact]
) -> None:
    model.show((Contact(-1, "Overdue", heading=True), *PEOPLE[:3]))

    assert view.rowHeight(0) == 36
    assert view.rowHeight(1) == 60
    with qtbot.assertNotEmitted(view.opened):
        QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(10, 10))
    model.show(PEOPLE[:3])
    assert view.rowHeight(0) == 60


def test_the_chosen_and_focused_row_is_painted_as_such(
    view: FastListView, delegate: ContactDelegate
) -> None:
    view.setFocus()
    view.choose(1)
    view.grab()

    assert delegate.states[1].selected
    assert delegate.states[1].focused
    assert not delegate.states[2].selected


def test_rows_grow_with_the_text(theme: Theme, view: FastListView) -> None:
    theme.set_scale(1.5)

    assert view.rowHeight(0) == view.rowHeight(39) == 85


def test_fifty_thousand_rows_are_shown_within_fifty_milliseconds(
    view: FastListView, model: RowsModel[Contact]
) -> None:
    many = tuple(Contact(number, "Person") for number in range(50_000))
    model.show(many)
    view.grab()
    spent = []
    for _ in range(3):
        began = time.thread_time()
        model.show(tuple(many))
        view.viewport().repaint()
        spent.append(time.thread_time() - began)

    assert min(spent) < 0.05
