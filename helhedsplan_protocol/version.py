"""Version numbers of the program and of the wire."""

from typing import Final

PROGRAM: Final = "0.1.0"
"""Version of this distribution, desktop and server alike."""

PROTOCOL: Final = 1
"""Number of the protocol, carried in the `Sync-Proto` header of every response."""

SCHEMA: Final = 1
"""Number of the whole record vocabulary; one number for all nouns."""

MIN_WRITER: Final = 1
"""The oldest vocabulary that may still write a record authored by this program."""

MERGE: Final = 1
"""Number of the merge rules (docs/sync.md, merging)."""

MEDIA_TYPE: Final = "application/vnd.helhedsplan.sync.v1+msgpack"
PROTOCOL_HEADER: Final = "Sync-Proto"
