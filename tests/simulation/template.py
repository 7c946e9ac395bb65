"""An organisation with a lead and two workers, made once a process and copied for each schedule."""

import atexit
import shutil
import tempfile
from functools import cache
from pathlib import Path
from typing import Final

from helhedsplan_desktop.foundation.ids import SeededRandomness
from helhedsplan_desktop.records.base import Record
from helhedsplan_desktop.services.desk import Homes
from helhedsplan_desktop.services.first_records import FirstNames, first_records
from helhedsplan_desktop.store import identity
from helhedsplan_desktop.store.engine import create_database
from helhedsplan_desktop.store.migrating import prepare
from helhedsplan_desktop.sync.founding import Founder
from helhedsplan_protocol.wire import Wire
from helhedsplan_server.config import ServerConfig
from helhedsplan_server.server import Server
from tests.simulation.laptops import Laptop
from tests.simulation.line import Exchange
from tests.simulation.surroundings import World, WrongClock
from tests.support.stores import TEST_KEY

PEOPLE: Final = ("Karin", "Fatma", "Ole")
"""The first is the lead."""

BLANK: Final = "blank.db"
MEMORY: Final = Path("/dev/shm")  # noqa: S108  encrypted or invented, private, gone with the run


class Nobody:
    """Watches nothing."""

    def asked(self, device: bytes, route: str, request: Wire) -> None: ...

    def answered(self, device: bytes, route: str, request: Wire, answer: Wire | None) -> None: ...


def new_folder() -> Path:
    """Return an empty folder in memory where the system has it."""
    return Path(tempfile.mkdtemp(prefix="helhedsplan-", dir=MEMORY if MEMORY.is_dir() else None))


@cache
def template() -> Path:
    """Return the folder of the founded organisation: `server/` and a vault for each person."""
    folder, world = new_folder(), World()
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    clock = WrongClock(world)
    database = create_database(folder / BLANK, TEST_KEY)
    prepare(database)
    database.close()
    server = Server(ServerConfig(data=folder / "server"), clock, SeededRandomness(1))
    exchange = Exchange(server, Nobody())
    laptops = []
    for number, name in enumerate(PEOPLE):
        shutil.copy(folder / BLANK, folder / f"{name}.db")
        laptops.append(Laptop(name, folder / f"{name}.db", world, exchange, 100 + number))
    lead, *workers = laptops
    _found(lead, server.new_founding_code())
    for worker in workers:
        kept = lead.inviting().invite(worker.name, "worker", automatic=True)
        worker.enrolling().enrol(kept.invite.code, "pc")
        lead.sync()
        worker.look()
        worker.enrolling().join()
        worker.look()
        worker.restart()
    for laptop in laptops * 2:
        laptop.sync()
    for laptop in laptops:
        laptop.close()
    server.close()
    return folder


def _found(lead: Laptop, code: str) -> None:
    def records() -> list[Record]:
        with lead.store.read() as connection:
            me = identity.read(connection)
        homes = Homes(me.need(identity.PLAN), me.need(identity.TEAM), me.need(identity.SHIELDED))
        names = FirstNames("Planen", lead.name, "Teamleder")
        return first_records(lead.ids, homes, me.need(identity.USER), names)

    founder = Founder(lead.store, lead.line, lead.ids, lead.randomness)
    founder.found(code, "pc", "Planen", records)
    lead.look()
    lead.restart()
    lead.sync()
