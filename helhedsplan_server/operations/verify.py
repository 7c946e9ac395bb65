"""Is everything in this store as it was promised? Reads one snapshot and changes nothing.

A server may run meanwhile: marks and journal are read before the snapshot, so that what it adds
in between is in the database already.
"""

from collections.abc import Collection
from typing import Final

from sqlalchemy import Connection, select
from sqlalchemy.exc import DatabaseError

from helhedsplan_protocol.records import GRANT_LABEL
from helhedsplan_protocol.roster import Grant, SignedEntry, entry_hash
from helhedsplan_protocol.roster_state import RosterError, RosterState
from helhedsplan_protocol.wire import MalformedError, decode
from helhedsplan_server.config import ServerConfig
from helhedsplan_server.errors import StartError
from helhedsplan_server.operations.findings import Findings
from helhedsplan_server.operations.plain_words import driver_words
from helhedsplan_server.operations.verify_rows import verify_rows
from helhedsplan_server.operations.verify_spaces import verify_space
from helhedsplan_server.restore.consistency import Remembered, ledgers, remembered
from helhedsplan_server.roster.ledger import held_grants
from helhedsplan_server.signatures import verify as signature_is_good
from helhedsplan_server.store.engine import Store
from helhedsplan_server.store.high_water import marks_of
from helhedsplan_server.store.journal import frames_of
from helhedsplan_server.store.tables import (
    grants,
    organisation,
    roster_aside,
    roster_entries,
    spaces,
)

_ROSTER: Final = "roster"
_JOURNAL: Final = "journal"

Marks = dict[bytes, tuple[bytes, int]]


def verify(config: ServerConfig, store: Store) -> Findings:
    """Return what is wrong in the database of `config`, its journal and its marks."""
    findings = Findings()
    marks = marks_of(config.marks_file) if config.marks_file.exists() else {}
    memory = _read_journal(config, findings)
    try:
        with store.read() as connection:
            _check_file(connection, findings)
            _check_tables(connection, memory, marks, findings)
    except DatabaseError as damaged:
        findings.wrong("database file", "cannot be read", driver_words(damaged))
    return findings


def _check_tables(
    connection: Connection, memory: Remembered, marks: Marks, findings: Findings
) -> None:
    state = _fold_roster(connection, findings)
    if state is None:
        return
    _check_aside(connection, findings)
    _check_grants(connection, state, findings)
    for space in connection.execute(select(spaces).order_by(spaces.c.space)).all():
        verify_space(connection, space, findings)
        verify_rows(connection, state, space.space, findings)
    _check_spaces_of_roster(connection, state, findings)
    _check_journal(memory, ledgers(connection), findings)
    _check_marks(connection, marks, findings)


def _check_file(connection: Connection, findings: Findings) -> None:
    """Let SQLite walk its own pages and indexes."""
    if connection.dialect.name != "sqlite":
        return
    for told in connection.exec_driver_sql("PRAGMA integrity_check").scalars():
        if told != "ok":
            findings.wrong("database file", "SQLite finds it damaged", str(told))


def _read_journal(config: ServerConfig, findings: Findings) -> Remembered:
    if not config.journal_file.exists():
        findings.remark("There is no journal; the server writes it anew when it starts.")
        return Remembered({}, {}, {})
    try:
        return remembered(frames_of(config.journal_file))
    except StartError as damaged:
        findings.wrong(_JOURNAL, "cannot be read", str(damaged))
        return Remembered({}, {}, {})


def _fold_roster(connection: Connection, findings: Findings) -> RosterState | None:
    """Return the roster folded from genesis; None when there is none or it is broken."""
    head = connection.execute(select(organisation)).one_or_none()
    rows = connection.execute(select(roster_entries).order_by(roster_entries.c.n)).all()
    if head is None or not rows:
        if head is None or head.roster_n != -1:
            findings.wrong(_ROSTER, "the log is empty, but the organisation says otherwise")
        else:
            findings.remark("No organisation was founded here yet.")
        return None
    state = RosterState(signature_is_good)
    for row in rows:
        try:
            entry = state.append(SignedEntry(row.bytes, row.sig))
        except RosterError as bad:
            findings.wrong(_ROSTER, "an entry breaks the rules", f"n {row.n}: {bad}")
            return None
        if (row.n, row.hash) != (entry.n, entry_hash(row.bytes, row.sig)):
            findings.wrong(_ROSTER, "number or hash is not that of the entry", f"n {row.n}")
    findings.looked_at["roster entries"] = len(rows)
    if state.unrotated:
        findings.wrong(_ROSTER, "someone left a space whose key was not changed after")
    if (head.org, head.roster_n, head.roster_hash) != (state.org, state.n, state.head_hash):
        findings.wrong(_ROSTER, "the log does not end where the organisation says")
    if state.genesis is not None and state.genesis.server_id != head.server_id:
        findings.wrong(_ROSTER, "the log was founded on another server")
    return state


def _check_aside(connection: Connection, findings: Findings) -> None:
    for row in connection.execute(select(roster_aside)):
        findings.looked_at["entries aside"] += 1
        if row.hash != entry_hash(row.bytes, row.sig):
            findings.wrong(_ROSTER, "an entry aside stands under another hash", f"n {row.n}")


def _check_grants(connection: Connection, state: RosterState, findings: Findings) -> None:
    for row in connection.execute(select(grants)):
        findings.looked_at["grants"] += 1
        which = f"epoch {row.epoch} of {row.space.hex()} to {row.to_device.hex()}"
        try:
            grant = decode(row.bytes, Grant)
        except MalformedError:
            findings.wrong("grants", "cannot be decoded", which)
            continue
        named = (grant.org, grant.space, grant.epoch, grant.to)
        if named != (state.org, row.space, row.epoch, row.to_device):
            findings.wrong("grants", "stands under another key than its own", which)
        key = state.signing_key(grant.sender)
        if key is None or not state.verify(key, row.sig, GRANT_LABEL + row.bytes):
            findings.wrong("grants", "is not signed by its sender", which)
    missing = len(state.required_grants() - held_grants(connection))
    if missing:
        findings.remark(f"{missing} grants are missing; a lead's program puts them again.")


def _check_spaces_of_roster(connection: Connection, state: RosterState, findings: Findings) -> None:
    stored = set(connection.execute(select(spaces.c.space)).scalars())
    known = {facts.space for facts in state.spaces()}
    for space in stored ^ known:
        where = "the roster" if space in stored else "the database"
        findings.wrong("spaces", f"is missing in {where}", space.hex())


def _check_journal(memory: Remembered, stored: Remembered, findings: Findings) -> None:
    kinds: tuple[tuple[str, Collection[object], Collection[object]], ...] = (
        ("roster entries", memory.entries, stored.entries),
        ("grants", memory.grants, stored.grants),
        ("erasures", memory.erasures, stored.erasures),
    )
    for kind, before, now in kinds:
        findings.looked_at["journal frames"] += len(before)
        if set(before) - set(now):
            findings.wrong(_JOURNAL, "the database is older: run `restore`", kind)
        if set(now) - set(before):
            findings.remark(f"The journal lacks some {kind}; the next start completes it.")
    if any(stored.entries.get(n, entry) != entry for n, entry in memory.entries.items()):
        findings.wrong(_JOURNAL, "holds another log than the database")


def _check_marks(connection: Connection, marks: Marks, findings: Findings) -> None:
    heads = {row.space: (row.lineage, row.head) for row in connection.execute(select(spaces))}
    for space, (lineage, head) in marks.items():
        known = heads.get(space)
        if known is None or known[0] != lineage or known[1] < head:
            findings.wrong("marks", "the database is older: run `restore`", space.hex())
