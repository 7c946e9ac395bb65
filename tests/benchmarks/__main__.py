"""How long a person waits: `python -m tests.benchmarks [CONTACTS ...]`.

Builds a practice town in an encrypted vault, the design size and ten times that unless sizes are
given, does what a worker does on it, and prints a table. Ends red if something takes longer than
the interface allows; a star alone tells where the limit of a list is beyond the design size.
"""

import sys

from tests.benchmarks.desk_operations import operations
from tests.benchmarks.large_desk import large_desk
from tests.benchmarks.timing import Timing, measure

DESIGN_SIZE = 5_000
TENFOLD = 50_000


def main(sizes: list[int]) -> int:
    slow: list[str] = []
    for contacts in sizes:
        with large_desk(contacts) as (desk, loaded):
            say(
                f"\n{contacts:,} contacts, {loaded.notes:,} notes, {loaded.records:,} records:"
                f" loaded in {loaded.seconds:.0f} s ({loaded.records / loaded.seconds:,.0f} a"
                f" second), {loaded.megabytes:.0f} MB"
            )
            say(f"{'median of five rounds, ms':<38}{'p50':>9}{'p95':>9}{'allowed':>9}")
            for operation in operations(desk):
                timing = measure(operation.run, operation.calls, operation.pause)
                allowed = operation.allowed(tenfold=contacts > DESIGN_SIZE)
                over = timing.p95 > allowed
                say(line(operation.name, timing, allowed) + (" *" if over else ""))
                if over and (contacts <= DESIGN_SIZE or operation.allowed_tenfold_ms):
                    slow.append(f"{operation.name} at {contacts:,}")
    for each in slow:
        say(f"too slow: {each}")
    return 1 if slow else 0


def line(name: str, timing: Timing, allowed_ms: float) -> str:
    return f"{name:<38}{timing.p50:>9.1f}{timing.p95:>9.1f}{allowed_ms:>9.0f}"


def say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main([int(each) for each in sys.argv[1:]] or [DESIGN_SIZE, TENFOLD]))
