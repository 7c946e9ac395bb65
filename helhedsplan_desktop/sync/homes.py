"""The spaces that a person's own records go to, kept in step with the roster."""

from typing import Final

from sqlalchemy import Connection

from helhedsplan_desktop.store import identity
from helhedsplan_desktop.sync.trust import Trust, shielded_of

_FACTS: Final = ((identity.PLAN, "plan"), (identity.TEAM, "team"))


def follow(connection: Connection, trust: Trust) -> None:
    """Point each home to a space that this user is a member of.

    A home stays as it is while it may, and also when there is no other: what waits there is not
    lost, and somebody may be let in again.
    """
    mine = trust.spaces()
    me = identity.read(connection)
    facts = {}
    for fact, purpose in _FACTS:
        fitting = [space for space in mine if _purpose(trust, space) == purpose]
        if fitting and me.get(fact) not in mine:
            facts[fact.replace(".", "__")] = fitting[0]
    user = trust.roster.user_of(trust.device)
    own = shielded_of(trust.roster, user) if user is not None else None
    if own in mine and own is not None:
        facts[identity.SHIELDED.replace(".", "__")] = own
    if any(me.get(name.replace("__", ".")) != space for name, space in facts.items()):
        identity.put(connection, **facts)
        trust.me = identity.read(connection)


def _purpose(trust: Trust, space: bytes) -> str:
    facts = trust.roster.space(space)
    return facts.purpose if facts else ""
