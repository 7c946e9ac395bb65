"""The words for every error: a title, what happened, what to do next."""

from collections.abc import Callable
from typing import Final

from helhedsplan_desktop.foundation.errors import AppError, Problem
from ui.bridge import server_problems as server
from ui.bridge.field_words import field_word
from ui.bridge.problem_words import ProblemWords
from ui.language import translate


def words_for(error: AppError) -> ProblemWords:
    """Return the words for an error, with its facts filled in."""
    return _WORDS[error.problem](error)


def minutes_words(seconds: int) -> str:
    """Return a time to wait: "20 seconds", "5 minutes"."""
    if seconds < _MINUTE:
        return translate("Problems", "%n second(s)", None, max(seconds, 1))
    return translate("Problems", "%n minute(s)", None, -(-seconds // _MINUTE))


_MINUTE: Final = 60


def _wrong_passphrase(_: AppError) -> ProblemWords:
    return ProblemWords(
        translate("Problems", "Wrong passphrase"),
        translate("Problems", "Wrong passphrase."),
        translate("Problems", "Try again. Check Caps Lock and the language of the keyboard."),
    )


def _throttled(error: AppError) -> ProblemWords:
    wait = minutes_words(_number(error, "seconds"))
    return ProblemWords(
        translate("Problems", "Too many attempts"),
        translate("Problems", "Too many attempts."),
        translate("Problems", "Try again in {time}.").format(time=wait),
    )


def _weak(_: AppError) -> ProblemWords:
    return ProblemWords(
        translate("Problems", "The passphrase is too weak"),
        translate("Problems", "The passphrase is too easy to guess."),
        translate("Problems", "Use the proposal, or write at least five words."),
    )


def _missing(_: AppError) -> ProblemWords:
    return ProblemWords(
        translate("Problems", "There is no vault here"),
        translate("Problems", "Your data were not found on this computer."),
        translate("Problems", "Restart the program. If that does not help, contact IT."),
    )


def _exists(_: AppError) -> ProblemWords:
    return ProblemWords(
        translate("Problems", "There is a vault already"),
        translate("Problems", "This computer has data already."),
        translate("Problems", "Restart the program and unlock it."),
    )


def _damaged(_: AppError) -> ProblemWords:
    return ProblemWords(
        translate("Problems", "The database cannot be opened"),
        translate("Problems", "The file with your data is damaged."),
        translate("Problems", "Contact IT. Do not reinstall the program: the file can be saved."),
    )


def _foreign(_: AppError) -> ProblemWords:
    return ProblemWords(
        translate("Problems", "The database cannot be opened"),
        translate("Problems", "The files in the data folder do not belong together."),
        translate("Problems", "Contact IT. Do not reinstall the program."),
    )


def _newer(_: AppError) -> ProblemWords:
    return ProblemWords(
        translate("Problems", "A newer version is needed"),
        translate("Problems", "Your data were written by a newer version of the program."),
        translate("Problems", "Install the newest version and open it again."),
    )


def _in_use(_: AppError) -> ProblemWords:
    return ProblemWords(
        translate("Problems", "The program is open already"),
        translate("Problems", "Helhedsplan is already running on this computer."),
        translate("Problems", "Use the window that is open, or close it and start again."),
    )


def _locked(_: AppError) -> ProblemWords:
    return ProblemWords(
        translate("Problems", "Locked"),
        translate("Problems", "The program is locked."),
        translate("Problems", "Unlock it and try again."),
    )


def _folder(error: AppError) -> ProblemWords:
    happened = {
        "network": translate("Problems", "The data folder lies on a network drive."),
        "cloud": translate("Problems", "The data folder is copied to a cloud service."),
        "owner": translate("Problems", "The data folder belongs to another user."),
    }.get(
        str(error.params.get("reason")),
        translate("Problems", "Others can open the data folder."),
    )
    return ProblemWords(
        translate("Problems", "The folder is not safe"),
        happened,
        translate(
            "Problems", "Contact IT: the data must lie in a folder of your own, on the disk."
        ),
    )


def _disk_full(_: AppError) -> ProblemWords:
    return ProblemWords(
        translate("Problems", "The disk is full"),
        translate("Problems", "There is not enough space on the computer."),
        translate("Problems", "Delete files and try again. What you wrote still stands here."),
    )


def _disk_read_only(_: AppError) -> ProblemWords:
    return ProblemWords(
        translate("Problems", "The disk cannot be written"),
        translate("Problems", "The program may not write to its data folder."),
        translate("Problems", "Contact IT. What you wrote still stands here."),
    )


def _disk_failed(_: AppError) -> ProblemWords:
    return ProblemWords(
        translate("Problems", "The disk does not answer"),
        translate("Problems", "The program could neither read nor write your data."),
        translate("Problems", "Try again in a moment. What you wrote still stands here."),
    )


def _rolled_back(_: AppError) -> ProblemWords:
    return ProblemWords(
        translate("Problems", "An older copy was put back"),
        translate("Problems", "The data on this computer are older than when you last used it."),
        translate("Problems", "Sync, and everything that was sent comes back."),
    )


def _required(error: AppError) -> ProblemWords:
    return ProblemWords(
        translate("Problems", "Something is missing"),
        translate("Problems", "The field “{field}” is empty.").format(
            field=field_word(str(error.params.get("field", "")))
        ),
        translate("Problems", "Fill it in and save again."),
    )


def _too_long(error: AppError) -> ProblemWords:
    limit = _number(error, "limit")
    return ProblemWords(
        translate("Problems", "The text is too long"),
        translate("Problems", "There is room for %n character(s).", None, limit),
        translate("Problems", "Shorten the text and save again."),
    )


def _cpr(_: AppError) -> ProblemWords:
    return ProblemWords(
        translate("Problems", "This looks like a CPR number"),
        translate("Problems", "The text holds what looks like a CPR number."),
        translate("Problems", "Delete it before you save."),
    )


def _future(_: AppError) -> ProblemWords:
    return ProblemWords(
        translate("Problems", "The date lies in the future"),
        translate("Problems", "The date cannot be in the future."),
        translate("Problems", "Choose today or an earlier day."),
    )


def _bad_value(error: AppError) -> ProblemWords:
    return ProblemWords(
        translate("Problems", "The field cannot be read"),
        translate("Problems", "“{field}” holds something that cannot be used.").format(
            field=field_word(str(error.params.get("field", "")))
        ),
        translate("Problems", "Correct it and save again."),
    )


def _not_allowed(_: AppError) -> ProblemWords:
    return ProblemWords(
        translate("Problems", "You cannot do that"),
        translate("Problems", "Your access does not cover this."),
        translate("Problems", "Ask your lead if you need it."),
    )


def _not_found(_: AppError) -> ProblemWords:
    return ProblemWords(
        translate("Problems", "It is no longer here"),
        translate("Problems", "It was deleted or moved in the meantime."),
        translate("Problems", "Go back to the list and look again."),
    )


def _draft(_: AppError) -> ProblemWords:
    return ProblemWords(
        translate("Problems", "The draft cannot be read"),
        translate("Problems", "What you had typed and not saved is damaged."),
        translate("Problems", "Write it again. Everything that you have saved is unharmed."),
    )


def _decision(_: AppError) -> ProblemWords:
    return ProblemWords(
        translate("Problems", "Decide first"),
        translate("Problems", "This field has too many versions that wait for a decision."),
        translate("Problems", "Open the conflicts and decide, then write on."),
    )


def _code_incomplete(error: AppError) -> ProblemWords:
    missing = _number(error, "missing")
    return ProblemWords(
        translate("Problems", "The code is not whole"),
        translate("Problems", "%n character(s) missing.", None, missing),
        translate("Problems", "Write the rest of the code."),
    )


def _code_wrong(_: AppError) -> ProblemWords:
    return ProblemWords(
        translate("Problems", "The code is not right"),
        translate("Problems", "The code does not fit."),
        translate("Problems", "Compare it sign by sign, or ask your lead for a new one."),
    )


def _code_expired(_: AppError) -> ProblemWords:
    return ProblemWords(
        translate("Problems", "The code has expired"),
        translate("Problems", "The code was used, is too old, or was tried wrongly too often."),
        translate("Problems", "Ask your lead for a new code."),
    )


def _bug(_: AppError) -> ProblemWords:
    return ProblemWords(
        translate("Problems", "Something went wrong"),
        translate("Problems", "Something went wrong. What you wrote is saved."),
        translate("Problems", "Try again. If it happens again, tell IT."),
    )


__all__ = ["ProblemWords", "minutes_words", "words_for"]

_WORDS: Final[dict[Problem, Callable[[AppError], ProblemWords]]] = {
    Problem.WRONG_PASSPHRASE: _wrong_passphrase,
    Problem.THROTTLED: _throttled,
    Problem.PASSPHRASE_WEAK: _weak,
    Problem.VAULT_MISSING: _missing,
    Problem.VAULT_EXISTS: _exists,
    Problem.VAULT_DAMAGED: _damaged,
    Problem.VAULT_FOREIGN: _foreign,
    Problem.VAULT_NEWER: _newer,
    Problem.VAULT_IN_USE: _in_use,
    Problem.VAULT_LOCKED: _locked,
    Problem.FOLDER_UNSAFE: _folder,
    Problem.DISK_FULL: _disk_full,
    Problem.DISK_READ_ONLY: _disk_read_only,
    Problem.DISK_FAILED: _disk_failed,
    Problem.ROLLED_BACK: _rolled_back,
    Problem.REQUIRED: _required,
    Problem.TOO_LONG: _too_long,
    Problem.CPR_FOUND: _cpr,
    Problem.FUTURE_DATE: _future,
    Problem.BAD_VALUE: _bad_value,
    Problem.NOT_ALLOWED: _not_allowed,
    Problem.NOT_FOUND: _not_found,
    Problem.DRAFT_DAMAGED: _draft,
    Problem.DECISION_NEEDED: _decision,
    Problem.CODE_INCOMPLETE: _code_incomplete,
    Problem.CODE_WRONG: _code_wrong,
    Problem.CODE_EXPIRED: _code_expired,
    Problem.FOUNDING_CODE_WRONG: server.founding_code,
    Problem.ALREADY_FOUNDED: server.founded,
    Problem.SERVER_ADDRESS_BAD: server.address,
    Problem.SERVER_UNREACHABLE: server.unreachable,
    Problem.SERVER_NOT_OURS: server.not_ours,
    Problem.SERVER_PARTLY: server.partly,
    Problem.SERVER_BUSY: server.busy,
    Problem.SERVER_REFUSED: server.refused,
    Problem.SERVER_UNTRUSTED: server.untrusted,
    Problem.CA_FILE_UNREADABLE: server.ca_file,
    Problem.PROXY_UNUSABLE: server.proxy,
    Problem.PROGRAM_TOO_OLD: server.too_old,
    Problem.ACCESS_CLOSED: server.closed,
    Problem.PARCEL_UNSEALED: server.unsealed,
    Problem.BUG: _bug,
}


def _number(error: AppError, name: str) -> int:
    value = error.params.get(name, 0)
    return value if isinstance(value, int) else 0
