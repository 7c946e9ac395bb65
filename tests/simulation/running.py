"""Runs one schedule from its seed."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from tests.simulation.quick import seldom_collected
from tests.simulation.rules import RULES, Rule
from tests.simulation.schedule import Schedule


@contextmanager
def schedule(seed: int, rules: tuple[Rule, ...] = RULES) -> Iterator[Schedule]:
    """Give a schedule and put it away."""
    made = Schedule(seed, rules)
    try:
        yield made
    finally:
        made.close()


def run(
    seed: int,
    steps: int,
    rules: tuple[Rule, ...] = RULES,
    told: Callable[[str], None] = lambda _line: None,
) -> None:
    """Run one schedule; tell its trace if it fails.

    Raises:
        Broken, or what else a fault of the program raises.
    """
    with seldom_collected(), schedule(seed, rules) as made:
        try:
            made.run(steps)
        except Exception:
            for line in made.trace:
                told(line)
            raise
