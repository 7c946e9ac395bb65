"""The vault is copied each day and looked through each week, and a copy can be put back."""

import os
import shutil
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from helhedsplan_desktop.core import Core
from helhedsplan_desktop.foundation.clock import milliseconds
from helhedsplan_desktop.foundation.errors import Problem
from helhedsplan_desktop.foundation.paths import Profile
from helhedsplan_desktop.practice_vault import settle
from helhedsplan_desktop.services.vault_care import CareStatus
from helhedsplan_desktop.store.vault_copies import KEPT, VaultCopy
from tests.support.stores import SetClock
from tests.support.vaults import PASSPHRASE, cheap_kdf, problem_of


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


def keep(core: Core, words: str) -> None:
    core.begin_session().drafts.keep(None, "quick_note", None, {"text": words})


def kept(core: Core) -> set[object]:
    return {each.fields["text"] for each in core.begin_session().drafts.all()}


def care(core: Core) -> CareStatus:
    return core.opened().care.run_if_due()


def days(core: Core) -> int:
    return len(core.opened().care.copies())


def spoil(core: Core) -> None:
    """Flip a bit where opening does not look."""
    core.lock()
    data = bytearray(core.profile.database.read_bytes())
    data[-4096 + 100] ^= 1
    core.profile.database.write_bytes(data)


def test_each_day_has_one_copy_and_seven_stay(core: Core, clock: SetClock) -> None:
    assert core.opened().care.status() == CareStatus(0, 0, None)
    first = care(core)
    assert first == CareStatus(milliseconds(clock.now()), milliseconds(clock.now()), None)
    clock.forward(hours=3)
    assert care(core) == first
    for day in range(2, KEPT + 4):
        clock.forward(days=1)
        assert care(core).copied_at == milliseconds(clock.now())
        assert days(core) == min(day, KEPT)
    oldest = core.opened().care.copies()[-1]
    assert oldest.at == milliseconds(clock.now() - timedelta(days=KEPT - 1))


def test_copies_are_encrypted_and_the_owner_s(core: Core) -> None:
    keep(core, "Kun i kladden")
    care(core)
    (copy,) = core.opened().care.copies()
    assert b"Kun i kladden" not in copy.path.read_bytes()
    assert not copy.path.read_bytes().startswith(b"SQLite format 3")
    if os.name != "nt":
        assert copy.path.stat().st_mode & 0o777 == 0o600
        assert copy.path.parent.stat().st_mode & 0o777 == 0o700
    assert [each.name for each in copy.path.parent.iterdir()] == [copy.path.name]


def test_a_copy_that_was_cut_off_leaves_nothing_for_long(
    core: Core, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    left: list[tuple[Path, bytes]] = []

    def cut_off(half: Path, _target: Path) -> None:
        left.append((half, half.read_bytes()))
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("helhedsplan_desktop.store.engine.replace_file", cut_off)
        assert care(core).problem is Problem.DISK_FULL
    ((half, written),) = left
    # Who is killed there takes nothing away.
    half.write_bytes(written)
    half.with_name(f"{half.name}-journal").write_bytes(b"")
    clock.forward(minutes=5)
    care(core)
    (copy,) = core.unlocking.copies()
    assert [each.name for each in core.profile.backups.iterdir()] == [copy.path.name]


def test_a_wrong_clock_neither_stops_the_copies_nor_drops_good_ones(
    core: Core, clock: SetClock
) -> None:
    care(core)
    clock.forward(days=3650)
    care(core)
    clock.forward(days=-3649)
    for _ in range(KEPT):
        assert care(core).copied_at
        clock.forward(days=1)
    made = {each.at for each in core.opened().care.copies()}
    assert len(made) == KEPT
    assert max(made) <= milliseconds(clock.now())


def test_a_damaged_vault_is_told_and_takes_no_copy_away(core: Core, clock: SetClock) -> None:
    care(core)
    before = {each.path: each.path.read_bytes() for each in core.opened().care.copies()}
    spoil(core)
    core.unlocking.unlock(PASSPHRASE)
    clock.forward(days=1)
    assert care(core).problem is Problem.VAULT_DAMAGED
    assert {each.path: each.path.read_bytes() for each in core.unlocking.copies()} == before


def test_a_copy_put_back_opens_and_says_that_it_is_older(core: Core) -> None:
    keep(core, "før kopien")
    care(core)
    keep(core, "efter kopien")
    core.lock()
    core.profile.database.write_bytes(core.profile.database.read_bytes()[:8192])
    assert problem_of(core.unlocking.unlock, PASSPHRASE).problem is Problem.VAULT_DAMAGED
    (copy,) = core.unlocking.copies()
    core.unlocking.put_back(copy)
    core.unlocking.unlock(PASSPHRASE)
    assert kept(core) == {"før kopien"}
    assert core.unlocking.state().rolled_back
    assert core.unlocking.vault.database.check() == ()
    assert copy.path.exists()


def test_nothing_of_the_vault_that_goes_is_mixed_into_the_copy(core: Core, tmp_path: Path) -> None:
    care(core)
    keep(core, "kun i loggen")
    crashed = tmp_path / "crashed"
    shutil.copytree(core.profile.folder, crashed)
    with closing(Core(Profile(crashed), make_kdf=cheap_kdf)) as later:
        assert (crashed / "vault.db-wal").stat().st_size > 0
        later.unlocking.put_back(later.unlocking.copies()[0])
        later.unlocking.unlock(PASSPHRASE)
        assert kept(later) == set()
        assert later.unlocking.vault.database.check() == ()


def test_only_a_locked_vault_s_own_copies_are_put_back(core: Core, tmp_path: Path) -> None:
    care(core)
    (copy,) = core.unlocking.copies()
    assert problem_of(core.unlocking.put_back, copy).problem is Problem.NOT_ALLOWED
    core.lock()
    foreign = VaultCopy(tmp_path / "vault-20260101T000000Z.db", copy.at)
    shutil.copyfile(copy.path, foreign.path)
    assert problem_of(core.unlocking.put_back, foreign).problem is Problem.NOT_FOUND
    copy.path.write_bytes(b"")
    assert problem_of(core.unlocking.put_back, copy).problem is Problem.VAULT_DAMAGED
    core.unlocking.unlock(PASSPHRASE)


def test_a_full_disk_is_told_and_tried_again(core: Core, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("helhedsplan_desktop.store.engine.create_private_file", full)
        assert care(core).problem is Problem.DISK_FULL
        assert days(core) == 0
    assert care(core).problem is None
    assert days(core) == 1


def test_after_a_crash_the_vault_is_looked_through_at_once(
    core: Core, clock: SetClock, tmp_path: Path
) -> None:
    care(core)
    keep(core, "kun i loggen")
    shutil.copytree(core.profile.folder, tmp_path / "crashed")
    clock.forward(hours=1)
    for folder, checked in ((tmp_path / "crashed", True), (core.profile.folder, False)):
        core.close()
        with closing(Core(Profile(folder), clock=clock, make_kdf=cheap_kdf)) as later:
            later.unlocking.unlock(PASSPHRASE)
            assert (care(later).checked_at == milliseconds(clock.now())) is checked
            assert days(later) == 1


def test_a_check_is_due_each_week_also_where_no_copy_is(
    core: Core, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    care(core)
    monkeypatch.setattr("helhedsplan_desktop.services.vault_care.VaultCare._copy_is_due", _never)
    clock.forward(days=6)
    first = core.opened().care.status().checked_at
    assert care(core).checked_at == first
    clock.forward(days=2)
    assert care(core).checked_at == milliseconds(clock.now())


def _never(*_: object) -> bool:
    return False


def test_a_locked_vault_is_left_alone(core: Core) -> None:
    looking_after = core.opened().care
    core.lock()
    assert problem_of(looking_after.run_if_due).problem is Problem.VAULT_LOCKED
