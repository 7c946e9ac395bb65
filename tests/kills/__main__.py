"""Kills laptops at work: `python -m tests.kills --points 10000 --seed 1 --workers 2`.

Each point begins from a copy of the same vault and ends with a look at everything; a failing one
is named by seed and number, and `--only` tries it again. What is killed from outside meets another
instruction each time; what ends by itself ends there again.
"""

import argparse
import gc
import json
import shutil
import subprocess
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.kills import template as templates
from tests.kills.point import Point

MEMORY = Path("/dev/shm")  # noqa: S108  encrypted or invented, private, gone with the run


def main() -> int:
    """Return 1 if a point failed, after naming it; print a summary as JSON."""
    parser = argparse.ArgumentParser(prog="python -m tests.kills", description=__doc__)
    parser.add_argument("--points", type=int, default=200)
    parser.add_argument("--seed", default="1")
    parser.add_argument("--workers", type=int, default=2, help="processes that kill")
    parser.add_argument("--only", type=int, help="the number of one point to try again")
    parser.add_argument("--keep-going", action="store_true", help="count failures, do not stop")
    parser.add_argument("--part", help=argparse.SUPPRESS)
    wishes = parser.parse_args()
    began = time.perf_counter()
    if wishes.only is not None:
        told = kill_all([wishes.only], wishes.seed, keep_going=False)
    elif wishes.part is not None:
        numbers = range(int(wishes.part), wishes.points, wishes.workers)
        told = kill_all(numbers, wishes.seed, keep_going=wishes.keep_going)
    else:
        told = share(sys.argv[1:], wishes.workers)
    told["seconds"] = int(time.perf_counter() - began)
    sys.stdout.write(json.dumps(told, sort_keys=True) + "\n")
    return 1 if told["failed"] else 0


def share(words: list[str], workers: int) -> Counter[str]:
    """Return the sum of what several processes found, each with its part of the points."""
    command = [sys.executable, "-m", "tests.kills", *words, "--part"]
    parts = [
        subprocess.Popen([*command, str(number)], stdout=subprocess.PIPE, encoding="utf-8")
        for number in range(workers)
    ]
    told: Counter[str] = Counter()
    for part in parts:
        summary, _ = part.communicate()
        told += Counter(json.loads(summary or '{"failed": 1}'))
    return told


def kill_all(
    numbers: Iterator[int] | range | list[int], seed: str, *, keep_going: bool
) -> Counter[str]:
    """Return how often what happened at these points; failing ones are told on stderr."""
    told: Counter[str] = Counter()
    with own_folder() as folder:
        template = templates.make(folder / "template")
        # What stands in memory now is never looked through again, nor copied by each fork.
        gc.freeze()
        for number in numbers:
            place = folder / str(number)
            place.mkdir()
            point = Point(template, place, f"{seed}/{number}")
            try:
                point.run()
            except Exception:  # noqa: BLE001  every failure is a finding
                told["failed"] += 1
                sys.stderr.write(f"seed {seed} point {number}: {traceback.format_exc()}\n")
                if not keep_going:
                    break
            finally:
                shutil.rmtree(place, ignore_errors=True)
            told += point.told
            told["points"] += 1
            if told["points"] % 500 == 0:
                sys.stderr.write(f"{told['points']} points\n")
    return told


@contextmanager
def own_folder() -> Iterator[Path]:
    """Give an empty folder in memory where the system has it."""
    with tempfile.TemporaryDirectory(
        prefix="helhedsplan-kills-", dir=MEMORY if MEMORY.is_dir() else None
    ) as folder:
        (Path(folder) / "template").mkdir()
        yield Path(folder)


if __name__ == "__main__":
    sys.exit(main())
