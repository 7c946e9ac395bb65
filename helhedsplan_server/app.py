"""The composition root of the server as a web application."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from typing import Final

from litestar import HttpMethod, Litestar, Response, route
from litestar.exceptions import MethodNotAllowedException
from litestar.handlers import HTTPRouteHandler

from helhedsplan_protocol import routes
from helhedsplan_protocol.limits import PAGE_BYTES
from helhedsplan_server.config import ServerConfig
from helhedsplan_server.endpoints import Endpoint, endpoints
from helhedsplan_server.framing import AnyRequest, Framing
from helhedsplan_server.server import Server
from helhedsplan_server.surroundings import Clock, Randomness, SystemClock

_TIDY_SECONDS: Final = 60 * 60
_OURS: Final = (HttpMethod.OPTIONS,)
"""Litestar would answer these itself, without the frame of the protocol."""

_BODY_BYTES: Final = PAGE_BYTES + 64 * 1024
"""The largest body: a full push and the few bytes of its framing."""


def build_app(
    config: ServerConfig,
    clock: Clock | None = None,
    randomness: Randomness | None = None,
    server: Server | None = None,
) -> Litestar:
    """Return the web application; at shutdown it closes the server that it serves.

    Args:
        config: where the data is, and the limits.
        clock: the system's clock if None.
        randomness: the system's generator if None.
        server: a server that stands already; one is opened on `config.data` if None.

    Raises:
        StartError: the server cannot be opened.
    """
    present = clock or SystemClock()
    opened = server or Server(config, present, randomness)
    framing = Framing(opened, config, present)

    @contextlib.asynccontextmanager
    async def serving(_: Litestar) -> AsyncIterator[None]:
        # asyncio's own handful of threads could all wait for one busy space, and nobody be served.
        threads = ThreadPoolExecutor(opened.useful_threads, thread_name_prefix="request")
        asyncio.get_running_loop().set_default_executor(threads)
        tidying = asyncio.create_task(_tidy_hourly(opened))
        try:
            yield
        finally:
            tidying.cancel()
            await asyncio.gather(tidying, return_exceptions=True)
            opened.close()

    return Litestar(
        route_handlers=[
            *(_route(framing, endpoint) for endpoint in endpoints(opened)),
            _health_route(routes.READY, framing),
            _health_route(routes.METRICS, framing),
        ],
        lifespan=[serving],
        exception_handlers={Exception: framing.unrouted},
        request_max_body_size=_BODY_BYTES,
        openapi_config=None,
        logging_config=None,
        debug=False,
    )


def _route(framing: Framing, endpoint: Endpoint) -> HTTPRouteHandler:
    async def handle(request: AnyRequest) -> Response[bytes]:
        _demand_method(request, HttpMethod.POST)
        return await framing.answer(request, endpoint)

    return route(endpoint.path, http_method=[HttpMethod.POST, *_OURS], status_code=200)(handle)


def _health_route(path: str, framing: Framing) -> HTTPRouteHandler:
    """Return a route that monitors may GET too: they cannot POST."""
    tell = framing.healthy if path == routes.READY else framing.measured

    async def handle(request: AnyRequest) -> Response[bytes]:
        _demand_method(request, *methods)
        return await asyncio.to_thread(tell, request)

    methods = (HttpMethod.GET, HttpMethod.POST)
    return route(path, http_method=[*methods, *_OURS], status_code=200)(handle)


def _demand_method(request: AnyRequest, *methods: HttpMethod) -> None:
    if request.method not in methods:
        raise MethodNotAllowedException


async def _tidy_hourly(server: Server) -> None:
    while True:
        await asyncio.to_thread(server.tidy)
        await asyncio.sleep(_TIDY_SECONDS)
