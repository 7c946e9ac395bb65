"""The program's window without a display, as far as it goes without a passphrase."""

import os
from typing import Final

from helhedsplan_desktop.app import Desktop, make_look
from helhedsplan_desktop.core import Core
from helhedsplan_desktop.options import Options
from ui.application import make_application
from ui.screens.unlock.screen import UnlockScreen

_LEAST_COLOURS: Final = 16
"""An empty window has one or two."""

_STEP: Final = 23
"""Pixels between two samples of the picture."""


def unlock_screen_shows(core: Core) -> bool:
    """Return True if the program's window stands up with a painted unlock screen in it.

    Closes `core`, as closing the window does.

    Args:
        core: locked.
    """
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    app = make_application()
    options = Options()
    desktop = Desktop(app, core, make_look(app, core, options), options.practice_size)
    try:
        desktop.start()
        app.processEvents()
        picture = desktop.window.grab().toImage()
        colours = {
            picture.pixel(x, y)
            for x in range(0, picture.width(), _STEP)
            for y in range(0, picture.height(), _STEP)
        }
        shown = isinstance(desktop.window.screen_shown, UnlockScreen)
    finally:
        desktop.close()
    return shown and len(colours) >= _LEAST_COLOURS
