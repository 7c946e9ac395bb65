"""Keeps the memory of the process off the disk when it crashes."""

import sys
from typing import Final

_PR_SET_DUMPABLE: Final = 4
_NO_FAULT_BOX: Final = 0x0001 | 0x0002 | 0x8000
"""SEM_FAILCRITICALERRORS, SEM_NOGPFAULTERRORBOX, SEM_NOOPENFILEERRORBOX."""


def forbid_core_dumps() -> None:
    """Leave no core dump and no crash report with memory, and let no other process read ours.

    Source: prctl(2) PR_SET_DUMPABLE, setrlimit(2) RLIMIT_CORE; WerAddExcludedApplication.
    """
    import ctypes

    if sys.platform == "win32":
        ctypes.windll.kernel32.SetErrorMode(_NO_FAULT_BOX)
        ctypes.windll.wer.WerAddExcludedApplication(sys.executable, False)  # noqa: FBT003  the system's own signature
        return
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
