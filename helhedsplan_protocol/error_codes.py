"""The closed list of error codes and what a client may do about each."""

from enum import StrEnum
from typing import Final


class Retry(StrEnum):
    """When the same request may be sent again."""

    NEVER = "never"
    NOW = "now"
    AFTER = "after"


class ErrorCode(StrEnum):
    """Codes of the `Problem` answer and of single refused items."""

    BAD_REQUEST = "bad_request"
    AUTH_REQUIRED = "auth_required"
    DEVICE_REVOKED = "device_revoked"
    DRAINING = "draining"
    ROLE_DENIED = "role_denied"
    NOT_FOUND = "not_found"
    LINEAGE_CHANGED = "lineage_changed"
    EPOCH_STALE = "epoch_stale"
    LOG_STALE = "log_stale"
    PARTICIPANT_MISMATCH = "participant_mismatch"
    CLONE_SUSPECTED = "clone_suspected"
    TOO_LARGE = "too_large"
    BAD_MEDIA = "bad_media"
    BAD_SIGNATURE = "bad_signature"
    BAD_HEADER = "bad_header"
    SCHEMA_UNKNOWN = "schema_unknown"
    SPACE_FROZEN = "space_frozen"
    CLIENT_TOO_OLD = "client_too_old"
    RATE_LIMITED = "rate_limited"
    BUSY = "busy"
    QUOTA = "quota"


RETRY: Final[dict[ErrorCode, Retry]] = dict.fromkeys(ErrorCode, Retry.NEVER) | {
    ErrorCode.AUTH_REQUIRED: Retry.NOW,
    ErrorCode.LINEAGE_CHANGED: Retry.NOW,
    ErrorCode.EPOCH_STALE: Retry.NOW,
    ErrorCode.LOG_STALE: Retry.NOW,
    ErrorCode.PARTICIPANT_MISMATCH: Retry.NOW,
    ErrorCode.SPACE_FROZEN: Retry.AFTER,
    ErrorCode.RATE_LIMITED: Retry.AFTER,
    ErrorCode.BUSY: Retry.AFTER,
    ErrorCode.QUOTA: Retry.AFTER,
}
"""The retry advice that goes with each code."""
