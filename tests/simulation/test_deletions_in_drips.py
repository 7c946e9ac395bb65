"""Who deletes a space a little at a time is noticed as well as who deletes it at once."""

from collections.abc import Iterator, Sequence

import pytest
from sqlalchemy import func, select

from helhedsplan_desktop.records.people import Contact
from helhedsplan_desktop.store import sync_marks
from helhedsplan_desktop.store.tables import ALIVE, DIRECTORY
from helhedsplan_desktop.sync import deletions
from helhedsplan_desktop.sync.deletions import FEW
from tests.simulation.laptops import Laptop
from tests.simulation.schedule import Schedule

Two = tuple[Laptop, Laptop]


@pytest.fixture
def world() -> Iterator[Schedule]:
    made = Schedule(1)
    yield made
    made.close()


@pytest.fixture
def pair(world: Schedule) -> Two:
    karin, fatma, _ = world.laptops
    karin.sync()
    fatma.sync()
    return karin, fatma


def write(pair: Two, count: int) -> list[bytes]:
    """Let Fatma write contacts in the team's space and both know them."""
    karin, fatma = pair
    assert fatma.team is not None
    rids = [fatma.ids.record() for _ in range(count)]
    with fatma.store.write() as unit:
        for rid in rids:
            unit.put(Contact(id=rid, space=fatma.team, name="Amina Yusuf"))
    fatma.sync()
    karin.sync()
    return rids


def delete(pair: Two, rids: Sequence[bytes]) -> None:
    """Let Fatma delete contacts and Karin's laptop hear of it."""
    karin, fatma = pair
    with fatma.store.write() as unit:
        for rid in rids:
            unit.remove("Contact", rid)
    fatma.sync()
    karin.sync()


def alive(laptop: Laptop, rids: Sequence[bytes]) -> int:
    with laptop.store.read() as connection:
        living = select(func.count()).where(DIRECTORY.c.rid.in_(rids), DIRECTORY.c.life == ALIVE)
        return int(connection.execute(living).scalar_one())


def asked(laptop: Laptop) -> list[int]:
    """Return of how many deletions a person is asked."""
    with laptop.store.read() as connection:
        return [count for _, count in sync_marks.waiting_deletions(connection)]


def answer(laptop: Laptop, *, believe: bool) -> None:
    assert laptop.team is not None
    with laptop.store.write() as unit:
        deletions.answer(unit.connection, laptop.team, believe=believe)
    laptop.sync()


def test_the_twenty_first_of_a_week_is_asked_about_whatever_round_it_comes_in(
    world: Schedule, pair: Two
) -> None:
    karin, _ = pair
    rids = write(pair, 60)
    for at in range(0, FEW, 5):
        delete(pair, rids[at : at + 5])
        assert asked(karin) == []
        world.world.forward(days=1)
    assert alive(karin, rids) == 40
    karin.restart()
    delete(pair, rids[FEW : FEW + 5])
    assert asked(karin) == [5]
    world.world.forward(days=8)
    delete(pair, rids[FEW + 5 : FEW + 10])
    assert asked(karin) == [10], "once it is asked, nothing goes by itself before the answer"
    assert alive(karin, rids) == 40


def test_a_question_that_was_taken_back_asks_for_no_answer(pair: Two) -> None:
    karin, fatma = pair
    assert karin.team is not None
    rids = write(pair, 60)
    delete(pair, rids[:30])
    assert asked(karin) == [30]
    with fatma.store.write() as unit:
        for rid in rids[:30]:
            unit.put(Contact(id=rid, space=karin.team, name="Amina Yusuf"))
    fatma.sync()
    karin.sync()
    assert asked(karin) == []
    delete(pair, rids[30:40])
    assert (asked(karin), alive(karin, rids)) == ([], 50)


def test_what_went_a_week_ago_counts_no_more(world: Schedule, pair: Two) -> None:
    karin, _ = pair
    rids = write(pair, 60)
    for at in (0, FEW, 2 * FEW):
        delete(pair, rids[at : at + FEW])
        assert asked(karin) == []
        world.world.forward(days=7, hours=1)
    assert alive(karin, rids) == 0


def test_a_yes_begins_the_count_anew_and_a_no_does_not(pair: Two) -> None:
    karin, _ = pair
    rids = write(pair, 90)
    delete(pair, rids[:FEW])
    delete(pair, rids[FEW:30])
    answer(karin, believe=True)
    assert alive(karin, rids) == 60
    delete(pair, rids[30:50])
    assert (asked(karin), alive(karin, rids)) == ([], 40)
    delete(pair, rids[50:60])
    answer(karin, believe=False)
    delete(pair, rids[60:61])
    assert asked(karin) == [1]


def test_the_tenth_part_is_that_of_the_space_as_it_was_a_week_ago(pair: Two) -> None:
    karin, _ = pair
    with karin.store.read() as connection:
        other = select(func.count()).where(
            DIRECTORY.c.space == karin.team, DIRECTORY.c.life == ALIVE
        )
        held = int(connection.execute(other).scalar_one())
    rids = write(pair, 400 - held)
    for at in range(0, 40, 10):
        delete(pair, rids[at : at + 10])
        assert asked(karin) == []
    delete(pair, rids[40:41])
    assert asked(karin) == [1]


def test_what_moved_to_where_this_laptop_sees_it_is_no_deletion(pair: Two) -> None:
    karin, fatma = pair
    assert fatma.plan is not None
    rids = write(pair, 30)
    with fatma.store.write() as unit:
        for rid in rids:
            unit.move("Contact", rid, fatma.plan)
    fatma.sync()
    karin.sync()
    assert (asked(karin), alive(karin, rids)) == ([], 30)


def test_what_a_lead_erases_in_the_same_week_waits_for_no_question(pair: Two) -> None:
    """Erasures may be asked for by law; a lead who erases a few need not announce them."""
    karin, fatma = pair
    rids = write(pair, 80)
    for at in (0, 15):
        with karin.store.write() as unit:
            for rid in rids[at : at + 15]:
                unit.erase("Contact", rid)
        karin.sync()
        fatma.sync()
    assert (asked(fatma), alive(fatma, rids)) == ([], 50)

    with karin.store.write() as unit:
        for rid in rids[30:51]:
            unit.remove("Contact", rid)
    karin.sync()
    fatma.sync()
    assert (asked(fatma), alive(fatma, rids)) == ([21], 50)
    answer(fatma, believe=True)
    for at in (51, 61, 71):
        with karin.store.write() as unit:
            for rid in rids[at : at + 9]:
                unit.remove("Contact", rid)
        karin.sync()
        fatma.sync()
    assert (asked(fatma), alive(fatma, rids)) == ([9], 11)
    with karin.store.write() as unit:
        unit.erase("Contact", rids[60])
        unit.erase("Contact", rids[70])
    karin.sync()
    fatma.sync()
    assert (asked(fatma), alive(fatma, rids)) == ([9], 9)
