"""Backups of a server at work, and putting one back on a real data folder."""

import itertools
import json
import os
import shutil
import stat
from pathlib import Path

import pytest

from helhedsplan_protocol import messages, roster, routes
from helhedsplan_protocol.messages import PushAnswer
from helhedsplan_protocol.records import Header
from helhedsplan_protocol.wire import decode
from helhedsplan_server.errors import StartError
from helhedsplan_server.operations.put_back import put_back
from helhedsplan_server.surroundings import SystemRandomness
from tests.support.operator import Told, operate
from tests.support.server_process import running_server
from tests.support.site import Site
from tests.support.wire_client import WireClient

# The commands are told a folder here, no address of a database.
pytestmark = pytest.mark.databases("sqlite")


def backed_up(site: Site) -> Path:
    told = operate("backup", site.config.data, "--to", site.config.data.with_name("backups"))
    assert told.code == 0, (told.text, told.errors)
    return Path(told.lines[0].removeprefix("backup "))


def restored(site: Site, backup: Path, *options: str) -> Told:
    """Put a backup back by the command while the server rests."""
    site.server.close()
    told = operate("restore", site.config.data, "--from", backup, *options)
    site.server = site.opened()
    return told


def clean(folder: Path) -> bool:
    told = operate("verify", folder)
    assert told.code == 0, told.text
    return "note" not in told.text


def test_a_backup_of_a_server_under_pushes_is_whole(site: Site) -> None:
    writer = site.writer()
    site.server.close()
    with running_server(site.config.data) as server:
        client = WireClient(server.address)
        client.log_in(site.worker)
        for _ in range(3):
            client.ask(routes.PUSH, writer.push(writer.version()), PushAnswer)
        backup = backed_up(site)
        answer = client.ask(routes.PUSH, writer.push(writer.version()), PushAnswer)
        assert answer.head == 4
        client.close()
        told = json.loads(operate("status", site.config.data, "--json").text)
    assert told["last_backup"]["folder"] == str(backup)
    assert clean(backup)
    heads = [s["head"] for s in json.loads(operate("status", backup, "--json").text)["spaces"]]
    assert sorted(heads) == [0, 3]
    names = ["backup.json", "heads.marks", "journal.log", "server.db", "server.lock"]
    assert sorted(path.name for path in backup.iterdir()) in (names, names[:4])
    for path in backup.iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == 0o600 or os.name == "nt"
    assert stat.S_IMODE(backup.stat().st_mode) == 0o700 or os.name == "nt"
    site.server = site.opened()


def test_what_came_after_the_backup_comes_again_and_what_was_erased_does_not(
    site: Site,
) -> None:
    writer, lead = site.writer(), site.writer(site.lead)
    site.push(writer, kept := writer.version(), gone := writer.version())
    backup = backed_up(site)
    site.push(lead, erase := lead.version(gone.header.rid, kind="erase"))
    site.push(writer, lost := writer.version())
    newcomer = site.org.laptop()
    site.join(newcomer, "worker", site.team.space)
    before = site.server.spaces(site.worker.device)

    told = restored(site, backup)
    assert (told.code, told.errors) == (0, ""), told.text
    assert told.lines[-1] == "restored entries=1 grants=1 erasures=1"
    assert clean(site.config.data)
    after = site.server.spaces(site.worker.device)
    assert after.restore_id != before.restore_id
    assert after.spaces[0].lineage != before.spaces[0].lineage
    rids = [decode(item.header, Header).vid for item in site.everything(newcomer)]
    assert rids == [kept.header.vid, erase.header.vid]
    fresh = site.writer()
    fresh.log_n = lost.header.log_n  # as it was signed
    assert site.push(fresh, lost).results[0].status == "applied"
    again = site.push(fresh, fresh.version(gone.header.rid, gone.header.vid))
    assert again.results[0].status == "erased"
    replaced = [path for path in site.config.data.iterdir() if path.name.startswith("replaced-")]
    assert len(replaced) == 1
    assert lost.item.ct in (replaced[0] / "server.db").read_bytes()
    assert gone.item.ct not in (site.config.data / "server.db").read_bytes()


def test_a_lost_disk_is_made_anew_from_the_backup_alone(site: Site) -> None:
    writer = site.writer()
    site.push(writer, kept := writer.version())
    backup = backed_up(site)
    site.server.close()
    shutil.rmtree(site.config.data)
    told = operate("restore", site.config.data, "--from", backup, "--stay-frozen")
    assert (told.code, told.errors) == (0, ""), told.text
    site.server = site.opened()
    with pytest.raises(Exception, match="space_frozen"):
        site.push(writer, kept)
    assert operate("open", site.config.data).code == 0
    assert site.push(writer, kept).results[0].status == "duplicate"
    site.act(("policy", roster.Policy({"lock": "5"})))


def test_a_running_server_and_a_backup_that_is_none_are_refused(site: Site) -> None:
    backup = backed_up(site)
    told = operate("restore", site.config.data, "--from", backup)
    assert told.code == 2
    assert told.errors.startswith("Another server already uses the folder")
    told = restored(site, backup.parent)
    assert told.code == 2
    assert "is no backup: backup.json is missing or damaged." in told.errors
    journal = backup / "journal.log"
    data = bytearray(journal.read_bytes())
    data[30] ^= 1
    journal.write_bytes(data)
    told = restored(site, backup)
    assert (told.code, told.errors.strip()) == (
        2, "The backup is damaged: journal.log is not what was backed up.",
    )  # fmt: skip
    assert site.state_of(site.team.space).head == 0


def test_the_backup_of_another_organisation_is_refused(site: Site, tmp_path: Path) -> None:
    other = Site(tmp_path / "other")
    other.org.org = other.org.id()
    other.found()
    backup = backed_up(other)
    other.server.close()
    lineage = site.state_of(site.team.space).lineage
    told = restored(site, backup)
    assert told.code == 2
    assert told.errors.startswith("Journal and database hold different rosters")
    assert site.state_of(site.team.space).lineage == lineage


def test_a_store_in_which_something_is_wrong_makes_no_good_backup(site: Site) -> None:
    writer = site.writer()
    site.push(writer, version := writer.version())
    backed_up(site)
    site.server.close()
    file = site.config.data / "server.db"
    data = bytearray(file.read_bytes())
    data[data.index(version.item.ct) + 100] ^= 1
    file.write_bytes(data)
    to = site.config.data.with_name("elsewhere")
    told = operate("backup", site.config.data, "--to", to)
    assert told.code == 1
    assert "not those that its batch signs" in told.text
    (folder,) = to.iterdir()
    assert folder.name.endswith("-damaged")
    told = operate("restore", site.config.data, "--from", folder)
    assert told.code == 1, "and it does not take the place of anything"
    assert file.read_bytes() == bytes(data)
    site.server = site.opened()


def test_a_folder_that_cannot_be_written_is_told(site: Site, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file")
    told = operate("backup", site.config.data, "--to", tmp_path / "taken")
    assert told.code == 2
    assert told.errors.startswith("The system says no: ")


class _CutError(BaseException):
    """The power goes."""


def cuts(monkeypatch: pytest.MonkeyPatch, at: int) -> None:
    """End the process at its n-th change of a name in the file system."""
    count = itertools.count(1)
    for name in ("rename", "replace"):
        real = getattr(Path, name)

        def cutting(path: Path, target: Path, real: object = real) -> object:
            if next(count) == at:
                raise _CutError
            assert callable(real)
            return real(path, target)

        monkeypatch.setattr(Path, name, cutting)


@pytest.mark.parametrize("cut_at", range(1, 5))
def test_cut_short_anywhere_it_serves_no_half_database(
    site: Site, monkeypatch: pytest.MonkeyPatch, cut_at: int
) -> None:
    writer = site.writer()
    site.push(writer, kept := writer.version())
    backup = backed_up(site)
    site.push(writer, late := writer.version())
    site.server.close()
    randomness = SystemRandomness()
    with monkeypatch.context() as patch:
        cuts(patch, cut_at)
        try:
            put_back(site.config, backup, site.clock, randomness)
        except _CutError:
            cut = True
        else:
            cut = False
    assert cut == (cut_at < 4), "there are three names to change"
    try:
        site.server = site.opened()
    except StartError:
        site.clock.forward(seconds=1)
        put_back(site.config, backup, site.clock, randomness)
        site.server = site.opened()
    heads = site.state_of(site.team.space).head
    assert heads == (2 if cut_at == 1 else 1)
    fresh = site.writer()
    assert site.push(fresh, kept, late).results[0].status == "duplicate"
    assert clean(site.config.data)


def test_a_database_that_vanished_never_looks_like_a_new_server(site: Site) -> None:
    backup = backed_up(site)
    site.server.close()
    file = site.config.data / "server.db"
    for vanish in (file.unlink, lambda: file.write_bytes(b"")):
        vanish()
        with pytest.raises(StartError, match="empty or gone"):
            site.opened()
    told = restored(site, backup)
    assert told.code == 0
    assert site.server.hello().founded
    assert site.server.roster_pull(site.lead.device, messages.RosterPull(0)).roster_n == 1
