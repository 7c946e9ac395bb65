"""The first vault: tables of the nouns, of sync, of this laptop, and the full-text tables."""

from pathlib import Path

from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    statements = Path(__file__).with_suffix(".sql").read_text(encoding="utf-8")
    for statement in statements.rstrip(";\n").split(";\n\n"):
        op.get_bind().exec_driver_sql(statement)
