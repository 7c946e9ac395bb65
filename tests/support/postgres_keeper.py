"""Runs one PostgreSQL for as long as its standard input stays open, then removes all that it left.

`python postgres_keeper.py BINARIES FOLDER UID:GID [NAME=VALUE ...]`; prints `ready`. The tests
start it as a child, so that PostgreSQL ends with them however they end: a killed process cannot
clean up, but the system closes its end of the pipe.
"""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

_START_SECONDS = 60


def main(binaries: Path, folder: Path, owner: str, settings: list[str]) -> int:
    data = folder / "data"
    as_user = {}
    try:
        if owner:  # empty where the tests do not run as root: PostgreSQL refuses to be root
            user, group = (int(number) for number in owner.split(":"))
            as_user = {"user": user, "group": group, "extra_groups": []}
            os.chown(folder, user, group)
        options = ["-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync"]
        subprocess.run(
            [binaries / "initdb", "-D", data, *options],
            check=True,
            cwd=folder,
            stdout=subprocess.DEVNULL,
            **as_user,  # type: ignore[call-overload]  # mypy cannot see into a dict of options
        )
        given = [part for setting in settings for part in ("-c", setting)]
        with (folder / "log").open("w") as log:
            server = subprocess.Popen(
                [binaries / "postgres", "-D", data, "-k", folder, "-h", "", *given],
                cwd=folder,
                stdout=log,
                stderr=log,
                **as_user,  # type: ignore[call-overload]  # as above
            )
        try:
            if not _await_ready(binaries, folder, server):
                sys.stderr.write((folder / "log").read_text())
                return 1
            sys.stdout.write("ready\n")
            sys.stdout.flush()
            sys.stdin.read()
        finally:
            server.send_signal(signal.SIGQUIT)  # at once, without a checkpoint
            server.wait()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return 0


def _await_ready(binaries: Path, folder: Path, server: subprocess.Popen[bytes]) -> bool:
    until = time.monotonic() + _START_SECONDS
    ask = [str(binaries / "pg_isready"), "-q", "-h", str(folder)]
    while server.poll() is None and time.monotonic() < until:
        if subprocess.run(ask, check=False).returncode == 0:
            return True
        time.sleep(0.02)
    return False


if __name__ == "__main__":
    os.umask(0o077)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the tests; the pipe tells us
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], sys.argv[4:]))
