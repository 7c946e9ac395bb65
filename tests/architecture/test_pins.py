"""The three lists of versions say the same."""

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]
PIN = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[a-z,]+\])?==([^\s\\;]+)", re.MULTILINE)


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def pins(text: str) -> dict[str, str]:
    return {normal(name): version for name, version in PIN.findall(text)}


def test_hashed_and_plain_constraints_agree_on_every_version() -> None:
    plain = pins((ROOT / "requirements" / "constraints.txt").read_text())
    hashed = pins((ROOT / "requirements" / "hashed.txt").read_text())
    assert plain == hashed
    assert len(plain) > 40


def test_every_direct_dependency_is_pinned_to_the_same_version() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    direct = project["dependencies"] + [
        each for extra in project["optional-dependencies"].values() for each in extra
    ]
    constraints = pins((ROOT / "requirements" / "constraints.txt").read_text())
    for requirement in direct:
        ((name, version),) = pins(requirement).items()
        assert constraints[name] == version


def test_every_hashed_requirement_has_a_hash() -> None:
    text = (ROOT / "requirements" / "hashed.txt").read_text()
    blocks = re.split(r"\n(?=[A-Za-z])", text.strip())
    assert all("--hash=sha256:" in block for block in blocks)
    assert "://" not in text
