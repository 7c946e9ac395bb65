"""What the store knows of a record beside its content: unsent, refused, open conflicts."""

from sqlalchemy import Connection, func, select

from helhedsplan_desktop.store.tables import ALIVE, DIRECTORY, REFUSED


def refusal(connection: Connection, rid: bytes) -> str:
    """Return the code with which the server refused a record's last edit, or an empty text."""
    return connection.execute(select(REFUSED.c.code).where(REFUSED.c.rid == rid)).scalar() or ""


def refused(connection: Connection) -> set[bytes]:
    """Return every record whose last edit the server refused: a handful at most."""
    return set(connection.execute(select(REFUSED.c.rid)).scalars())


def with_conflicts(connection: Connection, limit: int) -> list[tuple[bytes, str]]:
    """Return (rid, noun) of living records that wait for a decision."""
    rows = connection.execute(
        select(DIRECTORY.c.rid, DIRECTORY.c.noun)
        .where(DIRECTORY.c.open_conflicts > 0, DIRECTORY.c.life == ALIVE)
        .order_by(DIRECTORY.c.id)
        .limit(limit)
    )
    return [(rid, noun) for rid, noun in rows]


def conflict_count(connection: Connection) -> int:
    """Return how many living records wait for a decision."""
    return connection.execute(
        select(func.count())
        .select_from(DIRECTORY)
        .where(DIRECTORY.c.open_conflicts > 0, DIRECTORY.c.life == ALIVE)
    ).scalar_one()
