"""Which pages and panels stand in the workspace; everything is imported when it is needed."""

from importlib import import_module
from typing import TYPE_CHECKING, Final

from helhedsplan_desktop.core import Core
from helhedsplan_protocol.version import PROGRAM

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.application import Look
    from ui.frame.habits import Habits
    from ui.frame.workspace import Furnishing
    from ui.screens.page import PageContext

_WORKSPACE_MODULES: Final = (
    "ui.frame.workspace",
    "ui.frame.habits",
    "ui.frame.session_watch",
    "ui.screens.overview.page",
    "ui.screens.quick_note.note_panel",
    "ui.screens.search.search_panel",
    "ui.screens.contacts.page",
    "ui.screens.follow_ups.page",
    "ui.screens.review.page",
    "ui.screens.members.page",
    "ui.screens.conflicts.page",
    "ui.screens.settings.page",
    "ui.screens.sync.page",
    "ui.screens.help.page",
    "helhedsplan_desktop.practice_vault",
)


def import_the_rest() -> None:
    """Read the modules of the workspace from disk while the person types."""
    for name in _WORKSPACE_MODULES:
        import_module(name)


def furnished(
    core: Core, look: "Look", habits: "Habits", rolled_back: "Callable[[], bool]", *, practice: bool
) -> "Furnishing":
    """Return what stands in the workspace.

    Args:
        core: with an open vault.
        look: theme, text scale, language.
        habits: locking and hiding.
        rolled_back: tells whether an old copy of the vault stands here unconfirmed.
        practice: True over the practice town.
    """
    from ui.frame.workspace import Furnishing
    from ui.screens.conflicts.page import ConflictsPage
    from ui.screens.contacts.page import ContactsPage
    from ui.screens.follow_ups.page import FollowUpsPage
    from ui.screens.help.page import HelpPage
    from ui.screens.members.page import MembersPage
    from ui.screens.overview.page import OverviewPage
    from ui.screens.page import PageName
    from ui.screens.quick_note.note_panel import QuickNote
    from ui.screens.review.page import ReviewPage
    from ui.screens.search.search_panel import Search
    from ui.screens.settings.page import SettingsPage
    from ui.screens.sync.page import SyncPage

    care = None if practice else core.opened().care

    def settings(context: "PageContext") -> SettingsPage:
        return SettingsPage(context, look, habits, core.unlocking, care)

    return Furnishing(
        pages={
            PageName.OVERVIEW: OverviewPage,
            PageName.CONTACTS: ContactsPage,
            PageName.FOLLOW_UPS: FollowUpsPage,
            PageName.REVIEW: ReviewPage,
            PageName.MEMBERS: MembersPage,
            PageName.CONFLICTS: ConflictsPage,
            PageName.SYNC: SyncPage,
            PageName.SETTINGS: settings,
            PageName.HELP: lambda context: HelpPage(context, PROGRAM),
        },
        note=QuickNote,
        search=Search,
        child_concern=core.policy.child_concern,
        rolled_back=rolled_back,
        practice=practice,
    )
