"""Where a process ends: at a moment that it comes to, or whenever its killer likes."""

import random
import sys
import threading
from collections import Counter
from dataclasses import dataclass
from typing import Any, Final, Self

from sqlalchemy import Engine, event

from tests.support.killing import Report, end_here

FROM_THE_START, ONCE_OPEN, IN_COMMIT = "from_the_start", "once_open", "in_commit"
"""Killed from outside: at an instant of its life, of its work, or while a commit is written."""

COMMIT, COMMITTED, STATEMENT = "commit", "checkin", "after_cursor_execute"
"""Events of SQLAlchemy's engines; at COMMIT nothing is written yet."""

ASKED, ANSWERED = "asked", "answered"
"""Moments of the line: the server has not, or has, done what it was asked."""

FILE: Final = "file"
"""A file is about to be opened, renamed, removed or listed."""

_MOST: Final = {COMMIT: 30, COMMITTED: 30, STATEMENT: 400, ASKED: 10, ANSWERED: 10, FILE: 40}
"""How many of a moment are lived to see at most."""

_WEIGHTS: Final = {
    FROM_THE_START: 2,
    ONCE_OPEN: 5,
    IN_COMMIT: 4,
    COMMIT: 2,
    COMMITTED: 2,
    STATEMENT: 3,
    ASKED: 1,
    ANSWERED: 2,
    FILE: 2,
}
ENDINGS: Final = tuple(_WEIGHTS)

_YOUNG_SECONDS: Final = 0.1
_LIFE_SECONDS: Final = 0.4
_COMMIT_SECONDS: Final = 0.002
_FILE_EVENTS: Final = frozenset({"open", "os.rename", "os.remove", "os.listdir", "os.chmod"})
_LONGEST_SECONDS: Final = 3.0
"""A moment that has not come until then comes no more; the end is an instant like any other."""


@dataclass(frozen=True)
class Ending:
    """When a process is killed.

    Args:
        kind: one of ENDINGS.
        count: it ends by itself when it comes to its moment for so many times.
        seconds: it is killed when it has worked so long since its start, since it was open, or
            since it said "now".
    """

    kind: str
    count: int
    seconds: float

    @classmethod
    def drawn(cls, rng: random.Random) -> Self:
        """Return some ending."""
        kind = rng.choices(ENDINGS, tuple(_WEIGHTS.values()))[0]
        count = rng.randint(1, _MOST[COMMIT if kind == IN_COMMIT else kind]) if _counts(kind) else 0
        longest = {FROM_THE_START: _YOUNG_SECONDS, ONCE_OPEN: _LIFE_SECONDS}
        return cls(kind, count, rng.uniform(0, longest.get(kind, _COMMIT_SECONDS)))

    def seconds_after(self, told: str) -> float:
        """Return how long a process that told this may work on; "" is its start."""
        waits_for = {FROM_THE_START: "", ONCE_OPEN: "open", IN_COMMIT: "now"}
        return self.seconds if waits_for.get(self.kind) == told else _LONGEST_SECONDS


def _counts(kind: str) -> bool:
    return kind not in {FROM_THE_START, ONCE_OPEN}


class Countdown:
    """Lets this process end at a moment.

    Args:
        ending: when.
        report: told "now" at the moment of one who is killed from outside.
    """

    def __init__(self, ending: Ending, report: Report) -> None:
        self._ending = ending
        self._report = report
        self._passed: Counter[str] = Counter()
        self._one_at_a_time = threading.Lock()
        self._committing = False
        for moment in (COMMIT, COMMITTED, STATEMENT):
            if moment in {ending.kind, COMMIT, COMMITTED}:
                event.listen(Engine, moment, self._listener(moment))
        if ending.kind == FILE:
            sys.addaudithook(self._heard)

    def passed(self, moment: str) -> None:
        """Take note of a moment, and end there if it is the one."""
        with self._one_at_a_time:
            self._passed[moment] += 1
            due = self._passed[moment] == self._ending.count
        if due and moment == self._ending.kind:
            end_here()
        if due and moment == COMMIT and self._ending.kind == IN_COMMIT:
            self._report("now")

    def _listener(self, moment: str) -> Any:
        def listener(*_: object) -> None:
            # Readers give their connections back, too; only what was written is committed.
            counts = moment != COMMITTED or self._committing
            self._committing = moment == COMMIT
            if counts:
                self.passed(moment)

        return listener

    def _heard(self, name: str, _arguments: object) -> None:
        if name in _FILE_EVENTS:
            self.passed(FILE)
