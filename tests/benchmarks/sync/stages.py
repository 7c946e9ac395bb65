"""Where the time of a sync goes, by stage; stages on different threads overlap."""

import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any
from unittest import mock

from helhedsplan_desktop.sync import page_storing
from helhedsplan_desktop.sync.comparing import Comparer
from helhedsplan_desktop.sync.freezing import Freezer
from helhedsplan_desktop.sync.judging import PageJudge
from helhedsplan_desktop.sync.pull import Puller
from helhedsplan_desktop.sync.push import Pusher
from helhedsplan_desktop.sync.transport import Transport

STAGES: tuple[tuple[str, Any, str], ...] = (
    ("seal and keep as sent", Freezer, "freeze"),
    ("keep the answers", Pusher, "_settle"),
    ("verify and open", PageJudge, "judged"),
    ("store and index", page_storing, "store_arrivals"),
    ("judge, store, commit", Puller, "take"),
    ("compare digests", Comparer, "equal"),
)


class Stages:
    """Seconds by stage; a request is a stage of its own, with the server's work in it."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = defaultdict(float)
        self._lock = threading.Lock()

    def lines(self) -> list[str]:
        """Return the table, the dearest stage first."""
        order = sorted(self.seconds, key=lambda name: -self.seconds[name])
        least = 0.005  # below it nothing is shown but zeros
        return [
            f"    {name:<28}{self.seconds[name]:>7.2f} s"
            for name in order
            if self.seconds[name] >= least
        ]

    @contextmanager
    def watched(self, prefix: str) -> Iterator[None]:
        """Count what happens meanwhile under names that begin with `prefix`."""
        with ExitStack() as patches:
            for name, owner, attribute in STAGES:
                timed = self._timed(getattr(owner, attribute), f"{prefix} {name}")
                patches.enter_context(mock.patch.object(owner, attribute, timed))
            call = self._timed(Transport.call, f"{prefix} ")
            patches.enter_context(mock.patch.object(Transport, "call", call))
            yield

    def _timed(self, work: Callable[..., Any], name: str) -> Callable[..., Any]:
        """Return `work` with a clock; a name that ends in a blank is completed by the route."""

        def timed(*args: Any, **more: Any) -> Any:
            begin = time.perf_counter()
            try:
                return work(*args, **more)
            finally:
                spent = time.perf_counter() - begin
                with self._lock:
                    self.seconds[f"{name}{args[1]}" if name.endswith(" ") else name] += spent

        return timed
