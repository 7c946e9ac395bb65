"""Which pages and panels stand in the workspace; everything is imported when it is needed."""

from importlib import import_module
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer

from helhedsplan_desktop.core import Core
from helhedsplan_protocol.version import PROGRAM
from ui.jobs.collecting import leave_out_what_stands

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
)

_LIBRARIES: Final = ("helhedsplan_desktop.practice_vault", "helhedsplan_desktop.services.session")


def import_libraries() -> None:
    """Read what knows no Qt from disk while the person types; on any thread."""
    for name in _LIBRARIES:
        import_module(name)


class PageImports(QObject):
    """Reads the modules of the workspace, one each time the window has nothing else to do.

    On the GUI thread: PySide makes its types when they are first named, and a second thread that
    makes one while the window paints ends the process.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._left = list(_WORKSPACE_MODULES)

    def begin(self) -> None:
        """Read the next module, and the others after it."""
        if self._left:
            import_module(self._left.pop(0))
            QTimer.singleShot(0, self.begin)
            return
        leave_out_what_stands()


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
