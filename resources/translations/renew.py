"""Takes the window's strings into the .ts files and compiles the .qm files.

    python resources/translations/renew.py

Strings are the literals of `translate(context, text, …)`. lupdate knows that call, but not that its
fourth argument makes a plural, so the calls are read here; lrelease and Qt Linguist do the rest. A
string that is new stands as unfinished until somebody translates it, and a test fails meanwhile.
"""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple
from xml.etree import ElementTree as ET

ROOT: Final = Path(__file__).parents[2]
FOLDER: Final = Path(__file__).parent
LANGUAGES: Final = {"da": "da_DK", "en": "en_GB"}
_TEXT_ARGUMENTS: Final = 2
_NUMBER_ARGUMENT: Final = 4


class Source(NamedTuple):
    """A string in the code; `plural` if a number decides its form."""

    context: str
    text: str
    plural: bool


def used(folder: Path) -> Iterator[Source]:
    """Give every string that the window asks for."""
    for path in sorted(folder.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "translate":
                named = {each.arg for each in node.keywords}
                plural = len(node.args) >= _NUMBER_ARGUMENT or "n" in named
                texts = [ast.literal_eval(each) for each in node.args[:_TEXT_ARGUMENTS]]
                yield Source(texts[0], texts[1], plural)


def renewed(tree: ET.Element, sources: list[Source], language: str) -> ET.Element:
    """Return a translation file with just these strings; what was translated stays."""
    before = {
        (context.findtext("name"), message.findtext("source")): message
        for context in tree.iter("context")
        for message in context.iter("message")
    }
    root = ET.Element("TS", version="2.1", language=LANGUAGES[language], sourcelanguage="en")
    for name in sorted({each.context for each in sources}):
        context = ET.SubElement(root, "context")
        ET.SubElement(context, "name").text = name
        for source in sorted({each for each in sources if each.context == name}):
            kept = before.get((name, source.text))
            fits = kept is not None and (kept.get("numerus") == "yes") == source.plural
            context.append(kept if kept is not None and fits else _unfinished(source))
    return root


def _unfinished(source: Source) -> ET.Element:
    message = ET.Element("message", {"numerus": "yes"} if source.plural else {})
    ET.SubElement(message, "source").text = source.text
    translation = ET.SubElement(message, "translation", type="unfinished")
    if source.plural:
        ET.SubElement(translation, "numerusform")
        ET.SubElement(translation, "numerusform")
    return message


def main() -> None:
    """Renew both languages."""
    sources = [*used(ROOT / "ui"), *used(ROOT / "helhedsplan_desktop")]
    for language in LANGUAGES:
        path = FOLDER / f"helhedsplan_{language}.ts"
        tree = ET.parse(path).getroot() if path.exists() else ET.Element("TS")  # noqa: S314  our own file
        wanted = [each for each in sources if language != "en" or each.plural]
        root = renewed(tree, wanted, language)
        ET.indent(root, "    ")
        text = ET.tostring(root, encoding="unicode", short_empty_elements=False)
        path.write_text(f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{text}\n', "utf-8")
        release = Path(sys.executable).with_name("pyside6-lrelease")
        subprocess.run(  # noqa: S603  Qt's own program, beside this Python
            [release, "-silent", path, "-qm", path.with_suffix(".qm")], check=True
        )


if __name__ == "__main__":
    main()
