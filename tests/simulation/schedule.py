"""One random schedule: laptops, a server, bad luck; then quiet, in which all must come right."""

import random
import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Final

from sqlalchemy import update

from helhedsplan_desktop.sync.transport import RefusedError, TransportError
from helhedsplan_protocol import routes
from helhedsplan_protocol.roster_state import RosterError
from helhedsplan_server.server import Server
from helhedsplan_server.store.tables import spaces
from tests.simulation.ageing import AGEING_ACTS, all_go_on
from tests.simulation.departing import DEPARTURES, depart, put_out_by
from tests.simulation.forging import FORGERIES
from tests.simulation.forking import FORKS, Split, end_all_forks, went_over
from tests.simulation.invariants import (
    StepChecks,
    check_erased,
    check_refusals,
    check_rest,
    check_server,
)
from tests.simulation.keeping import Waiting
from tests.simulation.laptops import Laptop, PowerCutError
from tests.simulation.ledger import Broken, Ledger
from tests.simulation.line import MODES, Exchange, Fault
from tests.simulation.lying import LIES, check_sealed_by_members, lie
from tests.simulation.machine import Machine
from tests.simulation.misfortunes import MISFORTUNES
from tests.simulation.narrowing import narrowed_units
from tests.simulation.newcomers import ADMISSIONS
from tests.simulation.persons import Person
from tests.simulation.quick import sums_done_once
from tests.simulation.quiet import (
    gone_stay_out,
    lead_believes,
    let_gone_hand_over,
    save_refused_again,
    take_over_parcels,
)
from tests.simulation.rules import ACTS, MOVING_ACTS, RULES, Rule
from tests.simulation.surroundings import World
from tests.simulation.template import PEOPLE, new_folder, template
from tests.simulation.watching import WireWatch, watched

ROUNDS: Final = 3
"""Rounds of syncing in which all laptops must agree."""

WEATHER: Final = (TransportError, RefusedError, PowerCutError)
"""What a cycle may end with; anything else would end the program's sync thread."""

ACTS_OF_OTHERS: Final = MISFORTUNES | AGEING_ACTS | FORGERIES | DEPARTURES | ADMISSIONS | FORKS
"""Rules that stand in modules of their own."""


class Schedule:
    """A world that a seed drives.

    Args:
        seed: replays everything but key material and nonces of the template.
        rules: what may happen.
    """

    def __init__(self, seed: int, rules: tuple[Rule, ...] = RULES) -> None:
        self.seed = seed
        self.rng = random.Random(seed)
        self._rules = rules
        self.forks = any(rule.name == "fork_view" for rule in rules)
        self.world = World()
        self.world.forward(days=1)
        self.folder = new_folder()
        self.ledger = Ledger()
        self.person = Person(self.rng, self.ledger)
        self.watch = WireWatch()
        self.checks = StepChecks()
        self.steps = 0
        self.trace: list[str] = []
        # In most schedules a few records fill a page and a push.
        narrowed = (self.rng.randint(1, 6), self.rng.randint(1, 6))
        self._narrowed = narrowed if self.rng.random() < 0.8 else None
        self.vault_copies: dict[str, Path] = {}
        self.machine = Machine(self.folder, self.world, self.rng.getrandbits(64))
        self.exchange = Exchange(self.machine.start(), self.watch)
        self.laptops: list[Laptop] = []
        self.waiting: list[Laptop] = []
        self.invited = 0
        self.gone: list[tuple[Laptop, set[tuple[bytes, int, bytes]]]] = []
        self.departing: list[Laptop] = []
        self.split: Split | None = None
        self.strangers: set[bytes] = set()
        self.stood: dict[bytes, tuple[int, bytes]] = {}
        for name in PEOPLE:
            shutil.copy(template() / f"{name}.db", self.folder / f"{name}.db")
            self.laptops.append(self.laptop(name))
        self.lead.is_lead = True

    # --- running ----------------------------------------------------------------------------------

    def run(self, steps: int) -> None:
        """Take so many random steps, then let everybody talk and check all.

        Raises:
            Broken.
        """
        with sums_done_once(), watched(self.watch), narrowed_units(self._narrowed, self.rng):
            for _ in range(steps):
                self.step()
            self.settle()

    def step(self) -> None:
        """Let one thing happen."""
        self.steps += 1
        (rule,) = self.rng.choices(self._rules, [rule.weight for rule in self._rules])
        laptop = self.rng.choice(self.laptops)
        self.trace.append(f"{rule.name} {laptop.name}")
        self.world.forward(seconds=self.rng.randint(1, 40))
        if rule.name in MOVING_ACTS:
            getattr(self.person, rule.name)(laptop)
            return
        act = ACTS_OF_OTHERS.get(rule.name)
        if act is not None:
            act(self, laptop)
        elif rule.name in LIES:
            lie(self, laptop, rule.name)
            check_sealed_by_members(laptop, self.watch.sealed)
        else:
            getattr(self, rule.name)(laptop)
        self._look(laptop)

    def close(self) -> None:
        """Put everything away."""
        for laptop in self.everybody():
            laptop.close()
        self.machine.stop()
        if self.split is not None:
            self.split.machine.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def everybody(self) -> list[Laptop]:
        """Return every laptop, those of who left or has yet to join too."""
        gone = [laptop for laptop, _ in self.gone]
        return [*self.laptops, *self.waiting, *self.departing, *gone]

    @property
    def server(self) -> Server:
        return self.exchange.server

    @property
    def lead(self) -> Laptop:
        return self.laptops[0]

    # --- rules ------------------------------------------------------------------------------------

    def sync(self, laptop: Laptop) -> bool:
        """Run one cycle; False if it ended early.

        Raises:
            Broken.
        """
        waiting = Waiting(laptop, self.watch)
        went_well = self._cycle(laptop)
        if laptop in self.laptops:
            waiting.check("UnsentNeverPurged", self.ledger)
        return went_well

    def _cycle(self, laptop: Laptop) -> bool:
        try:
            outcome = laptop.sync()
        except PowerCutError:
            laptop.restart()
        except WEATHER as weather:
            self.trace.append(f"  ended by {weather!r}")
        else:
            self.watch.comparing.discard(laptop.device)
            if outcome.complete:
                self.strangers.discard(laptop.device)
            return True
        finally:
            laptop.line.fault = None
            laptop.line.during = lambda _route: None
            laptop.store.cut_in = laptop.stop_in = None
        return False

    def sync_on_a_bad_line(self, laptop: Laptop) -> None:
        route = self.rng.choice((routes.PUSH, routes.PUSH, routes.PULL, routes.SPACES, None))
        passing = min(int(self.rng.expovariate(0.7)), 6)
        laptop.line.fault = Fault(self.rng.choice(MODES), route, passing)
        self.sync(laptop)

    def edit_during_flight(self, laptop: Laptop) -> None:
        """The person goes on working while a cycle is under way."""
        left, in_flight = self.rng.randint(1, 3), Waiting(laptop, self.watch, edits=False)

        def work(route: str) -> None:
            nonlocal left
            if left and route in {routes.PUSH, routes.PULL} and self.rng.random() < 0.6:
                left -= 1
                act = self.rng.choice(("edit_field", "edit_text", "edit_field", "delete"))
                in_flight.pass_over()
                getattr(self.person, act)(laptop)
                in_flight.look()

        laptop.line.during = work
        if self.rng.random() < 0.3:
            laptop.line.fault = Fault("lose_response", routes.PUSH, self.rng.randint(0, 2))
        self.sync(laptop)
        in_flight.check("EditDuringFlightKept", self.ledger)

    def meet_in_flight(self, laptop: Laptop) -> None:
        """Let others sync while this laptop waits for its answers."""
        others = [each for each in self.laptops if each is not laptop]

        def meet(_route: str) -> None:
            if self.rng.random() < 0.4:
                other = self.rng.choice(others)
                getattr(self.person, self.rng.choice(ACTS))(other)
                self.sync(other)

        laptop.line.during = meet
        if self.rng.random() < 0.2:
            laptop.line.fault = Fault("lose_response", routes.PUSH, self.rng.randint(0, 2))
        self.sync(laptop)

    def crash_device(self, laptop: Laptop) -> None:
        laptop.store.cut_in = self.rng.randint(1, 9)
        laptop.store.cut_where = self.rng.choice(("before", "within", "after"))
        self.sync(laptop)
        laptop.restart()

    def stop_device(self, laptop: Laptop) -> None:
        laptop.stop_in = self.rng.randint(1, 5)
        self.sync(laptop)

    def fill_quota(self, laptop: Laptop) -> None:
        """Leave room for little more in a space, or for nothing."""
        space = self.rng.choice(laptop.spaces())
        with self.server._store.write() as connection:
            room = spaces.c.used_bytes + self.rng.choice((0, 0, 1500))
            connection.execute(
                update(spaces).where(spaces.c.space == space).values(quota_bytes=room)
            )

    def lift_quota(self, _laptop: Laptop | None = None) -> None:
        with self.server._store.write() as connection:
            connection.execute(update(spaces).values(quota_bytes=None, frozen=False))

    def erase(self, _laptop: Laptop) -> None:
        """A lead erases a record: by law, for good."""
        self.person.erase(self.lead)

    def revoke(self, laptop: Laptop) -> None:
        """Somebody leaves: everything is sent, then a lead puts the laptop out."""
        if laptop is self.lead or len(self.laptops) <= len(PEOPLE) - 1:
            return
        self.lift_quota()
        for _ in range(2):
            if not self.sync(laptop):
                return
        if laptop.has_unsent() or not self.sync(self.lead):
            return
        put_out_by(self, self.lead, laptop)

    def lead_acts(self, lead: Laptop, act: Callable[[], None]) -> bool:
        """Let a lead act; False if the line or the server would not have it."""
        try:
            lead.cycle.refresh_roster()
            if lead.cycle.forked:
                return False  # as her screen says: a lead first decides which log stays
            act()
        except (*WEATHER, RosterError) as weather:
            if isinstance(weather, RosterError) and not self.forks:
                raise
            self.trace.append(f"  ended by {weather!r}")
            return False
        finally:
            lead.line.fault = None
        return True

    def clock_jump(self, laptop: Laptop) -> None:
        """A computer's clock goes wrong, or right again; or half a day passes."""
        if self.rng.random() < 0.4:
            self.world.forward(hours=13)
        years = self.rng.choice((-10, 0, 0, 10))
        laptop.clock.off = timedelta(days=365 * years)

    def restart_server(self, _laptop: Laptop) -> None:
        self.exchange.use(self.machine.restart())

    def back_up_server(self, _laptop: Laptop) -> None:
        self.machine.back_up()

    def restore_server(self, _laptop: Laptop) -> None:
        """Put a backup in the database's place; the journal stays as it is."""
        if self.machine.backups:
            self.put_in_place(self.rng.choice(self.machine.backups))

    def put_in_place(self, copy: Path) -> None:
        """Serve from another database."""
        self.exchange.use(self.machine.restore(copy))

    # --- the end ----------------------------------------------------------------------------------

    def settle(self) -> None:
        """Let the sun shine, let everybody talk, and check what must hold then.

        Raises:
            Broken.
        """
        self.trace.append("settle")
        self.exchange.deliver_late()
        self.lift_quota()
        self.world.forward(hours=2)
        for laptop in self.laptops:
            laptop.clock.off = timedelta()
        self.laptops += self.departing
        all_go_on(self)
        if self.forks:
            end_all_forks(self)
        let_gone_hand_over(self)
        self._talk()
        if lead_believes(self):
            self._talk()
        if self.departing:
            depart(self)
            self._talk()
        if take_over_parcels(self):
            self._talk()
        if again := take_over_parcels(self):
            raise Broken("NoLivelock", f"{again} records change each time they are taken over")
        self._save_again()
        check_server(self.server)
        check_erased(self.server, self.ledger)
        gone_stay_out(self)
        check_rest(self.laptops, self.server, self.ledger)
        before = self.watch.pushed
        self._round()
        if self.watch.pushed != before:
            raise Broken("NoMergePingPong", f"{self.watch.pushed - before} pushed at rest")

    def _save_again(self) -> None:
        for laptop in self.laptops:
            check_refusals(laptop)
        if save_refused_again(self):
            self._talk()
            # A move that had been refused may leave a colleague's work without a home.
            if take_over_parcels(self):
                self._talk()

    def _talk(self) -> None:
        """Let everybody sync until a round sends nothing, at most `ROUNDS` times."""
        for _ in range(ROUNDS):
            before = self.watch.pushed
            self._round()
            if self.watch.pushed == before:
                return

    def _round(self) -> None:
        for laptop in self.laptops:
            self.world.forward(minutes=1)
            if not self.sync(laptop):
                raise Broken("NoLivelock", f"{laptop.name} cannot sync: {self.trace[-1]}")
            self._look(laptop)

    def _look(self, laptop: Laptop) -> None:
        if self.forks and self._is_new_here(laptop):
            self.checks.forget(laptop)
        if laptop.device in self.strangers:
            return
        comparing = laptop.device in self.watch.comparing
        self.checks.look(laptop, laptop.exchange.server, comparing=comparing)

    def _is_new_here(self, laptop: Laptop) -> bool:
        """Return True if a laptop has not compared what two servers told it, or gave one up."""
        roster = (laptop.trust() or laptop.cycle.trust()).roster
        before = self.stood.get(laptop.device)
        self.stood[laptop.device] = roster.n, roster.head_hash
        left = before is not None and went_over(laptop, before)
        return left or laptop.device in self.strangers

    # --- making -----------------------------------------------------------------------------------

    def laptop(self, name: str) -> Laptop:
        """Return a laptop on the vault of that name in the folder."""
        return self.another(name, self.folder / f"{name}.db")

    def another(self, name: str, vault: Path) -> Laptop:
        """Return a laptop on a vault file."""
        laptop = Laptop(name, vault, self.world, self.exchange, self.rng.getrandbits(64))
        laptop.portions = self._narrowed
        laptop.restart()
        return laptop
