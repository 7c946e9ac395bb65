"""`spaces`, `pull`, `headers` and `history`: what a member may read, each from one snapshot."""

from typing import Any, Final

from sqlalchemy import Connection, Row, bindparam, select

from helhedsplan_protocol.error_codes import ErrorCode
from helhedsplan_protocol.limits import BUCKETS, PAGE_BYTES
from helhedsplan_protocol.messages import (
    MAX_PULL,
    HeaderRow,
    HeadersAnswer,
    HeadersRequest,
    HistoryAnswer,
    HistoryRequest,
    Pull,
    PullPage,
    SpacesAnswer,
    SpaceState,
)
from helhedsplan_protocol.records import in_a_row
from helhedsplan_server.accounts.doubts import doubts_of
from helhedsplan_server.errors import Refusal
from helhedsplan_server.records.digests import Digests, SpaceDigests, read_digests
from helhedsplan_server.records.pages import cut, load_page, with_paper_sizes
from helhedsplan_server.roster.access import READERS, demand_active, demand_reader
from helhedsplan_server.roster.book import RosterBook
from helhedsplan_server.store.engine import Store
from helhedsplan_server.store.high_water import HighWater, demand_promised
from helhedsplan_server.store.tables import history, organisation, records, spaces

_HEADER_ROW_BYTES: Final = 56

_JOINED, _SIZES = with_paper_sizes(records)
_FEED_SIZES: Final = (
    select(*_SIZES)
    .select_from(_JOINED)
    .where(records.c.space == bindparam("space"), records.c.rev > bindparam("cursor"))
    .order_by(records.c.rev)
    .limit(bindparam("limit"))
)
_CARRIED: Final = ("rev", "batch", "vouch", "header", "nonce", "ct")
_FEED: Final = (
    select(*(records.c[name] for name in _CARRIED))
    .where(
        records.c.space == bindparam("space"),
        records.c.rev > bindparam("cursor"),
        records.c.rev <= bindparam("last"),
    )
    .order_by(records.c.rev)
)
_RIDS: Final = records.c.rid.in_(bindparam("rids", expanding=True))
_HISTORY_JOINED, _HISTORY_SIZES = with_paper_sizes(history)


# Made once, as every device asks them every minute.
_RESTORE_ID: Final = select(organisation.c.restore_id)
_SPACES: Final = (
    select(spaces)
    .where(spaces.c.space.in_(bindparam("spaces", expanding=True)))
    .order_by(spaces.c.space)
)
_SPACE: Final = select(spaces).where(spaces.c.space == bindparam("asked"))


class Pulling:
    """Hands versions out.

    Args:
        min_schema: the oldest vocabulary that is still handed versions.
    """

    def __init__(
        self,
        store: Store,
        book: RosterBook,
        digests: Digests,
        high_water: HighWater,
        min_schema: int,
    ) -> None:
        self._min_schema = min_schema
        self._store = store
        self._book = book
        self._digests = digests
        self._high_water = high_water

    def spaces(self, device: bytes) -> SpacesAnswer:
        """Return all that tells whether there is work to do; nothing to do costs six reads.

        Raises:
            Refusal: `device_revoked`.
        """
        computed: list[SpaceDigests | None] = []
        with self._store.read() as connection:
            state = self._book.at(connection)
            role = demand_active(state, device)
            mine = state.spaces_of(state.user_of(device) or b"") if role in READERS else ()
            restore_id = connection.execute(_RESTORE_ID).scalar_one()
            states = []
            for row in connection.execute(_SPACES, {"spaces": list(mine)}).all():
                digest, found = self._digests.of(connection, row)
                computed.append(found)
                states.append(
                    SpaceState(
                        space=row.space,
                        lineage=row.lineage,
                        head=row.head,
                        digest=digest,
                        epoch=state.epoch(row.space),
                        role=role,
                        quota_left=_quota_left(row),
                    )
                )
            doubts = doubts_of(connection, None if role == "lead" else device)
        for found in computed:
            self._digests.keep(found)
        return SpacesAnswer(state.n, state.head_hash, restore_id, tuple(states), doubts)

    def pull(self, device: bytes, request: Pull) -> PullPage:
        """Return the next page of the feed, or of the named records.

        Raises:
            Refusal: `device_revoked`, `not_found`, `role_denied`, `lineage_changed`,
                `too_large` for more than 500 named records, `busy` when rows are missing here,
                `client_too_old` for a program that may only push any more.
        """
        if request.schema < self._min_schema:
            raise Refusal(ErrorCode.CLIENT_TOO_OLD)
        found = None
        mark = self._high_water.mark(request.space)
        with self._store.read() as connection:
            space = self._space(connection, device, request.space, request.lineage)
            demand_promised(request.space, space.lineage, space.head, mark)
            if request.rids is not None:
                page, more = self._named(connection, request)
            else:
                page, more = self._feed(connection, request)
            digest = None
            if not more and request.rids is None:
                digest, found = self._digests.of(connection, space)
        self._digests.keep(found)
        return PullPage(
            lineage=space.lineage,
            head=space.head,
            items=page.items,
            batches=page.batches,
            vouches=page.vouches,
            next=page.items[-1].rev if page.items else request.cursor,
            more=more,
            digest=digest,
        )

    def headers(self, device: bytes, request: HeadersRequest) -> HeadersAnswer:
        """Return the 4,096 bucket digests, or the rows of the named buckets.

        Raises:
            Refusal: `device_revoked`, `not_found`, `role_denied`, `lineage_changed`,
                `bad_request` for a bucket that does not exist, `too_large` when the rows of so
                many buckets do not fit one answer.
        """
        if any(bucket >= BUCKETS for bucket in request.buckets):
            raise Refusal(ErrorCode.BAD_REQUEST)
        digests, rows, found = b"", tuple[HeaderRow, ...](), None
        with self._store.read() as connection:
            space = self._space(connection, device, request.space, request.lineage)
            if request.buckets:
                rows = self._header_rows(connection, request)
            else:
                found = read_digests(connection, space)
                digests = in_a_row(found.buckets)
        if found is not None and found.fresh:
            self._digests.keep(found)
        return HeadersAnswer(space.lineage, space.head, digests, rows)

    def history(self, device: bytes, request: HistoryRequest) -> HistoryAnswer:
        """Return superseded versions of one record, newest first, as many as fit a page.

        Raises:
            Refusal: `device_revoked`, `not_found`, `role_denied`.
        """
        key = (history.c.space == request.space, history.c.rid == request.rid)
        newest_first = history.c.rev.desc()
        with self._store.read() as connection:
            self._space(connection, device, request.space, None)
            sizes = select(*_HISTORY_SIZES).select_from(_HISTORY_JOINED).where(*key)
            revs, _ = cut(connection.execute(sizes.order_by(newest_first).limit(MAX_PULL)))
            rows = connection.execute(
                select(*(history.c[name] for name in _CARRIED))
                .where(*key, history.c.rev.in_(revs))
                .order_by(newest_first)
            ).all()
            page = load_page(connection, request.space, rows)
        return HistoryAnswer(page.items, page.batches, page.vouches)

    def _space(
        self, connection: Connection, device: bytes, space: bytes, lineage: bytes | None
    ) -> Row[Any]:
        demand_reader(self._book.at(connection), device, space)
        row = connection.execute(_SPACE, {"asked": space}).one()
        if lineage is not None and row.lineage != lineage:
            raise Refusal(ErrorCode.LINEAGE_CHANGED)
        return row

    def _feed(self, connection: Connection, request: Pull) -> tuple[Any, bool]:
        limit = max(1, min(request.limit, MAX_PULL))
        key = {"space": request.space, "cursor": request.cursor}
        # One row more than asked tells whether there is another page.
        sizes = connection.execute(_FEED_SIZES, {**key, "limit": limit + 1}).all()
        revs, crowded = cut(sizes[:limit])
        if not revs:
            return load_page(connection, request.space, []), False
        rows = connection.execute(_FEED, {**key, "last": revs[-1]}).all()
        return load_page(connection, request.space, rows), crowded or len(sizes) > limit

    def _named(self, connection: Connection, request: Pull) -> tuple[Any, bool]:
        rids = list(request.rids or ())
        if len(rids) > MAX_PULL:
            raise Refusal(ErrorCode.TOO_LARGE)
        key = {"space": request.space, "cursor": request.cursor, "rids": rids}
        sizes = connection.execute(_FEED_SIZES.where(_RIDS), {**key, "limit": MAX_PULL})
        revs, more = cut(sizes)
        if not revs:
            return load_page(connection, request.space, []), False
        rows = connection.execute(_FEED.where(_RIDS), {**key, "last": revs[-1]}).all()
        return load_page(connection, request.space, rows), more

    def _header_rows(
        self, connection: Connection, request: HeadersRequest
    ) -> tuple[HeaderRow, ...]:
        limit = PAGE_BYTES // _HEADER_ROW_BYTES
        rows = connection.execute(
            select(records.c.rid, records.c.vid, records.c.rev, records.c.kind)
            .where(
                records.c.space == request.space, records.c.bucket.in_(sorted(set(request.buckets)))
            )
            .order_by(records.c.rev)
            .limit(limit + 1)
        ).all()
        if len(rows) > limit:
            raise Refusal(ErrorCode.TOO_LARGE)
        return tuple(HeaderRow(row.rid, row.vid, row.rev, row.kind) for row in rows)


def _quota_left(row: Row[Any]) -> int | None:
    if row.quota_bytes is None:
        return None
    left: int = row.quota_bytes - row.used_bytes
    return max(0, left)
