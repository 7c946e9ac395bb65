"""What answers is not our server, or never finishes: told in a word, and nobody waits for it."""

import gzip
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import Queue

import pytest

from helhedsplan_desktop.foundation.errors import AppError, Problem
from helhedsplan_desktop.services.syncing import SyncStatus
from helhedsplan_desktop.sync import transport as transport_module
from helhedsplan_desktop.sync.transport import Transport, TransportError
from helhedsplan_protocol import routes
from helhedsplan_protocol.messages import Empty, Hello
from tests.support.bad_line import Mode, bad_line
from tests.support.odd_server import OURS, Answer, Asked, odd_server
from tests.support.world import LaptopInWorld, World, world

PATIENCE_SECONDS = 5.0
"""More than any of these takes on a busy machine, and far below the 60 s of a silent line."""


def html(asked: Asked) -> None:
    asked.send(
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 13\r\n\r\n<html></html>"
    )


def redirect(asked: Asked) -> None:
    asked.send(b"HTTP/1.1 302 Found\r\nLocation: /login\r\nContent-Length: 0\r\n\r\n")


def garbage(asked: Asked) -> None:
    asked.send(OURS + b"Content-Length: 6\r\n\r\n\xc1\xff\x00abc")


def no_http(asked: Asked) -> None:
    asked.send(b"SSH-2.0-OpenSSH_9.6\r\n")


def packed(asked: Asked) -> None:
    body = gzip.compress(bytes(50_000_000))
    asked.send(OURS + f"Content-Encoding: gzip\r\nContent-Length: {len(body)}\r\n\r\n".encode())
    asked.send(body)


def endless(asked: Asked) -> None:
    asked.send(OURS + b"\r\n")
    while asked.send(bytes(1 << 20)):
        pass


def half(asked: Asked) -> None:
    asked.send(OURS + b"Content-Length: 100\r\n\r\nhalf")


def nothing(asked: Asked) -> None:
    del asked


def dripping_body(asked: Asked) -> None:
    asked.send(OURS + b"Content-Length: 1000000\r\n\r\n")
    asked.drip(bytes(1_000_000), 0.02)


def dripping_head(asked: Asked) -> None:
    asked.drip(OURS * 100, 0.02)


def silent(asked: Asked) -> None:
    asked.over.wait(60)


def told_by(answer: Answer) -> tuple[Problem, float]:
    """Return what a call comes to, and after how many seconds."""
    with odd_server(answer) as server:
        transport = Transport(server.address)
        started = time.monotonic()
        with pytest.raises(TransportError) as told:
            transport.call(routes.HELLO, Empty(), Hello)
        took = time.monotonic() - started
        transport.close()
    return told.value.problem, took


@pytest.mark.parametrize(
    ("answer", "problem"),
    [
        (html, Problem.SERVER_NOT_OURS),
        (redirect, Problem.SERVER_NOT_OURS),
        (garbage, Problem.SERVER_NOT_OURS),
        (packed, Problem.SERVER_NOT_OURS),
        (endless, Problem.SERVER_NOT_OURS),
        (no_http, Problem.SERVER_UNREACHABLE),
        (half, Problem.SERVER_UNREACHABLE),
        (nothing, Problem.SERVER_UNREACHABLE),
    ],
)
def test_an_answer_that_is_not_ours_is_never_data(answer: Answer, problem: Problem) -> None:
    found, took = told_by(answer)
    assert found is problem
    assert took < PATIENCE_SECONDS


@pytest.mark.parametrize("answer", [dripping_head, dripping_body, silent])
def test_an_answer_that_never_ends_is_given_up(
    answer: Answer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transport_module, "ANSWER_SECONDS", 0.3)
    found, took = told_by(answer)
    assert found is Problem.SERVER_UNREACHABLE
    assert 0.3 <= took < PATIENCE_SECONDS


def test_a_given_up_answer_does_not_spoil_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter((dripping_head, garbage))

    def one_after_the_other(asked: Asked) -> None:
        next(answers)(asked)

    with odd_server(one_after_the_other) as server:
        transport = Transport(server.address)
        monkeypatch.setattr(transport_module, "ANSWER_SECONDS", 0.3)
        problems = []
        for _ in range(2):
            with pytest.raises(TransportError) as told:
                transport.call(routes.HELLO, Empty(), Hello)
            problems.append(told.value.problem)
        transport.close()
    assert problems == [Problem.SERVER_UNREACHABLE, Problem.SERVER_NOT_OURS]


# --- nobody waits for it --------------------------------------------------------------------------


@pytest.fixture
def town(tmp_path: Path) -> Iterator[World]:
    with world(tmp_path) as made:
        yield made


@pytest.mark.parametrize("answer", [silent, dripping_head, dripping_body])
def test_locking_does_not_wait_for_a_server_that_hangs(town: World, answer: Answer) -> None:
    karin = town.found()
    with odd_server(answer) as server:
        karin.addresses["server"] = server.address
        karin.syncing.start()
        assert server.asked.wait(PATIENCE_SECONDS)
        started = time.monotonic()
        karin.syncing.close()
        assert time.monotonic() - started < PATIENCE_SECONDS / 2


@pytest.mark.parametrize("answer", [silent, dripping_head])
def test_a_question_of_the_members_page_is_ended_from_outside(town: World, answer: Answer) -> None:
    karin = town.found()
    with odd_server(answer) as server, ThreadPoolExecutor(1) as lane:
        karin.addresses["server"] = server.address
        asking = lane.submit(karin.members.invitations)
        assert server.asked.wait(PATIENCE_SECONDS)
        karin.members.hang_up()
        with pytest.raises(AppError) as told:
            asking.result(PATIENCE_SECONDS / 2)
        assert told.value.problem is Problem.SERVER_UNREACHABLE
        # Whatever is asked from now on finds the line dead too: the vault is about to close.
        with pytest.raises(AppError):
            karin.members.invitations()


# --- the laptop's own trouble ---------------------------------------------------------------------


def test_sync_goes_on_by_itself_once_the_disk_has_room_again(town: World) -> None:
    karin = town.found()
    ole = town.join(karin, "Ole")
    ole.write_note("Skal ned på en fuld disk " + "æ" * 1900)
    ole.sync()
    statuses: Queue[SyncStatus] = Queue()
    karin.syncing.listen(statuses.put)
    room = most_pages(karin, 0)
    karin.syncing.start()
    await_status(statuses, lambda status: status.problem is Problem.DISK_FULL)
    assert karin.find_note("disk") == []
    most_pages(karin, room)
    karin.syncing.sync_now()
    await_status(statuses, lambda status: status.problem is None and not status.active)
    assert len(karin.find_note("disk")) == 1


def test_a_try_that_reached_nobody_tells_when_the_next_begins(town: World) -> None:
    karin = town.found("Karin")
    with odd_server(html) as server:
        karin.addresses["server"] = server.address
        statuses: Queue[SyncStatus] = Queue()
        karin.syncing.listen(statuses.put)
        karin.syncing.start()
        await_status(statuses, lambda status: status.retry_at > 0)
        assert not karin.syncing.status.online
    assert "unreachable" in {line.event for line in karin.syncing.log()}


def most_pages(laptop: LaptopInWorld, pages: int) -> int:
    """Let the vault's file have so many pages at most, or as many as it has; return what held."""
    with laptop.database.writer.begin() as connection:
        held = connection.exec_driver_sql("PRAGMA max_page_count").scalar_one()
        least = pages or connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {least}")
    return int(held)


def await_status(statuses: "Queue[SyncStatus]", wanted: Callable[[SyncStatus], bool]) -> None:
    while not wanted(statuses.get(timeout=30)):
        pass


# --- founding -------------------------------------------------------------------------------------


@pytest.mark.parametrize("mode", ["lose_request", "lose_answer", "half_answer", "portal"])
def test_a_founding_whose_answer_was_lost_is_finished_by_the_next_try(
    town: World, mode: Mode
) -> None:
    karin = town.new_laptop("Karin")
    names = (town.server.founding_code or "", "Planen", "Karin", "Teamleder", "pc")
    with bad_line(town.server.address) as line:
        karin.addresses["server"] = line.address
        line.mode, line.only = mode, b"/v1/found"
        with pytest.raises(AppError):
            karin.members.found(line.address, *names)
        assert not karin.members.enrolled
        line.mode = "good"
        karin.members.found(line.address, *names)
    assert karin.members.enrolled
    karin.online(town.server.address)
    karin.members.confirm_sheet()
    karin.open_session()
    karin.sync()
    assert [each.name for each in karin.day.places.members()] == ["Karin"]
    assert len(karin.day.places.areas("da")) == 5
    assert len(town.join(karin, "Fatma").day.places.members()) == 2
