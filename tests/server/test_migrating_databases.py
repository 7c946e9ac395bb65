"""A server that moves from one database to another."""

from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from helhedsplan_server.errors import StartError
from helhedsplan_server.operations import copying
from helhedsplan_server.operations.migrate import migrate
from helhedsplan_server.store.engine import database_url, sqlite_url
from helhedsplan_server.surroundings import SystemRandomness
from tests.support.databases import Database, PostgresDatabase
from tests.support.operator import operate
from tests.support.postgres import Postgres
from tests.support.site import Site


@pytest.fixture
def other(database: Database, postgres: Postgres, tmp_path: Path) -> str:
    """The address of an empty database of the other kind."""
    if database.url.startswith("sqlite"):
        return PostgresDatabase(postgres).url
    return sqlite_url(tmp_path / "data" / "moved.db")


def worked_in(site: Site) -> None:
    worker, lead = site.writer(), site.writer(site.lead)
    site.push(worker, first := worker.version(), gone := worker.version())
    site.push(worker, worker.version(first.header.rid, first.header.vid))
    site.push(lead, lead.version(gone.header.rid, kind="erase"))
    site.everything(site.worker)


def test_devices_notice_nothing_of_a_move(site: Site, other: str) -> None:
    worked_in(site)
    token = site.session(site.worker).token
    before = site.server.spaces(site.lead.device), site.everything(site.worker)
    site.server.close()
    told = operate("migrate", site.config.data, "--from", site.config.url, "--to", other)
    assert (told.code, told.errors) == (0, ""), told.text
    assert "copied vids: 4" in told.lines
    assert "copied records: 2" in told.lines
    old = site.config.database_url
    site.config.database_url = other
    site.server = site.opened()
    assert (site.server.spaces(site.lead.device), site.everything(site.worker)) == before
    assert site.server.device_of(token) == site.worker.device
    writer = site.writer()
    assert site.push(writer, writer.version()).head == 5
    site.server.close()

    site.config.database_url = old
    with pytest.raises(StartError, match="older than what clients have seen"):
        site.opened()
    site.config.database_url = other
    site.server = site.opened()
    assert operate("verify", site.config.data, "--database", other).code == 0


def test_a_running_server_a_full_target_and_a_wrong_address_are_refused(
    site: Site, other: str
) -> None:
    def refusal(source: str, target: str) -> str:
        told = operate("migrate", site.config.data, "--from", source, "--to", target)
        assert (told.code, told.lines) == (2, [])
        return told.errors.strip()

    source = site.config.url
    assert "nother server" in refusal(source, other) or "A server runs" in refusal(source, other)
    site.server.close()
    assert "must begin with sqlite:/// or postgresql://" in refusal(source, "mysql://there/x")
    assert "Both addresses name the same" in refusal(source, source)
    assert "There is no database" in refusal(sqlite_url(Path("/nowhere/at.db")), other)
    assert "Cannot reach the database" in refusal(source, "postgresql://127.0.0.1:1/none")
    assert operate("migrate", site.config.data, "--from", source, "--to", other).code == 0
    assert "The new database is not empty: there are rows in" in refusal(source, other)
    site.server = site.opened()


def test_a_move_that_breaks_off_leaves_the_target_empty(
    site: Site, other: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    worked_in(site)
    site.server.close()
    source, target = (
        site.config.model_copy(update={"database_url": url}) for url in (site.config.url, other)
    )
    real, count = copying._copy, 0

    def breaking(*arguments: object) -> int:
        nonlocal count
        count += 1
        if count == 8:
            raise ConnectionError("the line is gone")
        return real(*arguments)  # type: ignore[arg-type]  # what migrate gave

    with monkeypatch.context() as patch:
        patch.setattr(copying, "_copy", breaking)
        with pytest.raises(ConnectionError):
            migrate(source, target, SystemRandomness())
    engine = create_engine(database_url(other))
    with engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM organisation")).scalar() == 0
    engine.dispose()
    assert migrate(source, target, SystemRandomness()).findings.clean
    site.server = site.opened()


def test_status_sees_a_server_on_either_database(site: Site) -> None:
    here = ("--database", site.config.url)
    assert "running, founded" in operate("status", site.config.data, *here).lines
    site.server.close()
    assert "not running, founded" in operate("status", site.config.data, *here).lines
    site.server = site.opened()
