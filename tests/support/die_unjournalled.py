"""A server process that dies between the commit of an append and the journal.

`python -m tests.support.die_unjournalled DATA DATABASE DEVICE`, with the encoded `RosterAppend` on
its standard input; it ends with `DIED`.
"""

import os
import subprocess
import sys
from pathlib import Path
from typing import Final

from helhedsplan_protocol.messages import RosterAppend
from helhedsplan_protocol.wire import decode, encode
from helhedsplan_server.config import ServerConfig
from helhedsplan_server.server import Server
from helhedsplan_server.store.journal import Journal
from tests.support.site import Site

DIED: Final = 99


def append_and_die(site: Site, request: RosterAppend) -> None:
    """Let another process take an append of the lead, and die before it journals it."""
    command = [sys.executable, "-m", "tests.support.die_unjournalled"]
    command += [str(site.config.data), site.config.database_url or "", site.lead.device.hex()]
    ended = subprocess.run(command, input=encode(request), capture_output=True, check=False)
    assert ended.returncode == DIED, ended.stderr.decode()


def _main(data: str, database: str, device: str) -> None:
    server = Server(ServerConfig(data=Path(data), database_url=database))
    Journal.append = lambda *_: os._exit(DIED)  # type: ignore[method-assign]  # the power cut
    server.roster_append(bytes.fromhex(device), decode(sys.stdin.buffer.read(), RosterAppend))


if __name__ == "__main__":
    _main(*sys.argv[1:])
