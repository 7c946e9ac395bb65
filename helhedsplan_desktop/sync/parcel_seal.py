"""The seal of a parcel: its author's signature on what it holds, in which order, and since when.

Each version in a parcel is signed, but who hands it over, and that it is unsent, nobody had said:
an operator could offer old versions of others as such. So the last batch of a parcel names a mark
made of the parcel's id and the server's `restore_id`, and then every version, signed by the
author's device. It is made whenever the parcel is put, so that what is put again after a restore is
sealed anew, and each half of a parcel on its own. Source: docs/sync.md, parcels.
"""

import msgspec

from helhedsplan_desktop.crypto.signing import verify
from helhedsplan_desktop.sync.trust import Trust
from helhedsplan_protocol.messages import Parcel
from helhedsplan_protocol.records import (
    BATCH_LABEL,
    Batch,
    PushItem,
    Signed,
    item_hash,
    parcel_mark,
)
from helhedsplan_protocol.version import PROTOCOL
from helhedsplan_protocol.wire import MalformedError, decode, encode


class UnsealedParcelError(Exception):
    """It is not proved that a parcel is what its author put since the server was last restored."""


def sealed_parcel(trust: Trust, restore_id: bytes, parcel: Parcel) -> Parcel:
    """Return a parcel of this device with its seal as the last batch."""
    batch = encode(
        Batch(
            v=PROTOCOL,
            org=trust.org,
            space=parcel.space,
            author=trust.device,
            log_n=trust.last_log_n(parcel.space),
            epoch=trust.newest_epoch(parcel.space),
            item_hashes=_named(parcel, restore_id),
        )
    )
    seal = Signed(batch, trust.signer().sign(BATCH_LABEL, batch))
    return msgspec.structs.replace(parcel, batches=(*parcel.batches, seal))


def opened_parcel(trust: Trust, restore_id: bytes, parcel: Parcel) -> Parcel:
    """Return a parcel without its seal, which was looked at.

    Raises:
        UnsealedParcelError: it has none of its author, it names other versions or another parcel,
            or the server was restored since it was made.
    """
    try:
        seal = parcel.batches[-1]
        batch = decode(seal.bytes, Batch)
    except (IndexError, MalformedError) as none:
        raise UnsealedParcelError from none
    key = trust.roster.signing_key(parcel.author)
    if (
        key is None
        or (batch.v, batch.org, batch.space) != (PROTOCOL, trust.org, parcel.space)
        or batch.author != parcel.author
        or batch.item_hashes != _named(parcel, restore_id)
        or not verify(key, BATCH_LABEL, seal.bytes, seal.sig)
    ):
        raise UnsealedParcelError
    return msgspec.structs.replace(parcel, batches=parcel.batches[:-1])


def _named(parcel: Parcel, restore_id: bytes) -> tuple[bytes, ...]:
    mark = parcel_mark(parcel.parcel, restore_id)
    return (mark, *(_hash(item) for item in parcel.items))


def _hash(item: PushItem) -> bytes:
    return item_hash(item.header, item.nonce, item.ct)
