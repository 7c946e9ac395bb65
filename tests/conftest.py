"""What all tests share: the window's tests are skipped where Qt cannot be loaded."""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

from tests.support import qt_libraries
from tests.support.write_guard import no_write_beside_the_unit_of_work

# Examples are no timed tests: a busy machine makes them slow, and that says nothing of the program.
settings.register_profile(
    "any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("any machine")


@pytest.fixture(autouse=True, scope="session")
def _one_door_for_writing() -> Iterator[None]:
    """Fail every write to a record table that no unit of work made."""
    with no_write_beside_the_unit_of_work():
        yield


def pytest_plugin_registered(plugin: object, manager: pytest.PytestPluginManager) -> None:
    """Take pytest-qt away where Qt does not load: it would end the whole run at its start."""
    if manager.get_name(plugin) == "pytest-qt" and qt_libraries.missing():
        manager.unregister(plugin)


def pytest_report_header() -> str | None:
    """Say at the top of the run that, and why, the window is not tried."""
    reason = qt_libraries.missing()
    return f"window: not tried. {reason}" if reason else None
