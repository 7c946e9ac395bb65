"""Runs random schedules: `python -m tests.simulation --steps 60 --seed 1 --schedules 1000`."""

import argparse
import sys
import time
import traceback
from collections import Counter
from typing import Final

from tests.simulation.rules import RULE_SETS
from tests.simulation.running import run

ALL: Final = "all"
"""The rule sets in turn."""

TOLD_EVERY: Final = 60.0
"""Seconds after which a long run says how far it is."""


def _pace(steps: int, seconds: float) -> str:
    return f"{steps} steps in {seconds:.1f} s, {steps / seconds:.0f} steps a second"


def main() -> int:
    """Return 1 if a schedule failed, after naming its seed."""
    parser = argparse.ArgumentParser(prog="python -m tests.simulation", description=__doc__)
    parser.add_argument("--steps", type=int, default=60, help="steps of a schedule")
    parser.add_argument("--seed", type=int, default=1, help="seed of the first schedule")
    parser.add_argument("--schedules", type=int, default=1)
    parser.add_argument("--keep-going", action="store_true", help="count failures, do not stop")
    parser.add_argument("--trace", action="store_true", help="tell the steps of a failing schedule")
    parser.add_argument("--rules", choices=[*sorted(RULE_SETS), ALL], default="meeting")
    asked = parser.parse_args()
    sets = sorted(RULE_SETS) if asked.rules == ALL else [asked.rules]
    failed: dict[str, str] = {}
    began = told_at = time.perf_counter()
    done = 0
    for number, seed in enumerate(range(asked.seed, asked.seed + asked.schedules)):
        rules = sets[number % len(sets)]
        try:
            run(seed, asked.steps, RULE_SETS[rules], print if asked.trace else lambda _line: None)
        except KeyboardInterrupt:
            break
        except Exception as error:  # noqa: BLE001  every failure is a finding
            replay = f"--rules {rules} --seed {seed}"
            failed[replay] = f"{type(error).__name__}: {error}"
            print(f"{replay}: {failed[replay][:160]}", flush=True)  # noqa: T201  long runs are read
            if not asked.keep_going:
                traceback.print_exc()
                break
        done += asked.steps
        now = time.perf_counter()
        if now - told_at >= TOLD_EVERY:
            told_at = now
            print(_pace(done, now - began), f"{len(failed)} failed", flush=True)  # noqa: T201
    print(_pace(done, time.perf_counter() - began))  # noqa: T201
    if failed:
        kinds = Counter(
            why.split(":")[1 if why.startswith("Broken") else 0].strip() for why in failed.values()
        )
        print(dict(kinds))  # noqa: T201
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
