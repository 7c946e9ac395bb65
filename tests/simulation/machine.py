"""The server's machine: its folder, its restarts, its backups."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from helhedsplan_desktop.foundation.ids import SeededRandomness
from helhedsplan_server.config import ServerConfig
from helhedsplan_server.server import Server
from tests.simulation.quick import keep_connections
from tests.simulation.surroundings import World, WrongClock
from tests.simulation.template import template


class Machine:
    """Where the server runs.

    Args:
        folder: of the schedule.
        seed: of the server's randomness.
    """

    def __init__(self, folder: Path, world: World, seed: int) -> None:
        shutil.copytree(template() / "server", folder / "server")
        self.backups: list[Path] = []
        self._folder = folder
        self._database = folder / "server" / "server.db"
        self._world = world
        self._randomness = SeededRandomness(seed)

    def start(self, *, restoring: bool = False) -> Server:
        """Return a server on what lies in the folder."""
        config = ServerConfig(data=self._folder / "server")
        clock = WrongClock(self._world)
        server = Server(config, clock, self._randomness, restoring=restoring)
        self.stop = keep_connections(server)
        return server

    def restart(self) -> Server:
        """Stop the server and return the next one."""
        self.stop()
        return self.start()

    def back_up(self) -> None:
        """Copy the database while it runs, as the operator does every night."""
        copy = self._folder / f"backup{len(self.backups)}.db"
        with (
            closing(sqlite3.connect(self._database)) as source,
            closing(sqlite3.connect(copy)) as target,
        ):
            source.backup(target)
        self.backups.append(copy)

    def restore(self, copy: Path) -> Server:
        """Return a server on another database; the journal stays as it is."""
        self.stop()
        for suffix in ("", "-wal", "-shm"):
            self._database.with_name(self._database.name + suffix).unlink(missing_ok=True)
        shutil.copy(copy, self._database)
        return self.start(restoring=True)
