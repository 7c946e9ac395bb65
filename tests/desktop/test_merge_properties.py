"""What must hold of every merge of every noun, named after the invariants of the simulation."""

from collections.abc import Mapping
from dataclasses import replace
from random import Random
from typing import Any, Final

from hypothesis import given, settings
from hypothesis import strategies as st

from helhedsplan_desktop.records import wire
from helhedsplan_desktop.records.nouns import NOUNS
from helhedsplan_desktop.rules.merge import Merged, Version, merge
from helhedsplan_desktop.rules.merge_types import MergeType, Prose, Safety, Scalar, SetOf

SOME: Final = settings(max_examples=80, deadline=None, derandomize=True)
TEXTS: Final = ("", "Han kom.", "Han kom i dag.", "Han gik.\nHun kom.")
NAMES: Final = st.sampled_from(sorted(NOUNS))
SAFE: Final = st.sampled_from(
    sorted(
        noun
        for noun in NOUNS
        if any(isinstance(kind, Safety) for kind in wire.paths(noun).values())
    )
)
DRAWN: Final = st.randoms(use_true_random=False, note_method_calls=False)


class Vids:
    """Gives ids that no version has.

    Args:
        first: so that two laptops never make the same.
    """

    def __init__(self, first: bytes = b"f") -> None:
        self._first = first
        self._made = 0

    def __call__(self) -> bytes:
        self._made += 1
        return self._first + b"%d" % self._made


def is_one(kind: MergeType) -> bool:
    """Return True for values of which only one can stand."""
    return isinstance(kind, Scalar | Safety)


def value(rng: Random, kind: MergeType) -> Any:
    match kind:
        case Safety():
            return rng.choice(kind.order)
        case SetOf():
            return sorted(rng.sample("ABCD", rng.randint(0, 4)))
        case Prose():
            return rng.choice(TEXTS)
        case Scalar():
            return rng.choice("123")


def written(rng: Random, paths: dict[str, MergeType]) -> dict[str, Any]:
    return {path: value(rng, kind) for path, kind in paths.items()}


def edited(rng: Random, paths: dict[str, MergeType], before: dict[str, Any]) -> dict[str, Any]:
    """Return `before` with about half of its values said anew."""
    anew = {path: value(rng, kind) for path, kind in paths.items() if rng.random() < 0.5}
    return before | anew


def met(
    rng: Random, paths: dict[str, MergeType], before: dict[str, Any]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return two sides that both changed every value that excludes another, each to its own.

    Of two values only, nobody can: they stay as they were.
    """
    sides = before, before
    for path, kind in paths.items():
        if isinstance(kind, Scalar | Safety):
            order = kind.order if isinstance(kind, Safety) else "123"
            others = [each for each in order if each != before[path]]
            if len(others) < 2:
                continue
            pair = rng.sample(others, 2)
            sides = sides[0] | {path: pair[0]}, sides[1] | {path: pair[1]}
    return sides


def later(rng: Random) -> dict[str, Any]:
    return {name: rng.choice("xyz") for name in ("pet", "tail") if rng.random() < 0.7}


class Drawn:
    """A base and two sides of one noun.

    Args:
        meet: both sides changed every value that excludes another.
    """

    def __init__(self, noun: str, rng: Random, *, meet: bool = False) -> None:
        self.paths = dict(wire.paths(noun))
        before = written(rng, self.paths)
        self.base = Version(b"0", b"a", 0, before, later(rng))
        mine, theirs = edited(rng, self.paths, before), edited(rng, self.paths, before)
        if meet:
            mine, theirs = met(rng, self.paths, before)
        self.local = Version(b"l", b"m", 1, mine, later(rng))
        self.remote = Version(b"r", b"n", 2, theirs, later(rng))

    def merged(self) -> Merged:
        return merge(self.paths, self.base, self.local, self.remote, Vids())


def shown(out: Merged, path: str, standing: Any) -> list[Any]:
    """Return what a person sees of a path: what stands, and what waits."""
    return [standing, *(each.value for each in out.conflicts if each.path == path)]


def shuffled(rng: Random, fields: Mapping[str, Any]) -> dict[str, Any]:
    names = rng.sample(sorted(fields), len(fields))
    return {name: fields[name] for name in names}


def after(out: Merged, vid: bytes, author: bytes) -> Version:
    return Version(vid, author, 3, out.fields, out.extra, out.conflicts, out.resolved)


@SOME
@given(NAMES, DRAWN)
def test_merge_deterministic(noun: str, rng: Random) -> None:
    """The order in which a map arrived tells nothing."""
    drawn = Drawn(noun, rng)
    base, local, remote = (
        replace(each, fields=shuffled(rng, each.fields), extra=shuffled(rng, each.extra))
        for each in (drawn.base, drawn.local, drawn.remote)
    )
    assert merge(drawn.paths, base, local, remote, Vids()) == drawn.merged()


@SOME
@given(NAMES, DRAWN)
def test_two_laptops_that_offer_the_same_pair_agree(noun: str, rng: Random) -> None:
    """MergeSidesAgree: sealed sides need no fresh ids, and no value depends on who merges."""
    drawn = Drawn(noun, rng)
    here = drawn.merged()
    there = merge(drawn.paths, drawn.base, drawn.local, drawn.remote, Vids(b"other"))
    assert there == here
    swapped = merge(drawn.paths, drawn.base, drawn.remote, drawn.local, Vids())
    for path, kind in drawn.paths.items():
        if isinstance(kind, Safety | SetOf):
            assert swapped.fields[path] == here.fields[path]
        one, other = (shown(out, path, out.fields[path]) for out in (here, swapped))
        assert sorted(map(repr, one)) == sorted(map(repr, other))


@SOME
@given(SAFE, DRAWN)
def test_safest_stands(noun: str, rng: Random) -> None:
    drawn = Drawn(noun, rng, meet=True)
    out, met_in = drawn.merged(), 0
    for path, kind in drawn.paths.items():
        said = (drawn.local.fields[path], drawn.remote.fields[path])
        if isinstance(kind, Safety) and said[0] != said[1]:
            met_in += 1
            assert out.fields[path] == min(said, key=kind.order.index)
    assert met_in, "no value met another one"


@SOME
@given(NAMES, DRAWN)
def test_loser_is_visible(noun: str, rng: Random) -> None:
    drawn = Drawn(noun, rng, meet=True)
    out, met_in = drawn.merged(), 0
    for path, kind in drawn.paths.items():
        said = {drawn.local.fields[path], drawn.remote.fields[path]} if is_one(kind) else set()
        if len(said) > 1:
            met_in += 1
            assert said <= set(shown(out, path, out.fields[path]))
    assert met_in, "no value met another one"


@SOME
@given(NAMES, DRAWN)
def test_unknown_fields_survive(noun: str, rng: Random) -> None:
    drawn = Drawn(noun, rng)
    out = drawn.merged()
    before = drawn.base.extra
    for side in (drawn.local, drawn.remote):
        for name, said in side.extra.items():
            if said != before.get(name):
                assert said in shown(out, name, out.extra.get(name))
    for name in before:
        if drawn.local.extra.get(name) == drawn.remote.extra.get(name) == before[name]:
            assert out.extra[name] == before[name]


@SOME
@given(NAMES, DRAWN)
def test_no_conflict_where_only_one_side_changed(noun: str, rng: Random) -> None:
    drawn = Drawn(noun, rng)
    same = Version(b"s", b"x", 1, drawn.base.fields, drawn.base.extra)
    for local, remote, changed in (
        (drawn.local, same, drawn.local),
        (same, drawn.remote, drawn.remote),
    ):
        out = merge(drawn.paths, drawn.base, local, remote, Vids())
        assert out.equals(changed)
        assert out.conflicts == ()


@SOME
@given(NAMES, DRAWN, st.integers(2, 5))
def test_a_chain_of_merges_loses_nothing_and_ends(noun: str, rng: Random, many: int) -> None:
    """NoAckedWriteLost: each laptop wrote over the same base, and comes with it one by one."""
    drawn = Drawn(noun, rng)
    server, fresh, wrote = drawn.base, Vids(), [drawn.local, drawn.remote]
    wrote += [
        Version(b"w%d" % n, b"w", n, edited(rng, drawn.paths, dict(drawn.base.fields)))
        for n in range(many)
    ]
    for n, side in enumerate(wrote):
        out = merge(drawn.paths, drawn.base, side, server, fresh)
        server = after(out, b"v%d" % n, side.author)
        # Offered again after a restore, it changes nothing.
        assert merge(drawn.paths, server, server, server, fresh).equals(server)
    for path, kind in drawn.paths.items():
        if is_one(kind):
            seen = shown(out, path, out.fields[path])
            for side in wrote:
                said = side.fields[path]
                assert said == drawn.base.fields[path] or said in seen
