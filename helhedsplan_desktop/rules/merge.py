"""Bringing two versions of one record together: pure, deterministic, loses nothing.

Per path with base b, local l and remote r: what one side alone changed is taken; where both
changed, the column's declared type decides. A value that does not stand is kept in `conflicts`
until a person decides. Source: docs/sync.md, merging (merge rules version 1).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from helhedsplan_desktop.rules.merge_types import SCALAR, MergeType, Prose, Safety, SetOf
from helhedsplan_desktop.rules.text_merge import merge_text
from helhedsplan_protocol.limits import RESOLVED
from helhedsplan_protocol.records import Conflict, Resolution

DELETED_BY: Final = "deleted_by"
"""Path of the conflict between a deletion and an edit."""

_ABSENT: Final = object()


@dataclass(frozen=True, slots=True)
class Version:
    """One side of a merge.

    Args:
        vid: the version whose body holds exactly this; None for an edit that is not frozen yet.
        author: device.
        at: claimed time, milliseconds since 1970 UTC.
        fields: path to wire value; the columns of a group are one path with a map as value.
        extra: fields of a newer vocabulary.
    """

    vid: bytes | None
    author: bytes
    at: int
    fields: Mapping[str, Any]
    extra: Mapping[str, Any] = field(default_factory=dict)
    conflicts: tuple[Conflict, ...] = ()
    resolved: tuple[Resolution, ...] = ()
    deleted: bool = False


@dataclass(frozen=True, slots=True)
class Merged:
    """The outcome; `changed_paths` are those where both sides' edits met or joined."""

    fields: dict[str, Any]
    extra: dict[str, Any]
    conflicts: tuple[Conflict, ...]
    resolved: tuple[Resolution, ...]
    deleted: bool
    joined_paths: tuple[str, ...]

    def equals(self, version: Version) -> bool:
        """Return True if there is nothing to send: the outcome is that version."""
        return (
            self.deleted == version.deleted
            and (self.deleted or _same(self.fields, version.fields))
            and (self.deleted or _same(self.extra, version.extra))
            and _keys(self.conflicts) == _keys(version.conflicts)
            and _decided(self.resolved) == _decided(version.resolved)
        )


def merge(
    paths: Mapping[str, MergeType],
    base: Version | None,
    local: Version,
    remote: Version,
    fresh_vid: Callable[[], bytes],
) -> Merged:
    """Return local and remote brought together.

    Args:
        paths: the declared type of each path of the noun.
        base: what both grew from; None if nothing is known: then what differs is a conflict.
        local: this laptop's side; at equal rank it yields to the server's.
        remote: the server's side.
        fresh_vid: gives an id for a losing value that no version holds.
    """
    if local.deleted and remote.deleted:
        return _tombstone(local, remote)
    if local.deleted or remote.deleted:
        return _deletion(paths, base, local, remote, fresh_vid)
    work = _Work(base, local, remote, fresh_vid)
    fields = {path: work.path(path, kind) for path, kind in paths.items()}
    extra_names = sorted({*local.extra, *remote.extra, *(base.extra if base else ())})
    extra = {}
    for name in extra_names:
        value = work.newer_field(name)
        if value is not _ABSENT:
            extra[name] = value
    return Merged(
        fields,
        extra,
        work.conflicts(fields),
        work.resolved,
        deleted=False,
        joined_paths=tuple(work.joined),
    )


class _Work:
    """One merge under way."""

    def __init__(
        self,
        base: Version | None,
        local: Version,
        remote: Version,
        fresh_vid: Callable[[], bytes],
    ) -> None:
        self._base = base
        self._local = local
        self._remote = remote
        self._fresh_vid = fresh_vid
        self._lost: list[Conflict] = []
        self._taken: set[tuple[str, bytes]] = set()
        self.joined: list[str] = []
        self.resolved = _resolved(local, remote)

    def path(self, path: str, kind: MergeType) -> Any:
        b = self._base.fields.get(path) if self._base else _ABSENT
        l, r = self._local.fields.get(path), self._remote.fields.get(path)  # noqa: E741  the protocol's own letters
        if isinstance(kind, Safety):
            return self._safest(path, kind, b, l, r)
        return self._three_way(path, kind, b, l, r)

    def newer_field(self, name: str) -> Any:
        b = self._base.extra.get(name, _ABSENT) if self._base else _ABSENT
        l = self._local.extra.get(name, _ABSENT)  # noqa: E741  the protocol's own letters
        r = self._remote.extra.get(name, _ABSENT)
        return self._three_way(name, SCALAR, b, l, r)

    def conflicts(self, fields: Mapping[str, Any]) -> tuple[Conflict, ...]:
        """Return the open entries: a set merged against the base, minus what was decided."""
        kept = _open_entries(self._base, self._local, self._remote)
        decided = {(each.path, each.vid) for each in self.resolved}
        for entry in self._lost:
            kept.setdefault((entry.path, entry.vid), entry)
        return tuple(
            entry
            for key, entry in sorted(kept.items())
            if key not in decided
            and key not in self._taken
            and not _equal(entry.value, fields.get(entry.path, _ABSENT))
        )

    def _three_way(self, path: str, kind: MergeType, b: Any, l: Any, r: Any) -> Any:  # noqa: E741  the protocol's own letters
        if _equal(l, r) or _equal(l, b):
            return r
        if _equal(r, b):
            return l
        if isinstance(kind, SetOf):
            self.joined.append(path)
            return _merged_set(b, l, r)
        if isinstance(kind, Prose) and b is not _ABSENT:
            text = merge_text(b or "", l or "", r or "")
            if text is not None:
                self.joined.append(path)
                return text
        self._lose(path, self._local, l, self._remote)
        return r

    def _safest(self, path: str, kind: Safety, b: Any, l: Any, r: Any) -> Any:  # noqa: E741  the protocol's own letters
        """Let the safest of all values stand, also of open ones that the other had not seen."""
        unseen = [
            *_unseen(path, self._local, self._remote),
            *_unseen(path, self._remote, self._local),
        ]
        rank, ours, theirs = _rank(kind), self._local, self._remote
        if _equal(l, r) or _equal(l, b):
            stands = r
        elif _equal(r, b):
            stands = l
        else:
            mine = rank(l) < rank(r)
            loser, side, over = (r, theirs, ours) if mine else (l, ours, theirs)
            stands = l if mine else r
            self._lose(path, side, loser, over)
        for entry in sorted(unseen, key=lambda each: (rank(each.value), each.vid)):
            if rank(entry.value) < rank(stands):
                side = ours if _equal(stands, l) else theirs
                self._lose(path, side, stands, entry)
                self._taken.add((path, entry.vid))
                stands = entry.value
        return stands

    def _lose(self, path: str, side: Version, value: Any, over: Version | Conflict) -> None:
        if value is _ABSENT:
            return
        vid = side.vid or self._fresh_vid()
        self._lost.append(Conflict(path, value, vid, side.author, side.at, over.author, over.at))


def _deletion(
    paths: Mapping[str, MergeType],
    base: Version | None,
    local: Version,
    remote: Version,
    fresh_vid: Callable[[], bytes],
) -> Merged:
    """Return the outcome of a deletion on one side: an edit on the other keeps it alive."""
    gone, alive = (local, remote) if local.deleted else (remote, local)
    if base is not None and base.deleted:
        # The deletion is what both grew from; who brought the record back knew of it.
        return _as_it_is(alive, _resolved(local, remote))
    untouched = (
        base is not None
        and not base.deleted
        and all(_equal(base.fields.get(path), alive.fields.get(path)) for path in paths)
        and _same(base.extra, alive.extra)
        # A value that waits for a decision is work as well: who deleted had not seen it.
        and _keys(alive.conflicts) <= _keys(base.conflicts)
    )
    if untouched:
        return _tombstone(local, remote)
    vid = gone.vid or fresh_vid()
    entry = Conflict(DELETED_BY, None, vid, gone.author, gone.at, alive.author, alive.at)
    resolved = _resolved(local, remote)
    decided = {(each.path, each.vid) for each in resolved}
    kept = {(each.path, each.vid): each for each in alive.conflicts}
    kept.setdefault((entry.path, entry.vid), entry)
    return Merged(
        dict(alive.fields),
        dict(alive.extra),
        tuple(each for key, each in sorted(kept.items()) if key not in decided),
        resolved,
        deleted=False,
        joined_paths=(),
    )


def _as_it_is(side: Version, resolved: tuple[Resolution, ...]) -> Merged:
    return Merged(
        dict(side.fields),
        dict(side.extra),
        side.conflicts,
        resolved,
        deleted=False,
        joined_paths=(),
    )


def _tombstone(local: Version, remote: Version) -> Merged:
    return Merged({}, {}, (), _resolved(local, remote), deleted=True, joined_paths=())


def _open_entries(
    base: Version | None, local: Version, remote: Version
) -> dict[tuple[str, bytes], Conflict]:
    sides = [
        {(each.path, each.vid): each for each in side.conflicts}
        for side in (base, local, remote)
        if side is not None
    ]
    before, mine, theirs = ({}, *sides) if base is None else sides
    return {
        key: min(mine.get(key, entry), entry, key=_over_whom)
        for key, entry in (mine | theirs).items()
        if (key in mine and key in theirs) or key not in before
    }


def _over_whom(entry: Conflict) -> tuple[bytes, int]:
    """Order what two laptops say of one lost value so that both keep the same."""
    return entry.over or b"", entry.over_at


def _unseen(path: str, side: Version, other: Version) -> list[Conflict]:
    """Return `side`'s open entries of a path that `other` has neither open nor decided."""
    seen = _keys(other.conflicts) | _decided(other.resolved)
    decided = _decided(side.resolved)
    return [
        each
        for each in side.conflicts
        if each.path == path and (path, each.vid) not in seen and (path, each.vid) not in decided
    ]


def _resolved(local: Version, remote: Version) -> tuple[Resolution, ...]:
    """Return both sides' decisions, the latest first, at most 32.

    Which are the latest is told by their places in the two lists: no clock decides.
    """
    place: dict[tuple[str, bytes], tuple[int, Resolution]] = {}
    for side in (local, remote):
        for at, each in enumerate(side.resolved):
            key = (each.path, each.vid)
            place[key] = min(place.get(key, (at, each)), (at, each), key=_first_decided)
    ordered = sorted(place.items(), key=lambda item: (item[1][0], item[0]))
    return tuple(each for _, (_, each) in ordered[:RESOLVED])


def _first_decided(found: tuple[int, Resolution]) -> tuple[int, bytes, str]:
    """Order two decisions on one entry so that both laptops keep the same."""
    at, each = found
    return at, each.by, each.choice


def _rank(kind: Safety) -> Callable[[Any], int]:
    order = list(kind.order)

    def rank(value: Any) -> int:
        return order.index(value) if value in order else len(order)

    return rank


def _merged_set(b: Any, l: Any, r: Any) -> list[Any]:  # noqa: E741  the protocol's own letters
    before = set(b or ()) if b is not _ABSENT else set()
    mine, theirs = set(l or ()), set(r or ())
    removed = (before - mine) | (before - theirs)
    return sorted((mine | theirs) - removed)


def _equal(one: Any, other: Any) -> bool:
    """Return True for the same value; a list and a tuple of the same items are one value."""
    if one is _ABSENT or other is _ABSENT:
        return one is other
    if isinstance(one, list | tuple) and isinstance(other, list | tuple):
        return list(one) == list(other)
    return bool(one == other) and isinstance(one, bool) == isinstance(other, bool)


def _same(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    return one.keys() == other.keys() and all(_equal(one[key], other[key]) for key in one)


def _keys(entries: tuple[Conflict, ...]) -> set[tuple[str, bytes]]:
    return {(each.path, each.vid) for each in entries}


def _decided(entries: tuple[Resolution, ...]) -> set[tuple[str, bytes]]:
    return {(each.path, each.vid) for each in entries}
