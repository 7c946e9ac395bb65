"""Running a use case again when PostgreSQL had to break it off for another one's sake.

Every use case may be sent twice by the protocol, so it may run twice here: a push finds its own
versions as duplicates, a founding finds itself founded.
"""

import functools
from collections.abc import Callable
from typing import Final, ParamSpec, TypeVar

from sqlalchemy.exc import DBAPIError

P = ParamSpec("P")
R = TypeVar("R")

_TRIES: Final = 5
_AGAIN: Final = frozenset(
    {
        "40001",  # serialization_failure
        "40P01",  # deadlock_detected
        "23505",  # unique_violation: every insert looked first, so another writer was quicker
    }
)
"""SQLSTATE codes after which the same transaction finds its way (PostgreSQL manual, appendix A)."""


class Retrying:
    """Runs use cases up to five times while the database asks for another try.

    Args:
        mend: called after a lost connection: a commit may have happened without what follows it.
    """

    def __init__(self, mend: Callable[[], None]) -> None:
        self._mend = mend

    def __call__(self, use_case: Callable[P, R]) -> Callable[P, R]:
        """Return `use_case` with this way of running."""

        @functools.wraps(use_case)
        def run(*args: P.args, **kwargs: P.kwargs) -> R:
            for _ in range(_TRIES - 1):
                try:
                    return use_case(*args, **kwargs)
                except DBAPIError as broken:
                    if broken.connection_invalidated:  # the pool replaces it
                        self._mend()
                    elif getattr(broken.orig, "sqlstate", None) not in _AGAIN:
                        raise
            return use_case(*args, **kwargs)

        return run
