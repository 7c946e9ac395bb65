"""`--screenshots DIR`: a picture of every screen, from the practice town on the mocks' day."""

import os
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from helhedsplan_desktop.options import Options

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QWidget

    from helhedsplan_desktop.app import Desktop

DAY: Final = datetime(2026, 3, 12, 12, 40, tzinfo=UTC)


class StandingClock:
    """A clock that shows one moment, so that pictures of two days can be compared."""

    def now(self) -> datetime:
        """Return the moment of the pictures."""
        return DAY

    def monotonic(self) -> float:
        """Return the seconds of a real clock: waiting must end."""
        import time

        return time.monotonic()


def run(options: Options) -> int:
    """Write the pictures and name each file; return 0, or 1 if a screen did not come up."""
    # The window's own platform would draw at the density of whatever screen is there.
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from helhedsplan_desktop.app import Desktop, make_look
    from helhedsplan_desktop.foundation.logs import silence_libraries
    from helhedsplan_desktop.practice_vault import PracticeVault
    from helhedsplan_desktop.trying.tour import TourError, take_pictures, wait_for, walk
    from ui.application import make_application

    silence_libraries()
    app = make_application()
    folder = Path(options.screenshots)
    suffix = f"{options.theme or 'light'}-{round((options.scale or 1.0) * 100)}"
    with tempfile.TemporaryDirectory() as data:
        practice = PracticeVault(
            options.practice_size, clock=StandingClock(), lead=True, folder=Path(data)
        )
        look = make_look(app, practice.core, options)
        desktop = Desktop(app, practice.core, look, options.practice_size)
        try:
            made = take_pictures(_door(desktop), folder, suffix)
            practice.fill()
            desktop.start()
            wait_for(lambda: desktop.workspace is not None)
            session = practice.core.begin_session()
            made += take_pictures(walk(desktop, session), folder, suffix)
        except TourError:
            sys.stderr.write("A screen did not come up in time.\n")
            return 1
        finally:
            desktop.close()
            practice.close()
    for path in made:
        sys.stdout.write(f"{path}\n")
    return 0


def _door(desktop: "Desktop") -> "Iterator[tuple[str, QWidget]]":
    """Give the first screen of an empty computer."""
    from helhedsplan_desktop.trying.tour import settle

    desktop.start()
    settle()
    yield "first_start", desktop.window
