"""What the hourly tidying throws away, and what it must leave."""

import pytest
from sqlalchemy import func, select

from helhedsplan_protocol.messages import AuditAppend, HistoryRequest, Parcel, ParcelPut
from helhedsplan_protocol.wire import encode
from helhedsplan_server.devices import audit
from helhedsplan_server.errors import Refusal
from helhedsplan_server.operations.opening import standing_store
from helhedsplan_server.operations.verify import verify
from helhedsplan_server.records import parcels
from helhedsplan_server.store.tables import audit_events, batches, vouches
from tests.support.site import Site


def papers(site: Site) -> tuple[int, int]:
    """Return how many batches and vouches are stored; everything is verified on the way."""
    with standing_store(site.config) as store:
        findings = verify(site.config, store)
        assert findings.clean, list(findings.faults())
        with store.read() as connection:
            count = [
                connection.execute(select(func.count()).select_from(table)).scalar_one()
                for table in (batches, vouches)
            ]
    return count[0], count[1]


def test_a_batch_goes_with_the_last_version_that_it_covers(site: Site) -> None:
    writer = site.writer()
    first, beside = writer.version(), writer.version()
    site.push(writer, first, beside)
    second = writer.version(first.header.rid, first.header.vid)
    site.push(writer, second)
    site.push(writer, writer.version(first.header.rid, second.header.vid))
    site.server.tidy()
    assert papers(site) == (3, 0), "history still needs them"
    site.clock.forward(days=91)
    site.server.tidy()
    assert papers(site) == (2, 0), "the first still covers the record beside"
    assert len(site.everything(site.worker)) == 2


def test_batches_and_vouches_go_when_their_record_is_erased(site: Site) -> None:
    writer = site.writer()
    late = writer.version()
    batch = writer.batch(late)
    site.act(("rotate", site.rotation(site.team.space)))
    fresh = site.writer()
    push = fresh.push(late)
    relay = type(push)(push.space, push.lineage, (batch,), push.items, (fresh.vouch(late),))
    site.server.push(site.worker.device, relay)
    lead = site.writer(site.lead)
    assert papers(site) == (1, 1)
    site.push(lead, lead.version(late.header.rid, kind="erase"))
    site.server.tidy()
    assert papers(site) == (1, 0), "that of the erase alone"
    again = site.server.push(site.worker.device, relay)
    assert again.results[0].status == "duplicate"
    request = HistoryRequest(site.team.space, late.header.rid)
    assert site.server.history(site.lead.device, request).items == ()


def test_one_device_cannot_fill_the_disk_with_parcels(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parcels, "PARCELS", 2)
    writer = site.writer()
    push = writer.push(writer.version())
    made = [
        Parcel(site.org.id(), writer.space, site.worker.device, push.items, push.batches)
        for _ in range(3)
    ]
    for parcel in made[:2]:
        site.server.parcel_put(site.worker.device, ParcelPut(parcel))
    with pytest.raises(Refusal, match="quota"):
        site.server.parcel_put(site.worker.device, ParcelPut(made[2]))
    site.server.parcel_put(site.worker.device, ParcelPut(made[0]))


def test_the_parcels_of_one_device_hold_so_many_bytes_and_no_more(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    writer = site.writer()
    push = writer.push(writer.version())
    made = [
        Parcel(site.org.id(), writer.space, site.worker.device, push.items, push.batches)
        for _ in range(2)
    ]
    monkeypatch.setattr(parcels, "PARCEL_BYTES", len(encode(made[0])) + 100)
    for _ in range(2):
        site.server.parcel_put(site.worker.device, ParcelPut(made[0]))
    with pytest.raises(Refusal, match="quota"):
        site.server.parcel_put(site.worker.device, ParcelPut(made[1]))
    two = writer.push(writer.version(), writer.version())
    larger = Parcel(made[0].parcel, writer.space, site.worker.device, two.items, two.batches)
    with pytest.raises(Refusal, match="quota"):
        site.server.parcel_put(site.worker.device, ParcelPut(larger))
    assert [row.items for row in site.server.parcel_list(site.lead.device).parcels] == [1]


def test_the_access_events_of_one_device_hold_so_many_bytes_and_no_more(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(audit, "DEVICE_BYTES", 1000)
    append = site.server.audit
    append(site.worker.device, AuditAppend((bytes(300), b"1" * 300)))
    site.server.close()
    site.server = site.opened()
    append = site.server.audit
    with pytest.raises(Refusal, match="quota"):
        append(site.worker.device, AuditAppend((b"2" * 401,)))
    append(site.worker.device, AuditAppend((b"3" * 400,)))
    with pytest.raises(Refusal, match="quota"):
        append(site.worker.device, AuditAppend((b"4",)))
    append(site.lead.device, AuditAppend((b"5" * 1000,)))


def test_access_events_go_after_their_days_and_make_room(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(audit, "DEVICE_BYTES", 1000)
    append, worker = site.server.audit, site.worker.device
    append(worker, AuditAppend((b"1" * 600,)))
    site.clock.forward(days=site.config.access_events_days - 1)
    append(worker, AuditAppend((b"2" * 300,)))
    site.server.tidy()
    with pytest.raises(Refusal, match="quota"):
        append(worker, AuditAppend((b"3" * 200,)))
    site.clock.forward(days=1)
    site.server.tidy()
    append(worker, AuditAppend((b"3" * 200,)))
    with standing_store(site.config) as store, store.read() as connection:
        events = select(audit_events.c.bytes).order_by(audit_events.c.at)
        assert connection.execute(events).scalars().all() == [b"2" * 300, b"3" * 200]
