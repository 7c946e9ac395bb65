"""A line to the server that loses, cuts, doubles and keeps a record of what it carried."""

import socket
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal
from urllib.parse import urlsplit

from typing_extensions import override

Mode = Literal["good", "lose_request", "lose_answer", "half_answer", "twice", "portal", "too_large"]

PORTAL = (
    b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 44\r\n"
    b"Connection: close\r\n\r\n<html><h1>Welcome to the hotel</h1>...</html>"
)[:-1]


TOO_LARGE = (
    b"HTTP/1.1 413 Request Entity Too Large\r\nContent-Type: text/html\r\n"
    b"Content-Length: 13\r\nConnection: close\r\n\r\n<html></html>"
)


class BadLine:
    """Stands between laptops and server; one request a connection.

    Attributes:
        mode: what happens to the next requests.
        only: requests with this in their first line are met by the mode; empty: all of them.
        largest: bytes of a request that pass; what is larger meets the mode.
        seen: everything that passed, both ways.
    """

    def __init__(self, target: str) -> None:
        parts = urlsplit(target)
        self.host, self.port = str(parts.hostname), int(parts.port or 0)
        self.mode: Mode = "good"
        self.only: bytes = b""
        self.seen = bytearray()
        self.largest: int | None = None
        self.requests: list[bytes] = []
        self.address = ""

    def handle(self, client: socket.socket) -> None:
        """Carry one request and its answer, as well as the mode lets it."""
        request = read_message(client)
        if not request:
            return
        self.seen += request
        self.requests.append(request)
        meant = self.only in request.split(b"\r\n", 1)[0] and len(request) > (self.largest or 0)
        mode = self.mode if meant else "good"
        if mode == "lose_request":
            return
        if mode == "portal":
            client.sendall(PORTAL)
            return
        if mode == "too_large":
            client.sendall(TOO_LARGE)
            return
        answer = self._ask(request)
        if mode == "twice":
            answer = self._ask(request)
        if mode == "lose_answer":
            return
        client.sendall(answer[: len(answer) // 2] if mode == "half_answer" else answer)

    def _ask(self, request: bytes) -> bytes:
        with socket.create_connection((self.host, self.port), 10) as server:
            server.sendall(_closing(request))
            answer = read_message(server)
        self.seen += answer
        return answer


def _closing(request: bytes) -> bytes:
    head, _, body = request.partition(b"\r\n\r\n")
    lines = [line for line in head.split(b"\r\n") if not line.lower().startswith(b"connection:")]
    return b"\r\n".join([*lines, b"Connection: close"]) + b"\r\n\r\n" + body


def read_message(sock: socket.socket) -> bytes:
    """Return one HTTP message with its body, empty if the other end closed."""
    data = bytearray()
    while b"\r\n\r\n" not in data:
        chunk = sock.recv(65536)
        if not chunk:
            return bytes(data)
        data += chunk
    head = bytes(data).split(b"\r\n\r\n", 1)[0]
    length = next(
        (
            int(line.split(b":")[1])
            for line in head.split(b"\r\n")
            if line.lower().startswith(b"content-length:")
        ),
        0,
    )
    while len(data) < len(head) + 4 + length:
        chunk = sock.recv(65536)
        if not chunk:
            break
        data += chunk
    return bytes(data)


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = False
    block_on_close = True


@contextmanager
def bad_line(target: str) -> Iterator[BadLine]:
    """Give a line to the server at `target`, and take it down."""
    line = BadLine(target)

    class Handler(socketserver.BaseRequestHandler):
        @override
        def handle(self) -> None:
            self.request.settimeout(10)
            line.handle(self.request)

    with _Server(("127.0.0.1", 0), Handler) as server:
        line.address = f"http://127.0.0.1:{server.server_address[1]}"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield line
        finally:
            server.shutdown()
            thread.join()
