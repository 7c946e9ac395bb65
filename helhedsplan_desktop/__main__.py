"""Where the program starts: decides what was asked, and says clearly what is missing."""

import gc
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from helhedsplan_desktop.foundation.hardening import forbid_core_dumps
from helhedsplan_desktop.options import Options, read_options

NO_QT: Final = 3
"""Exit code when Qt's system libraries are missing."""

SWITCH_SECONDS: Final = 0.0005
"""How long a thread may keep the interpreter: with Python's own 5 ms a list repaints at 2 s while
sync computes. Source: measured, see ARCHITECTURE.md, Threads."""

COLLECT_AFTER: Final = (100_000, 50, 100)
"""When Python looks for cycles. By its own thresholds a list of 50,000 contacts makes it walk over
all objects again and again, and the window stands still for 246 ms; so for 20 ms. Source: measured,
reading the review of 50,000 contacts."""

_DEBIAN: Final = (
    "libegl1 libgl1 libxkbcommon0 libxkbcommon-x11-0 libdbus-1-3 libfontconfig1 libglib2.0-0 "
    "libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0"
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program and return its exit code.

    Args:
        arguments: words after the program's name; those of this process if None.
    """
    sys.setswitchinterval(SWITCH_SECONDS)
    gc.set_threshold(*COLLECT_AFTER)
    forbid_core_dumps()
    options = read_options(arguments)
    missing = missing_libraries(os.environ)
    if missing:
        sys.stderr.write(missing + "\n")
        return NO_QT
    return chosen(options)(options)


def chosen(options: Options) -> Callable[[Options], int]:
    """Return what carries the options out; only that is imported."""
    if options.self_test:
        from helhedsplan_desktop.trying.self_test import run
    elif options.screenshots:
        from helhedsplan_desktop.trying.screenshots import run
    elif options.demo:
        from helhedsplan_desktop.trying.demo import run
    else:
        from helhedsplan_desktop.app import run
    return run


def missing_libraries(environment: Mapping[str, str]) -> str:
    """Return a sentence for whoever installs the program, or an empty string if Qt loads."""
    try:
        from PySide6 import QtSvg, QtWidgets  # noqa: F401  loading them is the check
    except ImportError as error:
        return (
            f"Helhedsplan cannot start: a system library of Qt is missing ({error}). "
            f"On Debian or Ubuntu: apt-get install {_DEBIAN}"
        )
    if _draws_on_x11(environment) and not _loads("libxcb-cursor.so.0"):
        # Qt would abort the whole process with a core dump instead of telling.
        return (
            "Helhedsplan cannot start: libxcb-cursor0 is missing, which Qt needs to open a window. "
            f"On Debian or Ubuntu: apt-get install {_DEBIAN}"
        )
    return ""


def _draws_on_x11(environment: Mapping[str, str]) -> bool:
    """Return True if Qt will choose its X11 platform."""
    wanted = environment.get("QT_QPA_PLATFORM", "")
    if not sys.platform.startswith("linux") or wanted not in {"", "xcb"}:
        return False
    x11 = bool(environment.get("DISPLAY")) and not environment.get("WAYLAND_DISPLAY")
    return x11 or wanted == "xcb"


def _loads(library: str) -> bool:
    import ctypes

    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


if __name__ == "__main__":
    sys.exit(main())
