"""How a server stands being killed: `python -m tests.benchmarks.server_kills --points 500`.

Prints what happened as JSON; ends with the seed of what went wrong if anything did.
"""

import argparse
import json
import random
import sys
import tempfile
import time
from pathlib import Path

from tests.support.kill_while_serving import kill_server


def main() -> int:
    """Kill a real server process at as many instants as asked."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--points", type=int, default=500)
    parser.add_argument("--seed", default=str(random.SystemRandom().randrange(10**6)))
    wishes = parser.parse_args()
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        told = kill_server(Path(folder), wishes.seed, wishes.points)
    seconds = round(time.monotonic() - started)
    line = {"points": wishes.points, "seed": wishes.seed, "seconds": seconds, **told}
    sys.stdout.write(json.dumps(line) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
