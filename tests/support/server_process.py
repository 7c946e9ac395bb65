"""The real server as a child process on a free loopback port."""

import contextlib
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_START_SECONDS = 30


@dataclass
class RunningServer:
    """A server that listens; `founding_code` is None when its folder was founded already."""

    address: str
    founding_code: str | None
    process: subprocess.Popen[str]
    log: Path

    def stop(self) -> None:
        """Ask it to end and wait until it has; ending it twice changes nothing."""
        self.process.terminate()
        self.process.wait(_START_SECONDS)

    def kill(self) -> None:
        """End it without a word, as a power cut would."""
        self.process.kill()
        self.process.wait(_START_SECONDS)


@contextlib.contextmanager
def running_server(data: Path, *options: str) -> Iterator[RunningServer]:
    """Start `helhedsplan-server serve --init` on `data`, give it, and stop it by its own pid.

    Its log is the file `server.err` beside the folder.
    """
    with spawned_server(data, *options) as server:
        _await_listening(server)
        yield server


@contextlib.contextmanager
def spawned_server(data: Path, *options: str) -> Iterator[RunningServer]:
    """Give a server that is still starting: it has no address yet."""
    log = data.with_name(f"{data.name}.err")
    command = [sys.executable, "-m", "helhedsplan_server", "serve", "--init"]
    command += ["--data", str(data), "--host", "127.0.0.1", "--port", "0", *options]
    with log.open("a") as errors:
        process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=errors, text=True, encoding="utf-8"
        )
    server = RunningServer("", None, process, log)
    try:
        yield server
    finally:
        if process.poll() is None:
            server.stop()
        assert process.stdout is not None
        process.stdout.close()


def _await_listening(server: RunningServer) -> None:
    assert server.process.stdout is not None
    for line in server.process.stdout:
        word, _, value = line.strip().partition(" ")
        if word == "founding-code":
            server.founding_code = value
        elif word == "listening":
            server.address = value
            return
    raise AssertionError(f"the server did not start: {server.log.read_text()}")
