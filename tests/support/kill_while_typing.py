"""Kills processes while somebody types, and measures how much of the typing is lost.

Run as a program, because only a process with one thread forks safely; `tests/contract/
test_kills.py` starts it. It ends with 0 and a summary, or with the seed of what went wrong.
"""

import argparse
import json
import random
import shutil
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QTimer

from helhedsplan_desktop.core import Core
from helhedsplan_desktop.foundation.paths import Profile
from helhedsplan_desktop.practice_vault import settle
from tests.support.kill_while_saving import TOWN
from tests.support.killing import Report, forked
from tests.support.typist import opened_core
from tests.support.vaults import PASSPHRASE, cheap_kdf
from ui.bridge.draft_keeper import DraftKeeper
from ui.jobs.runner import JobRunner

FORM = "quick_note"
MAY_BE_LOST_SECONDS = 1.0
"""Source: architecture, 'Saved is saved'; drafts are stored within a second."""

FASTEST_MS, SLOWEST_MS = 40, 220
"""Between two keys of a practised and of a slow typist."""

SHORTEST_LIFE, LONGEST_LIFE = 0.5, 3.0
LETTERS = "abcdefghijklmnoprstuvyæøå  "


def text_of(seed: str) -> str:
    """Return what is typed, letter by letter."""
    return "".join(random.Random(f"text of {seed}").choices(LETTERS, k=2000))


def work(folder: Path, seed: str, report: Report) -> None:
    """Go on with the draft of the vault, at the pace of a person, in an event loop."""
    application = QCoreApplication([])
    drafts = opened_core(folder).begin_session().drafts
    runner = JobRunner()
    keeper = DraftKeeper(runner, drafts, FORM)
    kept = next(iter(drafts.all()), None)
    keeper.begin(kept.draft if kept else None, None)
    text, rng = text_of(seed), random.Random(f"pace of {seed}")
    typed = len(kept.fields["text"]) if kept else 0

    def press_key() -> None:
        nonlocal typed
        typed += 1
        so_far = text[:typed]
        keeper.touch(lambda: {"text": so_far})
        report(time.monotonic(), typed)
        QTimer.singleShot(rng.randint(FASTEST_MS, SLOWEST_MS), press_key)

    press_key()
    application.exec()


@dataclass
class Told:
    """What the kills came to."""

    kills: int = 0
    keys: int = 0
    worst_seconds: float = 0.0


def look(folder: Path, seed: str, keys: list[list[Any]], killed_at: float, told: Told) -> None:
    """Compare the kept draft with the keys that were pressed."""
    core = opened_core(folder)
    try:
        drafts = [each.fields["text"] for each in core.begin_session().drafts.all()]
        assert not core.unlocking.vault.database.check(), seed
    finally:
        core.close()
    assert len(drafts) <= 1, f"{seed}: one typing became {len(drafts)} drafts"
    kept = drafts[0] if drafts else ""
    assert text_of(seed).startswith(kept), f"{seed}: the draft holds what was never typed"
    lost = [at for at, length in keys if length > len(kept)]
    seconds = killed_at - min(lost) if lost else 0.0
    assert seconds <= MAY_BE_LOST_SECONDS, f"{seed}: {seconds:.2f} seconds of typing are lost"
    told.kills += 1
    told.keys += len(keys)
    told.worst_seconds = max(told.worst_seconds, round(seconds, 3))


def main() -> int:
    """Kill as often as asked; print a summary as JSON."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", required=True)
    parser.add_argument("--typists", type=int, required=True)
    parser.add_argument("--rounds", type=int, required=True)
    wishes = parser.parse_args()
    folders = [wishes.folder / str(number) for number in range(wishes.typists)]
    core = Core(Profile(folders[0]), make_kdf=cheap_kdf)
    core.unlocking.create(PASSPHRASE)
    settle(core, TOWN)
    core.close()
    for folder in folders[1:]:
        shutil.copytree(folders[0], folder)
    told = Told()
    for number in range(wishes.rounds):
        rng = random.Random(f"{wishes.seed}/{number}")
        # Each vault goes on with the draft that the last kill left in it.
        at_work = [
            (folder, seed, forked(lambda report, f=folder, s=seed: work(f, s, report)))  # type: ignore[misc]  # mypy infers no lambda with defaults
            for folder, seed in ((each, f"{wishes.seed}/{each.name}") for each in folders)
        ]
        lives = sorted(rng.uniform(SHORTEST_LIFE, LONGEST_LIFE) for _ in at_work)
        started = time.monotonic()
        killed = []
        for life, (_, _, worker) in zip(lives, at_work, strict=True):
            time.sleep(max(0.0, started + life - time.monotonic()))
            killed.append(time.monotonic())
            worker.kill()
        for at, (folder, seed, worker) in zip(killed, at_work, strict=True):
            look(folder, seed, worker.reports(), at, told)
    sys.stdout.write(json.dumps(vars(told)) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
