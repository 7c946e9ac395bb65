"""Sixty-four writers at once on several server processes: nobody who reads misses a row."""

import contextlib
import threading
import time

import pytest

from helhedsplan_server.operations.opening import standing_store
from helhedsplan_server.operations.verify import verify
from tests.support.databases import Database
from tests.support.server_process import RunningServer, running_server
from tests.support.site import Site
from tests.support.traffic import run, senders

WRITERS = 64
PUSHES = 3
RECORDS = 2
ROWS = WRITERS * PUSHES * RECORDS


@pytest.mark.slow
@pytest.mark.databases("postgresql")
def test_three_processes_serve_64_writers_and_one_is_killed(
    site: Site, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HELHEDSPLAN_SERVER_DEVICE_BURST", "100000")
    clients = senders(site, WRITERS, PUSHES, RECORDS)
    with contextlib.ExitStack() as running:
        servers = [
            running.enter_context(running_server(site.config.data, "--database", database.url))
            for _ in range(3)
        ]
        killing = threading.Thread(target=kill_amid_work, args=(site, servers[1]))
        killing.start()
        outcome = run(clients, [each.address for each in servers], readers=4)
        killing.join()

    assert sorted(outcome.revs.values()) == list(range(1, ROWS + 1)), "each rev was given once"
    for seen in outcome.read:
        assert seen == list(range(1, ROWS + 1)), "a reader sees every row once, in order"
    site.server.close()
    with standing_store(site.config) as store:
        findings = verify(site.config, store)
    assert findings.clean, list(findings.faults())
    site.server = site.opened()


def kill_amid_work(site: Site, server: RunningServer) -> None:
    """End a server without a word once a third of the work is done."""
    while site.state_of(site.team.space).head < ROWS // 3:
        time.sleep(0.002)
    server.kill()
