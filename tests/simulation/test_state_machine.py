"""The rules of the schedules as Hypothesis drives them: it shortens what it finds."""

from typing import Any, Final

from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule
from hypothesis.strategies import DataObject, data, integers, sampled_from
from typing_extensions import override

from tests.simulation.quick import sums_done_once
from tests.simulation.rules import RULE_SETS, Rule
from tests.simulation.schedule import Schedule
from tests.simulation.watching import watched

RULES: Final = tuple({each.name: each for each in RULE_SETS["stormy"]}.values())
CHOSEN: Final = sampled_from(sorted(each.name for each in RULES))


class Laptops(RuleBasedStateMachine):
    """Laptops, a server and bad luck; the end of every run is quiet, in which all come right."""

    schedule: Schedule | None = None

    @initialize(seed=integers(0, 2**32 - 1))
    def begin(self, seed: int) -> None:
        self.schedule = Schedule(seed, RULES)

    @rule(drawn=data())
    def something_happens(self, drawn: DataObject) -> None:
        assert self.schedule is not None
        name = drawn.draw(CHOSEN, label="rule")
        self.schedule._rules = (Rule(1, name),)
        with sums_done_once(), watched(self.schedule.watch):
            self.schedule.step()

    @override
    def teardown(self) -> None:
        if self.schedule is None:
            return
        try:
            with sums_done_once(), watched(self.schedule.watch):
                self.schedule.settle()
        finally:
            self.schedule.close()


TestLaptops: Any = Laptops.TestCase
TestLaptops.settings = settings(
    max_examples=15,
    stateful_step_count=30,
    derandomize=True,
    deadline=None,
    phases=(Phase.explicit, Phase.generate, Phase.shrink),
    suppress_health_check=list(HealthCheck),
)
