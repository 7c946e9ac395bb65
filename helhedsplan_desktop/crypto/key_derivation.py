"""A key from a passphrase by Argon2id, made as costly as this computer bears.

Source: RFC 9106, second recommended option, as the floor; OWASP ASVS 5.0 11.4.2.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from helhedsplan_desktop.crypto.passphrase import normalise
from helhedsplan_desktop.foundation.clock import Clock

ARGON2ID: Final = 1
"""The number of this derivation in the header file; another number is a newer program's."""

SALT_BYTES: Final = 16
KEY_BYTES: Final = 32

_MIB: Final = 1024
_AIM_SECONDS: Final = 0.7
"""The middle of the wanted 0.5-1 s."""


class CostError(ValueError):
    """Costs below the floor or above the ceiling: a header that somebody changed."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What one derivation costs.

    Args:
        memory_kib: memory in KiB.
        passes: times that the memory is run through.
        lanes: threads.
    """

    memory_kib: int
    passes: int
    lanes: int


@dataclass(frozen=True, slots=True)
class CostLimits:
    """Between which costs a header is believed.

    Args:
        floor: each part at least this much.
        most_memory_kib: what calibration goes up to.
        ceiling_kib: above this a header is refused: it would starve the computer.
        most_passes: above this a header is refused: it would never open.
    """

    floor: Cost
    most_memory_kib: int
    ceiling_kib: int
    most_passes: int

    def check(self, cost: Cost) -> None:
        """Refuse costs out of bounds.

        Raises:
            CostError: if so.
        """
        floor = self.floor
        within = (
            floor.memory_kib <= cost.memory_kib <= self.ceiling_kib
            and floor.passes <= cost.passes <= self.most_passes
            and floor.lanes <= cost.lanes <= _MOST_LANES
        )
        if not within:
            raise CostError(str(cost))


_MOST_LANES: Final = 16

LIMITS: Final = CostLimits(
    floor=Cost(64 * _MIB, passes=3, lanes=4),
    most_memory_kib=256 * _MIB,
    ceiling_kib=1024 * _MIB,
    most_passes=64,
)
"""The limits of every real vault."""


class PassphraseKdf:
    """Derives wrapping keys from passphrases.

    Args:
        clock: measures the calibration.
        limits: of a real vault unless a test says otherwise.
    """

    def __init__(self, clock: Clock, limits: CostLimits = LIMITS) -> None:
        self._clock = clock
        self.limits: Final = limits

    def derive(self, passphrase: str, salt: bytes, cost: Cost) -> bytearray:
        """Return the 32-byte wrapping key; takes about a second and `cost.memory_kib` of memory.

        Raises:
            AppError: TOO_LONG.
            CostError: for costs out of bounds.
        """
        self.limits.check(cost)
        key = bytearray(KEY_BYTES)
        _argon2(salt, cost).derive_into(normalise(passphrase), key)
        return key

    def calibrate(self) -> Cost:
        """Return the cost that takes this computer 0.5-1 s, never below the floor.

        One derivation at the floor is timed; memory is raised first, to 256 MiB, then passes. A
        computer that cannot spare the memory stays at the floor.
        """
        try:
            return calibrated(self.limits, self._seconds_of)
        except MemoryError:
            return self.limits.floor

    def _seconds_of(self, cost: Cost) -> float:
        started = self._clock.monotonic()
        _argon2(bytes(SALT_BYTES), cost).derive(b"calibration")
        return self._clock.monotonic() - started


def calibrated(limits: CostLimits, seconds_of: Callable[[Cost], float]) -> Cost:
    """Return the cost nearest to 0.7 s within the limits.

    Time grows in proportion to memory and passes, so the floor is timed and the rest computed; a
    second timing corrects what caches and a small memory hide.

    Args:
        limits: floor and the most memory to use.
        seconds_of: times one derivation.
    """
    cost = limits.floor
    for _ in range(2):
        seconds = max(seconds_of(cost), 1e-6)
        wanted = cost.memory_kib * cost.passes * _AIM_SECONDS / seconds
        memory = int(wanted / limits.floor.passes)
        memory = min(max(memory, limits.floor.memory_kib), limits.most_memory_kib)
        passes = max(limits.floor.passes, round(wanted / memory))
        found = replace(
            cost,
            memory_kib=memory // _MIB * _MIB or memory,
            passes=min(passes, limits.most_passes),
        )
        if found == cost:
            break
        cost = found
    return cost


def _argon2(salt: bytes, cost: Cost) -> Argon2id:
    return Argon2id(
        salt=salt,
        length=KEY_BYTES,
        iterations=cost.passes,
        lanes=cost.lanes,
        memory_cost=cost.memory_kib,
    )
