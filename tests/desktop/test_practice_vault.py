"""The practice town in a vault of its own."""

from pathlib import Path

import pytest

from helhedsplan_desktop.core import Core
from helhedsplan_desktop.foundation.errors import AppError, Problem
from helhedsplan_desktop.foundation.paths import Profile
from helhedsplan_desktop.practice_vault import (
    PracticeVault,
    is_practice,
    remove_practice,
    settle,
)
from helhedsplan_desktop.services.contact_views import ContactFilter
from helhedsplan_desktop.services.unlocking import Stage
from helhedsplan_desktop.store import identity
from tests.support.stores import SetClock
from tests.support.vaults import PASSPHRASE, cheap_kdf


def make_core(folder: Path) -> Core:
    return Core(Profile(folder / "profile"), clock=SetClock(), make_kdf=cheap_kdf)


def test_one_sits_down_as_mette_among_the_people_of_the_town() -> None:
    practice = PracticeVault(14, clock=SetClock(), make_kdf=cheap_kdf)
    told: list[tuple[int, int]] = []
    practice.fill(lambda done, whole: told.append((done, whole)))
    session = practice.core.begin_session()
    assert session.me.name == "Mette Lindholm"
    assert not session.me.is_lead
    names = {row.name for row in session.people.list(ContactFilter(scope="all")).rows}
    assert "Amina Yusuf" in names
    assert told[-1] == (14 * 12, 14 * 12)
    assert is_practice(practice.core)
    folder = practice.core.profile.folder
    practice.close()
    assert not folder.exists()


def test_one_may_sit_down_as_the_lead_and_unlock_again_by_the_told_passphrase(
    tmp_path: Path,
) -> None:
    practice = PracticeVault(
        14, clock=SetClock(), lead=True, make_kdf=cheap_kdf, folder=tmp_path / "town"
    )
    practice.fill()
    practice.core.lock()
    practice.core.unlocking.unlock(practice.passphrase)
    session = practice.core.begin_session()
    assert session.me.is_lead
    assert session.me.name == "Karin Østergaard"
    practice.close()
    assert practice.core.profile.database.exists()


def test_practice_is_removed_and_the_computer_is_empty_again(tmp_path: Path) -> None:
    core = make_core(tmp_path)
    core.unlocking.create(PASSPHRASE)
    settle(core, 14)
    remove_practice(core)
    left = sorted(path.name for path in core.profile.folder.iterdir() if path.is_file())
    assert left == ["vault.lock"]
    assert core.unlocking.state().stage is Stage.MISSING
    core.close()


def test_a_vault_that_belongs_somewhere_is_never_removed_or_filled(tmp_path: Path) -> None:
    core = make_core(tmp_path)
    core.unlocking.create(PASSPHRASE)
    with core.opened().store.write() as unit:
        identity.put(unit.connection, user=b"u" * 16, device=b"d" * 16, server=b"https://x.example")
    for act in (remove_practice, lambda each: settle(each, 14)):
        with pytest.raises(AppError) as refused:
            act(core)
        assert refused.value.problem is Problem.NOT_ALLOWED
    assert core.profile.database.exists()
    assert core.unlocking.state().stage is Stage.OPEN
    core.close()
