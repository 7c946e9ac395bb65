"""A computer whose clock is ten years off, or changes to summer time, loses and refuses nothing."""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from helhedsplan_desktop.core import Core
from helhedsplan_desktop.foundation.clock import local_day, milliseconds
from helhedsplan_desktop.foundation.errors import Problem
from helhedsplan_desktop.foundation.paths import Profile
from helhedsplan_desktop.practice_vault import settle
from helhedsplan_desktop.services.notes import NoteForm
from tests.support.stores import SetClock
from tests.support.vault_audit import wrong_in
from tests.support.vaults import PASSPHRASE, cheap_kdf, problem_of

TEN_YEARS = timedelta(days=3653)


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
def core(tmp_path: Path, clock: SetClock) -> Iterator[Core]:
    made = Core(Profile(tmp_path / "profile"), clock=clock, make_kdf=cheap_kdf)
    made.unlocking.create(PASSPHRASE)
    settle(made, 14)
    yield made
    made.close()


def today(clock: SetClock) -> str:
    return local_day(milliseconds(clock.now())).isoformat()


def save(core: Core, clock: SetClock, text: str) -> bytes:
    day = today(clock)
    form = NoteForm(text=text, happened_on=day, anonymous=True, next_step=text, next_step_on=day)
    return core.begin_session().notes.save(form).rid


def reopen(core: Core) -> None:
    core.lock()
    core.unlocking.unlock(PASSPHRASE)
    assert not core.unlocking.state().rolled_back


def look_at_everything(core: Core) -> None:
    """Read what the screens of a day show."""
    session = core.begin_session()
    session.overview.page()
    session.follow_ups.mine()
    session.drafts.all()
    assert session.searching.find("a") is not None
    assert core.unlocking.vault.database.check() == ()
    assert wrong_in(core.opened().store) == []


@pytest.mark.parametrize("off", [-TEN_YEARS, TEN_YEARS])
def test_work_goes_on_under_a_clock_that_is_ten_years_off_and_after_it_was_set(
    core: Core, clock: SetClock, off: timedelta
) -> None:
    right = save(core, clock, "skrevet før")
    core.begin_session().drafts.keep(None, "quick_note", None, {"text": "kladde"})
    clock.instant += off
    reopen(core)
    wrong = save(core, clock, "skrevet imens")
    look_at_everything(core)
    core.opened().care.run_if_due()
    clock.instant -= off
    clock.forward(hours=1)
    reopen(core)
    later = save(core, clock, "skrevet efter")
    look_at_everything(core)
    notes = core.begin_session().notes
    assert [notes.get(each).form.text for each in (right, wrong, later)] == [
        "skrevet før",
        "skrevet imens",
        "skrevet efter",
    ]
    assert len({right, wrong, later}) == 3
    assert any(each.fields["text"] == "kladde" for each in core.begin_session().drafts.all())
    # The copy that the wrong clock dated neither stops nor stands in for today's.
    assert core.opened().care.run_if_due().problem is None
    assert any(each.at == milliseconds(clock.now()) for each in core.unlocking.copies())


def test_misses_under_a_wrong_clock_lock_nobody_out_for_years(core: Core, clock: SetClock) -> None:
    core.lock()
    clock.instant += TEN_YEARS
    for _ in range(6):
        problem_of(core.unlocking.unlock, "forkert kode her nu")
    clock.instant -= TEN_YEARS
    assert core.unlocking.throttled_seconds() <= 15 * 60
    clock.forward(minutes=16)
    told = problem_of(core.unlocking.unlock, "forkert kode her nu").problem
    assert told in {Problem.WRONG_PASSPHRASE, Problem.THROTTLED}


@pytest.fixture
def denmark(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", "Europe/Copenhagen")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.usefixtures("denmark")
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no tzset")
@pytest.mark.parametrize(
    "night", [datetime(2026, 3, 28, 21, tzinfo=UTC), datetime(2026, 10, 24, 20, tzinfo=UTC)]
)
def test_the_nights_of_summer_time_have_every_note_on_its_day(
    tmp_path: Path, night: datetime
) -> None:
    clock = SetClock(night)
    saved: list[tuple[bytes, str]] = []
    with closing(Core(Profile(tmp_path / "p"), clock=clock, make_kdf=cheap_kdf)) as core:
        core.unlocking.create(PASSPHRASE)
        settle(core, 14)
        for number in range(20):
            clock.forward(minutes=30)
            saved.append((save(core, clock, f"nummer {number}"), today(clock)))
            core.begin_session().overview.page()
        notes = core.begin_session().notes
        assert [(rid, notes.get(rid).form.happened_on) for rid, _ in saved] == saved
        assert len({day for _, day in saved}) == 2
        assert [rid for rid, _ in saved] == sorted(rid for rid, _ in saved)
        look_at_everything(core)
        assert os.environ["TZ"] == "Europe/Copenhagen"
