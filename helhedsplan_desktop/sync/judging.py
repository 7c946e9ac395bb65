"""From a page as it travelled to items that may be taken in, or that go to quarantine."""

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from enum import Enum
from typing import Final, NamedTuple

from sqlalchemy import Connection

from helhedsplan_desktop.foundation.clock import Clock, milliseconds
from helhedsplan_desktop.store import directory, sealed, sync_marks
from helhedsplan_desktop.store.directory import Fact
from helhedsplan_desktop.store.sealed import MirrorMark, SealedRow
from helhedsplan_desktop.store.sync_marks import DELETION_WAITS, MOVE_WAITS, Quarantined
from helhedsplan_desktop.store.tables import ALIVE, ERASED
from helhedsplan_desktop.store.writing_lock import WritingLock
from helhedsplan_desktop.sync.incorporate import anew, objection
from helhedsplan_desktop.sync.planning import Arrival, Plan
from helhedsplan_desktop.sync.trust import Trust
from helhedsplan_desktop.sync.verification import (
    Manifest,
    VouchPaper,
    header_of,
    judge,
    verify_manifests,
    verify_vouches,
)
from helhedsplan_desktop.sync.versions import CannotOpenError, open_version
from helhedsplan_protocol.limits import ANCESTORS
from helhedsplan_protocol.messages import PullPage
from helhedsplan_protocol.records import DELETE, ERASE, MOVE, Header, PullItem
from helhedsplan_protocol.wire import decode, encode

_GOING: Final = frozenset({DELETE, ERASE, MOVE})


class Deletions(Enum):
    """What is done with deletions of living records."""

    HELD = "held"
    """They wait until the whole pull is known."""

    TAKEN = "taken"
    """They are taken in."""

    DOUBTED = "doubted"
    """They are taken in as a question: the record stays alive until a lead decides."""


class WentBackError(Exception):
    """The server forgot what it had told, or told it to others than those whose work we see.

    A revision that we know shows another version, or a record's version does not go on from ours.
    """


class Judged(NamedTuple):
    """One item of a page after judging: an arrival, or what goes to quarantine.

    `batch` and `vouch` are rows of the manifests, set once they are stored; `anew` is what the
    arrival makes of a record never heard of, if that was worked out beforehand.
    """

    item: PullItem
    arrival: Arrival | None
    raw: Quarantined | None
    batch: int | None = None
    vouch: int | None = None
    anew: Plan | None = None


@dataclass(frozen=True, slots=True)
class _Here:
    """What this laptop has of a page's records."""

    marks: Mapping[bytes, MirrorMark]
    facts: Mapping[bytes, Fact]
    vids: Mapping[bytes, frozenset[bytes]]


@dataclass(frozen=True, slots=True)
class Papers:
    """The verified papers of a page."""

    manifests: Sequence[Manifest]
    vouches: Sequence[VouchPaper]

    def manifest(self, item: PullItem) -> Manifest | None:
        """Return the manifest that an item names."""
        within = item.batch_no < len(self.manifests)
        return self.manifests[item.batch_no] if within else None

    def vouch(self, item: PullItem) -> VouchPaper | None:
        """Return the vouch that an item names."""
        no = item.vouch_no
        return self.vouches[no] if no is not None and no < len(self.vouches) else None


@dataclass(frozen=True, slots=True)
class OpenedPage:
    """A page as far as it can be judged without knowing what is here.

    Attributes:
        outcomes: each item's arrival, or why it does not open.
        plans: what each arrival makes of a record never heard of: in a first sync nearly all are,
            and the thread that stores them is the busier one.
    """

    page: PullPage
    papers: Papers
    headers: Sequence[Header | None]
    outcomes: Sequence[Arrival | str]
    plans: Sequence[Plan | None]


class PageJudge:
    """Verifies all signatures of a page before anything of it is opened.

    Args:
        program: version of this program, noted in the quarantine.
        executor: helps verifying where there are many signatures.
        lock: opening gives way to a person who saves and to a unit that is filled.
    """

    def __init__(
        self,
        trust: Trust,
        program: str,
        clock: Clock,
        executor: Executor,
        lock: WritingLock,
    ) -> None:
        self._trust = trust
        self._program = program
        self._clock = clock
        self._executor = executor
        self._lock = lock

    def opened(self, space: bytes, page: PullPage) -> OpenedPage:
        """Return a page judged as if nothing of it were known here; on any thread."""
        papers = Papers(
            verify_manifests(self._trust, page.batches, self._executor, self._lock.give_way),
            verify_vouches(self._trust, page.vouches),
        )
        headers = [_readable(item) for item in page.items]
        outcomes, plans = [], []
        for item, header in zip(page.items, headers, strict=True):
            self._lock.give_way_to_units()
            outcome = self._opened(space, page.lineage, item, header, papers, known=False)
            outcomes.append(outcome)
            plans.append(None if isinstance(outcome, str) else anew(outcome))
        return OpenedPage(page, papers, headers, outcomes, plans)

    def judged(
        self, connection: Connection, space: bytes, opened: OpenedPage, deletions: Deletions
    ) -> list[Judged]:
        """Return every item of a page, judged beside what is here.

        Raises:
            WentBackError: before anything of the page is stored.
        """
        items, headers = opened.page.items, opened.headers
        here = self._here(connection, space, [header.rid for header in headers if header])
        for item, header, outcome in zip(items, headers, opened.outcomes, strict=True):
            mark = here.marks.get(header.rid) if header else None
            if header and mark and mark.rev == item.rev and mark.vid != header.vid:
                raise WentBackError
            if not isinstance(outcome, str) and _is_beside(here, space, outcome):
                raise WentBackError
        return [self._item(space, opened, at, here, deletions) for at in range(len(items))]

    def spoilt(self, space: bytes, opened: OpenedPage, place: int) -> Judged:
        """Return an item that opened well and cannot be stored, to be kept raw."""
        item, header = opened.page.items[place], opened.headers[place]
        return Judged(item, None, self._raw(space, item, header, "bad_field", opened.papers))

    def _here(self, connection: Connection, space: bytes, rids: list[bytes]) -> _Here:
        facts = directory.facts(connection, rids)
        known = [rid for rid in rids if rid in facts]
        return _Here(
            sealed.mirror_marks(connection, space, known),
            facts,
            sync_marks.known_vids(connection, space, known),
        )

    def _item(
        self,
        space: bytes,
        opened: OpenedPage,
        at: int,
        here: _Here,
        deletions: Deletions,
    ) -> Judged:
        """Return the item at a place of a page."""
        item, header, outcome = opened.page.items[at], opened.headers[at], opened.outcomes[at]
        papers = opened.papers
        known = header is not None and header.vid in here.vids.get(header.rid, ())
        if known and isinstance(outcome, str):
            # What was judged or made here before is asked less.
            lineage = opened.page.lineage
            outcome = self._opened(space, lineage, item, header, papers, known=True)
        fact = here.facts.get(header.rid) if header else None
        if not isinstance(outcome, str) and is_other_noun(outcome, fact):
            outcome = "other_noun"
        if isinstance(outcome, str):
            return Judged(item, None, self._raw(space, item, header, outcome, papers))
        if not known and _ends(here, outcome):
            if deletions is Deletions.HELD:
                waits = MOVE_WAITS if outcome.header.kind == MOVE else DELETION_WAITS
                return Judged(item, None, self._raw(space, item, header, waits, papers))
            outcome = replace(outcome, doubted=deletions is Deletions.DOUBTED)
        if fact and fact.space != space and was_put_out(self._trust, outcome.header, fact.space):
            outcome = replace(outcome, put_out=True)
        return Judged(item, outcome, None, anew=None if fact else opened.plans[at])

    def _opened(
        self,
        space: bytes,
        lineage: bytes,
        item: PullItem,
        header: Header | None,
        papers: Papers,
        *,
        known: bool,
    ) -> Arrival | str:
        """Return an item with its body, or the reason for quarantine."""
        if header is None:
            return "bad_header"
        body = None
        try:
            manifest, vouch = papers.manifest(item), papers.vouch(item)
            judge(self._trust, space, lineage, item, header, manifest, vouch, known=known)
            if header.kind != ERASE:
                body = open_version(self._trust.keys, header, item.header, item.nonce, item.ct)
        except CannotOpenError as bad:
            return bad.reason
        arrival = Arrival(item.rev, header, body)
        return objection(arrival) or arrival

    def _raw(
        self, space: bytes, item: PullItem, header: Header | None, reason: str, papers: Papers
    ) -> Quarantined:
        manifest, vouch = papers.manifest(item), papers.vouch(item)
        return Quarantined(
            space=space,
            rid=header.rid if header else item.rev.to_bytes(16, "big"),
            vid=header.vid if header else bytes(16),
            rev=item.rev,
            reason=reason,
            program=self._program,
            roster_n=self._trust.judged_under,
            at=milliseconds(self._clock.now()),
            item=encode(item),
            batch=encode(manifest.signed) if manifest else b"",
            vouch=encode(vouch.signed) if vouch else None,
        )


def judged_again(trust: Trust, row: SealedRow) -> Iterator[Judged]:
    """Give a version that was judged and stored before, once more; nothing if it does not open."""
    header = decode(row.header, Header)
    try:
        body = open_version(trust.keys, header, row.header, row.nonce, row.ct)
    except CannotOpenError:
        return
    item = PullItem(row.rev, row.header, row.nonce, row.ct, 0, None)
    yield Judged(item, Arrival(row.rev, header, body), None, row.batch, row.vouch)


def _readable(item: PullItem) -> Header | None:
    try:
        return header_of(item)
    except CannotOpenError:
        return None


def was_put_out(trust: Trust, header: Header, home: bytes) -> bool:
    """Return True if a version's author had been taken out of a space when he wrote it."""
    roster = trust.roster
    belonged = (roster.is_member_at(header.author, home, n) for n in range(header.log_n))
    return not roster.is_member_at(header.author, home, header.log_n) and any(belonged)


def is_other_noun(arrival: Arrival, fact: Fact | None) -> bool:
    """Return True if a version says that its record is another noun than it is here."""
    return (
        fact is not None and arrival.body is not None and fact.noun not in {"", arrival.body.noun}
    )


def _is_beside(here: _Here, space: bytes, arrival: Arrival) -> bool:
    """Return True if a version does not go on from the server's that we hold of a record.

    Every version replaces the server's last one and names it, a deletion too, and nothing replaces
    an erase. So ours is missing only where the server told two histories as one. Where 32 ancestors
    stand, ours may have been left out.
    """
    header, body = arrival.header, arrival.body
    mark, fact = here.marks.get(header.rid), here.facts.get(header.rid)
    if body is None or mark is None or not mark.rev or fact is None:
        return False
    if fact.space != space or len(body.ancestors) >= ANCESTORS - 1:
        return False
    return mark.vid not in {header.vid, header.base, *body.ancestors}


def _ends(here: _Here, arrival: Arrival) -> bool:
    """Return True if a version ends a record that lives here, or what its unsent work grew from.

    A `move` ends what is at home in its space, also if its deletion is unsent; elsewhere it closes
    an old copy.
    """
    header, body = arrival.header, arrival.body
    fact = here.facts.get(header.rid)
    if header.kind not in _GOING or fact is None:
        return False
    if header.kind != MOVE:
        return fact.life == ALIVE
    unsent = fact.life != ERASED and fact.unsent
    if fact.space == header.space:
        return fact.life == ALIVE or unsent
    return unsent and body is not None and body.to_space == fact.space
