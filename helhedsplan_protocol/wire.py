"""The base of every wire struct, and strict encoding and decoding of MessagePack."""

from typing import Annotated, Final, TypeVar

import msgspec

from helhedsplan_protocol import limits

Id = Annotated[bytes, msgspec.Meta(min_length=limits.ID_BYTES, max_length=limits.ID_BYTES)]
"""A record, version, space, batch, device, user or organisation id: 16 bytes."""

Number = Annotated[int, msgspec.Meta(ge=0, le=limits.NUMBER)]
"""`rev`, `epoch`, `n`: unsigned, below 2^53."""

Key = Annotated[bytes, msgspec.Meta(min_length=32, max_length=32)]
Digest = Annotated[bytes, msgspec.Meta(min_length=32, max_length=32)]
Nonce = Annotated[bytes, msgspec.Meta(min_length=12, max_length=12)]
Signature = Annotated[bytes, msgspec.Meta(min_length=64, max_length=64)]


class Wire(msgspec.Struct, array_like=True, frozen=True):
    """A struct that travels as a MessagePack array; unknown trailing fields are allowed."""


class MalformedError(ValueError):
    """The bytes are no valid struct of the expected kind."""


_ENCODER: Final = msgspec.msgpack.Encoder()
_T = TypeVar("_T", bound=Wire)
_decoders: Final[dict[type, msgspec.msgpack.Decoder[Wire]]] = {}


def encode(value: Wire) -> bytes:
    """Return the MessagePack bytes of `value`."""
    return _ENCODER.encode(value)


def decode(data: bytes | bytearray | memoryview, kind: type[_T]) -> _T:
    """Return the struct of type `kind` that `data` holds.

    Raises:
        MalformedError: for anything else, whatever the decoder calls it.
    """
    decoder = _decoders.get(kind)
    if decoder is None:
        decoder = _decoders[kind] = msgspec.msgpack.Decoder(kind, strict=True)
    try:
        value = decoder.decode(data)
    except (
        msgspec.ValidationError,
        msgspec.DecodeError,
        RecursionError,
        UnicodeDecodeError,
    ) as bad:
        raise MalformedError(kind.__name__) from bad
    assert isinstance(value, kind)
    return value
