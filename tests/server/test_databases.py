"""What the two databases must be for the server to keep its promises."""

import os
import signal
import subprocess
import sys
import textwrap
from contextlib import closing
from pathlib import Path

import pytest

from helhedsplan_server.config import ServerConfig
from helhedsplan_server.errors import StartError
from helhedsplan_server.server import Server
from helhedsplan_server.store.engine import Store
from tests.support.databases import Database
from tests.support.operator import operate
from tests.support.postgres import Postgres


@pytest.mark.databases("postgresql")
def test_a_commit_waits_for_the_disk_even_where_the_database_would_not(database: Database) -> None:
    address = f"{database.url}&options=-c%20synchronous_commit%3Doff%20-c%20lock_timeout%3D7s"
    with closing(Store(address)) as careless, careless.write() as connection:
        assert connection.exec_driver_sql("SHOW lock_timeout").scalar() == "7s", "options are heard"
        assert connection.exec_driver_sql("SHOW synchronous_commit").scalar() == "on"


@pytest.mark.databases("postgresql")
def test_a_page_is_read_from_one_snapshot(database: Database) -> None:
    with closing(Store(database.url)) as store, store.read() as connection:
        assert (
            connection.exec_driver_sql("SHOW transaction_isolation").scalar() == "repeatable read"
        )
        assert connection.exec_driver_sql("SHOW transaction_read_only").scalar() == "on"


def test_a_database_that_does_not_answer_is_told_in_one_sentence(tmp_path: Path) -> None:
    secret = "not-to-be-shown"
    address = f"postgresql://keeper:{secret}@127.0.0.1:9/plan"
    with pytest.raises(StartError, match=r"^Cannot reach the database .*: .*refused") as told:
        Server(ServerConfig(data=tmp_path, database_url=address))
    assert "\n" not in str(told.value)
    assert secret not in str(told.value)


def test_every_command_names_the_database_and_why_it_is_not_reached(tmp_path: Path) -> None:
    address = "postgresql://127.0.0.1:9/plan"
    for command in ("init", "serve", "status"):
        told = operate(command, tmp_path, "--database", address)
        assert told.code == 2
        assert told.errors.startswith(f"Cannot reach the database {address}: ")
        assert told.errors.count("\n") == 1


@pytest.mark.parametrize("address", ["mysql://localhost/plan", "nonsense", "postgresql+asyncpg://"])
def test_only_two_kinds_of_database_are_served(tmp_path: Path, address: str) -> None:
    with pytest.raises(StartError, match="must begin with sqlite:/// or postgresql://"):
        Server(ServerConfig(data=tmp_path, database_url=address))


@pytest.mark.skipif(os.name == "nt", reason="PostgreSQL is tested on Linux and macOS only")
def test_the_database_of_the_tests_ends_even_when_they_are_killed(postgres: Postgres) -> None:
    assert postgres.fresh(), "it can be started here"
    child = subprocess.Popen(
        [
            sys.executable,
            "-c",
            textwrap.dedent("""
                import sys
                from tests.support.postgres import running_postgres
                with running_postgres() as cluster:
                    print(cluster.folder, flush=True)
                    sys.stdin.read()
            """),
        ],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert child.stdout is not None
    assert child.stdin is not None
    folder = Path(child.stdout.readline().strip())
    pid = int((folder / "data" / "postmaster.pid").read_text().splitlines()[0])
    os.kill(pid, 0)  # raises if there is no such process
    os.killpg(child.pid, signal.SIGKILL)  # all that a person's Ctrl-C or a time limit would reach
    child.wait()
    child.stdin.close()
    child.stdout.close()
    wait_until_gone(folder)
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def wait_until_gone(folder: Path) -> None:
    """Return when the keeper has removed its folder; the test's own time limit ends the wait."""
    while folder.exists():
        os.sched_yield()
