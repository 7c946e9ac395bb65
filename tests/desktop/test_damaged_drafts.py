"""A draft full of rubbish is told, and neither the other drafts nor the pages suffer."""

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helhedsplan_desktop.foundation.errors import AppError, Problem
from helhedsplan_desktop.services.desk import Desk
from helhedsplan_desktop.services.drafts import Drafts
from helhedsplan_desktop.store.tables import DRAFT
from tests.support.desks import open_desk

RUBBISH = st.one_of(
    st.binary(max_size=200),
    st.sampled_from([b"", b"\xc1", b"\x91" * 100_000, b"\x81\xa1\xff\x01", b"\x81\x01\x02"]),
    st.recursive(
        st.none() | st.integers(-5, 5) | st.text(max_size=5),
        lambda inner: st.lists(inner, max_size=3),
        max_leaves=6,
    ).map(msgspec.msgpack.encode),
)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with open_desk(Path(tmp_path_factory.mktemp("desk"))) as opened:
        yield opened


def is_draft(raw: bytes) -> bool:
    """Return True if rubbish happens to be a map of names."""
    try:
        found = msgspec.msgpack.decode(raw)
    except (msgspec.MsgspecError, ValueError, RecursionError):
        return False
    return isinstance(found, dict) and all(isinstance(name, str) for name in found)


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], deadline=None
)
@given(raw=RUBBISH)
def test_a_damaged_draft_is_told_and_the_others_are_there(desk: Desk, raw: bytes) -> None:
    drafts = Drafts(desk)
    mine = drafts.keep(None, "quick_note", None, {"text": "Han kom"})
    broken = drafts.keep(None, "quick_note", None, {"text": "Hun"})
    with desk.store.write() as unit:
        unit.connection.execute(DRAFT.update().where(DRAFT.c.draft == broken).values(fields=raw))
    if is_draft(raw):
        assert drafts.get(broken) is not None
    else:
        assert [each.fields for each in drafts.all()] == [{"text": "Han kom"}]
        assert drafts.damaged() == (broken,)
        with pytest.raises(AppError) as told:
            drafts.get(broken)
        assert told.value.problem is Problem.DRAFT_DAMAGED
    for each in (mine, broken):
        drafts.discard(each)
    assert drafts.all() == ()
    assert drafts.damaged() == ()
