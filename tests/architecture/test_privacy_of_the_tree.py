"""Nothing in the tree looks like a person's number, a package index or a machine's path."""

import re
import subprocess
from datetime import date
from pathlib import Path

import pytest

from helhedsplan_desktop.rules import cpr

ROOT = Path(__file__).parents[2]
TEXT = {".py", ".md", ".toml", ".txt", ".ts", ".sh", ".svg", ".spec", ".yml", ".ini", ".cfg", ""}


def tracked() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split("\n")
    return [
        ROOT / name
        for name in listed
        if name and Path(name).suffix in TEXT and (ROOT / name).is_file()
    ]


@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="not a git checkout")
def test_no_number_that_looks_like_a_cpr_number_is_committed() -> None:
    found = []
    for path in tracked():
        if path.name in {"hashed.txt", "LICENSE"} or path.suffix == ".svg":
            continue
        text = path.read_text(encoding="utf-8", errors="ignore")
        found += [
            f"{path.relative_to(ROOT)}: {text[mark.start : mark.end]!r}"
            for mark in cpr.find(text, date(2026, 12, 31))
        ]
    assert not found


@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="not a git checkout")
def test_no_package_index_and_no_home_folder_is_named() -> None:
    pattern = re.compile("py" + r"pi\.org|python" + r"hosted|/home/\w|/root/|--index-url")
    found = [
        str(path.relative_to(ROOT))
        for path in tracked()
        if pattern.search(path.read_text(encoding="utf-8", errors="ignore"))
    ]
    assert found in ([], ["tests/architecture/test_privacy_of_the_tree.py"])
