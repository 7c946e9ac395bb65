"""Doorway privacy: what stands in place of a name while a resident can see the screen."""

from ui.language import translate
from ui.widgets.avatar import initials


def veiled_name(name: str, *, identified: bool = True) -> str:
    """Return initials with dots, "A.Y."; a known-as without identity has no letter at all."""
    if not identified:
        return translate("Doorway", "No name")
    letters = initials(name)
    return "".join(f"{letter}." for letter in letters)


def name_shown(name: str, *, identified: bool = True, veiled: bool) -> str:
    """Return the name, or while the page is veiled what stands in its place."""
    return veiled_name(name, identified=identified) if veiled else name
