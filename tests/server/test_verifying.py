"""`verify` finds nothing in a store that was used, and each thing that is broken in one."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from helhedsplan_protocol import roster
from helhedsplan_server.operations.findings import Findings
from helhedsplan_server.operations.opening import standing_store
from helhedsplan_server.operations.verify import verify
from tests.support.operator import operate
from tests.support.site import Site

# Damage is written in SQLite's words here.
pytestmark = pytest.mark.databases("sqlite")


def verified(site: Site) -> Findings:
    with standing_store(site.config) as store:
        return verify(site.config, store)


def worked_in(site: Site) -> None:
    """Leave one row of each kind, with history, a vouched relay, and digests computed."""
    worker, lead = site.writer(), site.writer(site.lead)
    first, moved, gone = worker.version(), worker.version(), worker.version()
    site.push(worker, first, moved, gone)
    second = worker.version(first.header.rid, first.header.vid)
    site.push(worker, second, worker.version(first.header.rid, second.header.vid))
    site.push(worker, worker.version(moved.header.rid, moved.header.vid, kind="move"))
    late = worker.version()
    late_batch = worker.batch(late)
    site.act(("rotate", site.rotation(site.team.space)))
    fresh = site.writer()
    relay = fresh.push(late)
    relay = type(relay)(
        relay.space, relay.lineage, (late_batch,), relay.items, (fresh.vouch(late),)
    )
    assert site.server.push(site.worker.device, relay).results[0].status == "applied"
    lead = site.writer(site.lead)
    site.push(lead, lead.version(gone.header.rid, kind="erase"))
    site.everything(site.worker)


def test_a_store_in_use_is_clean(site: Site) -> None:
    worked_in(site)
    findings = verified(site)
    assert findings.clean, list(findings.faults())
    assert findings.remarks == []
    assert findings.looked_at["versions"] == 8
    assert findings.looked_at["current rows"] == 4
    assert findings.looked_at["superseded rows"] == 2
    assert findings.looked_at["roster entries"] == 3


DAMAGE = {
    "UPDATE spaces SET head = head + 1 WHERE head": "S1: the head is 9",
    "UPDATE spaces SET head = head - 1 WHERE head": "S4: a row lies beyond",
    "DELETE FROM vids WHERE rev = 3": "S1: the head is 8, revisions 1..8: 7",
    "UPDATE vids SET rev = 4 WHERE rev = 5": "S1: 1 revisions were given twice",
    "UPDATE records SET vid = zeroblob(16) WHERE rev = 7": "S2: the current version has another",
    "UPDATE history SET rev = 77 WHERE rev = 1": "S2: a superseded version is no older",
    "UPDATE history SET rid = zeroblob(16)": "S2: a record has superseded versions and no current",
    "INSERT INTO history SELECT space, (SELECT rid FROM records WHERE kind = 'erase'), 2, vid,"
    " size, batch, vouch, superseded_at, header, nonce, ct FROM history LIMIT 1": "S7: something"
    " older is left",
    "UPDATE records SET ct = x'00' WHERE kind = 'erase'": "S7: what was erased has a ciphertext",
    "UPDATE erasures SET vid = zeroblob(16)": "S7: an erase of the ledger is not the current",
    "DELETE FROM erasures": "S7: an erase is missing in the ledger",
    "UPDATE spaces SET used_bytes = used_bytes + 1 WHERE head": "bytes, but counts",
    "UPDATE records SET ct = zeroblob(272) WHERE rev = 7": "not those that its batch signs",
    "UPDATE history SET nonce = zeroblob(12)": "not those that its batch signs",
    "UPDATE records SET header = x'00' WHERE rev = 7": "the header cannot be decoded",
    "UPDATE records SET epoch = 9 WHERE rev = 7": "kind, epoch or bucket is not that of the header",
    "UPDATE batches SET sig = zeroblob(64)": "its batch is missing or damaged",
    "DELETE FROM vouches": "its vouch is missing",
    "UPDATE buckets SET digest = zeroblob(32)": "a bucket has another digest than its rows",
    "UPDATE spaces SET digest = zeroblob(32)": "has another digest than its rows",
    "UPDATE roster_entries SET sig = zeroblob(64) WHERE n = 1": "an entry breaks the rules: n 1",
    "UPDATE roster_entries SET hash = zeroblob(32) WHERE n = 2": "number or hash is not that",
    "DELETE FROM roster_entries WHERE n = 2": "the log does not end where the organisation says",
    "UPDATE grants SET epoch = 7 WHERE epoch = 1": "stands under another key than its own",
    "UPDATE grants SET sig = zeroblob(64)": "is not signed by its sender",
    "UPDATE spaces SET lineage = zeroblob(16)": "marks: the database is older",
    "DELETE FROM grants WHERE epoch = 2": "journal: the database is older: run `restore`: grants",
}


@pytest.mark.parametrize("statement", DAMAGE)
def test_each_broken_promise_is_named(site: Site, statement: str) -> None:
    worked_in(site)
    site.server.close()
    with closing(sqlite3.connect(site.config.data / "server.db")) as database:
        assert database.execute(statement).rowcount
        database.commit()
    faults = list(verified(site).faults())
    assert any(DAMAGE[statement] in fault for fault in faults), faults
    site.config.marks_file.unlink()
    site.config.data.joinpath("server.db").unlink()
    site.config.journal_file.unlink()
    site.server = site.opened()


def test_one_flipped_bit_in_the_file_is_seen(site: Site) -> None:
    writer = site.writer()
    site.push(writer, version := writer.version())
    site.server.close()
    file = site.config.data / "server.db"
    data = bytearray(file.read_bytes())
    data[data.index(version.item.ct) + 100] ^= 1
    file.write_bytes(data)
    told = operate("verify", site.config.data)
    assert told.code == 1
    assert "not those that its batch signs" in told.text
    file.write_bytes(data[: len(data) // 2])
    told = operate("verify", site.config.data)
    assert (told.code, "wrong: " in told.text) == (1, True) or "The database says" in told.errors
    file.write_bytes(b"")
    assert operate("verify", site.config.data).code == 2
    file.unlink()
    told = operate("verify", site.config.data)
    assert (told.code, told.errors.strip()) == (2, f"There is no database in {site.config.data}.")
    site.config.marks_file.unlink()
    site.config.journal_file.unlink()
    site.server = site.opened()


def test_the_command_says_that_all_is_well_while_the_server_runs(site: Site) -> None:
    worked_in(site)
    told = operate("verify", site.config.data)
    assert (told.code, told.errors) == (0, "")
    assert told.lines[-1] == "everything is as it should be"
    site.act(("policy", roster.Policy({"lock": "5"})))


def test_a_server_that_was_never_founded_is_no_fault(empty_site: Site) -> None:
    findings = verified(empty_site)
    assert findings.clean
    assert findings.remarks == ["No organisation was founded here yet."]


def test_a_setting_that_is_wrong_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HELHEDSPLAN_SERVER_DEVICE_RATE", "many")
    told = operate("verify", tmp_path)
    assert told.code == 2
    assert told.errors.startswith("The setting HELHEDSPLAN_SERVER_DEVICE_RATE is wrong: ")
