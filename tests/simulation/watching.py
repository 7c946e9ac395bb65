"""What must hold of everything that travels and of every merge, checked as it happens."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, NamedTuple
from unittest.mock import patch

from helhedsplan_desktop.rules.merge import Merged, Version
from helhedsplan_desktop.rules.merge_types import MergeType, Safety, Scalar
from helhedsplan_desktop.sync import incorporate
from helhedsplan_desktop.sync.forks import Fork
from helhedsplan_desktop.sync.meeting import Meeting
from helhedsplan_protocol import routes
from helhedsplan_protocol.messages import Pull, PullPage, Push, PushAnswer
from helhedsplan_protocol.records import DELETE, ERASE, MOVE, PUT, Header, item_hash
from helhedsplan_protocol.wire import Wire, decode
from tests.simulation.ledger import Broken


class Sent(NamedTuple):
    """A version that went out; `relayed`: as it was, under a vouch."""

    lineage: bytes
    header: Header
    relayed: bool


class WireWatch:
    """Sees every request and answer.

    Attributes:
        pushed: items pushed so far, retries too.
        sealed: version to the hash of what travelled as it.
        travels: how often a record went out of a device or came in.
        comparing: devices that began to compare with the server and have not finished a cycle
            since: the cursor of a rebase goes ahead of what it fetches, and the digest tells.
    """

    def __init__(self) -> None:
        self.pushed = 0
        self.comparing: set[bytes] = set()
        self.sealed: dict[bytes, bytes] = {}
        self.travels = Counter[tuple[bytes, bytes]]()
        self._unanswered: dict[tuple[bytes, bytes, bytes], Sent] = {}
        self._rev_of: dict[tuple[bytes, bytes, bytes], int] = {}
        self._vid_at: dict[tuple[bytes, bytes, int], bytes] = {}
        self._held_in: defaultdict[tuple[bytes, bytes], set[bytes]] = defaultdict(set)

    def apart(self) -> "WireWatch":
        """Return what watches another server: what is sealed is one, revisions are its own."""
        other = WireWatch()
        other.comparing, other.sealed = self.comparing, self.sealed
        other.travels = self.travels
        other._unanswered, other._held_in = self._unanswered, self._held_in
        other._rev_of, other._vid_at = dict(self._rev_of), dict(self._vid_at)
        return other

    def asked(self, device: bytes, route: str, request: Wire) -> None:
        """Look at a request as it leaves a laptop."""
        if route == routes.HEADERS:
            self.comparing.add(device)
        if not isinstance(request, Push):
            return
        self.pushed += len(request.items)
        for item in request.items:
            header = decode(item.header, Header)
            self.travels[device, header.rid] += 1
            elsewhere = self._held_in[device, header.rid] - {header.space}
            # A tombstone that a restored server lost is relayed under a vouch, as it was sent.
            relayed = bool(request.vouches) and header.vid in self.sealed
            if header.kind == MOVE and not elsewhere and not relayed:
                raise Broken("MoveHoldsNew", f"{header.rid.hex()} is held in no other space")
            digest = item_hash(item.header, item.nonce, item.ct)
            if self.sealed.setdefault(header.vid, digest) != digest:
                raise Broken("VidOnce", f"{header.vid.hex()} was sealed twice")
            place = (device, request.space, header.rid)
            now = Sent(request.lineage, header, bool(request.vouches))
            before = self._unanswered.setdefault(place, now)
            # A push of another lineage can no longer be applied: its version is made anew.
            # An erase ends what is outstanding: it goes whatever came before, but another erase.
            ends = header.kind == ERASE and before.header.kind != ERASE
            # So does a `move`, of a relay that went into the copy in the new space: were the relay
            # taken after all, the `move` would conflict.
            ends = ends or (header.kind == MOVE and before.relayed)
            again = before.lineage == now.lineage and before.header.vid != header.vid and not ends
            if again and header.author == device:
                raise Broken(
                    "RetryBytesIdentical",
                    f"{header.rid.hex()}: {before.header.vid.hex()} had no answer,"
                    f" now {header.vid.hex()}",
                )
            self._unanswered[place] = now

    def answered(self, device: bytes, route: str, request: Wire, answer: Wire | None) -> None:
        """Look at an answer as it reaches a laptop; None: it did not."""
        if isinstance(request, Push) and isinstance(answer, PushAnswer):
            self._push_answered(device, request, answer)
        elif isinstance(request, Pull) and isinstance(answer, PullPage):
            for item in answer.items:
                header = decode(item.header, Header)
                if header.space != request.space:
                    raise Broken("S9", f"{route} answered another space's row")
                self.travels[device, header.rid] += 1
                self._unanswered.pop((device, request.space, header.rid), None)
                self._note_held(device, header)

    def given_up(self, device: bytes, common_n: int) -> None:
        """Note that a laptop goes over to another branch of the log: its own ended at an entry.

        What it sealed under later ones nobody could read, and is made anew.
        """
        for place, sent in list(self._unanswered.items()):
            if place[0] == device and sent.header.log_n > common_n:
                del self._unanswered[place]

    def _note_held(self, device: bytes, header: Header) -> None:
        """Note in which spaces a laptop knows a record to stand."""
        held = self._held_in[device, header.rid]
        (held.add if header.kind in {PUT, DELETE} else held.discard)(header.space)

    def _push_answered(self, device: bytes, request: Push, answer: PushAnswer) -> None:
        if len(answer.results) != len(request.items):
            raise Broken("S5", "a push was not answered item by item")
        for item, result in zip(request.items, answer.results, strict=True):
            header = decode(item.header, Header)
            self._unanswered.pop((device, request.space, header.rid), None)
            if result.rev is None:
                continue
            self._note_held(device, header)
            place = (request.space, answer.lineage, result.vid)
            if self._rev_of.setdefault(place, result.rev) != result.rev:
                raise Broken("VidOnce", f"{result.vid.hex()} was given two revisions")
            at = (request.space, answer.lineage, result.rev)
            if self._vid_at.setdefault(at, result.vid) != result.vid:
                raise Broken("RevsGapFree", f"revision {result.rev} was given twice")


Merge = Callable[
    [Mapping[str, MergeType], Version | None, Version, Version, Callable[[], bytes]], Merged
]


@contextmanager
def watched(watch: WireWatch) -> Iterator[None]:
    """Check every merge, and tell a watch what it cannot see on the wire."""
    with _merges_checked(), _branches_told(watch):
        yield


@contextmanager
def _branches_told(watch: WireWatch) -> Iterator[None]:
    """Tell a watch when a laptop gives up the branch of the log that it stood on."""
    real: Callable[[Meeting, Fork], None] = vars(Meeting)["go_over"]

    def go_over(meeting: Meeting, fork: Fork) -> None:
        if fork.ours:
            watch.given_up(meeting._trust.device, fork.common_n)
        real(meeting, fork)

    with patch.object(Meeting, "go_over", go_over):
        yield


@contextmanager
def _merges_checked() -> Iterator[None]:
    """Check every merge against rules that are written here a second time."""
    real: Merge = vars(incorporate)["merge"]

    def watched(
        paths: Mapping[str, MergeType],
        base: Version | None,
        local: Version,
        remote: Version,
        fresh_vid: Callable[[], bytes],
    ) -> Merged:
        made: list[bytes] = []

        def fresh() -> bytes:
            made.append(fresh_vid())
            return made[-1]

        out = real(paths, base, local, remote, fresh)
        again = iter(made)
        if real(paths, base, local, remote, lambda: next(again)) != out:
            raise Broken("MergeDeterministic", "the same merge gave two outcomes")
        if not (local.deleted or remote.deleted or out.deleted):
            for path, kind in paths.items():
                _check_path(path, kind, base, local, remote, out)
        return out

    vars(incorporate)["merge"] = watched
    try:
        yield
    finally:
        vars(incorporate)["merge"] = real


def _check_path(
    path: str,
    kind: MergeType,
    base: Version | None,
    local: Version,
    remote: Version,
    out: Merged,
) -> None:
    mine, theirs = local.fields.get(path), remote.fields.get(path)
    known = base is not None and not base.deleted
    before = base.fields.get(path) if base is not None else None
    changed = [value for value in (mine, theirs) if not known or value != before]
    if isinstance(kind, Safety) and changed:
        safest = min(_rank(kind, value) for value in changed)
        if _rank(kind, out.fields[path]) > safest:
            raise Broken("SafestStands", f"{path} is {out.fields[path]!r} of {changed}")
    if isinstance(kind, Scalar | Safety) and len(changed) > 1 and mine != theirs:
        for side in (local, remote):
            if not _visible(path, side, out):
                raise Broken("LoserIsVisible", f"{path} {side.fields.get(path)!r} is nowhere")


def _visible(path: str, side: Version, out: Merged) -> bool:
    value = side.fields.get(path)
    if out.fields[path] == value:
        return True
    if any(each.path == path and each.value == value for each in out.conflicts):
        return True
    return any(each.path == path and each.vid == side.vid for each in out.resolved)


def _rank(kind: Safety, value: Any) -> int:
    return kind.order.index(value)
