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


def retrying(use_case: Callable[P, R]) -> Callable[P, R]:
    """Return `use_case` run up to five times while the database asks for another try."""

    @functools.wraps(use_case)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        for _ in range(_TRIES - 1):
            try:
                return use_case(*args, **kwargs)
            except DBAPIError as broken:
                if not _worth_another_try(broken):
                    raise
        return use_case(*args, **kwargs)

    return run


def _worth_another_try(broken: DBAPIError) -> bool:
    """Tell whether the same call may succeed now; a lost connection is replaced by the pool."""
    return broken.connection_invalidated or getattr(broken.orig, "sqlstate", None) in _AGAIN
