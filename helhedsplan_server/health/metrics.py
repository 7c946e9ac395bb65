"""Counts and times for the operator: routes and codes, never an id and never content."""

from typing import Final

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest

from helhedsplan_protocol.messages import PushAnswer

_SECONDS: Final = (0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0)


class Metrics:
    """The meters of one server."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._requests = Counter(
            "helhedsplan_requests", "Answers by route and code.", ["route", "code"],
            registry=self._registry,
        )  # fmt: skip
        self._seconds = Histogram(
            "helhedsplan_request_seconds", "Time to answer by route.", ["route"],
            buckets=_SECONDS, registry=self._registry,
        )  # fmt: skip
        self._items = Counter(
            "helhedsplan_pushed_items", "Results of pushed versions.", ["status"],
            registry=self._registry,
        )  # fmt: skip

    def answered(self, route: str, code: str, seconds: float) -> None:
        """Count one answer."""
        self._requests.labels(route, code).inc()
        self._seconds.labels(route).observe(seconds)

    def pushed(self, answer: PushAnswer) -> None:
        """Count the results of one push."""
        for result in answer.results:
            self._items.labels(result.status).inc()

    def text(self) -> bytes:
        """Return all meters in the text form of Prometheus."""
        return generate_latest(self._registry)
