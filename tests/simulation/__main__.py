"""Runs random schedules: `python -m tests.simulation --steps 60 --seed 1 --schedules 1000`."""

import argparse
import sys
import time
import traceback
from collections import Counter

from tests.simulation.rules import RULE_SETS
from tests.simulation.running import run


def main() -> int:
    """Return 1 if a schedule failed, after naming its seed."""
    parser = argparse.ArgumentParser(prog="python -m tests.simulation", description=__doc__)
    parser.add_argument("--steps", type=int, default=60, help="steps of a schedule")
    parser.add_argument("--seed", type=int, default=1, help="seed of the first schedule")
    parser.add_argument("--schedules", type=int, default=1)
    parser.add_argument("--keep-going", action="store_true", help="count failures, do not stop")
    parser.add_argument("--trace", action="store_true", help="tell the steps of a failing schedule")
    parser.add_argument("--rules", choices=sorted(RULE_SETS), default="meeting")
    asked = parser.parse_args()
    failed: dict[int, str] = {}
    began = time.perf_counter()
    done = 0
    for seed in range(asked.seed, asked.seed + asked.schedules):
        try:
            told = print if asked.trace else lambda _line: None
            run(seed, asked.steps, RULE_SETS[asked.rules], told)
        except KeyboardInterrupt:
            break
        except Exception as error:  # noqa: BLE001  every failure is a finding
            failed[seed] = f"{type(error).__name__}: {error}"
            print(f"seed {seed}: {failed[seed][:160]}", flush=True)  # noqa: T201  long runs are read
            if not asked.keep_going:
                traceback.print_exc()
                break
        done += asked.steps
    seconds = time.perf_counter() - began
    print(f"{done} steps in {seconds:.1f} s, {done / seconds:.0f} steps a second")  # noqa: T201
    if failed:
        kinds = Counter(
            why.split(":")[1 if why.startswith("Broken") else 0].strip() for why in failed.values()
        )
        print(dict(kinds))  # noqa: T201
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
