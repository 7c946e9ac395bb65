"""Note each restore: only a log that was put back can have branches."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "restores",
        sa.Column("restore_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("log_n", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("restore_id", name=op.f("pk_restores")),
    )
