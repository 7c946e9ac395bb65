"""Ids and randomness, passed in so that a test can replay them."""

import os
import random
from typing import Protocol

from helhedsplan_desktop.foundation.clock import Clock, milliseconds


class Randomness(Protocol):
    """A source of random bytes."""

    def bytes(self, count: int) -> bytes:
        """Return `count` random bytes."""
        ...


class SystemRandomness:
    """The operating system's generator."""

    def bytes(self, count: int) -> bytes:
        """Return `count` unpredictable bytes."""
        return os.urandom(count)


class SeededRandomness:
    """Replayable bytes for practice data and simulations; never for keys of a real vault."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)  # noqa: S311  replayable on purpose

    def bytes(self, count: int) -> bytes:
        """Return the next `count` bytes of the seeded stream."""
        return self._random.randbytes(count)


class Ids:
    """Makes record ids (UUIDv7) and version ids (16 random bytes)."""

    def __init__(self, clock: Clock, randomness: Randomness) -> None:
        self._clock = clock
        self._randomness = randomness
        self._last = 0

    def record(self) -> bytes:
        """Return a UUIDv7, 16 bytes, greater than the one before.

        The counter stands in the upper 8 bits of `rand_a`, so that two records of one
        millisecond differ within the first 60 bits, from which search rows are numbered.

        Source: RFC 9562 section 6.2, method 1 (counter after the milliseconds).
        """
        stamp = milliseconds(self._clock.now()) << 8
        self._last = stamp = max(stamp, self._last + 1)
        noise = self._randomness.bytes(9)
        return uuid7(stamp >> 8, (stamp & 0xFF) << 4 | noise[8] & 0xF, noise[:8])

    def version(self) -> bytes:
        """Return a fresh version, batch, device, user or space id: 16 random bytes."""
        return self._randomness.bytes(16)


def uuid7(unix_ms: int, rand_a: int, rand_b: bytes) -> bytes:
    """Return the 16 bytes of a UUIDv7 from its parts (RFC 9562 section 5.7).

    Args:
        unix_ms: milliseconds since 1970, 48 bit.
        rand_a: 12 bit.
        rand_b: 8 bytes, of which 62 bit are used.
    """
    tail = int.from_bytes(rand_b, "big") & ((1 << 62) - 1)
    value = (unix_ms << 80) | (0x7 << 76) | (rand_a << 64) | (0b10 << 62) | tail
    return value.to_bytes(16, "big")


def milliseconds_of(rid: bytes) -> int:
    """Return the creation instant that a UUIDv7 carries, milliseconds since 1970."""
    return int.from_bytes(rid[:6], "big")


def row_number(rid: bytes) -> int:
    """Return the number of a record's row, if no other that begins alike has it.

    The first 60 bits of the id, which order by creation, and three bits to count up.
    """
    return (int.from_bytes(rid[:8], "big") >> 4) << 3


def row_number_at(unix_ms: int) -> int:
    """Return a number that no row of a record made at or after that instant is below."""
    return row_number(uuid7(unix_ms, 0, bytes(8)))
