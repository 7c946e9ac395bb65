"""A world with a real server and real laptops, so that a scenario reads like a story.

Each laptop is a profile folder with a real SQLCipher vault; they speak real HTTP to a server that
runs as its own process. Only the key derivation is left out: the vault's key is random.
"""

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from helhedsplan_desktop.foundation.clock import SystemClock, local_day, milliseconds
from helhedsplan_desktop.foundation.ids import Ids, SystemRandomness
from helhedsplan_desktop.records.catalogue import load
from helhedsplan_desktop.services.conflicts import Conflict
from helhedsplan_desktop.services.contact_views import ContactForm
from helhedsplan_desktop.services.desk import Desk
from helhedsplan_desktop.services.member_views import Invitation
from helhedsplan_desktop.services.members import Members
from helhedsplan_desktop.services.notes import NoteForm
from helhedsplan_desktop.services.session import Session, open_session
from helhedsplan_desktop.services.syncing import Syncing
from helhedsplan_desktop.store import buckets, identity
from helhedsplan_desktop.store.engine import Database, create_database, open_database
from helhedsplan_desktop.store.migrating import prepare
from helhedsplan_desktop.store.store import Store
from helhedsplan_desktop.sync.space_round import Outcome
from helhedsplan_desktop.sync.transport import Transport
from tests.support.server_process import RunningServer, running_server

NOWHERE = "http://127.0.0.1:9"
"""Nothing listens there: a laptop without network."""


@dataclass
class LaptopInWorld:
    """One person's laptop."""

    name: str
    folder: Path
    key: bytes
    database: Database
    store: Store
    members: Members
    syncing: Syncing
    addresses: dict[str, str]
    session: Session | None = None
    contacts: dict[str, bytes] = field(default_factory=dict)

    # --- the person's acts ------------------------------------------------------------------------

    def meet(self, name: str, **more: Any) -> bytes:
        """Write down a new contact."""
        self.contacts[name] = self.day.people.create(ContactForm(name=name, **more))
        return self.contacts[name]

    def write_note(self, text: str, about: str | bytes | None = None) -> bytes:
        """Write a note about a contact by name or id, or about nobody in particular."""
        rid = self.contacts[about] if isinstance(about, str) else about
        form = NoteForm(
            contacts=(rid,) if rid else (),
            anonymous=rid is None,
            text=text,
            happened_on=local_day(milliseconds(SystemClock().now())).isoformat(),
        )
        return self.day.notes.save(form).rid

    def change(self, rid: bytes, **values: Any) -> None:
        """Change fields of a contact."""
        form = self.day.people.page(rid).form
        self.day.people.update(rid, replace(form, **values))

    def sync(self) -> Outcome | None:
        """Run one cycle; None without network."""
        return self.syncing.run_once()

    def offline(self) -> None:
        """Pull the plug."""
        self.addresses["server"] = NOWHERE
        self.syncing.close()

    def online(self, address: str) -> None:
        """Put the plug in again."""
        self.addresses["server"] = address
        self.syncing.close()

    # --- looking ----------------------------------------------------------------------------------

    @property
    def day(self) -> Session:
        """The use cases of this laptop's person."""
        assert self.session is not None, f"{self.name} has not joined"
        return self.session

    def contact(self, rid: bytes) -> ContactForm:
        """Return a contact's fields."""
        return self.day.people.page(rid).form

    def find_note(self, words: str) -> list[bytes]:
        """Return the notes that hold these words, newest first."""
        return [hit.rid for hit in self.day.searching.find(words, limit=50).notes]

    def conflicts(self) -> tuple[Conflict, ...]:
        """Return what waits for a decision."""
        return self.day.conflicts.all()

    def digests(self) -> dict[bytes, bytes]:
        """Return the digest of every space that this laptop holds."""
        with self.store.read() as connection:
            me = identity.read(connection)
        found = {}
        for fact in (identity.PLAN, identity.TEAM):
            space = me.need(fact)
            with self.store.write_for_sync() as unit:
                found[space] = buckets.digest(unit.connection, space)
        return found

    def open_session(self) -> None:
        """Unlock: build the use cases once this laptop belongs to the organisation."""
        desk = Desk(
            self.store,
            SystemClock(),
            Ids(SystemClock(), SystemRandomness()),
            self.members.me(),
            self.members.homes(),
            self.members.device_users,
            self.members.lead_devices,
        )
        self.session = open_session(desk, load(), self.members, self.syncing)

    def close(self) -> None:
        """Shut the lid."""
        self.syncing.close()
        self.database.close()


class World:
    """A server and the laptops around it.

    Args:
        folder: an empty folder for all of them.
        open_things: ends the server.
    """

    def __init__(self, folder: Path, open_things: ExitStack) -> None:
        self.folder = folder
        self._open_things = open_things
        self.server = self._serve()
        self.laptops: dict[str, LaptopInWorld] = {}
        self._keys: dict[str, bytes] = {}
        self.sheet = ("", "")

    @property
    def server_folder(self) -> Path:
        """Where the server keeps everything."""
        return self.folder / "server"

    def new_laptop(self, name: str) -> LaptopInWorld:
        """Unpack a laptop that belongs to nobody yet."""
        folder = self.folder / name
        folder.mkdir()
        self._keys[name] = os.urandom(32)
        database = create_database(folder / "vault.db", self._keys[name])
        prepare(database)
        return self._laptop(name, folder, database)

    def copy_of(self, laptop: LaptopInWorld, name: str) -> LaptopInWorld:
        """Return another computer with a copy of a laptop's vault as it stands now."""
        folder = self.folder / name
        folder.mkdir()
        laptop.database.copy_to(folder / "vault.db")
        self._keys[name] = self._keys[laptop.name]
        copy = self._laptop(name, folder, open_database(folder / "vault.db", self._keys[name]))
        copy.open_session()
        return copy

    def _laptop(self, name: str, folder: Path, database: Database) -> LaptopInWorld:
        clock, randomness = SystemClock(), SystemRandomness()
        ids = Ids(clock, randomness)
        store = Store(database.writer, database.reader, clock, lambda: device_of(store))
        addresses = {"server": self.server.address}

        def make_transport(_: str) -> Transport:
            return Transport(addresses["server"])

        members = Members(store, clock, ids, randomness, make_transport, "0.1.0")
        syncing = Syncing(store, clock, ids, randomness, make_transport, "0.1.0")
        laptop = LaptopInWorld(
            name, folder, self._keys[name], database, store, members, syncing, addresses
        )
        self.laptops[name] = laptop
        return laptop

    def unlocked_again(self, laptop: LaptopInWorld) -> LaptopInWorld:
        """Return the laptop as it is after locking and unlocking: syncing can begin by itself."""
        laptop.syncing.close()
        again = self._laptop(laptop.name, laptop.folder, laptop.database)
        again.open_session()
        return again

    def found(self, name: str = "Karin") -> LaptopInWorld:
        """Let a lead found the organisation."""
        laptop = self.new_laptop(name)
        assert self.server.founding_code is not None
        laptop.members.found(
            self.server.address,
            self.server.founding_code,
            "Øvebyens helhedsplan",
            name,
            "Teamleder",
            f"{name}-pc",
        )
        sheet = laptop.members.sheet()
        assert sheet is not None
        self.sheet = sheet.lines
        laptop.members.confirm_sheet()
        laptop.open_session()
        laptop.sync()
        return laptop

    def invite(self, lead: LaptopInWorld, name: str, role: str = "worker") -> Invitation:
        """Let a lead invite somebody who will be approved by itself."""
        return lead.members.invite(name, "Boligsocial medarbejder", role, automatic=True)

    def join(self, lead: LaptopInWorld, name: str, role: str = "worker") -> LaptopInWorld:
        """Let somebody join with a code, and sync."""
        return self.join_by(lead, self.invite(lead, name, role).code, name)

    def join_by(self, lead: LaptopInWorld, code: str, name: str) -> LaptopInWorld:
        """Let a new laptop join with a code that its lead approves by itself, and sync."""
        laptop = self.new_laptop(name)
        laptop.members.enrol(self.server.address, code, f"{name}-pc")
        lead.sync()
        assert laptop.members.stage() == "approved"
        laptop.members.join()
        laptop.open_session()
        laptop.sync()
        return laptop

    def back_up_server(self) -> None:
        """Copy the server's database while the server runs, as an operator does every night."""
        shutil.copy(self.server_folder / "journal.log", self.folder / "journal.log")
        with (
            closing(sqlite3.connect(self.server_folder / "server.db")) as source,
            closing(sqlite3.connect(self.folder / "backup.db")) as target,
        ):
            source.backup(target)

    def put_server_back(self, *, journal_lost: bool = False) -> None:
        """Put the backup in the database's place, as the operator's handbook says.

        Args:
            journal_lost: the disk with the journal is gone too; there is only the night's copy.
        """
        self.server.stop()
        database = self.server_folder / "server.db"
        for suffix in ("", "-wal", "-shm"):
            database.with_name(database.name + suffix).unlink(missing_ok=True)
        shutil.copy(self.folder / "backup.db", database)
        if journal_lost:
            shutil.copy(self.folder / "journal.log", self.server_folder / "journal.log")
        command = [sys.executable, "-m", "helhedsplan_server", "restore"]
        subprocess.run([*command, "--data", str(self.server_folder)], check=True)
        self.server = self._serve()
        for laptop in self.laptops.values():
            laptop.online(self.server.address)

    def restart_server(self) -> None:
        """Stop the server and start it again, as after an update or with other settings."""
        self.server.stop()
        self.server = self._serve()
        for laptop in self.laptops.values():
            laptop.online(self.server.address)

    def _serve(self) -> RunningServer:
        return self._open_things.enter_context(running_server(self.server_folder))

    def settle(self, rounds: int = 2) -> None:
        """Let every laptop sync a few times."""
        for _ in range(rounds):
            for laptop in self.laptops.values():
                laptop.sync()


def device_of(store: Store) -> bytes:
    """Return the device that a laptop is, zeros before it joined."""
    with store.read() as connection:
        return identity.read(connection).get(identity.DEVICE) or bytes(16)


def user_of(laptop: LaptopInWorld) -> bytes:
    """Return the person whose laptop it is, by the vault."""
    with laptop.store.read() as connection:
        return identity.read(connection).need(identity.USER)


@contextmanager
def world(folder: Path) -> Iterator[World]:
    """Give a world in an empty folder, and end it."""
    with ExitStack() as open_things:
        made = World(folder, open_things)
        try:
            yield made
        finally:
            for laptop in made.laptops.values():
                laptop.close()
