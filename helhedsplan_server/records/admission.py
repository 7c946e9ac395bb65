"""May this version come in? Everything that is asked before the record itself is looked at."""

from typing import Final, NamedTuple

from helhedsplan_protocol.error_codes import ErrorCode
from helhedsplan_protocol.limits import RECORD_BYTES
from helhedsplan_protocol.messages import Push
from helhedsplan_protocol.records import ERASE, Batch, Header, PushItem, Vouch, item_hash
from helhedsplan_protocol.version import PROTOCOL
from helhedsplan_protocol.wire import MalformedError, decode
from helhedsplan_server.records.manifests import Paper
from helhedsplan_server.roster.access import WRITERS
from helhedsplan_server.roster.book import Roster

_HEADER_BYTES: Final = 4096
_NONCE_BYTES: Final = 12

_PAPER_BYTES: Final = 32 * 1024
"""Of a batch or a vouch: it names what one push holds (`PUSH_ITEMS`), with room for new fields."""

_NO_VID: Final = bytes(16)


class Arrival(NamedTuple):
    """One item of a push with what could be read from it.

    Attributes:
        header: None when the header bytes are no header.
        paper: the batch that the item names and that holds its hash; None otherwise.
        vouch: the vouch that names the item; None for an item of the present epoch.
        size: bytes of header, nonce and ciphertext.
    """

    item: PushItem
    header: Header | None
    paper: Paper[Batch] | None
    vouch: Paper[Vouch] | None
    size: int

    @property
    def vid(self) -> bytes:
        """The version id; zeros when the header cannot be read."""
        return self.header.vid if self.header else _NO_VID

    @property
    def papers(self) -> tuple[Paper[Batch] | Paper[Vouch], ...]:
        """What the server keeps with the item: its batch, and its vouch if it has one."""
        if self.vouch is None:  # asked of each version of a push several times
            return () if self.paper is None else (self.paper,)
        return (self.vouch,) if self.paper is None else (self.paper, self.vouch)


def read_push(push: Push) -> list[Arrival]:
    """Return the items of a push in their order, each with its batch and vouch."""
    papers = [Paper(signed, Batch) for signed in push.batches]
    vouches = [Paper(signed, Vouch) for signed in push.vouches]
    vouched = {digest: paper for paper in vouches for digest in paper.hashes}
    arrivals = []
    for item in push.items:
        try:
            header: Header | None = decode(item.header, Header)
        except MalformedError:
            header = None
        digest = item_hash(item.header, item.nonce, item.ct)
        size = len(item.header) + len(item.nonce) + len(item.ct)
        named = papers[item.batch_no] if item.batch_no < len(papers) else None
        paper = named if named is not None and digest in named.hashes else None
        arrivals.append(Arrival(item, header, paper, vouched.get(digest), size))
    return arrivals


class Gate:
    """The rules of a push as the locked space and the roster have them.

    Args:
        device: the device whose session pushes.
        lineage: the present lineage of the space.
        claimed_lineage: the lineage that the push names.
    """

    def __init__(
        self, state: Roster, device: bytes, space: bytes, lineage: bytes, claimed_lineage: bytes
    ) -> None:
        self._state = state
        self._space = space
        self._lineage = lineage
        self._closed: ErrorCode | None = None
        if claimed_lineage != lineage:
            self._closed = ErrorCode.LINEAGE_CHANGED
        elif state.role_of_device(device) not in WRITERS:
            self._closed = ErrorCode.ROLE_DENIED
        self._verdicts: dict[tuple[object, ...], ErrorCode | None] = {}

    def objection(self, arrival: Arrival) -> ErrorCode | None:
        """Return why this item may not come in; None if nothing but its base is left to check."""
        if self._closed is not None:
            return self._closed
        if arrival.header is None:
            return ErrorCode.BAD_HEADER
        batch = arrival.paper.content if arrival.paper else None
        if arrival.paper is None or batch is None or not arrival.paper.signed_well(self._state):
            return ErrorCode.BAD_SIGNATURE
        wrong = self._form(arrival.item, arrival.header, batch)
        if wrong is None and any(len(p.signed.bytes) > _PAPER_BYTES for p in arrival.papers):
            wrong = ErrorCode.TOO_LARGE
        return wrong or self._verdict(arrival, batch, erasing=arrival.header.kind == ERASE)

    def _verdict(self, arrival: Arrival, batch: Batch, *, erasing: bool) -> ErrorCode | None:
        """Return what is the same for all items under one batch, one vouch and one kind."""
        question = (arrival.paper, arrival.vouch, erasing)
        if question not in self._verdicts:
            self._verdicts[question] = self._present(arrival, batch) or self._authority(
                batch, erasing=erasing
            )
        return self._verdicts[question]

    def _form(self, item: PushItem, header: Header, batch: Batch) -> ErrorCode | None:
        if len(item.ct) > RECORD_BYTES or len(item.header) > _HEADER_BYTES:
            return ErrorCode.TOO_LARGE
        names = ("v", "org", "space", "epoch", "author", "log_n")
        if any(getattr(header, name) != getattr(batch, name) for name in names):
            return ErrorCode.BAD_HEADER
        if (header.v, header.org, header.space) != (PROTOCOL, self._state.org, self._space):
            return ErrorCode.BAD_HEADER
        sealed = len(item.nonce) == _NONCE_BYTES and item.ct
        empty = not item.nonce and not item.ct
        if not (empty if header.kind == ERASE else sealed):
            return ErrorCode.BAD_HEADER
        return None

    def _present(self, arrival: Arrival, batch: Batch) -> ErrorCode | None:
        """Check epoch and log of the batch, or of the vouch that stands in for it."""
        if arrival.vouch is None:
            return self._fresh(batch)
        vouch = arrival.vouch.content
        if vouch is None or not arrival.vouch.signed_well(self._state):
            return ErrorCode.BAD_SIGNATURE
        return self._voucher(vouch) or self._fresh(vouch)

    def _voucher(self, vouch: Vouch) -> ErrorCode | None:
        if (vouch.v, vouch.org, vouch.space) != (PROTOCOL, self._state.org, self._space):
            return ErrorCode.BAD_SIGNATURE
        if vouch.lineage != self._lineage:
            return ErrorCode.LINEAGE_CHANGED
        if not self._state.is_member(vouch.author, self._space):
            return ErrorCode.LOG_STALE
        if self._state.role_of_device(vouch.author) not in WRITERS:
            return ErrorCode.ROLE_DENIED
        return None

    def _fresh(self, paper: Batch | Vouch) -> ErrorCode | None:
        if paper.epoch != self._state.epoch(self._space):
            return ErrorCode.EPOCH_STALE
        fork = self._state.fork
        if paper.author in fork.devices or paper.author in fork.revoked:
            return ErrorCode.LOG_STALE
        touched = self._state.last_touch(self._space, paper.author)
        # While a fork is open, only what both branches have can be referred to.
        last = self._state.n if fork.common_n is None else fork.common_n
        if not touched <= paper.log_n <= last:
            return ErrorCode.LOG_STALE
        return None

    def _authority(self, batch: Batch, *, erasing: bool) -> ErrorCode | None:
        """Check what the author was allowed to do at the log that he had seen."""
        allowed = {"lead"} if erasing else WRITERS
        if batch.log_n > self._state.n:
            return ErrorCode.LOG_STALE
        if not self._state.is_member_at(batch.author, self._space, batch.log_n):
            return ErrorCode.LOG_STALE
        if self._state.role_at(batch.author, batch.log_n) in allowed:
            return None
        # With the role of today he may sign it anew; without it there is no use in trying.
        able = self._state.role_of_device(batch.author) in allowed
        return ErrorCode.LOG_STALE if able else ErrorCode.ROLE_DENIED
