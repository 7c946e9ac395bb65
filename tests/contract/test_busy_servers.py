"""A server with more to do than it can: who is told to wait waits, and everything arrives once."""

import socket
import time
from contextlib import ExitStack
from pathlib import Path

import httpx
import pytest

from helhedsplan_desktop.store import sync_marks
from helhedsplan_desktop.sync.transport import Transport
from helhedsplan_protocol import routes
from helhedsplan_protocol.messages import Empty, Hello
from tests.benchmarks.sync.site import team_of, write_notes
from tests.support.world import LaptopInWorld, world

NOTES = 1_600
"""Four pushes of 500 at most."""

HANGING = 150
PATIENCE_SECONDS = 60.0


def told_to_wait(address: str) -> int:
    """Return how often the server said `rate_limited`, as its meters tell."""
    lines = httpx.get(f"{address}{routes.METRICS}").text.splitlines()
    told = 'helhedsplan_requests_total{code="rate_limited"'
    return sum(int(float(line.split()[-1])) for line in lines if line.startswith(told))


def unsent(laptop: LaptopInWorld) -> int:
    """Return how many records the server has not acknowledged."""
    with laptop.store.read() as connection:
        return sync_marks.counts(connection).unsent


def test_a_laptop_that_is_told_to_wait_again_and_again_sends_everything_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with world(tmp_path) as town:
        karin = town.found("Karin")
        fatma = town.join(karin, "Fatma")
        write_notes(karin, [f"Vi talte om haven, {number}" for number in range(NOTES)])
        monkeypatch.setenv("HELHEDSPLAN_SERVER_DEVICE_BURST", "3")
        monkeypatch.setenv("HELHEDSPLAN_SERVER_DEVICE_RATE", "2")
        town.restart_server()
        karin = town.unlocked_again(karin)
        karin.syncing.start()
        last = time.monotonic() + PATIENCE_SECONDS
        while unsent(karin):
            assert time.monotonic() < last, karin.syncing.status
            time.sleep(0.1)
        asked = told_to_wait(town.server.address)
        assert 2 <= asked <= 20, f"{asked}: it was told to wait, and did not hammer"
        karin.syncing.close()
        monkeypatch.delenv("HELHEDSPLAN_SERVER_DEVICE_BURST")
        monkeypatch.delenv("HELHEDSPLAN_SERVER_DEVICE_RATE")
        town.restart_server()
        town.settle()
        space = team_of(karin)
        assert karin.digests()[space] == fatma.digests()[space]
        assert len(fatma.find_note("haven")) == 50, "as many as the search shows"
        with fatma.store.read() as connection:
            count = connection.exec_driver_sql("SELECT count(*) FROM note").scalar()
        assert count == NOTES


def test_lines_that_never_finish_their_question_keep_nobody_else_waiting(tmp_path: Path) -> None:
    with world(tmp_path) as town, ExitStack() as lines:
        host, _, port = town.server.address.removeprefix("http://").rpartition(":")
        for number in range(HANGING):
            line = lines.enter_context(socket.create_connection((host, int(port)), timeout=5))
            if number % 2:
                line.sendall(b"POST /v1/hello HTTP/1.1\r\nHost: x\r\nX-Slow: ")
            else:
                line.sendall(
                    b"POST /v1/push HTTP/1.1\r\nHost: x\r\nContent-Type: application/"
                    b"vnd.helhedsplan.sync.v1+msgpack\r\nContent-Length: 4000000\r\n\r\n\x96"
                )
        transport = Transport(town.server.address)
        began = time.monotonic()
        for _ in range(5):
            assert transport.call(routes.HELLO, Empty(), Hello).protocol_max == 1
        transport.close()
        assert time.monotonic() - began < 5
        karin = town.found("Karin")
        karin.write_note("Vi talte om haven")
        karin.sync()
        assert karin.syncing.status.unsent == 0
