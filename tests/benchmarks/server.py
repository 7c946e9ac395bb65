"""What a server takes in: `python -m tests.benchmarks.server [sqlite] [postgresql]`, both if none.

The real server in a process of its own, over loopback HTTP, every commit on the disk before its
answer; this machine runs the clients too. `records/cpu s` counts only what server and database use
of the processor: on a machine that does other things as well it is the steadier figure. Ends red if
a reader misses a row.
"""

import contextlib
import os
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil

from tests.support.databases import DATABASES, Database, PostgresDatabase, SqliteFile
from tests.support.postgres import running_postgres
from tests.support.server_process import RunningServer, running_server
from tests.support.site import Site
from tests.support.traffic import Outcome, run, senders

CLIENTS = (1, 8, 64)
UNLIMITED = {
    f"HELHEDSPLAN_SERVER_{name}": "1000000"
    for name in ("DEVICE_RATE", "DEVICE_BURST", "ADDRESS_RATE", "ADDRESS_BURST")
}


@dataclass(frozen=True)
class Shape:
    """How records come: a few as people save, or many as a laptop catches up."""

    name: str
    records: int
    pushes: int


SHAPES = (Shape("2 records a push", 2, 640), Shape("100 records a push", 100, 128))
FEED_WRITERS, FEED_PUSHES, FEED_RECORDS, FEED_READERS = 64, 50, 2, 8


@contextlib.contextmanager
def served(kind: str) -> Iterator[tuple[Site, Database]]:
    """Give a founded site on a durable database of its own."""
    with contextlib.ExitStack() as opened:
        data = Path(opened.enter_context(tempfile.TemporaryDirectory())) / "data"
        if kind == "sqlite":
            database: Database = SqliteFile(data)
        else:
            cluster = opened.enter_context(running_postgres(durable=True))
            database = PostgresDatabase(cluster)
        site = Site(data, database_url=database.url)
        opened.callback(site.server.close)
        site.found()
        site.join(site.worker, "worker", site.team.space)
        yield site, database


def throughput(kind: str, shape: Shape, clients: int) -> tuple[Outcome, float]:
    """Return the outcome of one load on a fresh server, and the processor seconds that it cost."""
    with served(kind) as (site, database):
        made = senders(site, clients, max(1, shape.pushes // clients), shape.records)
        if kind == "sqlite":
            site.server.close()
        with running_server(site.config.data, "--database", database.url) as server:
            spent = -processor_seconds(server, site)
            outcome = run(made, [server.address])
            return outcome, spent + processor_seconds(server, site)


def processor_seconds(server: RunningServer, site: Site) -> float:
    """Return what the server and its database have used of the processor so far."""
    own = psutil.Process(server.process.pid).cpu_times()
    total: float = own.user + own.system
    if site.config.database_url and "host=" in site.config.database_url:
        folder = Path(site.config.database_url.partition("host=")[2])
        pid = int((folder / "data" / "postmaster.pid").read_text().splitlines()[0])
        for process in psutil.Process(pid).children():
            with contextlib.suppress(psutil.NoSuchProcess):
                total += process.cpu_times().user + process.cpu_times().system
    return total


def feed(processes: int) -> bool:
    """Tell whether readers saw every row that 64 writers pushed to several processes."""
    with served("postgresql") as (site, database), contextlib.ExitStack() as running:
        made = senders(site, FEED_WRITERS, FEED_PUSHES, FEED_RECORDS)
        options = ("--database", database.url)
        servers = [
            running.enter_context(running_server(site.config.data, *options))
            for _ in range(processes)
        ]
        outcome = run(made, [each.address for each in servers], FEED_READERS)
    rows = FEED_WRITERS * FEED_PUSHES * FEED_RECORDS
    missed = sum(rows - len(set(seen)) for seen in outcome.read)
    in_order = all(seen == sorted(set(seen)) for seen in outcome.read)
    say(
        f"\nfeed: {FEED_WRITERS} writers, {rows:,} rows on {processes} processes, {FEED_READERS}"
        f" readers: {missed} rows missed, {'' if in_order else 'not '}in order;"
        f" {rows / outcome.seconds:,.0f} records/s, p99 {outcome.percentile(0.99):.0f} ms"
    )
    return missed == 0 and in_order and sorted(outcome.revs.values()) == list(range(1, rows + 1))


def main(kinds: list[str]) -> int:
    os.environ.update(UNLIMITED)
    for kind in kinds:
        for shape in SHAPES:
            say(f"\n{kind}, {shape.name} of 1.3 kB")
            say(
                f"{'clients':>10}{'records/s':>12}{'pushes/s':>10}{'p50 ms':>9}{'p99 ms':>9}"
                f"{'records/cpu s':>15}"
            )
            for clients in CLIENTS:
                outcome, spent = throughput(kind, shape, clients)
                pushes = len(outcome.milliseconds)
                say(
                    f"{clients:>10}{pushes * shape.records / outcome.seconds:>12,.0f}"
                    f"{pushes / outcome.seconds:>10,.0f}{outcome.percentile(0.5):>9.1f}"
                    f"{outcome.percentile(0.99):>9.1f}{pushes * shape.records / spent:>15,.0f}"
                )
    return 0 if "postgresql" not in kinds or feed(processes=2) else 1


def say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main([each for each in DATABASES if each in sys.argv[1:]] or list(DATABASES)))
