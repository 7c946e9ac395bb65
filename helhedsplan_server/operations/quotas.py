"""How much a space may hold: the one thing that an operator decides about its content."""

import re
from typing import Final

from sqlalchemy import select, update

from helhedsplan_server.errors import StartError
from helhedsplan_server.store.engine import Store
from helhedsplan_server.store.tables import spaces

NO_QUOTA: Final = "none"
_UNITS: Final = {"": 1, "KB": 10**3, "MB": 10**6, "GB": 10**9, "TB": 10**12}
_SIZE: Final = re.compile(r"(\d{1,15}) ?(|KB|MB|GB|TB)", re.IGNORECASE)


def size_of(written: str) -> int | None:
    """Return the bytes of a size such as `500MB`; None for `none`.

    Raises:
        StartError: it is no size.
    """
    if written.lower() == NO_QUOTA:
        return None
    found = _SIZE.fullmatch(written.strip())
    if found is None:
        raise StartError(f"{written!r} is no size: write it as 500MB, 2GB or none.")
    return int(found[1]) * _UNITS[found[2].upper()]


def set_quota(store: Store, space: str | None, quota_bytes: int | None) -> int:
    """Return how many spaces have this quota from now on; what they hold already stays.

    Args:
        space: id in hexadecimal, as `status` shows it; None for every space.
        quota_bytes: None lifts it.

    Raises:
        StartError: there is no such space.
    """
    change = update(spaces).values(quota_bytes=quota_bytes)
    with store.write() as connection:
        known = {
            bytes(each).hex(): each for each in connection.execute(select(spaces.c.space)).scalars()
        }
        if space is not None:
            if space.lower() not in known:
                raise StartError("There is no such space: `status` lists them.")
            change = change.where(spaces.c.space == known[space.lower()])
        elif not known:
            raise StartError("No organisation was founded here yet: there is no space.")
        return connection.execute(change).rowcount
