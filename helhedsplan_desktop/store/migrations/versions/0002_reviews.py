"""What leads have looked at."""

from pathlib import Path

from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    statements = Path(__file__).with_suffix(".sql").read_text(encoding="utf-8")
    for statement in statements.rstrip(";\n").split(";\n\n"):
        op.get_bind().exec_driver_sql(statement)
