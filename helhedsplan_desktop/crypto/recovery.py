"""The recovery sheet: one seed on paper from which the organisation's two deepest keys come.

The root signing key founds the roster and names a new lead after a disaster; the recovery sealing
key opens every space key. Neither private half is ever on a disk.
"""

import hashlib
from dataclasses import dataclass, field
from typing import Final

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from helhedsplan_desktop.crypto.boxes import SealingKey
from helhedsplan_desktop.crypto.codes import VALUE_BITS, decode_code, encode_code
from helhedsplan_desktop.crypto.signing import Signer
from helhedsplan_desktop.foundation.errors import AppError, Problem
from helhedsplan_desktop.foundation.ids import Randomness

SEED_BYTES: Final = 32
SHEET_LINES: Final = 2

_HALF_BYTES: Final = SEED_BYTES // SHEET_LINES
_HALF_BITS: Final = 8 * _HALF_BYTES
_FORM: Final = 0b100
"""The first three bits of a line: this form of sheet. An invitation code is not mistaken for it,
because the two lines also repeat eight bits of the seed's hash."""

_ROOT: Final = b"recovery root1"
_SEALING: Final = b"recovery sealing1"


@dataclass(frozen=True, slots=True)
class RecoverySeed:
    """The secret of the sheet.

    Args:
        seed: 32 random bytes.
    """

    seed: bytes = field(repr=False)

    def root_signer(self) -> Signer:
        """Return the organisation's root signing key: HKDF(seed, "recovery root1", 32)."""
        return Signer(_derive(self.seed, _ROOT))

    def sealing_key(self) -> SealingKey:
        """Return the recovery sealing key: HKDF(seed, "recovery sealing1", 32)."""
        return SealingKey(_derive(self.seed, _SEALING))

    def sheet_lines(self) -> tuple[str, str]:
        """Return the two lines to print, each 30 signs in six groups with its own check.

        A line holds 3 bits form, 1 bit line number, 8 bits of SHA-256(seed) and half the seed.
        """
        first, second = (self._line(number) for number in range(SHEET_LINES))
        return first, second

    def _line(self, number: int) -> str:
        half = self.seed[number * _HALF_BYTES : (number + 1) * _HALF_BYTES]
        head = (_FORM << 1 | number) << 8 | _tag(self.seed)
        return encode_code(head << _HALF_BITS | int.from_bytes(half, "big"))


def new_seed(randomness: Randomness) -> RecoverySeed:
    """Return a fresh seed; its sheet must be printed before the organisation is founded."""
    return RecoverySeed(randomness.bytes(SEED_BYTES))


def read_sheet(lines: tuple[str, str]) -> RecoverySeed:
    """Return the seed of a sheet that a person typed, lines in either order.

    Raises:
        AppError: CODE_INCOMPLETE (missing, line 1 or 2), CODE_WRONG (line, or 0 when the two lines
            do not belong together).
    """
    halves: dict[int, bytes] = {}
    tags = set()
    for place, text in enumerate(lines, start=1):
        number, tag, half = _read_line(text, place)
        halves[number] = half
        tags.add(tag)
    if len(halves) < SHEET_LINES:
        raise AppError(Problem.CODE_WRONG, line=0)
    found = RecoverySeed(halves[0] + halves[1])
    if tags != {_tag(found.seed)}:
        raise AppError(Problem.CODE_WRONG, line=0)
    return found


def _read_line(text: str, place: int) -> tuple[int, int, bytes]:
    try:
        value = decode_code(text)
    except AppError as error:
        raise AppError(error.problem, line=place, **error.params) from error
    head = value >> _HALF_BITS
    if head >> (VALUE_BITS - _HALF_BITS - 3) != _FORM:
        raise AppError(Problem.CODE_WRONG, line=place)
    half = value & ((1 << _HALF_BITS) - 1)
    return head >> 8 & 1, head & 0xFF, half.to_bytes(_HALF_BYTES, "big")


def _tag(seed: bytes) -> int:
    return hashlib.sha256(seed).digest()[0]


def _derive(seed: bytes, info: bytes) -> bytes:
    return HKDF(SHA256(), 32, None, info).derive(seed)
