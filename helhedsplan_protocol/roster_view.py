"""Questions to a folded roster; every answer is about ids, keys and roles only."""

from helhedsplan_protocol.roster import RECOVERY, Genesis, Role
from helhedsplan_protocol.roster_facts import (
    BulkErased,
    DeviceFacts,
    EndedHead,
    EpochFacts,
    ResolvedFork,
    SpaceFacts,
    UserFacts,
)

NO_HASH = bytes(32)
"""`prev_hash` of genesis."""

GrantDemand = tuple[bytes, int, bytes]
"""A grant that the roster demands: (space, epoch, to), `to` a device or `RECOVERY`."""


class RosterView:
    """The state after the last folded entry, and what held at earlier ones.

    Attributes:
        n: number of the last entry; -1 while the log is empty.
        head_hash: hash of the last entry; zeros while the log is empty.
        genesis: the first payload; None while the log is empty.
        org: the organisation; 16 zero bytes while the log is empty.
        policy: organisation-wide settings, name to value.
        forks: every resolved fork, oldest first.
        unrotated: spaces that someone had to leave and whose key nobody changed yet; a log that
            ends with one of these is not valid.
    """

    def __init__(self) -> None:
        self.n = -1
        self.head_hash = NO_HASH
        self.org = bytes(16)
        self.genesis: Genesis | None = None
        self.policy: dict[str, str] = {}
        self.forks: tuple[ResolvedFork, ...] = ()
        self.unrotated: frozenset[bytes] = frozenset()
        self._users: dict[bytes, UserFacts] = {}
        self._devices: dict[bytes, DeviceFacts] = {}
        self._owned: dict[bytes, tuple[bytes, ...]] = {}  # user -> devices, so no query scans all
        self._spaces: dict[bytes, SpaceFacts] = {}

    # --- users and devices -----------------------------------------------------------------------

    def users(self) -> tuple[bytes, ...]:
        """Return every user ever named, in the order of the log."""
        return tuple(self._users)

    def devices(self) -> tuple[DeviceFacts, ...]:
        """Return every device ever added, in the order of the log."""
        return tuple(self._devices.values())

    def device(self, device: bytes) -> DeviceFacts | None:
        """Return what the log says of a device; None if it never named it."""
        return self._devices.get(device)

    def user_of(self, device: bytes) -> bytes | None:
        """Return the user of a device; None if the log never named it."""
        facts = self._devices.get(device)
        return facts.user if facts else None

    def signing_key(self, device: bytes) -> bytes | None:
        """Return the Ed25519 public key of a device, revoked or not."""
        facts = self._devices.get(device)
        return facts.signing_key if facts else None

    def active_devices(self, user: bytes) -> tuple[DeviceFacts, ...]:
        """Return the devices of `user` that are not revoked; draining ones count."""
        owned = (self._devices[device] for device in self._owned.get(user, ()))
        return tuple(facts for facts in owned if facts.active)

    def is_active(self, device: bytes) -> bool:
        """Return whether the device is in and not revoked; a draining device is active."""
        facts = self._devices.get(device)
        return facts is not None and facts.active

    def is_draining(self, device: bytes) -> bool:
        """Return whether the device sends what it has and takes no new edits."""
        facts = self._devices.get(device)
        return facts is not None and facts.active and facts.draining_n is not None

    def role_of_user(self, user: bytes) -> Role | None:
        """Return the present role of `user`, with or without an active device."""
        facts = self._users.get(user)
        return facts.roles.last if facts else None

    def role_of_device(self, device: bytes) -> Role | None:
        """Return the present role of an active device; None if unknown or revoked."""
        return self.role_at(device, self.n)

    def role_at(self, device: bytes, n: int) -> Role | None:
        """Return the role that `device` had after entry `n`.

        None if it was not in, was revoked, or the log does not reach `n` yet.
        """
        facts = self._devices.get(device)
        if facts is None or n > self.n or not facts.active_at(n):
            return None
        return self._users[facts.user].roles.at(n)

    # --- spaces ----------------------------------------------------------------------------------

    def spaces(self) -> tuple[SpaceFacts, ...]:
        """Return every space, in the order of the log."""
        return tuple(self._spaces.values())

    def space(self, space: bytes) -> SpaceFacts | None:
        """Return what the log says of a space; None if it never named it."""
        return self._spaces.get(space)

    def members(self, space: bytes) -> frozenset[bytes]:
        """Return the users who are members of `space`; empty if it is unknown."""
        facts = self._spaces.get(space)
        if facts is None:
            return frozenset()
        return frozenset(user for user in facts.membership if facts.has_member(user))

    def spaces_of(self, user: bytes) -> tuple[bytes, ...]:
        """Return the spaces that `user` is a member of, in the order of the log."""
        return tuple(s.space for s in self._spaces.values() if s.has_member(user))

    def member_devices(self, space: bytes) -> frozenset[bytes]:
        """Return the active devices, draining ones too, of the members of `space`."""
        return frozenset(
            facts.device for user in self.members(space) for facts in self.active_devices(user)
        )

    def is_member(self, device: bytes, space: bytes) -> bool:
        """Return whether `device` is active and its user a member of `space` now."""
        return self.is_member_at(device, space, self.n)

    def is_member_at(self, device: bytes, space: bytes, n: int) -> bool:
        """Return whether `device` was active and its user a member of `space` after entry `n`."""
        held, facts = self._devices.get(device), self._spaces.get(space)
        if held is None or facts is None or n > self.n:
            return False
        return held.active_at(n) and facts.had_member_at(held.user, n)

    def is_lead_of(self, device: bytes, space: bytes) -> bool:
        """Return whether `device` is an active lead's and its user a member of `space` now."""
        return self.is_lead_of_at(device, space, self.n)

    def is_lead_of_at(self, device: bytes, space: bytes, n: int) -> bool:
        """Return whether `device` was a lead member of `space` after entry `n`."""
        return self.role_at(device, n) == "lead" and self.is_member_at(device, space, n)

    def ever_led(self, device: bytes, space: bytes) -> bool:
        """Return whether `device` was a lead member of `space` after any entry."""
        held, facts = self._devices.get(device), self._spaces.get(space)
        if held is None or facts is None or held.user not in facts.membership:
            return False
        changes = (
            held.added_n,
            *(n for n, _ in self._users[held.user].roles.changes),
            *(n for n, _ in facts.membership[held.user].changes),
        )
        return any(self.is_lead_of_at(device, space, n) for n in changes)

    def last_touch(self, space: bytes, author: bytes) -> int:
        """Return the last entry that a version of `author` in `space` must have seen.

        It is the last `set_members`, `set_role`, `drain`, `revoke` or `rotate` that touches the
        space or the author (or its user); 0 if there is none.
        """
        facts, held = self._spaces.get(space), self._devices.get(author)
        touched = [0]
        if facts:
            touched.append(facts.touched_n)
        if held:
            touched += [held.touched_n, self._users[held.user].touched_n]
        return max(touched)

    # --- epochs and grants -----------------------------------------------------------------------

    def epoch(self, space: bytes) -> int:
        """Return the number of the current key of `space`; 0 if it is unknown."""
        facts = self._spaces.get(space)
        return facts.epoch if facts else 0

    def epochs(self, space: bytes) -> tuple[EpochFacts, ...]:
        """Return every key of `space` from epoch 1 on, with canary and end."""
        facts = self._spaces.get(space)
        return facts.epochs if facts else ()

    def canary(self, space: bytes, epoch: int) -> bytes | None:
        """Return the canary that only the right key of this epoch opens."""
        return next((e.canary for e in self.epochs(space) if e.epoch == epoch), None)

    def ended_head(self, space: bytes, epoch: int) -> EndedHead | None:
        """Return where `epoch` ended; None if it is the current one or unknown."""
        return next((e.ended for e in self.epochs(space) if e.epoch == epoch), None)

    def acknowledged_head(self, space: bytes, lineage: bytes) -> int:
        """Return the highest `lineage_ack.head` of this lineage; 0 if there is none."""
        facts = self._spaces.get(space)
        return facts.acknowledged.get(lineage, 0) if facts else 0

    def bulk_erases(self, space: bytes) -> tuple[BulkErased, ...]:
        """Return what leads announced to erase in `space`, oldest first."""
        facts = self._spaces.get(space)
        return facts.bulk_erases if facts else ()

    def required_grants(self) -> frozenset[GrantDemand]:
        """Return every grant that must exist now.

        All epochs of every space, to each active device of its members and to the recovery key.
        """
        return frozenset(
            (facts.space, epoch.epoch, to)
            for facts in self._spaces.values()
            for to in (*self.member_devices(facts.space), RECOVERY)
            for epoch in facts.epochs
        )

    def recipients(self, space: bytes, epoch: int) -> list[GrantDemand]:
        """Return the grants of one epoch that the roster demands now, in no order."""
        return [(space, epoch, to) for to in (*self.member_devices(space), RECOVERY)]
