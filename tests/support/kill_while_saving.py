"""Kills a process again and again while it saves, and looks at the vault after each kill.

Run as a program, because only a process with one thread forks safely; `tests/contract/
test_kills.py` starts it. It ends with 0 and a summary, or with the seed of what went wrong.
"""

import argparse
import json
import random
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import event, select

from helhedsplan_desktop.core import Core
from helhedsplan_desktop.foundation.clock import local_day, milliseconds
from helhedsplan_desktop.foundation.paths import Profile
from helhedsplan_desktop.practice_vault import settle
from helhedsplan_desktop.services.notes import NoteForm
from helhedsplan_desktop.services.session import Session
from helhedsplan_desktop.store.tables import table_of
from tests.support.killing import Report, end_here, forked
from tests.support.vault_audit import wrong_in
from tests.support.vaults import PASSPHRASE, cheap_kdf

Facts = Counter[tuple[str, str]]
"""(kind, words) of everything that a person wrote: note, contact, step or draft."""

TOWN = 14
LONGEST_LIFE = 0.30
"""Seconds until a kill; opening takes a third of it, so that a vault is killed there too."""

MOST_UNITS = 25
MOST_STATEMENTS = 200


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
    today: str
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
            happened_on=self.today,
            new_contact_name=f"Fru {word}",
            next_step=f"Ring om {word}",
            next_step_on=self.today,
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


def opened_core(folder: Path) -> Core:
    """Return a core with its vault open."""
    core = Core(Profile(folder), make_kdf=cheap_kdf)
    core.unlocking.unlock(PASSPHRASE)
    return core


def work(folder: Path, seed: str, ending: str, report: Report) -> None:
    """Open the vault and write until the end comes."""
    rng = random.Random(seed)
    core = opened_core(folder)
    session = core.begin_session()
    report("open")
    writer = core.unlocking.vault.database.writer
    if ending == "before_commit":
        _end_at(writer, "commit", rng.randint(1, MOST_UNITS))
    elif ending == "after_commit":
        _end_at(writer, "checkin", rng.randint(1, MOST_UNITS))
    elif ending == "statement":
        _end_at(writer, "after_cursor_execute", rng.randint(1, MOST_STATEMENTS))
    today = local_day(milliseconds(core.clock.now())).isoformat()
    typist = Typist(session, seed.replace("/", "x"), report, rng, today)
    while True:
        typist.act()


def _end_at(writer: Any, moment: str, count: int) -> None:
    """Let this process end when the writer comes to a moment for the `count`th time."""
    left = iter(range(count - 1, -1, -1))

    def passed(*_: object) -> None:
        if next(left) == 0:
            end_here()

    event.listen(writer, moment, passed)


def facts_in(session: Session, core: Core) -> Facts:
    """Return everything that stands in the vault."""
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
    found.update(("draft", str(each.fields["text"])) for each in session.drafts.all())
    return found


@dataclass
class Rounds:
    """Kill after kill on one vault.

    Attributes:
        expected: what must stand in it.
        told: how often what happened.
    """

    folder: Path
    seed: str
    expected: Facts = field(default_factory=Counter)
    told: Counter[str] = field(default_factory=Counter)

    def prepare(self) -> None:
        """Make the vault and put a few people into it."""
        core = Core(Profile(self.folder), make_kdf=cheap_kdf)
        core.unlocking.create(PASSPHRASE)
        settle(core, TOWN)
        self.expected = facts_in(core.begin_session(), core)
        core.close()

    def kill(self, number: int) -> None:
        """Let a process write, kill it, and compare."""
        name = f"{self.seed}/{number}"
        rng = random.Random(f"end of {name}")
        ending = rng.choice(("instant", "instant", "before_commit", "after_commit", "statement"))
        worker = forked(lambda report: work(self.folder, name, ending, report))
        if ending == "instant":
            time.sleep(rng.uniform(0, LONGEST_LIFE))
            worker.kill()
        reports = worker.reports()
        self.told[ending] += 1
        self.told["before_it_was_open"] += not reports
        core = opened_core(self.folder)
        try:
            self._look(core, reports, f"kill {name} ({ending})")
        finally:
            core.close()

    def _look(self, core: Core, reports: list[list[Any]], where: str) -> None:
        state = core.unlocking.state()
        assert not state.rolled_back, f"{where}: taken for an old file put back"
        under_way: Facts = self.expected
        for kind, *facts in reports:
            if kind == "try":
                added, gone = (Counter(tuple(each) for each in part) for part in facts)
                under_way = self.expected - gone + added
            elif kind == "done":
                self.expected = under_way
                self.told["saved"] += 1
        found = facts_in(core.begin_session(), core)
        lost, foreign = self.expected - found, found - self.expected
        assert found in (self.expected, under_way), f"{where}: lost {lost}, foreign {foreign}"
        if self.expected != under_way:
            self.told["under_way_kept" if found == under_way else "under_way_gone"] += 1
        self.expected = found
        wrong = [*core.unlocking.vault.database.check(), *wrong_in(core.opened().store)]
        assert not wrong, f"{where}: {wrong}"


def main() -> int:
    """Kill as often as asked; print a summary as JSON."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", required=True)
    parser.add_argument("--kills", type=int, required=True)
    wishes = parser.parse_args()
    rounds = Rounds(wishes.folder, wishes.seed)
    rounds.prepare()
    for number in range(wishes.kills):
        rounds.kill(number)
    sys.stdout.write(json.dumps(rounds.told) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
