"""The operator's hand: `helhedsplan-server COMMAND` as a process of its own."""

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

_LIMIT_SECONDS = 120


@dataclass(frozen=True)
class Told:
    """What a command printed, and its exit code."""

    code: int
    lines: list[str]
    errors: str

    @property
    def text(self) -> str:
        return "\n".join(self.lines)


def operate(command: str, data: Path, *options: object) -> Told:
    """Run one command on a data folder; whatever happens, no traceback may appear."""
    words = [sys.executable, "-m", "helhedsplan_server", command, "--data", str(data)]
    done = subprocess.run(
        [*words, *map(str, options)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=_LIMIT_SECONDS,
        check=False,
    )
    assert "Traceback" not in done.stderr, done.stderr
    return Told(done.returncode, done.stdout.splitlines(), done.stderr)
