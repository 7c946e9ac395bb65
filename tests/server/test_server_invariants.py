"""The promises S1-S6 of the protocol under eight threads that push, pull and rotate at once."""

import random
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from helhedsplan_protocol.messages import Pull, PushAnswer, RosterAppend
from helhedsplan_protocol.records import Header
from helhedsplan_protocol.wire import decode
from helhedsplan_server.errors import Refusal
from tests.support.pushes import Version, Writer
from tests.support.site import Site

THREADS = 8
ROUNDS = 12


class Hand:
    """One thread's device: edits shared records and notes what was acknowledged."""

    def __init__(self, site: Site, writer: Writer, seed: int) -> None:
        self.site = site
        self.writer = writer
        self.random = random.Random(seed)
        self.acknowledged: dict[bytes, int] = {}
        self.pulled = list[int]()
        self.cursor = 0
        self.known: dict[bytes, bytes] = {}

    def work(self, start: Barrier) -> None:
        start.wait()
        for _ in range(ROUNDS):
            self._push([self._edit() if self.known else self._fresh() for _ in range(5)])
            self._pull()

    def _fresh(self) -> Version:
        return self.writer.version()

    def _edit(self) -> Version:
        rid = self.random.choice(list(self.known))
        return self.writer.version(rid, self.known[rid]) if rid[0] % 2 else self._fresh()

    def _push(self, versions: list[Version]) -> None:
        push = self.writer.push(*versions)
        answer = self.site.server.push(self.writer.laptop.device, push)
        self._note(answer)
        again = self.site.server.push(self.writer.laptop.device, push)
        applied = [r.rev for r in answer.results if r.status == "applied"]
        assert [r.rev for r in again.results if r.status == "duplicate"] == applied

    def _note(self, answer: PushAnswer) -> None:
        for result in answer.results:
            assert result.status in {"applied", "conflict"}
            if result.status == "applied":
                assert result.rev is not None
                assert result.vid not in self.acknowledged
                self.acknowledged[result.vid] = result.rev

    def _pull(self) -> None:
        while True:
            pull = Pull(self.writer.space, self.writer.lineage, self.cursor, 20)
            page = self.site.server.pull(self.writer.laptop.device, pull)
            for item in page.items:
                header = decode(item.header, Header)
                self.known[header.rid] = header.vid
                self.pulled.append(item.rev)
            self.cursor = page.next
            if not page.more:
                return


@pytest.fixture
def hands(site: Site) -> list[Hand]:
    return [Hand(site, site.writer(), seed) for seed in range(THREADS)]


def test_revisions_are_gap_free_unique_and_seen_in_order(site: Site, hands: list[Hand]) -> None:
    start = Barrier(THREADS)
    with ThreadPoolExecutor(THREADS) as threads:
        for done in [threads.submit(hand.work, start) for hand in hands]:
            done.result()
    given = Counter(rev for hand in hands for rev in hand.acknowledged.values())
    head = site.state_of(site.team.space).head
    assert given == Counter(range(1, head + 1)), "every rev 1..head went to exactly one version"

    items = site.everything(site.lead)
    rids = [decode(item.header, Header).rid for item in items]
    assert len(set(rids)) == len(rids), "one current row a record"
    current = {item.rev for item in items}
    for hand in hands:
        assert hand.pulled == sorted(hand.pulled)
        # What a hand never pulled must have been superseded by something that it did pull.
        assert {rev for rev in current if rev <= hand.cursor} <= set(hand.pulled)


def test_of_eight_edits_of_one_version_one_is_applied(site: Site) -> None:
    writer = site.writer()
    first = writer.version()
    site.push(writer, first)
    pushes = [
        writer.push(writer.version(first.header.rid, first.header.vid)) for _ in range(THREADS)
    ]
    start = Barrier(THREADS)

    def send(number: int) -> str:
        start.wait()
        return site.server.push(site.worker.device, pushes[number]).results[0].status

    with ThreadPoolExecutor(THREADS) as threads:
        results = Counter(threads.map(send, range(THREADS)))
    assert results == {"applied": 1, "conflict": THREADS - 1}


def test_no_row_of_an_ended_epoch_slips_in_behind_the_rotation(site: Site) -> None:
    space = site.team.space
    writer = site.writer()
    writer.log_n = site.org.state.n
    pushes = [writer.push(writer.version()) for _ in range(60)]
    start = Barrier(2)
    refusals = set[str]()

    def send() -> list[int]:
        start.wait()
        applied = []
        for push in pushes:
            try:
                (result,) = site.server.push(site.worker.device, push).results
            except Refusal as refused:
                refusals.add(refused.code.value)
                continue
            if result.status == "applied" and result.rev is not None:
                applied.append(result.rev)
        return applied

    def rotate() -> int:
        start.wait()
        while True:
            rotation = site.rotation(space)
            entries, after = site.org.make(site.lead, ("rotate", rotation))
            grants = site.org.grants(site.lead, site.org.state, after)
            try:
                site.server.roster_append(site.lead.device, RosterAppend(entries, tuple(grants)))
            except Refusal as refused:
                refusals.add(refused.code.value)
                continue
            site.org.add(*entries)
            return rotation.head

    with ThreadPoolExecutor(2) as threads:
        sending, rotating = threads.submit(send), threads.submit(rotate)
        applied, ended = sending.result(), rotating.result()
    assert refusals <= {"busy", "log_stale"}
    assert all(rev <= ended for rev in applied)
    assert site.state_of(space).head == ended


def test_two_leads_who_rotate_at_once_make_one_new_key(site: Site) -> None:
    second = site.org.laptop()
    site.join(second, "lead", site.team.space)
    requests = []
    for lead in (site.lead, second):
        entries, after = site.org.make(lead, ("rotate", site.rotation(site.team.space)))
        grants = site.org.grants(lead, site.org.state, after)
        requests.append((lead.device, RosterAppend(entries, tuple(grants))))
    start = Barrier(2)

    def append(request: tuple[bytes, RosterAppend]) -> str:
        start.wait()
        try:
            site.server.roster_append(*request)
        except Refusal as refused:
            return refused.code.value
        return "won"

    with ThreadPoolExecutor(2) as threads:
        assert sorted(threads.map(append, requests)) == ["log_stale", "won"]
    assert site.state_of(site.team.space).epoch == 2
