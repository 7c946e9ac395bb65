"""Work off the GUI thread: the writer lane, the free lane, and the way back."""

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any, Final, TypeVar

from PySide6.QtCore import QObject, Qt, Signal
from shiboken6 import isValid

from helhedsplan_desktop.foundation.cancel import CancelledByPersonError, CancelToken
from helhedsplan_desktop.foundation.errors import AppError, Problem

T = TypeVar("T")
_log = logging.getLogger(__name__)
_FREE_THREADS: Final = 3


class Lane(Enum):
    """Where work runs."""

    WRITER = auto()  # one thread: every store command, in the order given
    FREE = auto()  # reads, key derivation, reports


@dataclass(frozen=True, slots=True)
class _Answer:
    """What a job came to, on its way to the GUI thread."""

    job: "_Job"
    result: object = None
    error: AppError | None = None


@dataclass(frozen=True, slots=True, eq=False)
class _Job:
    """One piece of work and who waits for it."""

    work: Callable[[], object]
    context: QObject
    done: Callable[[Any], object]
    failed: Callable[[AppError], object] | None
    token: CancelToken


class JobRunner(QObject):
    """Runs work on two lanes and brings each result to the GUI thread.

    Make it on the GUI thread: a queued signal to this object is the way back. `work` must not touch
    a widget; `done` and `failed` run on the GUI thread and may.

    Signals:
        unhandled: an `AppError` of a job that was given no `failed`.
        busy_changed: True when the first job starts, False when none is left.
    """

    unhandled = Signal(object)
    busy_changed = Signal(bool)
    _answered = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lanes = {
            Lane.WRITER: ThreadPoolExecutor(1, thread_name_prefix="writer"),
            Lane.FREE: ThreadPoolExecutor(_FREE_THREADS, thread_name_prefix="free"),
        }
        self._waiting: set[_Job] = set()
        self._closed = False
        self._answered.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    @property
    def busy(self) -> bool:
        """True while somebody waits for an answer."""
        return bool(self._waiting)

    def run(
        self,
        work: Callable[[], T],
        context: QObject,
        done: Callable[[T], object],
        failed: Callable[[AppError], object] | None = None,
        *,
        lane: Lane = Lane.FREE,
        token: CancelToken | None = None,
    ) -> CancelToken:
        """Run `work` on a lane; call `done` with its result, or `failed` with its error.

        Args:
            work: takes nothing; bind its arguments with `functools.partial`.
            context: whoever asks; if it is gone when the result comes, the result is dropped.
            done: called on the GUI thread.
            failed: called on the GUI thread; without it the error goes to `unhandled`.
            lane: the free lane, or the writer lane for what changes the store.
            token: the one that `work` checks, if it checks one.

        Returns:
            The token; after `cancel()` neither `done` nor `failed` is called.
        """
        job = _Job(work, context, done, failed, token or CancelToken())
        if self._closed:
            return job.token
        self._waiting.add(job)
        if len(self._waiting) == 1:
            self.busy_changed.emit(bool(self._waiting))
        self._lanes[lane].submit(self._work_off, job)
        return job.token

    def write(
        self,
        work: Callable[[], T],
        context: QObject,
        done: Callable[[T], object],
        failed: Callable[[AppError], object] | None = None,
    ) -> CancelToken:
        """Run `work` on the writer lane: see `run`."""
        return self.run(work, context, done, failed, lane=Lane.WRITER)

    def close(self) -> None:
        """Finish what was begun on the writer lane, drop the rest, and stop the threads.

        Nothing a person saved is lost: store commands already given are carried out.
        """
        self._closed = True
        for job in self._waiting:
            job.token.cancel()
        self._lanes[Lane.FREE].shutdown(wait=True, cancel_futures=True)
        self._lanes[Lane.WRITER].shutdown(wait=True)
        self._waiting.clear()

    def _work_off(self, job: _Job) -> None:
        """Do the work; runs on a thread of a lane."""
        try:
            answer = _Answer(job, job.work())
        except CancelledByPersonError:
            answer = _Answer(job)
            job.token.cancel()
        except AppError as error:
            answer = _Answer(job, error=error)
        except Exception as error:  # noqa: BLE001  whatever it was, the person is told and goes on
            _log.error("job.failed type=%s", type(error).__name__)
            answer = _Answer(job, error=_bug(error))
        self._answered.emit(answer)

    def _deliver(self, answer: object) -> None:
        """Hand an answer to whoever asked; runs on the GUI thread."""
        assert isinstance(answer, _Answer)
        job = answer.job
        if job not in self._waiting:
            return
        self._waiting.discard(job)
        if not self._waiting:
            self.busy_changed.emit(bool(self._waiting))
        if job.token.cancelled or not isValid(job.context):
            return
        if answer.error is None:
            job.done(answer.result)
        elif job.failed is not None:
            job.failed(answer.error)
        else:
            self.unhandled.emit(answer.error)


def _bug(error: Exception) -> AppError:
    """Return the error that a person is told about, with the cause kept for diagnostics."""
    told = AppError(Problem.BUG, type=type(error).__name__)
    told.__cause__ = error
    return told
