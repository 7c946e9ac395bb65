"""Several servers on one PostgreSQL: who may come in, and what they share beside the database."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from helhedsplan_protocol import messages, roster
from helhedsplan_server.config import ServerConfig
from helhedsplan_server.errors import Refusal, StartError
from helhedsplan_server.server import Server
from helhedsplan_server.store.high_water import HighWater
from helhedsplan_server.store.journal import Journal, JournalEntry, JournalErasure, JournalFrame
from tests.support.databases import Database
from tests.support.postgres import Postgres
from tests.support.site import Site

pytestmark = pytest.mark.databases("postgresql")


@pytest.fixture
def other(site: Site) -> Iterator[Server]:
    """A second server on the database and folder of the site's."""
    with closing(site.opened()) as second:
        yield second


def journalled(site: Site, kind: type[JournalFrame]) -> list[JournalFrame]:
    with closing(Journal(site.config.journal_file)) as journal:
        return [frame for frame in journal.frames() if isinstance(frame, kind)]


def test_what_one_server_takes_in_the_other_knows_at_once(site: Site, other: Server) -> None:
    nonce = bytes(32)
    challenge = site.server.session_start(messages.SessionStart(site.worker.device, nonce))
    session = other.session_finish(site.finish(site.worker, nonce, challenge, None))
    assert site.server.device_of(session.token) == site.worker.device

    writer = site.writer()
    site.push(writer, first := writer.version())
    again = other.push(site.worker.device, writer.push(first))
    assert [(r.status, r.rev) for r in again.results] == [("duplicate", 1)]

    site.out(site.worker)
    with pytest.raises(Refusal, match="auth_required"):
        other.device_of(session.token)
    with pytest.raises(Refusal, match="device_revoked"):
        other.push(site.worker.device, writer.push(writer.version()))


def test_journal_and_marks_are_written_by_all_and_stay_whole(site: Site, other: Server) -> None:
    both = (site.server, other)
    for turn in range(6):
        site.server = both[turn % 2]
        lead = site.writer(site.lead)
        site.push(lead, note := lead.version())
        both[(turn + 1) % 2].push(
            site.lead.device, lead.push(lead.version(note.header.rid, kind="erase"))
        )
        site.act(("policy", roster.Policy({"lock": str(turn)})))
    site.server = both[0]

    assert len(journalled(site, JournalErasure)) == 6
    entries = journalled(site, JournalEntry)
    assert [entry.n for entry in entries if isinstance(entry, JournalEntry)] == list(range(8))
    state = site.state_of(site.team.space)
    with closing(HighWater(site.config.marks_file)) as marks:
        assert marks.mark(site.team.space) == (state.lineage, state.head) == (state.lineage, 12)


def test_the_next_append_journals_what_a_dead_server_had_committed(
    site: Site, other: Server
) -> None:
    before = site.config.journal_file.read_bytes()
    site.act(("policy", roster.Policy({"lock": "5"})))
    # As if the first server had died between its commit and the journal.
    site.config.journal_file.write_bytes(before)
    site.server, first = other, site.server
    site.act(("policy", roster.Policy({"lock": "6"})))
    site.server = first
    entries = journalled(site, JournalEntry)
    assert [each.n for each in entries if isinstance(each, JournalEntry)] == list(
        range(len(site.org.entries))
    )


def test_an_erase_that_comes_again_after_a_death_is_journalled_before_the_answer(
    site: Site, other: Server
) -> None:
    lead = site.writer(site.lead)
    site.push(lead, note := lead.version())
    before = site.config.journal_file.read_bytes()
    site.push(lead, erase := lead.version(note.header.rid, kind="erase"))
    # As if the first server had died between its commit and the journal.
    site.config.journal_file.write_bytes(before)
    answer = other.push(site.lead.device, lead.push(erase))
    assert answer.results[0].status == "duplicate"
    assert len(journalled(site, JournalErasure)) == 1


def test_what_a_dead_server_left_half_written_is_cut_by_the_next_to_write(
    site: Site, other: Server
) -> None:
    with site.config.journal_file.open("ab") as journal:
        journal.write(b"\0\0\1\0half")
    site.server, first = other, site.server
    site.act(("policy", roster.Policy({"lock": "5"})))
    site.server = first
    site.act(("policy", roster.Policy({"lock": "6"})))
    assert len(journalled(site, JournalEntry)) == len(site.org.entries)


def test_nobody_serves_while_a_database_is_restored_nor_the_other_way_round(site: Site) -> None:
    with pytest.raises(StartError, match="Another server already uses the folder"):
        site.opened(restoring=True)
    elsewhere = site.config.model_copy(update={"data": site.config.data.with_name("elsewhere")})
    with pytest.raises(StartError, match="A server runs on this database: stop it first"):
        Server(elsewhere, restoring=True)
    site.server.close()
    with (
        closing(site.opened(restoring=True)),
        pytest.raises(StartError, match="This database is being restored"),
    ):
        Server(elsewhere)
    site.server = site.opened()


def test_a_server_with_another_folder_is_refused_while_others_serve(
    site: Site, tmp_path: Path
) -> None:
    elsewhere = site.config.model_copy(update={"data": tmp_path / "elsewhere"})
    with pytest.raises(StartError, match="another data folder"):
        Server(elsewhere)
    site.server.close()
    with closing(Server(elsewhere)) as moved:
        assert moved.spaces(site.lead.device).roster_n == 1
    site.server = site.opened()


def test_a_database_put_back_under_running_servers_is_noticed_by_each(
    site: Site, other: Server, database: Database
) -> None:
    writer = site.writer()
    site.push(writer, writer.version())
    site.server.close()
    other.close()
    database.copy()
    servers = [site.opened(), site.opened()]
    site.server = servers[0]
    site.push(writer, lost := writer.version())

    database.put_back()  # every connection breaks, as when a standby takes over
    pull = messages.Pull(site.team.space, writer.lineage, 0, 100)
    for server in servers:
        with pytest.raises(Refusal, match="busy"):
            server.push(site.worker.device, writer.push(writer.version()))
        with pytest.raises(Refusal, match="busy"):
            server.pull(site.worker.device, pull)
        with pytest.raises(Refusal, match="busy"):
            server.ready()
    for server in servers:
        server.close()
    with pytest.raises(StartError, match="restore"):
        site.opened()
    site.server = site.opened(restoring=True)
    fresh = site.writer()
    assert site.push(fresh, lost).results[0].rev == 2, "the lost version comes again"
    site.server.ready()


def test_a_lost_connection_costs_nobody_an_answer(site: Site, database: Database) -> None:
    writer = site.writer()
    site.push(writer, writer.version())
    throw_out = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname ="
    throw_out += " current_database() AND pid <> pg_backend_pid()"
    database.change(throw_out)
    site.server.ready()
    database.change(throw_out)
    assert site.push(writer, writer.version()).results[0].rev == 2
    site.server.tidy()
    elsewhere = site.config.model_copy(update={"data": site.config.data.with_name("elsewhere")})
    with pytest.raises(StartError, match="A server runs on this database"):
        Server(elsewhere, restoring=True)


def test_three_that_start_at_once_on_an_empty_database_make_it_once(
    postgres: Postgres, tmp_path: Path
) -> None:
    address = postgres.url(postgres.copy("template0"))
    config = ServerConfig(data=tmp_path / "data", database_url=address)
    with ThreadPoolExecutor(3) as threads:
        servers = list(threads.map(lambda _: Server(config), range(3)))
    try:
        assert len({server.hello().server_id for server in servers}) == 1
        servers[0].new_founding_code()
        servers[2].tidy()
        servers[1].ready()
    finally:
        for server in servers:
            server.close()
