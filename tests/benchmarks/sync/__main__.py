"""How long syncing takes: `python -m tests.benchmarks.sync [FIGURE ...]`; some minutes in all.

peer: 10,000 notes up and down beside Anki, whose interpreter is told by HELHEDSPLAN_ANKI_PYTHON
first: a newcomer takes in 60,000 notes; tenfold: and 600,000
idle: a round with nothing to do, also in 30 spaces
beside: saving and the window's heartbeat while a first sync runs

Without a name all but tenfold. Ends red if a figure is over its bound.
"""

import argparse
import gc
import sys
from collections.abc import Callable

from helhedsplan_desktop.__main__ import COLLECT_AFTER, SWITCH_SECONDS
from tests.benchmarks.sync.beside import beside
from tests.benchmarks.sync.first import DESIGN_SIZE, TENFOLD, newcomers
from tests.benchmarks.sync.idle import idle
from tests.benchmarks.sync.peer import compare
from tests.benchmarks.sync.telling import say

FIGURES: dict[str, Callable[[argparse.Namespace], list[str]]] = {
    "idle": lambda _: idle(),
    "peer": lambda given: compare(given.notes, given.rounds),
    "beside": lambda _: beside(),
    "first": lambda _: newcomers((DESIGN_SIZE,)),
    "tenfold": lambda _: newcomers((DESIGN_SIZE, TENFOLD)),
}


def main() -> int:
    """Run what was asked for."""
    form = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(
        prog="python -m tests.benchmarks.sync", description=__doc__, formatter_class=form
    )
    parser.add_argument("figures", nargs="*", metavar="FIGURE", help=", ".join(FIGURES))
    parser.add_argument("--notes", type=int, default=10_000, help="beside the peer")
    parser.add_argument("--rounds", type=int, default=5, help="beside the peer")
    given = parser.parse_args()
    wanted = given.figures or [name for name in FIGURES if name != "tenfold"]
    if unknown := set(wanted) - set(FIGURES):
        parser.error(f"no figure is called {', '.join(sorted(unknown))}")
    over = [each for name in wanted for each in FIGURES[name](given)]
    for each in over:
        say(f"over its bound: {each}")
    return 1 if over else 0


if __name__ == "__main__":
    # As the program does at its start.
    sys.setswitchinterval(SWITCH_SECONDS)
    gc.set_threshold(*COLLECT_AFTER)
    sys.exit(main())
