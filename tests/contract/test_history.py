"""Who looks back sees what stood in a record, who wrote it, and nothing that was not signed."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from helhedsplan_desktop.foundation.errors import AppError, Problem
from tests.support.world import World, world


@pytest.fixture
def town(tmp_path: Path) -> Iterator[World]:
    with world(tmp_path) as made:
        yield made


def test_what_stood_before_is_told_with_its_writer_and_what_changed(town: World) -> None:
    karin = town.found("Karin")
    fatma, ole = town.join(karin, "Fatma"), town.join(karin, "Ole")
    rid = fatma.meet("Amina Yusuf", phone="001")
    fatma.sync()
    karin.sync()
    assert karin.day.history.of("Contact", rid) == ()
    karin.change(rid, phone="002")
    karin.sync()
    fatma.sync()
    fatma.change(rid, alias="Mina")
    fatma.sync()
    ole.sync()
    newest, oldest = ole.day.history.of("Contact", rid)
    assert (newest.by_name, newest.values["phone"], newest.changed) == ("Karin", "002", ("phone",))
    assert (oldest.by_name, oldest.values["phone"]) == ("Fatma", "001")
    assert {"name", "phone"} <= set(oldest.changed)
    assert not oldest.deleted
    assert newest.at >= oldest.at > 0


def test_the_loser_of_a_conflict_can_be_read_by_who_decides(town: World) -> None:
    karin = town.found("Karin")
    fatma = town.join(karin, "Fatma")
    rid = karin.meet("Amina Yusuf", phone="001")
    town.settle()
    karin.change(rid, phone="002")
    fatma.change(rid, phone="003")
    karin.sync()
    fatma.sync()
    karin.sync()
    values = {each.values["phone"] for each in karin.day.history.of("Contact", rid)}
    assert values == {"001", "002"}
    assert [each.rid for each in karin.conflicts()] == [rid]


def test_nothing_is_left_of_what_was_erased_and_nothing_told_without_the_server(
    town: World,
) -> None:
    karin = town.found("Karin")
    rid = karin.meet("Amina Yusuf")
    karin.sync()
    karin.change(rid, alias="Mina")
    karin.sync()
    assert len(karin.day.history.of("Contact", rid)) == 1
    for wrong in (("Contact", bytes(16)), ("Note", rid)):
        with pytest.raises(AppError) as told:
            karin.day.history.of(*wrong)
        assert told.value.problem is Problem.NOT_FOUND
    town.server.stop()
    with pytest.raises(AppError) as told:
        karin.day.history.of("Contact", rid)
    assert told.value.problem is Problem.SERVER_UNREACHABLE
    town.restart_server()
    karin.day.erasing.erase("Contact", rid)
    karin.sync()
    with pytest.raises(AppError) as told:
        karin.day.history.of("Contact", rid)
    assert told.value.problem is Problem.NOT_FOUND
