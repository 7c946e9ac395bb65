"""Count batches, vouches, erases and version ids too: all that a space can be made to keep."""

from alembic import op

revision = "0003"
down_revision = "0002"

_COUNT = """
UPDATE spaces SET used_bytes = 40 * head
    + coalesce((SELECT sum(size) FROM records WHERE records.space = spaces.space), 0)
    + coalesce((SELECT sum(size) FROM history WHERE history.space = spaces.space), 0)
    + coalesce((SELECT sum(size) FROM batches WHERE batches.space = spaces.space), 0)
    + coalesce((SELECT sum(size) FROM vouches WHERE vouches.space = spaces.space), 0)
    + coalesce((SELECT sum(length(header) + length(batch_bytes) + length(batch_sig))
        FROM erasures WHERE erasures.space = spaces.space), 0)
"""


def upgrade() -> None:
    op.execute(_COUNT)
