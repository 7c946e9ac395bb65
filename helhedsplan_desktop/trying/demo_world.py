"""The practice town with a real server and a colleague: what `--demo` shows."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from typing_extensions import override

from helhedsplan_desktop.foundation.clock import Clock
from helhedsplan_desktop.foundation.errors import AppError
from helhedsplan_desktop.options import Options
from helhedsplan_desktop.practice.chronicle import Batch
from helhedsplan_desktop.practice.loading import load
from helhedsplan_desktop.practice.places import Spaces
from helhedsplan_desktop.practice.town import PracticeTown
from helhedsplan_desktop.services.contact_views import ContactFilter
from helhedsplan_desktop.trying.laptop import TrialLaptop
from helhedsplan_desktop.trying.server import started_server

if TYPE_CHECKING:
    from helhedsplan_desktop.services.members import Members

ORGANISATION: Final = "Øvebyens helhedsplan"
COLLEAGUE: Final = "Samira Haddad"
IN_CONFLICT: Final = "Kim Mortensen"
VISITED: Final = ("Amina Yusuf", "Kurt Lyngkær")
COLLEAGUE_EVERY_SECONDS: Final = 40.0

_WRITTEN_BY_FOUNDING: Final = frozenset({"FocusArea", "DeviceReport"})
_NUMBERS: Final = ("00 44 10 00 00", "00 44 20 00 00", "00 44 30 00 00")
_NEWS: Final = (
    "Kom forbi åben rådgivning og spurgte til lektiecaféen på torsdag.",
    "Ringede om praktikpladsen. Vi aftalte at følges derhen på mandag.",
    "Talte kort på trappen. Alt er roligt, og de kommer til fællesspisningen.",
    "Ville gerne hjælpe som frivillig i værestedet. Jeg har givet nummeret videre.",
)


class SettledTown(PracticeTown):
    """A practice town whose people sit at real devices of a real organisation.

    Args:
        same: user or device id of the invented staff to the id that the roster knows.
    """

    def __init__(self, options: Options, clock: Clock, same: dict[bytes, bytes]) -> None:
        super().__init__(options.seed, options.practice_size, clock.now())
        self._same = same

    @override
    def batches(self, spaces: Spaces | None = None) -> Iterator[Batch]:
        """Give the town's rows with the roster's ids, without what the founding wrote."""
        for batch in super().batches(spaces):
            if batch.noun in _WRITTEN_BY_FOUNDING:
                continue
            rows = [self._settled(row) for row in batch.rows]
            if batch.noun == "Member":
                rows = [row for row in rows if row["user"] not in self._same.values()]
            if rows:
                yield replace(batch, rows=rows)

    def _settled(self, row: dict[str, Any]) -> dict[str, Any]:
        return {
            name: self._same.get(value, value) if isinstance(value, bytes) else value
            for name, value in row.items()
        }


@dataclass(frozen=True)
class DemoWorld:
    """A server, this person's laptop with its vault open, and a colleague's."""

    address: str
    mine: TrialLaptop
    colleague: TrialLaptop


@contextmanager
def demo_world(
    command: tuple[str, ...], folder: Path, options: Options, tell: Callable[[str], None]
) -> Iterator[DemoWorld]:
    """Give a founded organisation with the practice town, a colleague and a real conflict.

    Args:
        command: as `server_command` gives it.
        folder: an empty place for everything.
        options: size and seed of the town.
        tell: takes one line for each step.

    Raises:
        NoServerError, AppError.
    """
    (folder / "server").mkdir()
    with started_server(command, folder / "server") as server:
        mine = TrialLaptop(folder / "mine", "Mette Lindholm")
        colleague = TrialLaptop(folder / "colleague", COLLEAGUE)
        try:
            tell("founding the organisation")
            mine.core.unlocking.create(mine.passphrase)
            mine.core.members().found(
                server.address,
                server.founding_code,
                ORGANISATION,
                mine.name,
                "Boligsocial medarbejder",
                "Mettes computer",
            )
            mine.core.members().confirm_sheet()
            tell("inviting a colleague")
            _join(mine, colleague, server.address)
            tell(f"filling the town with {options.practice_size} people")
            _fill(mine, colleague, options)
            tell("syncing both laptops")
            for laptop in (mine, colleague):
                laptop.session.syncing.run_once()
            tell("letting both change the same thing")
            _visit(mine, colleague)
            _clash(mine, colleague)
            yield DemoWorld(server.address, mine, colleague)
        finally:
            colleague.core.close()
            mine.core.close()


def _join(mine: TrialLaptop, colleague: TrialLaptop, address: str) -> None:
    code = (
        mine.core.members()
        .invite(colleague.name, "Boligsocial medarbejder", "worker", automatic=True)
        .code
    )
    colleague.core.unlocking.create(colleague.passphrase)
    newcomer: Members = colleague.core.members()
    newcomer.enrol(address, code, "Samiras computer")
    mine.session.syncing.run_once()
    newcomer.join()


def _fill(mine: TrialLaptop, colleague: TrialLaptop, options: Options) -> None:
    clock = mine.core.clock
    invented = PracticeTown(options.seed, options.practice_size, clock.now())
    named = {each.name: each for each in invented.staff}
    same: dict[bytes, bytes] = {}
    for laptop in (mine, colleague):
        me, invented_self = laptop.core.members().me(), named[laptop.name]
        same |= {invented_self.user: me.user, invented_self.device: me.device}
    homes = mine.core.members().homes()
    load(
        mine.core.opened().store,
        SettledTown(options, clock, same),
        Spaces(homes.plan, homes.team, homes.shielded),
        unsent=True,
    )


def _visit(mine: TrialLaptop, colleague: TrialLaptop) -> None:
    """Let the colleague meet two people whom the lead will hear of, and both change a contact."""
    for name, words, phone in zip(VISITED, _NEWS[:2], _NUMBERS[:2], strict=True):
        rid = _named(mine, name)
        if rid is not None:
            colleague.write_note(words, rid)
            colleague.set_phone(rid, phone)
    colleague.session.syncing.run_once()
    mine.session.syncing.run_once()
    for name in VISITED[:1]:
        rid = _named(mine, name)
        if rid is not None:
            mine.set_phone(rid, _NUMBERS[2])
    mine.session.syncing.run_once()
    colleague.session.syncing.run_once()


def _named(laptop: TrialLaptop, name: str) -> bytes | None:
    rows = laptop.session.people.list(ContactFilter(scope="all", text=name)).rows
    return rows[0].rid if len(rows) else None


def _clash(mine: TrialLaptop, colleague: TrialLaptop) -> None:
    """Let both write another phone number for one contact, and only the colleague sync."""
    rid = _named(mine, IN_CONFLICT)
    if rid is None:
        return
    for laptop, phone in ((mine, "00 20 12 00 00"), (colleague, "00 31 45 00 00")):
        form = laptop.session.people.page(rid).form
        laptop.session.people.update(rid, replace(form, phone=phone))
    colleague.session.syncing.run_once()


class BusyColleague:
    """Lets the colleague write a note now and then, on a thread of its own."""

    def __init__(self, colleague: TrialLaptop) -> None:
        self._colleague = colleague
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._run, name="colleague", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """End, if it was begun; wait until the note under way is sent."""
        self._ending.set()
        if self._thread.is_alive():
            self._thread.join()

    def _run(self) -> None:
        turn = 0
        while not self._ending.wait(COLLEAGUE_EVERY_SECONDS):
            session = self._colleague.session
            rows = session.people.list(ContactFilter(scope="all", sort="last_contact")).rows
            try:
                self._colleague.write_note(_NEWS[turn % len(_NEWS)], rows[turn % 9].rid)
                session.syncing.run_once()
            except AppError:
                # A colleague who cannot save is no reason to disturb the person who looks on.
                continue
            turn += 1
