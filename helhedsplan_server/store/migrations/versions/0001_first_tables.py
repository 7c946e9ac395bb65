"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    _roster()
    _feed()
    _papers()
    _devices()
    _asides()


def _roster() -> None:
    op.create_table(
        "organisation",
        sa.Column("one", sa.Integer(), nullable=False),
        sa.Column("server_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("restore_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("org", sa.LargeBinary(length=16), nullable=True),
        sa.Column("founding_code", sa.LargeBinary(), nullable=True),
        sa.Column("roster_n", sa.BigInteger(), nullable=False),
        sa.Column("roster_hash", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("one = 1", name=op.f("ck_organisation_single")),
        sa.PrimaryKeyConstraint("one", name=op.f("pk_organisation")),
    )
    op.create_table(
        "roster_entries",
        sa.Column("n", sa.BigInteger(), nullable=False),
        sa.Column("bytes", sa.LargeBinary(), nullable=False),
        sa.Column("sig", sa.LargeBinary(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("n", name=op.f("pk_roster_entries")),
    )
    op.create_table(
        "roster_aside",
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.Column("n", sa.BigInteger(), nullable=False),
        sa.Column("bytes", sa.LargeBinary(), nullable=False),
        sa.Column("sig", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_roster_aside")),
    )
    op.create_table(
        "grants",
        sa.Column("space", sa.LargeBinary(length=16), nullable=False),
        sa.Column("epoch", sa.BigInteger(), nullable=False),
        sa.Column("to_device", sa.LargeBinary(length=16), nullable=False),
        sa.Column("bytes", sa.LargeBinary(), nullable=False),
        sa.Column("sig", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("space", "epoch", "to_device", name=op.f("pk_grants")),
    )
    op.create_index(op.f("ix_grants_to_device"), "grants", ["to_device"], unique=False)


def _feed() -> None:
    op.create_table(
        "spaces",
        sa.Column("space", sa.LargeBinary(length=16), nullable=False),
        sa.Column("lineage", sa.LargeBinary(length=16), nullable=False),
        sa.Column("head", sa.BigInteger(), nullable=False),
        sa.Column("digest_head", sa.BigInteger(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("used_bytes", sa.BigInteger(), nullable=False),
        sa.Column("quota_bytes", sa.BigInteger(), nullable=True),
        sa.Column("frozen", sa.Boolean(), nullable=False),
        sa.Column("busy_until", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("space", name=op.f("pk_spaces")),
    )
    op.create_table(
        "records",
        sa.Column("space", sa.LargeBinary(length=16), nullable=False),
        sa.Column("rid", sa.LargeBinary(length=16), nullable=False),
        sa.Column("vid", sa.LargeBinary(length=16), nullable=False),
        sa.Column("rev", sa.BigInteger(), nullable=False),
        sa.Column("bucket", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("epoch", sa.BigInteger(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("batch", sa.LargeBinary(length=16), nullable=False),
        sa.Column("vouch", sa.LargeBinary(length=16), nullable=True),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("header", sa.LargeBinary(), nullable=False),
        sa.Column("nonce", sa.LargeBinary(), nullable=False),
        sa.Column("ct", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("space", "rid", name=op.f("pk_records")),
    )
    op.create_index(op.f("ix_records_space_bucket"), "records", ["space", "bucket"], unique=False)
    op.create_index(op.f("ix_records_space_rev"), "records", ["space", "rev"], unique=True)
    op.create_table(
        "history",
        sa.Column("space", sa.LargeBinary(length=16), nullable=False),
        sa.Column("rid", sa.LargeBinary(length=16), nullable=False),
        sa.Column("rev", sa.BigInteger(), nullable=False),
        sa.Column("vid", sa.LargeBinary(length=16), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("batch", sa.LargeBinary(length=16), nullable=False),
        sa.Column("vouch", sa.LargeBinary(length=16), nullable=True),
        sa.Column("superseded_at", sa.BigInteger(), nullable=False),
        sa.Column("header", sa.LargeBinary(), nullable=False),
        sa.Column("nonce", sa.LargeBinary(), nullable=False),
        sa.Column("ct", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("space", "rid", "rev", name=op.f("pk_history")),
    )
    op.create_index(op.f("ix_history_superseded_at"), "history", ["superseded_at"], unique=False)
    op.create_table(
        "vids",
        sa.Column("space", sa.LargeBinary(length=16), nullable=False),
        sa.Column("vid", sa.LargeBinary(length=16), nullable=False),
        sa.Column("rev", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("space", "vid", name=op.f("pk_vids")),
        sqlite_with_rowid=False,
    )


def _papers() -> None:
    op.create_table(
        "batches",
        sa.Column("space", sa.LargeBinary(length=16), nullable=False),
        sa.Column("batch", sa.LargeBinary(length=16), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("bytes", sa.LargeBinary(), nullable=False),
        sa.Column("sig", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("space", "batch", name=op.f("pk_batches")),
    )
    op.create_table(
        "vouches",
        sa.Column("space", sa.LargeBinary(length=16), nullable=False),
        sa.Column("vouch", sa.LargeBinary(length=16), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("bytes", sa.LargeBinary(), nullable=False),
        sa.Column("sig", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("space", "vouch", name=op.f("pk_vouches")),
    )
    op.create_table(
        "buckets",
        sa.Column("space", sa.LargeBinary(length=16), nullable=False),
        sa.Column("bucket", sa.Integer(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("space", "bucket", name=op.f("pk_buckets")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "erasures",
        sa.Column("space", sa.LargeBinary(length=16), nullable=False),
        sa.Column("rid", sa.LargeBinary(length=16), nullable=False),
        sa.Column("vid", sa.LargeBinary(length=16), nullable=False),
        sa.Column("header", sa.LargeBinary(), nullable=False),
        sa.Column("batch_bytes", sa.LargeBinary(), nullable=False),
        sa.Column("batch_sig", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("space", "rid", name=op.f("pk_erasures")),
    )


def _devices() -> None:
    op.create_table(
        "invites",
        sa.Column("invite_id", sa.BigInteger(), nullable=False),
        sa.Column("made_by", sa.LargeBinary(length=16), nullable=False),
        sa.Column("proof_hash", sa.LargeBinary(), nullable=False),
        sa.Column("user", sa.LargeBinary(length=16), nullable=False),
        sa.Column("role", sa.String(length=8), nullable=False),
        sa.Column("spaces", sa.LargeBinary(), nullable=False),
        sa.Column("root_mac", sa.LargeBinary(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.Column("wrong_tries", sa.Integer(), nullable=False),
        sa.Column("cancelled", sa.Boolean(), nullable=False),
        sa.Column("enrolment", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("invite_id", name=op.f("pk_invites")),
    )
    op.create_table(
        "challenges",
        sa.Column("server_nonce", sa.LargeBinary(), nullable=False),
        sa.Column("device", sa.LargeBinary(length=16), nullable=False),
        sa.Column("client_nonce", sa.LargeBinary(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("server_nonce", name=op.f("pk_challenges")),
    )
    op.create_table(
        "sessions",
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("device", sa.LargeBinary(length=16), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_sessions")),
    )
    op.create_index(op.f("ix_sessions_device"), "sessions", ["device"], unique=False)
    op.create_table(
        "ratchets",
        sa.Column("device", sa.LargeBinary(length=16), nullable=False),
        sa.Column("restore_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("shown", sa.LargeBinary(), nullable=True),
        sa.Column("next", sa.LargeBinary(), nullable=False),
        sa.Column("renewed", sa.Boolean(), nullable=False),
        sa.Column("suspected", sa.Boolean(), nullable=False),
        sa.Column("seen_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("device", name=op.f("pk_ratchets")),
    )


def _asides() -> None:
    op.create_table(
        "parcels",
        sa.Column("space", sa.LargeBinary(length=16), nullable=False),
        sa.Column("parcel", sa.LargeBinary(length=16), nullable=False),
        sa.Column("author", sa.LargeBinary(length=16), nullable=False),
        sa.Column("item_count", sa.BigInteger(), nullable=False),
        sa.Column("bytes", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("parcel", name=op.f("pk_parcels")),
    )
    op.create_index(op.f("ix_parcels_space"), "parcels", ["space"], unique=False)
    op.create_table(
        "audit_events",
        sa.Column("device", sa.LargeBinary(length=16), nullable=False),
        sa.Column("event", sa.LargeBinary(length=16), nullable=False),
        sa.Column("place", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("bytes", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("device", "event", name=op.f("pk_audit_events")),
    )
    op.create_index(op.f("ix_audit_events_at"), "audit_events", ["at"], unique=False)
