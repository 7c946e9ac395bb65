"""Every stored version against its header, its batch and its vouch, by hash and signature."""

from collections import OrderedDict
from collections.abc import Iterator
from typing import Any, Final, TypeVar

from sqlalchemy import Connection, Row, Table, select

from helhedsplan_protocol.records import Batch, Header, Signed, Vouch, bucket_of, item_hash
from helhedsplan_protocol.roster_state import RosterState
from helhedsplan_protocol.wire import MalformedError, decode
from helhedsplan_server.operations.findings import Findings
from helhedsplan_server.records.manifests import Paper
from helhedsplan_server.store.tables import batches, history, records, vouches

_ROWS: Final = 500
_PAPERS_KEPT: Final = 2000

P = TypeVar("P", Batch, Vouch)


def verify_rows(
    connection: Connection, state: RosterState, space: bytes, findings: Findings
) -> None:
    """Note each current or superseded version of a space that is not as its author signed it."""
    papers = _Papers(connection, state, space)
    place = f"space {space.hex()}"
    for table, name in ((records, "current rows"), (history, "superseded rows")):
        for row in _rows(connection, table, space):
            findings.looked_at[name] += 1
            for what in _faults(row, space, papers):
                findings.wrong(place, what, f"record {row.rid.hex()} rev {row.rev}")
    findings.looked_at["signatures"] += papers.verified


def _rows(connection: Connection, table: Table, space: bytes) -> Iterator[Row[Any]]:
    query = select(table).where(table.c.space == space).order_by(table.c.rev)
    yield from connection.execution_options(yield_per=_ROWS).execute(query)


class _Papers:
    """Batches and vouches by their key, each verified once while its rows go by."""

    def __init__(self, connection: Connection, state: RosterState, space: bytes) -> None:
        self._connection = connection
        self._state = state
        self._space = space
        self._kept: OrderedDict[bytes, Paper[Any] | None] = OrderedDict()
        self.verified = 0

    def batch(self, key: bytes) -> Paper[Batch] | None:
        """Return a stored batch; None when it is missing or has another key than its bytes."""
        return self._load(batches, "batch", key, Batch)

    def vouch(self, key: bytes) -> Paper[Vouch] | None:
        """Return a stored vouch; None when it is missing or has another key than its bytes."""
        return self._load(vouches, "vouch", key, Vouch)

    def signed(self, paper: Paper[P]) -> bool:
        """Return whether the author that the paper names signed it."""
        return paper.signed_well(self._state)

    def _load(self, table: Table, name: str, key: bytes, kind: type[P]) -> Paper[P] | None:
        if key in self._kept:
            return self._kept[key]
        row = self._connection.execute(
            select(table.c.bytes, table.c.sig, table.c.size).where(
                table.c.space == self._space, table.c[name] == key
            )
        ).one_or_none()
        paper = None
        if row is not None and row.size == len(row.bytes) + len(row.sig):
            read = Paper(Signed(row.bytes, row.sig), kind)
            paper = read if read.key == key else None
            self.verified += 1
        self._kept[key] = paper
        if len(self._kept) > _PAPERS_KEPT:
            self._kept.popitem(last=False)
        return paper


def _faults(row: Row[Any], space: bytes, papers: _Papers) -> Iterator[str]:
    try:
        header = decode(row.header, Header)
    except MalformedError:
        yield "the header cannot be decoded"
        return
    if (header.space, header.rid, header.vid) != (space, row.rid, row.vid):
        yield "the header names another record or version"
    # History keeps neither of these: they are read from the header when needed.
    told = {"kind": header.kind, "epoch": header.epoch, "bucket": bucket_of(header.rid)}
    if any(getattr(row, name, value) != value for name, value in told.items()):
        yield "kind, epoch or bucket is not that of the header"
    if row.size != len(row.header) + len(row.nonce) + len(row.ct):
        yield "the size is not that of the bytes"
    digest = item_hash(row.header, row.nonce, row.ct)
    yield from _paper_faults(papers, header, row, digest)


def _paper_faults(papers: _Papers, header: Header, row: Row[Any], digest: bytes) -> Iterator[str]:
    batch = papers.batch(row.batch)
    if batch is None or batch.content is None:
        yield "its batch is missing or damaged"
        return
    content = batch.content
    if digest not in batch.hashes:
        yield "the bytes are not those that its batch signs"
    if not papers.signed(batch):
        yield "its batch is not signed by its author"
    placed = (header.v, header.org, header.space, header.epoch, header.author)
    if placed != (content.v, content.org, content.space, content.epoch, content.author):
        yield "header and batch name different places"
    if row.vouch is None:
        return
    vouch = papers.vouch(row.vouch)
    if vouch is None or digest not in vouch.hashes:
        yield "its vouch is missing or names other bytes"
    elif not papers.signed(vouch):
        yield "its vouch is not signed by its author"
