"""Modules stay small enough to read in one sitting."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("helhedsplan_protocol", "helhedsplan_desktop", "helhedsplan_server", "ui", "resources")
MODULES = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))
FORBIDDEN_NAMES = {"utils", "util", "helpers", "helper", "common", "misc"}


def relative(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", MODULES + TESTS, ids=relative)
def test_module_stays_under_400_lines(path: Path) -> None:
    limit = 250 if path.name == "main_window.py" else 400
    assert len(path.read_text(encoding="utf-8").splitlines()) < limit


@pytest.mark.parametrize("path", MODULES, ids=relative)
def test_functions_stay_under_60_lines(path: Path) -> None:
    long = [
        f"{node.name}: {node.end_lineno - node.lineno + 1}"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef)
        and node.end_lineno is not None
        and node.end_lineno - node.lineno >= 60
        and "migrations" not in path.parts
    ]
    assert not long


def test_no_drawer_for_odds_and_ends() -> None:
    assert not [relative(path) for path in MODULES + TESTS if path.stem in FORBIDDEN_NAMES]


def test_the_median_module_stays_near_a_hundred_lines() -> None:
    sizes = sorted(len(path.read_text(encoding="utf-8").splitlines()) for path in MODULES)
    assert sizes[len(sizes) // 2] <= 160
