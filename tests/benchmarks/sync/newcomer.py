"""A fresh laptop's first sync, as a process of its own so that its memory is its own.

`python -m tests.benchmarks.sync.newcomer VAULT KEY` prints one line of JSON.
"""

import gc
import json
import sys
import threading
import time
from pathlib import Path

from helhedsplan_desktop.__main__ import COLLECT_AFTER, SWITCH_SECONDS
from helhedsplan_desktop.foundation.clock import SystemClock
from helhedsplan_desktop.foundation.ids import Ids, SystemRandomness
from helhedsplan_desktop.services.syncing import Syncing
from helhedsplan_desktop.store.engine import open_database
from helhedsplan_desktop.store.store import Store
from helhedsplan_desktop.sync.transport import Transport
from tests.support.world import device_of

_LOOK_SECONDS = 0.01


def count(store: Store, table: str) -> int:
    """Return how many records a list of this kind would show."""
    with store.read() as connection:
        found: int = connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one()  # noqa: S608  our own names
    return found


def peak_megabytes() -> float:
    """Return the most memory that this process ever held at once."""
    lines = Path("/proc/self/status").read_text().splitlines()
    kilobytes = next(line.split()[1] for line in lines if line.startswith("VmHWM"))
    return int(kilobytes) / 1024


def main() -> None:
    """Sync once and tell how it went."""
    sys.setswitchinterval(SWITCH_SECONDS)
    gc.set_threshold(*COLLECT_AFTER)
    vault, key = Path(sys.argv[1]), bytes.fromhex(sys.argv[2])
    database = open_database(vault, key)
    clock, randomness = SystemClock(), SystemRandomness()
    store = Store(database.writer, database.reader, clock, lambda: device_of(store))
    syncing = Syncing(store, clock, Ids(clock, randomness), randomness, Transport, "0.1.0")
    before = count(store, "contact"), count(store, "note")
    work = threading.Thread(target=syncing.run_once)
    begin, spent = time.perf_counter(), time.process_time()
    work.start()
    first = 0.0
    while work.is_alive():
        work.join(_LOOK_SECONDS)
        if not first and count(store, "contact") > before[0]:
            first = time.perf_counter() - begin
    total = time.perf_counter() - begin
    notes = count(store, "note") - before[1]
    complete = syncing.status.first_sync_done
    syncing.close()
    database.close()
    told = {
        "first": first,
        "total": total,
        "cpu": time.process_time() - spent,
        "notes": notes,
        "complete": complete,
        "peak_mb": peak_megabytes(),
    }
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main()
