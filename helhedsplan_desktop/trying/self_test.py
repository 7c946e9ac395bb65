"""`helhedsplan --self-test`: does the program that is installed here work, all of it, for real?

Real vaults under the real key derivation, a real server as a process of its own or the one that
`--server` names, real HTTP; invented people; everything in a folder that is removed at the end.
"""

import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Final

from helhedsplan_desktop.foundation.clock import Clock, SystemClock
from helhedsplan_desktop.foundation.errors import AppError
from helhedsplan_desktop.foundation.logs import silence_libraries
from helhedsplan_desktop.foundation.paths import machine_policy_file
from helhedsplan_desktop.foundation.policy import read_policy
from helhedsplan_desktop.options import Options, read_options
from helhedsplan_desktop.trying.server import (
    NoServerError,
    TrialServer,
    server_command,
    started_server,
)
from helhedsplan_desktop.trying.steps import STEPS, LeftOutError, StepFailedError, Trial
from helhedsplan_protocol.version import PROGRAM

WORKS: Final = 0
FAILED: Final = 1

_PREFIX: Final = "helhedsplan-trial-"
_NO_SERVER: Final = "no server program is installed here, and no --server was given"
_NO_CODE: Final = "--server needs the --founding-code that the server printed"


def run(options: Options) -> int:
    """Try every step, tell each in a line, and return the exit code: 0 if all went well.

    Args:
        options: `server` and `founding_code` name a server that nobody has founded on yet;
            `profile` a folder in which to try, the system's temporary one if empty;
            `practice_size` the contacts of the practice town.
    """
    silence_libraries()
    with _folder(options.profile) as folder, ExitStack() as ending:
        try:
            server = _server(options, folder, ending)
        except NoServerError as failed:
            _tell(f"FAILED server: {failed}")
            return FAILED
        policy = read_policy(machine_policy_file())
        trial = Trial(folder, policy, options.practice_size, server, _NO_SERVER)
        ending.callback(trial.close)
        address = server.address if server else "none"
        _tell(f"Helhedsplan {PROGRAM}, server: {address}")
        return _tried(trial, SystemClock())


def _tried(trial: Trial, clock: Clock) -> int:
    """Try the steps in order until one fails."""
    for number, (name, work) in enumerate(STEPS, start=1):
        place = f"{number}/{len(STEPS)} {name}"
        started = clock.monotonic()
        try:
            work(trial)
        except LeftOutError as why:
            _tell(f"left out {place}: {why}")
        except Exception as failed:  # noqa: BLE001  whatever it is, it is told and ends the trial
            _tell(f"FAILED {place}: {_words(failed)}")
            return FAILED
        else:
            _tell(f"ok {place} ... {1000 * (clock.monotonic() - started):.0f} ms")
    return WORKS


@contextmanager
def _folder(wished: str) -> Iterator[Path]:
    """Give an empty folder, and remove it with everything in it."""
    if wished:
        Path(wished).mkdir(parents=True, exist_ok=True)
    # Windows may still hold a file of a process that has just ended.
    with tempfile.TemporaryDirectory(
        prefix=_PREFIX, dir=wished or None, ignore_cleanup_errors=True
    ) as made:
        yield Path(made)


def _server(options: Options, folder: Path, ending: ExitStack) -> TrialServer | None:
    """Return the server to sync with, started if it must be; None if there can be none.

    Raises:
        NoServerError: it would not start, or nothing may be founded on it.
    """
    if options.server:
        if not options.founding_code:
            raise NoServerError(_NO_CODE)
        return TrialServer(options.server, options.founding_code, None)
    command = server_command()
    return ending.enter_context(started_server(command, folder)) if command else None


def _words(failed: Exception) -> str:
    """Return why a step failed, in one line."""
    if isinstance(failed, AppError):
        facts = "".join(f", {name}: {value}" for name, value in failed.params.items())
        return failed.problem.value.replace("_", " ") + facts
    if isinstance(failed, StepFailedError):
        return str(failed)
    return f"{type(failed).__name__}: {failed}"


def _tell(line: str) -> None:
    # A windowed program has no output on Windows; then the exit code tells.
    if sys.stdout is not None:
        sys.stdout.write(line + "\n")
        sys.stdout.flush()


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the self-test alone, where Qt is not installed: `python -m …trying.self_test`."""
    return run(read_options(arguments))


if __name__ == "__main__":
    sys.exit(main())
