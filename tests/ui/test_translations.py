"""Every string on screen is translated, completely and without damaged placeholders."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "resources" / "translations"
PLACE = re.compile(r"\{\w*\}|%n|%\d")


def used() -> set[tuple[str, str]]:
    found = set()
    for path in (*(ROOT / "ui").rglob("*.py"), *(ROOT / "helhedsplan_desktop").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id == "translate"
                and len(node.args) >= 2
                and all(isinstance(each, ast.Constant) for each in node.args[:2])
            ):
                context, source = node.args[:2]
                assert isinstance(context, ast.Constant)
                assert isinstance(source, ast.Constant)
                found.add((str(context.value), str(source.value)))
    return found


def messages(language: str) -> Iterator[tuple[str, str, list[str], str | None]]:
    """Give context, source, every translated form and the state of each message."""
    root = ET.parse(FOLDER / f"helhedsplan_{language}.ts").getroot()  # noqa: S314  our own file
    for context in root.iter("context"):
        for message in context.iter("message"):
            translation = message.find("translation")
            assert translation is not None
            forms = [each.text or "" for each in translation.iter("numerusform")]
            yield (
                context.findtext("name") or "",
                message.findtext("source") or "",
                forms or [translation.text or ""],
                translation.get("type"),
            )


def test_danish_has_every_string_that_the_window_uses() -> None:
    there = {(context, source) for context, source, _, _ in messages("da")}
    assert used() - there == set()
    assert len(there) > 100


@pytest.mark.parametrize("language", ["da", "en"])
def test_nothing_is_unfinished_or_empty(language: str) -> None:
    waiting = [
        (context, source)
        for context, source, forms, state in messages(language)
        if state == "unfinished" or not all(forms)
    ]
    assert waiting == []


@pytest.mark.parametrize("language", ["da", "en"])
def test_placeholders_survive_translation(language: str) -> None:
    damaged = [
        (source, form)
        for _, source, forms, _ in messages(language)
        for form in forms
        if set(PLACE.findall(form)) - set(PLACE.findall(source))
        or (len(forms) == 1 and set(PLACE.findall(source)) != set(PLACE.findall(form)))
    ]
    assert damaged == []


def test_danish_follows_the_house_style() -> None:
    accents = re.compile(r"\b(registrér|filtrér|synkronisér|gem venligst)\b", re.IGNORECASE)
    avoided = re.compile(r"\b(klient(en|er)?|brugeren|brugere|brugerne)\b", re.IGNORECASE)
    wrong = [
        form
        for _, _, forms, _ in messages("da")
        for form in forms
        if accents.search(form) or avoided.search(form) or '"' in form or "..." in form
    ]
    assert wrong == []


@pytest.mark.parametrize("language", ["da", "en"])
def test_the_compiled_files_are_as_new_as_their_source(language: str, tmp_path: Path) -> None:
    import subprocess
    import sys

    fresh = tmp_path / "fresh.qm"
    subprocess.run(
        [
            Path(sys.executable).with_name("pyside6-lrelease"),
            "-silent",
            FOLDER / f"helhedsplan_{language}.ts",
            "-qm",
            fresh,
        ],
        check=True,
    )
    assert fresh.read_bytes() == (FOLDER / f"helhedsplan_{language}.qm").read_bytes()
