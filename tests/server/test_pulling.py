"""What members read: pages, digests, headers, history, parcels."""

import pytest

from helhedsplan_protocol.limits import BUCKETS, PAGE_BYTES
from helhedsplan_protocol.messages import (
    AuditAppend,
    HeadersRequest,
    HistoryRequest,
    Parcel,
    ParcelGet,
    ParcelPut,
    Pull,
    Push,
)
from helhedsplan_protocol.records import bucket_digest, bucket_of, space_digest
from helhedsplan_protocol.roster import AddSpace
from helhedsplan_protocol.wire import encode
from helhedsplan_server.errors import Refusal
from helhedsplan_server.store.used_bytes import VID_BYTES
from tests.support.pushes import Version
from tests.support.site import Site


def digest_of(versions: list[Version]) -> bytes:
    """Return the digest that a client computes over what it holds."""
    by_bucket: dict[int, list[tuple[bytes, bytes]]] = {}
    for version in versions:
        pair = (version.header.rid, version.header.vid)
        by_bucket.setdefault(bucket_of(version.header.rid), []).append(pair)
    return space_digest({number: bucket_digest(pairs) for number, pairs in by_bucket.items()})


def test_pages_follow_each_other_and_the_last_one_carries_the_digest(site: Site) -> None:
    writer = site.writer()
    versions = [writer.version() for _ in range(7)]
    site.push(writer, *versions[:4])
    site.push(writer, *versions[4:])
    revs, cursor = list[int](), 0
    for expected_more in (True, True, False):
        pull = Pull(writer.space, writer.lineage, cursor, 3)
        page = site.server.pull(site.worker.device, pull)
        revs += [item.rev for item in page.items]
        cursor = page.next
        assert page.more is expected_more
        assert (page.digest is None) is expected_more
        assert page.head == 7
    assert revs == list(range(1, 8))
    assert page.digest == digest_of(versions)
    nothing = site.server.pull(site.worker.device, Pull(writer.space, writer.lineage, 7, 3))
    assert (nothing.items, nothing.next, nothing.more) == ((), 7, False)
    assert nothing.digest == digest_of(versions)


def test_an_empty_space_is_one_empty_last_page(site: Site) -> None:
    writer = site.writer()
    page = site.server.pull(site.worker.device, Pull(writer.space, writer.lineage, 0, 500))
    assert (page.items, page.more, page.head, page.digest) == ((), False, 0, digest_of([]))


def test_a_page_is_cut_by_bytes_and_holds_at_least_one_item(site: Site) -> None:
    writer = site.writer()
    large = [writer.version(size=250_000) for _ in range(20)]
    for version in large:
        site.push(writer, version)
    cursor, sizes, count = 0, list[int](), 0
    while True:
        page = site.server.pull(site.worker.device, Pull(writer.space, writer.lineage, cursor, 500))
        sizes.append(len(encode(page)))
        count += len(page.items)
        cursor = page.next
        if not page.more:
            break
    assert count == 20
    assert max(sizes) <= PAGE_BYTES
    assert len(sizes) == 2


def test_every_item_comes_with_the_batch_that_covers_it(site: Site) -> None:
    writer = site.writer()
    site.push(writer, writer.version(), writer.version())
    site.push(writer, last := writer.version())
    page = site.server.pull(site.worker.device, Pull(writer.space, writer.lineage, 0, 500))
    assert len(page.batches) == 2
    assert [item.batch_no for item in page.items] == [0, 0, 1]
    assert last.hash in page.batches[1].bytes


def test_named_records_come_alone(site: Site) -> None:
    writer = site.writer()
    versions = [writer.version() for _ in range(3)]
    site.push(writer, *versions)
    rids = (versions[2].header.rid, site.org.id(), versions[0].header.rid)
    page = site.server.pull(
        site.worker.device, Pull(writer.space, writer.lineage, 0, 500, rids=rids)
    )
    assert [item.header for item in page.items] == [
        versions[0].item.header,
        versions[2].item.header,
    ]
    assert not page.more


def test_the_space_digest_follows_every_kind_of_change(site: Site) -> None:
    worker, lead = site.writer(), site.writer(site.lead)
    first, second, third, fourth = (worker.version() for _ in range(4))
    site.push(worker, first, second, third, fourth)
    assert site.state_of(site.team.space).digest == digest_of([first, second, third, fourth])

    edit = worker.version(first.header.rid, first.header.vid)
    delete = worker.version(second.header.rid, second.header.vid, "delete")
    move = worker.version(third.header.rid, third.header.vid, "move")
    erase = lead.version(fourth.header.rid, None, "erase")
    site.push(worker, edit, delete, move)
    site.push(lead, erase)
    expected = digest_of([edit, delete, move, erase])
    assert site.state_of(site.team.space).digest == expected
    site.reopen()
    assert site.state_of(site.team.space).digest == expected


def test_headers_narrow_a_difference_down_to_records(site: Site) -> None:
    writer = site.writer()
    versions = [writer.version() for _ in range(5)]
    site.push(writer, *versions)
    space, lineage = writer.space, writer.lineage
    answer = site.server.headers(site.worker.device, HeadersRequest(space, lineage, ()))
    assert len(answer.digests) == BUCKETS * 32
    digests = {n: answer.digests[n * 32 : n * 32 + 32] for n in range(BUCKETS)}
    assert space_digest(digests) == digest_of(versions)

    wanted = versions[3].header
    bucket = bucket_of(wanted.rid)
    assert digests[bucket] == bucket_digest([(wanted.rid, wanted.vid)])
    rows = site.server.headers(site.worker.device, HeadersRequest(space, lineage, (bucket,))).rows
    assert [(row.rid, row.vid, row.rev, row.kind) for row in rows] == [
        (wanted.rid, wanted.vid, 4, "put")
    ]
    with pytest.raises(Refusal, match="bad_request"):
        site.server.headers(site.worker.device, HeadersRequest(space, lineage, (BUCKETS,)))


def test_history_keeps_superseded_versions_for_ninety_days(site: Site) -> None:
    writer = site.writer()
    first = writer.version()
    second = writer.version(first.header.rid, first.header.vid)
    third = writer.version(first.header.rid, second.header.vid)
    site.push(writer, first)
    site.push(writer, second, third)
    request = HistoryRequest(writer.space, first.header.rid)
    answer = site.server.history(site.lead.device, request)
    assert [item.ct for item in answer.items] == [second.item.ct, first.item.ct]
    assert [item.batch_no for item in answer.items] == [0, 1]
    site.clock.forward(days=89)
    site.server.tidy()
    assert len(site.server.history(site.lead.device, request).items) == 2
    site.clock.forward(days=2)
    site.server.tidy()
    assert site.server.history(site.lead.device, request).items == ()
    assert len(site.everything(site.lead)) == 1


def test_an_erase_leaves_no_history(site: Site) -> None:
    worker, lead = site.writer(), site.writer(site.lead)
    first = worker.version()
    site.push(worker, first, worker.version(first.header.rid, first.header.vid))
    site.push(lead, lead.version(first.header.rid, kind="erase"))
    request = HistoryRequest(worker.space, first.header.rid)
    assert site.server.history(site.lead.device, request).items == ()


def test_the_quota_counts_what_is_kept_and_no_more(site: Site) -> None:
    site.config.quota_bytes = 1_000_000
    site.reopen()
    site.join(laptop := site.org.laptop(), "worker")
    seed = site.org.seed_space(site.lead.user, laptop.user)
    site.act(("add_space", AddSpace(seed)))
    writer, lead = site.writer(laptop, seed.space), site.writer(site.lead, seed.space)
    first = writer.version()
    second = writer.version(first.header.rid, first.header.vid)
    third = writer.version(first.header.rid, second.header.vid)
    alone, both = writer.push(first), writer.push(second, third)
    for push in (alone, both):
        site.server.push(laptop.device, push)

    def used() -> int:
        left = site.state_of(seed.space).quota_left
        assert left is not None
        return 1_000_000 - left

    sizes = [
        len(v.item.header) + len(v.item.nonce) + len(v.item.ct) for v in (first, second, third)
    ]
    papers = [len(p.bytes) + len(p.sig) for p in (*alone.batches, *both.batches)]
    assert used() == sum(sizes) + sum(papers) + 3 * VID_BYTES
    erase = lead.push(lead.version(first.header.rid, kind="erase"))
    site.server.push(site.lead.device, erase)
    site.server.tidy()  # with their versions went what covered them
    (batch,) = erase.batches
    kept = len(erase.items[0].header) + len(batch.bytes) + len(batch.sig)
    assert used() == 2 * kept + 4 * VID_BYTES, "once in the feed and once in the ledger of erases"


def test_nobody_reads_a_space_of_others(site: Site) -> None:
    lead = site.writer(site.lead, site.plan.space)
    site.push(lead, secret := lead.version())
    space, lineage = lead.space, lead.lineage
    for ask in (
        lambda: site.server.pull(site.worker.device, Pull(space, lineage, 0, 500)),
        lambda: site.server.headers(site.worker.device, HeadersRequest(space, lineage, ())),
        lambda: site.server.history(site.worker.device, HistoryRequest(space, secret.header.rid)),
    ):
        with pytest.raises(Refusal, match="not_found"):
            ask()
    assert space not in {s.space for s in site.server.spaces(site.worker.device).spaces}
    with pytest.raises(Refusal, match="lineage_changed"):
        site.server.pull(site.lead.device, Pull(space, site.org.id(), 0, 500))


def test_a_revoked_device_leaves_its_unsent_work_for_a_lead(site: Site) -> None:
    writer = site.writer()
    note = writer.version()
    push: Push = writer.push(note)
    site.out(site.worker)
    parcel = Parcel(site.org.id(), writer.space, site.worker.device, push.items, push.batches)
    site.server.parcel_put(site.worker.device, ParcelPut(parcel))
    site.server.parcel_put(site.worker.device, ParcelPut(parcel))
    (row,) = site.server.parcel_list(site.lead.device).parcels
    assert (row.parcel, row.author, row.items) == (parcel.parcel, site.worker.device, 1)
    assert site.server.parcel_get(site.lead.device, ParcelGet(parcel.parcel)) == parcel

    second = site.org.laptop()
    site.join(second, "lead", site.plan.space)
    assert site.server.parcel_list(second.device).parcels == ()
    with pytest.raises(Refusal, match="not_found"):
        site.server.parcel_get(second.device, ParcelGet(parcel.parcel))
    site.clock.forward(days=91)
    site.server.tidy()
    assert site.server.parcel_list(site.lead.device).parcels == ()


def test_a_stolen_device_leaves_nothing(site: Site) -> None:
    writer = site.writer()
    push = writer.push(writer.version())
    parcel = Parcel(site.org.id(), writer.space, site.worker.device, push.items, push.batches)
    as_another = ParcelPut(parcel)
    with pytest.raises(Refusal, match="bad_request"):
        site.server.parcel_put(site.lead.device, as_another)
    site.out(site.worker, "stolen")
    with pytest.raises(Refusal, match="device_revoked"):
        site.server.parcel_put(site.worker.device, ParcelPut(parcel))


def test_access_events_are_taken_from_active_devices_only(site: Site) -> None:
    site.server.audit(site.worker.device, AuditAppend((b"sealed", b"sealed too")))
    with pytest.raises(Refusal, match="too_large"):
        site.server.audit(site.worker.device, AuditAppend((bytes(20_000),)))
    site.out(site.worker)
    with pytest.raises(Refusal, match="device_revoked"):
        site.server.audit(site.worker.device, AuditAppend((b"sealed",)))
