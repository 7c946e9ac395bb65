"""What people could not send any more, for a lead to take over."""

from dataclasses import dataclass

from helhedsplan_desktop.foundation.errors import AppError, Problem
from helhedsplan_desktop.services.desk import Desk
from helhedsplan_desktop.services.server_lines import ServerLines
from helhedsplan_desktop.store import identity, parcels


@dataclass(frozen=True, slots=True)
class ParcelView:
    """Sealed unsent work that waits beside a space; the server keeps it for 90 days.

    Args:
        user_name: whose it is; empty if unknown.
        records: how many records it holds.
        at: when it was put there, ms since 1970 UTC by the server's clock.
        taken: True if this laptop took in all of it, and the server has what came of it.
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
            taken = {row.parcel for row in rows if parcels.is_taken(connection, known, row.parcel)}
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

    def take_over(self, parcel: bytes, *, all_the_same: bool = False) -> int:
        """Make what a parcel holds this lead's own unsent work; return how many records changed.

        It is brought together with what stands here: what excludes it stays, and the parcel's value
        waits as a conflict; so does a deletion, which a lead decides record by record. The next
        sync sends it. A second time changes nothing.

        Args:
            parcel: its id.
            all_the_same: the lead was told that it is not sealed, and wants it.

        Raises:
            AppError: PARCEL_UNSEALED when it is not proved that its author put this together since
                the server was last restored. Nothing was taken, and it stays where it is.
        """
        if not self._desk.me.is_lead:
            raise AppError(Problem.NOT_ALLOWED)
        with self._lines.leading() as cycle:
            changed = cycle.taking_over().take(parcel, all_the_same=all_the_same)
        return len(changed)
