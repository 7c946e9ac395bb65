"""Bytes in, bytes out: media type, sessions, limits, and one form for every answer.

Whatever happens, an answer carries the media type and `Sync-Proto`: a client takes anything else
for a portal or a proxy. Logs hold routes, codes and device ids, never a byte of a request.
"""

import asyncio
import ipaddress
import logging
import traceback
from pathlib import PurePath
from typing import Any, Final

from litestar import MediaType, Request, Response
from litestar.exceptions import HTTPException
from sqlalchemy.exc import OperationalError

from helhedsplan_protocol.error_codes import ErrorCode
from helhedsplan_protocol.messages import PushAnswer
from helhedsplan_protocol.version import MEDIA_TYPE, PROTOCOL, PROTOCOL_HEADER
from helhedsplan_protocol.wire import MalformedError, Wire, decode, encode
from helhedsplan_server.config import ServerConfig
from helhedsplan_server.endpoints import Endpoint
from helhedsplan_server.errors import STATUS, Refusal, problem
from helhedsplan_server.health.metrics import Metrics
from helhedsplan_server.rate_limit import RateLimit
from helhedsplan_server.server import Server
from helhedsplan_server.surroundings import Clock

LOG: Final = logging.getLogger("helhedsplan_server")

AnyRequest = Request[Any, Any, Any]

_HEADERS: Final = {PROTOCOL_HEADER: str(PROTOCOL), "Cache-Control": "no-store"}
_BODY_SECONDS: Final = 120
"""A body that takes longer than this is not waited for."""

_SHORT_BYTES: Final = 64 * 1024
"""A body up to this is read before the session is looked up: one step of a worker thread less."""

_IPV6_NETWORK: Final = 64
"""Bits of an IPv6 address that tell one network from the next; the rest anybody may choose."""

_TOKEN_HEX: Final = 64
_UNROUTED: Final = "unrouted"


class Framing:
    """Turns requests into calls of the server and its results into responses."""

    def __init__(self, server: Server, config: ServerConfig, clock: Clock) -> None:
        self._server = server
        self._clock = clock
        self._health_anywhere = config.health_anywhere
        self._devices = RateLimit(clock, config.device_rate, config.device_burst)
        self._addresses = RateLimit(clock, config.address_rate, config.address_burst)
        self.metrics = Metrics()

    async def answer(self, request: AnyRequest, endpoint: Endpoint) -> Response[bytes]:
        """Return the response of one endpoint; it never raises for what a client sent."""
        started = self._clock.monotonic()
        try:
            _demand_media(request)
            await self._demand_right(request, endpoint)
            body = await asyncio.wait_for(request.body(), _BODY_SECONDS)
            data = await asyncio.to_thread(self._call, request, endpoint, body)
        except (HTTPException, Exception) as failed:  # noqa: BLE001  each becomes a code
            refusal = refusal_of(failed)
            return self._refused(endpoint.path, refusal, started)
        self._note(endpoint.path, "ok", started)
        return _response(200, data)

    def unrouted(self, _: AnyRequest, failed: Exception) -> Response[bytes]:
        """Return the response for what reached no endpoint: wrong path, method or framing."""
        status = failed.status_code if isinstance(failed, HTTPException) else None
        refusal = refusal_of(failed)
        return self._refused(_UNROUTED, refusal, self._clock.monotonic(), status)

    def healthy(self, request: AnyRequest) -> Response[bytes]:
        """Return `Ready`, to this machine only unless the operator allows more."""
        started = self._clock.monotonic()
        try:
            self._demand_near(request)
            return _response(200, encode(self._server.ready()))
        except (Refusal, OperationalError) as failed:
            return self._refused("ready", refusal_of(failed), started)

    def measured(self, request: AnyRequest) -> Response[bytes]:
        """Return the meters as text for Prometheus; the one answer in another media type."""
        try:
            self._demand_near(request)
        except Refusal as refusal:
            return self._refused("metrics", refusal, self._clock.monotonic())
        return Response(self.metrics.text(), media_type=MediaType.TEXT, headers=_HEADERS)

    async def _demand_right(self, request: AnyRequest, endpoint: Endpoint) -> None:
        """Refuse before anything long is read from somebody who has no session.

        Who may still ask is answered after the body was let pass unkept: whoever is in the midst
        of sending it would not hear us. That is an honest laptop whose session just ended.
        """
        if endpoint.with_device is None:
            self._addresses.take(network_of(_address(request)))
        elif _is_long(request):
            try:
                await asyncio.to_thread(self._device_of, request)
            except Refusal as refusal:
                if refusal.code is ErrorCode.AUTH_REQUIRED:
                    await asyncio.wait_for(_let_pass(request), _BODY_SECONDS)
                raise

    def _device_of(self, request: AnyRequest) -> bytes:
        """Return the device whose session it is; a wrong token is charged to its address.

        Raises:
            Refusal: `auth_required`; `rate_limited` instead when the address had too many.
        """
        try:
            return self._server.device_of(_token(request))
        except Refusal:
            self._addresses.take(network_of(_address(request)))
            raise

    def _call(self, request: AnyRequest, endpoint: Endpoint, body: bytes) -> bytes:
        """Return the encoded result; runs on a worker thread, as the database blocks."""
        if endpoint.with_device is None:
            assert endpoint.opened is not None
            return encode(endpoint.opened(decode(body, endpoint.request)))
        device = self._device_of(request)
        self._devices.take(device)
        result: Wire = endpoint.with_device(device, decode(body, endpoint.request))
        if isinstance(result, PushAnswer):
            self.metrics.pushed(result)
        return encode(result)

    def _refused(
        self, route: str, refusal: Refusal, started: float, status: int | None = None
    ) -> Response[bytes]:
        self._note(route, refusal.code.value, started)
        body = problem(refusal.code, refusal.after_seconds)
        return _response(status or STATUS[refusal.code], encode(body))

    def _note(self, route: str, code: str, started: float) -> None:
        seconds = self._clock.monotonic() - started
        self.metrics.answered(route, code, seconds)
        LOG.info("%s %s %d ms", route, code, round(seconds * 1000))

    def _demand_near(self, request: AnyRequest) -> None:
        if not self._health_anywhere and not is_loopback(_address(request)):
            raise Refusal(ErrorCode.NOT_FOUND)


def refusal_of(failed: Exception) -> Refusal:
    """Return how an exception is told to a client; what is our fault is logged by its place."""
    if isinstance(failed, Refusal):
        return failed
    if isinstance(failed, MalformedError):
        return Refusal(ErrorCode.BAD_REQUEST)
    if isinstance(failed, HTTPException):
        return Refusal(_HTTP_CODES.get(failed.status_code, ErrorCode.BAD_REQUEST))
    if isinstance(failed, TimeoutError):
        return Refusal(ErrorCode.BUSY)
    frame = traceback.extract_tb(failed.__traceback__)[-1]
    place = f"{PurePath(frame.filename).name}:{frame.lineno}"
    # Never the message: it may quote what was sent.
    LOG.error("fault %s at %s", type(failed).__name__, place)
    return Refusal(ErrorCode.BUSY)


_HTTP_CODES: Final = {
    404: ErrorCode.NOT_FOUND,
    413: ErrorCode.TOO_LARGE,
    415: ErrorCode.BAD_MEDIA,
    429: ErrorCode.RATE_LIMITED,
    500: ErrorCode.BUSY,
    503: ErrorCode.BUSY,
}


def is_loopback(address: str) -> bool:
    """Return whether an address or host name is this machine."""
    if address == "localhost":
        return True
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False


def _response(status: int, data: bytes) -> Response[bytes]:
    return Response(data, status_code=status, media_type=MEDIA_TYPE, headers=_HEADERS)


def _demand_media(request: AnyRequest) -> None:
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    encoding = request.headers.get("content-encoding", "identity").strip().lower()
    # Sealed bytes do not compress; a compressed body can only be a bomb or a mistake.
    if kind != MEDIA_TYPE or encoding != "identity":
        raise Refusal(ErrorCode.BAD_MEDIA)


def _token(request: AnyRequest) -> bytes:
    scheme, _, value = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or len(value) != _TOKEN_HEX:
        raise Refusal(ErrorCode.AUTH_REQUIRED)
    try:
        return bytes.fromhex(value)
    except ValueError as bad:
        raise Refusal(ErrorCode.AUTH_REQUIRED) from bad


def _address(request: AnyRequest) -> str:
    return request.client.host if request.client else ""


def network_of(address: str) -> str:
    """Return whom a request without a session is charged to: an address, of IPv6 its network."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    if found.version == 4:  # noqa: PLR2004  the number is its name
        return address
    if found.ipv4_mapped is not None:
        return str(found.ipv4_mapped)
    return str(ipaddress.ip_network((int(found), _IPV6_NETWORK), strict=False))


def _is_long(request: AnyRequest) -> bool:
    length = request.headers.get("content-length", "")
    return not length.isdecimal() or int(length) > _SHORT_BYTES


async def _let_pass(request: AnyRequest) -> None:
    async for _ in request.stream():
        pass
