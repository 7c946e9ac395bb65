"""`--screenshots DIR`: a picture of every screen, from the practice town."""

import os
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from helhedsplan_desktop.options import Options

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QWidget

    from helhedsplan_desktop.app import Desktop
    from helhedsplan_desktop.core import Core


def run(options: Options) -> int:
    """Write the pictures and name each file; return 0, or 1 if a screen did not come up."""
    # The window's own platform would draw at the density of whatever screen is there.
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from helhedsplan_desktop.app import Desktop, make_look
    from helhedsplan_desktop.core import Core
    from helhedsplan_desktop.foundation.logs import silence_libraries
    from helhedsplan_desktop.foundation.paths import Profile
    from helhedsplan_desktop.trying.tour import TourError, take_pictures, wait_for, walk
    from ui.application import make_application

    silence_libraries()
    app = make_application()
    folder = Path(options.screenshots)
    suffix = f"{options.theme or 'light'}-{round((options.scale or 1.0) * 100)}"
    made: list[Path] = []
    with tempfile.TemporaryDirectory() as data:
        empty = Core(Profile(Path(data) / "empty"))
        look = make_look(app, empty, options)
        first = Desktop(app, empty, look, options.practice_size, options.seed)
        made += take_pictures(_door(first), folder, suffix)
        first.close()
        with ExitStack() as world:
            core = _town(world, Path(data), options)
            desktop = Desktop(app, core, look, options.practice_size, options.seed)
            try:
                desktop.start()
                wait_for(lambda: desktop.workspace is not None)
                made += take_pictures(walk(desktop, core.begin_session()), folder, suffix)
            except TourError:
                sys.stderr.write("A screen did not come up in time.\n")
                return 1
            finally:
                desktop.close()
    for path in made:
        sys.stdout.write(f"{path}\n")
    return 0


def _town(world: ExitStack, folder: Path, options: Options) -> "Core":
    """Return the core of an open practice vault: with server and colleague if there is one."""
    from helhedsplan_desktop.practice_vault import PracticeVault
    from helhedsplan_desktop.trying.demo_world import demo_world
    from helhedsplan_desktop.trying.server import server_command

    command = server_command()
    if command:
        (folder / "demo").mkdir()
        demo = world.enter_context(demo_world(command, folder / "demo", options, lambda _: None))
        demo.mine.session.syncing.run_once()
        return demo.mine.core
    practice = PracticeVault(options.practice_size, lead=True, seed=options.seed, folder=folder)
    world.callback(practice.close)
    practice.fill()
    return practice.core


def _door(desktop: "Desktop") -> "Iterator[tuple[str, QWidget]]":
    """Give the first screen of an empty computer."""
    from helhedsplan_desktop.trying.tour import settle

    desktop.start()
    settle()
    yield "first_start", desktop.window
