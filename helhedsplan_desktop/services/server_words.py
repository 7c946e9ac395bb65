"""What a person is told of what the server or the network said."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from helhedsplan_desktop.foundation.errors import AppError, Problem
from helhedsplan_desktop.sync.parcel_seal import UnsealedParcelError
from helhedsplan_desktop.sync.transport import RefusedError, TransportError
from helhedsplan_protocol.error_codes import ErrorCode
from helhedsplan_protocol.roster_state import RosterError

_LATER: Final = frozenset(
    {
        ErrorCode.BUSY,
        ErrorCode.RATE_LIMITED,
        # Another lead was quicker, three times in a row.
        ErrorCode.LOG_STALE,
        # Its operator holds it still, or a lead has to decide about a fork first.
        ErrorCode.SPACE_FROZEN,
    }
)


@contextmanager
def told() -> Iterator[None]:
    """Turn what the server or the network said into what a person is told."""
    try:
        yield
    except TransportError as error:
        raise AppError(error.problem) from error
    except RosterError as error:
        raise AppError(Problem.SERVER_UNTRUSTED) from error
    except UnsealedParcelError as unsealed:
        raise AppError(Problem.PARCEL_UNSEALED) from unsealed
    except RefusedError as refused:
        raise _problem(refused) from refused


def _problem(refused: RefusedError) -> AppError:
    if refused.code in {ErrorCode.DEVICE_REVOKED, ErrorCode.CLONE_SUSPECTED}:
        return AppError(Problem.ACCESS_CLOSED)
    if refused.code is ErrorCode.CLIENT_TOO_OLD:
        return AppError(Problem.PROGRAM_TOO_OLD)
    if refused.code in _LATER:
        return AppError(Problem.SERVER_BUSY)
    if refused.code is ErrorCode.ROLE_DENIED:
        return AppError(Problem.NOT_ALLOWED)
    return AppError(Problem.SERVER_REFUSED, reason=refused.code.value)


def founding_problem(refused: RefusedError) -> AppError:
    """Return what a founder is told of a refusal."""
    if refused.code is ErrorCode.NOT_FOUND:
        return AppError(Problem.FOUNDING_CODE_WRONG)
    if refused.code is ErrorCode.ROLE_DENIED:
        return AppError(Problem.ALREADY_FOUNDED)
    return _problem(refused)
