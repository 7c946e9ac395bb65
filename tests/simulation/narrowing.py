"""Small transactions, so that a few records fill one."""

import random
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from helhedsplan_desktop.store import writing_lock


@contextmanager
def narrowed_units(narrowed: tuple[int, int] | None, rng: random.Random) -> Iterator[None]:
    """Let a few records fill a transaction, in most schedules."""
    narrow: list[tuple[str, int]] = []
    if narrowed:
        narrow = [
            ("UNIT", rng.randint(1, 4)),
            ("UNIT_BESIDE_A_PERSON", rng.randint(1, 3)),
        ]
    with ExitStack() as stack:
        for name, value in narrow:
            stack.callback(setattr, writing_lock, name, getattr(writing_lock, name))
            setattr(writing_lock, name, value)
        yield
