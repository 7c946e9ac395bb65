"""Devices that work at a real server until it is gone, and note what it acknowledged."""

import random
import threading
from collections.abc import Callable
from dataclasses import dataclass, field

import httpx
from typing_extensions import override

from helhedsplan_protocol import messages, roster, routes
from helhedsplan_protocol.messages import Problem, PushAnswer
from helhedsplan_protocol.roster import SignedEntry
from helhedsplan_protocol.wire import decode, encode
from tests.support.organisation import Laptop
from tests.support.pushes import Version, Writer
from tests.support.site import Site
from tests.support.wire_client import WireClient


@dataclass
class Acts:
    """What all devices of a town were told; each method may be called from any thread.

    Attributes:
        revs: version -> acknowledged revision.
        rid_of: version -> its record, of every version that was ever sent.
        fresh_vids: versions that begin a record.
        erased: records whose erase was acknowledged.
        pending_pushes: version -> record of pushes that got no answer.
        pending_append: the entries of a roster append that got no answer.
    """

    site: Site
    lineage: bytes
    revs: dict[bytes, int] = field(default_factory=dict)
    rid_of: dict[bytes, bytes] = field(default_factory=dict)
    fresh_vids: set[bytes] = field(default_factory=set)
    erased: set[bytes] = field(default_factory=set)
    erase_vids: set[bytes] = field(default_factory=set)
    current: dict[bytes, bytes] = field(default_factory=dict)
    pending_pushes: list[dict[bytes, bytes]] = field(default_factory=list)
    pending_append: tuple[SignedEntry, ...] | None = None
    lock: threading.Lock = field(default_factory=threading.Lock)

    def sent(self, versions: list[Version]) -> None:
        """Note what leaves now."""
        with self.lock:
            self.rid_of |= {v.header.vid: v.header.rid for v in versions}
            new = [v.header for v in versions if v.header.base is None and v.header.kind == "put"]
            self.fresh_vids |= {header.vid for header in new}

    def learn(self, found: dict[bytes, tuple[bytes, int]]) -> None:
        """Note version -> (record, revision) of what turned out to be applied."""
        with self.lock:
            for vid, (rid, rev) in found.items():
                self.revs[vid] = rev
                self.rid_of[vid] = rid
                if rid in self.current and self.revs.get(self.current[rid], 0) < rev:
                    self.current[rid] = vid

    def some_rid(self, rng: random.Random) -> bytes | None:
        """Return a record that somebody pushed; None before the first."""
        with self.lock:
            return rng.choice(list(self.current)) if self.current else None


class Device:
    """A worker's laptop: pushes new records and edits of its own.

    Attributes:
        failed: what it did not expect; None if all went as it should.
    """

    def __init__(self, acts: Acts, laptop: Laptop, client: WireClient) -> None:
        self.acts = acts
        self.laptop = laptop
        self.client = client
        self.failed: Exception | None = None
        self.rng = random.Random()

    def work(self, seed: float) -> None:
        """Work until the server is gone."""
        self.rng.seed(seed)
        try:
            while True:
                self.act()
        except httpx.TransportError:
            pass
        except Exception as failed:  # noqa: BLE001  the thread that killed asks for it
            self.failed = failed

    def act(self) -> None:
        """Push one to three versions."""
        writer = self.writer()
        versions = [self._version(writer) for _ in range(self.rng.randint(1, 3))]
        self.push(writer, versions)

    def writer(self) -> Writer:
        """Return a hand that seals as the log stands now."""
        site = self.acts.site
        epoch = site.org.state.epoch(site.team.space)
        return Writer(site.org, self.laptop, site.team.space, self.acts.lineage, epoch)

    def push(self, writer: Writer, versions: list[Version]) -> PushAnswer | None:
        """Send versions and note what came back; None if all of them must wait."""
        self.acts.sent(versions)
        under_way = {v.header.vid: v.header.rid for v in versions}
        answer = self.ask(
            routes.PUSH,
            encode(writer.push(*versions)),
            lost=lambda: self.acts.pending_pushes.append(under_way),
        )
        if answer is None:
            return None
        told = decode(answer, PushAnswer)
        with self.acts.lock:
            for version, result in zip(versions, told.results, strict=True):
                self._note(version, result)
        return told

    def ask(self, path: str, body: bytes, lost: Callable[[], None]) -> bytes | None:
        """Return the answer; None for a refusal that passes. Calls `lost` if none came."""
        try:
            response = self.client.raw(path, body)
        except httpx.TransportError:
            with self.acts.lock:
                lost()
            raise
        if response.status_code == 200:
            return response.content
        code = decode(response.content, Problem).code.value
        # A rotation of the lead stands between; the next try knows of it.
        assert code in {"busy", "log_stale", "epoch_stale"}, code
        return None

    def _version(self, writer: Writer) -> Version:
        rid = self.acts.some_rid(self.rng) if self.rng.random() < 0.4 else None
        base = self.acts.current.get(rid) if rid else None
        return writer.version(rid if base else None, base, size=self.rng.choice([272, 1040, 9000]))

    def _note(self, version: Version, result: messages.ItemResult) -> None:
        acts, header = self.acts, version.header
        if result.status == "applied":
            assert result.rev is not None
            acts.revs[header.vid] = result.rev
            if header.kind == "erase":
                acts.erased.add(header.rid)
                acts.erase_vids.add(header.vid)
                acts.current.pop(header.rid, None)
            elif header.rid not in acts.erased:
                acts.current[header.rid] = header.vid
        elif result.status == "erased":
            acts.current.pop(header.rid, None)
        else:
            codes = {None, "log_stale", "epoch_stale"}
            assert result.status == "conflict" or result.code in codes, result


class Lead(Device):
    """A lead's laptop: erases, signs policies and changes keys."""

    @override
    def act(self) -> None:
        """Do one thing that only a lead may."""
        deed = self.rng.random()
        if deed < 0.45:
            self._erase()
        elif deed < 0.85:
            lock = str(self.rng.randint(1, 60))
            self._append(("policy", roster.Policy({"lock": lock})))
        else:
            self._rotate()

    def _erase(self) -> None:
        rid = self.acts.some_rid(self.rng)
        if rid is not None:
            writer = self.writer()
            self.push(writer, [writer.version(rid, kind="erase")])

    def _rotate(self) -> None:
        site = self.acts.site
        told = self.ask(routes.SPACES, encode(messages.Empty()), lost=lambda: None)
        assert told is not None
        spaces = decode(told, messages.SpacesAnswer).spaces
        state = next(s for s in spaces if s.space == site.team.space)
        self._append(("rotate", site.org.rotate(state.space, state.lineage, state.head)))

    def _append(self, act: tuple[roster.EntryType, roster.Policy | roster.Rotate]) -> None:
        site = self.acts.site
        entries, after = site.org.make(self.laptop, act)
        grants = site.org.grants(self.laptop, site.org.state, after)
        request = messages.RosterAppend(entries, tuple(grants))

        def lost() -> None:
            self.acts.pending_append = entries

        if self.ask(routes.ROSTER_APPEND, encode(request), lost) is not None:
            site.org.add(*entries)
