"""When the last backup was made and where: a small file beside the database."""

from pathlib import Path
from typing import Final

import msgspec

from helhedsplan_server.store.durable import write_durably

_NAME: Final = "last-backup.json"


class LastBackup(msgspec.Struct, frozen=True):
    """The backup that was called done last; `at` in milliseconds since 1970 UTC."""

    at: int
    folder: str


def note_backup(data: Path, done: LastBackup) -> None:
    """Keep `done` as the last backup of this data folder."""
    write_durably(data / _NAME, msgspec.json.encode(done))


def last_backup(data: Path) -> LastBackup | None:
    """Return the last backup; None when there was none or the note cannot be read."""
    try:
        return msgspec.json.decode((data / _NAME).read_bytes(), type=LastBackup)
    except (OSError, msgspec.MsgspecError):
        return None
