"""The line between a laptop and the server: no HTTP, but every way in which a line fails.

Requests and answers are encoded and decoded as on a real line; what is carried is told to a
watcher, which sees exactly what the server and the laptop see of each other.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Final, Literal, Protocol, TypeVar

from typing_extensions import override

from helhedsplan_desktop.foundation.errors import Problem
from helhedsplan_desktop.sync.transport import RefusedError, Transport, TransportError
from helhedsplan_protocol import routes
from helhedsplan_protocol.error_codes import RETRY, ErrorCode
from helhedsplan_protocol.messages import Push
from helhedsplan_protocol.records import Header
from helhedsplan_protocol.wire import MalformedError, Wire, decode, encode
from helhedsplan_server.endpoints import Endpoint, endpoints
from helhedsplan_server.errors import Refusal
from helhedsplan_server.server import Server
from tests.simulation.ledger import Broken

Mode = Literal[
    "lose_request",
    "lose_response",
    "duplicate",
    "late_duplicate",
    "portal",
    "delay_request",
    "truncate_response",
    "crash_server",
]
MODES: tuple[Mode, ...] = ("lose_request", "lose_response", "duplicate", "late_duplicate", "portal")

_UNHEARD: Final = frozenset({"lose_request", "portal", "delay_request"})
_UNANSWERED: Final = frozenset({"lose_response", "crash_server"})

_STANDS: Final = (
    "SELECT head, used_bytes, (SELECT count(*) FROM vids WHERE space = ?),"
    " (SELECT count(*) FROM history WHERE space = ?),"
    " (SELECT sum(rev) FROM records WHERE space = ?) FROM spaces WHERE space = ?"
)

_T = TypeVar("_T", bound=Wire)


class ServerGoneError(Exception):
    """The server's machine went off in the middle of a request."""


class Watcher(Protocol):
    """Sees what travels."""

    def asked(self, device: bytes, route: str, request: Wire) -> None: ...

    def answered(self, device: bytes, route: str, request: Wire, answer: Wire | None) -> None: ...


@dataclass
class Fault:
    """What goes wrong, after `passing` good ones, with a request of `route` (None: of any)."""

    mode: Mode
    route: str | None
    passing: int


class Exchange:
    """The server's end: one for all lines, so that the server can be replaced under them."""

    def __init__(self, server: Server, watcher: Watcher) -> None:
        self.watcher = watcher
        self.late: list[tuple[str, bytes | None, bytes]] = []
        self.gone: bool = False
        self.use(server)

    def use(self, server: Server) -> None:
        """Serve by another server from now on."""
        self.server = server
        self.gone = False
        self._endpoints: dict[str, Endpoint] = {each.path: each for each in endpoints(server)}

    def handle(self, route: str, token: bytes | None, body: bytes) -> tuple[bytes, Wire]:
        """Return the device that asked (zeros without session) and the answer.

        Raises:
            Refusal.
        """
        endpoint = self._endpoints[route]
        request = decode(body, endpoint.request)
        if endpoint.opened is not None:
            return bytes(16), endpoint.opened(request)
        assert endpoint.with_device is not None
        if token is None:
            raise Refusal(ErrorCode.AUTH_REQUIRED)
        device = self.server.device_of(token)
        return device, endpoint.with_device(device, request)

    def again(self, route: str, token: bytes | None, body: bytes) -> Wire:
        """Return the answer to a request that comes twice.

        Raises:
            Refusal, Broken.
        """
        with self._once("DuplicateIsNoop", route, body):
            _, answer = self.handle(route, token, body)
        return answer

    def deliver_late(self) -> None:
        """Let requests arrive now that a bad line held back and doubled."""
        waiting, self.late = self.late, []
        for route, token, body in waiting:
            with suppress(Refusal), self._once("LateDuplicateIsNoop", route, body):
                self.handle(route, token, body)

    @contextmanager
    def _once(self, invariant: str, route: str, body: bytes) -> Iterator[None]:
        """Check that a push of which every version was taken before changes nothing.

        Raises:
            Broken.
        """
        before = self._standing(route, body)
        yield
        if before is not None and before != self._standing(route, body):
            raise Broken(invariant, f"{before} became {self._standing(route, body)}")

    def _standing(self, route: str, body: bytes) -> tuple[int, ...] | None:
        """Return head, rows and versions of a push's space; None unless all of it was taken."""
        if route != routes.PUSH:
            return None
        push = decode(body, Push)
        with self.server._store.read() as connection:
            for item in push.items:
                vid = decode(item.header, Header).vid
                known = "SELECT 1 FROM vids WHERE space = ? AND vid = ?"
                if connection.exec_driver_sql(known, (push.space, vid)).first() is None:
                    return None
            return tuple(connection.exec_driver_sql(_STANDS, (push.space,) * 4).one())


class Line(Transport):
    """A laptop's end of the line."""

    def __init__(self, exchange: Exchange, device: Callable[[], bytes]) -> None:
        # Not Transport's own: no HTTP client is made.
        self.address = "https://plan.example"  # type: ignore[misc]  # the simulation's own line
        self._exchange = exchange
        self._device = device
        self._token: bytes | None = None
        self.fault: Fault | None = None
        self.during: Callable[[str], None] = lambda _route: None
        self.before: Callable[[str], None] = lambda _route: None
        self.most_bytes: int | None = None
        self.altered: Callable[[str, Wire, Wire], Wire] = lambda _route, _request, answer: answer

    @override
    def call(self, route: str, request: Wire, answer: type[_T]) -> _T:
        mode = self._mode(route)
        watcher, device = self._exchange.watcher, self._device()
        self.before(route)
        watcher.asked(device, route, request)
        body = encode(request)
        if mode in {"late_duplicate", "delay_request"}:
            self._exchange.late.append((route, self._token, body))
        stopped = self.most_bytes is not None and len(body) > self.most_bytes
        if mode in _UNHEARD or stopped or self._exchange.gone:
            watcher.answered(device, route, request, None)
            html = mode == "portal" or stopped
            raise TransportError(Problem.SERVER_NOT_OURS if html else Problem.SERVER_UNREACHABLE)
        try:
            _, found = self._exchange.handle(route, self._token, body)
            if mode == "duplicate":
                found = self._exchange.again(route, self._token, body)
        except ServerGoneError as gone:
            watcher.answered(device, route, request, None)
            raise TransportError(Problem.SERVER_UNREACHABLE) from gone
        except Refusal as refusal:
            self.during(route)
            if mode == "lose_response":
                watcher.answered(device, route, request, None)
                raise TransportError(Problem.SERVER_UNREACHABLE) from refusal
            raise RefusedError(
                refusal.code, RETRY[refusal.code], refusal.after_seconds
            ) from refusal
        self.during(route)
        if mode == "crash_server":
            self._exchange.gone = True
        if mode in _UNANSWERED:
            watcher.answered(device, route, request, None)
            raise TransportError(Problem.SERVER_UNREACHABLE)
        sent = encode(self.altered(route, request, found))
        if mode == "truncate_response":
            watcher.answered(device, route, request, None)
            with suppress(MalformedError):
                decode(sent[: len(sent) * 2 // 3], answer)
                raise Broken("HalfAnswerRefused", f"{route} was understood though it was cut off")
            raise TransportError(Problem.SERVER_NOT_OURS)
        arrived = decode(sent, answer)
        watcher.answered(device, route, request, found)
        return arrived

    @override
    def close(self) -> None:
        self._token = None

    def _mode(self, route: str) -> Mode | None:
        fault = self.fault
        if fault is None or fault.route not in {None, route}:
            return None
        if fault.passing:
            fault.passing -= 1
            return None
        self.fault = None
        return fault.mode
