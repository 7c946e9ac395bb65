"""Real vaults for tests, opened by a key derivation that costs nothing."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from sqlalchemy import text

from helhedsplan_desktop.crypto.key_derivation import Cost, CostLimits, PassphraseKdf
from helhedsplan_desktop.crypto.keychain import Keychain
from helhedsplan_desktop.foundation.clock import Clock
from helhedsplan_desktop.foundation.errors import AppError
from helhedsplan_desktop.foundation.ids import SystemRandomness
from helhedsplan_desktop.foundation.logs import EventLog
from helhedsplan_desktop.foundation.paths import Profile
from helhedsplan_desktop.services.unlocking import Unlocking
from helhedsplan_desktop.store.engine import Database, create_database
from helhedsplan_desktop.store.vault_opening import Prepare
from tests.support.stores import TEST_KEY, SetClock

PASSPHRASE = "kaffe tagsten viol færge brise"
OTHER_PASSPHRASE = "sommer cykel vindue lampe skov"

CHEAP = CostLimits(Cost(32, 1, 1), most_memory_kib=32, ceiling_kib=64, most_passes=1)


def cheap_kdf(clock: Clock) -> PassphraseKdf:
    """Return Argon2id at 32 KiB: the same code, a millisecond."""
    return PassphraseKdf(clock, CHEAP)


def nothing_to_prepare(_database: Database) -> None:
    """Stand for `store/migrating.py` where the tables do not matter."""


def load_nothing() -> Prepare:
    return nothing_to_prepare


def unlocking_at(
    folder: Path, clock: Clock | None = None, keychain: Keychain | None = None
) -> Unlocking:
    """Return the service as the program starts it in a profile folder."""
    clock = clock or SetClock()
    profile = Profile(folder)
    return Unlocking(
        profile,
        clock,
        SystemRandomness(),
        load_nothing,
        EventLog(profile.logs, clock),
        make_kdf=cheap_kdf,
        make_keychain=(lambda: keychain) if keychain else None,
    )


@contextmanager
def temporary_database() -> Iterator[Database]:
    """Give an empty encrypted database in memory-backed storage where the system has it."""
    memory = Path("/dev/shm")  # noqa: S108  encrypted, private, gone with the block
    with TemporaryDirectory(dir=memory if memory.is_dir() else None) as folder:
        database = create_database(Path(folder) / "vault.db", TEST_KEY)
        try:
            yield database
        finally:
            database.close()


def problem_of(work: Callable[..., object], *arguments: object) -> AppError:
    """Return what a person is told when `work` fails; fails if it does not."""
    with pytest.raises(AppError) as error:
        work(*arguments)
    return error.value


def write_note(unlocking: Unlocking, words: str) -> None:
    """Store a line in the open vault."""
    with unlocking.vault.database.writer.begin() as connection:
        connection.execute(text("CREATE TABLE IF NOT EXISTS line (words TEXT)"))
        connection.execute(text("INSERT INTO line VALUES (:words)"), {"words": words})


def notes_in(unlocking: Unlocking) -> list[str]:
    """Return the lines of the open vault."""
    with unlocking.vault.database.reader.connect() as connection:
        return list(connection.execute(text("SELECT words FROM line")).scalars())
