"""The merge loses nothing, decides the same on every laptop, and puts safety first."""

import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helhedsplan_desktop.rules.merge import DELETED_BY, Merged, Version, merge
from helhedsplan_desktop.rules.merge_types import PROSE, SCALAR, MergeType, Safety, Scalar, SetOf
from helhedsplan_desktop.rules.text_merge import merge_text
from helhedsplan_protocol.records import Conflict, Resolution

PATHS: dict[str, MergeType] = {
    "phone": SCALAR,
    "due": Scalar("due"),
    "areas": SetOf(),
    "status": Safety(("stop", "pause", "go")),
    "text": PROSE,
}
START = {"phone": "1", "due": {"on": "a", "at": ""}, "areas": ["A"], "status": "go", "text": "x"}


def version(vid: bytes | None = None, author: bytes = b"a", **fields: Any) -> Version:
    special = {
        name: fields.pop(name)
        for name in ("conflicts", "resolved", "deleted", "extra", "at")
        if name in fields
    }
    return Version(vid, author, special.pop("at", 0), START | fields, **special)


class Vids:
    def __init__(self) -> None:
        self.made = 0

    def __call__(self) -> bytes:
        self.made += 1
        return b"fresh%d" % self.made


def merged(base: Version | None, local: Version, remote: Version) -> Merged:
    return merge(PATHS, base, local, remote, Vids())


def test_edits_of_different_fields_join_without_a_conflict() -> None:
    out = merged(version(b"0"), version(phone="2"), version(b"1", areas=["A", "B"]))
    assert (out.fields["phone"], out.fields["areas"], out.conflicts) == ("2", ["A", "B"], ())


def test_the_same_field_keeps_the_servers_value_and_the_other_in_conflicts() -> None:
    remote = version(b"1", b"them", phone="3", at=8)
    out = merged(version(b"0"), version(None, b"me", phone="2", at=7), remote)
    assert out.fields["phone"] == "3"
    assert out.conflicts == (Conflict("phone", "2", b"fresh1", b"me", 7, b"them", 8),)


def test_a_value_that_a_sent_version_holds_keeps_that_versions_id() -> None:
    out = merged(version(b"0"), version(b"mine", phone="2"), version(b"1", phone="3"))
    assert [each.vid for each in out.conflicts] == [b"mine"]


def test_the_columns_of_a_group_move_together() -> None:
    local = version(due={"on": "b", "at": ""})
    remote = version(b"1", due={"on": "a", "at": "10"})
    out = merged(version(b"0"), local, remote)
    assert out.fields["due"] == {"on": "a", "at": "10"}
    assert out.conflicts[0].value == {"on": "b", "at": ""}


def test_sets_take_what_either_added_and_lose_what_either_removed() -> None:
    base = version(b"0", areas=["A", "B"])
    out = merged(base, version(areas=["B", "C"]), version(b"1", areas=["A", "B", "D"]))
    assert (out.fields["areas"], out.conflicts) == (["B", "C", "D"], ())


@pytest.mark.parametrize(("mine", "theirs"), [("stop", "pause"), ("pause", "stop")])
def test_the_safest_value_stands_whoever_said_it(mine: str, theirs: str) -> None:
    out = merged(version(b"0"), version(b"m", status=mine), version(b"1", status=theirs))
    assert out.fields["status"] == "stop"
    assert [each.value for each in out.conflicts] == ["pause"]


def test_an_open_safety_value_that_the_other_had_not_seen_stands_if_it_is_the_safest() -> None:
    waiting = Conflict("status", "stop", b"w", b"x", 1)
    local = version(b"m", status="go", conflicts=(waiting,))
    out = merged(version(b"0"), local, version(b"1", status="pause"))
    assert out.fields["status"] == "stop"
    assert "pause" in [each.value for each in out.conflicts]
    assert ("status", b"w") not in [(each.path, each.vid) for each in out.conflicts]


def test_an_open_value_that_comes_to_stand_names_itself_to_what_it_displaces() -> None:
    waiting = Conflict("status", "stop", b"w", b"x", 1)
    local = version(b"m", b"me", status="pause", conflicts=(waiting,))
    out = merged(version(b"0"), local, version(b"1", b"them", at=4))
    assert out.fields["status"] == "stop"
    assert [(each.author, each.over, each.over_at) for each in out.conflicts] == [(b"me", b"x", 1)]


def test_two_laptops_that_name_other_writers_of_what_stands_keep_the_same() -> None:
    one = Conflict("phone", "2", b"v", b"a", 0, b"k", 5)
    other = Conflict("phone", "2", b"v", b"a", 0, b"b", 9)
    here = merged(version(b"0"), version(conflicts=(one,)), version(b"1", conflicts=(other,)))
    there = merged(version(b"0"), version(conflicts=(other,)), version(b"1", conflicts=(one,)))
    assert here.conflicts == there.conflicts == (other,)


def test_without_a_base_what_differs_is_kept_on_both_sides() -> None:
    out = merged(None, version(b"m", phone="2"), version(b"1", phone="3"))
    assert (out.fields["phone"], [each.value for each in out.conflicts]) == ("3", ["2"])


def test_a_decision_closes_the_entry_on_every_laptop() -> None:
    entry = Conflict("phone", "2", b"v", b"a", 0)
    decided = Resolution("phone", b"v", b"b", 5, "standing")
    base = version(b"0", conflicts=(entry,))
    out = merged(base, version(conflicts=(entry,)), version(b"1", resolved=(decided,)))
    assert (out.conflicts, out.resolved) == ((), (decided,))


def test_deleting_what_another_edits_keeps_it_alive_until_somebody_decides() -> None:
    tombstone = Version(None, b"me", 9, {}, deleted=True)
    out = merged(version(b"0"), tombstone, version(b"1", phone="3"))
    assert not out.deleted
    assert out.fields["phone"] == "3"
    assert [(each.path, each.author) for each in out.conflicts] == [(DELETED_BY, b"me")]
    other_way = merged(version(b"0"), version(phone="2"), Version(b"1", b"x", 9, {}, deleted=True))
    assert other_way.fields["phone"] == "2"
    assert [each.vid for each in other_way.conflicts] == [b"1"]


def test_deleting_what_nobody_else_touched_deletes() -> None:
    gone = Version(b"1", b"x", 9, {}, deleted=True)
    assert merged(version(b"0"), version(), gone).deleted
    assert merged(version(b"0"), Version(None, b"m", 1, {}, deleted=True), gone).deleted


def test_a_value_that_waits_for_a_decision_survives_a_deletion_by_who_never_saw_it() -> None:
    waiting = Conflict("phone", "2", b"c", b"me", 7)
    gone = Version(b"1", b"x", 9, {}, deleted=True)
    out = merged(version(b"0"), version(conflicts=(waiting,)), gone)
    assert [each.path for each in out.conflicts] == [DELETED_BY, "phone"]
    seen = version(b"0", conflicts=(waiting,))
    assert merged(seen, version(conflicts=(waiting,)), gone).deleted


def test_fields_of_a_newer_program_survive() -> None:
    base = version(b"0", extra={"later": 1})
    out = merged(base, version(phone="2", extra={"later": 1}), version(b"1", extra={"later": 2}))
    assert out.extra == {"later": 2}


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "expected"),
    [
        ("a b c d", "a B c d", "a b c D", "a B c D"),
        ("one\ntwo\nthree", "ONE\ntwo\nthree", "one\ntwo\nTHREE", "ONE\ntwo\nTHREE"),
        ("one two", "one two three", "zero one two", "zero one two three"),
        ("one\ntwo", "one\ntwo\nmine", "zero\none\ntwo", "zero\none\ntwo\nmine"),
        (
            "Kim kom. Han går.",
            "Kim kom i dag. Han går.",
            "Kim kom. Han går hjem.",
            "Kim kom i dag. Han går hjem.",
        ),
        ("same", "new", "new", "new"),
    ],
)
def test_texts_merge_by_paragraph_and_word(
    base: str, mine: str, theirs: str, expected: str
) -> None:
    assert merge_text(base, mine, theirs) == expected
    assert merge_text(base, theirs, mine) == expected


@pytest.mark.parametrize(
    ("base", "mine", "theirs"),
    [("a b c", "a X c", "a Y c"), ("a", "a mine", "a theirs"), ("a b", "b", "a c")],
)
def test_texts_that_touch_the_same_place_are_left_to_a_person(
    base: str, mine: str, theirs: str
) -> None:
    assert merge_text(base, mine, theirs) is None
    assert merge_text(base, theirs, mine) is None


words = st.lists(st.sampled_from(["kom", "gik", "han", ".", "\n", "job"]), max_size=12)


@given(words, words, words)
def test_a_merged_text_has_every_word_that_one_side_alone_added(
    base: list[str], mine: list[str], theirs: list[str]
) -> None:
    texts = [" ".join(each) for each in (base, [*mine, "MINE"], ["THEIRS", *theirs])]
    out = merge_text(*texts)
    assert out == merge_text(texts[0], texts[2], texts[1])
    if out is not None:
        assert "MINE" in out
        assert "THEIRS" in out


values = st.fixed_dictionaries(
    {
        "phone": st.sampled_from("123"),
        "due": st.sampled_from([{"on": "a", "at": ""}, {"on": "b", "at": "1"}]),
        "areas": st.lists(st.sampled_from("ABC"), unique=True).map(sorted),
        "status": st.sampled_from(["stop", "pause", "go"]),
        "text": st.sampled_from(["x", "x y", "z x", "q"]),
    }
)


@given(st.none() | values, values, values)
def test_no_value_is_lost_and_merging_again_changes_nothing(
    b: dict[str, Any] | None,
    mine: dict[str, Any],
    theirs: dict[str, Any],
) -> None:
    base = None if b is None else Version(b"0", b"a", 0, b)
    local, remote = Version(b"l", b"m", 1, mine), Version(b"r", b"n", 2, theirs)
    out = merged(base, local, remote)
    kept: dict[str, list[Any]] = {path: [out.fields[path]] for path in PATHS}
    for entry in out.conflicts:
        kept[entry.path].append(entry.value)
    for side in (mine, theirs):
        for path in ("phone", "due", "status"):
            changed = b is None or side[path] != b[path]
            assert not changed or side[path] in kept[path]
    after = Version(None, b"m", 3, out.fields, out.extra, out.conflicts, out.resolved)
    again = merged(remote, after, remote)
    assert again.equals(after)


@given(values, values, values, st.randoms(use_true_random=False))
def test_the_outcome_does_not_depend_on_the_order_of_fields(
    b: dict[str, Any],
    mine: dict[str, Any],
    theirs: dict[str, Any],
    seeded: random.Random,
) -> None:
    def shuffled(fields: dict[str, Any]) -> dict[str, Any]:
        names = list(fields)
        seeded.shuffle(names)
        return {name: fields[name] for name in names}

    one = merged(
        Version(b"0", b"a", 0, b), Version(b"l", b"m", 1, mine), Version(b"r", b"n", 2, theirs)
    )
    two = merged(
        Version(b"0", b"a", 0, shuffled(b)),
        Version(b"l", b"m", 1, shuffled(mine)),
        Version(b"r", b"n", 2, shuffled(theirs)),
    )
    assert one.fields == two.fields
    assert one.conflicts == two.conflicts
