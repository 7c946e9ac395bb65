"""Verifying the roster of docs/sync.md, section 5, from genesis."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from tests.second_client import shapes
from tests.second_client.keys import RefusedError, number, sha, verify
from tests.second_client.shapes import Entry, Grant, Signed, decode

RECOVERY = bytes(16)
T = TypeVar("T")


@dataclass
class Device:
    user: bytes
    signing_key: bytes
    sealing_key: bytes
    added: int
    out: int | None = None


@dataclass
class Space:
    purpose: str
    canaries: dict[int, bytes]
    epoch: int = 1
    ends: dict[int, tuple[bytes, int]] = field(default_factory=dict)
    acknowledged: dict[bytes, int] = field(default_factory=dict)
    members: dict[bytes, list[tuple[int, bool]]] = field(default_factory=dict)


def _need(condition: object, why: str) -> None:
    if not condition:
        raise RefusedError(why)


def _at(steps: Sequence[tuple[int, T]], n: int) -> T | None:
    """Return the last value that began at entry `n` or before."""
    found = [value for since, value in steps if since <= n]
    return found[-1] if found else None


class Roster:
    """The log so far; `add` verifies the next entry."""

    def __init__(self, root_key: bytes) -> None:
        self.root_key = root_key
        self.org = b""
        self.server_id = b""
        self.n = -1
        self.hash = bytes(32)
        self.devices: dict[bytes, Device] = {}
        self.roles: dict[bytes, list[tuple[int, str]]] = {}
        self.spaces: dict[bytes, Space] = {}
        self._forked = False
        self._unrotated: set[bytes] = set()

    def extend(self, entries: tuple[Signed, ...]) -> None:
        for signed in entries:
            self.add(signed)
        _need(not self._unrotated, "a space that somebody left keeps its key")

    def add(self, signed: Signed) -> None:
        entry: Entry = decode(signed.data, Entry)
        kind, fold = _PAYLOADS.get(entry.type, _OTHER)
        payload = decode(entry.payload, kind)
        _need(entry.n == self.n + 1 and entry.prev_hash == self.hash, "chain")
        _need((entry.n == 0) == (entry.type == "genesis"), "genesis")
        _need(entry.n == 0 or entry.org == self.org, "org")
        if entry.type in {"genesis", "recovery_used"}:
            key = self.root_key
        else:
            author = self.devices.get(entry.author)
            if author is None or self.role(entry.author, self.n) != "lead":
                raise RefusedError("author")
            key = author.signing_key
        verify(key, b"roster1", (signed.data, signed.sig))
        self.n = entry.n
        fold(self, entry, payload)
        self.hash = sha(signed.data, signed.sig)

    # --- questions --------------------------------------------------------------------------------

    def role(self, device: bytes, n: int) -> str | None:
        """Return the role that the device had at entry `n`; None if it was out."""
        found = self.devices.get(device)
        if found is None or found.added > n or (found.out is not None and found.out <= n):
            return None
        return _at(self.roles[found.user], n)

    def member(self, device: bytes, space: bytes, n: int) -> bool:
        known, found = self.devices.get(device), self.spaces.get(space)
        return bool(known and found and _at(found.members.get(known.user, []), n))

    def may_write(self, author: bytes, space: bytes, n: int, kind: str) -> bool:
        roles = {"lead"} if kind == "erase" else {"lead", "worker"}
        return n <= self.n and self.member(author, space, n) and self.role(author, n) in roles

    def check_grant(self, signed: Signed) -> Grant:
        grant: Grant = decode(signed.data, Grant)
        sender = self.devices.get(grant.sender)
        if sender is None or grant.org != self.org:
            raise RefusedError("grant")
        verify(sender.signing_key, b"grant1", (signed.data, signed.sig))
        led = any(
            self.role(grant.sender, n) == "lead" and self.member(grant.sender, grant.space, n)
            for n in range(self.n + 1)
        )
        _need(led, "the sender never led the space")
        return grant

    # --- what each entry says ---------------------------------------------------------------------

    def _nothing_here(self, entry: Entry, _: shapes.Whatever) -> None:
        known = {"drain", "wipe", "bulk_erase", "policy"}
        _need(entry.type in known, "type")

    def _genesis(self, entry: Entry, told: shapes.Genesis) -> None:
        _need(told.root_key == self.root_key and entry.author == told.device, "genesis")
        self.org, self.server_id = entry.org, told.server_id
        self.roles[told.user] = [(0, "lead")]
        self._put(told)
        for seed in told.spaces:
            _need(seed.members == (told.user,), "first members")
            self._seed(seed)

    def _put(self, told: shapes.Genesis | shapes.AddDevice | shapes.RecoveryUsed) -> None:
        _need(told.device not in self.devices and told.device != RECOVERY, "device")
        self.devices[told.device] = Device(told.user, told.signing_key, told.sealing_key, self.n)

    def _seed(self, seed: shapes.SpaceSeed) -> None:
        _need(seed.space not in self.spaces, "space")
        self.spaces[seed.space] = Space(seed.purpose, {1: seed.canary})
        self._let(seed.space, seed.members, inside=True)

    def _let(self, space: bytes, users: Iterable[bytes], *, inside: bool) -> None:
        for user in users:
            self.spaces[space].members.setdefault(user, []).append((self.n, inside))

    def _led(self, entry: Entry, space: bytes) -> Space:
        _need(self.member(entry.author, space, entry.n - 1), "no lead of the space")
        return self.spaces[space]

    def _spaces_of(self, user: bytes) -> set[bytes]:
        found = self.spaces.items()
        return {space for space, facts in found if _at(facts.members.get(user, []), self.n)}

    def _in(self, user: bytes) -> list[bytes]:
        found = self.devices.items()
        return [device for device, each in found if each.user == user and each.out is None]

    def _add_device(self, entry: Entry, told: shapes.AddDevice) -> None:
        _need(self._spaces_of(told.user) <= set(told.spaces), "spaces")
        kept = not self._in(told.user) or self.roles[told.user][-1][1] == told.role
        _need(kept, "a second device changes the role")
        for space in told.spaces:
            self._led(entry, space)
        self.roles.setdefault(told.user, []).append((self.n, told.role))
        self._put(told)
        for space in told.spaces:
            self._let(space, [told.user], inside=True)

    def _set_role(self, _: Entry, told: shapes.SetRole) -> None:
        _need(told.user in self.roles, "user")
        self.roles[told.user].append((self.n, told.role))

    def _set_members(self, entry: Entry, told: shapes.SetMembers) -> None:
        self._led(entry, told.space)
        self._let(told.space, told.added, inside=True)
        self._let(told.space, told.removed, inside=False)
        if told.removed:
            self._unrotated.add(told.space)

    def _add_space(self, entry: Entry, told: shapes.AddSpace) -> None:
        _need(self.devices[entry.author].user in told.seed.members, "the author is no member")
        self._seed(told.seed)

    def _revoke(self, _: Entry, told: shapes.Revoke) -> None:
        user = self.devices[told.device].user if told.device else told.user
        _need(user in self.roles, "user")
        assert user is not None
        spaces = self._spaces_of(user)
        for device in [told.device] if told.device else self._in(user):
            self.devices[device].out = self.n
        if not told.device:
            for space in spaces:
                self._let(space, [user], inside=False)
        self._unrotated |= spaces

    def _rotate(self, entry: Entry, told: shapes.Rotate) -> None:
        found = self._led(entry, told.space)
        _need(1 <= told.epoch - found.epoch <= (1000 if self._forked else 1), "epoch")
        inside = (user for user, steps in found.members.items() if _at(steps, self.n))
        to = [RECOVERY, *(device for user in inside for device in self._in(user))]
        names = (told.space + number(told.epoch) + each for each in sorted(to))
        _need(told.recipients == sha(*names), "recipients")
        found.ends[found.epoch] = (told.lineage, told.head)
        found.epoch = told.epoch
        found.canaries[told.epoch] = told.canary
        self._unrotated.discard(told.space)

    def _lineage_ack(self, entry: Entry, told: shapes.LineageAck) -> None:
        found = self._led(entry, told.space)
        found.acknowledged[told.lineage] = max(told.head, found.acknowledged.get(told.lineage, 0))

    def _fork_resolved(self, _: Entry, __: shapes.Whatever) -> None:
        self._forked = True

    def _recovery_used(self, entry: Entry, told: shapes.RecoveryUsed) -> None:
        _need(entry.author == told.device, "recovery")
        self.roles.setdefault(told.user, []).append((self.n, "lead"))
        self._put(told)
        for space in self.spaces:
            self._let(space, [told.user], inside=True)


_PAYLOADS: dict[str, tuple[type[shapes.Shape], Callable[..., None]]] = {
    "genesis": (shapes.Genesis, Roster._genesis),
    "add_device": (shapes.AddDevice, Roster._add_device),
    "set_role": (shapes.SetRole, Roster._set_role),
    "set_members": (shapes.SetMembers, Roster._set_members),
    "add_space": (shapes.AddSpace, Roster._add_space),
    "revoke": (shapes.Revoke, Roster._revoke),
    "rotate": (shapes.Rotate, Roster._rotate),
    "lineage_ack": (shapes.LineageAck, Roster._lineage_ack),
    "fork_resolved": (shapes.Whatever, Roster._fork_resolved),
    "recovery_used": (shapes.RecoveryUsed, Roster._recovery_used),
}
_OTHER = (shapes.Whatever, Roster._nothing_here)
