"""Folding the roster: each signed entry is checked against everything before it.

The server folds what is appended and every client folds the same log again from genesis, with
this code. It is pure: the signature check is passed in, so nothing here knows cryptography.
"""

import copy
import dataclasses
from collections.abc import Callable, Iterable
from typing import Final, Self, cast

from helhedsplan_protocol import roster
from helhedsplan_protocol.error_codes import ErrorCode
from helhedsplan_protocol.records import ROSTER_LABEL
from helhedsplan_protocol.roster import RECOVERY, Entry, SignedEntry
from helhedsplan_protocol.roster_facts import (
    BulkErased,
    DeviceFacts,
    EndedHead,
    EpochFacts,
    ResolvedFork,
    SpaceFacts,
    Timeline,
    UserFacts,
)
from helhedsplan_protocol.roster_view import NO_HASH, RosterView
from helhedsplan_protocol.wire import MalformedError, Wire, decode

Verify = Callable[[bytes, bytes, bytes], bool]
"""`verify(public_key, signature, message)` returns whether the Ed25519 signature is good."""


_FURTHEST: Final = 1000
"""How far the number of a key may go up at once; nobody may use the numbers up."""


class RosterError(Exception):
    """An entry, a grant or a whole append breaks a rule of the roster."""

    def __init__(self, code: ErrorCode) -> None:
        super().__init__(code.value)
        self.code = code


def _demand(condition: object, code: ErrorCode) -> None:
    if not condition:
        raise RosterError(code)


class RosterState(RosterView):
    """A roster that grows entry by entry.

    A refused entry leaves the state as it was. `unrotated` must be empty after the last entry
    of an append (server) or of the log (client); `demand_rotated` says so.

    Args:
        verify: checks an Ed25519 signature.
        root_key: the only root key to accept in genesis; None accepts the one that it names.
    """

    def __init__(self, verify: Verify, root_key: bytes | None = None) -> None:
        super().__init__()
        self.verify = verify
        self._trusted_root = root_key

    def clone(self) -> Self:
        """Return a copy that can be folded further without changing this one."""
        twin = copy.copy(self)
        for name, value in self.__dict__.items():
            if isinstance(value, dict):
                setattr(twin, name, dict(value))  # all that is inside them never changes
        return twin

    def append(self, signed: SignedEntry) -> Entry:
        """Return the decoded entry after checking it and folding it in.

        Raises:
            RosterError: `log_stale` for a wrong number or predecessor, `bad_signature`,
                `role_denied`, `device_revoked`, `draining`, `epoch_stale`, `not_found`,
                `participant_mismatch` or `bad_request`; the state is unchanged.
        """
        try:
            entry = decode(signed.bytes, Entry)
            payload = decode(entry.payload, roster.PAYLOADS[entry.type])
        except MalformedError as bad:
            raise RosterError(ErrorCode.BAD_REQUEST) from bad
        _demand(entry.n == self.n + 1, ErrorCode.LOG_STALE)
        _demand(entry.prev_hash == self.head_hash, ErrorCode.LOG_STALE)
        _demand((entry.type == "genesis") == (entry.n == 0), ErrorCode.BAD_REQUEST)
        _demand(entry.n == 0 or entry.org == self.org, ErrorCode.BAD_REQUEST)
        self._check_signature(signed, entry, payload)
        if entry.type not in {"genesis", "recovery_used"}:
            self._check_author(entry.author)
        before = self.n
        self.n = entry.n  # the folds date what they change with the number of this entry
        try:
            getattr(self, f"_fold_{entry.type}")(entry, payload)
        except RosterError:
            self.n = before
            raise
        self.head_hash = roster.entry_hash(signed.bytes, signed.sig)
        return entry

    def extend(self, entries: Iterable[SignedEntry]) -> tuple[Entry, ...]:
        """Return the decoded entries after folding all of them and checking every rotation.

        Raises:
            RosterError: as `append`, and `participant_mismatch` when someone had to leave a
                space and its key was not changed; entries before the bad one stay folded.
        """
        folded = tuple(self.append(signed) for signed in entries)
        self.demand_rotated()
        return folded

    def demand_rotated(self) -> None:
        """Pass if every space that someone had to leave has a new key.

        Raises:
            RosterError: `participant_mismatch` otherwise.
        """
        _demand(not self.unrotated, ErrorCode.PARTICIPANT_MISMATCH)

    # --- who signs -------------------------------------------------------------------------------

    def _check_signature(self, signed: SignedEntry, entry: Entry, payload: Wire) -> None:
        if isinstance(payload, roster.Genesis):
            trusted = self._trusted_root
            _demand(trusted is None or payload.root_key == trusted, ErrorCode.BAD_SIGNATURE)
            key: bytes | None = payload.root_key
        elif entry.type == "recovery_used":
            key = cast("roster.Genesis", self.genesis).root_key
        else:
            key = self.signing_key(entry.author)
        _demand(key is not None, ErrorCode.BAD_SIGNATURE)
        good = self.verify(cast("bytes", key), signed.sig, ROSTER_LABEL + signed.bytes)
        _demand(good, ErrorCode.BAD_SIGNATURE)

    def _check_author(self, author: bytes) -> None:
        _demand(self.is_active(author), ErrorCode.DEVICE_REVOKED)
        _demand(not self.is_draining(author), ErrorCode.DRAINING)
        _demand(self.role_of_device(author) == "lead", ErrorCode.ROLE_DENIED)

    def _check_lead_of(self, author: bytes, space: bytes) -> SpaceFacts:
        facts = self._spaces.get(space)
        _demand(facts is not None, ErrorCode.NOT_FOUND)
        _demand(self.is_lead_of(author, space), ErrorCode.ROLE_DENIED)
        return cast("SpaceFacts", facts)

    def _check_lead_remains(self, without: frozenset[bytes]) -> None:
        """Refuse what would leave nobody who may sign; only the recovery sheet could then help."""
        remains = any(
            facts.active
            and facts.draining_n is None
            and facts.device not in without
            and self.role_of_user(facts.user) == "lead"
            for facts in self._devices.values()
        )
        _demand(remains, ErrorCode.ROLE_DENIED)

    def _check_lead_remains_in(self, space: bytes, without: bytes) -> None:
        """Refuse what would leave a space whose key nobody may change any more."""
        remains = any(
            self.role_of_user(user) == "lead" and self.active_devices(user)
            for user in self.members(space) - {without}
        )
        _demand(remains, ErrorCode.ROLE_DENIED)

    # --- the folds: check everything, then change ------------------------------------------------

    def _fold_genesis(self, entry: Entry, payload: roster.Genesis) -> None:
        _demand(entry.prev_hash == NO_HASH and self.genesis is None, ErrorCode.BAD_REQUEST)
        _demand(entry.author == payload.device != RECOVERY, ErrorCode.BAD_REQUEST)
        ids = [seed.space for seed in payload.spaces]
        _demand(ids and len(set(ids)) == len(ids), ErrorCode.BAD_REQUEST)
        _demand(all(s.members == (payload.user,) for s in payload.spaces), ErrorCode.BAD_REQUEST)
        self.org, self.genesis = entry.org, payload
        self._users[payload.user] = UserFacts(
            payload.user, Timeline[roster.Role]().then(0, "lead"), 0
        )
        self._put_device(payload)
        for seed in payload.spaces:
            self._put_space(seed)

    def _fold_add_device(self, entry: Entry, payload: roster.AddDevice) -> None:
        _demand(payload.device not in self._devices, ErrorCode.BAD_REQUEST)
        _demand(payload.device != RECOVERY, ErrorCode.BAD_REQUEST)
        known = self._users.get(payload.user)
        if known is not None and self.active_devices(payload.user):
            # Another device of the same user changes neither role nor spaces behind his back.
            _demand(known.roles.last == payload.role, ErrorCode.BAD_REQUEST)
        _demand(set(self.spaces_of(payload.user)) <= set(payload.spaces), ErrorCode.BAD_REQUEST)
        for space in payload.spaces:
            self._check_lead_of(entry.author, space)
        roles = known.roles if known else Timeline[roster.Role]()
        if roles.last != payload.role:
            roles = roles.then(self.n, payload.role)
        self._users[payload.user] = UserFacts(payload.user, roles, known.touched_n if known else 0)
        self._put_device(payload)
        for space in payload.spaces:
            self._let(space, {payload.user: True})

    def _fold_set_role(self, entry: Entry, payload: roster.SetRole) -> None:
        known = self._users.get(payload.user)
        _demand(known is not None, ErrorCode.NOT_FOUND)
        if payload.role != "lead":
            own = frozenset(facts.device for facts in self.active_devices(payload.user))
            self._check_lead_remains(without=own)
            for space in self.spaces_of(payload.user):
                self._check_lead_remains_in(space, without=payload.user)
        facts = cast("UserFacts", known)
        self._users[payload.user] = UserFacts(
            payload.user, facts.roles.then(self.n, payload.role), entry.n
        )

    def _fold_set_members(self, entry: Entry, payload: roster.SetMembers) -> None:
        self._check_lead_of(entry.author, payload.space)
        added, removed = set(payload.added), set(payload.removed)
        members = self.members(payload.space)
        _demand(added or removed, ErrorCode.BAD_REQUEST)
        _demand(not added & (removed | members) and removed <= members, ErrorCode.BAD_REQUEST)
        _demand(added <= self._users.keys(), ErrorCode.NOT_FOUND)
        self._let(payload.space, dict.fromkeys(added, True) | dict.fromkeys(removed, False))
        self._touch_space(payload.space)
        for user in added | removed:
            self._users[user] = dataclasses.replace(self._users[user], touched_n=self.n)
        if removed:
            self.unrotated |= {payload.space}

    def _fold_add_space(self, entry: Entry, payload: roster.AddSpace) -> None:
        seed = payload.seed
        _demand(seed.space not in self._spaces, ErrorCode.BAD_REQUEST)
        _demand(set(seed.members) <= self._users.keys(), ErrorCode.NOT_FOUND)
        # Without its author nobody could grant the key of the new space.
        _demand(self.user_of(entry.author) in seed.members, ErrorCode.ROLE_DENIED)
        self._put_space(seed)

    def _fold_drain(self, _: Entry, payload: roster.Drain) -> None:
        facts = self._known_device(payload.device)
        _demand(facts.active, ErrorCode.BAD_REQUEST)
        self._check_lead_remains(without=frozenset({payload.device}))
        self._devices[payload.device] = dataclasses.replace(facts, draining_n=self.n)

    def _fold_revoke(self, _: Entry, payload: roster.Revoke) -> None:
        if payload.device is not None:
            device = self._known_device(payload.device)
            _demand(payload.user in {None, device.user}, ErrorCode.BAD_REQUEST)
            user = device.user
            leaving: tuple[DeviceFacts, ...] = (device,)
        else:
            _demand(payload.user in self._users, ErrorCode.NOT_FOUND)
            user = cast("bytes", payload.user)
            leaving = self.active_devices(user)
        _demand(any(facts.active for facts in leaving), ErrorCode.BAD_REQUEST)
        self._check_lead_remains(without=frozenset(d.device for d in leaving))
        spaces = self.spaces_of(user)
        for facts in leaving:
            self._devices[facts.device] = dataclasses.replace(
                facts, revoked_n=self.n, revoke_reason=payload.reason
            )
        if payload.device is None:
            for space in spaces:
                self._let(space, {user: False})
        self.unrotated |= set(spaces)

    def _fold_wipe(self, _: Entry, payload: roster.Wipe) -> None:
        facts = self._known_device(payload.device)
        self._devices[payload.device] = dataclasses.replace(facts, wiped_n=self.n)

    def _fold_rotate(self, entry: Entry, payload: roster.Rotate) -> None:
        facts = self._check_lead_of(entry.author, payload.space)
        # After a fork the number goes above those of both branches, and this log knows only one.
        most = _FURTHEST if self.forks else 1
        _demand(1 <= payload.epoch - facts.epoch <= most, ErrorCode.EPOCH_STALE)
        told = roster.recipients_hash(self.recipients(payload.space, payload.epoch))
        _demand(payload.recipients == told, ErrorCode.PARTICIPANT_MISMATCH)
        *older, current = facts.epochs
        ended = dataclasses.replace(current, ended=EndedHead(payload.lineage, payload.head, self.n))
        fresh = EpochFacts(payload.epoch, payload.canary, self.n)
        self._spaces[payload.space] = dataclasses.replace(facts, epochs=(*older, ended, fresh))
        self._touch_space(payload.space)
        self.unrotated -= {payload.space}

    def _fold_lineage_ack(self, entry: Entry, payload: roster.LineageAck) -> None:
        facts = self._check_lead_of(entry.author, payload.space)
        head = max(payload.head, facts.acknowledged.get(payload.lineage, 0))
        self._spaces[payload.space] = dataclasses.replace(
            facts, acknowledged={**facts.acknowledged, payload.lineage: head}
        )

    def _fold_bulk_erase(self, entry: Entry, payload: roster.BulkErase) -> None:
        facts = self._check_lead_of(entry.author, payload.space)
        _demand(payload.count > 0, ErrorCode.BAD_REQUEST)
        told = BulkErased(self.n, entry.author, payload.count, payload.rids)
        self._spaces[payload.space] = dataclasses.replace(
            facts, bulk_erases=(*facts.bulk_erases, told)
        )

    def _fold_policy(self, _: Entry, payload: roster.Policy) -> None:
        self.policy = {**self.policy, **payload.values}

    def _fold_fork_resolved(self, entry: Entry, payload: roster.ForkResolved) -> None:
        self.forks = (*self.forks, ResolvedFork(payload.keep, payload.drop, entry.n))

    def _fold_recovery_used(self, entry: Entry, payload: roster.RecoveryUsed) -> None:
        _demand(payload.device not in self._devices, ErrorCode.BAD_REQUEST)
        _demand(entry.author == payload.device != RECOVERY, ErrorCode.BAD_REQUEST)
        known = self._users.get(payload.user)
        roles = known.roles if known else Timeline[roster.Role]()
        self._users[payload.user] = UserFacts(payload.user, roles.then(self.n, "lead"), entry.n)
        self._put_device(payload)
        for space in self._spaces:
            self._let(space, {payload.user: True})

    # --- the changes -----------------------------------------------------------------------------

    def _known_device(self, device: bytes) -> DeviceFacts:
        facts = self._devices.get(device)
        _demand(facts is not None, ErrorCode.NOT_FOUND)
        return cast("DeviceFacts", facts)

    def _put_device(self, payload: roster.Genesis | roster.AddDevice | roster.RecoveryUsed) -> None:
        self._devices[payload.device] = DeviceFacts(
            device=payload.device,
            user=payload.user,
            signing_key=payload.signing_key,
            sealing_key=payload.sealing_key,
            added_n=self.n,
        )
        self._owned[payload.user] = (*self._owned.get(payload.user, ()), payload.device)

    def _put_space(self, seed: roster.SpaceSeed) -> None:
        self._spaces[seed.space] = SpaceFacts(
            space=seed.space,
            purpose=seed.purpose,
            controller=seed.controller,
            added_n=self.n,
            epochs=(EpochFacts(1, seed.canary, self.n),),
            membership={user: Timeline[bool]().then(self.n, value=True) for user in seed.members},
            touched_n=0,
        )

    def _let(self, space: bytes, users: dict[bytes, bool]) -> None:
        facts = self._spaces[space]
        self._spaces[space] = dataclasses.replace(
            facts, membership=facts.with_members(self.n, users)
        )

    def _touch_space(self, space: bytes) -> None:
        self._spaces[space] = dataclasses.replace(self._spaces[space], touched_n=self.n)
