"""A second client of the sync protocol: it follows docs/sync.md and shares no code with us."""

import os
import time
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from tests.second_client import keys
from tests.second_client.keys import RefusedError
from tests.second_client.merging import Content, merge
from tests.second_client.restoring import offered_again
from tests.second_client.roster import Roster
from tests.second_client.shapes import (
    Batch,
    Body,
    EnrolTerms,
    Header,
    Headers,
    History,
    PullItem,
    PullPage,
    PushAnswer,
    RosterPage,
    SpacesAnswer,
    SpaceState,
    decode,
    encode,
)
from tests.second_client.wire import Wire


@dataclass
class Mirror:
    """The server's current version of a record, as it was last seen."""

    vid: bytes
    rev: int
    content: Content


@dataclass
class Copy:
    """What this client holds of one space."""

    lineage: bytes
    epoch: int = 1
    cursor: int = 0
    mirrors: dict[bytes, Mirror] = field(default_factory=dict)
    local: dict[bytes, Content] = field(default_factory=dict)
    vids: dict[bytes, bytes] = field(default_factory=dict)
    """rid -> vid of every row that counts in the digest, also of what could not be opened."""
    quarantine: dict[bytes, PullItem] = field(default_factory=dict)


class Client:
    """One device; everything lives in memory."""

    def __init__(self, address: str) -> None:
        self.wire = Wire(address)
        self.device = os.urandom(16)
        self.signing = Ed25519PrivateKey.generate()
        self.sealing = X25519PrivateKey.generate()
        self.ratchet: bytes | None = None
        self.keys: dict[tuple[bytes, int], bytes] = {}
        self.copies: dict[bytes, Copy] = {}
        self.org = b""
        self.roster: Roster

    # --- joining ----------------------------------------------------------------------------------

    def enrol(self, code: str) -> None:
        """Show the code, check the terms, hand in the keys."""
        invite, secret = keys.read_code(code)
        proof = keys.hkdf(secret, b"srv1")
        terms: EnrolTerms = self.wire.ask("enrol/start", EnrolTerms, invite, proof)
        expected = keys.mac(
            keys.hkdf(secret, b"root1"),
            terms.root_key,
            terms.org,
            terms.role.encode(),
            *terms.spaces,
            keys.number(terms.expires_at),
        )
        if expected != terms.root_mac:
            raise RefusedError("root_mac")
        publics = (self.device, *self.publics())
        mac = keys.mac(keys.hkdf(secret, b"enrol1"), *publics, keys.number(invite))
        self.wire.ask("enrol/submit", list, invite, proof, (*publics, mac))
        self.org, self._proof = terms.org, (invite, proof)
        self.roster = Roster(terms.root_key)

    def publics(self) -> tuple[bytes, bytes]:
        """Return this device's signing key and sealing key, public halves."""
        pairs = (self.signing, self.sealing)
        signing, sealing = (pair.public_key().public_bytes_raw() for pair in pairs)
        return signing, sealing

    def enrolment(self) -> str:
        """Return what became of the enrolment."""
        (state,) = self.wire.ask("enrol/status", tuple[str], *self._proof)
        return str(state)

    def open_session(self) -> None:
        session = self.wire.session(self.device, self.signing, self.ratchet)
        self.ratchet = session.ratchet

    # --- the round --------------------------------------------------------------------------------

    def sync(self) -> None:
        """Run one round over every space."""
        answer: SpacesAnswer = self.wire.ask("spaces", SpacesAnswer)
        if answer.roster_n > self.roster.n:
            self._take_roster()
        if answer.roster_hash != self.roster.hash:
            raise RefusedError("the server's log is another")
        for state in answer.spaces:
            copy = self.copies.setdefault(state.space, Copy(state.lineage))
            lost = copy.lineage != state.lineage or state.head < copy.cursor
            if lost:
                self.copies[state.space] = Copy(state.lineage)
            self.copies[state.space].epoch = self.roster.spaces[state.space].epoch
            self.pull(state)
            if lost:
                self._offer_again(copy, self.copies[state.space])
            if self._push_dirty(state):
                self.pull(state)
                self._push_dirty(state)

    def _offer_again(self, before: Copy, now: Copy) -> None:
        held = {rid: mirror.content for rid, mirror in before.mirrors.items()} | before.local
        for rid, content in held.items():
            old, new = before.mirrors.get(rid), now.mirrors.get(rid)
            if rid in now.vids and new is None:
                continue  # erased, or in quarantine
            mirror, theirs = (each.content if each else None for each in (old, new))
            made = offered_again(content, mirror, theirs)
            if made is not None:
                now.local[rid] = self._mine(made)

    def _take_roster(self) -> None:
        page: RosterPage = self.wire.ask("roster/pull", RosterPage, self.roster.n + 1)
        self.roster.extend(page.entries)
        if self.roster.org != self.org:
            raise RefusedError("org")
        for signed in page.grants:
            grant = self.roster.check_grant(signed)
            if grant.to != self.device or grant.suite != 1:
                continue
            info = b"grant1" + grant.org + grant.space + keys.number(grant.epoch) + grant.to
            key = keys.hpke_open(self.sealing, info, grant.enc, grant.ct)
            if self.roster.spaces[grant.space].canaries[grant.epoch] != keys.canary(
                key, grant.space, grant.epoch
            ):
                raise RefusedError("canary")
            self.keys[grant.space, grant.epoch] = key

    def pull(self, state: SpaceState) -> None:
        """Fetch what is new in a space and compare the digests."""
        copy = self.copies[state.space]
        more = True
        while more:
            page: PullPage = self.wire.ask(
                "pull", PullPage, state.space, copy.lineage, copy.cursor, 500
            )
            opened = [(item, *self.verified(state.space, page, item)) for item in page.items]
            for item, header, content in opened:
                self._take(copy, item, header, content)
            copy.cursor, more = page.next, page.more
        if page.digest is not None and page.digest != self.digest(state.space):
            raise RefusedError("digest")

    def verified(
        self, space: bytes, page: Any, item: PullItem, *, old: bool = False
    ) -> tuple[Header, Content | None]:
        """Return a version whose signature holds; no content if it cannot be opened."""
        header: Header = decode(item.header, Header)
        signed = page.batches[item.batch_no]
        batch: Batch = decode(signed.data, Batch)
        author = self.roster.devices.get(header.author)
        told = (header.org, header.space, header.epoch, header.author)
        if (
            author is None
            or told != (batch.org, batch.space, batch.epoch, batch.author)
            or header.org != self.roster.org
            or header.space != space
        ):
            raise RefusedError("header")
        keys.verify(author.signing_key, b"batch1", (signed.data, signed.sig))
        if keys.sha(item.header, item.nonce, item.ct) not in batch.item_hashes:
            raise RefusedError("hash")
        if not self.roster.may_write(header.author, space, header.log_n, header.kind):
            raise RefusedError("author")
        self._check_epoch(space, header, item, old=old)
        key = self.keys.get((space, header.epoch))
        if header.kind == "erase" or key is None:
            return header, None
        return header, self._opened(key, header, item)

    def _check_epoch(self, space: bytes, header: Header, item: PullItem, *, old: bool) -> None:
        facts, copy = self.roster.spaces[space], self.copies[space]
        if old or header.epoch == facts.epoch or item.vouch_no is not None:
            return
        lineage, head = facts.ends.get(header.epoch, (b"", -1))
        acknowledged = facts.acknowledged.get(copy.lineage, 0)
        if not ((lineage == copy.lineage and item.rev <= head) or item.rev <= acknowledged):
            raise RefusedError("epoch")

    def _opened(self, key: bytes, header: Header, item: PullItem) -> Content:
        cipher, commit = keys.record_keys(key, header.space, header.rid, header.vid)
        if commit != header.commit:
            raise RefusedError("commit")
        body: Body = decode(keys.open_sealed(cipher, item.header, item.nonce, item.ct), Body)
        return Content(
            body.noun,
            body.fields,
            body.extra,
            body.conflicts,
            body.resolved,
            body.ancestors,
            header.kind != "put",
            header.vid,
            header.author,
            body.claimed_time,
            header.min_writer,
        )

    def _take(self, copy: Copy, item: PullItem, header: Header, content: Content | None) -> None:
        rid = header.rid
        copy.vids[rid] = header.vid
        if header.kind == "erase":
            copy.mirrors.pop(rid, None)
            copy.local.pop(rid, None)
            return
        if content is None:
            copy.quarantine[rid] = item
            return
        mirror, local = copy.mirrors.get(rid), copy.local.get(rid)
        copy.mirrors[rid] = Mirror(header.vid, item.rev, content)
        if local is None or (mirror and mirror.vid == header.vid):
            return
        if local.vid in (header.vid, *content.ancestors):
            del copy.local[rid]  # it went into what stands there now
            return
        joined = merge(mirror.content if mirror else None, local, content)
        if joined.says() == content.says():
            del copy.local[rid]
            return
        joined.ancestors = (header.vid, *content.ancestors)[:32]
        joined.min_writer = max(local.min_writer, content.min_writer)
        copy.local[rid] = self._mine(joined)

    # --- a person's work --------------------------------------------------------------------------

    def create(self, space: bytes, noun: str, **fields: Any) -> bytes:
        """Write a new record; return its rid (a UUIDv7)."""
        random = bytearray(os.urandom(10))
        random[0] = 0x70 | random[0] & 0x0F
        random[2] = 0x80 | random[2] & 0x3F
        rid = int(time.time() * 1000).to_bytes(6, "big") + bytes(random)
        self.copies[space].local[rid] = self._mine(Content(noun, fields))
        return rid

    def edit(self, space: bytes, rid: bytes, **fields: Any) -> None:
        now = self.read(space, rid)
        made = Content(
            now.noun,
            now.fields | fields,
            now.extra,
            now.conflicts,
            now.resolved,
            min_writer=now.min_writer,
        )
        self._put(space, rid, made)

    def delete(self, space: bytes, rid: bytes) -> None:
        now = self.read(space, rid)
        made = Content(now.noun, {}, deleted=True, resolved=now.resolved, min_writer=now.min_writer)
        self._put(space, rid, made)

    def read(self, space: bytes, rid: bytes) -> Content:
        copy = self.copies[space]
        return copy.local.get(rid) or copy.mirrors[rid].content

    def find(self, space: bytes, noun: str) -> dict[bytes, Content]:
        """Return the living records of a noun."""
        rids = {**self.copies[space].mirrors, **self.copies[space].local}
        found = {rid: self.read(space, rid) for rid in rids}
        return {rid: c for rid, c in found.items() if c.noun == noun and not c.deleted}

    def _put(self, space: bytes, rid: bytes, content: Content) -> None:
        copy = self.copies[space]
        mirror, unsent = copy.mirrors.get(rid), copy.local.get(rid)
        if unsent:
            content.ancestors = unsent.ancestors
            if unsent.vid:
                content.ancestors = (unsent.vid, *unsent.ancestors)[:32]
        elif mirror:
            content.ancestors = (mirror.vid, *mirror.content.ancestors)[:32]
        copy.local[rid] = self._mine(content)

    def _mine(self, content: Content) -> Content:
        content.vid, content.author, content.at = None, self.device, int(time.time() * 1000)
        return content

    # --- pushing ----------------------------------------------------------------------------------

    def sealed(self, space: bytes, rid: bytes) -> tuple[bytes, bytes, bytes]:
        """Return header, nonce and ciphertext of a local version, which gets its vid now."""
        content = self.copies[space].local[rid]
        content.vid = os.urandom(16)
        kind = "delete" if content.deleted else "put"
        header = encode(self.header(space, rid, kind, content.vid, content.min_writer))
        cipher, _ = self._record_keys(space, rid, content.vid)
        body = Body(
            content.noun,
            content.fields,
            content.extra,
            content.conflicts,
            content.resolved,
            content.ancestors,
            1,
            content.at,
        )
        nonce = os.urandom(12)
        return header, nonce, keys.seal(cipher, header, encode(body), nonce)

    def header(self, space: bytes, rid: bytes, kind: str, vid: bytes, min_writer: int) -> Header:
        """Return the header of a version over the mirror."""
        copy = self.copies[space]
        mirror = copy.mirrors.get(rid)
        return Header(
            1,
            self.org,
            space,
            rid,
            vid,
            mirror.vid if mirror else None,
            copy.epoch,
            kind,
            1,
            min_writer,
            None,
            self.device,
            self.roster.n,
            (),
            self._record_keys(space, rid, vid)[1],
        )

    def _record_keys(self, space: bytes, rid: bytes, vid: bytes) -> tuple[bytes, bytes]:
        return keys.record_keys(self.keys[space, self.copies[space].epoch], space, rid, vid)

    def send(self, space: bytes, items: list[tuple[bytes, bytes, bytes]]) -> PushAnswer:
        """Push sealed versions under one batch."""
        copy = self.copies[space]
        hashes = tuple(keys.sha(*item) for item in items)
        batch = encode(Batch(1, self.org, space, self.device, self.roster.n, copy.epoch, hashes))
        self.sent = (
            space,
            copy.lineage,
            ((batch, self.signing.sign(b"batch1" + batch)),),
            tuple((*item, 0) for item in items),
        )
        answer: PushAnswer = self.wire.ask("push", PushAnswer, *self.sent)
        return answer

    def _push_dirty(self, state: SpaceState) -> bool:
        """Push what is unsent; return whether something met a conflict."""
        copy = self.copies[state.space]
        rids = [rid for rid in copy.local if rid not in copy.quarantine]
        if not rids:
            return False
        answer = self.send(state.space, [self.sealed(state.space, rid) for rid in rids])
        for rid, result in zip(rids, answer.results, strict=True):
            if result.status in ("applied", "duplicate"):
                content = copy.local.pop(rid)
                copy.mirrors[rid] = Mirror(result.vid, result.rev or 0, content)
                copy.vids[rid] = result.vid
            elif result.status != "conflict":
                raise RefusedError(f"{result.status} {result.code}")
        return any(result.status == "conflict" for result in answer.results)

    # --- comparing and looking back ---------------------------------------------------------------

    def digest(self, space: bytes) -> bytes:
        return keys.sha(*keys.bucket_digests(self.copies[space].vids))

    def headers(self, space: bytes, *buckets: int) -> Headers:
        lineage = self.copies[space].lineage
        found: Headers = self.wire.ask("headers", Headers, space, lineage, buckets)
        return found

    def history(self, space: bytes, rid: bytes) -> list[Content | None]:
        """Return the superseded versions of a record, the newest first."""
        page: History = self.wire.ask("history", History, space, rid)
        return [self.verified(space, page, item, old=True)[1] for item in page.items]
