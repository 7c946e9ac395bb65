"""The command line of the server: `init`, `serve`, and what an operator does beside them."""

import os
import socket
from pathlib import Path
from typing import Annotated

import typer
import uvicorn

from helhedsplan_server import logs
from helhedsplan_server.app import build_app
from helhedsplan_server.config import ServerConfig
from helhedsplan_server.errors import StartError
from helhedsplan_server.framing import is_loopback
from helhedsplan_server.operations import commands
from helhedsplan_server.operations.commands import EXIT_CODES
from helhedsplan_server.operations.plain_words import told_plainly
from helhedsplan_server.options import DatabaseOption, DataOption, settings
from helhedsplan_server.server import Server

cli = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
commands.register(cli)

HostOption = Annotated[str, typer.Option(help="Address to listen on.")]
PortOption = Annotated[int, typer.Option(help="Port to listen on; 0 picks a free one.")]
TlsOption = Annotated[Path | None, typer.Option(help="PEM file; needed beyond this machine.")]
InitOption = Annotated[bool, typer.Option("--init", help="Print a founding code first.")]


@cli.command(epilog=EXIT_CODES)
def init(data: DataOption, database: DatabaseOption = None) -> None:
    """Prepare a data folder and print a founding code; an earlier code is void."""
    server = Server(settings(data, database))
    try:
        typer.echo(f"founding-code {server.new_founding_code()}")
    finally:
        server.close()


@cli.command(epilog=EXIT_CODES)
def serve(
    data: DataOption,
    database: DatabaseOption = None,
    host: HostOption = "127.0.0.1",
    port: PortOption = 8480,
    tls_cert: TlsOption = None,
    tls_key: TlsOption = None,
    *,
    init: InitOption = False,
) -> None:
    """Serve until told to stop; prints `listening URL` on standard output when ready."""
    given = {"tls_cert": tls_cert, "tls_key": tls_key}
    # The command line goes before the environment, but only with what it names.
    named = {name: path for name, path in given.items() if path is not None}
    config = settings(data, database).model_copy(update=named)
    listener = _listen(config, host, port)
    logs.set_up()
    server = Server(config)
    if init and not server.hello().founded:
        typer.echo(f"founding-code {server.new_founding_code()}")
    web = uvicorn.Server(
        uvicorn.Config(
            build_app(config, server=server),
            log_config=None,
            access_log=False,
            server_header=False,
            ws="none",
            lifespan="on",
            timeout_keep_alive=75,  # a client that polls every minute keeps its connection
            timeout_graceful_shutdown=10,
            ssl_certfile=config.tls_cert,
            ssl_keyfile=config.tls_key,
        )
    )
    # The socket listens already: who connects now is answered as soon as the loop runs.
    scheme = "https" if config.tls_cert else "http"
    shown = f"[{host}]" if ":" in host else host
    typer.echo(f"listening {scheme}://{shown}:{listener.getsockname()[1]}")
    web.run(sockets=[listener])


def _listen(config: ServerConfig, host: str, port: int) -> socket.socket:
    """Return a listening socket.

    Raises:
        StartError: the address is taken or not of this machine, or it needs TLS.
    """
    if not config.tls_cert and not is_loopback(host):
        raise StartError(
            f"Without --tls-cert and --tls-key only this machine is served, not {host}."
        )
    if bool(config.tls_cert) != bool(config.tls_key):
        raise StartError("--tls-cert and --tls-key belong together.")
    for file in (config.tls_cert, config.tls_key):
        if file is not None and not file.is_file():
            raise StartError(f"There is no file {file}.")
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        listener = socket.create_server((host, port), family=family, backlog=512)
        # Inherited by every connection; asyncio would set it only on a socket that names its
        # protocol. Without it each answer waits 40 ms for the other end's delayed receipt.
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    except OSError as taken:
        raise StartError(f"Cannot listen on {host} port {port}: {taken.strerror}.") from taken
    return listener


def main() -> None:
    """Run the command line; exit code 2 with one sentence when something cannot be done."""
    os.umask(0o077)  # what the server keeps is for its own user only
    try:
        cli()
    except Exception as failed:  # a terminal gets a sentence, never a traceback
        told = told_plainly(failed)
        if told is None:
            raise
        typer.echo(told, err=True)
        raise SystemExit(2) from None


if __name__ == "__main__":
    main()
