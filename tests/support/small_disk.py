"""A laptop whose disk takes no more, or nothing at all, in a process of its own.

A file may only grow to a limit that the system sets (RLIMIT_FSIZE), which holds for every user,
also for the superuser in a container. `tests/contract/test_bad_disks.py` starts it.
"""

import argparse
import importlib.resources
import json
import os
import resource
import shutil
import signal
import socket
import sys
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path

from helhedsplan_desktop.core import Core
from helhedsplan_desktop.foundation.errors import AppError
from helhedsplan_desktop.foundation.paths import Profile
from helhedsplan_desktop.practice_vault import settle
from helhedsplan_desktop.services.notes import NoteForm
from helhedsplan_desktop.services.session import Session
from helhedsplan_desktop.store import migrating
from tests.kills import template as templates
from tests.kills.line import Host, Line, over
from tests.support.killing import forked
from tests.support.typist import facts_in, opened_core, today
from tests.support.vault_audit import wrong_in
from tests.support.vaults import PASSPHRASE, cheap_kdf

NOBODY = 65534
NO_LIMIT = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
TRIES = 400
"""Notes of 2 kB; long before so many a megabyte is full."""

ROOM = 200_000
"""Bytes that a file may still grow by."""

FORM = "quick_note"
LATER = """
from alembic import op
revision = "later"
down_revision = "{before}"
def upgrade() -> None:
    op.execute("CREATE TABLE large AS SELECT randomblob(2000000) AS bytes")
"""


def limit_files(most_bytes: int) -> None:
    """Let no file of this process grow beyond; writing more is an error, not the end."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most_bytes, hard))


def free_files() -> None:
    """Let files grow again."""
    limit_files(NO_LIMIT)


def save(session: Session, number: int) -> str:
    """Save a long note; return what was told if it could not be, else nothing."""
    form = NoteForm(text=f"nummer{number} " + "æ" * 1900, happened_on=today(), anonymous=True)
    return told_by(lambda: session.notes.save(form))


def full(folder: Path) -> dict[str, object]:
    """Save until the disk is full, make room, and go on."""
    core = opened_core(folder)
    session = core.begin_session()
    limit_files(largest_file(folder) + ROOM)
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
    wrong = whats_wrong(core)
    kept = facts_in(core) == before
    core.close()
    return {
        "saved": saved,
        "told": [told, told_again, told_with_room],
        "readable": readable,
        "kept": kept,
        "wrong": wrong,
    }


def full_for_a_draft(folder: Path) -> dict[str, object]:
    """Type on until the disk takes no draft, make room, and type on."""
    core = opened_core(folder)
    drafts = core.begin_session().drafts
    draft = drafts.keep(None, FORM, None, {"text": "begyndt"})
    limit_files(largest_file(folder) + ROOM)
    typed, told = "begyndt", ""
    for _ in range(TRIES):
        longer = {"text": typed + "æ" * 19_000}
        told = told_by(partial(drafts.keep, draft, FORM, None, longer))
        if told:
            break
        typed = longer["text"]
    kept = drafts.get(draft)
    free_files()
    told_with_room = told_by(lambda: drafts.keep(draft, FORM, None, {"text": "med plads"}))
    core.close()
    core = opened_core(folder)
    later = core.begin_session().drafts.get(draft)
    wrong = whats_wrong(core)
    core.close()
    return {
        "told": [told, told_with_room],
        "kept": kept is not None and kept.fields["text"] == typed,
        "later": later.fields["text"] if later else "",
        "wrong": wrong,
    }


def full_for_a_copy(folder: Path) -> dict[str, object]:
    """Copy the vault while there is room, while there is none, and once more."""
    core = opened_core(folder)
    database, target = core.unlocking.vault.database, folder.with_name("copy.db")
    database.copy_to(target)
    before = target.read_bytes()
    limit_files(target.stat().st_size // 2)
    told = told_by(lambda: database.copy_to(target))
    stands = target.read_bytes() == before
    left = sorted(each.name for each in target.parent.iterdir())
    free_files()
    told_with_room = told_by(lambda: database.copy_to(target))
    wrong = whats_wrong(core)
    core.close()
    return {"told": [told, told_with_room], "stands": stands, "left": left, "wrong": wrong}


def full_for_an_upgrade(folder: Path) -> dict[str, object]:
    """Open the vault with a later program whose upgrade does not fit, then with today's."""
    core = opened_core(folder)
    facts = facts_in(core)
    core.close()
    revisions, scripts = migrating.REVISIONS, migrating.SCRIPTS
    migrating.REVISIONS = (*revisions, "later")  # type: ignore[assignment,misc]  # the program of later
    migrating.SCRIPTS = str(later_scripts(folder.with_name("later"), revisions[-1]))  # type: ignore[misc]  # the same
    limit_files(largest_file(folder) + ROOM)
    core = Core(Profile(folder), make_kdf=cheap_kdf)
    told = told_by(lambda: core.unlocking.unlock(PASSPHRASE))
    core.close()
    free_files()
    migrating.REVISIONS, migrating.SCRIPTS = revisions, scripts  # type: ignore[misc]  # today's again
    core = opened_core(folder)
    result = {
        "told": told,
        "kept": facts_in(core) == facts,
        "rolled_back": core.unlocking.state().rolled_back,
        "wrong": whats_wrong(core),
    }
    core.close()
    return result


def later_scripts(folder: Path, before: str) -> Path:
    """Put the migrations of a later program into a folder; its newest needs two megabytes."""
    source = importlib.resources.files("helhedsplan_desktop.store").joinpath("migrations")
    with importlib.resources.as_file(source) as there:
        shutil.copytree(there, folder)
    (folder / "versions" / "later.py").write_text(LATER.format(before=before))
    return folder


def full_while_syncing(folder: Path) -> dict[str, object]:
    """Fetch everything for the first time, with a little more room at each try."""
    place = folder.with_name("organisation")
    place.mkdir()
    template = templates.make(place)
    near, far = socket.socketpair()
    # The server's disk is another one, so it is a process of its own.
    server = forked(lambda _: serve(place / templates.SERVER, near, far))
    near.close()
    core = templates.LineCore(place / templates.FRESH, Line(over(far)))
    core.unlocking.unlock(PASSPHRASE)
    syncing, told = core.opened().syncing, []
    for room in range(8_000, 600_000, 16_000):
        limit_files(room)
        told.append(told_by(syncing.run_once))
        free_files()
        wrong = whats_wrong(core)
        assert not wrong, (room, wrong)
    for _ in range(2):
        outcome = syncing.run_once()
    assert outcome is not None
    found = facts_in(core)
    core.close()
    far.close()
    server.end()
    shared = {fact: count for fact, count in template.by_lead.items() if fact[0] != "draft"}
    return {"told": told, "complete": outcome.complete, "once_each": found == shared}


def serve(data: Path, near: socket.socket, far: socket.socket) -> None:
    """Answer one laptop until it hangs up."""
    far.close()
    with closing(Host(data)) as host:
        while host.answer_over(near):
            pass


def told_by(work: Callable[[], object]) -> str:
    """Return what a person is told when `work` is done, empty if it is."""
    try:
        work()
    except AppError as told:
        return told.problem.value
    return ""


def largest_file(folder: Path) -> int:
    """Return the size of the largest file, which reaches the limit first."""
    return max(each.stat().st_size for each in folder.iterdir())


def whats_wrong(core: Core) -> list[str]:
    """Return what does not fit in an open vault."""
    return [*core.unlocking.vault.database.check(), *wrong_in(core.opened().store)]


def full_at_opening(folder: Path) -> dict[str, object]:
    """Open the vault while no file may grow at all, and once more afterwards."""
    core = Core(Profile(folder), make_kdf=cheap_kdf)
    limit_files(0)
    told = told_by(lambda: core.unlocking.unlock(PASSPHRASE))
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


TROUBLES = {
    each.__name__: each
    for each in (
        full,
        full_at_opening,
        full_for_a_draft,
        full_for_a_copy,
        full_for_an_upgrade,
        full_while_syncing,
        read_only,
    )
}


def main() -> int:
    """Do one of these to a new vault; print what came of it as JSON."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("trouble", choices=TROUBLES)
    wishes = parser.parse_args()
    core = Core(Profile(wishes.folder), make_kdf=cheap_kdf)
    core.unlocking.create(PASSPHRASE)
    settle(core, 14)
    core.close()
    sys.stdout.write(json.dumps(TROUBLES[wishes.trouble](wishes.folder)) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
