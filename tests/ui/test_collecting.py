"""Parts of a window that nobody reaches any more die on the GUI thread."""

import gc
import threading
import weakref
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QObject

from ui.jobs.collecting import Collector

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.fixture
def collector() -> Iterator[Collector]:
    gc.enable()
    thresholds = gc.get_threshold()
    gc.set_threshold(100, 5, 5)
    owner = QObject()
    yield Collector(owner)
    owner.deleteLater()
    gc.set_threshold(*thresholds)


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
