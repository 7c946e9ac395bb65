"""A newcomer's first sync of a whole organisation's notes: time, first use, memory, growth."""

import json
import subprocess
import sys
from typing import NamedTuple

from tests.benchmarks.sync.site import Filler, site
from tests.benchmarks.sync.telling import say

DESIGN_SIZE = 60_000
TENFOLD = 600_000
SECONDS_ALLOWED = 30.0
FIRST_ALLOWED = 2.0
"""Seconds until a list shows something."""
MEMORY_ALLOWED = 300.0
GROWTH_ALLOWED = 1.3
"""Processor seconds a note at the larger size, in terms of those at the smaller one."""


class FirstSync(NamedTuple):
    """What a newcomer's process told."""

    first: float
    total: float
    cpu: float
    notes: int
    complete: bool
    peak_mb: float


def first_sync(notes: int) -> FirstSync:
    """Return how a fresh laptop took in so many notes, each signed alone."""
    with site() as (_, karin, fatma):
        filler = Filler(karin)
        filler.put(notes, singly=True)
        filler.close()
        vault, key = fatma.database.path, fatma.key
        fatma.close()
        done = subprocess.run(
            [sys.executable, "-m", "tests.benchmarks.sync.newcomer", str(vault), key.hex()],
            capture_output=True,
            text=True,
            check=True,
        )
    told = FirstSync(**json.loads(done.stdout))
    assert (told.notes, told.complete) == (notes, True)
    return told


def newcomers(sizes: tuple[int, ...]) -> list[str]:
    """Time first syncs, print them, and return what is over its bound."""
    over: list[str] = []
    each: list[float] = []
    for notes in sizes:
        told = first_sync(notes)
        # Of the processor: other programs on the machine do not make it more.
        each.append(told.cpu / notes)
        say(
            f"first sync of {notes:,} notes, each signed alone: {told.total:.1f} s"
            f" ({notes / told.total:,.0f} a second; {told.cpu:.1f} s of the processor),"
            f" lists usable after {told.first:.2f} s, memory at most {told.peak_mb:.0f} MB"
        )
        for name, value, allowed in (
            ("first sync, s", told.total, SECONDS_ALLOWED * max(1.0, notes / DESIGN_SIZE)),
            ("lists usable, s", told.first, FIRST_ALLOWED),
            ("memory, MB", told.peak_mb, MEMORY_ALLOWED),
        ):
            if value > allowed:
                over.append(f"{name} at {notes:,}: {value:.1f}, allowed {allowed:.1f}")
    growth = each[-1] / each[0]
    if growth > GROWTH_ALLOWED:
        over.append(f"a note costs {growth:.2f} times as much at the larger size")
    return over
