"""Freezing a server: it answers every read, and everything that would be stored waits.

The mark stands in the database, so it holds at once in a running server and after a restart.
"""

from sqlalchemy import func, select, update

from helhedsplan_server.errors import StartError
from helhedsplan_server.store.engine import Store
from helhedsplan_server.store.tables import spaces


def set_frozen(store: Store, *, frozen: bool) -> int:
    """Return how many spaces are frozen or open from now on; doing it twice changes nothing.

    Raises:
        StartError: no organisation was founded here.
    """
    with store.write() as connection:
        count: int = connection.execute(select(func.count()).select_from(spaces)).scalar_one()
        if count == 0:
            raise StartError("No organisation was founded here yet: there is nothing to freeze.")
        connection.execute(update(spaces).values(frozen=frozen))
    return count
