"""Sizes and counts that both ends hold each other to."""

from typing import Final

ID_BYTES: Final = 16
PUSH_ITEMS: Final = 500
PAGE_BYTES: Final = 4 * 1024 * 1024
"""Size of one push or pull body, manifests included."""

RECORD_BYTES: Final = 256 * 1024
"""Sealed size of one record."""

TEXT_BYTES: Final = 16 * 1024
"""UTF-8 size of one text field, checked when it is saved."""

PAD_BYTES: Final = 256
"""Bodies are padded by ISO/IEC 7816-4 to a multiple of this."""

ANCESTORS: Final = 32
RESOLVED: Final = 32
OPEN_CONFLICTS_PER_PATH: Final = 8
BUCKET_BITS: Final = 12
BUCKETS: Final = 1 << BUCKET_BITS

NUMBER: Final = 2**53 - 1
"""`rev`, `epoch` and `n` stay below 2^53, so that every MessagePack reader can hold them."""

INVITE_HOURS: Final = 48
INVITE_WRONG_TRIES: Final = 5
SESSION_HOURS: Final = 12
