"""No turned bit of a stored or sent object goes unnoticed, and the rest goes on."""

from collections.abc import Iterator

import pytest

from tests.simulation import bits
from tests.simulation.bits import CHECKS, Exchange
from tests.simulation.quick import sums_done_once

STEP = 7
"""Every 7th bit here; `python -m tests.simulation.bits` turns all of them."""


@pytest.fixture(scope="module")
def made() -> Iterator[Exchange]:
    with sums_done_once():
        exchange = bits.exchange()
        yield exchange
        exchange.schedule.close()


@pytest.mark.parametrize("what", CHECKS)
def test_a_turned_bit_is_noticed_and_the_rest_goes_on(made: Exchange, what: str) -> None:
    assert CHECKS[what](made, STEP).total() > 20
