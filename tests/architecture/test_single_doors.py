"""Rules that import-linter cannot say: one file for one thing."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGES = ("helhedsplan_protocol", "helhedsplan_desktop", "helhedsplan_server", "ui", "resources")


def users_of(pattern: str, packages: tuple[str, ...] = PACKAGES) -> set[str]:
    found = re.compile(pattern, re.MULTILINE)
    return {
        str(path.relative_to(ROOT))
        for package in packages
        for path in (ROOT / package).rglob("*.py")
        if found.search(path.read_text(encoding="utf-8"))
    }


def test_one_file_names_sqlcipher() -> None:
    assert users_of(r"^\s*(import|from) sqlcipher3") == {"helhedsplan_desktop/store/cipher.py"}


def test_one_file_imports_httpx() -> None:
    assert users_of(r"^\s*(import|from) httpx") == {"helhedsplan_desktop/sync/transport.py"}


def test_only_the_clock_reads_the_time() -> None:
    readers = users_of(
        r"datetime\.now\(|\btime\.time\(|date\.today\(", ("helhedsplan_desktop", "ui")
    )
    assert readers == {"helhedsplan_desktop/foundation/clock.py"}


def test_only_the_services_of_belonging_and_syncing_and_the_composition_root_import_sync() -> None:
    importers = users_of(r"^\s*(from|import) helhedsplan_desktop\.sync")
    outside = {path for path in importers if not path.startswith("helhedsplan_desktop/sync/")}
    allowed = {
        "helhedsplan_desktop/services/syncing.py",
        "helhedsplan_desktop/services/access.py",
        "helhedsplan_desktop/services/members.py",
        "helhedsplan_desktop/services/server_lines.py",
        "helhedsplan_desktop/services/server_words.py",
        "helhedsplan_desktop/app.py",
        "helhedsplan_desktop/core.py",  # the composition root's half without Qt
    }
    assert outside <= allowed


def test_screens_never_import_each_other() -> None:
    screens = ROOT / "ui" / "screens"
    crossing = []
    for folder in (each for each in screens.iterdir() if each.is_dir()):
        for path in folder.rglob("*.py"):
            named = re.findall(r"ui\.screens\.(\w+)", path.read_text(encoding="utf-8"))
            crossing += [
                f"{path.relative_to(ROOT)} -> {name}"
                for name in named
                if name != folder.name and (screens / name).is_dir()
            ]
    assert not crossing


def test_nothing_writes_record_tables_but_the_unit_of_work() -> None:
    writers = users_of(
        r"(insert|update|delete)\((table_of|CONTACT|NOTE|FOLLOW_UP|MEMBER|REMARK)\b",
        ("helhedsplan_desktop",),
    )
    assert writers <= {"helhedsplan_desktop/store/unit_of_work.py"}
