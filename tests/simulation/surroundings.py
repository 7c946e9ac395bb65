"""What a schedule moves and replays: clocks, randomness, threads that are none."""

from collections.abc import Callable
from concurrent.futures import Executor, Future
from datetime import UTC, datetime, timedelta
from typing import ParamSpec, TypeVar

from typing_extensions import override

P = ParamSpec("P")
T = TypeVar("T")

START = datetime(2026, 3, 12, 8, 0, tzinfo=UTC)


class World:
    """The time that really passes."""

    def __init__(self) -> None:
        self.instant = START

    def forward(self, **step: float) -> None:
        self.instant += timedelta(**step)


class WrongClock:
    """A computer's clock: the world's time and how far it is off."""

    def __init__(self, world: World) -> None:
        self._world = world
        self.off = timedelta()

    def now(self) -> datetime:
        return self._world.instant + self.off

    def monotonic(self) -> float:
        return (self._world.instant - START).total_seconds()


class AtOnce(Executor):
    """Runs what it is given at once, so that one schedule is one order of events."""

    @override
    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        future: Future[T] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:  # noqa: BLE001  a future carries whatever was raised
            future.set_exception(error)
        return future
