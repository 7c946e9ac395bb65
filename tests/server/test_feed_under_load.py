"""Sixty-four writers at once on several server processes: nobody who reads misses a row."""

import contextlib
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import Connection, create_engine, select, text

from helhedsplan_protocol import routes
from helhedsplan_protocol.messages import Empty, Hello, SpacesAnswer
from helhedsplan_server.operations.opening import standing_store
from helhedsplan_server.operations.verify import verify
from helhedsplan_server.store.engine import database_url
from helhedsplan_server.store.tables import spaces
from tests.support.databases import Database
from tests.support.server_process import RunningServer, running_server
from tests.support.site import Site
from tests.support.traffic import run, senders
from tests.support.wire_client import WireClient

WRITERS = 64
PUSHES = 3
RECORDS = 2
WAITING = 12
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


@pytest.mark.databases("postgresql")
def test_pushes_that_wait_for_one_space_keep_nobody_else_waiting(
    site: Site, database: Database
) -> None:
    clients = senders(site, WAITING, 1, 1)
    writer = site.writer()
    site.push(writer, writer.version())  # so that the digest of the space is stale
    holder = create_engine(database_url(database.url))
    with (
        ThreadPoolExecutor(1) as thread,
        running_server(site.config.data, "--database", database.url) as server,
        contextlib.closing(WireClient(server.address)) as client,
    ):
        with holder.begin() as connection:
            connection.execute(select(spaces.c.head).with_for_update())
            pushed = thread.submit(run, clients, [server.address])
            await_waiting(connection)
            assert client.ask(routes.HELLO, Empty(), Hello).founded
            client.log_in(site.lead)
            assert len(client.ask(routes.SPACES, Empty(), SpacesAnswer).spaces) == 2
        assert sorted(pushed.result().revs.values()) == list(range(2, WAITING + 2))
    holder.dispose()


def await_waiting(connection: Connection) -> None:
    """Return once every push waits for the row that is held."""
    until = time.monotonic() + 15
    query = text("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'")
    while connection.execute(query).scalar_one() < WAITING:
        assert time.monotonic() < until, "the server does not even take so many in"
        connection.execute(text("SELECT pg_stat_clear_snapshot(), pg_sleep(0.01)"))


def kill_amid_work(site: Site, server: RunningServer) -> None:
    """End a server without a word once a third of the work is done."""
    while site.state_of(site.team.space).head < ROWS // 3:
        time.sleep(0.002)
    server.kill()
