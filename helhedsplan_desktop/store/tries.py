"""Counts wrong passphrases in a row, outside the vault, and makes guessing slow.

A try is written down before the key is derived, so that ending the program does not undo it.
Source: OWASP ASVS 5.0 6.3.1. Who may write the profile can remove the file; Argon2id is what
holds then.
"""

import json
from pathlib import Path
from typing import Final

from helhedsplan_desktop.foundation.clock import Clock, milliseconds
from helhedsplan_desktop.foundation.errors import AppError, Problem
from helhedsplan_desktop.foundation.files import read_limited, write_whole

FREE_MISSES: Final = 5
LONGEST_SECONDS: Final = 15 * 60

_MOST_MISSES: Final = 1_000_000
_MOST_BYTES: Final = 1024
_DOUBLINGS: Final = 10
"""2^10 s is past the longest wait."""


class Tries:
    """The counter of one profile.

    Args:
        path: `Profile.tries`.
        clock: its wall time is compared across restarts; set back, it lengthens no wait.
    """

    def __init__(self, path: Path, clock: Clock) -> None:
        self._path = path
        self._clock = clock

    def wait_seconds(self) -> int:
        """Return the whole seconds until the next try is allowed; 0: now."""
        misses, last = self._read()
        delay = delay_seconds(misses) * 1000
        elapsed = max(0, milliseconds(self._clock.now()) - last)
        return -(-max(0, delay - elapsed) // 1000)

    def begin(self) -> None:
        """Write down a try that will count as a miss unless `succeeded` follows.

        Raises:
            AppError: THROTTLED (seconds), DISK_FULL, DISK_READ_ONLY.
        """
        wait = self.wait_seconds()
        if wait:
            raise AppError(Problem.THROTTLED, seconds=wait)
        misses, _ = self._read()
        line = {"misses": misses + 1, "last_ms": milliseconds(self._clock.now())}
        write_whole(self._path, json.dumps(line).encode())

    def succeeded(self) -> None:
        """Begin at nothing again."""
        self._path.unlink(missing_ok=True)

    def _read(self) -> tuple[int, int]:
        """Return misses and the time of the last; a file full of rubbish gives no free tries."""
        try:
            found = json.loads(read_limited(self._path, _MOST_BYTES))
            misses, last = found["misses"], found["last_ms"]
        except FileNotFoundError:
            return 0, 0
        except (OSError, AppError, ValueError, TypeError, KeyError, RecursionError):
            return FREE_MISSES, 0
        if type(misses) is not int or type(last) is not int or not 0 <= misses <= _MOST_MISSES:
            return FREE_MISSES, 0
        return misses, last


def delay_seconds(misses: int) -> int:
    """Return the wait after so many misses in a row: 1 s after five, doubling up to 15 min."""
    if misses < FREE_MISSES:
        return 0
    return min(1 << min(misses - FREE_MISSES, _DOUBLINGS), LONGEST_SECONDS)
