"""Tells whether a folder may hold a vault: on a disk of this computer, copied by nobody.

SQLite's locks do not hold on network drives, and a cloud client uploads half-written files, puts
back old ones and keeps erased ones. What is recognised is what people in offices have; an unknown
client stays unknown.
"""

import os
import re
import sys
from pathlib import Path
from typing import Final

from helhedsplan_desktop.foundation.errors import AppError, Problem

_CLOUD_NAMES: Final = (
    "onedrive",
    "dropbox",
    "icloud drive",
    "iclouddrive",
    "mobile documents",
    "cloudstorage",
    "google drive",
    "googledrive",
    "google drev",
    "nextcloud",
    "owncloud",
    "pcloud drive",
    "pcloud",
    "box sync",
    "sharepoint",
)
"""Folder names of cloud clients in lower case; `OneDrive - Kommunen` and `Dropbox (Work)` too."""

_CLOUD_MARKS: Final = (".dropbox.cache", ".stfolder", ".owncloudsync.log", ".nextcloudsync.log")
"""What clients leave at the top of a folder that they copy (`~/.dropbox` is only a setting)."""

_CLOUD_VARIABLES: Final = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")
"""Where Windows says that OneDrive stands, whatever it is called."""

_NETWORK_TYPES: Final = frozenset(
    {
        "nfs",
        "nfs4",
        "cifs",
        "smb3",
        "smbfs",
        "smb2",
        "afpfs",
        "afs",
        "webdav",
        "davfs",
        "ncpfs",
        "ceph",
        "glusterfs",
        "lustre",
        "fuse.sshfs",
        "fuse.davfs",
        "fuse.davfs2",
        "fuse.gvfsd-fuse",
        "fuse.rclone",
        "fuse.s3fs",
        "fuse.glusterfs",
        "fuse.ceph",
    }
)

_DRIVE_REMOTE: Final = 4
"""Answer of `GetDriveTypeW` for a network drive."""


def check_folder(folder: Path) -> None:
    """Refuse a folder that may not hold a vault; it need not exist yet.

    Raises:
        AppError: FOLDER_UNSAFE (reason "network" or "cloud").
    """
    for place in {folder.absolute(), folder.resolve()}:
        if _in_cloud_folder(place):
            raise AppError(Problem.FOLDER_UNSAFE, reason="cloud")
        if _on_network(place):
            raise AppError(Problem.FOLDER_UNSAFE, reason="network")


def _in_cloud_folder(place: Path) -> bool:
    parts = [part.casefold() for part in place.parts]
    if any(_is_cloud_name(part) for part in parts):
        return True
    known = [Path(value) for name in _CLOUD_VARIABLES if (value := os.environ.get(name))]
    if any(place.is_relative_to(root) for root in known):
        return True
    return any((parent / mark).exists() for parent in place.parents for mark in _CLOUD_MARKS)


def _is_cloud_name(part: str) -> bool:
    return any(part == name or part.startswith((f"{name} -", f"{name} (")) for name in _CLOUD_NAMES)


def _on_network(place: Path) -> bool:
    if sys.platform == "win32":
        return _on_windows_network(place)
    kind = mount_type(place, _mounts())
    return kind in _NETWORK_TYPES


def mount_type(place: Path, mounts: list[tuple[str, str]]) -> str:
    """Return the type of the file system that `place` is on; empty if unknown.

    Args:
        place: an absolute path.
        mounts: mount point and type of each; of two on one point the later counts.
    """
    best, kind = -1, ""
    for point, each in mounts:
        depth = len(Path(point).parts)
        if depth >= best and place.is_relative_to(point):
            best, kind = depth, each
    return kind


def read_proc_mounts(text: str) -> list[tuple[str, str]]:
    """Return mount points and types of `/proc/mounts`, with its octal escapes undone."""
    rows = [line.split(" ") for line in text.splitlines()]
    return [
        (re.sub(r"\\([0-7]{3})", lambda found: chr(int(found[1], 8)), row[1]), row[2])
        for row in rows
        if len(row) > 2  # noqa: PLR2004  device, point, type
    ]


def read_mount_listing(text: str) -> list[tuple[str, str]]:
    """Return mount points and types of macOS' `mount`: `//a@b/c on /Volumes/c (smbfs, nodev)`."""
    found = []
    for line in text.splitlines():
        head, _, options = line.rpartition(" (")
        _, _, point = head.partition(" on ")
        if point:
            found.append((point, options.partition(",")[0].rstrip(")")))
    return found


def _mounts() -> list[tuple[str, str]]:
    if sys.platform == "darwin":
        import subprocess

        listing = subprocess.run(["/sbin/mount"], capture_output=True, check=False, timeout=5)
        return read_mount_listing(listing.stdout.decode("utf-8", "replace"))
    table = Path("/proc/mounts")
    return read_proc_mounts(table.read_text("utf-8", "replace")) if table.exists() else []


def _on_windows_network(place: Path) -> bool:
    if str(place).startswith("\\\\"):
        return True
    import ctypes

    drive_type: int = ctypes.windll.kernel32.GetDriveTypeW(place.anchor)  # type: ignore[attr-defined,unused-ignore]  # Windows only
    return drive_type == _DRIVE_REMOTE
