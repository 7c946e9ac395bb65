"""Work off the GUI thread: who hears of it, on which thread, and who no longer does."""

import threading
from collections.abc import Iterator
from functools import partial

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from helhedsplan_desktop.foundation.cancel import CancelToken
from helhedsplan_desktop.foundation.errors import AppError, Problem
from ui.jobs.runner import JobRunner, Lane


@pytest.fixture
def runner() -> Iterator[JobRunner]:
    made = JobRunner()
    yield made
    made.close()


class Asker(QWidget):
    """Remembers what it was told, and on which thread."""

    def __init__(self) -> None:
        super().__init__()
        self.told: list[object] = []
        self.threads: set[int] = set()

    def done(self, result: object) -> None:
        self.told.append(result)
        self.threads.add(threading.get_ident())

    def failed(self, error: AppError) -> None:
        self.done(error.problem)


@pytest.fixture
def asker(qtbot: QtBot) -> Asker:
    widget = Asker()
    qtbot.addWidget(widget)
    return widget


def test_work_runs_elsewhere_and_its_result_comes_home(
    qtbot: QtBot, runner: JobRunner, asker: Asker
) -> None:
    runner.run(threading.get_ident, asker, asker.done)
    qtbot.waitUntil(lambda: bool(asker.told))

    assert asker.threads == {threading.get_ident()}
    assert asker.told != [threading.get_ident()]


def test_the_writer_lane_keeps_the_order(qtbot: QtBot, runner: JobRunner, asker: Asker) -> None:
    gate = threading.Event()
    runner.write(lambda: gate.wait(5) and "first", asker, asker.done)
    runner.write(lambda: "second", asker, asker.done)
    runner.run(lambda: "free", asker, asker.done)
    qtbot.waitUntil(lambda: asker.told == ["free"])

    gate.set()

    qtbot.waitUntil(lambda: asker.told == ["free", "first", "second"])


def test_a_known_error_is_told_and_an_unknown_one_is_ours(
    qtbot: QtBot, runner: JobRunner, asker: Asker
) -> None:
    def full() -> None:
        raise AppError(Problem.DISK_FULL)

    runner.write(full, asker, asker.done, asker.failed)
    runner.write(lambda: 1 / 0, asker, asker.done, asker.failed)

    qtbot.waitUntil(lambda: asker.told == [Problem.DISK_FULL, Problem.BUG])


def test_an_error_nobody_waits_for_is_not_lost(
    qtbot: QtBot, runner: JobRunner, asker: Asker
) -> None:
    with qtbot.waitSignal(runner.unhandled, timeout=2000) as told:
        runner.run(lambda: 1 / 0, asker, asker.done)

    assert told.args is not None
    error = told.args[0]
    assert isinstance(error, AppError)
    assert isinstance(error.__cause__, ZeroDivisionError)


def test_a_widget_that_is_gone_hears_nothing(qtbot: QtBot, runner: JobRunner, asker: Asker) -> None:
    gate = threading.Event()
    gone = QObject()
    told: list[object] = []
    runner.run(lambda: gate.wait(5), gone, told.append)
    with qtbot.waitSignal(gone.destroyed, timeout=2000):
        gone.deleteLater()
    gate.set()
    runner.run(lambda: "after", asker, asker.done)
    qtbot.waitUntil(lambda: not runner._waiting)

    assert told == []
    assert asker.told == ["after"]


def test_a_person_can_stop_long_work(qtbot: QtBot, runner: JobRunner, asker: Asker) -> None:
    token = CancelToken()
    begun = threading.Event()

    def long() -> None:
        begun.set()
        while True:
            token.check()

    returned = runner.run(long, asker, asker.done, asker.failed, token=token)
    assert begun.wait(5)
    returned.cancel()
    qtbot.waitUntil(lambda: not runner._waiting)

    assert asker.told == []


def test_busy_is_told_from_the_first_job_to_the_last(
    qtbot: QtBot, runner: JobRunner, asker: Asker
) -> None:
    told: list[bool] = []
    runner.busy_changed.connect(told.append)
    gate = threading.Event()
    for lane in Lane:
        runner.run(lambda: gate.wait(5), asker, asker.done, lane=lane)
    gate.set()
    qtbot.waitUntil(lambda: len(asker.told) == 2)

    assert told == [True, False]


def test_closing_carries_out_what_was_saved(asker: Asker) -> None:
    runner = JobRunner()
    written: list[int] = []
    for number in range(20):
        runner.write(partial(written.append, number), asker, asker.done)

    runner.close()

    assert written == list(range(20))
    runner.run(lambda: written.append(99), asker, asker.done)
    assert 99 not in written
    assert not any(thread.name.startswith("writer") for thread in threading.enumerate())
