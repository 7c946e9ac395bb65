"""Real processes that end without a word, as at a power cut: forked warm, killed by signal 9."""

import contextlib
import json
import os
import signal
import sys
import threading
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Report = Callable[..., None]
"""Takes plain values; whoever killed the process reads them, also after its end."""


@dataclass(frozen=True)
class Worker:
    """A forked process at work."""

    pid: int
    pipe: int

    def kill(self) -> None:
        """End it now, wherever it stands; a process that has ended by itself is left alone."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)

    def reports(self) -> list[list[Any]]:
        """Wait for its end and return what it reported.

        Raises:
            AssertionError: it was not killed but failed.
        """
        with os.fdopen(self.pipe, encoding="utf-8", closefd=False) as pipe:
            lines = pipe.read().split("\n")
        self.end()
        # Lines are shorter than what a pipe takes in one piece, so none is cut off.
        return [json.loads(line) for line in lines if line]

    def end(self) -> None:
        """Wait for its end.

        Raises:
            AssertionError: it was not killed but failed.
        """
        os.close(self.pipe)
        _, status = os.waitpid(self.pid, 0)
        ended = os.waitstatus_to_exitcode(status)
        assert ended in (0, -signal.SIGKILL), f"the worker ended by itself with {ended}"


def forked(work: Callable[[Report], None]) -> Worker:
    """Start `work` in a fork of this process, which must have one thread only."""
    assert threading.active_count() == 1, "a fork would leave the other threads' locks held"
    reading, writing = os.pipe()
    pid = os.fork()
    if pid:
        os.close(writing)
        return Worker(pid, reading)
    code = 1
    try:
        os.close(reading)
        work(lambda *values: _write(writing, values))
        code = 0
    except BaseException:  # noqa: BLE001  nothing may run on into what the parent was doing
        sys.stderr.write(traceback.format_exc())
    finally:
        sys.stderr.flush()
        os._exit(code)


def end_here() -> None:
    """Kill the process that calls this, at this very instruction."""
    os.kill(os.getpid(), signal.SIGKILL)


def _write(pipe: int, values: tuple[Any, ...]) -> None:
    os.write(pipe, json.dumps(values).encode() + b"\n")
