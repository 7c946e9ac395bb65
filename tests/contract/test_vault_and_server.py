"""What a vault learns from its server: that it is today's, and whose sheet may open it."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from helhedsplan_desktop.core import Core
from helhedsplan_desktop.foundation.errors import AppError, Problem
from helhedsplan_desktop.foundation.paths import Profile
from helhedsplan_desktop.services.notes import NoteForm
from helhedsplan_desktop.services.unlocking import Stage
from helhedsplan_desktop.sync.transport import Transport
from tests.support.bad_line import bad_line
from tests.support.server_process import RunningServer, running_server
from tests.support.typist import opened_core, today
from tests.support.vaults import OTHER_PASSPHRASE, PASSPHRASE, cheap_kdf

Sheet = tuple[str, str]


@pytest.fixture
def server(tmp_path: Path) -> Iterator[RunningServer]:
    with running_server(tmp_path / "server") as running:
        yield running


def new_core(folder: Path) -> Core:
    core = Core(Profile(folder), make_kdf=cheap_kdf)
    core.unlocking.create(PASSPHRASE)
    return core


@pytest.fixture
def founded(server: RunningServer, tmp_path: Path) -> Iterator[tuple[Core, Sheet]]:
    core = new_core(tmp_path / "Karin")
    code = server.founding_code or ""
    sheet = core.members().found(server.address, code, "Planen", "Karin", "Leder", "pc")
    core.members().confirm_sheet()
    core.begin_session()
    yield core, sheet.lines
    core.close()


@pytest.fixture
def karin(founded: tuple[Core, Sheet]) -> Core:
    return founded[0]


def write(core: Core, text: str) -> None:
    core.begin_session().notes.save(NoteForm(text=text, happened_on=today(), anonymous=True))


def sync(core: Core) -> None:
    assert core.opened().syncing.run_once() is not None


def rolled_back(core: Core) -> bool:
    return core.unlocking.state().rolled_back


def put_back(core: Core, old: Path) -> None:
    """Lock, and put an old copy of the database where it lay."""
    core.lock()
    shutil.copyfile(old, core.profile.database)
    core.unlocking.unlock(PASSPHRASE)


@pytest.fixture
def yesterday(karin: Core, tmp_path: Path) -> Path:
    """The database as it was before a note was written and sent."""
    sync(karin)
    karin.lock()
    old = tmp_path / "yesterday.db"
    shutil.copyfile(karin.profile.database, old)
    karin.unlocking.unlock(PASSPHRASE)
    write(karin, "Skrevet efter kopien")
    sync(karin)
    return old


def test_an_old_file_put_back_is_told_until_a_round_agreed_with_the_server(
    karin: Core, yesterday: Path
) -> None:
    assert not rolled_back(karin)
    put_back(karin, yesterday)
    assert rolled_back(karin)
    assert karin.begin_session().searching.find("kopien").notes == ()
    karin.lock()
    karin.unlocking.unlock(PASSPHRASE)
    assert rolled_back(karin), "opening it twice makes no old file new"
    sync(karin)
    assert not rolled_back(karin)
    assert len(karin.begin_session().searching.find("kopien").notes) == 1
    karin.lock()
    karin.unlocking.unlock(PASSPHRASE)
    assert not rolled_back(karin)


def test_a_round_that_did_not_get_through_confirms_nothing(
    karin: Core, yesterday: Path, server: RunningServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_back(karin, yesterday)
    with bad_line(server.address) as line:
        line.mode, line.only = "lose_answer", b"/v1/pull"
        monkeypatch.setattr(karin, "_transport", lambda _: Transport(line.address))
        assert karin.opened().syncing.run_once() is None
    assert rolled_back(karin)
    karin.opened().syncing._finished(False)  # noqa: FBT003  as the round itself tells it
    assert rolled_back(karin), "a round that left something open confirms nothing either"


def test_each_round_moves_the_mark_by_which_an_old_file_is_known(
    karin: Core, tmp_path: Path
) -> None:
    """Also within one day: a copy of the open vault from before the last round is old."""
    write(karin, "Før kopien")
    sync(karin)
    old = tmp_path / "this morning.db"
    karin.unlocking.vault.database.copy_to(old)
    write(karin, "Efter kopien")
    sync(karin)
    # The program is killed here: nothing is counted up by locking.
    crashed = Profile(tmp_path / "crashed")
    crashed.prepare()
    shutil.copyfile(old, crashed.database)
    shutil.copyfile(karin.profile.header, crashed.header)
    again = opened_core(crashed.folder)
    assert rolled_back(again)
    again.close()


def test_the_sheet_of_the_organisation_opens_every_laptop_s_vault(
    founded: tuple[Core, Sheet], server: RunningServer, tmp_path: Path
) -> None:
    karin, lines = founded
    fatma = new_core(tmp_path / "Fatma")
    invited = karin.members().invite("Fatma", "Medarbejder", "worker", automatic=True)
    fatma.members().enrol(server.address, invited.code, "pc-2")
    sync(karin)
    fatma.members().join()
    fatma.begin_session()
    for core in (karin, fatma):
        write(core, "Står her stadig")
        core.lock()
        core.unlocking.unlock_from_sheet(lines, OTHER_PASSPHRASE)
        assert core.unlocking.state().stage is Stage.OPEN
        assert len(core.begin_session().searching.find("stadig").notes) == 1
        core.lock()
        with pytest.raises(AppError) as told:
            core.unlocking.unlock(PASSPHRASE)
        assert told.value.problem is Problem.WRONG_PASSPHRASE
    fatma.close()


def test_a_vault_that_missed_the_sheet_s_key_gets_it_at_its_next_opening(
    server: RunningServer, tmp_path: Path
) -> None:
    """As when the program ends between the founding and the first page."""
    core = new_core(tmp_path / "Karin")
    code = server.founding_code or ""
    sheet = core.members().found(server.address, code, "Planen", "Karin", "Leder", "pc")
    core.close()
    core = opened_core(tmp_path / "Karin")
    core.opened()
    core.lock()
    core.unlocking.unlock_from_sheet(sheet.lines, OTHER_PASSPHRASE)
    assert core.unlocking.state().stage is Stage.OPEN
    header = core.profile.header.read_bytes()
    core.opened()
    assert core.profile.header.read_bytes() == header, "a key that is there is not written again"
    core.close()
