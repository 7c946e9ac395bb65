"""A founded server called directly, with a lead and a worker in one team."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.site import Site


@pytest.fixture
def empty_site(tmp_path: Path) -> Iterator[Site]:
    site = Site(tmp_path / "data")
    yield site
    site.server.close()


@pytest.fixture
def site(empty_site: Site) -> Site:
    empty_site.found()
    empty_site.join(empty_site.worker, "worker", empty_site.team.space)
    return empty_site
