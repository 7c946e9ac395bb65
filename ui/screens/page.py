"""The contract between the window and its pages.

A screen package offers one class that derives from `Page` (or `Panel` for what floats over the
page). The window makes it by the factory that the composition root handed in, with a
`PageContext` as the only argument, when it is first opened, and destroys it when the vault locks.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from PySide6.QtWidgets import QWidget

from helhedsplan_desktop.foundation.clock import Clock
from helhedsplan_desktop.foundation.errors import AppError
from helhedsplan_desktop.services.session import Session
from ui.bridge.changes import ChangesBridge
from ui.bridge.sync_status import StatusBridge
from ui.jobs.runner import JobRunner


class PageName(StrEnum):
    """Every page that the rail or another page can open."""

    OVERVIEW = "overview"
    CONTACTS = "contacts"
    FOLLOW_UPS = "follow_ups"
    REVIEW = "review"
    MEMBERS = "members"
    CONFLICTS = "conflicts"
    SYNC = "sync"
    SETTINGS = "settings"
    HELP = "help"


class Wish(StrEnum):
    """What a page does at once when it is opened for it; pages ignore what they do not offer."""

    NEW_CONTACT = "new_contact"
    NOT_INFORMED = "not_informed"
    OVERDUE = "overdue"
    PLAN = "plan"
    INVITE = "invite"


class Navigator(Protocol):
    """Ways out of a page; call on the GUI thread."""

    def open_page(self, name: PageName, wish: Wish | None = None) -> None:
        """Show a page, and let it do a wish at once."""
        ...

    def open_contact(self, rid: bytes) -> None:
        """Show the contacts page with this contact."""
        ...

    def open_conflict(self, rid: bytes) -> None:
        """Show the conflicts page with this record."""
        ...

    def quick_note(self, about: bytes | None = None, draft: bytes | None = None) -> None:
        """Open the quick note, with this contact filled in or with a kept draft."""
        ...

    def edit_note(self, rid: bytes) -> None:
        """Open a note that stands already in the panel of the quick note."""
        ...

    def search(self, text: str = "") -> None:
        """Open the search over everything."""
        ...

    def toast(self, text: str, undo: Callable[[], object] | None = None) -> None:
        """Tell that something is done.

        Args:
            text: one short sentence.
            undo: takes it back; run on the writer lane if the person asks within ten seconds
                or presses Ctrl+Z (pass `undo.restore` of a service's `Undo`).
        """
        ...

    def tell(self, error: AppError) -> None:
        """Tell of an error that no field of the page can show."""
        ...

    def lock(self) -> None:
        """Lock the vault."""
        ...


@dataclass(frozen=True)
class PageContext:
    """What a presenter works with.

    Args:
        session: the use cases of the open vault.
        runner: reads on the free lane, writes on the writer lane.
        navigator: ways to other pages.
        changes: tells on the GUI thread what changed, own acts at once, synced ones gathered.
        status: where syncing stands, told on the GUI thread.
        clock: the one clock.
        veiled: tells whether names and texts are hidden right now.
    """

    session: Session
    runner: JobRunner
    navigator: Navigator
    changes: ChangesBridge
    status: StatusBridge
    clock: Clock
    veiled: Callable[[], bool]

    def now(self) -> datetime:
        """Return the present moment, local and aware."""
        return self.clock.now().astimezone()

    def today(self) -> date:
        """Return this computer's calendar day."""
        return self.now().date()


class Part(QWidget):
    """What pages and panels have in common."""

    def privacy_changed(self, veiled: bool) -> None:  # noqa: FBT001  the one truth of the call
        """Hide names and texts, or show them again.

        A part that is made while everything is veiled asks `context.veiled()` itself.
        """

    def before_lock(self) -> None:
        """Keep what the person typed: hand drafts to `runner.write` and return.

        The vault is locked only after the writer lane has worked off everything given to it;
        answers no longer arrive. After this call the part is destroyed.
        """


class Page(Part):
    """One page of the window; fills everything under the top bar, right of the rail."""

    def opened(self) -> None:
        """Came into view: read what may be old, and put the keyboard where the work begins."""

    def closed(self) -> None:
        """Went out of view; keep what was typed."""

    def show_wish(self, wish: Wish) -> None:
        """Do a wish; called after `opened`."""

    def show_record(self, rid: bytes) -> None:
        """Show one record: a contact on the contacts page; called after `opened`."""


PageFactory = Callable[[PageContext], Page]


class NotePanel(Part):
    """The quick note: made once, laid by the window over the right of the page.

    It takes its parent as second argument, hides itself when closed, and shows itself in the
    methods below. The window sets its geometry.
    """

    def begin(self, about: bytes | None = None, draft: bytes | None = None) -> None:
        """Open with this contact, or with a kept draft, or go on with what stands there."""
        raise NotImplementedError

    def edit(self, rid: bytes) -> None:
        """Open with a note that stands already."""
        raise NotImplementedError


class SearchPanel(Part):
    """The search over everything: made once, laid by the window over its whole content."""

    def begin(self, text: str, corner: tuple[int, int]) -> None:
        """Open with these words typed.

        Args:
            text: what is searched for.
            corner: x and y of the search field in the window's content, where it opens.
        """
        raise NotImplementedError


NotePanelFactory = Callable[[PageContext, QWidget], NotePanel]
SearchPanelFactory = Callable[[PageContext, QWidget], SearchPanel]
