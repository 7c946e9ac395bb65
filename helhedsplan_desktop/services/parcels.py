"""What people could not send any more, for a lead to take over."""

from dataclasses import dataclass

from sqlalchemy import Connection

from helhedsplan_desktop.foundation.errors import AppError, Problem
from helhedsplan_desktop.services.desk import Desk
from helhedsplan_desktop.services.server_lines import ServerLines
from helhedsplan_desktop.store import directory, identity
from helhedsplan_protocol.limits import ID_BYTES


@dataclass(frozen=True, slots=True)
class ParcelView:
    """Sealed unsent work that waits beside a space; the server keeps it for 90 days.

    Args:
        user_name: whose it is; empty if unknown.
        records: how many records it holds.
        at: when it was put there, ms since 1970 UTC by the server's clock.
        taken: True if this laptop took it in, and the server has what came of it.
    """

    parcel: bytes
    space: bytes
    user_name: str
    records: int
    at: int
    taken: bool


class Parcels:
    """Use cases of a lead.

    Every act asks the server and raises AppError: NOT_ALLOWED for anyone but an enrolled lead, and
    as the server answers.
    """

    def __init__(self, desk: Desk, lines: ServerLines) -> None:
        self._desk = desk
        self._lines = lines

    def waiting(self) -> tuple[ParcelView, ...]:
        """Return the parcels of the spaces that this lead is a member of, the oldest first."""
        names = self._desk.names()
        with self._lines.leading() as cycle:
            rows = cycle.taking_over().listed()
        with self._desk.store.read() as connection:
            known = identity.read(connection)
            taken = {row.parcel for row in rows if _is_taken(connection, known, row.parcel)}
        return tuple(
            ParcelView(
                row.parcel,
                row.space,
                names.of_device(row.author),
                row.items,
                row.at,
                row.parcel in taken,
            )
            for row in rows
        )

    def take_over(self, parcel: bytes) -> int:
        """Make what a parcel holds this lead's own unsent work; return how many records changed.

        It is brought together with what stands here: what excludes it stays, and the parcel's value
        waits as a conflict. The next sync sends it. A second time changes nothing.
        """
        if not self._desk.me.is_lead:
            raise AppError(Problem.NOT_ALLOWED)
        with self._lines.leading() as cycle:
            changed = cycle.taking_over().take(parcel)
        with self._desk.store.write() as unit:
            identity.put(unit.connection, **{_taken(parcel): b"".join(changed)})
        return len(changed)


def _is_taken(connection: Connection, known: identity.Identity, parcel: bytes) -> bool:
    """Return True if what this lead took in of a parcel does not wait to be sent any more."""
    changed = known.get(_taken(parcel))
    if changed is None:
        return False
    rids = [changed[at : at + ID_BYTES] for at in range(0, len(changed), ID_BYTES)]
    return not any(fact.unsent for fact in directory.facts(connection, rids).values())


def _taken(parcel: bytes) -> str:
    return f"taken.{parcel.hex()}"
