"""Sealing this laptop's records into versions, and opening versions that arrive."""

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

import msgspec

from helhedsplan_desktop.crypto import sealing
from helhedsplan_desktop.crypto.sealing import SealError
from helhedsplan_desktop.crypto.signing import Signer
from helhedsplan_desktop.foundation.ids import Randomness
from helhedsplan_desktop.records import wire
from helhedsplan_desktop.sync.trust import Trust
from helhedsplan_protocol.limits import RECORD_BYTES
from helhedsplan_protocol.records import (
    BATCH_LABEL,
    VOUCH_LABEL,
    Batch,
    Body,
    Conflict,
    Header,
    Kind,
    Resolution,
    Signed,
    Vouch,
    item_hash,
)
from helhedsplan_protocol.version import MERGE, MIN_WRITER, PROTOCOL, SCHEMA
from helhedsplan_protocol.wire import MalformedError, decode, encode

_VID_BYTES: Final = 16


class SealedVersion(NamedTuple):
    """A version ready to travel."""

    header: Header
    header_bytes: bytes
    nonce: bytes
    ct: bytes

    @property
    def digest(self) -> bytes:
        """The hash by which a batch names it."""
        return item_hash(self.header_bytes, self.nonce, self.ct)


class TooLargeError(Exception):
    """The sealed record is larger than the protocol allows."""


class Sealer:
    """Makes versions of one space under its present epoch.

    Who was put out of the space seals under the last key that was granted, for a parcel.
    """

    def __init__(self, trust: Trust, randomness: Randomness, space: bytes) -> None:
        self._randomness = randomness
        self._drawn: list[bytes] = []
        self._org, self._device = trust.org, trust.device
        self._space = space
        self._epoch = trust.newest_epoch(space)
        self._log_n = trust.last_log_n(space)
        self._key = trust.keys[space, self._epoch]
        self._signer: Signer = trust.signer()

    def expect(self, count: int) -> None:
        """Draw the ids and nonces of so many versions in one call of the system."""
        each = _VID_BYTES + sealing.NONCE_BYTES
        drawn = self._randomness.bytes(count * each)
        self._drawn += [drawn[at : at + each] for at in range(0, len(drawn), each)][::-1]

    def seal(
        self,
        rid: bytes,
        base: bytes | None,
        kind: Kind,
        body: Body | None,
        min_writer: int = MIN_WRITER,
    ) -> SealedVersion:
        """Return a new version of a record; an erase has no body.

        Args:
            rid: the record.
            base: the version that it replaces.
            kind: what it does.
            body: what it says.
            min_writer: the oldest vocabulary that may write what went into it.

        Raises:
            TooLargeError: above 256 KiB.
        """
        if not self._drawn:
            self.expect(1)
        drawn = self._drawn.pop()
        vid, nonce = drawn[:_VID_BYTES], drawn[_VID_BYTES:]
        keys = sealing.derive(self._key, self._space, rid, vid)
        header = Header(
            v=PROTOCOL,
            org=self._org,
            space=self._space,
            rid=rid,
            vid=vid,
            base=base,
            epoch=self._epoch,
            kind=kind,
            schema=SCHEMA,
            min_writer=max(min_writer, MIN_WRITER),
            reserved=None,
            author=self._device,
            log_n=self._log_n,
            blobs=(),
            commit=keys.commit,
        )
        header_bytes = encode(header)
        if body is None:
            return SealedVersion(header, header_bytes, b"", b"")
        ct = sealing.seal(keys, header_bytes, encode(body), nonce)
        if len(header_bytes) + len(ct) > RECORD_BYTES:
            raise TooLargeError
        return SealedVersion(header, header_bytes, nonce, ct)

    def batch(self, versions: Sequence[SealedVersion]) -> Signed:
        """Return the signed manifest of versions that this sealer made."""
        manifest = encode(
            Batch(
                v=PROTOCOL,
                org=self._org,
                space=self._space,
                author=self._device,
                log_n=self._log_n,
                epoch=self._epoch,
                item_hashes=tuple(version.digest for version in versions),
            )
        )
        return Signed(manifest, self._signer.sign(BATCH_LABEL, manifest))

    def vouch(self, lineage: bytes, digests: Sequence[bytes]) -> Signed:
        """Return this device's word for versions of an earlier lineage, under today's epoch."""
        paper = encode(
            Vouch(
                v=PROTOCOL,
                org=self._org,
                space=self._space,
                author=self._device,
                log_n=self._log_n,
                epoch=self._epoch,
                lineage=lineage,
                item_hashes=tuple(digests),
            )
        )
        return Signed(paper, self._signer.sign(VOUCH_LABEL, paper))


class CannotOpenError(Exception):
    """A version that goes to quarantine; `reason` is the code."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def open_version(
    keys: dict[tuple[bytes, int], bytes],
    header: Header,
    header_bytes: bytes,
    nonce: bytes,
    ct: bytes,
) -> Body:
    """Return the body of a version whose signature was verified.

    What an older program carried along in `extra` stands among the fields, if this one knows it.

    Raises:
        CannotOpenError: no_key, bad_seal or bad_body.
    """
    key = keys.get((header.space, header.epoch))
    if key is None:
        raise CannotOpenError("no_key")
    record_keys = sealing.derive(key, header.space, header.rid, header.vid)
    try:
        plain = sealing.open_sealed(record_keys, header_bytes, nonce, ct)
    except SealError as bad:
        raise CannotOpenError("bad_seal") from bad
    try:
        body = decode(plain, Body)
    except MalformedError as bad:
        raise CannotOpenError("bad_body") from bad
    names = wire.learnt(body.noun, body.extra)
    if not names:
        return body
    fields = {name: body.extra[name] for name in names} | body.fields
    extra = {name: value for name, value in body.extra.items() if name not in names}
    return msgspec.structs.replace(body, fields=fields, extra=extra)


def body_of(
    noun: str,
    fields: dict[str, Any],
    *,
    extra: dict[str, Any] | None = None,
    conflicts: tuple[Conflict, ...] = (),
    resolved: tuple[Resolution, ...] = (),
    ancestors: tuple[bytes, ...] = (),
    claimed_time: int = 0,
    to_space: bytes | None = None,
) -> Body:
    """Return a body with the given parts and nothing in the others."""
    return Body(
        noun=noun,
        fields=fields,
        extra=extra or {},
        conflicts=conflicts,
        resolved=resolved,
        ancestors=ancestors,
        merge_v=MERGE,
        claimed_time=claimed_time,
        to_space=to_space,
    )
