"""Token buckets: a device or an address may send much at once, and little in the long run."""

import math
import threading
from collections import OrderedDict
from typing import Final

from helhedsplan_protocol.error_codes import ErrorCode
from helhedsplan_server.errors import Refusal
from helhedsplan_server.surroundings import Clock

_FORGOTTEN_AT_ONCE: Final = 2
"""Keys that a request looks at to forget them: more than it adds, and never all there are."""


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
        self._full_after = burst / rate
        self._tokens: OrderedDict[bytes | str, tuple[float, float]] = OrderedDict()
        """Tokens that were left, and when that was; who asked last stands last."""

    def take(self, key: bytes | str) -> None:
        """Take one token of `key`.

        Raises:
            Refusal: `rate_limited`, with the seconds until there is one.
        """
        now = self._clock.monotonic()
        with self._lock:
            self._forget(now)
            tokens, since = self._tokens.get(key, (float(self._burst), now))
            tokens = min(self._burst, tokens + (now - since) * self._rate)
            allowed = tokens >= 1
            self._tokens[key] = (tokens - 1 if allowed else tokens, now)
            self._tokens.move_to_end(key)
        if not allowed:
            wait = math.ceil((1 - tokens) / self._rate)
            raise Refusal(ErrorCode.RATE_LIMITED, after_seconds=max(1, wait))

    def _forget(self, now: float) -> None:
        """Forget keys that are full again; those that rested longest stand first."""
        for _ in range(_FORGOTTEN_AT_ONCE):
            key = next(iter(self._tokens), None)
            if key is None or now - self._tokens[key][1] < self._full_after:
                return
            del self._tokens[key]
