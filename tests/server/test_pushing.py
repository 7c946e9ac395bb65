"""What becomes of pushed versions, item by item."""

from typing import Any

import pytest

from helhedsplan_protocol.error_codes import ErrorCode
from helhedsplan_protocol.limits import PAGE_BYTES, PUSH_ITEMS, RECORD_BYTES
from helhedsplan_protocol.messages import ItemResult, Push, PushAnswer
from helhedsplan_protocol.records import PushItem, Signed
from helhedsplan_protocol.roster import AddSpace, Drain, SetMembers, SetRole
from helhedsplan_server.errors import Refusal
from tests.support.databases import Database
from tests.support.pushes import Version
from tests.support.site import Site


def codes(answer: PushAnswer) -> list[str]:
    """Return what became of each item: its status, or why it was refused."""
    return [result.code.value if result.code else result.status for result in answer.results]


def test_pushed_versions_are_numbered_and_come_down_as_they_went_up(site: Site) -> None:
    writer = site.writer()
    versions = [writer.version() for _ in range(3)]
    answer = site.push(writer, *versions)
    assert [(r.status, r.rev) for r in answer.results] == [("applied", n) for n in (1, 2, 3)]
    assert answer.head == 3
    pulled = site.everything(site.lead)
    assert [(i.header, i.nonce, i.ct) for i in pulled] == [
        (v.item.header, v.item.nonce, v.item.ct) for v in versions
    ]


def test_a_retry_is_a_duplicate_whatever_changed_since(site: Site) -> None:
    writer = site.writer()
    push = writer.push(writer.version())
    first = site.server.push(site.worker.device, push)
    site.act(("rotate", site.rotation(site.team.space)))
    site.act(("set_role", SetRole(site.worker.user, "reader")))
    again = site.server.push(site.worker.device, push)
    assert codes(again) == ["duplicate"]
    assert again.results[0].rev == first.results[0].rev
    assert again.head == first.head


def test_a_version_must_build_on_the_current_one(site: Site) -> None:
    writer = site.writer()
    first = writer.version()
    site.push(writer, first)
    second = writer.version(first.header.rid, base=first.header.vid)
    late = writer.version(first.header.rid, base=first.header.vid)
    unaware = writer.version(first.header.rid)
    answer = site.push(writer, second, late, unaware)
    assert answer.results == (
        ItemResult(second.header.vid, "applied", rev=2),
        ItemResult(late.header.vid, "conflict", current=second.header.vid),
        ItemResult(unaware.header.vid, "conflict", current=second.header.vid),
    )
    assert [item.rev for item in site.everything(site.lead)] == [2]


def test_a_version_on_top_of_nothing_is_a_conflict_without_a_current_one(site: Site) -> None:
    writer = site.writer()
    orphan = writer.version(base=site.org.id())
    answer = site.push(writer, orphan)
    assert answer.results == (ItemResult(orphan.header.vid, "conflict"),)


def test_one_bad_item_never_refuses_its_neighbours(site: Site) -> None:
    writer = site.writer()
    good, also_good = writer.version(), writer.version()
    huge = writer.version(size=RECORD_BYTES + 1)
    other_space = writer.version(space=site.plan.space)
    no_header = Version(good.header, PushItem(b"<html>", bytes(12), b"x", 0))
    answer = site.push(writer, good, huge, other_space, no_header, also_good)
    assert codes(answer) == ["applied", "too_large", "bad_header", "bad_header", "applied"]
    assert [result.rev for result in answer.results if result.rev] == [1, 2]


def test_only_what_the_author_signed_comes_in(site: Site) -> None:
    writer = site.writer()
    signed, unsigned = writer.version(), writer.version()
    items = (signed.item, unsigned.item)
    batch = writer.batch(signed)
    push = Push(writer.space, writer.lineage, (batch,), items)
    assert codes(site.server.push(site.worker.device, push)) == ["applied", "bad_signature"]

    forged = Signed(writer.batch(unsigned).bytes, batch.sig)
    push = Push(writer.space, writer.lineage, (forged,), (unsigned.item,))
    assert codes(site.server.push(site.worker.device, push)) == ["bad_signature"]
    nowhere = PushItem(unsigned.item.header, unsigned.item.nonce, unsigned.item.ct, 7)
    push = Push(writer.space, writer.lineage, (writer.batch(unsigned),), (nowhere,))
    assert codes(site.server.push(site.worker.device, push)) == ["bad_signature"]


@pytest.mark.parametrize("change", ["org", "space", "epoch", "author", "v", "log_n"])
def test_a_header_must_agree_with_its_batch(site: Site, change: str) -> None:
    writer = site.writer()
    wrong: dict[str, Any] = {
        "org": bytes(16),
        "space": site.plan.space,
        "epoch": 2,
        "v": 2,
        "log_n": 0,
    }
    wrong["author"] = site.lead.device
    answer = site.push(writer, writer.version(**{change: wrong[change]}))
    assert codes(answer) == ["bad_header"]


def test_of_many_papers_each_badly_signed_one_is_found_wherever_it_stands(site: Site) -> None:
    writer = site.writer()
    versions = [writer.version() for _ in range(100)]
    papers = [writer.batch(version) for version in versions]
    spoilt = (0, 49, 50, 99)
    for at in spoilt:
        papers[at] = Signed(papers[at].bytes, bytes(64))
    items = tuple(
        PushItem(each.item.header, each.item.nonce, each.item.ct, at)
        for at, each in enumerate(versions)
    )
    push = Push(writer.space, writer.lineage, tuple(papers), items)
    found = codes(site.server.push(site.worker.device, push))
    assert [at for at, code in enumerate(found) if code == "bad_signature"] == list(spoilt)
    assert found.count("applied") == len(versions) - len(spoilt)


def test_an_old_key_an_old_log_and_a_log_of_the_future_are_told_apart(site: Site) -> None:
    old = site.writer()
    old.log_n = site.org.state.n
    site.act(("rotate", site.rotation(site.team.space)))
    assert codes(site.push(old, old.version())) == ["epoch_stale"]
    new = site.writer()
    new.log_n = old.log_n
    assert codes(site.push(new, new.version())) == ["log_stale"]
    new.log_n = site.org.state.n + 1
    assert codes(site.push(new, new.version())) == ["log_stale"]
    new.log_n = site.org.state.n
    assert codes(site.push(new, new.version())) == ["applied"]


def test_another_lineage_applies_nothing_and_tells_the_present_one(site: Site) -> None:
    writer = site.writer()
    known = writer.version()
    site.push(writer, known)
    lineage, writer.lineage = writer.lineage, site.org.id()
    answer = site.push(writer, known, writer.version())
    assert codes(answer) == ["duplicate", "lineage_changed"]
    assert answer.lineage == lineage


def test_readers_and_strangers_push_nothing(site: Site) -> None:
    reader = site.org.laptop()
    site.join(reader, "reader", site.team.space)
    writer = site.writer(reader)
    assert codes(site.push(writer, writer.version())) == ["role_denied"]
    stranger = site.writer(site.worker, site.plan.space)
    with pytest.raises(Refusal, match="not_found"):
        site.push(stranger, stranger.version())
    site.out(site.worker)
    late = site.writer(site.worker)
    with pytest.raises(Refusal, match="device_revoked"):
        site.push(late, late.version())


def test_a_draining_device_still_sends_what_it_has(site: Site) -> None:
    site.act(("drain", Drain(site.worker.device)))
    writer = site.writer()
    assert codes(site.push(writer, writer.version())) == ["applied"]


def test_only_leads_erase_and_nothing_comes_back_after_it(site: Site) -> None:
    worker, lead = site.writer(), site.writer(site.lead)
    note = worker.version()
    site.push(worker, note)
    rid = note.header.rid
    assert codes(site.push(worker, worker.version(rid, note.header.vid, "erase"))) == [
        "role_denied"
    ]
    erase = lead.version(rid, base=None, kind="erase")
    assert codes(site.push(lead, erase)) == ["applied"], "an erase needs no base"
    edit = worker.version(rid, note.header.vid)
    again = worker.version(rid, erase.header.vid)
    assert codes(site.push(worker, edit, again)) == ["erased", "erased"]
    (row,) = site.everything(site.worker)
    assert (row.header, row.nonce, row.ct) == (erase.item.header, b"", b"")


def test_a_colleague_relays_what_another_author_signed(site: Site) -> None:
    writer = site.writer()
    note = writer.version()
    answer = site.server.push(site.lead.device, writer.push(note))
    assert codes(answer) == ["applied"]
    assert site.everything(site.worker)[0].header == note.item.header


def test_an_ended_epoch_comes_in_only_under_a_vouch(site: Site) -> None:
    old = site.writer()
    old.log_n = site.org.state.n
    kept, second = old.version(), old.version()
    site.out(site.worker)
    lead = site.writer(site.lead)
    push = old.push(kept, second)
    assert codes(site.server.push(site.lead.device, push)) == ["epoch_stale", "epoch_stale"]

    vouched = Push(push.space, push.lineage, push.batches, push.items, (lead.vouch(kept),))
    assert codes(site.server.push(site.lead.device, vouched)) == ["applied", "epoch_stale"]
    page = site.everything(site.lead)
    assert [item.vouch_no for item in page] == [0]

    by_the_revoked = Push(push.space, push.lineage, push.batches, push.items, (old.vouch(second),))
    assert codes(site.server.push(site.lead.device, by_the_revoked)) == ["duplicate", "log_stale"]
    lead.lineage = site.org.id()
    of_another = Push(push.space, push.lineage, push.batches, push.items, (lead.vouch(second),))
    assert codes(site.server.push(site.lead.device, of_another)) == [
        "duplicate",
        "lineage_changed",
    ]


def test_a_vouch_does_not_give_an_author_a_role_that_he_never_had(site: Site) -> None:
    reader = site.org.laptop()
    site.join(reader, "reader", site.team.space)
    his, lead = site.writer(reader), site.writer(site.lead)
    push = his.push(note := his.version())
    vouched = Push(push.space, push.lineage, push.batches, push.items, (lead.vouch(note),))
    assert codes(site.server.push(site.lead.device, vouched)) == ["role_denied"]


def test_several_versions_of_one_record_in_one_push(site: Site) -> None:
    writer = site.writer()
    first = writer.version()
    second = writer.version(first.header.rid, first.header.vid)
    third = writer.version(first.header.rid, second.header.vid, "delete")
    assert codes(site.push(writer, first, second, third)) == ["applied"] * 3
    (row,) = site.everything(site.lead)
    assert (row.rev, row.header) == (3, third.item.header)


def test_after_a_move_the_old_space_keeps_no_older_ciphertext(
    site: Site, database: Database
) -> None:
    writer = site.writer()
    first = writer.version()
    second = writer.version(first.header.rid, first.header.vid)
    site.push(writer, first, second)
    moved = writer.version(first.header.rid, second.header.vid, "move")
    assert codes(site.push(writer, moved)) == ["applied"]
    site.server.close()
    assert database.holds(moved.item.ct)
    assert not database.holds(first.item.ct)
    assert not database.holds(second.item.ct)
    site.server = site.opened()


def test_a_full_space_takes_deletions_but_no_more_records(site: Site) -> None:
    site.config.quota_bytes = 1000
    site.reopen()
    site.act(("add_space", AddSpace(site.org.seed_space(site.lead.user))))
    space = site.org.state.spaces()[-1].space
    writer = site.writer(site.lead, space)
    small, large = writer.version(size=272), writer.version(size=528)
    assert codes(site.push(writer, small, large)) == ["applied", "quota"]
    delete = writer.version(small.header.rid, small.header.vid, "delete", size=272)
    assert codes(site.push(writer, delete)) == ["applied"]


def test_a_push_beyond_the_limits_is_refused_whole(site: Site) -> None:
    writer = site.writer()
    one = writer.version()
    many = Push(writer.space, writer.lineage, (), (one.item,) * (PUSH_ITEMS + 1))
    large = PushItem(b"", b"", bytes(PAGE_BYTES + 1), 0)
    for push in (many, Push(writer.space, writer.lineage, (), (large,))):
        with pytest.raises(Refusal, match="too_large"):
            site.server.push(site.worker.device, push)


def test_a_batch_takes_no_more_room_than_what_it_names_in_a_push(site: Site) -> None:
    writer = site.writer()
    first, second = writer.version(), writer.version()
    for version, count, told in ((first, PUSH_ITEMS, "applied"), (second, 1200, "too_large")):
        hashes = (version.hash, *(bytes([n % 256]) * 32 for n in range(count - 1)))
        batch = writer.batch(version, item_hashes=hashes)
        push = Push(writer.space, writer.lineage, (batch,), (version.item,))
        assert codes(site.server.push(site.worker.device, push)) == [told]


def test_membership_ends_with_the_entry_that_ends_it(site: Site) -> None:
    writer = site.writer()
    out = SetMembers(site.team.space, (), (site.worker.user,))
    _, after = site.org.make(site.lead, ("set_members", out))
    state = site.state_of(site.team.space)
    rotate = site.org.rotate(site.team.space, state.lineage, state.head, after)
    site.act(("set_members", out), ("rotate", rotate))
    with pytest.raises(Refusal) as refused:
        site.push(writer, writer.version())
    assert refused.value.code is ErrorCode.NOT_FOUND
