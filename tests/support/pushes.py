"""Sealed versions as a device would push them; the ciphertext is random, as a server sees it."""

from dataclasses import dataclass
from typing import Any

from helhedsplan_protocol.messages import Push
from helhedsplan_protocol.records import (
    BATCH_LABEL,
    PUT,
    VOUCH_LABEL,
    Batch,
    Header,
    Kind,
    PushItem,
    Signed,
    Vouch,
    item_hash,
)
from helhedsplan_protocol.wire import encode
from tests.support.organisation import Laptop, Organisation


@dataclass(frozen=True)
class Version:
    """One sealed version with its header decoded."""

    header: Header
    item: PushItem

    @property
    def hash(self) -> bytes:
        return item_hash(self.item.header, self.item.nonce, self.item.ct)


@dataclass
class Writer:
    """A device that writes into one space; `epoch` and `log_n` are what it has seen."""

    org: Organisation
    laptop: Laptop
    space: bytes
    lineage: bytes
    epoch: int = 1
    log_n: int | None = None

    def version(
        self,
        rid: bytes | None = None,
        base: bytes | None = None,
        kind: Kind = PUT,
        size: int = 272,
        **changes: Any,
    ) -> Version:
        """Seal a version; `changes` replaces header fields, to make wrong ones."""
        fields: dict[str, Any] = {
            "v": 1,
            "org": self.org.org,
            "space": self.space,
            "rid": rid or self.org.id(),
            "vid": self.org.id(),
            "base": base,
            "epoch": self.epoch,
            "kind": kind,
            "schema": 1,
            "min_writer": 1,
            "reserved": None,
            "author": self.laptop.device,
            "log_n": self._log_n,
            "blobs": (),
            "commit": self.org.random.randbytes(32),
        }
        header = Header(**(fields | changes))
        nonce, ct = self.org.random.randbytes(12), self.org.random.randbytes(size)
        if kind == "erase":
            nonce = ct = b""
        return Version(header, PushItem(encode(header), nonce, ct, 0))

    def batch(self, *versions: Version, **changes: Any) -> Signed:
        """Sign a manifest of the versions; `changes` replaces its fields."""
        fields: dict[str, Any] = {
            "v": 1,
            "org": self.org.org,
            "space": self.space,
            "author": self.laptop.device,
            "log_n": self._log_n,
            "epoch": self.epoch,
            "item_hashes": tuple(version.hash for version in versions),
        }
        data = encode(Batch(**(fields | changes)))
        return Signed(data, self.laptop.private.sign(BATCH_LABEL + data))

    def vouch(self, *versions: Version) -> Signed:
        """Sign for relayed versions of an ended epoch."""
        hashes = tuple(version.hash for version in versions)
        vouch = Vouch(
            1,
            self.org.org,
            self.space,
            self.laptop.device,
            self._log_n,
            self.epoch,
            self.lineage,
            hashes,
        )
        data = encode(vouch)
        return Signed(data, self.laptop.private.sign(VOUCH_LABEL + data))

    def push(self, *versions: Version) -> Push:
        """Return a push of the versions under one batch."""
        items = tuple(version.item for version in versions)
        return Push(self.space, self.lineage, (self.batch(*versions),), items)

    @property
    def _log_n(self) -> int:
        return self.org.state.n if self.log_n is None else self.log_n
