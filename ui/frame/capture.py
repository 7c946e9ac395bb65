"""Keeps the window out of screenshots, recordings and shared screens."""

import sys
from typing import Final

_EXCLUDED: Final = 0x11
"""WDA_EXCLUDEFROMCAPTURE: the window is missing in every capture; Windows 10 2004 and later."""


def exclude_from_capture(window: int) -> None:
    """Let the system leave the window out of captures, where it can: on Windows.

    Args:
        window: system handle of the window.
    """
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.user32.SetWindowDisplayAffinity(window, _EXCLUDED)
