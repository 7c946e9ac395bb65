"""Whether Qt can be loaded here, and what to install where it cannot."""

from functools import cache


@cache
def missing() -> str:
    """Return a sentence for whoever runs the tests, or an empty string if Qt loads."""
    try:
        from PySide6 import QtGui, QtSvg, QtTest, QtWidgets  # noqa: F401  loading them is the check
    except ImportError as error:
        return (
            f"Qt's system libraries are missing ({error}). On Debian or Ubuntu: apt-get install "
            "libegl1 libgl1 libxkbcommon0 libdbus-1-3 libfontconfig1 libglib2.0-0"
        )
    return ""
