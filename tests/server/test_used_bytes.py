"""The account of a space: it holds what is stored, and nothing that a client sends gets past it."""

from sqlalchemy import LargeBinary, func, select, update

from helhedsplan_protocol.messages import Push, PushAnswer
from helhedsplan_protocol.records import Signed
from helhedsplan_server.operations.opening import standing_store
from helhedsplan_server.operations.verify import verify
from helhedsplan_server.store.tables import metadata, spaces
from tests.support.databases import Database
from tests.support.pushes import Version, Writer
from tests.support.site import Site

QUOTA = 200_000
BUCKETS = "buckets"


def stored(site: Site) -> int:
    """Return all bytes that stand in the database for the team, whatever for."""
    tables = [t for t in metadata.sorted_tables if "space" in t.c and t.name != BUCKETS]
    total = 0
    with standing_store(site.config) as store, store.read() as connection:
        for table in tables:
            if table.name in {"spaces", "grants", "parcels"}:
                continue
            for column in table.columns:
                if isinstance(column.type, LargeBinary):
                    size = func.coalesce(func.sum(func.length(column)), 0)
                    here = table.c.space == site.team.space
                    total += int(connection.execute(select(size).where(here)).scalar_one())
    return total


def counted(site: Site) -> int:
    """Return what the space counts, which is what `verify` counts."""
    with standing_store(site.config) as store:
        findings = verify(site.config, store)
        assert findings.clean, list(findings.faults())
        with store.read() as connection:
            query = select(spaces.c.used_bytes).where(spaces.c.space == site.team.space)
            used: int = connection.execute(query).scalar_one()
    return used


def limit(site: Site, quota: int | None) -> None:
    with standing_store(site.config) as store, store.write() as connection:
        connection.execute(update(spaces).values(quota_bytes=quota))


def fat(writer: Writer, *versions: Version) -> Signed:
    """Return a batch of 30 KB: it names these versions and 900 that nobody has."""
    hashes = tuple(writer.org.random.randbytes(32) for _ in range(900))
    return writer.batch(*versions, item_hashes=(*(v.hash for v in versions), *hashes))


def code_of(answer: PushAnswer) -> str:
    return answer.results[0].code or answer.results[0].status


def test_batches_cannot_carry_a_space_past_its_quota(site: Site) -> None:
    limit(site, QUOTA)
    writer = site.writer()
    codes = []
    for _ in range(10):
        version = writer.version()
        push = Push(writer.space, writer.lineage, (fat(writer, version),), (version.item,))
        codes.append(code_of(site.server.push(site.worker.device, push)))
    assert codes == ["applied"] * 6 + ["quota"] * 4
    assert counted(site) <= QUOTA
    assert stored(site) <= 1.1 * QUOTA, "keys and ids of the rows are beside the account"
    assert code_of(site.push(writer, writer.version())) == "applied", "what is small still fits"


def test_vouches_cannot_carry_a_space_past_its_quota(site: Site) -> None:
    old = site.writer()
    late = [old.version() for _ in range(10)]
    batch = old.batch(*late)
    site.act(("rotate", site.rotation(site.team.space)))
    limit(site, QUOTA)
    writer = site.writer()
    junk = [writer.version() for _ in range(900)]
    codes = []
    for version in late:
        push = Push(
            writer.space, writer.lineage, (batch,), (version.item,), (writer.vouch(version, *junk),)
        )
        codes.append(code_of(site.server.push(site.worker.device, push)))
    assert codes == ["applied"] * 6 + ["quota"] * 4
    assert counted(site) <= QUOTA


def test_deletions_find_room_in_a_full_space_but_not_without_end(site: Site) -> None:
    writer, lead = site.writer(), site.writer(site.lead)
    kept = writer.version()
    site.push(writer, kept)
    limit(site, counted(site))
    assert code_of(site.push(writer, writer.version())) == "quota"
    gone = writer.version(kept.header.rid, kept.header.vid, "delete")
    assert code_of(site.push(writer, gone)) == "applied"
    before = counted(site)
    for _ in range(6):
        junk = writer.version(kind="delete", size=250_000)
        code = code_of(site.push(writer, junk))
    assert code == "quota"
    assert counted(site) - before <= 1024 * 1024
    erase = lead.version(kept.header.rid, kind="erase")
    assert code_of(site.push(lead, erase)) == "applied", "an erase needs no room"
    counted(site)


def test_a_paper_that_comes_again_counts_once(site: Site) -> None:
    writer = site.writer()
    first, second = writer.version(), writer.version()
    batch = fat(writer, first, second)
    for version in (first, second):
        push = Push(writer.space, writer.lineage, (batch,), (version.item,))
        site.server.push(site.worker.device, push)
        site.server.push(site.worker.device, push)
    assert counted(site) < 1.5 * len(batch.bytes)


def lived_in(site: Site) -> None:
    """Leave every kind of row, and what is overtaken within one push."""
    writer, lead = site.writer(), site.writer(site.lead)
    first, moved, gone = (writer.version() for _ in range(3))
    second = writer.version(first.header.rid, first.header.vid)
    late = writer.version()
    late_batch = writer.batch(late)
    site.push(writer, first, moved, gone, second)
    site.push(writer, writer.version(moved.header.rid, moved.header.vid, kind="move"))
    over = lead.version()
    site.push(lead, over, lead.version(over.header.rid, kind="erase"))
    site.push(lead, lead.version(gone.header.rid, kind="erase"))
    site.act(("rotate", site.rotation(site.team.space)))
    fresh = site.writer()
    site.server.push(
        site.worker.device,
        Push(fresh.space, fresh.lineage, (late_batch,), (late.item,), (fresh.vouch(late),)),
    )


def test_the_account_is_right_after_tidying_and_after_a_restore(
    site: Site, database: Database
) -> None:
    lived_in(site)
    full = counted(site)
    site.clock.forward(days=91)
    site.server.tidy()
    assert counted(site) < full
    writer, lead = site.writer(), site.writer(site.lead)
    site.push(writer, record := writer.version())
    site.server.close()
    database.copy()
    site.server = site.opened()
    site.push(lead, lead.version(record.header.rid, kind="erase"))
    after = counted(site)
    site.server.close()
    database.put_back()
    site.config.marks_file.unlink()
    site.server = site.opened(restoring=True)
    # The batch of the erased version goes with the next tidying, here as there.
    site.server.tidy()
    assert counted(site) < after


def test_an_older_database_is_counted_anew(site: Site, database: Database) -> None:
    lived_in(site)
    right = counted(site)
    site.server.close()
    database.change("UPDATE spaces SET used_bytes = 1")
    database.change("UPDATE alembic_version SET version_num = '0002'")
    site.server = site.opened()
    assert counted(site) == right
