"""What a laptop has to send stays with it until it has travelled."""

from typing import TYPE_CHECKING, Final

from helhedsplan_desktop.store import raw
from helhedsplan_desktop.store.tables import ALIVE
from tests.simulation.ledger import Broken, Ledger

if TYPE_CHECKING:
    from tests.simulation.laptops import Laptop
    from tests.simulation.watching import WireWatch

_UNSENT: Final = "SELECT rid, dirty FROM directory WHERE dirty > 0 AND life = ?"
_ENDED: Final = "SELECT rid FROM directory WHERE dirty > 0 OR life <> ?"


class Waiting:
    """The unsent edits of a laptop, and how often each record has travelled when they were seen.

    Args:
        edits: ask for those too that are unsent already.
    """

    def __init__(self, laptop: "Laptop", watch: "WireWatch", *, edits: bool = True) -> None:
        self._laptop = laptop
        self._watch = watch
        self._seen: dict[bytes, tuple[int, int]] = {}
        self._note(travelled=not edits)

    def look(self) -> None:
        """Note what is unsent."""
        self._note(travelled=False)

    def pass_over(self) -> None:
        """Ask for later edits alone: what a merge makes unsent has come in and is no person's."""
        self._note(travelled=True)

    def _note(self, *, travelled: bool) -> None:
        with self._laptop.store.read() as connection:
            unsent = raw.rows(connection, _UNSENT, (ALIVE,))
        for rid, edit in unsent:
            if self._seen.get(rid, (0, 0))[0] != edit:
                self._seen[rid] = edit, -1 if travelled else self._travels(rid)

    def check(self, invariant: str, ledger: Ledger) -> None:
        """Check that an edit is still unsent, or its record has gone out or come in since.

        What a person deleted before anybody saw it needs not go out.

        Raises:
            Broken: `invariant`.
        """
        with self._laptop.store.read() as connection:
            kept = {rid for (rid,) in raw.rows(connection, _ENDED, (ALIVE,))}
        for rid, (_, travels) in self._seen.items():
            story = ledger.stories.get(rid)
            deleted = story is not None and story.deleted
            if rid not in kept and travels == self._travels(rid) and not deleted:
                name = self._laptop.name
                raise Broken(invariant, f"{name} no longer has to send {rid.hex()}")

    def _travels(self, rid: bytes) -> int:
        return self._watch.travels[self._laptop.device, rid]
