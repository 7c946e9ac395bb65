"""The log: event codes, numbers and random ids. No name, no text, no path can get in by its types.

Other libraries' log lines may quote what people typed, so they are not written anywhere.
"""

import re
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path
from types import TracebackType
from typing import Final

from helhedsplan_desktop.foundation.clock import Clock
from helhedsplan_desktop.foundation.files import OWNER_FOLDER, create_private_file

DAYS_KEPT: Final = 14

_CODE: Final = re.compile(r"[a-z][a-z0-9_.]*")
_NAME: Final = re.compile(r"events-(\d{4}-\d\d-\d\d)\.log")
_FRAMES: Final = 8
"""Innermost places of a crash that are written down."""


class EventLog:
    """Writes one line an event, one file a day, 14 days kept, readable by their owner only.

    Args:
        folder: made at the first line.
        clock: dates the lines.
    """

    def __init__(self, folder: Path, clock: Clock) -> None:
        self._folder = folder
        self._clock = clock
        self._lock = threading.Lock()
        self._day: date | None = None

    def write(self, code: str, **facts: int | bytes) -> None:
        """Write down that something happened; a full disk never stops the program.

        Args:
            code: `area.what_happened`.
            facts: counts, milliseconds, or ids (written in hexadecimal).
        """
        assert _CODE.fullmatch(code), "an event code, not a text"
        words = [f"{name}={_written(value)}" for name, value in facts.items()]
        self._line(" ".join([code, *words]))

    def crash(self, kind: type[BaseException], traceback: TracebackType | None) -> None:
        """Write down the type and the places of an error in our code, never its message."""
        places: list[str] = []
        while traceback is not None:
            module = traceback.tb_frame.f_globals.get("__name__", "?")
            places.append(f"{module}:{traceback.tb_lineno}")
            traceback = traceback.tb_next
        self._line(
            f"crash type={kind.__module__}.{kind.__qualname__} at={','.join(places[-_FRAMES:])}"
        )

    def _line(self, text: str) -> None:
        now = self._clock.now()
        stamp = now.isoformat(timespec="milliseconds").replace("+00:00", "Z")
        with self._lock, suppress(OSError):
            path = self._folder / f"events-{now.date().isoformat()}.log"
            if self._day != now.date():
                self._new_day(path, now.date())
            with path.open("a", encoding="utf-8") as file:
                file.write(f"{stamp} {text}\n")

    def _new_day(self, path: Path, today: date) -> None:
        self._folder.mkdir(OWNER_FOLDER, parents=True, exist_ok=True)
        with suppress(FileExistsError):
            create_private_file(path)
        oldest = today - timedelta(days=DAYS_KEPT)
        for each in self._folder.iterdir():
            found = _NAME.fullmatch(each.name)
            if found and found[1] < oldest.isoformat():
                each.unlink()
        self._day = today


def log_crashes(log: EventLog) -> Callable[[], None]:
    """Send every error that nobody caught, on any thread, to the log; returns the way back.

    Nothing is printed: a terminal, a service manager or a launcher would keep the message.
    """
    before = sys.excepthook, threading.excepthook, sys.unraisablehook
    sys.excepthook = lambda kind, _, traceback: log.crash(kind, traceback)
    threading.excepthook = lambda args: log.crash(args.exc_type, args.exc_traceback)
    sys.unraisablehook = lambda args: log.crash(args.exc_type, args.exc_traceback)

    def undo() -> None:
        sys.excepthook, threading.excepthook, sys.unraisablehook = before

    return undo


def silence_libraries() -> None:
    """Keep the log lines of libraries from every file and from the terminal."""
    import logging

    logging.lastResort = None
    logging.getLogger().handlers[:] = [logging.NullHandler()]
    logging.raiseExceptions = False


def _written(value: int | bytes) -> str:
    if isinstance(value, bytes):
        return value.hex()
    assert isinstance(value, int), "a number or an id, not a text"
    return str(int(value))
