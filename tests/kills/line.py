"""The line between a laptop that will be killed and a server that lives on in the killer.

No HTTP: a request and its answer travel encoded through a pair of sockets, or by a plain call
where the laptop stands in the killer's own process.
"""

import socket
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Final, TypeVar

import msgspec
from typing_extensions import override

from helhedsplan_desktop.sync.transport import RefusedError, Transport
from helhedsplan_protocol.error_codes import RETRY, ErrorCode
from helhedsplan_protocol.wire import Wire, decode, encode
from helhedsplan_server.config import ServerConfig
from helhedsplan_server.errors import Refusal
from helhedsplan_server.server import Server
from tests.simulation.line import Exchange
from tests.simulation.template import Nobody

ADDRESS: Final = "https://plan.example"
_LENGTH_BYTES: Final = 4
_T = TypeVar("_T", bound=Wire)


class Asked(msgspec.Struct, array_like=True):
    """A request on its way."""

    route: str
    token: bytes | None
    body: bytes


class Answered(msgspec.Struct, array_like=True):
    """What comes back: the answer, or why there is none."""

    body: bytes = b""
    refused: str = ""
    after_seconds: int | None = None


Ask = Callable[[Asked], Answered]


class Host:
    """A real server on its folder, for laptops of this machine."""

    def __init__(self, data: Path) -> None:
        self.server: Final = Server(ServerConfig(data=data))
        self._exchange = Exchange(self.server, Nobody())

    def answer(self, asked: Asked) -> Answered:
        """Return what the server says to a request."""
        try:
            _, answer = self._exchange.handle(asked.route, asked.token, asked.body)
        except Refusal as refusal:
            return Answered(refused=refusal.code.value, after_seconds=refusal.after_seconds)
        return Answered(body=encode(answer))

    def answer_over(self, line: socket.socket) -> bool:
        """Answer the next request on a line; False if its laptop has gone before it was whole."""
        asked = received(line, Asked)
        if asked is not None:
            send(line, self.answer(asked))
        return asked is not None

    def close(self) -> None:
        self.server.close()


class Line(Transport):
    """A laptop's end.

    Args:
        ask: carries a request to the server and the answer back.
        moment: told "asked" before and "answered" after the server has done something.
    """

    def __init__(self, ask: Ask, moment: Callable[[str], None] = lambda _name: None) -> None:
        # Not Transport's own: no HTTP client is made.
        self.address = ADDRESS  # type: ignore[misc]  # a line of the tests
        self._ask = ask
        self._moment = moment
        self._token: bytes | None = None
        self._one_at_a_time = threading.Lock()

    @override
    def call(self, route: str, request: Wire, answer: type[_T]) -> _T:
        with self._one_at_a_time:
            self._moment("asked")
            answered = self._ask(Asked(route, self._token, encode(request)))
            self._moment("answered")
        if answered.refused:
            code = ErrorCode(answered.refused)
            raise RefusedError(code, RETRY[code], answered.after_seconds)
        return decode(answered.body, answer)

    @override
    def hang_up(self) -> None: ...

    @override
    def close(self) -> None:
        self._token = None


def over(line: socket.socket) -> Ask:
    """Return what asks a host at the other end of a line."""

    def ask(asked: Asked) -> Answered:
        send(line, asked)
        answered = received(line, Answered)
        assert answered is not None, "the host went first"
        return answered

    return ask


_Struct = TypeVar("_Struct", bound=msgspec.Struct)


def send(line: socket.socket, message: msgspec.Struct) -> None:
    """Put a message on the line; one that nobody reads any more is lost."""
    body = msgspec.msgpack.encode(message)
    try:
        line.sendall(len(body).to_bytes(_LENGTH_BYTES) + body)
    except (BrokenPipeError, ConnectionResetError):
        return


def received(line: socket.socket, kind: type[_Struct]) -> _Struct | None:
    """Return the next message, or None if the other end was killed before it was whole."""
    head = _exactly(line, _LENGTH_BYTES)
    body = _exactly(line, int.from_bytes(head)) if head else b""
    return msgspec.msgpack.decode(body, type=kind) if body else None


def _exactly(line: socket.socket, size: int) -> bytes:
    body = bytearray()
    while len(body) < size:
        try:
            part = line.recv(size - len(body))
        except ConnectionResetError:
            return b""
        if not part:
            return b""
        body += part
    return bytes(body)
