"""Backups of a PostgreSQL under servers at work, and putting one back, without tools of its own."""

import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from helhedsplan_protocol import messages, roster, routes
from helhedsplan_protocol.messages import PushAnswer
from helhedsplan_protocol.records import Header
from helhedsplan_protocol.wire import decode
from helhedsplan_server.errors import Refusal
from helhedsplan_server.operations.opening import standing_store
from helhedsplan_server.operations.verify import verify
from tests.support.databases import Database, PostgresDatabase
from tests.support.operator import Told, operate
from tests.support.postgres import Postgres
from tests.support.server_process import running_server
from tests.support.site import Site
from tests.support.wire_client import WireClient

pytestmark = pytest.mark.databases("postgresql")


@pytest.fixture
def elsewhere(postgres: Postgres) -> Iterator[Database]:
    """An empty database on another machine."""
    made = PostgresDatabase(postgres)
    yield made
    made.drop()


def backed_up(site: Site, database: Database) -> Path:
    to = site.config.data.with_name("backups")
    told = operate("backup", site.config.data, "--to", to, "--database", database.url)
    assert told.code == 0, (told.text, told.errors)
    return Path(told.lines[0].removeprefix("backup "))


def put_back(site: Site, backup: Path, database: Database) -> Told:
    options = ("--from", backup, "--database", database.url)
    return operate("restore", site.config.data, *options)


def test_a_backup_under_pushes_is_whole(site: Site, database: Database) -> None:
    writer = site.writer()
    site.server.close()
    with running_server(site.config.data, "--database", database.url) as server:
        with closing(WireClient(server.address)) as client:
            client.log_in(site.worker)
            for _ in range(3):
                client.ask(routes.PUSH, writer.push(writer.version()), PushAnswer)
            backup = backed_up(site, database)
            answer = client.ask(routes.PUSH, writer.push(writer.version()), PushAnswer)
        assert answer.head == 4
    assert operate("verify", backup).code == 0
    heads = [s["head"] for s in json.loads(operate("status", backup, "--json").text)["spaces"]]
    assert sorted(heads) == [0, 3]
    site.server = site.opened()


def test_a_day_old_backup_comes_back_with_all_that_the_journal_knows(
    site: Site, database: Database
) -> None:
    """A rotation, a revoke, an enrolment and an erase came after it."""
    writer, lead = site.writer(), site.writer(site.lead)
    site.push(writer, kept := writer.version(), gone := writer.version())
    backup = backed_up(site, database)
    site.push(lead, erase := lead.version(gone.header.rid, kind="erase"))
    site.push(writer, lost := writer.version())
    newcomer = site.org.laptop()
    site.join(newcomer, "worker", site.team.space)
    site.out(site.worker)
    before = site.server.spaces(site.lead.device)

    told = put_back(site, backup, database)
    assert told.code == 2
    assert told.errors.startswith("Another server already uses the folder")
    site.server.close()
    told = put_back(site, backup, database)
    assert (told.code, told.errors) == (0, ""), told.text
    site.server = site.opened()

    after = site.server.spaces(site.lead.device)
    assert after.restore_id != before.restore_id
    assert not {s.lineage for s in before.spaces} & {s.lineage for s in after.spaces}
    assert after.roster_hash == before.roster_hash
    with pytest.raises(Refusal, match="device_revoked"):
        site.server.spaces(site.worker.device)
    held = [decode(item.header, Header).vid for item in site.everything(newcomer)]
    assert held == [kept.header.vid, erase.header.vid]
    assert not database.holds(gone.item.ct), "what was erased stays erased"
    writer.log_n = lost.header.log_n
    fresh = site.writer(newcomer)
    relayed = messages.Push(
        fresh.space, fresh.lineage, (writer.batch(lost),), (lost.item,), (fresh.vouch(lost),)
    )
    (result,) = site.server.push(newcomer.device, relayed).results
    assert result.status == "applied", result
    site.server.close()
    with standing_store(site.config) as store:
        assert verify(site.config, store).clean
    replaced = [path for path in site.config.data.iterdir() if path.name.startswith("replaced-")]
    assert len(replaced) == 1
    assert lost.item.ct in (replaced[0] / "server.db").read_bytes()
    site.server = site.opened()


def test_a_lost_cluster_is_made_anew_from_the_backup(
    site: Site, database: Database, elsewhere: Database
) -> None:
    writer = site.writer()
    site.push(writer, kept := writer.version())
    backup = backed_up(site, database)
    site.server.close()
    told = put_back(site, backup, elsewhere)
    assert (told.code, told.errors) == (0, ""), told.text
    assert not [path for path in site.config.data.iterdir() if path.name.startswith("replaced-")]
    site.config = site.config.model_copy(update={"database_url": elsewhere.url})
    site.server = site.opened()
    assert site.push(site.writer(), kept).results[0].status == "duplicate"
    site.act(("policy", roster.Policy({"lock": "5"})))
