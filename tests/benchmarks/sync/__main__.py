"""How long syncing takes: `python -m tests.benchmarks.sync [FIGURE ...]`, all figures if none.

Ends red if a figure is over its bound. The peer needs an interpreter with `anki`; it says how.
"""

import argparse
import sys

from tests.benchmarks.sync.peer import compare, say

FIGURES = ("peer",)


def main() -> int:
    """Run what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("figures", nargs="*", choices=[[], *FIGURES], default=[])
    parser.add_argument("--notes", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args()
    over: list[str] = []
    wanted = given.figures or FIGURES
    if "peer" in wanted:
        over += compare(given.notes, given.rounds)
    for each in over:
        say(f"over its bound: {each}")
    return 1 if over else 0


if __name__ == "__main__":
    # As the program does at start.
    sys.setswitchinterval(0.0005)
    sys.exit(main())
