"""Token buckets: a device or an address may send much at once, and little in the long run."""

import math
import threading
from typing import Final

from helhedsplan_protocol.error_codes import ErrorCode
from helhedsplan_server.errors import Refusal
from helhedsplan_server.surroundings import Clock

_FORGET_ABOVE: Final = 10_000
"""With more keys than this, those that are full again are forgotten."""


class RateLimit:
    """Tokens by key; a request takes one.

    Args:
        rate: tokens that come back a second.
        burst: tokens of a key that rested.
    """

    def __init__(self, clock: Clock, rate: float, burst: int) -> None:
        self._clock = clock
        self._rate = rate
        self._burst = burst
        self._lock = threading.Lock()
        self._tokens: dict[bytes | str, tuple[float, float]] = {}

    def take(self, key: bytes | str) -> None:
        """Take one token of `key`.

        Raises:
            Refusal: `rate_limited`, with the seconds until there is one.
        """
        now = self._clock.monotonic()
        with self._lock:
            if len(self._tokens) > _FORGET_ABOVE:
                self._forget(now)
            tokens, since = self._tokens.get(key, (float(self._burst), now))
            tokens = min(self._burst, tokens + (now - since) * self._rate)
            allowed = tokens >= 1
            self._tokens[key] = (tokens - 1 if allowed else tokens, now)
        if not allowed:
            wait = math.ceil((1 - tokens) / self._rate)
            raise Refusal(ErrorCode.RATE_LIMITED, after_seconds=max(1, wait))

    def _forget(self, now: float) -> None:
        full_after = self._burst / self._rate
        self._tokens = {
            key: held for key, held in self._tokens.items() if now - held[1] < full_after
        }
