"""Runs one PostgreSQL for as long as its standard input stays open, then removes all that it left.

`python postgres_keeper.py BINARIES FOLDER UID:GID PRIMARY [NAME=VALUE ...]`; prints `ready`. The
tests start it as a child, so that PostgreSQL ends with them however they end: a killed process
cannot clean up, but the system closes its end of the pipe. The line `stop` ends PostgreSQL at once,
as a power cut does, and is answered by `stopped`; `start` starts it again.

PRIMARY is empty, or the folder of a cluster of which this one is to be a standby.
"""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

_START_SECONDS = 60


class Cluster:
    """One PostgreSQL in a folder of its own.

    Args:
        owner: UID:GID; empty where the tests do not run as root, for PostgreSQL refuses to be root.
    """

    def __init__(self, binaries: Path, folder: Path, owner: str, settings: list[str]) -> None:
        self._binaries = binaries
        self._folder = folder
        self._settings = settings
        self._as_user: dict[str, Any] = {}
        self._server: subprocess.Popen[bytes] | None = None
        if owner:
            user, group = (int(number) for number in owner.split(":"))
            self._as_user = {"user": user, "group": group, "extra_groups": []}
            os.chown(folder, user, group)

    def make(self, primary: str) -> None:
        """Make its data, new or as a standby of another cluster."""
        data = self._folder / "data"
        if primary:
            stream = ["-h", primary, "-U", "postgres", "-X", "stream", "-R", "-c", "fast"]
            self._run("pg_basebackup", "-D", data, *stream, "--no-sync")
        else:
            options = ["-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync"]
            self._run("initdb", "-D", data, *options)

    def start(self) -> None:
        """Start it, and return once it answers.

        Raises:
            RuntimeError: with its log.
        """
        given = [part for setting in self._settings for part in ("-c", setting)]
        data = self._folder / "data"
        with (self._folder / "log").open("a") as log:
            self._server = subprocess.Popen(
                [self._binaries / "postgres", "-D", data, "-k", self._folder, "-h", "", *given],
                cwd=self._folder,
                stdout=log,
                stderr=log,
                **self._as_user,
            )
        ask = [str(self._binaries / "pg_isready"), "-q", "-h", str(self._folder)]
        until = time.monotonic() + _START_SECONDS
        while self._server.poll() is None and time.monotonic() < until:
            if subprocess.run(ask, check=False).returncode == 0:
                return
            time.sleep(0.02)
        raise RuntimeError((self._folder / "log").read_text())

    def stop(self) -> None:
        """End it at once, without a checkpoint."""
        if self._server is not None:
            self._server.send_signal(signal.SIGQUIT)
            self._server.wait()

    def _run(self, program: str, *arguments: str | Path) -> None:
        subprocess.run(
            [self._binaries / program, *arguments],
            check=True,
            cwd=self._folder,
            stdout=subprocess.DEVNULL,
            **self._as_user,
        )


def tell(word: str) -> None:
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


def main(binaries: Path, folder: Path, owner: str, primary: str, settings: list[str]) -> int:
    try:
        cluster = Cluster(binaries, folder, owner, settings)
        cluster.make(primary)
        try:
            cluster.start()
            tell("ready")
            for line in sys.stdin:
                if line.strip() == "stop":
                    cluster.stop()
                    tell("stopped")
                else:
                    cluster.start()
                    tell("ready")
        finally:
            cluster.stop()
    except RuntimeError as failed:
        sys.stderr.write(str(failed))
        return 1
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return 0


if __name__ == "__main__":
    os.umask(0o077)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the tests; the pipe tells us
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], sys.argv[4], sys.argv[5:]))
