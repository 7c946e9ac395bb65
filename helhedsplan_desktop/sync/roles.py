"""Which spaces belong to which role, and the entries that bring a person there."""

from collections.abc import Iterable

from helhedsplan_desktop.crypto.sealing import KEY_BYTES, make_canary
from helhedsplan_desktop.foundation.ids import Ids, Randomness
from helhedsplan_desktop.store import identity
from helhedsplan_desktop.sync.appending import Acts, Keys
from helhedsplan_desktop.sync.trust import Trust, shielded_of
from helhedsplan_protocol.roster import AddSpace, Role, SetMembers, SetRole, SpaceSeed
from helhedsplan_protocol.roster_view import RosterView


class Roles:
    """What a lead gives with a role: a lead has all spaces, a reader the plan alone.

    A worker has the plan, a team, and a Shielded space whose first member is the worker; every
    lead is in it too. Only spaces that this lead leads are given or taken.
    """

    def __init__(self, trust: Trust, ids: Ids, randomness: Randomness) -> None:
        self._trust = trust
        self._ids = ids
        self._randomness = randomness

    def of_a_newcomer(self, role: Role) -> tuple[bytes, ...]:
        """Return the spaces of somebody new, without the Shielded one that is made for them."""
        if role == "lead":
            return self._trust.spaces()
        plan = self._trust.me.need(identity.PLAN)
        return (plan, self._trust.me.need(identity.TEAM)) if role == "worker" else (plan,)

    def of_a_laptop_more(self, user: bytes, role: Role) -> tuple[bytes, ...]:
        """Return the spaces of another laptop of somebody whom the roster knows.

        Who still has a laptop keeps the spaces; who was put out gets those of the role, and the
        Shielded space back that was theirs.
        """
        roster = self._trust.roster
        spaces = roster.spaces_of(user)
        if not spaces:
            own = shielded_of(roster, user)
            spaces = self.of_a_newcomer(role) + ((own,) if own is not None else ())
        return tuple(dict.fromkeys(spaces))

    def shielded(self, roster: RosterView, user: bytes, role: Role) -> tuple[Acts, Keys]:
        """Return what makes a Shielded space for somebody who has none and needs one."""
        if role not in {"worker", "lead"} or shielded_of(roster, user) is not None:
            return [], {}
        leads = [each for each in roster.users() if roster.role_of_user(each) == "lead"]
        members = (user, *(each for each in leads if each != user and roster.spaces_of(each)))
        space, key = self._ids.version(), self._randomness.bytes(KEY_BYTES)
        plan = roster.space(self._trust.me.need(identity.PLAN))
        controller = plan.controller if plan else ""
        seed = SpaceSeed(space, "shielded", controller, make_canary(key, space, 1), members)
        return [("add_space", AddSpace(seed))], {(space, 1): key}

    def change(self, roster: RosterView, user: bytes, role: Role) -> tuple[Acts, Keys]:
        """Return what gives a person another role with its spaces."""
        here = set(roster.spaces_of(user))
        wanted = set(self._wanted(roster, user, role, here))
        acts: Acts = [("set_role", SetRole(user, role))]
        acts += [
            ("set_members", SetMembers(space, (user,), ())) for space in self._mine(wanted - here)
        ]
        acts += [
            ("set_members", SetMembers(space, (), (user,))) for space in self._mine(here - wanted)
        ]
        made, keys = self.shielded(roster, user, role)
        return [*acts, *made], keys

    def _mine(self, spaces: Iterable[bytes]) -> list[bytes]:
        roster, device = self._trust.roster, self._trust.device
        return sorted(space for space in spaces if roster.is_lead_of(device, space))

    def _wanted(
        self, roster: RosterView, user: bytes, role: Role, here: set[bytes]
    ) -> Iterable[bytes]:
        if role == "lead":
            return here | set(self._trust.spaces())
        plan = self._trust.me.need(identity.PLAN)
        if role == "reader":
            return {plan}
        teams = {s.space for s in roster.spaces() if s.purpose == "team" and s.space in here}
        own = shielded_of(roster, user)
        return {
            plan,
            *(teams or {self._trust.me.need(identity.TEAM)}),
            *({own} if own is not None else ()),
        }
