"""A walk through every screen that takes a picture of each."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, QElapsedTimer, QEventLoop
from PySide6.QtWidgets import QWidget

from helhedsplan_desktop.foundation.clock import SystemClock
from helhedsplan_desktop.services.contact_views import ContactFilter
from helhedsplan_desktop.trying import rare_states
from ui.jobs.runner import JobRunner
from ui.language import current_language
from ui.parts.value_words import Vocabulary
from ui.screens.conflicts.comparison import compare
from ui.screens.conflicts.view import ConflictsShown, ConflictsView
from ui.screens.contacts.erase import ErasePanel
from ui.screens.contacts.history import HistoryPanel
from ui.screens.members.view import SPACES, MembersView
from ui.screens.page import PageName
from ui.screens.review.entries import entry_title
from ui.screens.review.view import ReviewView
from ui.screens.search.search_panel import Search
from ui.screens.settings.recover_panel import RecoverPanel
from ui.screens.sync.view import SyncView
from ui.screens.unlock.screen import UnlockScreen
from ui.widgets.side_panel import SidePanel

if TYPE_CHECKING:
    from helhedsplan_desktop.app import Desktop
    from helhedsplan_desktop.services.session import Session
    from ui.frame.workspace import Workspace

SETTLE_MS: Final = 600
"""A page asks at once and shows what it heard; the toast line comes after 300."""

OPEN_SECONDS: Final = 30
SHOWN_CONTACT: Final = "Amina Yusuf"
SEARCHED: Final = "kiosk"


class TourError(Exception):
    """A screen did not come up."""


def settle(milliseconds: int = SETTLE_MS) -> None:
    """Let the window work for a while."""
    timer = QElapsedTimer()
    timer.start()
    while timer.elapsed() < milliseconds:
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)


def wait_for(condition: Callable[[], object], seconds: int = OPEN_SECONDS) -> None:
    """Let the window work until a condition holds.

    Raises:
        TourError: it did not within the time.
    """
    timer = QElapsedTimer()
    timer.start()
    while not condition():
        if timer.elapsed() > seconds * 1000:
            raise TourError
        settle(20)


def answered() -> None:
    """Let the window work until nothing that a screen asked for is under way.

    Raises:
        TourError: something did not come within the time.
    """
    app = QCoreApplication.instance()
    assert app is not None
    if any(runner.busy for runner in app.findChildren(JobRunner)):
        wait_for(lambda: not any(runner.busy for runner in app.findChildren(JobRunner)))
        settle()


def walk(desktop: "Desktop", session: "Session") -> Iterator[tuple[str, QWidget]]:
    """Give (name, window) of screen after screen, each ready to be looked at."""
    workspace = desktop.workspace
    assert workspace is not None
    for page in PageName:
        workspace.open_page(page)
        settle()
        yield page.value, desktop.window
    yield from _members(desktop, session)
    yield from _rare_states(desktop, session)
    rid = _shown_contact(session)
    if rid is not None and session.me.is_lead:
        yield from _question(desktop, session, rid)
    if rid is not None:
        workspace.open_contact(rid)
        settle()
        yield "contact", desktop.window
        workspace.quick_note(about=rid)
        settle()
        yield "quick_note", desktop.window
        _clear(workspace)
        yield from _contact_panels(desktop, rid)
    workspace.search(SEARCHED)
    settle()
    yield "search", desktop.window
    _clear(workspace)
    workspace.open_page(PageName.CONTACTS)
    workspace.set_veiled(True)
    settle()
    yield "veiled", desktop.window
    workspace.set_veiled(False)
    workspace.lock()
    with suppress(TourError):
        wait_for(lambda: desktop.workspace is None, 10)
    settle()
    yield "unlock", desktop.window
    for screen in desktop.window.findChildren(UnlockScreen):
        screen.recovery_wished.emit()
        settle()
        yield "recovery", desktop.window


def _members(desktop: "Desktop", session: "Session") -> Iterator[tuple[str, QWidget]]:
    """Give what a lead can do about a colleague's access, and the spaces."""
    assert desktop.workspace is not None
    desktop.workspace.open_page(PageName.MEMBERS)
    settle()
    for view in desktop.window.findChildren(MembersView):
        others = [each.user for each in session.members.staff() if each.user != session.me.user]
        view.open_person(others[0] if others else session.me.user)
        settle()
        yield "members_person", desktop.window
        view.show_tab(SPACES)
        settle()
        yield "members_spaces", desktop.window


def _rare_states(desktop: "Desktop", session: "Session") -> Iterator[tuple[str, QWidget]]:
    """Give screens in states that the practice town does not bring about."""
    window, workspace = desktop.window, desktop.workspace
    assert workspace is not None
    now = SystemClock().now().astimezone()
    workspace.open_page(PageName.SYNC)
    settle()
    answered()
    for sync in window.findChildren(SyncView):
        laptops = session.reviewing.laptops() if session.me.is_lead else ()
        asking = rare_states.sync_that_asks(now, laptops, session.me.device)
        sync.show_sync(asking, now)
        settle()
        yield "sync_asking", window
    workspace.open_page(PageName.CONFLICTS)
    settle()
    answered()
    for conflicts in window.findChildren(ConflictsView):
        words = _vocabulary(session, now.date())
        shown = compare(rare_states.note_in_conflict(now), words)
        conflicts.show_conflicts(ConflictsShown((shown,), now))
        settle()
        yield "conflict_note", window
        conflicts.begin_merge(shown, None, {})
        settle(100)
        yield "conflict_merge", window
        conflicts.end_merge()
    workspace.open_page(PageName.SETTINGS)
    for panel in window.findChildren(RecoverPanel):
        panel.begin()
        settle()
        yield "recover", window
        panel.close_panel()


def _question(desktop: "Desktop", session: "Session", rid: bytes) -> Iterator[tuple[str, QWidget]]:
    """Give what a lead sees of a contact that changed, and the question to the author."""
    assert desktop.workspace is not None
    desktop.workspace.open_page(PageName.REVIEW)
    settle()
    answered()
    detail = session.reviewing.detail(rid)
    asked = [each for each in detail.entries if each.rid in detail.fresh]
    for view in desktop.window.findChildren(ReviewView):
        view.show_detail(detail)
        if asked:
            title = entry_title(asked[0], session.catalogue, SystemClock().now().date())
            view.questions.choose(asked[0].rid, asked[0].author_name, title)
        settle()
        yield "review_question", desktop.window
        view.questions.put_away()


def _vocabulary(session: "Session", today: date) -> Vocabulary:
    places = session.places
    areas = places.areas(current_language().value)
    return Vocabulary(areas, places.departments(), places.members(), session.catalogue, today)


def _contact_panels(desktop: "Desktop", rid: bytes) -> Iterator[tuple[str, QWidget]]:
    """Give what lies over a contact: what stood there before, and erasing."""
    for history in desktop.window.findChildren(HistoryPanel):
        history.offer("Contact", rid, SHOWN_CONTACT)()
        settle()
        yield "history", desktop.window
        history.close_panel()
    for erasing in desktop.window.findChildren(ErasePanel):
        erasing.ask("Contact", rid, SHOWN_CONTACT)
        settle()
        yield "erase", desktop.window
        erasing.close_panel()


def take_pictures(screens: Iterator[tuple[str, QWidget]], folder: Path, suffix: str) -> list[Path]:
    """Write a PNG of each screen; return the files in order."""
    folder.mkdir(parents=True, exist_ok=True)
    made = []
    for name, widget in screens:
        answered()
        path = folder / f"{name}-{suffix}.png"
        widget.grab().save(str(path))
        made.append(path)
    return made


def _clear(workspace: "Workspace") -> None:
    """Put away what floats over the page."""
    for panel in workspace.findChildren(SidePanel):
        if panel.isVisible():
            panel.close_panel()
    for search in workspace.findChildren(Search):
        search.hide()
    settle(100)


def _shown_contact(session: "Session") -> bytes | None:
    rows = session.people.list(ContactFilter(scope="all", text=SHOWN_CONTACT)).rows
    return rows[0].rid if len(rows) else None
