"""A server on this machine that answers whatever a test wants, or nothing."""

import socket
import socketserver
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from typing_extensions import override

from helhedsplan_protocol.version import MEDIA_TYPE, PROTOCOL, PROTOCOL_HEADER

Answer = Callable[["Asked"], None]

OURS = (
    b"HTTP/1.1 200 OK\r\n"
    + f"Content-Type: {MEDIA_TYPE}\r\n{PROTOCOL_HEADER}: {PROTOCOL}\r\n".encode()
    + b"Connection: close\r\n"
)
"""How an answer of our server begins, as far as its length."""


class Asked:
    """One request that waits for its answer.

    Attributes:
        over: set when the test is over.
    """

    def __init__(self, sock: socket.socket, over: threading.Event) -> None:
        self._sock = sock
        self.over = over

    def send(self, data: bytes) -> bool:
        """Send some bytes; return False if nobody listens any more."""
        try:
            self._sock.sendall(data)
        except OSError:
            return False
        return True

    def drip(self, data: bytes, seconds: float) -> None:
        """Send byte after byte, with a pause before each, until nobody listens."""
        for byte in data:
            if self.over.wait(seconds) or not self.send(bytes([byte])):
                return


@contextmanager
def odd_server(answer: Answer) -> Iterator["OddServer"]:
    """Give a server that lets `answer` deal with each request, and take it down."""
    over = threading.Event()
    asked = threading.Event()

    class Handler(socketserver.BaseRequestHandler):
        @override
        def handle(self) -> None:
            with suppress(OSError):
                self.request.recv(65536)
                asked.set()
                answer(Asked(self.request, over))

    with _Server(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield OddServer(f"http://127.0.0.1:{server.server_address[1]}", asked)
        finally:
            over.set()
            server.shutdown()
            thread.join()


class OddServer:
    """Where it is, and an event that is set by the first request."""

    def __init__(self, address: str, asked: threading.Event) -> None:
        self.address = address
        self.asked = asked


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = False
    block_on_close = True
