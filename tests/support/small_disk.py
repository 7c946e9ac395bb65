"""A laptop whose disk takes no more, or nothing at all, in a process of its own.

A file may only grow to a limit that the system sets (RLIMIT_FSIZE), which holds for every user,
also for the superuser in a container. `tests/contract/test_bad_disks.py` starts it.
"""

import argparse
import json
import os
import resource
import signal
import sys
from pathlib import Path

from helhedsplan_desktop.core import Core
from helhedsplan_desktop.foundation.errors import AppError
from helhedsplan_desktop.foundation.paths import Profile
from helhedsplan_desktop.practice_vault import settle
from helhedsplan_desktop.services.notes import NoteForm
from helhedsplan_desktop.services.session import Session
from tests.support.typist import facts_in, opened_core, today
from tests.support.vault_audit import wrong_in
from tests.support.vaults import PASSPHRASE, cheap_kdf

NOBODY = 65534
TRIES = 400
"""Notes of 2 kB; long before so many a megabyte is full."""

ROOM = 200_000
"""Bytes that a file may still grow by."""


def limit_files(most_bytes: int) -> None:
    """Let no file of this process grow beyond; writing more is an error, not the end."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most_bytes, hard))


def free_files() -> None:
    """Let files grow again."""
    limit_files(resource.getrlimit(resource.RLIMIT_FSIZE)[1])


def save(session: Session, number: int) -> str:
    """Save a long note; return what was told if it could not be, else nothing."""
    form = NoteForm(text=f"nummer{number} " + "æ" * 1900, happened_on=today(), anonymous=True)
    try:
        session.notes.save(form)
    except AppError as told:
        return told.problem.value
    return ""


def full(folder: Path) -> dict[str, object]:
    """Save until the disk is full, make room, and go on."""
    core = opened_core(folder)
    session = core.begin_session()
    largest = max(each.stat().st_size for each in folder.iterdir())
    limit_files(largest + ROOM)
    saved = 0
    while not (told := save(session, saved)):
        saved += 1
        assert saved < TRIES, "the disk never was full"
    told_again = save(session, saved)
    readable = len(session.searching.find("nummer0").notes)
    free_files()
    told_with_room = save(session, saved)
    before = facts_in(core)
    core.close()
    core = opened_core(folder)
    wrong = [*core.unlocking.vault.database.check(), *wrong_in(core.opened().store)]
    kept = facts_in(core) == before
    core.close()
    return {
        "saved": saved,
        "told": [told, told_again, told_with_room],
        "readable": readable,
        "kept": kept,
        "wrong": wrong,
    }


def full_at_opening(folder: Path) -> dict[str, object]:
    """Open the vault while no file may grow at all, and once more afterwards."""
    core = Core(Profile(folder), make_kdf=cheap_kdf)
    limit_files(0)
    told = ""
    try:
        core.unlocking.unlock(PASSPHRASE)
    except AppError as error:
        told = error.problem.value
    free_files()
    core.close()
    core = opened_core(folder)
    state = core.unlocking.state()
    facts = len(facts_in(core))
    core.close()
    return {"told": told, "rolled_back": state.rolled_back, "facts": facts}


def read_only(folder: Path) -> dict[str, object]:
    """Open the vault while its folder takes nothing, and once more afterwards."""
    # Everything is read from disk before this process may read less than its user.
    opened_core(folder).close()
    if os.geteuid() == 0:
        for each in (folder, *folder.rglob("*")):
            os.chown(each, NOBODY, NOBODY)
        os.setgroups([])
        os.setgid(NOBODY)
        os.setuid(NOBODY)
    files = [folder, *folder.rglob("*")]
    modes = [each.stat().st_mode for each in files]
    for each in files:
        each.chmod(0o500 if each.is_dir() else 0o400)
    core = Core(Profile(folder), make_kdf=cheap_kdf)
    told = core.unlocking.state().problem
    for each, mode in zip(files, modes, strict=True):
        each.chmod(mode)
    core = opened_core(folder)
    facts = len(facts_in(core))
    core.close()
    return {"told": told.problem.value if told else "", "facts": facts}


def main() -> int:
    """Do one of these to a new vault; print what came of it as JSON."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("trouble", choices=("full", "full_at_opening", "read_only"))
    wishes = parser.parse_args()
    core = Core(Profile(wishes.folder), make_kdf=cheap_kdf)
    core.unlocking.create(PASSPHRASE)
    settle(core, 14)
    core.close()
    work = {"full": full, "full_at_opening": full_at_opening, "read_only": read_only}
    sys.stdout.write(json.dumps(work[wishes.trouble](wishes.folder)) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
