"""A laptop at work with words that nobody else may read, until it is killed.

It takes the words from its standard input, as a person's keyboard would bring them, and tells when
it is done. `tests/contract/test_nobody_else_can_read.py` starts and kills it.
"""

import argparse
import json
import sys
import threading
from contextlib import suppress
from pathlib import Path

from helhedsplan_desktop.core import Core
from helhedsplan_desktop.foundation.errors import AppError, Problem
from helhedsplan_desktop.foundation.hardening import forbid_core_dumps
from helhedsplan_desktop.foundation.logs import log_crashes, silence_libraries
from helhedsplan_desktop.foundation.paths import Profile
from helhedsplan_desktop.services.contact_views import ContactForm
from helhedsplan_desktop.services.notes import NoteForm
from tests.support.killing import end_here
from tests.support.typist import today
from tests.support.vaults import PASSPHRASE, cheap_kdf, problem_of


def work(core: Core, server: str, founding_code: str, name: str, cpr: str) -> None:
    """Do with the words whatever might leave them somewhere."""
    core.unlocking.create(PASSPHRASE)
    core.members().found(server, founding_code, "Planen", "Karin", "Leder", "pc-1")
    core.members().confirm_sheet()
    session = core.begin_session()
    rid = session.people.create(ContactForm(name=name, phone=cpr.replace("-", "")))
    words = f"{name} ({cpr}) kom forbi"
    refused = problem_of(session.notes.save, NoteForm((rid,), words, happened_on=today()))
    assert refused.problem is Problem.CPR_FOUND
    assert name not in f"{refused!r} {refused.params}"
    saved = session.notes.save(NoteForm((rid,), words, happened_on=today(), cpr_override=True))
    session.drafts.keep(None, "quick_note", rid, {"text": words})
    assert session.searching.find(name).notes
    core.opened().syncing.run_once()
    session.notes.update(
        saved.rid, NoteForm((rid,), f"{words} igen", happened_on=today(), cpr_override=True)
    )
    core.opened().syncing.run_once()
    core.opened().care.run_if_due()
    core.lock()
    with suppress(AppError):
        core.unlocking.unlock(words)
    core.unlocking.unlock(PASSPHRASE)


def crash_with(words: str) -> None:
    """Fail with these words in the message, here and on a thread."""

    def fail() -> None:
        int(words)

    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    try:
        fail()
    except ValueError as error:
        sys.excepthook(type(error), error, error.__traceback__)


def main() -> None:
    """Work, tell "done", and wait to be killed."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--server", required=True)
    parser.add_argument("--founding-code", required=True)
    wishes = parser.parse_args()
    forbid_core_dumps()
    silence_libraries()
    core = Core(Profile(wishes.folder), make_kdf=cheap_kdf)
    log_crashes(core.log)
    name, cpr = json.loads(sys.stdin.readline())
    work(core, wishes.server, wishes.founding_code, name, cpr)
    crash_with(f"{name} {cpr}")
    sys.stdout.write("done\n")
    sys.stdout.flush()
    sys.stdin.readline()
    end_here()


if __name__ == "__main__":
    main()
