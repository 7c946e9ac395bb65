"""Makes the vault file that later programs must still open: `python -m tests.support.stored_vault`.

Run it once for each new revision, before the release, and commit the file; never make an old one
anew. It holds practice people only, under `TEST_KEY`.
"""

from datetime import UTC, datetime
from pathlib import Path

import msgspec
from sqlalchemy import insert

from helhedsplan_desktop.practice.loading import load
from helhedsplan_desktop.practice.town import PracticeTown
from helhedsplan_desktop.store import directory
from helhedsplan_desktop.store.engine import create_database
from helhedsplan_desktop.store.generation import make_seal
from helhedsplan_desktop.store.migrating import REVISIONS, prepare
from helhedsplan_desktop.store.repositories import own_marks
from helhedsplan_desktop.store.store import Store
from helhedsplan_desktop.store.tables import MIRROR, SEALED, table_of
from helhedsplan_protocol.records import Conflict
from tests.support.stores import TEST_KEY, THIS_LAPTOP, SetClock

FOLDER = Path(__file__).parents[1] / "migrations" / "stored"
VAULT_ID = bytes(range(100, 116))
DRAFT = b"d" * 16
TYPED: dict[str, object] = {"text": "Han kom ind for at tale om", "contacts": []}
WAITING = Conflict(path="phone", value="00 12 34 56", vid=b"v" * 16, author=THIS_LAPTOP, at=1)
CIPHERTEXT = bytes(range(256))


def stored_vault(revision: str) -> Path:
    """Return where the vault of a revision is stored."""
    return FOLDER / f"vault-{revision}.db"


def town() -> PracticeTown:
    """Return who is in it."""
    return PracticeTown(1, 8, datetime(2026, 3, 12, 12, 40, tzinfo=UTC), notes=40)


def make(path: Path) -> None:
    """Store a vault with records, a conflict, a sealed version, a draft, marks and a log line."""
    database = create_database(path, TEST_KEY)
    prepare(database)
    store = Store(database.writer, database.reader, SetClock(), lambda: THIS_LAPTOP)
    load(store, town())
    with store.write() as unit:
        connection = unit.connection
        make_seal(connection, VAULT_ID, 1)
        contact = table_of("Contact")
        rid = connection.execute(contact.select().order_by(contact.c.seq)).mappings().all()[0]["id"]
        known = directory.entries(connection, [rid])[rid]
        directory.write(connection, [], [known.with_changes(conflicts=(WAITING,), dirty=7)])
        connection.execute(
            insert(SEALED).values(
                space=known.space,
                rid=rid,
                state=MIRROR,
                rev=3,
                vid=b"v" * 16,
                kind="put",
                bucket=1,
                header=b"header",
                nonce=bytes(12),
                ct=CIPHERTEXT,
            )
        )
        own_marks.keep_draft(connection, DRAFT, "quick_note", None, TYPED, 1)
        own_marks.put_setting(connection, "doorway", "on")
        own_marks.log_access(connection, 1, b"u" * 16, THIS_LAPTOP, "view", rid, "")
    database.close()


def typed(fields: bytes) -> object:
    """Return what was typed into a stored draft."""
    return msgspec.msgpack.decode(fields)


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    make(stored_vault(REVISIONS[-1]))
