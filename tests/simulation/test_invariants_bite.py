"""Each invariant turns red when the rule that keeps it is taken out of the program."""

import pytest

from tests.simulation.ledger import Broken
from tests.simulation.more_mutations import MORE_MUTATIONS
from tests.simulation.mutations import MUTATIONS, Mutation, broken
from tests.simulation.rules import RULE_SETS
from tests.simulation.running import run

TRIES = 60
"""Schedules in which a broken rule has to show; most show in the first."""

STEPS = 60
ALL = MUTATIONS | MORE_MUTATIONS


def finding(mutation: Mutation) -> str:
    for seed in range(TRIES):
        try:
            run(seed, STEPS, RULE_SETS[mutation.rules])
        except Broken as found:
            return found.name
    return "nothing"


@pytest.mark.parametrize("what", ALL)
def test_a_broken_rule_is_noticed(what: str) -> None:
    mutation = ALL[what]
    with broken(mutation):
        assert finding(mutation) in mutation.breaks
