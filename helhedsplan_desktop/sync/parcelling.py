"""Handing over what can no longer be sent: sealed, for a lead of the space to take over.

A laptop that was put out, or whose person was taken out of a space, holds work that no push will
take; so does one whose record went into a space that it cannot see. It is sealed under the last key
that was granted and put beside the space; it stays here too, and is put again when the server was
restored. What was refused for another reason goes the same way if its person says so.
Source: docs/sync.md, parcels.
"""

import hashlib
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Final

from sqlalchemy import Connection

from helhedsplan_desktop.foundation.clock import Clock, milliseconds
from helhedsplan_desktop.foundation.ids import Randomness
from helhedsplan_desktop.store import directory, identity, parcels, refusals, sealed, sync_marks
from helhedsplan_desktop.store.store import Store
from helhedsplan_desktop.store.tables import ERASED, MIRROR, RELAY, SENT
from helhedsplan_desktop.store.unit_of_work import UnitOfWork
from helhedsplan_desktop.sync.freezing import Freezer
from helhedsplan_desktop.sync.parcel_post import ITEMS, Packed, ParcelPost, as_they_are
from helhedsplan_desktop.sync.trust import Trust
from helhedsplan_desktop.sync.versions import SealedVersion, Sealer
from helhedsplan_protocol.error_codes import ErrorCode
from helhedsplan_protocol.records import PushItem

_PUT_UNDER: Final = "parcels_restore_id"

Unsent = Sequence[tuple[bytes, int]]
"""Record ids with the edit numbers that a parcel holds of them."""


class Parceller:
    """Makes the parcels of one device."""

    def __init__(
        self,
        store: Store,
        post: ParcelPost,
        trust: Trust,
        freezer: Freezer,
        randomness: Randomness,
        clock: Clock,
    ) -> None:
        self._store = store
        self._post = post
        self._trust = trust
        self._freezer = freezer
        self._randomness = randomness
        self._clock = clock

    def hand_over(self, mine: Collection[bytes], seen: Collection[bytes]) -> list[bytes]:
        """Put what cannot be sent beside its spaces; return those of which a `move` may go on.

        That is what is unsent in spaces that this device cannot push to, and all that it holds of
        them if the server was restored since it was in line; and unsent work on records that went
        out of sight, which then go from here too. What does not get through is kept here and tried
        again.

        Args:
            mine: the spaces that this device may still push to.
            seen: the spaces that it still fetches; to a reader they are more.
        """
        with self._store.read() as connection:
            me = identity.read(connection)
            left = [space for space in parcels.spaces(connection) if space not in mine]
            due = [
                (space, whole)
                for space in left
                for whole in (space not in seen and not parcels.was_in_line(me, space),)
                if self._is_new(connection, me, space, whole=whole)
            ]
            away = self._gone_away(connection, mine)
            wished = self._wished(connection, mine)
            waiting = bool(parcels.to_put(connection))
        restored = me.get(_PUT_UNDER) != me.get(identity.RESTORE_ID)
        if not due and not away and not wished and not waiting and not restored:
            return []
        with self._store.write_for_sync() as unit:
            for space, whole in due:
                self._make(unit.connection, me, space, whole=whole)
            for space, found in away.items():
                self._make_away(unit, space, found)
            for space, found in wished.items():
                self._make_wished(unit, space, found)
            if restored:
                parcels.put_again(unit.connection)
                identity.put(
                    unit.connection, **{_PUT_UNDER: me.get(identity.RESTORE_ID) or bytes(16)}
                )
        self._post.put_all()
        return [space for space in away if self._let_go(space)]

    # --- spaces that are left ---------------------------------------------------------------------

    def _is_new(
        self, connection: Connection, me: identity.Identity, space: bytes, *, whole: bool
    ) -> bool:
        """Return True if what is to be handed over of a space is in no parcel yet."""
        if not self._opens(space):
            return False
        found = parcels.unsent(connection, space)
        standing = parcels.digest_of(connection, parcels.left(space))
        return (bool(found) or whole) and standing != _digest(me, found, whole)

    def _make(
        self, connection: Connection, me: identity.Identity, space: bytes, *, whole: bool
    ) -> None:
        """Keep parcels of what is unsent in a space, or of all that is held of it."""
        found = parcels.unsent(connection, space)

        def packed() -> Iterator[Packed]:
            yield from self._packed(space, self._versions(connection, space, found))
            if whole:
                yield from self._held(connection, space)

        self._keep(connection, parcels.left(space), space, _digest(me, found, whole), packed())

    # --- records that went out of sight -----------------------------------------------------------

    def _gone_away(self, connection: Connection, mine: Collection[bytes]) -> dict[bytes, Unsent]:
        """Return space to what is unsent on its records whose `move` out of sight waits for it."""
        waiting = sync_marks.rids_of_reason(connection, sync_marks.MOVED_AWAY)
        if not waiting:
            return {}
        too_large = refusals.edits(connection, ErrorCode.TOO_LARGE.value)
        away: dict[bytes, Unsent] = {}
        for space, gone in waiting.items():
            found = [
                (rid, edit)
                for rid, edit in parcels.unsent(connection, space)
                if rid in gone and too_large.get(rid) != edit
            ]
            if found and space in mine and self._opens(space):
                away[space] = found
        return away

    def _make_away(self, unit: UnitOfWork, space: bytes, found: Unsent) -> None:
        """Keep parcels of what is unsent and of what it was written over: nobody else has that.

        What is too large for a parcel stays here, and is told.
        """
        connection, name = unit.connection, parcels.away(space)
        if parcels.digest_of(connection, name) == _digest_of(found):
            return
        versions = self._versions(connection, space, found)
        found = self._without_too_large(unit, space, found, versions)
        rids = [rid for rid, _ in found]
        old = list(sealed.of_records(connection, space, rids, MIRROR).values())

        def packed() -> Iterator[Packed]:
            yield from self._packed(space, versions)
            yield from as_they_are(connection, [row for row in old if row.ct])

        self._keep(connection, name, space, _digest_of(found), packed())

    def _without_too_large(
        self, unit: UnitOfWork, space: bytes, found: Unsent, versions: Sequence[SealedVersion]
    ) -> Unsent:
        """Return what could be sealed; the rest is listed as refused."""
        made = {version.header.rid for version in versions}
        now, code = milliseconds(self._clock.now()), ErrorCode.TOO_LARGE.value
        entries = directory.entries(unit.connection, [rid for rid, _ in found])
        for rid, edit in found:
            if rid not in made and entries[rid].life != ERASED:
                refusals.refuse(unit.connection, rid, space, bytes(16), code, edit, now)
                unit.touch_state(rid)
        return [each for each in found if each[0] in made]

    def _let_go(self, space: bytes) -> bool:
        """Let records go with their `move`, once the server has all that was unsent on them."""
        with self._store.write_for_sync() as unit:
            connection, name = unit.connection, parcels.away(space)
            found = self._gone_away(connection, {space}).get(space, ())
            standing = parcels.digest_of(connection, name)
            if standing != _digest_of(found) or not parcels.all_put(connection, name):
                return False
            entries = directory.entries(connection, [rid for rid, _ in found])
            settled = [
                entry.with_changes(dirty=0, frozen=0, reoffer=False) for entry in entries.values()
            ]
            directory.write(connection, [], settled)
            keys = [(space, rid, state) for rid in entries for state in (SENT, RELAY)]
            sealed.drop(connection, keys)
            refusals.accept(connection, list(entries))
            parcels.let_stand(connection, name)
        return True

    # --- what a person hands over -----------------------------------------------------------------

    def _wished(self, connection: Connection, mine: Collection[bytes]) -> dict[bytes, Unsent]:
        """Return space to what was refused there, and its person wants a lead to have."""
        wished = {
            each.rid for each in refusals.listed(connection) if each.code == refusals.TO_HAND_OVER
        }
        if not wished:
            return {}
        unsent = {
            space: [each for each in parcels.unsent(connection, space) if each[0] in wished]
            for space in mine
            if self._opens(space)
        }
        return {space: found for space, found in unsent.items() if found}

    def _make_wished(self, unit: UnitOfWork, space: bytes, found: Unsent) -> None:
        """Keep parcels of refused records, which stay here until they come back from a lead."""
        versions = self._versions(unit.connection, space, found)
        made = self._post.parcels(space, self._packed(space, versions))
        parcels.add(unit.connection, space, made, milliseconds(self._clock.now()))
        rids = [rid for rid, _ in self._without_too_large(unit, space, found, versions)]
        refusals.recode(unit.connection, rids, refusals.HANDED_OVER)
        for rid in rids:
            unit.touch_state(rid)

    # --- inside -----------------------------------------------------------------------------------

    def _opens(self, space: bytes) -> bool:
        return any(held == space for held, _ in self._trust.keys)

    def _sealer(self, space: bytes) -> Sealer:
        return Sealer(self._trust, self._randomness, space)

    def _versions(self, connection: Connection, space: bytes, found: Unsent) -> list[SealedVersion]:
        """Return unsent records, sealed anew; one that is too large is left out."""
        rids = [rid for rid, _ in found]
        return self._freezer.sealed_apart(connection, space, rids, self._sealer(space))

    def _packed(self, space: bytes, versions: Sequence[SealedVersion]) -> Iterator[Packed]:
        sealer = self._sealer(space)
        for at in range(0, len(versions), ITEMS):
            part = versions[at : at + ITEMS]
            batch = sealer.batch(part)
            for version in part:
                yield PushItem(version.header_bytes, version.nonce, version.ct, 0), batch

    def _keep(
        self,
        connection: Connection,
        name: str,
        space: bytes,
        digest: bytes,
        packed: Iterable[Packed],
    ) -> None:
        made, now = self._post.parcels(space, packed), milliseconds(self._clock.now())
        parcels.keep(connection, name, space, digest, made, now)

    def _held(self, connection: Connection, space: bytes) -> Iterator[Packed]:
        """Give all that is held of a space, as it was signed."""
        after = 0
        while found := parcels.held(connection, space, after, ITEMS):
            yield from as_they_are(connection, [row for _, row in found])
            after = found[-1][0]


def _digest(me: identity.Identity, found: Unsent, whole: bool) -> bytes:  # noqa: FBT001  both are what the parcels hold
    return _digest_of(found, (me.get(identity.RESTORE_ID) or b"") if whole else b"")


def _digest_of(found: Unsent, under: bytes = b"") -> bytes:
    content = b"".join(rid + edit.to_bytes(8, "big") for rid, edit in found)
    return hashlib.sha256(content + under).digest()
