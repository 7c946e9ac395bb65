"""Timing of short operations: medians of five rounds, so that one busy second decides nothing."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

ROUNDS = 5


@dataclass(frozen=True)
class Timing:
    """Milliseconds of one call: the usual one, and the one that a person remembers."""

    p50: float
    p95: float


def measure(run: Callable[[int], object], calls: int, pause: float = 0.0) -> Timing:
    """Call `run` with 0, 1, 2, … in five rounds of `calls`, after one that is not counted.

    Args:
        pause: seconds between two calls.
    """
    run(0)
    rounds = []
    for number in range(ROUNDS):
        taken = []
        for call in range(calls):
            begin = time.perf_counter()
            run(number * calls + call + 1)
            taken.append((time.perf_counter() - begin) * 1000)
            time.sleep(pause)
        taken.sort()
        rounds.append((taken[len(taken) // 2], taken[int(len(taken) * 0.95)]))
    return Timing(*(statistics.median(column) for column in zip(*rounds, strict=True)))
