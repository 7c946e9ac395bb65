"""Errors that a person is told about. Texts live in the window; here stand codes and facts."""

from enum import StrEnum


class Problem(StrEnum):
    """Everything that can be told to a person; `ui/bridge/problem_texts.py` has the words."""

    # vault
    WRONG_PASSPHRASE = "wrong_passphrase"  # noqa: S105  a code, no secret
    THROTTLED = "throttled"  # params: seconds
    PASSPHRASE_WEAK = "passphrase_weak"  # noqa: S105  a code, no secret
    VAULT_MISSING = "vault_missing"
    VAULT_EXISTS = "vault_exists"
    VAULT_DAMAGED = "vault_damaged"
    VAULT_FOREIGN = "vault_foreign"
    VAULT_NEWER = "vault_newer"
    VAULT_IN_USE = "vault_in_use"
    VAULT_LOCKED = "vault_locked"
    FOLDER_UNSAFE = "folder_unsafe"  # network drive or cloud-synced folder
    DISK_FULL = "disk_full"
    DISK_READ_ONLY = "disk_read_only"
    DISK_FAILED = "disk_failed"  # it neither reads nor writes, and does not say why
    ROLLED_BACK = "rolled_back"
    # input, each with the field in question
    REQUIRED = "required"
    TOO_LONG = "too_long"  # params: field, limit, length
    CPR_FOUND = "cpr_found"
    FUTURE_DATE = "future_date"
    BAD_VALUE = "bad_value"
    NOT_ALLOWED = "not_allowed"
    NOT_FOUND = "not_found"
    DRAFT_DAMAGED = "draft_damaged"
    DECISION_NEEDED = "decision_needed"  # eight open conflicts on one field
    # invitation and server
    CODE_INCOMPLETE = "code_incomplete"  # params: missing
    CODE_WRONG = "code_wrong"
    CODE_EXPIRED = "code_expired"
    FOUNDING_CODE_WRONG = "founding_code_wrong"
    ALREADY_FOUNDED = "already_founded"
    SERVER_ADDRESS_BAD = "server_address_bad"
    SERVER_UNREACHABLE = "server_unreachable"
    SERVER_NOT_OURS = "server_not_ours"  # HTML, a portal, another program
    SERVER_PARTLY = "server_partly"  # it answers about some spaces, of others nothing comes
    SERVER_BUSY = "server_busy"
    SERVER_REFUSED = "server_refused"  # params: reason
    SERVER_UNTRUSTED = "server_untrusted"  # TLS failed, or the roster does not verify
    CA_FILE_UNREADABLE = "ca_file_unreadable"
    PROXY_UNUSABLE = "proxy_unusable"
    PROGRAM_TOO_OLD = "program_too_old"  # a newer program is needed for this record, or to receive
    ACCESS_CLOSED = "access_closed"
    PARCEL_UNSEALED = "parcel_unsealed"  # nobody proves that it is new; nothing of it was taken
    # anything that is our fault
    BUG = "bug"


class AppError(Exception):
    """An error that a person is told about.

    Args:
        problem: what happened.
        params: facts for the text (never names or text of residents).
    """

    def __init__(self, problem: Problem, **params: object) -> None:
        super().__init__(problem.value)
        self.problem = problem
        self.params = params
