"""Networks as they are: proxies, portals, certificates of one's own, sleep, and IPv6 alone."""

import socket
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from threading import Event

import pytest
from typing_extensions import override

from helhedsplan_desktop.foundation.clock import SystemClock
from helhedsplan_desktop.foundation.errors import Problem
from helhedsplan_desktop.foundation.ids import Ids, SeededRandomness, SystemRandomness
from helhedsplan_desktop.services.syncing import StatusKind, Syncing
from helhedsplan_desktop.sync import push as push_module
from helhedsplan_desktop.sync import worker as worker_module
from helhedsplan_desktop.sync.backoff import LONGEST_SECONDS, Backoff
from helhedsplan_desktop.sync.portion import Portion
from helhedsplan_desktop.sync.transport import Transport, TransportError, server_address
from helhedsplan_protocol import routes
from helhedsplan_protocol.messages import Empty, Hello
from helhedsplan_protocol.wire import encode
from tests.support.bad_line import Mode, bad_line
from tests.support.certificates import Authority
from tests.support.odd_server import OURS, Asked, odd_server
from tests.support.world import LaptopInWorld, World, world

PATIENCE_SECONDS = 30.0
"""More than any of these takes on a busy machine, less than the 48 s to the next round."""

HELLO = Hello(bytes(16), 1, 1, "0", founded=True, now_ms=0)
BODY = encode(HELLO)
ANSWER = OURS + f"Content-Length: {len(BODY)}\r\n\r\n".encode() + BODY


@pytest.fixture
def town(tmp_path: Path) -> Iterator[World]:
    with world(tmp_path) as made:
        yield made


def greet(asked: Asked) -> None:
    asked.send(ANSWER)


def asked_by(transport: Transport) -> Hello | Problem:
    """Return the answer, or what a person is told."""
    try:
        return transport.call(routes.HELLO, Empty(), Hello)
    except TransportError as told:
        return told.problem
    finally:
        transport.close()


# --- certificates ---------------------------------------------------------------------------------


def test_the_organisations_own_authority_is_trusted_once_its_file_is_named(tmp_path: Path) -> None:
    authority = Authority(tmp_path)
    with odd_server(greet, tls=authority.server()) as server:
        assert asked_by(Transport(server.address)) is Problem.SERVER_UNTRUSTED
        assert asked_by(Transport(server.address, authority.file)) == HELLO


def test_no_variable_makes_the_program_write_the_keys_of_the_line_to_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Browsers know this variable, so it stands on some computers; it would lay the line open."""
    authority = Authority(tmp_path)
    with odd_server(greet, tls=authority.server()) as server:
        monkeypatch.setenv("SSLKEYLOGFILE", str(tmp_path / "keys"))
        assert asked_by(Transport(server.address, authority.file)) == HELLO
    assert not (tmp_path / "keys").exists()


def test_a_box_that_opens_every_line_is_told_apart_from_a_dead_line(tmp_path: Path) -> None:
    ours, box = Authority(tmp_path, "Ours"), Authority(tmp_path, "Box")
    seen = []

    def look(asked: Asked) -> None:
        seen.append(asked.request)

    with odd_server(look, tls=box.server()) as server:
        assert asked_by(Transport(server.address, ours.file)) is Problem.SERVER_UNTRUSTED
    assert seen == []


@pytest.mark.parametrize(("address", "days"), [("127.0.0.2", 1), ("127.0.0.1", -1)])
def test_a_certificate_of_another_or_of_yesterday_is_refused(
    tmp_path: Path, address: str, days: int
) -> None:
    authority = Authority(tmp_path)
    with odd_server(greet, tls=authority.server(address, days)) as server:
        assert asked_by(Transport(server.address, authority.file)) is Problem.SERVER_UNTRUSTED


@pytest.mark.parametrize("content", [None, b"", b"no certificate"])
def test_an_authority_file_that_cannot_be_read_is_told_at_the_first_call(
    tmp_path: Path, content: bytes | None
) -> None:
    file = tmp_path / "ca.pem"
    if content is not None:
        file.write_bytes(content)
    with odd_server(greet, tls=Authority(tmp_path).server()) as server:
        assert asked_by(Transport(server.address, file)) is Problem.CA_FILE_UNREADABLE
        assert not server.asked.is_set()


# --- proxies --------------------------------------------------------------------------------------

BESIDE = "127.0.0.2"
"""This machine too, but by an address for which proxies are asked."""


@pytest.fixture
def no_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)


@pytest.mark.allow_hosts(["127.0.0.1", BESIDE])
@pytest.mark.usefixtures("no_proxies")
def test_the_systems_proxy_is_used_and_may_be_named_or_passed_by(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lines = []

    def through(asked: Asked) -> None:
        lines.append(asked.request.split(b"\r\n")[0])
        asked.send(ANSWER)

    with odd_server(through) as proxy, odd_server(greet, BESIDE) as server:
        absolute = f"POST {server.address}/v1/hello HTTP/1.1".encode()
        assert asked_by(Transport(server.address, proxy=proxy.address)) == HELLO
        monkeypatch.setenv("http_proxy", proxy.address)
        assert asked_by(Transport(server.address)) == HELLO
        assert lines == [absolute] * 2
        assert not server.asked.is_set()
        assert asked_by(Transport(server.address, proxy="none")) == HELLO
        assert len(lines) == 2
        # This machine's own server is never asked through a proxy.
        with odd_server(greet) as own:
            assert asked_by(Transport(own.address, proxy=proxy.address)) == HELLO
    assert len(lines) == 2


@pytest.mark.allow_hosts(["127.0.0.1", BESIDE])
@pytest.mark.usefixtures("no_proxies")
@pytest.mark.parametrize("proxy", ["socks5://127.0.0.1:9", "gopher://127.0.0.1:9", "nonsense"])
def test_a_proxy_of_a_kind_that_we_do_not_speak_is_not_gone_round(
    monkeypatch: pytest.MonkeyPatch, proxy: str
) -> None:
    with odd_server(greet, BESIDE) as server:
        assert asked_by(Transport(server.address, proxy=proxy)) is Problem.PROXY_UNUSABLE
        monkeypatch.setenv("http_proxy", proxy)
        # A lone word in the system's settings is a host, which does not answer.
        told = Problem.PROXY_UNUSABLE if "://" in proxy else Problem.SERVER_UNREACHABLE
        assert asked_by(Transport(server.address)) is told
        assert not server.asked.is_set()


@pytest.mark.parametrize("mode", ["too_large", "lose_request"])
def test_a_proxy_that_refuses_large_bodies_gets_smaller_ones(town: World, mode: Mode) -> None:
    karin = town.found()
    town.settle()
    for number in range(60):
        karin.write_note(f"Notat {number} " + "ord " * 400)
    with bad_line(town.server.address) as line:
        line.mode, line.largest = mode, 30_000
        karin.online(line.address)
        tries = 1
        while karin.sync() is None and tries < 12:
            tries += 1
        pushes = [each for each in line.requests if each.startswith(b"POST /v1/push")]
        assert karin.syncing.status.unsent == 0
        # 500, 250, 125 and 62 ask for all of them, 31 and 15 are still too large, 7 fit.
        assert tries <= 8
        assert 2 <= sum(len(each) > 30_000 for each in pushes) <= 7
    karin.online(town.server.address)
    assert len(town.join(karin, "Ole").find_note("Notat")) == 50


@pytest.mark.parametrize("mode", ["too_large", "lose_request"])
def test_a_record_that_no_proxy_lets_through_is_told_and_holds_up_nobody(
    town: World, mode: Mode, monkeypatch: pytest.MonkeyPatch
) -> None:
    karin = town.found()
    town.settle()
    heavy = karin.write_note("Et langt notat " + "🎈" * 1900)
    for number in range(3):
        karin.write_note(f"Kort notat {number}")
    with bad_line(town.server.address) as line:
        line.mode, line.largest = mode, 7_000
        karin.online(line.address)
        tries = 1
        while karin.sync() is None and tries < 12:
            tries += 1
        assert tries <= 8
        assert [(each.rid, each.code) for each in karin.syncing.refused()] == [
            (heavy, "not_let_through")
        ]
        assert karin.syncing.status.kind is StatusKind.NEEDS_YOU
        assert [each.event for each in karin.syncing.log()].count("not_let_through") == 1
        assert karin.syncing.status.unsent == 1
        before = sum(len(each) > 7_000 for each in line.requests)
        assert karin.sync() is not None, "it is not tried again at once"
        assert sum(len(each) > 7_000 for each in line.requests) == before
        for number in range(3, 20):
            karin.write_note(f"Kort notat {number}")
        assert karin.sync() is not None, "after so many good answers more is sent at once"
        # An hour later once, alone, while the others are not held up.
        monkeypatch.setattr(push_module, "AGAIN_MS", -1)
        karin.write_note("Kort notat 20")
        assert karin.sync() is not None
        assert sum(len(each) > 7_000 for each in line.requests) == before + 1
        assert karin.syncing.status.unsent == 1
    karin.online(town.server.address)
    karin.sync()
    assert karin.syncing.refused() == ()
    ole = town.join(karin, "Ole")
    assert ole.find_note("langt") == [heavy]
    assert len(ole.find_note("notat")) == 22


def test_a_small_record_that_fails_with_the_line_is_never_set_aside(town: World) -> None:
    karin = town.found()
    town.settle()
    karin.write_note("Kort notat")
    with bad_line(town.server.address) as line:
        line.mode, line.only = "lose_request", b"/v1/push"
        karin.online(line.address)
        assert [karin.sync() for _ in range(10)] == [None] * 10
    assert karin.syncing.refused() == ()
    karin.online(town.server.address)
    karin.sync()
    assert karin.syncing.status.unsent == 0


def test_a_portion_grows_slowly_after_it_was_refused() -> None:
    portion = Portion(500)
    for _ in range(3):
        portion.failed()
    assert portion.items == 62
    for _ in range(15):
        portion.succeeded()
    assert portion.items == 62
    portion.succeeded()
    assert portion.items == 124
    for _ in range(20):
        portion.failed()
    assert portion.items == 1


# --- waiting --------------------------------------------------------------------------------------


def test_failures_are_waited_out_with_full_jitter_from_a_second_to_a_quarter_of_an_hour() -> None:
    backoff = Backoff(SeededRandomness(7))
    waits = [backoff.failure() for _ in range(400)]
    assert all(1.0 <= wait <= LONGEST_SECONDS == 900.0 for wait in waits)
    assert waits[0] <= 2.0
    late = waits[20:]
    assert min(late) < 60
    assert max(late) > 800
    assert backoff.failure(at_least=1234.0) == 1234.0
    backoff.success()
    assert backoff.failure() <= 2.0


class SleepyClock(SystemClock):
    """A clock of a computer that may have slept."""

    slept = timedelta()

    @override
    def now(self) -> datetime:
        return super().now() + self.slept


def test_a_computer_that_wakes_syncs_at_once(town: World, monkeypatch: pytest.MonkeyPatch) -> None:
    karin = town.found()
    ole = town.join(karin, "Ole")
    town.settle()
    monkeypatch.setattr(worker_module, "LOOK_SECONDS", 0.01)
    clock, randomness = SleepyClock(), SystemRandomness()
    karin.syncing.close()
    karin.syncing = Syncing(
        karin.store, clock, Ids(clock, randomness), randomness, Transport, "0.1.0"
    )
    synced, heard = Event(), Event()
    karin.syncing.listen(lambda status: None if status.active else synced.set())
    karin.store.changes.listen(lambda changes: heard.set() if "Note" in changes.touched else None)
    karin.syncing.start()
    assert synced.wait(PATIENCE_SECONDS)
    ole.write_note("Skrevet mens lederen sov")
    ole.sync()
    assert not heard.is_set()
    clock.slept = timedelta(hours=8)
    assert heard.wait(PATIENCE_SECONDS)


def test_a_network_of_ipv6_alone_is_a_network() -> None:
    try:
        with socket.socket(socket.AF_INET6) as probe:
            probe.bind(("::1", 0))
    except OSError:
        pytest.skip("this machine has no IPv6")
    with odd_server(greet, "::1") as server:
        assert server_address(server.address) == server.address
        assert asked_by(Transport(server.address)) == HELLO


# --- nothing to do --------------------------------------------------------------------------------


def requests_of_a_quiet_round(laptop: LaptopInWorld, town: World) -> list[bytes]:
    with bad_line(town.server.address) as line:
        laptop.online(line.address)
        laptop.sync()
        laptop.sync()
        before = len(line.requests)
        laptop.sync()
        return [request.split(b" ")[1] for request in line.requests[before:]]


def test_a_quiet_round_of_thirty_spaces_asks_once(town: World) -> None:
    karin = town.found()
    for number in range(27):
        karin.day.access.add_team(f"Team {number}")
    ole = town.join(karin, "Ole", "lead")
    town.settle()
    assert len(karin.day.access.spaces()) == 31
    for laptop in (karin, ole):
        assert requests_of_a_quiet_round(laptop, town) == [b"/v1/spaces"]
