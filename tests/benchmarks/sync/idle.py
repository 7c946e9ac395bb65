"""A sync with nothing to do: one question, one answer."""

import statistics
import time
from typing import Any
from unittest import mock

from helhedsplan_desktop.sync.transport import Transport
from tests.benchmarks.sync.site import site, trust_of
from tests.benchmarks.sync.telling import say
from tests.support.world import LaptopInWorld, World

MANY_SPACES = 30
ROUNDS = 100
ALLOWED_MS = 10.0


def idle() -> list[str]:
    """Time rounds in few spaces and in many, print them, and return what is over its bound."""
    over = []
    with site() as (town, karin, _):
        for spaces in (None, MANY_SPACES):
            _settle(town, karin, spaces)
            held = len(trust_of(karin).spaces())
            milliseconds, requests = _rounds(karin)
            told = f"nothing to do in {held} spaces: {milliseconds:.1f} ms, {requests} request(s)"
            say(f"{told}; medians of {ROUNDS}, allowed {ALLOWED_MS:.0f} ms and 1")
            if milliseconds > ALLOWED_MS or requests != 1:
                over.append(told)
    return over


def _settle(town: World, lead: LaptopInWorld, spaces: int | None) -> None:
    """Bring a lead to that many spaces if it is told, and sync until nothing is left to do."""
    for number in range(len(trust_of(lead).spaces()), spaces or 0):
        lead.day.access.add_team(f"Team {number}")
    town.settle(rounds=3)


def _rounds(laptop: LaptopInWorld) -> tuple[float, int]:
    """Return milliseconds and requests of the usual round."""
    asked: list[str] = []
    call = Transport.call

    def counted(self: Transport, route: str, *rest: Any) -> Any:
        asked.append(route)
        return call(self, route, *rest)

    taken, requests = [], []
    with mock.patch.object(Transport, "call", counted):
        for _ in range(ROUNDS):
            asked.clear()
            begin = time.perf_counter()
            laptop.sync()
            taken.append((time.perf_counter() - begin) * 1000)
            requests.append(len(asked))
            time.sleep(_PAUSE_SECONDS)
    return statistics.median(taken), int(statistics.median(requests))


_PAUSE_SECONDS = 0.02
"""The server lets a device ask fifty times a second."""
