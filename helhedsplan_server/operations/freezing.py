"""Freezing a server: it answers every read, and everything that would be stored waits.

The mark stands in the database, so it holds at once in a running server and after a restart.
"""

from sqlalchemy import func, select, update

from helhedsplan_server.store.engine import Store
from helhedsplan_server.store.tables import spaces


def set_frozen(store: Store, *, frozen: bool) -> int:
    """Return how many spaces are frozen or open from now on; 0 before an organisation stands.

    Doing it twice changes nothing.
    """
    with store.write(alone=True) as connection:
        count: int = connection.execute(select(func.count()).select_from(spaces)).scalar_one()
        connection.execute(update(spaces).values(frozen=frozen))
    return count
