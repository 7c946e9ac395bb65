"""The signed papers of a push: each batch and each vouch is decoded and verified once."""

import hashlib
import threading
from collections.abc import Sequence
from typing import Any, Final, Generic, TypeVar

from helhedsplan_protocol.records import BATCH_LABEL, VOUCH_LABEL, Batch, Signed, Vouch
from helhedsplan_protocol.roster_state import RosterState
from helhedsplan_protocol.wire import MalformedError, decode

P = TypeVar("P", Batch, Vouch)

_WORTH_A_THREAD: Final = 32
"""Signatures, of 0.1 ms each; verifying lets other threads of Python run."""

_KINDS: Final[dict[type, tuple[bytes, str]]] = {
    Batch: (BATCH_LABEL, "batch"),
    Vouch: (VOUCH_LABEL, "vouch"),
}


class Paper(Generic[P]):
    """One signed batch or vouch as it came.

    Attributes:
        content: the decoded struct; None if the bytes are none.
        hashes: the item hashes that it names.
        key: its database id, so that equal papers are stored once.
        column: the name of the column that holds this id, `batch` or `vouch`.
        size: bytes of manifest and signature.
    """

    def __init__(self, signed: Signed, kind: type[P]) -> None:
        self.signed = signed
        self._label, self.column = _KINDS[kind]
        self._good: bool | None = None
        try:
            self.content: P | None = decode(signed.bytes, kind)
        except MalformedError:
            self.content = None
        self.hashes = frozenset(self.content.item_hashes) if self.content else frozenset()
        self.key = hashlib.sha256(signed.bytes + signed.sig).digest()[:16]
        self.size = len(signed.bytes) + len(signed.sig)

    def signed_well(self, state: RosterState) -> bool:
        """Return whether its author signed these bytes; a device's key never changes."""
        if self._good is None:
            key = state.signing_key(self.content.author) if self.content else None
            if key is None:
                return False  # the author may still come with the next roster entry
            message = self._label + self.signed.bytes
            self._good = state.verify(key, self.signed.sig, message)
        return self._good

    def row(self, space: bytes) -> dict[str, object]:
        """Return the database row."""
        return {
            "space": space,
            self.column: self.key,
            "size": self.size,
            "bytes": self.signed.bytes,
            "sig": self.signed.sig,
        }


def verify_all(papers: Sequence[Paper[Any]], state: RosterState) -> None:
    """Let papers, each named once, remember whether they are signed well; many on two threads."""

    def look(share: Sequence[Paper[Any]]) -> None:
        for paper in share:
            paper.signed_well(state)

    if len(papers) < _WORTH_A_THREAD:
        look(papers)
        return
    half = len(papers) // 2
    other = threading.Thread(target=look, args=(papers[half:],))
    other.start()
    look(papers[:half])
    other.join()
