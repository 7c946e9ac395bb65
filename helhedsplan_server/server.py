"""The server without HTTP: every use case takes and returns the structs of the protocol.

The web application, the tests and the simulation all speak to this class; nothing below it knows
of requests, headers or status codes.
"""

import contextlib

from sqlalchemy import select

from helhedsplan_protocol.messages import Hello, Ready
from helhedsplan_protocol.version import PROTOCOL
from helhedsplan_server.accounts.founding import Founding, ensure_organisation
from helhedsplan_server.accounts.sessions import Sessions
from helhedsplan_server.config import ServerConfig
from helhedsplan_server.devices.audit import Audit
from helhedsplan_server.devices.invites import Invites
from helhedsplan_server.errors import StartError
from helhedsplan_server.health.readiness import PROGRAM, readiness
from helhedsplan_server.health.tidying import tidy
from helhedsplan_server.records.digests import Digests
from helhedsplan_server.records.parcels import Parcels
from helhedsplan_server.records.pull import Pulling
from helhedsplan_server.records.push import Pushing
from helhedsplan_server.restore.consistency import check, complete
from helhedsplan_server.restore.restoring import Restored, restore
from helhedsplan_server.roster.book import RosterBook
from helhedsplan_server.roster.log import RosterLog
from helhedsplan_server.roster.relay import RosterRelay
from helhedsplan_server.store.engine import Store
from helhedsplan_server.store.high_water import HighWater
from helhedsplan_server.store.journal import Journal
from helhedsplan_server.store.presence import Presence, folder_id
from helhedsplan_server.store.process_lock import ProcessLock
from helhedsplan_server.store.retrying import Retrying
from helhedsplan_server.store.schema import revision_of, upgrade
from helhedsplan_server.store.tables import organisation
from helhedsplan_server.surroundings import (
    Clock,
    Randomness,
    SystemClock,
    SystemRandomness,
    now_ms,
)


class Server:
    """One organisation's server on its data folder; safe to call from many threads.

    Each use case is an attribute. Those of devices take the device first, as a session tells it:
    `push(device, Push) -> PushAnswer`; `found`, `session_start`, `session_finish` and `enrol_*`
    take their request only. Every one raises `Refusal` where it says no.

    Args:
        config: where the data is, and the limits.
        clock: for lifetimes and display.
        randomness: for ids, tokens and nonces.
        restoring: the database was put back from a copy: bring it up to its journal first.

    Attributes:
        restored: what `restoring` put back; None without it.

    Raises:
        StartError: another server runs here, the database is newer than this program, damaged,
            gone, or older than what clients have seen.
    """

    def __init__(
        self,
        config: ServerConfig,
        clock: Clock | None = None,
        randomness: Randomness | None = None,
        *,
        restoring: bool = False,
    ) -> None:
        self._events_days = config.access_events_days
        self._clock = clock or SystemClock()
        self._randomness = randomness or SystemRandomness()
        self.restored: Restored | None = None
        with contextlib.ExitStack() as opened:
            self._open(config, opened, alone=restoring)
            self._make_ready(config, restoring=restoring)
            self._closing = opened.pop_all()
        self._compose(config)

    def close(self) -> None:
        """Close database, journal and marks, and let another process in."""
        self._closing.close()

    @property
    def useful_threads(self) -> int:
        """How many requests may be worked on at once with gain."""
        return self._store.useful_threads

    def _hello(self) -> Hello:
        """Return who answers."""
        with self._store.read() as connection:
            row = connection.execute(select(organisation)).one()
        return Hello(
            server_id=row.server_id,
            protocol_min=PROTOCOL,
            protocol_max=PROTOCOL,
            program=PROGRAM,
            founded=row.roster_n >= 0,
            now_ms=now_ms(self._clock),
        )

    def _ready(self) -> Ready:
        """Return that the server can serve.

        Raises:
            Refusal: `busy` when it cannot.
        """
        return readiness(self._store, self._high_water)

    def tidy(self) -> None:
        """Throw away what has had its time, and put right what another process left undone."""
        self._presence.hold()
        tidy(self._store, self._clock, self._events_days)
        self._complete_journal()

    def _complete_journal(self) -> None:
        complete(self._store, self._journal)

    def _open(self, config: ServerConfig, opened: contextlib.ExitStack, *, alone: bool) -> None:
        config.data.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._store = Store(config.url)
        opened.callback(self._store.close)
        shared = not (alone or self._store.is_sqlite)
        opened.callback(ProcessLock(config.lock_file, shared=shared).close)
        self._store.reach()
        folder = folder_id(config.folder_file, self._randomness)
        self._presence = Presence(self._store, folder, alone=alone)
        opened.callback(self._presence.close)
        self._journal = Journal(config.journal_file)
        opened.callback(self._journal.close)
        self._high_water = HighWater(config.marks_file)
        opened.callback(self._high_water.close)

    def _make_ready(self, config: ServerConfig, *, restoring: bool) -> None:
        # Looked at first: another process may found the organisation just now.
        journalled = not self._journal.is_empty
        with self._store.read() as connection:
            empty = revision_of(connection) is None
        if empty and journalled:
            # An empty or vanished file must never look like a new server.
            raise StartError(
                "There is a journal here, but the database is empty or gone: "
                "put a backup back with `helhedsplan-server restore --from FOLDER`."
            )
        upgrade(self._store)
        with self._store.write(alone=True) as connection:
            ensure_organisation(connection, self._randomness)
        if restoring:
            self.restored = restore(
                self._store,
                self._journal,
                self._high_water,
                self._clock,
                self._randomness,
                config.quota_bytes,
            )
        with self._store.read() as connection:
            check(connection, self._journal, self._high_water)

    def _compose(self, config: ServerConfig) -> None:
        store, clock, randomness = self._store, self._clock, self._randomness
        again = Retrying(self._complete_journal)
        book = RosterBook()
        writing = (store, book, self._journal, clock, randomness, config.quota_bytes)

        self.hello = again(self._hello)
        self.ready = again(self._ready)

        founding = Founding(*writing)
        self.new_founding_code = again(founding.new_code)
        self.found = again(founding.found)

        sessions = Sessions(store, book, RosterRelay(*writing), clock, randomness)
        self.session_start = again(sessions.start)
        self.session_finish = again(sessions.finish)
        self.device_of = again(sessions.device_of)

        invites = Invites(store, book, clock)
        self.invite_create = again(invites.create)
        self.invite_list = again(invites.listed)
        self.invite_cancel = again(invites.cancel)
        self.enrol_start = again(invites.start)
        self.enrol_submit = again(invites.submit)
        self.enrol_status = again(invites.status)

        log = RosterLog(*writing)
        self.roster_pull = again(log.pull)
        self.roster_append = again(log.append)

        pushing = Pushing(store, book, self._journal, self._high_water, clock)
        self.push = again(pushing.push)
        pulling = Pulling(store, book, Digests(store), self._high_water, config.min_schema)
        self.spaces = again(pulling.spaces)
        self.pull = again(pulling.pull)
        self.headers = again(pulling.headers)
        self.history = again(pulling.history)

        parcels = Parcels(store, book, clock)
        self.parcel_put = again(parcels.put)
        self.parcel_list = again(parcels.listed)
        self.parcel_get = again(parcels.get)
        self.audit = again(Audit(store, book, clock).append)
