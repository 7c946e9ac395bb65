"""`--demo`: the practice town with a loopback server and a colleague, in a window or offscreen."""

import signal
import sys
import tempfile
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Final

from helhedsplan_desktop.foundation.errors import AppError
from helhedsplan_desktop.options import Options
from helhedsplan_desktop.trying.server import NoServerError, server_command

if TYPE_CHECKING:
    from helhedsplan_desktop.trying.demo_world import DemoWorld

NO_SERVER = (
    "The demo needs the server program. Install it beside this one: pip install -e '.[server]'."
)
_SIGNALLED: Final = 128
"""Exit codes above say which signal ended a program, as shells count."""


def run(options: Options) -> int:
    """Show the practice town until the window is closed; return the exit code."""
    command = server_command()
    if not command:
        sys.stderr.write(f"{NO_SERVER}\n")
        return 1
    from helhedsplan_desktop.foundation.logs import silence_libraries
    from helhedsplan_desktop.trying.demo_world import demo_world

    silence_libraries()
    # Until the window listens: what was started is ended on the way out.
    signal.signal(signal.SIGTERM, _leave)
    with tempfile.TemporaryDirectory(prefix="helhedsplan-demo-") as folder:
        try:
            with demo_world(command, Path(folder), options, _tell) as world:
                return _show(world, options)
        except (NoServerError, AppError) as error:
            sys.stderr.write(f"The demo could not be set up: {error}\n")
            return 1


def _leave(number: int, frame: FrameType | None) -> None:
    del frame
    raise SystemExit(_SIGNALLED + number)


def _show(world: "DemoWorld", options: Options) -> int:
    from helhedsplan_desktop.app import Desktop, make_look
    from helhedsplan_desktop.trying.demo_world import BusyColleague
    from helhedsplan_desktop.trying.tour import take_pictures, wait_for, walk
    from ui.application import make_application
    from ui.frame.ending import EndingBySignal

    app = make_application()
    look = make_look(app, world.mine.core, options)
    desktop = Desktop(app, world.mine.core, look, options.practice_size, options.seed)
    desktop.start()
    colleague = BusyColleague(world.colleague)
    ending = EndingBySignal(app)
    try:
        if app.platformName() == "offscreen":
            wait_for(lambda: desktop.workspace is not None)
            session = world.mine.core.begin_session()
            wait_for(lambda: session.syncing.status.conflicts)
            folder = Path(tempfile.mkdtemp(prefix="helhedsplan-pictures-"))
            made = take_pictures(walk(desktop, session), folder, options.theme or "light")
            _tell(f"there is no screen here: {len(made)} pictures of the tour are in {folder}")
            return 0
        _tell(f"passphrase of this practice vault: {world.mine.passphrase}")
        colleague.start()
        return app.exec()
    finally:
        colleague.stop()
        desktop.close()
        ending.stop()


def _tell(line: str) -> None:
    sys.stdout.write(f"demo: {line}\n")
    sys.stdout.flush()
