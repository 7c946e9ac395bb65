"""The tables. Everything sealed is opaque; ids are 16 bytes, times milliseconds since 1970 UTC.

`space` leads every key of record tables, there is no global sequence and no foreign key between
spaces: the tables can be sharded by space. Superseded rows and manifests are kept apart from the
current rows, so that a pull reads only what it sends.
"""

from typing import Any, Final

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Dialect,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
)
from typing_extensions import override

metadata: Final = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class Bytes(LargeBinary):
    """Bytes as the drivers take and give them: both bind and return `bytes` as they are.

    Without SQLAlchemy's conversions a push of 500 versions is stored a third faster.
    """

    cache_ok = True

    @override
    def bind_processor(self, dialect: Dialect) -> None:
        """Return no converter."""

    @override
    def result_processor(self, dialect: Dialect, coltype: object) -> None:
        """Return no converter."""


def _id(name: str, doc: str) -> Column[Any]:
    return Column(name, Bytes(16), nullable=False, doc=doc)


def _number(name: str, doc: str, *, nullable: bool = False) -> Column[Any]:
    return Column(name, BigInteger, nullable=nullable, doc=doc)


def _bytes(name: str, doc: str, *, nullable: bool = False) -> Column[Any]:
    return Column(name, Bytes, nullable=nullable, doc=doc)


organisation: Final = Table(
    "organisation",
    metadata,
    Column("one", Integer, doc="always 1: there is one organisation in a database"),
    _id("server_id", "random, made by `init`; genesis and sessions are bound to it"),
    _id("restore_id", "random, made anew by every restore; sessions and ratchets end with it"),
    Column("org", Bytes(16), nullable=True, doc="from genesis; NULL until founded"),
    _bytes("founding_code", "SHA-256 of the founding code; NULL when none is open", nullable=True),
    _number("roster_n", "number of the last roster entry; -1 until founded"),
    _bytes("roster_hash", "hash of the last roster entry; zeros until founded"),
    PrimaryKeyConstraint("one"),
    CheckConstraint("one = 1", name="single"),
)

roster_entries: Final = Table(
    "roster_entries",
    metadata,
    _number("n", "number of the entry, 0 is genesis, without gaps"),
    _bytes("bytes", "the encoded entry as its author signed it"),
    _bytes("sig", "Ed25519 signature"),
    _bytes("hash", "hash of bytes and sig: the next entry's prev_hash"),
    _number("at", "when it was stored"),
    PrimaryKeyConstraint("n"),
)

roster_aside: Final = Table(
    "roster_aside",
    metadata,
    _bytes("hash", "hash of bytes and sig"),
    _number("n", "the number that the entry claims"),
    _bytes("bytes", "a relayed entry that does not fit the log (a fork)"),
    _bytes("sig", "Ed25519 signature"),
    _number("at", "when it was stored"),
    PrimaryKeyConstraint("hash"),
)

restores: Final = Table(
    "restores",
    metadata,
    _id("restore_id", "the id that this restore made"),
    _number("log_n", "last roster entry of the copy before the journal brought it up to date"),
    _number("at", "when the database was put back"),
    PrimaryKeyConstraint("restore_id"),
)

grants: Final = Table(
    "grants",
    metadata,
    _id("space", "the space whose key is granted"),
    _number("epoch", "number of the key"),
    _id("to_device", "receiving device; zeros for the recovery key"),
    _bytes("bytes", "the encoded grant as its sender signed it"),
    _bytes("sig", "Ed25519 signature"),
    _number("at", "when it was stored"),
    PrimaryKeyConstraint("space", "epoch", "to_device"),
    Index(None, "to_device"),
)

spaces: Final = Table(
    "spaces",
    metadata,
    _id("space", "id of the space"),
    _id("lineage", "random; minted anew when an acknowledged rev may be missing"),
    _number("head", "the last rev given; counted here, under this row's lock"),
    _number("digest_head", "the buckets are right up to this rev"),
    _bytes("digest", "digest of the space at digest_head"),
    _number("used_bytes", "all that members made the server keep here: store/used_bytes.py"),
    _number("quota_bytes", "limit for used_bytes; NULL without quota", nullable=True),
    Column("frozen", Boolean, nullable=False, doc="the operator lets nothing be pushed"),
    _number("busy_until", "pushes wait until then so that a refused rotation wins; 0 if none"),
    PrimaryKeyConstraint("space"),
)

records: Final = Table(
    "records",
    metadata,
    _id("space", "space of the row"),
    _id("rid", "record id, UUIDv7; one current row each"),
    _id("vid", "version id of the current row"),
    _number("rev", "place in the feed of the space"),
    Column("bucket", Integer, nullable=False, doc="last 12 bits of rid"),
    Column("kind", String(8), nullable=False, doc="put, delete, move or erase"),
    _number("epoch", "key under which it is sealed"),
    _number("size", "bytes of header, nonce and ciphertext"),
    _id("batch", "manifest that covers it: batches.batch"),
    Column("vouch", Bytes(16), nullable=True, doc="vouches.vouch of a relayed row"),
    _number("at", "when it was stored"),
    _bytes("header", "encoded header as its author sealed it"),
    _bytes("nonce", "12 bytes; empty for an erase"),
    _bytes("ct", "ciphertext; empty for an erase"),
    PrimaryKeyConstraint("space", "rid"),
    Index(None, "space", "rev", unique=True),
    Index(None, "space", "bucket"),
)

history: Final = Table(
    "history",
    metadata,
    _id("space", "space of the row"),
    _id("rid", "record id"),
    _number("rev", "the rev that this version had while it was current"),
    _id("vid", "version id"),
    _number("size", "bytes of header, nonce and ciphertext"),
    _id("batch", "manifest that covers it"),
    Column("vouch", Bytes(16), nullable=True, doc="vouches.vouch of a relayed row"),
    _number("superseded_at", "kept for 90 days from here; gone after erase or move"),
    _bytes("header", "encoded header"),
    _bytes("nonce", "12 bytes"),
    _bytes("ct", "ciphertext"),
    PrimaryKeyConstraint("space", "rid", "rev"),
    Index(None, "superseded_at"),
)

vids: Final = Table(
    "vids",
    metadata,
    _id("space", "space of the version"),
    _id("vid", "a version id that was applied; kept for ever, so that no retry doubles"),
    _number("rev", "the rev that it was given"),
    PrimaryKeyConstraint("space", "vid"),
    # 40 bytes a row: here the key is the row.
    sqlite_with_rowid=False,
)

batches: Final = Table(
    "batches",
    metadata,
    _id("space", "space of the batch"),
    _id("batch", "first 16 bytes of SHA-256(bytes, sig): no sequence, and stored once"),
    _number("size", "bytes of the manifest and its signature"),
    _bytes("bytes", "encoded manifest as its author signed it"),
    _bytes("sig", "Ed25519 signature"),
    PrimaryKeyConstraint("space", "batch"),
)

vouches: Final = Table(
    "vouches",
    metadata,
    _id("space", "space of the vouch"),
    _id("vouch", "first 16 bytes of SHA-256(bytes, sig)"),
    _number("size", "bytes of the vouch and its signature"),
    _bytes("bytes", "encoded vouch as its author signed it"),
    _bytes("sig", "Ed25519 signature"),
    PrimaryKeyConstraint("space", "vouch"),
)

buckets: Final = Table(
    "buckets",
    metadata,
    _id("space", "space of the bucket"),
    Column("bucket", Integer, nullable=False, doc="0..4095; empty buckets have no row"),
    # Stale are exactly the buckets that hold a row with rev > spaces.digest_head.
    _bytes("digest", "SHA-256 of the sorted rid and vid of its current rows at digest_head"),
    PrimaryKeyConstraint("space", "bucket"),
    sqlite_with_rowid=False,
)

erasures: Final = Table(
    "erasures",
    metadata,
    _id("space", "space of the record"),
    _id("rid", "erased for good; nothing is pushed under this id again"),
    _id("vid", "version id of the erase"),
    _bytes("header", "encoded header of the erase"),
    _bytes("batch_bytes", "its manifest, kept with it for restores"),
    _bytes("batch_sig", "signature of the manifest"),
    _number("at", "when it was stored"),
    PrimaryKeyConstraint("space", "rid"),
)

parcels: Final = Table(
    "parcels",
    metadata,
    _id("space", "space of the unsent work"),
    _id("parcel", "id made by the device"),
    _id("author", "device that put it"),
    _number("item_count", "how many versions it holds"),
    _bytes("bytes", "encoded parcel"),
    _number("at", "when it was last put; kept for 90 days"),
    PrimaryKeyConstraint("parcel"),
    Index(None, "space"),
)

audit_events: Final = Table(
    "audit_events",
    metadata,
    _id("device", "device that appended it"),
    _id("event", "first 16 bytes of SHA-256(bytes): a retry stores nothing twice"),
    _number("place", "place in the append that brought it"),
    _number("at", "when it was stored"),
    _bytes("bytes", "an access event sealed to the audit key"),
    PrimaryKeyConstraint("device", "event"),
    Index(None, "at"),
)

invites: Final = Table(
    "invites",
    metadata,
    _number("invite_id", "25 bit, made by the lead's program"),
    _id("made_by", "device of the lead"),
    _bytes("proof_hash", "SHA-256 of the proof that the newcomer shows"),
    _id("user", "user of the new device"),
    Column("role", String(8), nullable=False, doc="role that the lead will sign"),
    _bytes("spaces", "the space ids, one after the other"),
    _bytes("root_mac", "binds root key, org, role, spaces and expiry to the secret code"),
    _number("expires_at", "at most 48 hours ahead"),
    Column("wrong_tries", Integer, nullable=False, doc="five wrong proofs burn it"),
    Column("cancelled", Boolean, nullable=False, doc="closed by the lead"),
    _bytes("enrolment", "encoded enrolment of the newcomer; NULL until it came", nullable=True),
    PrimaryKeyConstraint("invite_id"),
)

challenges: Final = Table(
    "challenges",
    metadata,
    _bytes("server_nonce", "random; deleted at the first answer, right or wrong"),
    _id("device", "device that asked"),
    _bytes("client_nonce", "what the device sent along"),
    _number("expires_at", "two minutes after it was made"),
    PrimaryKeyConstraint("server_nonce"),
)

sessions: Final = Table(
    "sessions",
    metadata,
    _bytes("token_hash", "SHA-256 of the bearer token"),
    _id("device", "whose session it is"),
    _number("expires_at", "12 hours after it was made"),
    PrimaryKeyConstraint("token_hash"),
    Index(None, "device"),
)

ratchets: Final = Table(
    "ratchets",
    metadata,
    _id("device", "whose ratchet it is"),
    _id("restore_id", "the ratchet is void under another one"),
    _bytes(
        "shown", "SHA-256 of the value shown last; NULL before the second session", nullable=True
    ),
    _bytes("next", "SHA-256 of the value given last; two vaults cannot both hold it"),
    Column("renewed", Boolean, nullable=False, doc="a vault from a backup began it anew"),
    Column("suspected", Boolean, nullable=False, doc="a clone was seen: pull only"),
    _number("seen_at", "last session"),
    PrimaryKeyConstraint("device"),
)
