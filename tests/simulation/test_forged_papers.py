"""Schedules with a server that makes up papers and shows rows in the place of others."""

import pytest

from tests.simulation.rules import RULE_SETS
from tests.simulation.running import run

STEPS = 60


@pytest.mark.parametrize("seed", range(10))
def test_random_schedules_with_forged_papers_hold(seed: int) -> None:
    run(seed, STEPS, RULE_SETS["forging"])
