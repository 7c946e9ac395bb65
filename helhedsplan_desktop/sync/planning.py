"""What is known of a record, what arrived of it, and what shall become of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, Final

from helhedsplan_desktop.records import wire
from helhedsplan_desktop.rules.merge import Version
from helhedsplan_desktop.store.directory import Entry
from helhedsplan_protocol.limits import ANCESTORS
from helhedsplan_protocol.records import DELETE, MOVE, Body, Header

Row = dict[str, Any]

GONE: Final = frozenset({DELETE, MOVE})
"""Kinds that leave no living row; an erase has no body besides."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """R: a verified, opened version; `body` is None for an erase.

    Args:
        doubted: a person would not believe this deletion among so many: the record stays alive
            until a lead decides.
        put_out: its author had been taken out of the space that the record is at home in.
        brought_here: this device had brought the record to R's space, as what it signed there says.
    """

    rev: int
    header: Header
    body: Body | None
    doubted: bool = False
    put_out: bool = False
    brought_here: bool = False

    @property
    def noun(self) -> str:
        """The record's noun; empty for an erase."""
        return self.body.noun if self.body else ""

    def version(self) -> Version:
        """Return R as a side of a merge."""
        body = self.body
        if body is None or self.header.kind in GONE:
            at = body.claimed_time if body else 0
            resolved = body.resolved if body else ()
            return Version(
                self.header.vid, self.header.author, at, {}, resolved=resolved, deleted=True
            )
        return side_of(self.header.vid, self.header.author, body)


@dataclass(frozen=True, slots=True)
class Stored:
    """A sealed version that is here.

    Args:
        base: the version that it replaced, as its header says.
        opened: gives its side of a merge, None if it does not open; it is opened only if a merge
            needs it.
        said: gives its body, None if it does not open: what a `move` says of where a record went.
    """

    vid: bytes
    space: bytes
    kind: str
    base: bytes | None
    opened: Callable[[], Version | None]
    said: Callable[[], Body | None]


@dataclass(frozen=True, slots=True)
class Known:
    """What this laptop has of a record.

    Args:
        entry: its bookkeeping.
        row: its living row, None once deleted.
        mirror: the server's version as last known, in the space that the record is at home in.
        sent: the outstanding frozen version.
        relay: the version of an earlier lineage that the server lost: *mine* of a re-offer.
        device: this device, the author of what is unsent.
        elsewhere: the server's versions in other spaces, which the record has left.
    """

    entry: Entry
    row: Mapping[str, Any] | None
    mirror: Stored | None
    sent: Stored | None
    relay: Stored | None
    device: bytes
    elsewhere: Mapping[bytes, Stored] = field(default_factory=dict)

    @property
    def pure(self) -> bool:
        """True if the local version is the relay or the mirror, with nothing typed since."""
        entry = self.entry
        return not entry.dirty or (self.sent is None and entry.dirty == entry.frozen)

    @property
    def idle(self) -> bool:
        """True if nothing of the record waits to be sent or offered again."""
        return not self.entry.dirty and not self.entry.frozen and self.relay is None

    def went_into(self, tail: tuple[bytes, ...]) -> bool:
        """Return True if all that is here went into R: nothing waits, or only what R grew from."""
        if self.idle:
            return True
        relayed = self.sent is None and self.relay is not None and self.relay.vid in tail
        return relayed and self.pure and not self.holds_more(tail)

    def holds_more(self, tail: tuple[bytes, ...]) -> bool:
        """Return True if another space's row went into the local version and not into R."""
        mine = set(self.entry.ancestors).difference(tail)
        return any(each.vid in mine and each.kind not in GONE for each in self.elsewhere.values())

    def joined(self, tail: tuple[bytes, ...]) -> tuple[bytes, ...]:
        """Return the ancestors of what R, the local version and both their tails went into."""
        mine = self.entry.ancestors
        return tuple(dict.fromkeys((tail[0], *mine[:1], *tail[1:], *mine[1:])))[:ANCESTORS]

    def is_copy(self, tail: tuple[bytes, ...]) -> bool:
        """Return True if R and what is here grew from one version: ids of versions are no guess."""
        held = (self.mirror, self.sent, self.relay, *self.elsewhere.values())
        mine = {each.vid for each in held if each is not None}
        return not mine.union(self.entry.ancestors).isdisjoint(tail)

    def under_way(self, space: bytes, tail: tuple[bytes, ...]) -> bool:
        """Return True if a version is outstanding in another space than R's, not yet part of R."""
        sent = self.sent
        return sent is not None and sent.space != space and sent.vid not in tail


def came_back(left: Header, back: Body | None, home: bytes) -> bool:
    """Return True if a `move` undoes another: its record had left and has come back since.

    Args:
        left: header of the `move` out of a space.
        back: what the last `move` says that the server has in the space which the record went to.
        home: the space that it had left. Only what the first closed went into what the later one
            closed: so a `move` by which the record came to be there before is none that undoes.
    """
    return back is not None and back.to_space == home and left.base in back.ancestors


class Keep(Enum):
    """What becomes of a record's row."""

    STORE = "store"
    """It is written as the plan says."""

    DROP = "drop"
    """The record has no living row."""

    STAY = "stay"
    """It stays as it is."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What shall become of a record.

    Args:
        entry: its new bookkeeping; None: it stays as it is.
        row: its new row, if it is to be stored.
        takes_mirror: R becomes the mirror.
        rescues_mirror: the old mirror is kept to be offered again: the server lost it.
        ends_sent: what is outstanding in R's space is not sent again.
        ends_relay: the version of an earlier lineage is not offered again.
        ends_other: what is outstanding in other spaces is not sent again.
        merged: both sides' work met.
    """

    entry: Entry | None
    row: Row | None = None
    keep: Keep = Keep.STORE
    takes_mirror: bool = True
    rescues_mirror: bool = False
    ends_sent: bool = True
    ends_relay: bool = True
    ends_other: bool = False
    merged: bool = False


@dataclass(frozen=True, slots=True)
class Joined:
    """The bookkeeping of a merge's outcome; `same`: it is R, as far as content goes."""

    ancestors: tuple[bytes, ...]
    dirty: int
    frozen: int
    same: bool


def side_of(vid: bytes, author: bytes, body: Body) -> Version:
    """Return a living body as a side of a merge."""
    extra = body.extra | wire.unknown(body.noun, body.fields)
    known = {name: value for name, value in body.fields.items() if name not in extra}
    fields = wire.by_path(body.noun, wire.fields_of(body.noun, wire.row_of(body.noun, known)))
    return Version(vid, author, body.claimed_time, fields, extra, body.conflicts, body.resolved)
