"""Moving a server from one database to another: every row, in the order of its key.

Journal and marks stay in the data folder and hold for the new database too: lineages and heads do
not change, so no device notices. The old database stays as it was; once programs have pushed to
the new one, the marks keep a server from starting on the old one by mistake.
"""

import contextlib
from dataclasses import dataclass

from helhedsplan_server.config import ServerConfig
from helhedsplan_server.errors import StartError
from helhedsplan_server.operations.copying import copy_all, count
from helhedsplan_server.operations.findings import Findings
from helhedsplan_server.operations.opening import standing_store
from helhedsplan_server.operations.verify import verify
from helhedsplan_server.store.engine import Store
from helhedsplan_server.store.presence import Presence, folder_id
from helhedsplan_server.store.process_lock import ProcessLock
from helhedsplan_server.store.schema import REVISION, revision_of, upgrade
from helhedsplan_server.store.tables import metadata
from helhedsplan_server.surroundings import Randomness


@dataclass(frozen=True)
class Migrated:
    """What was copied: table -> rows, and what the check of the new database found."""

    rows: dict[str, int]
    findings: Findings


def migrate(source: ServerConfig, target: ServerConfig, randomness: Randomness) -> Migrated:
    """Return what was copied from the database of `source` into the empty one of `target`.

    Either all rows are in the target afterwards or none; both name the same data folder.

    Raises:
        StartError: a server runs, there is no source, or the target is not empty.
    """
    with contextlib.ExitStack() as held:
        old = held.enter_context(standing_store(source))
        held.callback(ProcessLock(source.lock_file).close)
        new = held.enter_context(contextlib.closing(Store(target.url)))
        if old.url == new.url:
            raise StartError("Both addresses name the same database.")
        new.reach()
        folder = folder_id(source.folder_file, randomness)
        for store in (old, new):
            held.callback(Presence(store, folder, alone=True).close)
        _demand_empty(new)
        upgrade(new)
        with old.read() as reading, new.write(alone=True) as writing:
            rows = copy_all(reading, writing)
        findings = verify(target, new)
        _compare(rows, new, findings)
        return Migrated(rows, findings)


def _demand_empty(store: Store) -> None:
    with store.read() as connection:
        found = revision_of(connection)
        if found is None:
            return
        if found != REVISION:
            raise StartError("The new database holds tables of another version of this program.")
        taken = [t.name for t in metadata.sorted_tables if count(t, connection)]
    if taken:
        raise StartError(f"The new database is not empty: there are rows in {taken[0]}.")


def _compare(rows: dict[str, int], store: Store, findings: Findings) -> None:
    with store.read() as connection:
        for table in metadata.sorted_tables:
            if count(table, connection) != rows[table.name]:
                findings.wrong("copy", "holds another number of rows", table.name)
