"""How the server says no: a code of the protocol, its HTTP status, and nothing else."""

from typing import Final

from helhedsplan_protocol.error_codes import RETRY, ErrorCode, Retry
from helhedsplan_protocol.messages import Problem

AFTER_SECONDS: Final = 10
"""What a client waits where a refusal names no time itself."""


class Refusal(Exception):  # noqa: N818  it is an answer, not a fault
    """A request is answered by a `Problem`.

    Args:
        code: the protocol's word for it.
        after_seconds: when the same request may come again, for codes that say `after`.
    """

    def __init__(self, code: ErrorCode, after_seconds: int | None = None) -> None:
        super().__init__(code.value)
        self.code = code
        self.after_seconds = after_seconds


class StartError(Exception):
    """The server cannot start; the message is one sentence for the person at the terminal."""


STATUS: Final[dict[ErrorCode, int]] = {
    ErrorCode.BAD_REQUEST: 400,
    ErrorCode.AUTH_REQUIRED: 401,
    ErrorCode.DEVICE_REVOKED: 403,
    ErrorCode.DRAINING: 403,
    ErrorCode.ROLE_DENIED: 403,
    ErrorCode.CLONE_SUSPECTED: 403,
    ErrorCode.NOT_FOUND: 404,
    ErrorCode.LINEAGE_CHANGED: 409,
    ErrorCode.EPOCH_STALE: 409,
    ErrorCode.LOG_STALE: 409,
    ErrorCode.PARTICIPANT_MISMATCH: 409,
    ErrorCode.TOO_LARGE: 413,
    ErrorCode.BAD_MEDIA: 415,
    ErrorCode.BAD_SIGNATURE: 422,
    ErrorCode.BAD_HEADER: 422,
    ErrorCode.SCHEMA_UNKNOWN: 422,
    ErrorCode.CLIENT_TOO_OLD: 426,
    ErrorCode.RATE_LIMITED: 429,
    ErrorCode.SPACE_FROZEN: 503,
    ErrorCode.BUSY: 503,
    ErrorCode.QUOTA: 507,
}
"""The HTTP status that goes with each code; proxies and graphs read it, clients read the code."""


def problem(code: ErrorCode, after_seconds: int | None = None) -> Problem:
    """Return the body of a refusal with the retry advice of its code."""
    retry = RETRY[code]
    if retry is Retry.AFTER:
        return Problem(code, retry, after_seconds or AFTER_SECONDS)
    return Problem(code, retry)
