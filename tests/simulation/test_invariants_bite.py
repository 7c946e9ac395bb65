"""Each invariant turns red when the rule that keeps it is taken out of the program."""

import ast
from pathlib import Path

import pytest

from tests.simulation.ledger import Broken
from tests.simulation.lying import LIES
from tests.simulation.mutations import Mutation, broken
from tests.simulation.proofs import ALL_MUTATIONS, ELSEWHERE, INVARIANTS, mutated
from tests.simulation.rules import RULE_SETS
from tests.simulation.running import run

TRIES = 60
"""Schedules in which a broken rule has to show; most show in the first."""

STEPS = 60
TESTS = Path(__file__).parents[1]


def finding(mutation: Mutation) -> str:
    """Return what fails first of all that is not merely another sign of the same."""
    for seed in range(TRIES):
        try:
            run(seed, STEPS, RULE_SETS[mutation.rules])
        except Broken as found:
            if found.name not in mutation.breaks[1:]:
                return found.name
    return "nothing"


@pytest.mark.parametrize("what", ALL_MUTATIONS)
def test_a_broken_rule_is_noticed(what: str) -> None:
    mutation = ALL_MUTATIONS[what]
    with broken(mutation):
        assert finding(mutation) == mutation.breaks[0]


@pytest.mark.parametrize("name", INVARIANTS)
def test_no_invariant_is_without_what_holds_it(name: str) -> None:
    ways = (name in mutated(), name in ELSEWHERE)
    assert any(ways), f"nothing shows that {name} would be noticed"


def test_what_the_schedules_tell_is_an_invariant_by_name() -> None:
    told = {invariant for _, invariant in LIES.values()}
    for module in Path(__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(module.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Broken":
                told |= {
                    str(each.value) for each in node.args[:1] if isinstance(each, ast.Constant)
                }
    rules_of_the_server = {"S5", "S9"}
    assert told - rules_of_the_server <= set(INVARIANTS)
    assert mutated() | ELSEWHERE.keys() <= set(INVARIANTS)


@pytest.mark.parametrize("place", ELSEWHERE.values())
def test_a_test_that_holds_an_invariant_is_there(place: str) -> None:
    file, _, name = place.partition("::")
    module = ast.parse((TESTS / file).read_text("utf-8"))
    assert name in {node.name for node in module.body if isinstance(node, ast.FunctionDef)}
