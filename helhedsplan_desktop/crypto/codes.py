"""Thirty characters that a person can read aloud, write on paper and type: 140 bit and a check.

Six groups of five from Crockford's 32 signs (no I, L, O, U). The last two are check signs of a
Reed-Solomon code over GF(32): any one or two wrong signs, and any two swapped, are found with
certainty, anything worse with 1,023 of 1,024.
Source: D. Crockford, "Base 32"; R. Blahut, "Algebraic Codes for Data Transmission", chapter 6.
"""

from typing import Final

from helhedsplan_desktop.foundation.errors import AppError, Problem

SIGNS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_SIGNS: Final = 30
VALUE_BITS: Final = 140

_GROUP: Final = 5
_DATA_SIGNS: Final = CODE_SIGNS - 2
_VALUE_OF: Final = {sign: value for value, sign in enumerate(SIGNS)} | {
    "O": 0,
    "I": 1,
    "L": 1,
    "U": 27,
}
"""With the look-alikes that people write: O for 0, I and L for 1, U for V."""

_SEPARATORS: Final = frozenset(" \t\r\n\u00a0-\u2010\u2011\u2012\u2013\u2014_.,/")


def _powers() -> tuple[int, ...]:
    """Return a^0 .. a^30 in GF(32) with a^5 = a^2 + 1."""
    powers = [1]
    while len(powers) < 31:  # noqa: PLR2004  the multiplicative group of GF(32) has 31 elements
        doubled = powers[-1] << 1
        powers.append(doubled ^ 0b100101 if doubled > 31 else doubled)  # noqa: PLR2004  5 bit
    return tuple(powers)


_POWER: Final = _powers()
_LOG: Final = {value: exponent for exponent, value in enumerate(_POWER)}


def encode_code(value: int) -> str:
    """Return the code of a 140-bit value as `XXXXX-XXXXX-XXXXX-XXXXX-XXXXX-XXXXX`."""
    data = [(value >> shift) & 31 for shift in range(5 * (_DATA_SIGNS - 1), -1, -5)]
    signs = "".join(SIGNS[each] for each in data + _check_signs(data))
    return "-".join(signs[at : at + _GROUP] for at in range(0, CODE_SIGNS, _GROUP))


def clean_code(text: str) -> str:
    """Return the signs in `text` as they will be read: upper case, look-alikes put right.

    Spaces and dashes are left out; a character that stands in no code stays, for the reader to
    see it.
    """
    return "".join(
        SIGNS[_VALUE_OF[sign]] if sign in _VALUE_OF else sign
        for sign in text.upper()
        if sign not in _SEPARATORS
    )


def decode_code(text: str) -> int:
    """Return the 140-bit value of a code that a person typed or pasted.

    Raises:
        AppError: CODE_INCOMPLETE (missing: number of signs), CODE_WRONG.
    """
    signs = clean_code(text)
    values = [_VALUE_OF.get(sign) for sign in signs]
    known = [value for value in values if value is not None]
    if len(known) < len(values) or len(known) > CODE_SIGNS:
        raise AppError(Problem.CODE_WRONG)
    if len(known) < CODE_SIGNS:
        raise AppError(Problem.CODE_INCOMPLETE, missing=CODE_SIGNS - len(known))
    if any(_syndromes(known)):
        raise AppError(Problem.CODE_WRONG)
    value = 0
    for each in known[:_DATA_SIGNS]:
        value = value << 5 | each
    return value


def _syndromes(values: list[int]) -> tuple[int, int]:
    """Return the plain and the weighted sum over GF(32); both are zero for a whole code."""
    plain = weighted = 0
    for place, value in enumerate(reversed(values)):
        plain ^= value
        weighted ^= _times_power(value, place)
    return plain, weighted


def _check_signs(data: list[int]) -> list[int]:
    """Return the two signs x, y that bring both sums to zero.

    They stand at places 1 and 0: x + y = plain and a*x + y = weighted, hence
    x = (plain + weighted) / (1 + a), and 1 + a = a^18.
    """
    plain, weighted = _syndromes([*data, 0, 0])
    x = _times_power(plain ^ weighted, 31 - _LOG[1 ^ _POWER[1]])
    return [x, plain ^ x]


def _times_power(value: int, exponent: int) -> int:
    return _POWER[(_LOG[value] + exponent) % 31] if value else 0
