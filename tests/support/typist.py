"""Somebody who writes into a vault, and tells of each act before it begins and when it is done."""

import random
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import event, select

from helhedsplan_desktop.core import Core
from helhedsplan_desktop.foundation.clock import SystemClock, local_day, milliseconds
from helhedsplan_desktop.foundation.paths import Profile
from helhedsplan_desktop.services.notes import NoteForm
from helhedsplan_desktop.services.session import Session
from helhedsplan_desktop.store.tables import table_of
from tests.support.killing import Report, end_here
from tests.support.vaults import PASSPHRASE, cheap_kdf

Facts = Counter[tuple[str, str]]
"""(kind, words) of everything that a person wrote: note, contact, step or draft."""

INSTANT = "instant"
ENDINGS = (INSTANT, "before_commit", "after_commit", "statement")
"""Where a process ends: when it is killed from outside, or by itself at a moment of the writer."""

COMMIT, COMMITTED = "commit", "checkin"
_MOMENTS = {
    "before_commit": (COMMIT, 25),
    "after_commit": (COMMITTED, 25),
    "statement": ("after_cursor_execute", 200),
}
"""Ending to the event of the writer's engine and how many of them are lived to see at most."""


def opened_core(folder: Path) -> Core:
    """Return a core with its vault open."""
    core = Core(Profile(folder), make_kdf=cheap_kdf)
    core.unlocking.unlock(PASSPHRASE)
    return core


def end_at(core: Core, ending: str, rng: random.Random) -> None:
    """Let this process end at some moment of the open vault's writer, unless at an instant."""
    if ending == INSTANT:
        return
    moment, most = _MOMENTS[ending]
    end_at_moment(core, moment, rng.randint(1, most))


def end_at_moment(core: Core, moment: str, count: int) -> None:
    """Let this process end when the writer comes to a moment for the `count`th time."""
    left = count

    def passed(*_: object) -> None:
        nonlocal left
        left -= 1
        if not left:
            end_here()

    event.listen(core.unlocking.vault.database.writer, moment, passed)


@dataclass
class Typist:
    """A person who writes, changes and deletes as fast as the vault takes it.

    Args:
        session: of the open vault.
        name: in every word that this typist writes.
        report: told what is tried and what is done.
    """

    session: Session
    name: str
    report: Report
    rng: random.Random
    drafts: list[tuple[bytes, str]] = field(default_factory=list)
    notes: list[tuple[bytes, str]] = field(default_factory=list)
    words: int = 0

    def act(self) -> None:
        """Do one thing that a person does."""
        acts = [self.begin, self.save, self.save]
        if self.notes:
            acts += [self.change, self.delete]
        self.rng.choice(acts)()

    def begin(self) -> None:
        """Keep a draft."""
        word = self._word()
        self._try([("draft", word)], [])
        draft = self.session.drafts.keep(None, "quick_note", None, {"text": word})
        self._done()
        self.drafts.append((draft, word))

    def save(self) -> None:
        """Store a note with a new contact and a next step, of a draft if there is one."""
        word = self._word()
        form = NoteForm(
            text=f"Talte om {word}",
            happened_on=today(),
            new_contact_name=f"Fru {word}",
            next_step=f"Ring om {word}",
            next_step_on=today(),
        )
        draft, gone = self.drafts.pop() if self.drafts else (None, "")
        self._try(
            [("note", form.text), ("contact", form.new_contact_name), ("step", form.next_step)],
            [("draft", gone)] if gone else [],
        )
        saved = self.session.notes.save(form, draft)
        self._done()
        self.notes.append((saved.rid, form.text))

    def change(self) -> None:
        """Write another text into a note."""
        rid, text = self._pick()
        form = self.session.notes.get(rid).form
        new = f"Ændret til {self._word()}"
        self._try([("note", new)], [("note", text)])
        self.session.notes.update(
            rid, NoteForm(form.contacts, new, happened_on=form.happened_on, areas=("UDL",))
        )
        self._done()
        self.notes.append((rid, new))

    def delete(self) -> None:
        """Delete a note."""
        rid, text = self._pick()
        self._try([], [("note", text)])
        self.session.notes.delete(rid)
        self._done()

    def _pick(self) -> tuple[bytes, str]:
        return self.notes.pop(self.rng.randrange(len(self.notes)))

    def _word(self) -> str:
        self.words += 1
        return f"{self.name}ord{self.words}æ"

    def _try(self, added: list[tuple[str, str]], gone: list[tuple[str, str]]) -> None:
        self.report("try", added, gone)

    def _done(self) -> None:
        self.report("done")


def today() -> str:
    """Return the day of this computer, ISO 8601."""
    return local_day(milliseconds(SystemClock().now())).isoformat()


def facts_in(core: Core) -> Facts:
    """Return everything that stands in the open vault of somebody's session."""
    found: Facts = Counter()
    columns = (
        ("Note", "text", "note"),
        ("Contact", "name", "contact"),
        ("FollowUp", "what", "step"),
    )
    with core.opened().store.read() as connection:
        for noun, column, kind in columns:
            values = connection.execute(select(table_of(noun).c[column])).scalars()
            found.update((kind, value) for value in values)
    drafts = core.begin_session().drafts.all()
    found.update(("draft", str(each.fields["text"])) for each in drafts)
    return found


@dataclass
class Expected:
    """What must stand in a vault by what its typist told.

    Attributes:
        facts: everything that was done.
        under_way: the same with the act that was begun last and not told to be done.
    """

    facts: Facts = field(default_factory=Counter)
    under_way: Facts = field(default_factory=Counter)

    def hear(self, reports: list[list[Any]]) -> int:
        """Take in what a typist told until its end; return how many acts were done."""
        self.under_way, done = self.facts, 0
        for kind, *parts in reports:
            if kind == "try":
                added, gone = (Counter(tuple(each) for each in part) for part in parts)
                self.under_way = self.facts - gone + added
            elif kind == "done":
                self.facts = self.under_way
                done += 1
        return done

    def meet(self, found: Facts) -> str:
        """Compare with what stands there; return which side of its commit the last act was on.

        Raises:
            AssertionError: something is lost, or stands there that was never written so.
        """
        lost, foreign = self.facts - found, found - self.facts
        assert found in (self.facts, self.under_way), f"lost {lost}, foreign {foreign}"
        met = "between_acts"
        if self.facts != self.under_way:
            met = "under_way_kept" if found == self.under_way else "under_way_gone"
        self.facts = self.under_way = found
        return met
