"""What the self-test tries, one step after the other, with invented people."""

import shutil
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from helhedsplan_desktop.foundation.errors import AppError, Problem
from helhedsplan_desktop.foundation.policy import Policy
from helhedsplan_desktop.services.unlocking import Stage
from helhedsplan_desktop.trying.laptop import TrialLaptop
from helhedsplan_desktop.trying.server import TrialServer

if TYPE_CHECKING:
    from helhedsplan_desktop.services.conflicts import Conflict

PLANTED: Final = ("Kvistholmgaard", "Zornefugtig", "Blommetræskov")
"""Words that stand in names and notes, and so may stand in no byte on any disk."""

_WRONG_PASSPHRASE: Final = "not the passphrase of this vault"  # noqa: S105  opens nothing
_PLAIN_DATABASE: Final = b"SQLite format 3\0"
_WITHOUT_CONTENT: Final = ("vault.lock", "vault.db-shm")
"""Locks and page numbers; Windows lets nobody read them while a vault is open."""


class StepFailedError(Exception):
    """Something did not turn out as it must; the message says what."""


class LeftOutError(Exception):
    """A step cannot be tried here; the message says why."""


@dataclass
class Trial:
    """What the steps share.

    Args:
        folder: everything is below it.
        policy: of this computer.
        town_size: contacts of the practice town.
        server: to sync with; None: there is none.
        why_no_server: told for the steps that need one.
    """

    folder: Path
    policy: Policy
    town_size: int
    server: TrialServer | None = None
    why_no_server: str = ""
    laptops: list[TrialLaptop] = field(default_factory=list)
    contact: bytes = b""

    def new_laptop(self, name: str) -> TrialLaptop:
        """Return another laptop, closed with the trial."""
        laptop = TrialLaptop(self.folder / f"laptop-{len(self.laptops)}", name, self.policy)
        self.laptops.append(laptop)
        return laptop

    def pair(self) -> tuple[TrialLaptop, TrialLaptop]:
        """Return the two laptops of one organisation.

        Raises:
            LeftOutError: no server was there to join them.
        """
        if self.server is None:
            raise LeftOutError(self.why_no_server)
        _, karin, fatma = self.laptops
        return karin, fatma

    def close(self) -> None:
        """Lock every laptop."""
        for laptop in self.laptops:
            laptop.close()


def make_vault(trial: Trial) -> None:
    """Make a vault, lock it, refuse a wrong passphrase, open it by the right one."""
    laptop = trial.new_laptop("Mette")
    unlocking = laptop.core.unlocking
    unlocking.create(laptop.passphrase)
    laptop.core.lock()
    _demand(unlocking.state().stage is Stage.LOCKED, "the vault stayed open")
    told = _problem(lambda: unlocking.unlock(_WRONG_PASSPHRASE))
    _demand(told is Problem.WRONG_PASSPHRASE, "a wrong passphrase was not refused")
    unlocking.unlock(laptop.passphrase)
    _demand(unlocking.state().stage is Stage.OPEN, "the right passphrase did not open the vault")


def build_town(trial: Trial) -> None:
    """Fill the first laptop with the practice town."""
    from helhedsplan_desktop.practice_vault import settle
    from helhedsplan_desktop.services.contact_views import ContactFilter

    laptop = trial.laptops[0]
    settle(laptop.core, trial.town_size)
    count = laptop.session.people.list(ContactFilter(scope="all")).total
    _demand(count >= trial.town_size, f"the town has only {count} contacts")


def write(trial: Trial) -> None:
    """Write a contact, a note and a draft, and read them again after locking."""
    laptop = trial.laptops[0]
    rid = _new_contact(laptop)
    laptop.write_note(f"Talte om {PLANTED[1]} og {PLANTED[2]}.", rid)
    draft = laptop.session.drafts.keep(None, "quick_note", rid, {"text": PLANTED[2]})
    laptop.core.lock()
    laptop.core.unlocking.unlock(laptop.passphrase)
    session = laptop.session
    (entry,) = session.timelines.of(rid)
    _demand(PLANTED[1] in entry.text and entry.mine, "the note is not as it was written")
    kept = session.drafts.get(draft)
    _demand(kept is not None and kept.fields["text"] == PLANTED[2], "the draft was lost")


def search(trial: Trial) -> None:
    """Find a person and a note among everything by a few letters."""
    laptop = trial.laptops[0]
    found = laptop.session.searching.find("kvisthol")
    _demand([hit.name for hit in found.contacts] == [PLANTED[0]], "the contact is not found")
    _demand(len(laptop.finds("blommetraes")) == 1, "the note is not found")


def join_two(trial: Trial) -> None:
    """Found an organisation on one laptop, and let a second one join it by a code."""
    server = trial.server
    if server is None:
        raise LeftOutError(trial.why_no_server)
    karin, fatma = trial.new_laptop("Karin"), trial.new_laptop("Fatma")
    karin.core.unlocking.create(karin.passphrase)
    founding = karin.core.members()
    founding.found(server.address, server.founding_code, "Trial", "Karin", "Teamleder", "trial-1")
    founding.confirm_sheet()
    code = founding.invite("Fatma", "Medarbejder", "worker", automatic=True).code
    fatma.core.unlocking.create(fatma.passphrase)
    joining = fatma.core.members()
    joining.enrol(server.address, code, "trial-2")
    _sync(karin)
    _demand(joining.stage() == "approved", "the newcomer was not let in")
    joining.join()
    _demand(joining.me().role == "worker", "the newcomer has another role than invited to")


def sync(trial: Trial) -> None:
    """Let what one laptop wrote arrive on the other."""
    karin, fatma = trial.pair()
    trial.contact = _new_contact(fatma)
    fatma.write_note(f"Nævnte {PLANTED[2]}.", trial.contact)
    _sync(fatma, karin)
    _demand(len(karin.finds("blommetraes")) == 1, "the note did not arrive")
    _demand(fatma.core.opened().syncing.status.unsent == 0, "something stayed unsent")


def settle_conflict(trial: Trial) -> None:
    """Change one field on both laptops, see both values, and decide."""
    karin, fatma = trial.pair()
    karin.set_phone(trial.contact, "001")
    fatma.set_phone(trial.contact, "002")
    _sync(karin, fatma, karin)
    for laptop in (karin, fatma):
        waiting = _conflict(laptop, trial.contact)
        values = {laptop.phone(trial.contact), waiting.fields[0].other.value}
        _demand(values == {"001", "002"}, "one of the two values was lost")
    (decided,) = waiting.fields
    fatma.session.conflicts.settle(trial.contact, decided.path, decided.vid, "other")
    _sync(fatma, karin)
    for laptop in (karin, fatma):
        _demand(laptop.session.conflicts.count() == 0, "the decision did not arrive")
        _demand(laptop.phone(trial.contact) == decided.other.value, "the other value stands")


def compare(trial: Trial) -> None:
    """Compare what both laptops hold, byte for byte."""
    karin, fatma = trial.pair()
    _sync(fatma, karin, fatma)
    _demand(karin.digests() == fatma.digests(), "the laptops hold different records")


def look_for_plain_text(trial: Trial) -> None:
    """Look for the written words in every byte on the disk, and open a vault without its key."""
    secrets = (*PLANTED, *(laptop.passphrase for laptop in trial.laptops))
    looked = 0
    for path in trial.folder.rglob("*"):
        if path.is_file() and path.name not in _WITHOUT_CONTENT:
            looked += 1
            _demand(not _holds(path.read_bytes(), secrets), f"readable text stands in {path.name}")
    _demand(looked > len(trial.laptops), "there was nothing to look into")
    for laptop in trial.laptops:
        _refuse_without_key(laptop.core.profile.database, trial.folder / "copy.db")


def lock(trial: Trial) -> None:
    """Lock every laptop: nothing answers any more, and one closed file is left of the vault."""
    for laptop in trial.laptops:
        page = laptop.session.people.page
        laptop.core.lock()
        told = _problem(partial(page, bytes(16)))
        _demand(told is Problem.VAULT_LOCKED, "a locked vault answers")
        rests = list(laptop.core.profile.folder.glob("vault.db-*"))
        _demand(not rests, "a locked vault leaves a journal beside it")


def open_window(trial: Trial) -> None:
    """Show the unlock screen of a locked laptop, without a display."""
    try:
        from helhedsplan_desktop.trying.window import unlock_screen_shows
    except ImportError as missing:
        raise LeftOutError(f"Qt does not load here ({missing})") from missing
    _demand(unlock_screen_shows(trial.laptops[0].core), "the window stays empty")


STEPS: Final[tuple[tuple[str, Callable[[Trial], None]], ...]] = (
    ("vault", make_vault),
    ("practice town", build_town),
    ("write", write),
    ("search", search),
    ("two laptops", join_two),
    ("sync", sync),
    ("conflict", settle_conflict),
    ("digests", compare),
    ("ciphertext", look_for_plain_text),
    ("lock", lock),
    ("window", open_window),
)
"""Name and work of each step, in order: each builds on those before it."""


def _demand(holds: bool, otherwise: str) -> None:  # noqa: FBT001  reads as a sentence
    if not holds:
        raise StepFailedError(otherwise)


def _problem(work: Callable[[], object]) -> Problem | None:
    """Return what a person is told when `work` is refused; None: it was not."""
    try:
        work()
    except AppError as told:
        return told.problem
    return None


def _new_contact(laptop: TrialLaptop) -> bytes:
    from helhedsplan_desktop.services.contact_views import ContactForm

    return laptop.session.people.create(ContactForm(name=PLANTED[0]))


def _sync(*laptops: TrialLaptop) -> None:
    """Let each laptop in turn exchange everything with the server."""
    for laptop in laptops:
        syncing = laptop.core.opened().syncing
        if syncing.run_once() is None:
            problem = syncing.status.problem or Problem.SERVER_UNREACHABLE
            raise AppError(problem)


def _conflict(laptop: TrialLaptop, contact: bytes) -> "Conflict":
    waiting = laptop.session.conflicts.of(contact)
    if waiting is None:
        raise StepFailedError(f"{laptop.name} was not asked to decide")
    return waiting


def _holds(data: bytes, secrets: tuple[str, ...]) -> bool:
    """Return True if one of the words stands in `data`, in any case and common encoding."""
    forms = {form for word in secrets for form in (word, word.lower(), word.upper())}
    return any(
        form.encode(code) in data for form in forms for code in ("utf-8", "utf-16-le", "latin-1")
    )


def _refuse_without_key(database: Path, copy: Path) -> None:
    from helhedsplan_desktop.store.engine import open_database

    shutil.copyfile(database, copy)
    _demand(not copy.read_bytes().startswith(_PLAIN_DATABASE), "the vault is not encrypted")
    told = _problem(lambda: open_database(copy, bytes(32)).close())
    _demand(told is Problem.VAULT_DAMAGED, "the vault opens by another key")
    connection = sqlite3.connect(copy)
    try:
        connection.execute("SELECT * FROM sqlite_schema")
    except sqlite3.DatabaseError:
        return
    finally:
        connection.close()
        copy.unlink()
    raise StepFailedError("the vault opens without a key")
