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
        home: its folder there; the template's server stands there at the beginning.
    """

    def __init__(self, folder: Path, world: World, seed: int, home: str = "server") -> None:
        self.backups: list[Path] = []
        self._folder = folder
        self._home = folder / home
        self._world = world
        self._randomness = SeededRandomness(seed)
        if home == "server":
            shutil.copytree(template() / "server", self._home)

    @property
    def database(self) -> Path:
        return self._home / "server.db"

    @property
    def journal(self) -> Path:
        return self._config().journal_file

    def twin(self, home: str, seed: int) -> "Machine":
        """Return another machine on a copy of all that is kept here now."""
        twin = Machine(self._folder, self._world, seed, home)
        shutil.copytree(self._home, twin._home, ignore=shutil.ignore_patterns("server.db*"))
        _copy(self.database, twin.database)
        twin.backups = list(self.backups)
        return twin

    def start(self, *, restoring: bool = False) -> Server:
        """Return a server on what lies in the folder."""
        clock = WrongClock(self._world)
        server = Server(self._config(), clock, self._randomness, restoring=restoring)
        self.stop = keep_connections(server)
        return server

    def restart(self) -> Server:
        """Stop the server and return the next one."""
        self.stop()
        return self.start()

    def back_up(self) -> None:
        """Copy the database while it runs, as the operator does every night."""
        copy = self._folder / f"backup{len(self.backups)}.db"
        _copy(self.database, copy)
        self.backups.append(copy)

    def restore(self, copy: Path) -> Server:
        """Return a server on another database; the journal stays as it is."""
        self.stop()
        for suffix in ("", "-wal", "-shm"):
            self.database.with_name(self.database.name + suffix).unlink(missing_ok=True)
        shutil.copy(copy, self.database)
        return self.start(restoring=True)

    def _config(self) -> ServerConfig:
        return ServerConfig(data=self._home)


def _copy(database: Path, copy: Path) -> None:
    """Copy a database that is in use."""
    with closing(sqlite3.connect(database)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)
