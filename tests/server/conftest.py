"""A founded server called directly, with a lead and a worker in one team, on each database."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.databases import DATABASES, Database, PostgresDatabase, SqliteFile
from tests.support.postgres import Postgres, PostgresMissingError, running_postgres
from tests.support.site import Site


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A cluster of this test process."""
    try:
        with running_postgres() as cluster:
            yield cluster
    except PostgresMissingError as missing:
        pytest.skip(f"PostgreSQL cannot be started: {missing}")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a test that needs a database on each, or on those that its mark `databases` names."""
    if "database" in metafunc.fixturenames:
        mark = metafunc.definition.get_closest_marker("databases")
        metafunc.parametrize("database", mark.args if mark else DATABASES, indirect=True)


@pytest.fixture
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """An empty database."""
    if request.param == "sqlite":
        yield SqliteFile(tmp_path / "data")
        return
    made = PostgresDatabase(request.getfixturevalue("postgres"))
    yield made
    made.drop()


@pytest.fixture
def empty_site(tmp_path: Path, database: Database) -> Iterator[Site]:
    site = Site(tmp_path / "data", database_url=database.url)
    yield site
    site.server.close()


@pytest.fixture
def site(empty_site: Site) -> Site:
    empty_site.found()
    empty_site.join(empty_site.worker, "worker", empty_site.team.space)
    return empty_site
