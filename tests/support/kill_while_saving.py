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
from contextlib import closing
from pathlib import Path

from helhedsplan_desktop.core import Core
from helhedsplan_desktop.foundation.paths import Profile
from helhedsplan_desktop.practice_vault import settle
from tests.support.killing import Report, forked
from tests.support.typist import (
    ENDINGS,
    INSTANT,
    Expected,
    Typist,
    end_at,
    facts_in,
    opened_core,
)
from tests.support.vault_audit import wrong_in
from tests.support.vaults import PASSPHRASE, cheap_kdf

TOWN = 14
LONGEST_LIFE = 0.30
"""Seconds until a kill; opening takes a third of it, so that a vault is killed there too."""


def work(folder: Path, seed: str, ending: str, report: Report) -> None:
    """Open the vault and write until the end comes."""
    rng = random.Random(seed)
    core = opened_core(folder)
    typist = Typist(core.begin_session(), seed.replace("/", "x"), report, rng)
    report("open")
    end_at(core, ending, rng)
    while True:
        typist.act()


class Rounds:
    """Kill after kill on one vault.

    Attributes:
        told: how often what happened.
    """

    def __init__(self, folder: Path, seed: str) -> None:
        self._folder = folder
        self._seed = seed
        self._expected = Expected()
        self.told: Counter[str] = Counter()

    def prepare(self) -> None:
        """Make the vault and put a few people into it."""
        core = Core(Profile(self._folder), make_kdf=cheap_kdf)
        core.unlocking.create(PASSPHRASE)
        settle(core, TOWN)
        self._expected.facts = facts_in(core)
        core.close()

    def kill(self, number: int) -> None:
        """Let a process write, kill it, and compare.

        Raises:
            AssertionError: something is lost, half there, or does not fit together.
        """
        seed = f"{self._seed}/{number}"
        rng = random.Random(f"end of {seed}")
        ending = rng.choice((INSTANT, *ENDINGS))
        worker = forked(lambda report: work(self._folder, seed, ending, report))
        if ending == INSTANT:
            time.sleep(rng.uniform(0, LONGEST_LIFE))
            worker.kill()
        reports = worker.reports()
        self.told[ending] += 1
        self.told["before_it_was_open"] += not reports
        self.told["saved"] += self._expected.hear(reports)
        with closing(opened_core(self._folder)) as core:
            try:
                self._look(core)
            except AssertionError as wrong:
                raise AssertionError(f"kill {seed} ({ending}): {wrong}") from wrong

    def _look(self, core: Core) -> None:
        assert not core.unlocking.state().rolled_back, "taken for an old file put back"
        self.told[self._expected.meet(facts_in(core))] += 1
        wrong = [*core.unlocking.vault.database.check(), *wrong_in(core.opened().store)]
        assert not wrong, wrong


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
