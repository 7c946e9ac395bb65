from hypothesis import given
from hypothesis import strategies as st

from helhedsplan_desktop.foundation.ids import (
    Ids,
    SeededRandomness,
    milliseconds_of,
    row_number,
    row_number_at,
    uuid7,
)
from tests.support.stores import SetClock

INSTANTS = st.integers(min_value=0, max_value=(1 << 48) - 1)
BYTES = st.binary(min_size=8, max_size=8)


def test_ids_of_one_instant_stay_in_order_and_apart() -> None:
    ids = Ids(SetClock(), SeededRandomness(1))
    made = [ids.record() for _ in range(1000)]
    assert made == sorted(made)
    assert len({row_number(each) for each in made}) == 1000
    assert {each[6] >> 4 for each in made} == {7}
    assert {each[8] >> 6 for each in made} == {0b10}


def test_ids_go_on_when_the_clock_is_set_back() -> None:
    clock = SetClock()
    ids = Ids(clock, SeededRandomness(1))
    before = ids.record()
    clock.forward(hours=-1)
    assert ids.record() > before


@given(INSTANTS, st.integers(0, 0xFFF), BYTES)
def test_a_row_number_tells_when_its_record_was_made(ms: int, rand_a: int, rand_b: bytes) -> None:
    rid = uuid7(ms, rand_a, rand_b)
    assert milliseconds_of(rid) == ms
    assert row_number_at(ms) <= row_number(rid) < 1 << 63
    assert ms == (1 << 48) - 1 or row_number(rid) < row_number_at(ms + 1)
