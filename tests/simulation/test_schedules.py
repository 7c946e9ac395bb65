"""Random schedules of every rule set, and the seeds that once found something."""

import pytest

from tests.simulation.rules import RULE_SETS
from tests.simulation.running import run

STEPS = 60

FOUND = (
    ("plain", 8, "an edit number was used again below a refusal, and the edit was never sent"),
    ("plain", 36, "a refusal stayed in the list though nothing was unsent"),
    ("restores", 201, "a deletion took a record whose open value the deleter had never seen"),
    ("restores", 212, "a version without an answer was made anew in the same lineage"),
    ("restores", 239, "the same, by a colleague's deletion"),
    ("leading", 316, "a row of an ended epoch that no lead had seen blocked for ever"),
    ("leading", 1016, "an erase that waited was taken for sent when the server went back"),
    ("leading", 324, "an old version that was known by the tail only blocked its record"),
)
"""Rule set, seed, and what it found before it was mended."""


@pytest.mark.parametrize(("rules", "seed"), [(rules, seed) for rules, seed, _ in FOUND])
def test_a_seed_that_found_something_holds(rules: str, seed: int) -> None:
    run(seed, STEPS, RULE_SETS[rules])


@pytest.mark.parametrize("seed", range(16))
def test_a_random_schedule_holds(seed: int) -> None:
    """16 schedules of 60 steps, four of each set; `python -m tests.simulation` runs more."""
    run(7000 + seed, STEPS, RULE_SETS[("plain", "restores", "leading", "meeting")[seed % 4]])
