"""A vault file that was damaged or tampered with, at many places: told plainly, never believed.

The file is spoilt as a failing disk or somebody with the laptop in his hands would spoil it; what
is opened and read is the program's own core.
"""

import random
import shutil
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Select, literal_column, select, table

from helhedsplan_desktop.core import Core
from helhedsplan_desktop.foundation.errors import AppError, Problem
from helhedsplan_desktop.foundation.paths import Profile
from helhedsplan_desktop.practice_vault import settle
from helhedsplan_desktop.services.unlocking import Stage
from helhedsplan_desktop.store.tables import LINKS
from helhedsplan_desktop.store.vault_files import PAGE_BYTES
from tests.support.typist import Typist, opened_core
from tests.support.vault_audit import wrong_in
from tests.support.vaults import OTHER_PASSPHRASE, PASSPHRASE, cheap_kdf

TOWN = 14
FLIPS = 40
CUTS = 15
SWAPS = 15

TOLD = frozenset({Problem.VAULT_DAMAGED, Problem.VAULT_FOREIGN})

Content = dict[str, Counter[tuple[object, ...]]]
"""Table to its rows."""


@dataclass(frozen=True)
class Laptop:
    """A closed profile whose files are spoilt and mended again.

    Args:
        before: the database some work earlier.
        after: the database as the header beside it knows it.
        content: every row of `after`.
    """

    folder: Path
    before: bytes
    after: bytes
    content: Content

    def put(self, database: bytes) -> None:
        """Let the profile hold this database and its own header, and nothing beside them."""
        for side in self.folder.glob("vault.db-*"):
            side.unlink()
        (self.folder / "vault.db").write_bytes(database)
        shutil.copyfile(self.folder.with_name("header"), self.folder / "vault.header")

    def look(self) -> str:
        """Open the vault as it stands and read all of it; return how the damage showed.

        Returns:
            "told" at opening or reading, "found" by the check, "index" if only what is made of the
            rows differs from them, "" if there is no damage to see.

        Raises:
            AssertionError: the vault tells nothing and holds something else.
        """
        try:
            with closing(Core(Profile(self.folder), make_kdf=cheap_kdf)) as core:
                core.unlocking.unlock(PASSPHRASE)
                if core.unlocking.state().rolled_back or core.unlocking.vault.database.check():
                    return "found"
                content = rows_of(core)
                words = wrong_in(core.opened().store)
        except AppError as told:
            if told.problem in TOLD:
                return "told"
            raise
        assert content == self.content, "something else stands there, and nobody is told"
        return "index" if words else ""


def everything_in(name: str) -> Select[Any]:
    return select(literal_column("*")).select_from(table(name))


def rows_of(core: Core) -> Content:
    """Return every row of the open vault but its seal's, which counts openings.

    Left out are the tables that are made of others: the search index and the links.
    """
    derived = {each.name for links in LINKS.values() for each in links.values()}
    with core.opened().store.read() as connection:
        names = connection.exec_driver_sql(
            "SELECT name FROM sqlite_schema WHERE type = 'table'"
            " AND name NOT LIKE 'search%' AND name NOT LIKE 'sqlite%' AND name <> 'vault_seal'"
        ).scalars()
        return {
            name: Counter(tuple(row) for row in connection.execute(everything_in(name)))
            for name in set(names) - derived
        }


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Laptop:
    folder = tmp_path_factory.mktemp("spoilt") / "profile"
    with closing(Core(Profile(folder), make_kdf=cheap_kdf)) as core:
        core.unlocking.create(PASSPHRASE)
        settle(core, TOWN)
    before = (folder / "vault.db").read_bytes()
    with closing(opened_core(folder)) as core:
        typist = Typist(core.begin_session(), "senere", lambda *_: None, random.Random(1))
        for _ in range(30):
            typist.act()
    with closing(opened_core(folder)) as core:
        content = rows_of(core)
    shutil.copyfile(folder / "vault.header", folder.with_name("header"))
    return Laptop(folder, before, (folder / "vault.db").read_bytes(), content)


@pytest.fixture
def laptop(made: Laptop) -> Iterator[Laptop]:
    yield made
    made.put(made.after)
    assert made.look() == "", "the test spoilt more than it mended"


def pages(database: bytes) -> list[bytes]:
    return [database[at : at + PAGE_BYTES] for at in range(0, len(database), PAGE_BYTES)]


def test_a_flipped_bit_anywhere_is_noticed(laptop: Laptop) -> None:
    rng = random.Random(4)
    size = len(laptop.after)
    # The salt, the first page's MAC, each end of the file, and anywhere.
    offsets = [0, 15, 16, PAGE_BYTES - 80, PAGE_BYTES - 1, PAGE_BYTES, size - 1]
    for offset in offsets + [rng.randrange(size) for _ in range(FLIPS)]:
        spoilt = bytearray(laptop.after)
        spoilt[offset] ^= 1 << rng.randrange(8)
        laptop.put(bytes(spoilt))
        assert laptop.look() in {"told", "found"}, offset


def test_a_file_cut_anywhere_is_told_and_never_a_new_vault(laptop: Laptop) -> None:
    rng = random.Random(5)
    count = len(laptop.after) // PAGE_BYTES
    whole_pages = [number * PAGE_BYTES for number in rng.sample(range(count), CUTS)]
    anywhere = [rng.randrange(len(laptop.after)) for _ in range(CUTS)]
    for length in (0, *whole_pages, *anywhere):
        laptop.put(laptop.after[:length])
        with closing(Core(Profile(laptop.folder), make_kdf=cheap_kdf)) as core:
            assert core.unlocking.state().stage is not Stage.MISSING, length
            with pytest.raises(AppError) as told:
                core.unlocking.create(OTHER_PASSPHRASE)
            assert told.value.problem is Problem.VAULT_EXISTS
        assert laptop.look() in {"told", "found"}, length


def test_swapped_pages_are_noticed(laptop: Laptop) -> None:
    rng = random.Random(6)
    for _ in range(SWAPS):
        spoilt = pages(laptop.after)
        one, other = rng.sample(range(len(spoilt)), 2)
        spoilt[one], spoilt[other] = spoilt[other], spoilt[one]
        laptop.put(b"".join(spoilt))
        assert laptop.look() in {"told", "found"}, (one, other)


def test_an_old_page_put_back_never_changes_what_stands_there(laptop: Laptop) -> None:
    """SQLCipher takes it for a good one: its MAC is right. What it belongs to no longer fits."""
    now, then = pages(laptop.after), pages(laptop.before)
    shown: Counter[str] = Counter()
    for number, old in enumerate(then):
        if number < len(now) and now[number] != old:
            laptop.put(b"".join((*now[:number], old, *now[number + 1 :])))
            shown[laptop.look()] += 1
    assert shown["told"] + shown["found"] > 10
    # The rest stood free, or is made of the rows.
    assert shown[""] < sum(shown.values()) / 2


def test_an_old_file_put_back_is_noticed(laptop: Laptop) -> None:
    laptop.put(laptop.before)
    assert laptop.look() == "found"


def test_work_in_a_wal_that_is_gone_is_noticed(laptop: Laptop, tmp_path: Path) -> None:
    """After a crash the last work stands beside the file; without it the file is an older one."""
    laptop.put(laptop.after)
    crashed = tmp_path / "crashed"
    core = opened_core(laptop.folder)
    try:
        session = core.begin_session()
        session.drafts.keep(None, "quick_note", None, {"text": "kun i loggen"})
        shutil.copytree(laptop.folder, crashed)
    finally:
        core.close()
    (crashed / "vault.db-wal").unlink()
    (crashed / "vault.db-shm").unlink()
    with closing(opened_core(crashed)) as later:
        assert later.unlocking.state().rolled_back
        assert later.unlocking.vault.database.check() == ()


def test_a_wal_that_is_cut_or_spoilt_keeps_what_was_whole(laptop: Laptop, tmp_path: Path) -> None:
    laptop.put(laptop.after)
    core = opened_core(laptop.folder)
    try:
        for number in range(3):
            core.begin_session().drafts.keep(None, "quick_note", None, {"text": f"nr {number}"})
        shutil.copytree(laptop.folder, tmp_path / "crashed")
    finally:
        core.close()
    wal = (tmp_path / "crashed" / "vault.db-wal").read_bytes()
    rng = random.Random(7)
    for number in range(12):
        folder = tmp_path / str(number)
        shutil.copytree(tmp_path / "crashed", folder)
        (folder / "vault.db-shm").unlink()
        at = rng.randrange(len(wal))
        spoilt = wal[:at] if number % 2 else wal[:at] + bytes([wal[at] ^ 1]) + wal[at + 1 :]
        (folder / "vault.db-wal").write_bytes(spoilt)
        with closing(opened_core(folder)) as later:
            assert later.unlocking.vault.database.check() == ()
            assert wrong_in(later.opened().store) == []
            texts = [each.fields["text"] for each in later.begin_session().drafts.all()]
            kept = [text for text in texts if str(text).startswith("nr ")]
            assert sorted(map(str, kept)) == [f"nr {each}" for each in range(len(kept))]


def test_the_header_of_another_vault_opens_nothing(laptop: Laptop, tmp_path: Path) -> None:
    for passphrase in (PASSPHRASE, OTHER_PASSPHRASE):
        folder = tmp_path / passphrase.split()[0]
        with closing(Core(Profile(folder), make_kdf=cheap_kdf)) as core:
            core.unlocking.create(passphrase)
        laptop.put(laptop.after)
        shutil.copyfile(folder / "vault.header", laptop.folder / "vault.header")
        with closing(Core(Profile(laptop.folder), make_kdf=cheap_kdf)) as core:
            with pytest.raises(AppError) as told:
                core.unlocking.unlock(passphrase)
            assert told.value.problem in TOLD
        assert (laptop.folder / "vault.db").read_bytes() == laptop.after


@pytest.mark.parametrize("left", [("vault.db",), ("vault.header",), ("vault.db-wal",), ()])
def test_only_an_empty_folder_is_a_first_start(tmp_path: Path, left: tuple[str, ...]) -> None:
    folder = tmp_path / "p"
    folder.mkdir(mode=0o700)
    for name in left:
        (folder / name).write_bytes(b"")
    with closing(Core(Profile(folder), make_kdf=cheap_kdf)) as core:
        state = core.unlocking.state()
        assert state.stage is (Stage.UNUSABLE if left else Stage.MISSING)
        if left:
            assert state.problem is not None
            assert state.problem.problem is Problem.VAULT_DAMAGED
