"""A database put back from a copy, and what stands outside it."""

from pathlib import Path
from typing import Final

import pytest

from helhedsplan_protocol import roster
from helhedsplan_protocol.error_codes import ErrorCode
from helhedsplan_protocol.messages import RosterPull, SessionStart
from helhedsplan_server.errors import Refusal, StartError
from helhedsplan_server.store.journal import Journal, JournalEntry
from tests.support.databases import Database
from tests.support.site import Site


class Backup:
    """A copy of the database, made while the server rests."""

    def __init__(self, site: Site, database: Database) -> None:
        self._site = site
        self._database = database
        site.server.close()
        database.copy()
        site.server = site.opened()

    def put_back(self) -> None:
        self._site.server.close()
        self._database.put_back()


def test_an_older_database_is_not_served_before_it_is_restored(
    site: Site, database: Database
) -> None:
    writer = site.writer()
    backup = Backup(site, database)
    site.push(writer, writer.version())
    backup.put_back()
    with pytest.raises(StartError, match="restore"):
        site.opened()
    site.server = site.opened(restoring=True)
    site.reopen()
    assert site.state_of(site.team.space).head == 0


def test_a_database_older_only_in_its_roster_is_recognised_too(
    site: Site, database: Database
) -> None:
    backup = Backup(site, database)
    site.act(("policy", roster.Policy({"lock": "5"})))
    backup.put_back()
    with pytest.raises(StartError, match="restore"):
        site.opened()
    site.server = site.opened(restoring=True)


def test_after_a_restore_lineages_sessions_and_restore_id_are_new(
    site: Site, database: Database
) -> None:
    writer = site.writer()
    site.push(writer, kept := writer.version())
    session = site.session(site.worker)
    before = site.server.spaces(site.lead.device)
    backup = Backup(site, database)
    site.push(writer, lost := writer.version())
    backup.put_back()
    site.server = site.opened(restoring=True)

    after = site.server.spaces(site.lead.device)
    assert after.restore_id != before.restore_id
    assert {s.lineage for s in after.spaces}.isdisjoint({s.lineage for s in before.spaces})
    with pytest.raises(Refusal, match="auth_required"):
        site.server.device_of(session.token)
    late = site.push(writer, kept, lost)
    assert [r.status for r in late.results] == ["duplicate", "refused"]
    assert late.results[1].code is ErrorCode.LINEAGE_CHANGED
    fresh = site.writer()
    assert site.push(fresh, lost).results[0].rev == 2, "the lost version comes again, unchanged"
    copied = site.session(site.worker, bytes(32))
    assert copied.restore_id == after.restore_id
    assert site.push(fresh, fresh.version()).head == 3, "old ratchets are void, not suspect"


def test_roster_and_grants_come_back_from_the_journal(site: Site, database: Database) -> None:
    backup = Backup(site, database)
    newcomer = site.org.laptop()
    site.join(newcomer, "worker", site.team.space)
    site.act(("add_space", roster.AddSpace(site.org.seed_space(site.lead.user))))
    before = site.server.roster_pull(site.lead.device, RosterPull(0))
    backup.put_back()
    site.server = site.opened(restoring=True)
    assert site.server.restored is not None
    assert site.server.restored.entries == 2
    after = site.server.roster_pull(site.lead.device, RosterPull(0))
    assert (after.entries, after.held) == (before.entries, before.held)
    assert len(site.server.spaces(site.lead.device).spaces) == 3
    assert len(site.server.roster_pull(newcomer.device, RosterPull(0)).grants) == 1


def test_what_was_erased_stays_erased_after_a_restore(site: Site, database: Database) -> None:
    worker, lead = site.writer(), site.writer(site.lead)
    site.push(worker, note := worker.version(), other := worker.version())
    backup = Backup(site, database)
    site.push(lead, erase := lead.version(note.header.rid, kind="erase"))
    backup.put_back()
    site.server = site.opened(restoring=True)

    items = site.everything(site.worker)
    assert [item.header for item in items] == [other.item.header, erase.item.header]
    assert items[-1].rev == 3
    fresh = site.writer()
    again = site.push(fresh, fresh.version(note.header.rid, erase.header.vid))
    assert again.results[0].status == "erased"
    site.server.close()
    assert not database.holds(note.item.ct)
    site.server = site.opened()


def test_members_relay_the_roster_when_the_journal_is_lost_too(
    site: Site, database: Database
) -> None:
    backup = Backup(site, database)
    newcomer = site.org.laptop()
    site.join(newcomer, "worker", site.team.space)
    backup.put_back()
    site.config.journal_file.unlink()
    site.server = site.opened(restoring=True)
    assert site.server.spaces(site.lead.device).roster_n == 1

    site.server.session_start(SessionStart(newcomer.device, bytes(32), tuple(site.org.entries)))
    page = site.server.roster_pull(site.lead.device, RosterPull(0))
    assert page.entries == tuple(site.org.entries)
    missing = site.org.state.required_grants() - {(h.space, h.epoch, h.to) for h in page.held}
    assert missing == {(site.team.space, 1, newcomer.device)}


def test_what_was_not_journalled_at_a_crash_is_journalled_at_the_next_start(site: Site) -> None:
    site.server.close()
    site.config.journal_file.unlink()
    site.server = site.opened()
    site.server.close()
    journal = Journal(site.config.journal_file)
    entries = [frame for frame in journal.frames() if isinstance(frame, JournalEntry)]
    journal.close()
    assert [entry.bytes for entry in entries] == [signed.bytes for signed in site.org.entries]
    site.server = site.opened()


def test_a_torn_last_frame_is_cut_and_a_hole_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "journal.log"
    journal = Journal(path)
    frames = [JournalEntry(n, b"entry %d" % n, bytes(64)) for n in range(3)]
    journal.append([*frames[:2], JournalEntry(2, bytes(500), bytes(64))])
    journal.close()
    whole = path.read_bytes()

    path.write_bytes(whole[:-5])
    journal = Journal(path)
    assert list(journal.frames()) == frames[:2]
    journal.append(frames[2:])
    assert list(journal.frames()) == frames
    journal.close()

    damaged = bytearray(whole)
    damaged[20] ^= 1
    path.write_bytes(bytes(damaged))
    with pytest.raises(StartError, match="damaged"):
        Journal(path)


def test_a_head_below_its_rows_is_refused(site: Site, database: Database) -> None:
    writer = site.writer()
    site.push(writer, writer.version())
    site.server.close()
    site.config.marks_file.unlink()
    database.change("UPDATE spaces SET head = 0")
    with pytest.raises(StartError, match="damaged"):
        site.opened()


@pytest.mark.databases("sqlite")
def test_one_process_a_folder(site: Site) -> None:
    with pytest.raises(StartError, match="Another server"):
        site.opened()


FRAMES: Final = [JournalEntry(n, bytes([n]) * 300, bytes(64)) for n in range(20)]
FRAME_BYTES: Final = 385


def journal_at(path: Path) -> bytearray:
    """Return the bytes of a journal of twenty frames of one length."""
    journal = Journal(path)
    journal.append(FRAMES)
    journal.close()
    data = bytearray(path.read_bytes())
    assert len(data) == len(FRAMES) * FRAME_BYTES
    return data


def test_a_flipped_bit_of_a_length_never_cuts_the_journal(tmp_path: Path) -> None:
    path = tmp_path / "journal.log"
    whole = bytes(journal_at(path))
    for frame in (0, 7, 18, 19):
        for bit in range(32):
            data = bytearray(whole)
            data[frame * FRAME_BYTES + bit // 8] ^= 0x80 >> bit % 8
            path.write_bytes(data)
            with pytest.raises(StartError, match=r"journal\.log is damaged before its end"):
                Journal(path)
            assert path.read_bytes() == data
    assert not list(tmp_path.glob("*.cut"))


@pytest.mark.parametrize("torn", [b"\0\0\1\x80half of a frame", b"\0\0\1", bytes(700)])
def test_a_torn_end_is_cut_off_and_kept_beside_the_journal(tmp_path: Path, torn: bytes) -> None:
    path = tmp_path / "journal.log"
    whole = bytes(journal_at(path))
    for _ in range(2):
        path.write_bytes(whole + torn)
        journal = Journal(path)
        assert list(journal.frames()) == FRAMES
        journal.close()
    assert path.read_bytes() == whole
    assert (tmp_path / "journal.log.cut").read_bytes() == 2 * torn


def test_a_damaged_journal_is_not_replaced_nor_used_for_a_restore(
    site: Site, database: Database
) -> None:
    site.act(("policy", roster.Policy({"lock": "5"})))
    backup = Backup(site, database)
    site.act(("policy", roster.Policy({"lock": "6"})))
    backup.put_back()
    path = site.config.journal_file
    data = bytearray(path.read_bytes())
    data[2] ^= 0x80
    path.write_bytes(data)
    with pytest.raises(StartError, match=r"journal\.log is damaged before its end"):
        site.opened(restoring=True)
    assert path.read_bytes() == data
    path.write_bytes(data[:2] + bytes([data[2] ^ 0x80]) + data[3:])
    site.server = site.opened(restoring=True)
