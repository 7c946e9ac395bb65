"""Judging what a page brought, before anything of it is opened."""

from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from typing import Final

from helhedsplan_desktop.crypto.signing import verify
from helhedsplan_desktop.sync.trust import Trust
from helhedsplan_desktop.sync.versions import CannotOpenError
from helhedsplan_protocol.records import (
    BATCH_LABEL,
    ERASE,
    VOUCH_LABEL,
    Batch,
    Header,
    PullItem,
    Signed,
    Vouch,
    item_hash,
)
from helhedsplan_protocol.roster import Role
from helhedsplan_protocol.version import PROTOCOL
from helhedsplan_protocol.wire import MalformedError, decode

_WORTH_THREADS: Final = 16
_WRITERS: Final = frozenset({"worker", "lead"})
_ERASERS: Final = frozenset({"lead"})


@dataclass(frozen=True, slots=True)
class Manifest:
    """A signed manifest and what we make of it.

    Attributes:
        good: True if its author signed it.
        role: of its author at its `log_n`, None if he was not a member of its space then.
    """

    signed: Signed
    batch: Batch | None
    good: bool
    hashes: frozenset[bytes]
    role: Role | None = None


@dataclass(frozen=True, slots=True)
class VouchPaper:
    """A signed vouch and what we make of it."""

    signed: Signed
    vouch: Vouch | None
    good: bool
    hashes: frozenset[bytes]


def verify_manifests(
    trust: Trust, batches: Sequence[Signed], executor: Executor, give_way: Callable[[], None]
) -> list[Manifest]:
    """Return each manifest with its verdict; many are verified on the executor's threads.

    Args:
        give_way: waits while a person saves; called before each.
    """

    def work(signed: Signed) -> Manifest:
        give_way()
        return _manifest(trust, signed)

    if len(batches) < _WORTH_THREADS:
        return [work(signed) for signed in batches]
    half = len(batches) // 2
    other = executor.submit(lambda: [work(signed) for signed in batches[half:]])
    return [work(signed) for signed in batches[:half]] + other.result()


def verify_vouches(trust: Trust, vouches: Sequence[Signed]) -> list[VouchPaper]:
    """Return each vouch with its verdict."""
    return [_vouch(trust, signed) for signed in vouches]


def _manifest(trust: Trust, signed: Signed) -> Manifest:
    try:
        batch = decode(signed.bytes, Batch)
    except MalformedError:
        return Manifest(signed, None, good=False, hashes=frozenset())
    roster = trust.roster
    key = roster.signing_key(batch.author)
    good = key is not None and verify(key, BATCH_LABEL, signed.bytes, signed.sig)
    member = roster.is_member_at(batch.author, batch.space, batch.log_n)
    role = roster.role_at(batch.author, batch.log_n) if member else None
    return Manifest(signed, batch, good, frozenset(batch.item_hashes), role)


def _vouch(trust: Trust, signed: Signed) -> VouchPaper:
    try:
        vouch = decode(signed.bytes, Vouch)
    except MalformedError:
        return VouchPaper(signed, None, good=False, hashes=frozenset())
    key = trust.roster.signing_key(vouch.author)
    good = key is not None and verify(key, VOUCH_LABEL, signed.bytes, signed.sig)
    return VouchPaper(signed, vouch, good, frozenset(vouch.item_hashes))


def header_of(item: PullItem) -> Header:
    """Return the decoded header.

    Raises:
        CannotOpenError: bad_header.
    """
    try:
        return decode(item.header, Header)
    except MalformedError as bad:
        raise CannotOpenError("bad_header") from bad


def judge(
    trust: Trust,
    space: bytes,
    lineage: bytes,
    item: PullItem,
    header: Header,
    manifest: Manifest | None,
    vouch: VouchPaper | None,
    *,
    known: bool,
) -> None:
    """Pass if a version may be opened.

    Args:
        trust: the roster and keys.
        space: the space that was asked for.
        lineage: its present lineage.
        item: as it travelled.
        header: of the item.
        manifest: the one that the item names; None if the page lacks it.
        vouch: likewise; None if the item names none.
        known: True if this version was judged or made here before.

    Raises:
        CannotOpenError: with the reason for quarantine.
    """
    digest = item_hash(item.header, item.nonce, item.ct)
    batch = manifest.batch if manifest else None
    if batch and batch.log_n > trust.roster.n and not trust.roster.signing_key(batch.author):
        # Perhaps of somebody who is newer than the roster here: it is not said to be spoilt.
        raise CannotOpenError("log_ahead")
    if manifest is None or batch is None or not manifest.good or digest not in manifest.hashes:
        raise CannotOpenError("bad_signature")
    same = (header.org, header.space, header.epoch, header.author) == (
        batch.org,
        batch.space,
        batch.epoch,
        batch.author,
    )
    if not same or header.space != space or header.org != trust.org or header.v != PROTOCOL:
        raise CannotOpenError("bad_header")
    if (batch.log_n > trust.log_n and not known) or header.log_n != batch.log_n:
        raise CannotOpenError("log_ahead")
    # Header and manifest agree on author, space and log: the manifest's standing is the header's.
    if manifest.role not in (_ERASERS if header.kind == ERASE else _WRITERS):
        raise CannotOpenError("bad_author")
    if not known:
        _judge_epoch(trust, lineage, item, header, digest, vouch)


def _judge_epoch(
    trust: Trust,
    lineage: bytes,
    item: PullItem,
    header: Header,
    digest: bytes,
    vouch: VouchPaper | None,
) -> None:
    """Pass a version of the present epoch, or of an ended one that cannot be a forgery."""
    present = trust.roster.epoch(header.space)
    if header.epoch == present:
        return
    if header.epoch > present:
        raise CannotOpenError("log_ahead")
    ended = trust.roster.ended_head(header.space, header.epoch)
    if ended is not None and ended.lineage == lineage and item.rev <= ended.head:
        return
    if item.rev <= trust.roster.acknowledged_head(header.space, lineage):
        return
    if vouch is not None and _vouched(trust, item, header, lineage, digest, vouch):
        return
    raise CannotOpenError("late_epoch")


def _vouched(
    trust: Trust,
    item: PullItem,
    header: Header,
    lineage: bytes,
    digest: bytes,
    paper: VouchPaper,
) -> bool:
    """Return True if a member gave his word, under an epoch that had not ended before the row."""
    vouch = paper.vouch
    if vouch is None or not paper.good or digest not in paper.hashes:
        return False
    if vouch.epoch != trust.roster.epoch(header.space):
        ended = trust.roster.ended_head(header.space, vouch.epoch)
        if ended is None or ended.lineage != lineage or item.rev > ended.head:
            return False
    return (
        (vouch.v, vouch.org, vouch.space) == (PROTOCOL, trust.org, header.space)
        and vouch.lineage == lineage
        and trust.roster.role_at(vouch.author, vouch.log_n) in {"worker", "lead"}
        and trust.roster.is_member_at(vouch.author, header.space, vouch.log_n)
    )
