"""The places of the window: what the rail shows, in its order."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from ui.language import translate
from ui.screens.page import PageName
from ui.theme.icons import Icon


@dataclass(frozen=True, slots=True)
class Destination:
    """One place that the rail can show.

    Args:
        name: the page.
        icon: beside the word, and alone when the rail is narrow.
        for_leads: True if only leads have it.
        below: True for what stands at the foot of the rail.
        only_counted: True if it is shown only while there is something to count.
    """

    name: PageName
    icon: Icon
    for_leads: bool = False
    below: bool = False
    only_counted: bool = False


_DIGITS: Final = 9
_KEYS: Final = {PageName.CONFLICTS: "Ctrl+Shift+K", PageName.SYNC: "Ctrl+Shift+S"}
"""Pages that are not always in the rail."""

DESTINATIONS: Final = (
    Destination(PageName.OVERVIEW, Icon.HOUSE),
    Destination(PageName.CONTACTS, Icon.USERS),
    Destination(PageName.FOLLOW_UPS, Icon.CHECK_SQUARE),
    Destination(PageName.REVIEW, Icon.CLIPBOARD_TEXT, for_leads=True),
    Destination(PageName.MEMBERS, Icon.SHIELD_CHECK, for_leads=True),
    Destination(PageName.CONFLICTS, Icon.GIT_MERGE, below=True, only_counted=True),
    Destination(PageName.SETTINGS, Icon.GEAR_SIX, below=True),
    Destination(PageName.HELP, Icon.QUESTION, below=True),
)


def word_of(name: PageName) -> str:
    """Return what a page is called in the language in force."""
    return {
        PageName.OVERVIEW: translate("Navigation", "Overview"),
        PageName.CONTACTS: translate("Navigation", "Contacts"),
        PageName.FOLLOW_UPS: translate("Navigation", "Follow-ups"),
        PageName.REVIEW: translate("Navigation", "Review"),
        PageName.MEMBERS: translate("Navigation", "Team and access"),
        PageName.CONFLICTS: translate("Navigation", "Conflicts"),
        PageName.SYNC: translate("Navigation", "Sync"),
        PageName.SETTINGS: translate("Navigation", "Settings"),
        PageName.HELP: translate("Navigation", "Help"),
    }[name]


def key_of(places: Sequence[Destination], name: PageName) -> str:
    """Return the key that opens a page ("Ctrl+2"), empty if it has none."""
    if name in _KEYS:
        return _KEYS[name]
    plain = [place.name for place in places if not place.only_counted]
    if name in plain and plain.index(name) < _DIGITS:
        return f"Ctrl+{plain.index(name) + 1}"
    return ""
