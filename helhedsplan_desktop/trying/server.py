"""The server program as a process of its own, for as long as a trial lasts.

It is found by its name only: the desktop program never imports the server's code.
"""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from threading import Timer
from typing import Final

START_SECONDS: Final = 60
STOP_SECONDS: Final = 20

_PROGRAM: Final = "helhedsplan-server"
_NEEDED: Final = ("helhedsplan_server", "litestar", "uvicorn")
"""What must be installed for the server to start: the extra `server` may have been left out."""


@dataclass(frozen=True, slots=True)
class TrialServer:
    """A server to try with.

    Args:
        address: where it answers.
        founding_code: lets one organisation be founded on it; empty: none is known.
        folder: its data; None if it is not ours to look into.
    """

    address: str
    founding_code: str
    folder: Path | None


class NoServerError(Exception):
    """There is no server to try with; the message says why."""


def server_command() -> tuple[str, ...]:
    """Return the words that start the installed server program, none if there is no such."""
    suffix = ".exe" if sys.platform == "win32" else ""
    script = Path(sys.executable).with_name(_PROGRAM + suffix)
    if not getattr(sys, "frozen", False):
        if not all(find_spec(name) for name in _NEEDED):
            return ()
        if not script.is_file():
            return (sys.executable, "-m", "helhedsplan_server")
    return (str(script),) if script.is_file() else ()


@contextmanager
def started_server(command: tuple[str, ...], folder: Path) -> Iterator[TrialServer]:
    """Start the server on an empty folder and a free port of this machine, and end it afterwards.

    Args:
        command: as `server_command` gives it.
        folder: an empty place; data and log go below it.

    Raises:
        NoServerError: it ended, or said nothing for a minute.
    """
    data, log = folder / "data", folder / "server.log"
    wishes = ("serve", "--init", "--data", str(data), "--host", "127.0.0.1", "--port", "0")
    with log.open("wb") as errors:
        process = subprocess.Popen(  # noqa: S603  our own program, found beside this one
            [*command, *wishes], stdout=subprocess.PIPE, stderr=errors, encoding="utf-8"
        )
    try:
        address, code = _announced(process, log)
        yield TrialServer(address, code, folder)
    finally:
        _end(process)


def _announced(process: "subprocess.Popen[str]", log: Path) -> tuple[str, str]:
    """Return address and founding code, as the server prints them when it is ready."""
    assert process.stdout is not None
    told: dict[str, str] = {}
    too_late = Timer(START_SECONDS, process.kill)
    too_late.start()
    try:
        for line in process.stdout:
            word, _, value = line.strip().partition(" ")
            told[word] = value
            if word == "listening":
                return value, told.get("founding-code", "")
    finally:
        too_late.cancel()
    last = log.read_text(encoding="utf-8", errors="replace").strip().rpartition("\n")[2]
    raise NoServerError(f"the server did not start: {last or 'it said nothing'}")


def _end(process: "subprocess.Popen[str]") -> None:
    process.terminate()
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    assert process.stdout is not None
    process.stdout.close()
