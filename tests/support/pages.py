"""A page with its real services over a real vault, and a record of the ways it took."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec
from PySide6.QtCore import QDeadlineTimer
from PySide6.QtTest import QTest
from sqlalchemy import select

from helhedsplan_desktop.foundation.errors import AppError
from helhedsplan_desktop.foundation.ids import Ids, SystemRandomness
from helhedsplan_desktop.records.catalogue import load
from helhedsplan_desktop.records.places import Department, FocusArea
from helhedsplan_desktop.services.contact_views import ContactForm
from helhedsplan_desktop.services.desk import Desk
from helhedsplan_desktop.services.follow_ups import FollowUpForm
from helhedsplan_desktop.services.members import Members
from helhedsplan_desktop.services.notes import NoteForm
from helhedsplan_desktop.services.session import Session, open_session
from helhedsplan_desktop.services.syncing import Syncing
from helhedsplan_desktop.store import directory
from helhedsplan_desktop.store.tables import table_of
from helhedsplan_desktop.sync.arrivals import SETTLED_HERE
from helhedsplan_desktop.sync.transport import Transport
from helhedsplan_protocol.records import Conflict as OpenConflict
from tests.support.desks import LAPTOP_OF_SAMIRA, PLAN, open_desk
from tests.support.hands import WAIT
from ui.bridge.changes import ChangesBridge
from ui.bridge.sync_status import StatusBridge
from ui.jobs.runner import JobRunner
from ui.screens.page import PageContext, PageName, Wish


class Ways:
    """Stands where the window stands: writes down where a page wants to go.

    Attributes:
        went: what was asked for, in order.
        told: the toasts.
        errors: what the page could not show itself.
    """

    def __init__(self, runner: JobRunner) -> None:
        self._runner = runner
        self.went: list[tuple[Any, ...]] = []
        self.told: list[str] = []
        self.errors: list[AppError] = []
        self._undo: Callable[[], object] | None = None

    def open_page(self, name: PageName, wish: Wish | None = None) -> None:
        self.went.append((name, wish))

    def open_contact(self, rid: bytes) -> None:
        self.went.append(("contact", rid))

    def open_conflict(self, rid: bytes) -> None:
        self.went.append(("conflict", rid))

    def quick_note(self, about: bytes | None = None, draft: bytes | None = None) -> None:
        self.went.append(("quick_note", about, draft))

    def edit_note(self, rid: bytes) -> None:
        self.went.append(("edit_note", rid))

    def search(self, text: str = "") -> None:
        self.went.append(("search", text))

    def toast(self, text: str, undo: Callable[[], object] | None = None) -> None:
        self.told.append(text)
        self._undo = undo

    def tell(self, error: AppError) -> None:
        self.errors.append(error)

    def lock(self) -> None:
        self.went.append(("lock",))

    def take_back(self) -> None:
        """Do what the toast's undo does, once it is there: it comes after what was saved shows."""
        patience = QDeadlineTimer(WAIT)
        while self._undo is None and not patience.hasExpired():
            QTest.qWait(10)
        assert self._undo is not None, "nothing to take back"
        self._runner.write(self._undo, self._runner, _nothing)


def _nothing(_result: object) -> None:
    """Take an answer that no test asks for."""


class Office:
    """A page's surroundings: services on a vault, lanes, changes, and the ways out."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.runner = JobRunner()
        self.ways = Ways(self.runner)
        self.runner.unhandled.connect(self.ways.tell)
        self.changes = ChangesBridge(desk.store.changes)
        self.session = _session(desk)
        self.status = StatusBridge(self.session.syncing)
        self.veiled = False
        self.context = PageContext(
            session=self.session,
            runner=self.runner,
            navigator=self.ways,
            changes=self.changes,
            status=self.status,
            clock=desk.clock,
            veiled=lambda: self.veiled,
        )

    def close(self) -> None:
        self.changes.close()
        self.status.close()
        self.runner.close()
        self.session.syncing.close()

    # --- what happened before the page was opened -------------------------------------------------

    def furnish(self) -> None:
        """Put focus areas and a department into the plan."""
        ids = self.desk.ids
        with self.desk.store.write() as unit:
            unit.put_many(
                [
                    FocusArea(
                        id=ids.record(),
                        space=PLAN,
                        code=area.code,
                        name_da=area.da,
                        name_en=area.en,
                        short_da=area.short_da,
                        short_en=area.short_en,
                        hue=area.hue,
                        position=at,
                    )
                    for at, area in enumerate(self.session.catalogue.focus_areas)
                ]
            )
            unit.put(Department(id=ids.record(), space=PLAN, name="Kløverparken"))

    def meet(self, name: str, **more: Any) -> bytes:
        """Write down a contact of this person's."""
        me = self.session.me.user
        return self.session.people.create(ContactForm(name=name, **({"owner": me} | more)))

    def promise(self, what: str, due_on: str, contact: bytes | None = None, **more: Any) -> bytes:
        """Plan a follow-up."""
        return self.session.follow_ups.add(FollowUpForm(contact, what, due_on, **more))

    def write_note(self, text: str, contact: bytes, day: str = "2026-03-10") -> bytes:
        """Write a note about a contact."""
        form = NoteForm(contacts=(contact,), text=text, happened_on=day, channel="phone")
        return self.session.notes.save(form).rid

    def swap_authors(self, rid: bytes) -> None:
        """Let the standing value be Samira's and the waiting ones this person's."""
        me = self.session.me.device
        with self.desk.store.write_for_sync() as unit:
            entry = directory.entries(unit.connection, [rid])[rid]
            mine = tuple(msgspec.structs.replace(each, author=me) for each in entry.conflicts)
            directory.write(unit.connection, [], [entry.with_changes(conflicts=mine)])
            table = table_of(entry.noun)
            row = unit.connection.execute(select(table).where(table.c.id == rid)).mappings().one()
            unit.store_rows(entry.noun, [dict(row) | {"author": LAPTOP_OF_SAMIRA}])

    def hear_of_decision(self, rid: bytes, choice: str = "other") -> None:
        """Let Samira have decided a conflict between her value, which waited, and this person's."""
        writers = (LAPTOP_OF_SAMIRA, LAPTOP_OF_SAMIRA, self.session.me.device)
        with self.desk.store.write_for_sync() as unit:
            unit.log(SETTLED_HERE, b"".join((rid, *writers, choice.encode())))
            unit.touch_state(rid)

    def open_conflict(self, rid: bytes, **values: Any) -> None:
        """Leave Samira's values open beside the standing ones, as a merge does."""
        ids = self.desk.ids
        waiting = tuple(
            OpenConflict(path, value, ids.version(), LAPTOP_OF_SAMIRA, self.desk.now())
            for path, value in values.items()
        )
        with self.desk.store.write_for_sync() as unit:
            entry = directory.entries(unit.connection, [rid])[rid]
            directory.write(unit.connection, [], [entry.with_changes(conflicts=waiting)])
            unit.touch_state(rid)


def _session(desk: Desk) -> Session:
    randomness = SystemRandomness()
    ids = Ids(desk.clock, randomness)
    parts = (desk.store, desk.clock, ids, randomness, Transport, "0.1.0")
    return open_session(desk, load(), Members(*parts), Syncing(*parts))


@contextmanager
def open_office(folder: Path, role: str = "worker") -> Iterator[Office]:
    """Give Mette's office over a new vault in `folder`, on Thursday 12 March 2026."""
    with open_desk(folder, role) as desk:
        office = Office(desk)
        try:
            yield office
        finally:
            office.close()
