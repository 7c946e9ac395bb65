"""Reading what a page shows: one read at a time, and never an old answer after a new one."""

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import QObject

from helhedsplan_desktop.foundation.errors import AppError
from ui.jobs.runner import JobRunner

T = TypeVar("T")


class Reading(QObject, Generic[T]):
    """Reads on the free lane and shows the answer.

    Asked again while a read runs, it reads once more afterwards, however often it was asked: a
    hundred changes in a row cost two reads. An answer that is known to be old is not shown.

    Args:
        runner: the lanes.
        prepare: called on the GUI thread for each read; gives the work, which touches no widget.
        show: takes the answer on the GUI thread.
        parent: the page.
        failed: takes an error; without it the window tells of it.
    """

    def __init__(
        self,
        runner: JobRunner,
        prepare: Callable[[], Callable[[], T]],
        show: Callable[[T], object],
        parent: QObject,
        failed: Callable[[AppError], object] | None = None,
    ) -> None:
        super().__init__(parent)
        self._runner = runner
        self._prepare = prepare
        self._show = show
        self._failed = failed
        self._running = False
        self._again = False
        self._then: list[Callable[[], object]] = []

    def ask(self, then: Callable[[], object] | None = None) -> None:
        """Read now, or as soon as the read under way is over.

        Args:
            then: called once, after the next answer was shown.
        """
        if then is not None:
            self._then.append(then)
        if self._running:
            self._again = True
            return
        self._running = True
        self._runner.run(self._prepare(), self, self._answered, self._refused)

    def _answered(self, answer: T) -> None:
        if self._over():
            return
        self._show(answer)
        waiting, self._then = self._then, []
        for then in waiting:
            then()

    def _refused(self, error: AppError) -> None:
        if self._over():
            return
        self._then = []
        if self._failed is not None:
            self._failed(error)
        else:
            self._runner.unhandled.emit(error)

    def _over(self) -> bool:
        """Note that a read is over; return True if it was asked again meanwhile."""
        again, self._running, self._again = self._again, False, False
        if again:
            self.ask()
        return again
