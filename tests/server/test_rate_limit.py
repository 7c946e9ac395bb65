"""However many addresses ask: a request costs the same, and who rested is forgotten."""

import time
from contextlib import suppress
from datetime import UTC, datetime

import pytest

from helhedsplan_server.errors import Refusal
from helhedsplan_server.rate_limit import RateLimit

ADDRESSES = 30_000
BURST = 3
SECONDS = 5.0
"""Thousands of times what it takes; looking through all addresses takes minutes."""


class Clock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def now(self) -> datetime:
        return datetime(2026, 3, 12, tzinfo=UTC)

    def monotonic(self) -> float:
        return self.seconds


def test_an_address_waits_after_its_burst_and_others_do_not() -> None:
    clock = Clock()
    limit = RateLimit(clock, rate=0.5, burst=BURST)
    for _ in range(BURST):
        limit.take("a")
    with pytest.raises(Refusal) as told:
        limit.take("a")
    assert told.value.after_seconds == 2
    limit.take("b")
    clock.seconds = 2.0
    limit.take("a")
    with pytest.raises(Refusal):
        limit.take("a")


def test_a_flood_from_many_addresses_makes_no_request_dearer() -> None:
    clock = Clock()
    limit = RateLimit(clock, rate=0.001, burst=BURST)
    began = time.process_time()
    for number in range(ADDRESSES):
        limit.take(f"flood {number}")
    for _ in range(BURST):
        limit.take("a colleague")
    with pytest.raises(Refusal):
        limit.take("a colleague")
    assert time.process_time() - began < SECONDS


def test_who_rested_long_enough_is_forgotten_and_nobody_else() -> None:
    clock = Clock()
    limit = RateLimit(clock, rate=1.0, burst=BURST)
    for number in range(100):
        limit.take(f"flood {number}")
    clock.seconds = 2.0
    for _ in range(BURST):
        limit.take("greedy")
    clock.seconds = 3.5
    for _ in range(100):
        with suppress(Refusal):
            limit.take("greedy")
    with pytest.raises(Refusal):
        limit.take("greedy")
    assert set(limit._tokens) == {"greedy"}
