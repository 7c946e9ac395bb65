"""Kills a laptop again and again while it writes and syncs with a real server, and a colleague too.

Run as a program, because only a process with one thread forks safely; `tests/contract/
test_kills.py` starts it. It ends with 0 and a summary, or with the seed of what went wrong.
"""

import argparse
import json
import random
import sys
import time
from collections import Counter
from contextlib import closing
from pathlib import Path

from sqlalchemy import select

from helhedsplan_desktop.core import Core
from helhedsplan_desktop.foundation.paths import Profile
from helhedsplan_desktop.store.tables import MIRROR, SEALED
from tests.support.killing import Report, forked
from tests.support.typist import (
    ENDINGS,
    INSTANT,
    Expected,
    Facts,
    Typist,
    end_at,
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
        """Let Karin found an organisation and Fatma join it."""
        karin, fatma = (Core(Profile(each), make_kdf=cheap_kdf) for each in self._folders)
        for core in (karin, fatma):
            core.unlocking.create(PASSPHRASE)
        lead, newcomer = karin.members(), fatma.members()
        lead.found(server, founding_code, "Planen", "Karin", "Leder", "pc-1")
        lead.confirm_sheet()
        code = lead.invite("Fatma", "Medarbejder", "worker", automatic=True).code
        newcomer.enrol(server, code, "pc-2")
        karin.opened().syncing.run_once()
        newcomer.join()
        for core in (karin, fatma):
            core.close()

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
