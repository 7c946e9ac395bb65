"""A page's surroundings over a laptop that speaks to a real server."""

from helhedsplan_desktop.foundation.clock import SystemClock
from tests.support.pages import Ways
from tests.support.world import LaptopInWorld
from ui.bridge.changes import ChangesBridge
from ui.bridge.sync_status import StatusBridge
from ui.jobs.runner import JobRunner
from ui.screens.page import PageContext


class Seat:
    """A person at a laptop that speaks to a real server."""

    def __init__(self, laptop: LaptopInWorld) -> None:
        self.laptop = laptop
        self.runner = JobRunner()
        self.ways = Ways(self.runner)
        self.changes = ChangesBridge(laptop.day.changes)
        self.status = StatusBridge(laptop.day.syncing)
        parts = (laptop.day, self.runner, self.ways, self.changes, self.status)
        self.context = PageContext(*parts, SystemClock(), lambda: False)

    def close(self) -> None:
        self.changes.close()
        self.status.close()
        self.runner.close()
