"""The search from anywhere: finds while the person types and opens what they choose."""

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid
from typing_extensions import override

from helhedsplan_desktop.foundation.cancel import CancelToken
from helhedsplan_desktop.services.overview import RecentContact
from helhedsplan_desktop.services.searching import Found
from ui.language import translate
from ui.screens.page import PageContext, PageName, SearchPanel
from ui.screens.search.rows import FOLLOW_UPS, NOTES, HitRow, found_rows, recent_rows
from ui.screens.search.view import SearchView
from ui.widgets.layouts import Column

WAIT_MILLISECONDS: Final = 60
"""Letters typed faster than this are searched for together."""

_OF_EACH: Final = 4
_OF_ONE: Final = 40


class Search(SearchPanel):
    """Lies over the window's content while it is open.

    Args:
        context: use cases and ways out.
        parent: the window's content.
    """

    def __init__(self, context: PageContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._session = context.session
        self._veiled = context.veiled()
        self._typed = ""
        self._found: Found | None = None
        self._recent: tuple[RecentContact, ...] = ()
        self._running: CancelToken | None = None
        self._before: QWidget | None = None
        self._wait = QTimer(self, singleShot=True, interval=WAIT_MILLISECONDS)
        self._wait.timeout.connect(self._search)
        self.view = SearchView()
        Column(self).addWidget(self.view)
        self.view.typed.connect(self._type)
        self.view.scoped.connect(self._search)
        self.view.opened.connect(self._open)
        self.view.note_wanted.connect(self._write_note)
        self.view.closed.connect(self.close_search)
        self.hide()

    @override
    def begin(self, text: str, corner: tuple[int, int]) -> None:
        focus = QApplication.focusWidget()
        if focus is not None and not self.isAncestorOf(focus):
            self._before = focus
        self.view.scope = ""
        self.show()
        self.raise_()
        self.view.open_at(text, QPoint(*corner))
        self._typed = text
        self._search()

    @override
    def privacy_changed(self, veiled: bool) -> None:
        self._veiled = veiled
        if self.isVisible():
            self._show()

    def close_search(self) -> None:
        """Hide, forget what was found and put the keyboard back where it was."""
        self._forget()
        before, self._before = self._before, None
        if before is not None and isValid(before) and before.isVisible():
            before.setFocus()

    def _forget(self) -> None:
        self._wait.stop()
        self._stop_running()
        self._found = None
        self.view.show_rows((), None)
        self.hide()

    def _stop_running(self) -> None:
        if self._running is not None:
            self._running.cancel()
            self._running = None

    def _type(self, text: str) -> None:
        self._typed = text
        if self.isVisible():
            self._wait.start()

    def _search(self) -> None:
        """Ask for what is typed; an older question is no longer waited for."""
        self._wait.stop()
        self._stop_running()
        runner = self._context.runner
        if self._typed.strip():
            most = _OF_ONE if self.view.scope else _OF_EACH
            find = partial(self._session.searching.find, self._typed, most)
            self._running = runner.run(find, self, self._show_found)
        else:
            self._running = runner.run(self._read_recent, self, self._show_recent)

    def _read_recent(self) -> tuple[RecentContact, ...]:
        return self._session.overview.page().recent

    def _show_found(self, found: Found) -> None:
        self._found = found
        self._show()

    def _show_recent(self, recent: tuple[RecentContact, ...]) -> None:
        self._found = None
        self._recent = recent
        self._show()

    def _show(self) -> None:
        if self._found is None:
            hint = translate("Search", "Type a name, or a word from a note or a follow-up.")
            rows = recent_rows(self._recent, veiled=self._veiled)
            self.view.show_rows(rows, None, hint)
            return
        rows = found_rows(
            self._found,
            self.view.scope,
            self._context.today(),
            partial(self._spans, self._typed),
            veiled=self._veiled,
        )
        message = "" if rows else translate("Search", "No results. Try another word.")
        self.view.show_rows(rows, self._found.counts, message)

    def _spans(self, typed: str, text: str) -> tuple[tuple[int, int], ...]:
        return self._session.searching.marks(text, typed)

    def _open(self, hit: HitRow) -> None:
        navigator = self._context.navigator
        act: Callable[[], None]
        if hit.contact is not None:
            # A note is shown where it belongs: among what happened with its contact.
            act = partial(navigator.open_contact, hit.rid if hit.group == NOTES else hit.contact)
        elif hit.group == FOLLOW_UPS:
            act = partial(navigator.open_page, PageName.FOLLOW_UPS)
        else:
            act = partial(navigator.edit_note, hit.rid)
        self._forget()
        act()

    def _write_note(self, hit: HitRow | None) -> None:
        about = hit.contact if hit is not None else None
        self._forget()
        self._context.navigator.quick_note(about)
