"""Small transactions, so that a few records fill one."""

import random
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from types import ModuleType

from helhedsplan_desktop.store import writing_lock
from helhedsplan_desktop.sync import pages_ahead


@contextmanager
def narrowed_units(narrowed: tuple[int, int] | None, rng: random.Random) -> Iterator[None]:
    """Let a few records fill a transaction, in most schedules."""
    narrow: list[tuple[ModuleType, str, float]] = [
        # A busy machine makes no other schedule of the same seed.
        (pages_ahead, "PATIENCE", 60.0),
    ]
    if narrowed:
        narrow += [
            (writing_lock, "UNIT", rng.randint(1, 4)),
            (writing_lock, "UNIT_BESIDE_A_PERSON", rng.randint(1, 3)),
        ]
    with ExitStack() as stack:
        for module, name, value in narrow:
            stack.callback(setattr, module, name, getattr(module, name))
            setattr(module, name, value)
        yield
