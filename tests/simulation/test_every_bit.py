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


def test_a_word_given_under_an_ended_key_brings_nothing_new() -> None:
    """Who was put out can sign a vouch that is dated back; a lying server may bring it."""
    made = bits.exchange()
    try:
        assert all(made.arrives(made.vouched))
        karin, team = made.schedule.lead, made.reader.team
        assert team is not None
        karin.leading().rotate(team, "routine")
        made.reader.cycle.refresh_roster()
        assert not any(made.arrives(made.vouched))
    finally:
        made.schedule.close()
