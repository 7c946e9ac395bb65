"""A laptop in a schedule: a real vault, a real cycle, and a person who may pull the plug."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from sqlalchemy import select
from typing_extensions import override

from helhedsplan_desktop.foundation.ids import Ids, SeededRandomness
from helhedsplan_desktop.records.nouns import NOUNS
from helhedsplan_desktop.store import identity, made_keys, refusals, sync_marks
from helhedsplan_desktop.store.engine import Database, open_database
from helhedsplan_desktop.store.store import Store
from helhedsplan_desktop.store.tables import DIRECTORY
from helhedsplan_desktop.store.unit_of_work import UnitOfWork
from helhedsplan_desktop.sync import incorporate
from helhedsplan_desktop.sync import trust as trusting
from helhedsplan_desktop.sync.cycle import Cycle
from helhedsplan_desktop.sync.enrolling import Enrolling
from helhedsplan_desktop.sync.inviting import Inviting
from helhedsplan_desktop.sync.leading import Leading
from helhedsplan_desktop.sync.portion import Portion
from helhedsplan_desktop.sync.space_round import Outcome
from helhedsplan_desktop.sync.trust import Trust
from tests.simulation.line import Exchange, Line
from tests.simulation.quick import Lasting
from tests.simulation.surroundings import AtOnce, World, WrongClock
from tests.support.stores import TEST_KEY

PROGRAM: Final = "0.1.0"


class PowerCutError(Exception):
    """The laptop went off."""


class FragileStore(Store):
    """A real store whose power can be cut at a transaction of sync: before, within or after."""

    cut_in: int | None = None
    cut_where: str = "before"

    @override
    @contextmanager
    def write_for_sync(self) -> Iterator[UnitOfWork]:
        now = self._counts_down()
        if now and self.cut_where == "before":
            raise PowerCutError
        with super().write_for_sync() as unit:
            yield unit
            if now and self.cut_where == "within":
                raise PowerCutError
        if now:
            raise PowerCutError

    def _counts_down(self) -> bool:
        if self.cut_in is None:
            return False
        self.cut_in -= 1
        if self.cut_in > 0:
            return False
        self.cut_in = None
        return True


@contextmanager
def _knowing(without: str) -> Iterator[None]:
    """Let sync know all nouns but one."""
    known = vars(incorporate)["NOUNS"]
    vars(incorporate)["NOUNS"] = {name: kind for name, kind in NOUNS.items() if name != without}
    try:
        yield
    finally:
        vars(incorporate)["NOUNS"] = known


class Laptop:
    """One device.

    Args:
        vault: its vault file.
        seed: of its randomness.
    """

    def __init__(self, name: str, vault: Path, world: World, exchange: Exchange, seed: int) -> None:
        self.name = name
        self.vault = vault
        self.exchange = exchange
        self.clock = WrongClock(world)
        self.randomness = SeededRandomness(seed)
        self.ids = Ids(self.clock, self.randomness)
        self.device = bytes(16)
        self.is_lead = False
        self.database: Database = open_database(vault, TEST_KEY)
        self.store = self._new_store()
        self.line = Line(exchange, lambda: self.device)
        self.portions: tuple[int, int] | None = None
        self.program = PROGRAM
        self.without = ""
        self.cycle = self._new_cycle()
        self.stop_in: int | None = None
        self.look()

    # --- life -------------------------------------------------------------------------------------

    def look(self) -> None:
        """Read from the vault who this is."""
        with self.store.read() as connection:
            me = identity.read(connection)
        self.device = me.get(identity.DEVICE) or bytes(16)
        self.plan = me.get(identity.PLAN)
        self.team = me.get(identity.TEAM)
        self.shielded = me.get(identity.SHIELDED)

    def restart(self) -> None:
        """Start the program again after a crash: nothing but the vault is left."""
        self.line = Line(self.exchange, lambda: self.device)
        self.store.cut_in = None
        self.stop_in = None
        self.cycle = self._new_cycle()

    def use(self, exchange: Exchange) -> None:
        """Speak to another server from now on."""
        self.exchange = exchange
        self.restart()

    def reopen(self) -> None:
        """Open the vault again after `close`, perhaps another one under the same name."""
        self.database = open_database(self.vault, TEST_KEY)
        self.store = self._new_store()
        self.restart()
        self.look()

    def install(self, program: str, *, without: str = "") -> None:
        """Start another version of the program.

        Args:
            program: its version.
            without: a noun that it does not know; empty: it knows them all.
        """
        self.program, self.without = program, without
        self.restart()

    def close(self) -> None:
        for each in self._kept:
            each.close()
        self.database.close()

    def _new_store(self) -> FragileStore:
        writer: Any = Lasting(self.database.writer, "vault")
        reader: Any = Lasting(self.database.reader, "vault")
        self._kept = (writer, reader)
        return FragileStore(writer, reader, self.clock, lambda: self.device)

    def _new_cycle(self) -> Cycle:
        cycle = Cycle(
            self.store,
            self.line,
            self.clock,
            self.ids,
            self.randomness,
            self.program,
            self._check_stop,
            AtOnce(),
        )
        if self.portions is not None:
            pull, push = self.portions
            cycle._pull_portion, cycle._push_portion = Portion(pull), Portion(push)
        return cycle

    def _check_stop(self) -> None:
        if self.stop_in is not None:
            self.stop_in -= 1
            if self.stop_in <= 0:
                self.stop_in = None
                raise PowerCutError

    # --- syncing ----------------------------------------------------------------------------------

    def sync(self) -> Outcome:
        """Run one cycle and take in newcomers.

        Raises:
            whatever a cycle raises; PowerCutError.
        """
        with _knowing(self.without):
            outcome = self.cycle.run_once()
        trust = self.cycle.trust()
        if trust.roster.role_of_device(trust.device) == "lead":
            self.inviting().approve_automatic_ones()
        return outcome

    def inviting(self) -> Inviting:
        """Return a lead's side of enrolment."""
        trust = self.cycle.trust()
        return Inviting(self.store, self.line, trust, self.clock, self.ids, self.randomness)

    def leading(self) -> Leading:
        """Return a lead's acts on keys."""
        return Leading(self.store, self.line, self.cycle.trust(), self.randomness)

    def enrolling(self) -> Enrolling:
        """Return a newcomer's side of enrolment."""
        return Enrolling(self.store, self.line, self.ids, self.randomness)

    def trust(self) -> Trust | None:
        """Return what the vault believes."""
        with self.store.read() as connection:
            return trusting.load(connection)

    def keys(self) -> set[tuple[bytes, int, bytes]]:
        """Return (space, epoch, key) of every key here, also of those made without an answer."""
        with self.store.read() as connection:
            believed = trusting.load(connection)
            made = set(made_keys.read(connection))
        believed_keys = believed.keys if believed else {}
        return made | {(*which, bytes(key)) for which, key in believed_keys.items()}

    # --- looking ----------------------------------------------------------------------------------

    def spaces(self) -> list[bytes]:
        """Return the spaces that this person writes in."""
        return [space for space in (self.plan, self.team, self.shielded) if space]

    def has_unsent(self) -> bool:
        """Return True if something waits to be sent, also what was refused."""
        with self.store.read() as connection:
            dirty = connection.execute(select(DIRECTORY.c.rid).where(DIRECTORY.c.dirty > 0))
            return dirty.first() is not None

    def quarantined_spaces(self) -> set[bytes]:
        """Return the spaces of which something is kept raw."""
        with self.store.read() as connection:
            return {each.space for each in sync_marks.quarantined(connection)}

    def refused(self) -> set[bytes]:
        """Return the records of the "kunne ikke sendes" list."""
        with self.store.read() as connection:
            return {row.rid for row in refusals.listed(connection)}
