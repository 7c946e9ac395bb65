"""Kills a laptop again and again while it writes and syncs with a real server, and a colleague too.

Run as a program, because only a process with one thread forks safely; `tests/contract/
test_kills.py` starts it. It ends with 0 and a summary, or with the seed of what went wrong.
"""

import argparse
import itertools
import json
import random
import sys
import time
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from sqlalchemy import select

from helhedsplan_desktop.core import Core
from helhedsplan_desktop.foundation.paths import Profile
from helhedsplan_desktop.services.members import Members
from helhedsplan_desktop.store.tables import MIRROR, SEALED
from tests.support.killing import Report, forked
from tests.support.typist import (
    COMMIT,
    COMMITTED,
    ENDINGS,
    INSTANT,
    Expected,
    Facts,
    Typist,
    end_at,
    end_at_moment,
    facts_in,
    opened_core,
)
from tests.support.vault_audit import wrong_in
from tests.support.vaults import PASSPHRASE, cheap_kdf

SHORTEST_LIFE, LONGEST_LIFE = 0.1, 0.9
"""Seconds until a kill."""

COLLEAGUE = "kollega"
"""In every word that Karin writes."""

ACTS_OF_THE_COLLEAGUE = 12
ACTS_BETWEEN_SYNCS = 6
QUIET_WITHIN = 4
"""Rounds of both laptops after the last kill, until neither has anything for the other."""


def work(folder: Path, seed: str, ending: str, report: Report) -> None:
    """Open the vault, write and sync until the end comes."""
    rng = random.Random(seed)
    core = opened_core(folder)
    typist = Typist(core.begin_session(), seed.replace("/", "x"), report, rng)
    syncing = core.opened().syncing
    report("open")
    end_at(core, ending, rng)
    while True:
        syncing.run_once()
        report("synced")
        for _ in range(rng.randint(0, ACTS_BETWEEN_SYNCS)):
            typist.act()


class Rounds:
    """Kill after kill of Fatma's laptop, while Karin writes too.

    Attributes:
        told: how often what happened.
    """

    def __init__(self, folder: Path, seed: str) -> None:
        self._karins = folder / "Karin"
        self._fatmas = folder / "Fatma"
        self._seed = seed
        self._by_karin: Facts = Counter()
        self._by_fatma = Expected()
        self.told: Counter[str] = Counter()

    def prepare(self, server: str, founding_code: str) -> None:
        """Let Karin found an organisation and Fatma join it, killed at each of their commits."""
        for folder in self._folders:
            with closing(Core(Profile(folder), make_kdf=cheap_kdf)) as core:
                core.unlocking.create(PASSPHRASE)

        def found(members: Members) -> None:
            if not members.enrolled:
                members.found(server, founding_code, "Planen", "Karin", "Leder", "pc-1")

        def enrol(members: Members) -> None:
            if members.stage() == "none":
                members.enrol(server, code, "pc-2")

        def join(members: Members) -> None:
            if not members.enrolled:
                members.join()

        self._kill_through(self._karins, found)
        with closing(opened_core(self._karins)) as core:
            assert core.members().sheet() is not None, "the sheet is gone before it was shown"
            core.members().confirm_sheet()
            code = core.members().invite("Fatma", "Medarbejder", "worker", automatic=True).code
        self._kill_through(self._fatmas, enrol)
        with closing(opened_core(self._karins)) as core:
            core.opened().syncing.run_once()
        self._kill_through(self._fatmas, join)
        for folder in self._folders:
            with closing(opened_core(folder)) as core:
                core.opened().syncing.run_once()
                assert len(core.begin_session().places.members()) == 2, folder.name
                assert len(core.begin_session().places.areas("da")) == 5, folder.name

    def _kill_through(self, folder: Path, act: Callable[[Members], None]) -> None:
        """Begin an act again and again, killed before or after its first, second, … commit."""
        rng = random.Random(f"{self._seed} in {folder.name}")
        for count in itertools.count(1):
            moment = rng.choice((COMMIT, COMMITTED))

            def begin(report: Report, moment: str = moment, count: int = count) -> None:
                core = opened_core(folder)
                members = core.members()
                end_at_moment(core, moment, count)
                act(members)
                report("through")

            if forked(begin).reports():
                return
            self.told["at_the_beginning"] += 1

    def kill(self, number: int) -> None:
        """Let Karin write and sync, then Fatma, who is killed at it; compare.

        Raises:
            AssertionError: something is lost, half there, or does not fit together.
        """
        seed = f"{self._seed}/{number}"
        rng = random.Random(f"end of {seed}")
        self._let_karin_write(seed, rng)
        ending = rng.choice((INSTANT, *ENDINGS))
        worker = forked(lambda report: work(self._fatmas, seed, ending, report))
        if ending == INSTANT:
            time.sleep(rng.uniform(SHORTEST_LIFE, LONGEST_LIFE))
            worker.kill()
        reports = worker.reports()
        self.told[ending] += 1
        self.told["synced"] += sum(1 for kind, *_ in reports if kind == "synced")
        self.told["saved"] += self._by_fatma.hear(reports)
        with closing(opened_core(self._fatmas)) as core:
            try:
                self._look(core)
            except AssertionError as wrong:
                raise AssertionError(f"kill {seed} ({ending}): {wrong}") from wrong

    def settle(self) -> None:
        """Let both sync until they are quiet, and compare everything.

        Raises:
            AssertionError: they do not hold the same, or not what was written, once each.
        """
        wanted = _shared(self._by_karin + self._by_fatma.facts)
        for _ in range(QUIET_WITHIN):
            for folder in self._folders:
                with closing(opened_core(folder)) as core:
                    core.opened().syncing.run_once()
        mirrors = []
        for folder in self._folders:
            with closing(opened_core(folder)) as core:
                outcome = core.opened().syncing.run_once()
                assert outcome is not None, "the server is gone"
                assert (outcome.taken, outcome.applied, outcome.complete) == (0, 0, True), outcome
                status = core.opened().syncing.status
                assert (status.unsent, status.refused, status.quarantined) == (0, 0, 0), status
                assert not core.begin_session().conflicts.all()
                found = _shared(facts_in(core))
                assert found == wanted, f"lost {wanted - found}, foreign {found - wanted}"
                mirrors.append(_mirror(core))
        assert mirrors[0] == mirrors[1], "the laptops hold different versions"

    @property
    def _folders(self) -> tuple[Path, Path]:
        return self._karins, self._fatmas

    def _let_karin_write(self, seed: str, rng: random.Random) -> None:
        reports: list[list[object]] = []

        def report(*values: object) -> None:
            reports.append(list(values))

        name = f"{COLLEAGUE}{seed.replace('/', 'x')}"
        with closing(opened_core(self._karins)) as core:
            typist = Typist(core.begin_session(), name, report, rng)
            for _ in range(ACTS_OF_THE_COLLEAGUE):
                typist.act()
            core.opened().syncing.run_once()
        expected = Expected(self._by_karin)
        expected.hear(reports)
        self._by_karin = expected.facts

    def _look(self, core: Core) -> None:
        assert not core.unlocking.state().rolled_back, "taken for an old file put back"
        found = facts_in(core)
        # Of the colleague's facts an older state may stand here; the end compares them.
        own = Counter({fact: count for fact, count in found.items() if COLLEAGUE not in fact[1]})
        self.told[self._by_fatma.meet(own)] += 1
        wrong = [*core.unlocking.vault.database.check(), *wrong_in(core.opened().store)]
        assert not wrong, wrong


def _shared(facts: Facts) -> Facts:
    """Return what a colleague sees too: everything but drafts."""
    return Counter({fact: count for fact, count in facts.items() if fact[0] != "draft"})


def _mirror(core: Core) -> set[tuple[bytes, bytes]]:
    """Return (rid, vid) of everything that the laptop and the server agree upon."""
    homes = core.members().homes()
    shared = (homes.plan, homes.team)
    with core.opened().store.read() as connection:
        rows = connection.execute(
            select(SEALED.c.rid, SEALED.c.vid).where(
                SEALED.c.state == MIRROR, SEALED.c.space.in_(shared)
            )
        )
        return {(row.rid, row.vid) for row in rows}


def main() -> int:
    """Kill as often as asked; print a summary as JSON."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--server", required=True)
    parser.add_argument("--founding-code", required=True)
    parser.add_argument("--seed", required=True)
    parser.add_argument("--kills", type=int, required=True)
    wishes = parser.parse_args()
    rounds = Rounds(wishes.folder, wishes.seed)
    rounds.prepare(wishes.server, wishes.founding_code)
    for number in range(wishes.kills):
        rounds.kill(number)
    rounds.settle()
    sys.stdout.write(json.dumps(rounds.told) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
