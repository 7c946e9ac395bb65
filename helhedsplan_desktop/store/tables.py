"""The vault's tables beside the record tables: sync state, sealed bytes, drafts, logs.

Final from the first version on: later behaviour may fill columns that are empty today.
"""

from typing import Any, Final

from sqlalchemy import BLOB, BigInteger, Boolean, Column, Index, Integer, Table, Text
from sqlmodel import SQLModel

from helhedsplan_desktop.records.base import Record, declarations
from helhedsplan_desktop.records.nouns import NOUNS

METADATA: Final = SQLModel.metadata


def _blob(name: str, doc: str, *, null: bool = False, key: bool = False) -> Column[Any]:
    return Column(name, BLOB, nullable=null, primary_key=key, comment=doc)


def _int(name: str, doc: str, *, null: bool = False, key: bool = False) -> Column[Any]:
    return Column(
        name,
        BigInteger if not key else Integer,
        nullable=null,
        primary_key=key,
        autoincrement=False,
        comment=doc,
    )


def _text(name: str, doc: str, *, null: bool = False, key: bool = False) -> Column[Any]:
    return Column(name, Text, nullable=null, primary_key=key, comment=doc)


def _flag(name: str, doc: str) -> Column[Any]:
    return Column(name, Boolean, nullable=False, default=False, comment=doc)


def _number(name: str = "id") -> Column[Any]:
    return Column(name, Integer, primary_key=True, comment="Row number, counted up")


ALIVE: Final = 0
DELETED: Final = 1
ERASED: Final = 2

DIRECTORY: Final = Table(
    "directory",
    METADATA,
    _number(),
    Column("rid", BLOB, nullable=False, unique=True, comment="Record id"),
    _blob("space", "The space that the record is at home in"),
    _text("noun", "Noun name as in the sealed body"),
    _int("life", "0 alive, 1 deleted, 2 erased"),
    _int("dirty", "Edit number of the last unsent local edit; 0: nothing to send"),
    _int("frozen", "Edit number that the outstanding sent version holds; 0: none outstanding"),
    _flag("reoffer", "Marked by a rebase: offer to the server again"),
    _int("min_writer", "Oldest vocabulary that may write it; above ours: read-only"),
    _int("open_conflicts", "Number of conflict entries that wait for a person"),
    _blob("ancestors", "16-byte version ids that went into the local version, newest first"),
    _blob("conflicts", "Open conflicts, MessagePack list; NULL: none", null=True),
    _blob("resolved", "Last 32 decisions, MessagePack list; NULL: none", null=True),
    _blob("extra", "Fields of a newer vocabulary, MessagePack map; NULL: none", null=True),
    Index("ix_directory_dirty", "dirty", sqlite_where=Column("dirty", Integer) > 0),
    Index(
        "ix_directory_conflicts",
        "open_conflicts",
        sqlite_where=Column("open_conflicts", Integer) > 0,
    ),
    Index("ix_directory_reoffer", "reoffer", sqlite_where=Column("reoffer", Integer) > 0),
    comment="One row a record of any noun: its home, its life and what is unsent",
)

SENT: Final = "sent"
MIRROR: Final = "mirror"
RELAY: Final = "relay"

SEALED: Final = Table(
    "sealed",
    METADATA,
    _number(),
    _blob("space", "The space that these bytes belong to"),
    _blob("rid", "Record id"),
    _text("state", "sent: outstanding; mirror: the server's; relay: to be sent unchanged"),
    _int("rev", "Revision that the server gave; 0: none yet"),
    _blob("vid", "Version id"),
    _text("kind", "put, delete, move or erase"),
    _int("bucket", "Last 12 bits of the record id"),
    _int("batch", "Row of the manifest that its author signed; NULL: not signed yet", null=True),
    _int("vouch", "Row of the vouch that it travelled under; NULL: none", null=True),
    _blob("header", "Header bytes as they travelled"),
    _blob("nonce", "12 bytes; empty for an erase"),
    _blob("ct", "Ciphertext as it travelled; empty for an erase"),
    Index("ix_sealed_record", "rid", "space", "state", unique=True),
    Index("ix_sealed_bucket", "space", "bucket", sqlite_where=Column("state", Text) == MIRROR),
    comment="Sealed versions, exactly as they travelled",
)

MANIFEST: Final = Table(
    "manifest",
    METADATA,
    _number(),
    _text("kind", "batch or vouch"),
    _blob("digest", "SHA-256 of bytes, to store each once"),
    _blob("bytes", "Encoded batch or vouch"),
    _blob("sig", "Ed25519 signature"),
    Index("ix_manifest_digest", "digest", unique=True),
    comment="Signed manifests of the sealed versions",
)

QUARANTINE: Final = Table(
    "quarantine",
    METADATA,
    _number(),
    _blob("space", "Space"),
    _blob("rid", "Record id"),
    _blob("vid", "Version id"),
    _int("rev", "Revision"),
    _int("bucket", "Last 12 bits of the record id"),
    _text("reason", "Code: no_key, bad_seal, bad_signature, unknown_noun, newer_schema, …"),
    _text("program", "Program version that tried last"),
    _int("roster_n", "Roster entry that was known at the last try"),
    _int("at", "First arrival, ms since 1970 UTC"),
    _blob("item", "The pulled item as it travelled, MessagePack"),
    _blob("batch", "Its signed manifest, MessagePack"),
    _blob("vouch", "Its signed vouch, MessagePack; NULL: none", null=True),
    Index("ix_quarantine_record", "rid", "space", unique=True),
    comment="Received versions that could not be opened or understood, kept raw",
)

REFUSED: Final = Table(
    "refused",
    METADATA,
    _number(),
    Column("rid", BLOB, nullable=False, unique=True, comment="Record id"),
    _blob("space", "Space"),
    _blob("vid", "The refused version"),
    _text("code", "Error code of the protocol"),
    _int("edit", "Edit number that was refused; a newer edit is offered again"),
    _int("at", "When, ms since 1970 UTC"),
    comment="Records that the server would not take, with the reason",
)

SPACE: Final = Table(
    "space_state",
    METADATA,
    Column("space", BLOB, primary_key=True, comment="Space id"),
    _blob("lineage", "Lineage of the last answer; NULL: never synced", null=True),
    _int("cursor", "Rows up to this revision are stored"),
    _int("first_head", "Head when the first sync started; NULL: first sync finished", null=True),
    _text("first_sync", "open, or done once the digest matched"),
    _int("synced_at", "Last finished sync, ms since 1970 UTC; NULL: never", null=True),
    _int("mismatches", "Times that the digest did not match"),
    comment="Where the sync of each space stands",
)

BUCKET: Final = Table(
    "bucket",
    METADATA,
    Column("space", BLOB, primary_key=True, comment="Space id"),
    _int("bucket", "Last 12 bits of the record ids in it", key=True),
    _blob("digest", "SHA-256 of the sorted rid and vid pairs"),
    _flag("stale", "True until computed anew"),
    comment="Digests of the mirror, to be compared with the server's",
    sqlite_with_rowid=False,
)

ROSTER: Final = Table(
    "roster",
    METADATA,
    _int("n", "Number of the entry", key=True),
    _blob("bytes", "Encoded entry"),
    _blob("sig", "Signature"),
    comment="The verified roster",
)

SPACE_KEY: Final = Table(
    "space_key",
    METADATA,
    Column("space", BLOB, primary_key=True, comment="Space id"),
    _int("epoch", "Epoch", key=True),
    _blob("key", "256-bit space key"),
    comment="Space keys that this device was granted",
    sqlite_with_rowid=False,
)

PARCEL: Final = Table(
    "parcel",
    METADATA,
    Column("parcel", BLOB, primary_key=True, comment="Parcel id"),
    _blob("space", "Space"),
    _blob("bytes", "Encoded parcel as it travelled"),
    _text("state", "kept, put or taken"),
    _int("at", "When it was made, ms since 1970 UTC"),
    comment="Unsent work handed over sealed",
)

IDENTITY: Final = Table(
    "identity",
    METADATA,
    _text("name", "Name of the fact, e.g. device, user, signing_key", key=True),
    _blob("value", "Its bytes"),
    comment="Who this laptop is: ids, private keys, server address, session ratchet",
)

SYNC_LOG: Final = Table(
    "sync_log",
    METADATA,
    _number(),
    _int("at", "When, ms since 1970 UTC"),
    _text("event", "Event code; the window has the words"),
    _int("count", "How many; 0: not a count"),
    _text("detail", "Code or id in hexadecimal; never a name or text"),
    comment="What sync did, for the log in plain words",
)

DRAFT: Final = Table(
    "draft",
    METADATA,
    _blob("draft", "Draft id, 16 bytes", key=True),
    _text("form", "Which form: quick_note, contact, …"),
    _blob("about", "Record that it edits or is about; NULL: new", null=True),
    _blob("fields", "What was typed, MessagePack map"),
    _int("changed_at", "Last keystroke kept, ms since 1970 UTC"),
    comment="What was typed and not saved yet",
)

ACCESS_LOG: Final = Table(
    "access_log",
    METADATA,
    _number(),
    _int("at", "When, ms since 1970 UTC"),
    _blob("user", "User id"),
    _blob("device", "Device id"),
    _text("action", "view, search_open, create, change, delete, export, print, emergency"),
    _blob("rid", "Record id", null=True),
    _text("reason", "Code of the stated reason; empty: none"),
    _blob("chain", "SHA-256 over the line before and this one"),
    comment="Who saw or did what; ids only",
)

RECENT: Final = Table(
    "recent",
    METADATA,
    _blob("rid", "Contact", key=True),
    _int("at", "Last opened on this laptop, ms since 1970 UTC"),
    comment="Contacts opened lately, for the overview",
)

SETTING: Final = Table(
    "setting",
    METADATA,
    _text("name", "Name of the setting", key=True),
    _text("value", "Its value"),
    comment="Choices of this person on this laptop, and marks of the store itself",
)


def _link_table(noun: type[Record], name: str) -> Table:
    owner: Table = noun.__table__  # type: ignore[attr-defined]  # set by SQLModel
    return Table(
        f"{owner.name}_{name}",
        METADATA,
        _blob("target", "Record that is linked to", key=True),
        _text("place", "The owner's value that orders the target's list", key=True),
        _int("owner", "`seq` of the owner", key=True),
        comment=f"Mirror of {owner.name}.{name} for queries",
        sqlite_with_rowid=False,
    )


LINKS: Final[dict[str, dict[str, Table]]] = {
    name: {
        column: _link_table(noun, column)
        for column, declared in declarations(noun).items()
        if declared.ordered_by
    }
    for name, noun in NOUNS.items()
}
"""Noun name to link column to its link table (target, place, owner)."""


def table_of(noun: str) -> Table:
    """Return the record table of a noun."""
    table: Table = NOUNS[noun].__table__  # type: ignore[attr-defined]  # set by SQLModel
    return table


SEARCHED: Final[dict[str, tuple[str, ...]]] = {
    name: found
    for name, noun in NOUNS.items()
    if (found := tuple(key for key, declared in declarations(noun).items() if declared.searched))
}
"""Noun name to its searched columns."""


def search_table(noun: str) -> str:
    """Return the name of the full-text table of a noun."""
    return f"search_{table_of(noun).name}"


def search_ddl() -> list[str]:
    """Return the statements that make the full-text tables.

    Contentless, fed with folded text, no prefix index, no positions: words are looked up, phrases
    are not. `contentless_delete` stays off, for it ignores `secure-delete`.
    """
    statements = []
    for noun in SEARCHED:
        name = search_table(noun)
        statements.append(
            f"CREATE VIRTUAL TABLE {name} USING fts5"
            "(words, content='', columnsize=0, detail=none, tokenize='ascii')"
        )
        statements.append(f"INSERT INTO {name}({name}, rank) VALUES ('secure-delete', 1)")  # noqa: S608  our own table name
    return statements
