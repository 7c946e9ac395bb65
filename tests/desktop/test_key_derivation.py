"""Argon2id is as costly as the computer bears, and never less than the floor."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helhedsplan_desktop.crypto.key_derivation import (
    LIMITS,
    Cost,
    CostError,
    PassphraseKdf,
    calibrated,
)
from helhedsplan_desktop.foundation.clock import SystemClock
from tests.support.vaults import cheap_kdf

MIB = 1024
FLOOR = LIMITS.floor


def test_the_floor_and_the_ceiling_are_those_of_the_decision() -> None:
    assert Cost(64 * MIB, 3, 4) == FLOOR
    assert (LIMITS.most_memory_kib, LIMITS.ceiling_kib) == (256 * MIB, 1024 * MIB)


@pytest.mark.parametrize(
    "cost",
    [
        Cost(64 * MIB - 1, 3, 4),
        Cost(64 * MIB, 2, 4),
        Cost(64 * MIB, 3, 3),
        Cost(1024 * MIB + 1, 3, 4),
        Cost(64 * MIB, 65, 4),
        Cost(64 * MIB, 3, 17),
        Cost(0, 0, 0),
        Cost(-1, 3, 4),
    ],
)
def test_costs_out_of_bounds_are_refused_before_anything_is_derived(cost: Cost) -> None:
    with pytest.raises(CostError):
        PassphraseKdf(SystemClock()).derive("kaffe", bytes(16), cost)


@given(st.floats(0.0005, 30), st.floats(0.5, 1.5))
def test_calibration_meets_half_a_second_to_one_where_it_can(
    floor_seconds: float, slowdown: float
) -> None:
    """A computer whose large memory is up to half faster or slower than its small one."""

    def seconds_of(cost: Cost) -> float:
        share = cost.memory_kib * cost.passes / (FLOOR.memory_kib * FLOOR.passes)
        return floor_seconds * share * (slowdown if cost.memory_kib > FLOOR.memory_kib else 1)

    cost = calibrated(LIMITS, seconds_of)
    LIMITS.check(cost)
    assert cost.memory_kib <= LIMITS.most_memory_kib
    if cost != FLOOR:
        assert seconds_of(cost) <= 1.0 or seconds_of(FLOOR) > 0.5
    if cost.passes < LIMITS.most_passes:
        assert seconds_of(cost) >= 0.45


def test_a_slow_computer_stays_at_the_floor() -> None:
    assert calibrated(LIMITS, lambda _: 5.0) == FLOOR


def test_memory_is_raised_before_passes() -> None:
    def seconds_of(cost: Cost) -> float:
        return 0.3 * cost.memory_kib * cost.passes / (FLOOR.memory_kib * FLOOR.passes)

    cost = calibrated(LIMITS, seconds_of)
    assert cost.passes == 3
    assert 2 * FLOOR.memory_kib < cost.memory_kib < 3 * FLOOR.memory_kib


def test_a_computer_without_spare_memory_stays_at_the_floor(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def no_memory(_kdf: PassphraseKdf, _cost: Cost) -> float:
        raise MemoryError

    monkeypatch.setattr(PassphraseKdf, "_seconds_of", no_memory)
    assert PassphraseKdf(SystemClock()).calibrate() == FLOOR


def test_passphrase_salt_and_cost_all_matter() -> None:
    kdf = cheap_kdf(SystemClock())
    one = kdf.derive("kaffe", bytes(16), Cost(32, 1, 1))
    assert len(one) == 32
    assert kdf.derive("kaffe ", bytes(16), Cost(32, 1, 1)) == one
    for other in (
        kdf.derive("Kaffe", bytes(16), Cost(32, 1, 1)),
        kdf.derive("kaffe", b"s" * 16, Cost(32, 1, 1)),
        kdf.derive("kaffe", bytes(16), Cost(33, 1, 1)),
    ):
        assert other != one
