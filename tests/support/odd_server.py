"""A server on this machine that answers whatever a test wants, or nothing."""

import socket
import socketserver
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from typing_extensions import override

from helhedsplan_protocol.version import MEDIA_TYPE, PROTOCOL, PROTOCOL_HEADER
from tests.support.bad_line import read_message

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
        request: head and body as they came.
        over: set when the test is over.
    """

    def __init__(self, sock: socket.socket, request: bytes, over: threading.Event) -> None:
        self._sock = sock
        self.request = request
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
def odd_server(
    answer: Answer, host: str = "127.0.0.1", tls: ssl.SSLContext | None = None
) -> Iterator["OddServer"]:
    """Give a server that lets `answer` deal with each request, and take it down.

    Args:
        host: address of this machine to listen on.
        tls: makes each line a TLS line.
    """
    over = threading.Event()
    asked = threading.Event()

    class Handler(socketserver.BaseRequestHandler):
        @override
        def handle(self) -> None:
            with suppress(OSError):
                line = tls.wrap_socket(self.request, server_side=True) if tls else self.request
                with line:
                    request = read_message(line)
                    asked.set()
                    answer(Asked(line, request, over))

    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with _server_of(family)((host, 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            shown = f"[{host}]" if ":" in host else host
            scheme = "https" if tls else "http"
            yield OddServer(f"{scheme}://{shown}:{server.server_address[1]}", asked)
        finally:
            over.set()
            server.shutdown()
            thread.join()


class OddServer:
    """Where it is, and an event that is set by the first request."""

    def __init__(self, address: str, asked: threading.Event) -> None:
        self.address = address
        self.asked = asked


def _server_of(family: socket.AddressFamily) -> type[socketserver.ThreadingTCPServer]:
    return type("_FamilyServer", (_Server,), {"address_family": family})


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = False
    block_on_close = True
