"""Requests to the server: the one file that speaks HTTP.

A response that does not carry our media type and protocol number is no answer of our server,
whatever its status: the page of a captive portal is never data.
"""

import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final, TypeVar
from urllib.parse import urlsplit

import httpx

from helhedsplan_desktop.foundation.errors import AppError, Problem
from helhedsplan_desktop.rules.clean_text import clean_line
from helhedsplan_protocol import messages
from helhedsplan_protocol.error_codes import ErrorCode, Retry
from helhedsplan_protocol.limits import PAGE_BYTES
from helhedsplan_protocol.version import MEDIA_TYPE, PROTOCOL, PROTOCOL_HEADER
from helhedsplan_protocol.wire import MalformedError, Wire, decode, encode

CONNECT_SECONDS: Final = 10.0
READ_SECONDS: Final = 60.0
ANSWER_SECONDS: Final = 300.0
"""A whole answer takes no longer; a line that drips would otherwise hold sync for ever."""

ANSWER_BYTES: Final = 2 * PAGE_BYTES
"""Nothing that our server answers is larger; reading stops there."""

_LOOPBACK: Final = frozenset({"localhost", "127.0.0.1", "::1"})
_T = TypeVar("_T", bound=Wire)


class TransportError(Exception):
    """No answer of our server came back; nothing is known about what it did.

    Args:
        problem: SERVER_UNREACHABLE, SERVER_NOT_OURS, SERVER_UNTRUSTED, CA_FILE_UNREADABLE or
            PROXY_UNUSABLE.
    """

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.value)
        self.problem = problem


class PartLostError(TransportError):
    """No answer came about single spaces; our server answered about the others."""

    def __init__(self) -> None:
        super().__init__(Problem.SERVER_PARTLY)


class RefusedError(Exception):
    """Our server answered with a problem."""

    def __init__(self, code: ErrorCode, retry: Retry, after_seconds: int | None) -> None:
        super().__init__(code.value)
        self.code = code
        self.retry = retry
        self.after_seconds = after_seconds


def server_address(typed: str) -> str:
    """Return the address of a server from what a person typed.

    Raises:
        AppError: SERVER_ADDRESS_BAD for anything but https, or http to this machine.
    """
    text = clean_line(typed)
    if "://" not in text:
        text = f"https://{text}"
    text = text.removesuffix("/")
    try:
        parts = urlsplit(text)
        host, _ = parts.hostname, parts.port
        httpx.URL(text)
    except (ValueError, httpx.InvalidURL) as bad:
        raise AppError(Problem.SERVER_ADDRESS_BAD) from bad
    fits = parts.scheme == "https" or (parts.scheme == "http" and host in _LOOPBACK)
    if not host or not fits or parts.path or parts.query or parts.username:
        raise AppError(Problem.SERVER_ADDRESS_BAD)
    return text


class Transport:
    """Speaks to one server; safe on one thread at a time.

    What is set up wrong on this computer is told by the first call, not here: the program must
    start without a server too.

    Args:
        address: as `server_address` gives it.
        ca_file: the organisation's own CA certificates, beside the system's.
        proxy: address of a proxy; empty: the system's, if it has one; "none": no proxy at all.
    """

    def __init__(self, address: str, ca_file: Path | None = None, proxy: str = "") -> None:
        self.address: Final = address
        self._token: bytes | None = None
        self._lines: list[socket.socket] = []
        self._hung_up = False
        self._set_up_wrong: Problem | None = None
        loopback = urlsplit(address).hostname in _LOOPBACK
        self._client = self._make_client(ca_file, "none" if loopback else proxy)

    def _make_client(self, ca_file: Path | None, proxy: str) -> httpx.Client:
        context: ssl.SSLContext | bool = False
        if self.address.startswith("https"):
            # Not create_default_context: it obeys SSLKEYLOGFILE and writes keys to that file.
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
            context.load_default_certs()
            try:
                if ca_file is not None:
                    context.load_verify_locations(cafile=ca_file)
            except (OSError, ssl.SSLError, ValueError):
                # Without it the server cannot prove who it is.
                self._set_up_wrong = Problem.CA_FILE_UNREADABLE
        try:
            return self._client_through(context, proxy)
        except (ImportError, ValueError, httpx.InvalidURL):
            # A kind of proxy that we do not speak; going round it is not ours to decide.
            self._set_up_wrong = Problem.PROXY_UNUSABLE
            return self._client_through(context, "none")

    def _client_through(self, context: ssl.SSLContext | bool, proxy: str) -> httpx.Client:  # noqa: FBT001  as httpx takes it
        """Return a client; the system's proxy is that of `urllib.request.getproxies`."""
        return httpx.Client(
            base_url=self.address,
            verify=context,
            trust_env=not proxy,
            proxy=proxy if proxy not in {"", "none"} else None,
            follow_redirects=False,
            timeout=httpx.Timeout(READ_SECONDS, connect=CONNECT_SECONDS),
            # Sealed bytes do not compress, and what is not unpacked cannot blow up.
            headers={
                "Content-Type": MEDIA_TYPE,
                "Accept": MEDIA_TYPE,
                "Accept-Encoding": "identity",
            },
        )

    def use_token(self, token: bytes | None) -> None:
        """Send this session token from now on."""
        self._token = token

    @property
    def has_token(self) -> bool:
        """True while a session is open as far as we know."""
        return self._token is not None

    def call(self, route: str, request: Wire, answer: type[_T]) -> _T:
        """Return the server's answer.

        Raises:
            TransportError: no answer of our server came back.
            RefusedError: it answered with a problem.
        """
        headers = {"Authorization": f"Bearer {self._token.hex()}"} if self._token else {}
        if self._set_up_wrong is not None:
            raise TransportError(self._set_up_wrong)
        if self._hung_up:
            raise TransportError(Problem.SERVER_UNREACHABLE)
        try:
            with (
                self._limited(),
                self._client.stream(
                    "POST",
                    route,
                    content=encode(request),
                    headers=headers,
                    extensions={"trace": self._watch},
                ) as response,
            ):
                return self._read(response, answer)
        except httpx.ConnectError as error:
            raise TransportError(_why(error)) from error
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError) as error:
            raise TransportError(Problem.SERVER_UNREACHABLE) from error

    def hang_up(self) -> None:
        """End what is under way and refuse what comes after it; for other threads than `call`'s.

        Only a connection that is still being made ends by itself, within ten seconds.
        """
        self._hung_up = True
        self._cut()

    def close(self) -> None:
        """Close the connections, also one that another thread is only just making."""
        self._hung_up = True
        self._client.close()
        for line in self._lines:
            line.close()

    @contextmanager
    def _limited(self) -> Iterator[None]:
        """Cut the line when an answer takes too long, head and body together."""
        timer = threading.Timer(ANSWER_SECONDS, self._cut)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()

    def _watch(self, event: str, facts: dict[str, Any]) -> None:
        """Take note of each socket, so that the line can be cut while another thread reads it.

        Source: the `trace` extension of httpx; a TLS socket takes the place of the plain one.
        """
        if event.endswith((".connect_tcp.complete", ".start_tls.complete")):
            self._lines = [line for line in self._lines if line.fileno() != -1]
            self._lines.append(facts["return_value"].get_extra_info("socket"))
            if self._hung_up:
                self._cut()

    def _cut(self) -> None:
        for line in self._lines:
            with suppress(OSError):
                # Not SSLSocket's own: it takes the session away from under whoever reads.
                socket.socket.shutdown(line, socket.SHUT_RDWR)

    def _read(self, response: httpx.Response, answer: type[_T]) -> _T:
        headers = response.headers
        media = headers.get("content-type", "").split(";")[0].strip()
        ours = media == MEDIA_TYPE and headers.get(PROTOCOL_HEADER) == str(PROTOCOL)
        if not ours or headers.get("content-encoding", "identity") != "identity":
            raise TransportError(Problem.SERVER_NOT_OURS)
        body = bytearray()
        for chunk in response.iter_raw():
            body += chunk
            if len(body) > ANSWER_BYTES:
                raise TransportError(Problem.SERVER_NOT_OURS)
        try:
            if response.status_code == httpx.codes.OK:
                return decode(body, answer)
            problem = decode(body, messages.Problem)
        except MalformedError as bad:
            raise TransportError(Problem.SERVER_NOT_OURS) from bad
        raise RefusedError(problem.code, problem.retry, problem.after_seconds)


def _why(error: httpx.ConnectError) -> Problem:
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLError):
            return Problem.SERVER_UNTRUSTED
        cause = cause.__cause__ or cause.__context__
    return Problem.SERVER_UNREACHABLE
