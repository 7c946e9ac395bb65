"""The real server over real HTTP: what every answer looks like, whatever was sent."""

import os
import socket
import ssl
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import httpx
import msgspec
import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from helhedsplan_protocol import routes
from helhedsplan_protocol.error_codes import ErrorCode, Retry
from helhedsplan_protocol.limits import PAGE_BYTES
from helhedsplan_protocol.messages import (
    Empty,
    FoundAnswer,
    FoundRequest,
    Hello,
    Problem,
    Pull,
    PullPage,
    Push,
    PushAnswer,
    Ready,
    SpacesAnswer,
)
from helhedsplan_protocol.records import PushItem
from helhedsplan_protocol.version import MEDIA_TYPE
from helhedsplan_protocol.wire import decode, encode
from helhedsplan_server.framing import network_of
from helhedsplan_server.store.schema import REVISION
from tests.support.organisation import Laptop, Organisation
from tests.support.pushes import Writer
from tests.support.server_process import RunningServer, running_server
from tests.support.wire_client import WireClient

PLANTED = "Rosa-Planted-Word"
POSTED = [
    value
    for name, value in vars(routes).items()
    if name.isupper() and name not in {"PREFIX", "READY", "METRICS"}
]


@dataclass
class Live:
    """A running server, a founded organisation on it, and the lead's session."""

    server: RunningServer
    data: Path
    client: WireClient
    org: Organisation
    lead: Laptop
    space: bytes


@dataclass
class Narrow:
    """A server that lets an address ask little, and a session that stands."""

    server: RunningServer
    client: WireClient


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    data = tmp_path_factory.mktemp("server") / "data"
    with running_server(data) as server:
        client, org = WireClient(server.address), Organisation()
        org.server_id = client.ask(routes.HELLO, Empty(), Hello).server_id
        lead = org.laptop()
        seed = org.seed_space(lead.user)
        before = org.state.clone()
        org.add(genesis := org.genesis(lead, seed))
        grants = tuple(org.grants(lead, before, org.state))
        assert server.founding_code is not None
        request = FoundRequest(server.founding_code, genesis, grants)
        client.ask(routes.FOUND, request, FoundAnswer)
        client.log_in(lead)
        yield Live(server, data, client, org, lead, seed.space)
        client.close()


def problem(response: httpx.Response, code: str) -> Problem:
    """Return the problem of a framed refusal."""
    framed(response)
    found = decode(response.content, Problem)
    assert found.code == code
    assert response.status_code >= 400
    return found


def framed(response: httpx.Response) -> None:
    assert response.headers["content-type"] == MEDIA_TYPE
    assert response.headers["sync-proto"] == "1"
    assert response.headers["cache-control"] == "no-store"
    assert "server" not in response.headers


def test_a_version_travels_up_and_down_through_http(live: Live) -> None:
    state = live.client.ask(routes.SPACES, Empty(), SpacesAnswer).spaces[0]
    writer = Writer(live.org, live.lead, live.space, state.lineage)
    push = writer.push(note := writer.version())
    answer = live.client.ask(routes.PUSH, push, PushAnswer)
    assert [result.status for result in answer.results] == ["applied"]
    pull = Pull(live.space, state.lineage, answer.head - 1, 10)
    page = live.client.ask(routes.PULL, pull, PullPage)
    assert [item.header for item in page.items] == [note.item.header]
    framed(live.client.raw(routes.SPACES, encode(Empty())))


@pytest.mark.parametrize("path", POSTED)
@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<!DOCTYPE html><title>Log in</title>" + PLANTED.encode(),
        b"\xc1",
        b"\x91" * 100_000,
        msgspec.msgpack.encode([PLANTED, {"a": [PLANTED]}, 2**63]),
        msgspec.msgpack.encode(["\ud800".encode("utf-8", "surrogatepass")]),
    ],
    ids=["empty", "html", "garbage", "deep", "other", "surrogate"],
)
def test_any_body_that_is_not_the_struct_is_a_bad_request(
    live: Live, path: str, body: bytes
) -> None:
    response = live.client.raw(path, body)
    if body and path in WITHOUT_FIELDS and body[0] & 0xF0 == 0x90 and len(body) < 100_000:
        framed(response)  # unknown trailing fields are allowed
    else:
        assert problem(response, "bad_request").retry is Retry.NEVER


WITHOUT_FIELDS = {routes.HELLO, routes.SPACES, routes.INVITE_LIST, routes.PARCEL_LIST}


def test_a_wrong_path_or_method_is_answered_in_the_same_frame(live: Live) -> None:
    http = live.client.http
    for path in ("/", "/v1", "/v1/nothing", f"/{PLANTED}", "/favicon.ico"):
        response = live.client.raw(path, b"")
        problem(response, "not_found")
        assert response.status_code == 404
    for method in ("GET", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"):
        response = http.request(method, f"{routes.PUSH}?{PLANTED}=1")
        problem(response, "bad_request")
        assert response.status_code == 405


def test_only_the_media_type_of_the_protocol_is_read(live: Live) -> None:
    for kind in ("", "text/html", "application/msgpack", "application/json", PLANTED):
        response = live.client.raw(routes.HELLO, encode(Empty()), content_type=kind)
        problem(response, "bad_media")
        assert response.status_code == 415
    zipped = live.client.raw(routes.HELLO, encode(Empty()), content_encoding="gzip")
    problem(zipped, "bad_media")
    with_charset = live.client.raw(
        routes.HELLO, encode(Empty()), content_type=f"{MEDIA_TYPE}; charset=binary"
    )
    assert with_charset.status_code == 200


def test_a_body_beyond_the_limit_is_refused(live: Live) -> None:
    response = live.client.raw(routes.PUSH, bytes(PAGE_BYTES + 100_000))
    problem(response, "too_large")
    assert response.status_code == 413

    def chunks() -> Iterator[bytes]:
        for _ in range(100):
            yield bytes(100_000)

    headers = {"content-type": MEDIA_TYPE}
    streamed = live.client.http.post(routes.HELLO, content=chunks(), headers=headers)
    problem(streamed, "too_large")


def test_without_a_session_nothing_is_told(live: Live) -> None:
    for value in (
        "",
        "Bearer",
        f"Bearer {'0' * 64}",
        f"Basic {'0' * 64}",
        "Bearer zz" * 32,
        PLANTED,
    ):
        response = live.client.raw(routes.SPACES, encode(Empty()), authorization=value)
        assert problem(response, "auth_required").retry is Retry.NOW
        assert response.status_code == 401


def test_health_is_told_to_this_machine(live: Live) -> None:
    for response in (
        live.client.http.get(routes.READY),
        live.client.http.post(routes.READY, content=b""),
    ):
        framed(response)
        assert decode(response.content, Ready).schema == REVISION
    metrics = live.client.http.get(routes.METRICS)
    assert metrics.headers["sync-proto"] == "1"
    assert 'helhedsplan_requests_total{code="ok",route="/v1/hello"}' in metrics.text


def test_nothing_that_was_sent_stands_in_log_metrics_or_files(live: Live) -> None:
    client = live.client
    client.raw(f"/v1/{PLANTED}", PLANTED.encode(), x_planted=PLANTED)
    client.raw(routes.PUSH, msgspec.msgpack.encode([PLANTED]), authorization=PLANTED)
    client.raw(routes.ROSTER_APPEND, msgspec.msgpack.encode([[[PLANTED.encode(), b"x" * 64]], []]))
    state = client.ask(routes.SPACES, Empty(), SpacesAnswer).spaces[0]
    writer = Writer(live.org, live.lead, live.space, state.lineage)
    note = writer.version()
    refused = Push(
        live.space,
        state.lineage,
        (writer.batch(note),),
        (PushItem(PLANTED.encode(), bytes(12), PLANTED.encode(), 0),),
    )
    (result,) = client.ask(routes.PUSH, refused, PushAnswer).results
    assert result.code is ErrorCode.BAD_HEADER
    log = live.server.log.read_text()
    assert "/v1/roster/append bad_request" in log, "the log is where this test looks"
    told = log + client.http.get(routes.METRICS).text
    assert PLANTED not in told
    assert client.token is not None
    assert client.token.hex() not in told
    stored = b"".join(path.read_bytes() for path in live.data.iterdir())
    assert PLANTED.encode() not in stored
    assert client.token not in stored, "tokens are stored as hashes"


def test_an_address_that_asks_too_much_is_told_to_wait(tmp_path: Path) -> None:
    settings = {"HELHEDSPLAN_SERVER_ADDRESS_BURST": "3", "HELHEDSPLAN_SERVER_ADDRESS_RATE": "0.1"}
    with pytest.MonkeyPatch.context() as patch:
        for name, value in settings.items():
            patch.setitem(os.environ, name, value)
        with running_server(tmp_path / "data") as server:
            client = WireClient(server.address)
            answers = [client.raw(routes.HELLO, encode(Empty())) for _ in range(4)]
            client.close()
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    found = problem(answers[-1], "rate_limited")
    assert found.retry is Retry.AFTER
    assert found.after_seconds == 10


@pytest.fixture
def narrow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Narrow]:
    monkeypatch.setenv("HELHEDSPLAN_SERVER_ADDRESS_BURST", "10")
    monkeypatch.setenv("HELHEDSPLAN_SERVER_ADDRESS_RATE", "0.01")
    with running_server(tmp_path / "data") as server:
        client = WireClient(server.address)
        org = Organisation()
        org.server_id = client.ask(routes.HELLO, Empty(), Hello).server_id
        lead = org.laptop()
        seed = org.seed_space(lead.user)
        before = org.state.clone()
        org.add(genesis := org.genesis(lead, seed))
        grants = tuple(org.grants(lead, before, org.state))
        assert server.founding_code is not None
        client.ask(routes.FOUND, FoundRequest(server.founding_code, genesis, grants), FoundAnswer)
        client.log_in(lead)  # five requests so far: five are left
        yield Narrow(server, client)
        client.close()


@pytest.mark.parametrize("body", [encode(Empty()), bytes(PAGE_BYTES)], ids=["short", "long"])
def test_wrong_tokens_are_charged_to_their_address_and_nobody_elses_work_waits(
    narrow: Narrow, body: bytes
) -> None:
    stranger = WireClient(narrow.server.address)
    told = list[str]()
    for value in (*[f"Bearer {n:064x}" for n in range(4)], "Bearer zz", "", f"Bearer {9:064x}"):
        answer = stranger.raw(routes.SPACES, body, authorization=value)
        framed(answer)
        told.append(decode(answer.content, Problem).code)
    stranger.close()
    assert told == ["auth_required"] * 5 + ["rate_limited"] * 2
    for _ in range(20):
        narrow.client.ask(routes.SPACES, Empty(), SpacesAnswer)


def test_the_body_of_somebody_who_asked_too_much_is_not_waited_for(narrow: Narrow) -> None:
    host, port = narrow.server.address.removeprefix("http://").split(":")
    head = (
        f"POST {routes.PUSH} HTTP/1.1\r\nHost: {host}\r\nContent-Type: {MEDIA_TYPE}\r\n"
        f"Authorization: Bearer {'0' * 64}\r\nContent-Length: {PAGE_BYTES}\r\n\r\n"
    )
    for _ in range(5):
        narrow.client.raw(routes.SPACES, encode(Empty()), authorization="Bearer zz")
    with socket.create_connection((host, int(port)), timeout=10) as line:
        line.sendall(head.encode())
        assert line.recv(1000).startswith(b"HTTP/1.1 429")


def test_an_ipv6_network_is_one_address() -> None:
    assert network_of("2001:db8:1:2:3:4:5:6") == network_of("2001:db8:1:2::9")
    assert network_of("2001:db8:1:3::9") != network_of("2001:db8:1:2::9")
    assert network_of("::ffff:192.0.2.7") == network_of("192.0.2.7") != network_of("192.0.2.8")


def start(*options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "helhedsplan_server", "serve", *options]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


def test_a_port_in_use_is_told_in_one_sentence(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        ended = start("--data", str(tmp_path / "data"), "--port", str(port))
    assert ended.returncode == 2
    assert ended.stderr.startswith(f"Cannot listen on 127.0.0.1 port {port}: ")
    assert ended.stderr.count("\n") == 1


def test_plain_http_stays_on_this_machine(tmp_path: Path) -> None:
    ended = start("--data", str(tmp_path / "data"), "--host", "0.0.0.0", "--port", "0")  # noqa: S104  refused
    assert ended.returncode == 2
    assert "--tls-cert" in ended.stderr
    assert ended.stdout == ""
    nowhere = str(tmp_path / "missing.pem")
    ended = start("--data", str(tmp_path), "--tls-cert", nowhere, "--tls-key", nowhere)
    assert (ended.returncode, ended.stderr) == (2, f"There is no file {nowhere}.\n")


def test_a_killed_server_comes_back_with_what_it_promised(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with running_server(data) as server:
        client = WireClient(server.address)
        before = client.ask(routes.HELLO, Empty(), Hello)
        client.close()
        assert server.founding_code is not None
        server.kill()
    with running_server(data) as server:
        client = WireClient(server.address)
        assert client.ask(routes.HELLO, Empty(), Hello).server_id == before.server_id
        client.close()


def test_an_answer_does_not_wait_for_a_delayed_receipt(live: Live) -> None:
    seconds = list[float]()
    for _ in range(15):
        started = time.perf_counter()
        live.client.raw(routes.HELLO, encode(Empty()))
        seconds.append(time.perf_counter() - started)
    # The delay of an unset TCP_NODELAY is 40 ms at every answer, on any machine.
    assert statistics.median(seconds) < 0.03


def test_with_a_certificate_it_speaks_tls(tmp_path: Path) -> None:
    certificate, key = self_signed(tmp_path)
    options = ("--tls-cert", str(certificate), "--tls-key", str(key))
    with running_server(tmp_path / "data", *options) as server:
        assert server.address.startswith("https://")
        trust = ssl.create_default_context(cafile=str(certificate))
        with httpx.Client(base_url=server.address, verify=trust, trust_env=False) as http:
            headers = {"content-type": MEDIA_TYPE}
            response = http.post(routes.HELLO, content=encode(Empty()), headers=headers)
    assert not decode(response.content, Hello).founded


def self_signed(folder: Path) -> tuple[Path, Path]:
    """Write a certificate for 127.0.0.1 that lasts an hour, and its key."""
    key = Ed25519PrivateKey.generate()
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "test server")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(hours=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False
        )
        .sign(key, None)
    )
    files = (folder / "server.crt", folder / "server.key")
    files[0].write_bytes(certificate.public_bytes(Encoding.PEM))
    files[1].write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return files
