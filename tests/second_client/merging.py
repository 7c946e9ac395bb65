"""Bringing two versions together: docs/sync.md, section 13."""

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any

from tests.second_client.shapes import Conflict, Resolution

SETS: dict[str, set[str]] = {
    "Contact": {"areas"},
    "Note": {"areas", "contacts"},
    "Department": {"areas"},
}
TEXTS = {("Note", "text"), ("Remark", "text")}
SAFE_FIRST: dict[tuple[str, str], list[object]] = {
    ("Contact", "status"): ["do_not_contact", "paused", "moved", "closed", "enquiry", "active"],
    ("Contact", "protected"): [True, False],
}
GROUPS: dict[str, dict[str, tuple[str, ...]]] = {
    "Contact": {"address": ("stairwell",)},
    "FollowUp": {"due": ("due_on", "due_at"), "outcome": ("status", "closed_on", "outcome")},
    "Review": {"place": ("of_space", "lineage", "through")},
}
ABSENT: Any = object()
Key = tuple[str, bytes]
Edit = tuple[int, int, list[str]]


@dataclass
class Content:
    """What one version says; `vid` is None for an edit that is not sealed yet."""

    noun: str
    fields: dict[str, Any]
    extra: dict[str, Any] = field(default_factory=dict)
    conflicts: tuple[Conflict, ...] = ()
    resolved: tuple[Resolution, ...] = ()
    ancestors: tuple[bytes, ...] = ()
    deleted: bool = False
    vid: bytes | None = None
    author: bytes = b""
    at: int = 0
    min_writer: int = 1

    def says(self) -> tuple[Any, ...]:
        """Return all that a reader could tell apart."""
        if self.deleted:
            return True, {(each.path, each.vid) for each in self.resolved}
        return (
            self.fields,
            self.extra,
            {(each.path, each.vid) for each in self.conflicts},
            {(each.path, each.vid) for each in self.resolved},
        )


def by_path(content: Content) -> dict[str, Any]:
    found = dict(content.fields)
    for path, columns in GROUPS.get(content.noun, {}).items():
        found[path] = {name: found.pop(name, None) for name in columns}
    return found


def merge(base: Content | None, local: Content, remote: Content) -> Content:
    """Return both together; the remote one stands where they cannot be joined."""
    if local.deleted and remote.deleted:
        return Content(remote.noun, {}, resolved=_decided(local, remote), deleted=True)
    if local.deleted or remote.deleted:
        return _deleted(base, local, remote)
    return _Work(base, local, remote).outcome()


def _decided(local: Content, remote: Content) -> tuple[Resolution, ...]:
    placed: dict[Key, tuple[int, Resolution]] = {}
    for side in (local, remote):
        for place, each in enumerate(side.resolved):
            key = (each.path, each.vid)
            if key not in placed or place < placed[key][0]:
                placed[key] = (place, each)
    ordered = sorted(placed.items(), key=lambda item: (item[1][0], item[0]))
    return tuple(each for _, (_, each) in ordered[:32])


class _Work:
    """One merge of two living sides."""

    def __init__(self, base: Content | None, local: Content, remote: Content) -> None:
        self.base = base if base and not base.deleted else None
        self.local = local
        self.remote = remote
        self.lost: list[Conflict] = []

    def outcome(self) -> Content:
        base = by_path(self.base) if self.base else {}
        mine, theirs = by_path(self.local), by_path(self.remote)
        fields = {
            path: self._path(path, *(side.get(path, ABSENT) for side in (base, mine, theirs)))
            for path in sorted({*mine, *theirs})
        }
        for group in GROUPS.get(self.remote.noun, {}):
            fields |= fields.pop(group)
        before = self.base.extra if self.base else {}
        extra = {}
        for name in sorted({*self.local.extra, *self.remote.extra}):
            sides = (before, self.local.extra, self.remote.extra)
            value = self._scalar(name, *(side.get(name, ABSENT) for side in sides))
            if value is not ABSENT:
                extra[name] = value
        made = Content(self.remote.noun, fields, extra)
        made.resolved = _decided(self.local, self.remote)
        made.conflicts = self._open(made)
        return made

    def _open(self, made: Content) -> tuple[Conflict, ...]:
        before, mine, theirs = (
            _entries(side) if side else {} for side in (self.base, self.local, self.remote)
        )
        kept = {
            key: each
            for key, each in (mine | theirs).items()
            if (key in mine and key in theirs) or key not in before
        }
        for each in self.lost:
            kept.setdefault((each.path, each.vid), each)
        closed = {(each.path, each.vid) for each in made.resolved}
        stands = by_path(made)
        return tuple(
            each
            for key, each in sorted(kept.items())
            if key not in closed and each.value != stands.get(each.path, ABSENT)
        )

    def _path(self, path: str, base: Any, mine: Any, theirs: Any) -> Any:
        noun = self.remote.noun
        if path in SETS.get(noun, ()):
            before, ours, others = (
                set() if side is ABSENT else set(side) for side in (base, mine, theirs)
            )
            return sorted((ours | others) - (before - ours) - (before - others))
        if mine != theirs and base not in (mine, theirs):
            order = SAFE_FIRST.get((noun, path))
            if order and _rank(order, mine) < _rank(order, theirs):
                self._lose(path, theirs, self.remote, self.local)
                return mine
            if (noun, path) in TEXTS and base is not ABSENT:
                text = merge_text(base, mine, theirs)
                if text is not None:
                    return text
        return self._scalar(path, base, mine, theirs)

    def _scalar(self, path: str, base: Any, mine: Any, theirs: Any) -> Any:
        if mine in (theirs, base):
            return theirs
        if theirs == base:
            return mine
        if mine is not ABSENT:
            self._lose(path, mine, self.local, self.remote)
        return theirs

    def _lose(self, path: str, value: Any, side: Content, over: Content) -> None:
        self.lost.append(_lost(path, value, side, over))


def _entries(side: Content) -> dict[Key, Conflict]:
    return {(each.path, each.vid): each for each in side.conflicts}


def _rank(order: Sequence[object], value: object) -> int:
    return order.index(value) if value in order else len(order)


def _lost(path: str, value: Any, side: Content, over: Content) -> Conflict:
    vid = side.vid or os.urandom(16)
    return Conflict(path, value, vid, side.author, side.at, over.author, over.at)


def _deleted(base: Content | None, local: Content, remote: Content) -> Content:
    gone, alive = (local, remote) if local.deleted else (remote, local)
    decided = _decided(local, remote)
    if base and not base.deleted and base.says()[:3] == alive.says()[:3]:
        return Content(remote.noun, {}, resolved=decided, deleted=True)
    entries = _entries(alive)
    if not (base and base.deleted):
        entry = _lost("deleted_by", None, gone, alive)
        entries.setdefault((entry.path, entry.vid), entry)
    closed = {(each.path, each.vid) for each in decided}
    kept = tuple(each for key, each in sorted(entries.items()) if key not in closed)
    return Content(alive.noun, dict(alive.fields), dict(alive.extra), kept, decided)


# --- text ----------------------------------------------------------------------------------------


def merge_text(base: str, local: str, remote: str) -> str | None:
    """Return both sides' edits in one text, or None where they touch."""
    lines = [text.split("\n") for text in (base, local, remote)]
    merged = _three_way(*lines, finer=True)
    return None if merged is None else "\n".join(merged)


def _edits(base: list[str], changed: list[str]) -> list[Edit]:
    steps = SequenceMatcher(None, base, changed, autojunk=False).get_opcodes()
    return [(i, j, changed[k:m]) for tag, i, j, k, m in steps if tag != "equal"]


def _three_way(
    base: list[str], local: list[str], remote: list[str], *, finer: bool
) -> list[str] | None:
    edits = [_edits(base, local), _edits(base, remote)]
    merged: list[str] = []
    at = 0
    while edits[0] or edits[1]:
        start = end = min(side[0][0] for side in edits if side)
        stretch: list[list[Edit]] = [[], []]
        while touching := [n for n in (0, 1) if edits[n] and edits[n][0][0] <= end]:
            edit = edits[touching[0]].pop(0)
            stretch[touching[0]].append(edit)
            end = max(end, edit[1])
        mine, theirs = (_applied(base, side, start, end) for side in stretch)
        both = _settled(base[start:end], mine, theirs, finer=finer)
        if both is None:
            return None
        merged += base[at:start] + both
        at = end
    return merged + base[at:]


def _applied(base: list[str], edits: list[Edit], start: int, end: int) -> list[str]:
    made, at = [], start
    for since, until, new in edits:
        made += base[at:since] + new
        at = until
    return made + base[at:end]


def _settled(
    base: list[str], mine: list[str], theirs: list[str], *, finer: bool
) -> list[str] | None:
    if mine in (base, theirs):
        return theirs
    if theirs == base:
        return mine
    if not finer or not len(base) == len(mine) == len(theirs):
        return None
    return _by_words(base, mine, theirs)


def _by_words(base: list[str], local: list[str], remote: list[str]) -> list[str] | None:
    words = re.compile(r"\s+|\w+|[^\w\s]").findall
    found = []
    for sides in zip(base, local, remote, strict=True):
        tokens = _three_way(*map(words, sides), finer=False)
        if tokens is None:
            return None
        found.append("".join(tokens))
    return found
