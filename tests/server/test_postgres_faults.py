"""A real PostgreSQL that ends amid work, and a standby that lags behind and takes over."""

import random
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from sqlalchemy.exc import OperationalError

from helhedsplan_protocol.records import Header, PullItem
from helhedsplan_protocol.wire import decode
from helhedsplan_server.errors import Refusal, StartError
from helhedsplan_server.operations.opening import standing_store
from helhedsplan_server.operations.verify import verify
from tests.support.postgres import Postgres, PostgresMissingError, running_postgres
from tests.support.pushes import Writer
from tests.support.site import Site

ENDS = 6
LONGEST_SECONDS = 0.4
WRITERS = 3


@pytest.fixture
def primary() -> Iterator[Postgres]:
    """A cluster of its own, whose commits wait for the disk, and that a standby may follow."""
    try:
        with running_postgres(durable=True, streaming=True) as cluster:
            yield cluster
    except PostgresMissingError as missing:
        pytest.skip(f"PostgreSQL cannot be started: {missing}")


@pytest.fixture
def town(primary: Postgres, tmp_path: Path) -> Iterator[Site]:
    site = Site(tmp_path / "data", database_url=primary.url(primary.fresh()))
    site.found()
    site.join(site.worker, "worker", site.team.space)
    yield site
    site.server.close()


def header_of(item: PullItem) -> Header:
    return decode(item.header, Header)


def until(holds: Callable[[], bool], seconds: float = 20) -> None:
    """Wait for what another process brings about."""
    last = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < last, "it never came about"
        time.sleep(0.02)


def push_until(end: threading.Event, site: Site, writer: Writer, told: dict[bytes, int]) -> None:
    """Push notes, and remember what the server said of each."""
    while not end.is_set():
        note = writer.version()
        try:
            (result,) = site.push(writer, note).results
        except OperationalError:  # as the framing does, which answers `busy`
            continue
        assert result.rev is not None
        told[note.header.vid] = result.rev


@pytest.mark.slow
def test_what_was_acknowledged_outlives_a_database_that_ends_at_any_instant(
    town: Site, primary: Postgres
) -> None:
    chance, told = random.Random(20261122), dict[bytes, int]()
    writers = [town.writer() for _ in range(WRITERS)]
    for _ in range(ENDS):
        end, before = threading.Event(), len(told)
        threads = [
            threading.Thread(target=push_until, args=(end, town, each, told)) for each in writers
        ]
        for thread in threads:
            thread.start()
        until(lambda before=before: len(told) > before)  # type: ignore[misc]  # bound now
        time.sleep(chance.uniform(0, LONGEST_SECONDS))
        primary.stop()
        end.set()
        for thread in threads:
            thread.join()
        primary.start()
    held = {item.rev: item for item in town.everything(town.lead)}
    assert sorted(held) == list(range(1, town.state_of(town.team.space).head + 1))
    seen = {rev: header_of(item).vid for rev, item in held.items()}
    assert {vid: rev for rev, vid in seen.items() if vid in told} == told
    town.server.close()
    with standing_store(town.config) as store:
        assert verify(town.config, store).clean
    town.server = town.opened()


def test_a_standby_that_lags_serves_nobody_until_it_was_restored(
    town: Site, primary: Postgres
) -> None:
    writer = town.writer()
    town.push(writer, early := writer.version(), gone := writer.version())
    with running_postgres(durable=True, primary=primary) as standby:
        place = f"pg_last_wal_replay_lsn() >= '{primary.ask('SELECT pg_current_wal_lsn()')}'"
        until(lambda: bool(standby.ask(f"SELECT {place}")))
        standby.do("ALTER SYSTEM SET primary_conninfo = ''")
        standby.do("SELECT pg_reload_conf()")
        until(lambda: standby.ask("SELECT count(*) FROM pg_stat_wal_receiver") == 0)

        town.push(writer, lost := writer.version())
        lead = town.writer(town.lead)
        town.push(lead, lead.version(gone.header.rid, kind="erase"))
        newcomer = town.org.laptop()
        town.join(newcomer, "worker", town.team.space)
        town.out(town.worker)
        lineage = town.state_of(town.team.space).lineage
        assert town.config.database_url is not None
        name = urlsplit(town.config.database_url).path.removeprefix("/")
        primary.stop()
        standby.do("SELECT pg_promote()")
        until(lambda: standby.ask("SELECT pg_is_in_recovery()") is False)

        town.server.close()
        town.config = town.config.model_copy(update={"database_url": standby.url(name)})
        with pytest.raises(StartError, match="restore"):
            town.opened()
        town.server = town.opened(restoring=True)
        state = town.state_of(town.team.space)
        assert state.lineage != lineage, "an acknowledged revision may be missing"
        with pytest.raises(Refusal, match="device_revoked"):
            town.push(town.writer(), writer.version())
        held = {header_of(item).rid: item for item in town.everything(town.lead)}
        assert early.header.rid in held
        assert header_of(held[gone.header.rid]).kind == "erase", "erased stays erased"
        assert lost.header.rid not in held
        fresh = town.writer(newcomer)
        assert town.push(fresh, fresh.version()).results[0].status == "applied"
        town.server.close()
        with standing_store(town.config) as store:
            assert verify(town.config, store).clean
        town.server = town.opened()
