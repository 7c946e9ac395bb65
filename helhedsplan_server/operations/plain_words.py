"""One sentence for the person at the terminal for whatever a command ran into."""

import sqlite3

from pydantic import ValidationError
from sqlalchemy.exc import ArgumentError, DatabaseError, NoSuchModuleError

from helhedsplan_server.errors import Refusal, StartError


def told_plainly(failed: Exception) -> str | None:
    """Return what happened in words; None for a fault of ours, whose traceback is wanted."""
    match failed:
        case StartError():
            told = str(failed)
        case ValidationError():
            told = _setting(failed)
        case OSError():
            name = failed.filename or "no file named"
            told = f"The system says no: {failed.strerror or failed} ({name})."
        case Refusal():
            told = f"The server says no: {failed.code.value}. See its log, and try again."
        case ArgumentError() | NoSuchModuleError():
            told = "The address of the database is none that this program knows."
        case DatabaseError():
            told = f"The database says no: {driver_words(failed)}."
        case sqlite3.Error():
            told = f"The database says no: {failed}."
        case _:
            return None
    return told


def driver_words(failed: DatabaseError) -> str:
    """Return the first line of what the driver said; the statement and its values stay out."""
    return str(failed.orig).strip().partition("\n")[0].rstrip(".")


def _setting(failed: ValidationError) -> str:
    wrong = failed.errors(include_url=False, include_input=False)[0]
    name = "_".join(str(part) for part in wrong["loc"]).upper()
    return f"The setting HELHEDSPLAN_SERVER_{name} is wrong: {wrong['msg']}."
