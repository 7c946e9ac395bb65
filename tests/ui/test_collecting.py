"""Parts of a window that nobody reaches any more die on the GUI thread."""

import gc
import threading
import weakref
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
import shiboken6
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from ui.jobs.collecting import Collector, leave_out_what_stands

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.fixture
def collector(qapp: QApplication) -> Iterator[Collector]:
    gc.enable()
    thresholds = gc.get_threshold()
    gc.set_threshold(100, 5, 5)
    looking = Collector(qapp)
    yield looking
    shiboken6.delete(looking)
    gc.set_threshold(*thresholds)
    gc.unfreeze()


def unreachable(died_on: list[str]) -> None:
    """Make an object of Qt that only a look for cycles finds."""
    part = QObject()
    part.itself = part  # type: ignore[attr-defined]  # the cycle
    weakref.finalize(part, lambda: died_on.append(threading.current_thread().name))


def work(made: list[list[int]]) -> None:
    """Make as many objects as start a look."""
    made += [[number] for number in range(10_000)]


@pytest.mark.usefixtures("collector")
def test_a_part_of_a_window_never_dies_on_a_worker(qtbot: "QtBot") -> None:
    died_on: list[str] = []
    made: list[list[int]] = []
    unreachable(died_on)
    worker = threading.Thread(target=work, args=(made,), name="worker")
    worker.start()
    worker.join()
    assert died_on == []
    qtbot.waitUntil(lambda: bool(died_on))
    assert died_on == [threading.main_thread().name]
    assert len(made) == 10_000


def test_it_looks_only_when_enough_was_made(collector: Collector) -> None:
    gc.collect()
    died_on: list[str] = []
    unreachable(died_on)
    collector.look()
    assert died_on == []
    kept = [[number] for number in range(200)]
    collector.look()
    assert died_on == [threading.main_thread().name]
    assert len(kept) == 200


@pytest.mark.usefixtures("collector")
def test_what_stands_once_the_pages_are_read_is_not_looked_through_again(qtbot: "QtBot") -> None:
    before = len(gc.get_objects())
    leave_out_what_stands()
    assert len(gc.get_objects()) < before / 100
    died_on: list[str] = []
    unreachable(died_on)
    made: list[list[int]] = []
    work(made)
    qtbot.waitUntil(lambda: bool(died_on), timeout=5000)
    assert died_on == [threading.main_thread().name]


@pytest.mark.usefixtures("qapp")
def test_nothing_is_left_out_where_no_collector_looks() -> None:
    leave_out_what_stands()
    assert gc.get_freeze_count() == 0
