"""Whether the disk under a folder is encrypted, as far as an ordinary user may ask.

The vault is encrypted whatever the answer; the disk protects everything else on the computer.
"""

import os
import subprocess
import sys
from enum import StrEnum
from pathlib import Path
from typing import Final

ANSWER_SECONDS: Final = 10

_DEVICES: Final = Path("/sys/dev/block")
_ENCRYPTED_FILE_SYSTEMS: Final = frozenset({"ecryptfs", "fuse.gocryptfs", "fuse.encfs"})
_DEEPEST: Final = 8
"""Layers of device mapper looked through: LVM on LUKS on RAID has three."""


class DiskState(StrEnum):
    """What the system says of a disk."""

    ENCRYPTED = "encrypted"
    PLAIN = "plain"
    UNKNOWN = "unknown"


def disk_state(folder: Path) -> DiskState:
    """Return whether the disk that holds `folder` is encrypted; UNKNOWN on any doubt.

    May take seconds on Windows and macOS, where another program is asked.
    """
    try:
        if sys.platform == "win32":
            return _bitlocker(folder)
        if sys.platform == "darwin":
            return _filevault()
        return _linux(folder, Path("/proc/self/mountinfo").read_text("utf-8"), _DEVICES)
    except (OSError, ValueError, subprocess.SubprocessError):
        return DiskState.UNKNOWN


def _linux(folder: Path, mounts: str, devices: Path) -> DiskState:
    """Return the state by the mount table and the layers of the block device."""
    best = ("", "", "")
    place = os.path.realpath(folder)
    for line in mounts.splitlines():
        before, _, after = line.partition(" - ")
        fields, kind = before.split(), after.split()[0]
        point = fields[4].replace("\\040", " ")
        inside = place == point or place.startswith(point.rstrip("/") + "/")
        if inside and len(point) >= len(best[0]):
            best = (point, fields[2], kind)
    _, number, kind = best
    if kind in _ENCRYPTED_FILE_SYSTEMS:
        return DiskState.ENCRYPTED
    device = devices / number
    if not device.exists():
        return DiskState.UNKNOWN  # a network, a container, or a file system over many devices
    return DiskState.ENCRYPTED if _is_crypt(device, _DEEPEST) else DiskState.PLAIN


def _is_crypt(device: Path, layers: int) -> bool:
    """Return True if every way down from a block device leads through dm-crypt."""
    name = device / "dm" / "uuid"
    if name.exists() and name.read_text("ascii").startswith("CRYPT-"):
        return True
    below = device / "slaves"
    under = sorted(below.iterdir()) if below.is_dir() else []
    return bool(under) and layers > 0 and all(_is_crypt(each, layers - 1) for each in under)


def _bitlocker(folder: Path) -> DiskState:
    """Ask the shell, which tells everybody; WMI tells administrators only.

    Source: the property System.Volume.BitLockerProtection; 1, 3 and 5 are on or being switched on.
    """
    drive = folder.drive
    if len(drive) != len("C:") or not drive[0].isalpha():
        return DiskState.UNKNOWN
    script = (
        f"(New-Object -ComObject Shell.Application).NameSpace('{drive}').Self"
        ".ExtendedProperty('System.Volume.BitLockerProtection')"
    )
    told = _answer(["powershell", "-NoProfile", "-NonInteractive", "-Command", script])
    if told in {"1", "3", "5"}:
        return DiskState.ENCRYPTED
    return DiskState.PLAIN if told in {"2", "4"} else DiskState.UNKNOWN


def _filevault() -> DiskState:
    told = _answer(["/usr/bin/fdesetup", "status"])
    if told.startswith("FileVault is On"):
        return DiskState.ENCRYPTED
    return DiskState.PLAIN if told.startswith("FileVault is Off") else DiskState.UNKNOWN


def _answer(command: list[str]) -> str:
    """Return what a program of the system says, without a window of its own."""
    done = subprocess.run(  # noqa: S603  fixed words and a drive letter
        command,
        capture_output=True,
        text=True,
        check=False,
        timeout=ANSWER_SECONDS,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
    return done.stdout.strip()
