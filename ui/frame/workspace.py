"""What one sees after unlocking: rail, bar, page, and what floats over them."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from helhedsplan_desktop.foundation.clock import Clock
from helhedsplan_desktop.foundation.errors import AppError
from helhedsplan_desktop.foundation.policy import ChildConcern
from helhedsplan_desktop.services.session import Session
from ui.bridge.changes import ChangesBridge
from ui.bridge.problem_texts import words_for
from ui.bridge.sync_status import StatusBridge
from ui.frame.badges import Badges, Counts
from ui.frame.floating import Floating
from ui.frame.page_stack import PageStack
from ui.frame.problem_strip import ProblemStrip
from ui.frame.rail import Rail
from ui.frame.role_watch import RoleWatch
from ui.frame.search_button import KEY as SEARCH_KEY
from ui.frame.strips import (
    AccessStrip,
    PracticeStrip,
    PrivacyStrip,
    RelockStrip,
    RolledBackStrip,
)
from ui.frame.sync_words import access_words, chip_words
from ui.frame.top_bar import CHILD_KEY, LOCK_KEY, NOTE_KEY, PRIVACY_KEY, TopBar
from ui.jobs.runner import JobRunner
from ui.language import translate
from ui.navigation import DESTINATIONS, Destination, key_of
from ui.screens.page import (
    NotePanelFactory,
    PageContext,
    PageFactory,
    PageName,
    Part,
    SearchPanelFactory,
    Wish,
)
from ui.theme.theme import current
from ui.theme.tokens import Size
from ui.widgets.layouts import Column, Row
from ui.widgets.surfaces import Ground
from ui.widgets.toast import Toast

_MINUTE_MS: Final = 60_000


@dataclass(frozen=True)
class Furnishing:
    """What the composition root puts into the frame.

    Args:
        pages: makes each page.
        note: makes the quick note.
        search: makes the search over everything.
        child_concern: whom to call about a child.
        rolled_back: tells whether an old copy of the vault stands here that the server has not
            confirmed since.
        practice: True over the practice town: a strip says that nothing is sent.
    """

    pages: Mapping[PageName, PageFactory]
    note: NotePanelFactory
    search: SearchPanelFactory
    child_concern: ChildConcern
    rolled_back: Callable[[], bool] = lambda: False
    practice: bool = False


class Workspace(Ground):
    """The frame around pages; it is the `Navigator` that pages know.

    Args:
        session: the use cases of the open vault.
        runner: lanes of this unlocking.
        clock: the one clock.
        furnishing: pages and panels.
        parent: the window.

    Signals:
        lock_wished: the person wants to lock.
        practice_ended: the person has practised enough.
    """

    lock_wished = Signal()
    practice_ended = Signal()

    def __init__(
        self,
        session: Session,
        runner: JobRunner,
        clock: Clock,
        furnishing: Furnishing,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("surface", parent)
        self._session = session
        self._runner = runner
        self._veiled = False
        self._changes = ChangesBridge(session.changes, self)
        self._status = StatusBridge(session.syncing, self)
        self._context = PageContext(
            session, runner, self, self._changes, self._status, clock, self._is_veiled
        )
        self._places = self._allowed_places(furnishing)
        self.rail = Rail(self._places, session.me.name, session.me.title)
        self.bar = TopBar()
        self._practice = PracticeStrip()
        if not furnishing.practice:
            self._practice.hide()
        self._rolled_back = furnishing.rolled_back
        self._older = RolledBackStrip()
        self._older.setVisible(self._rolled_back())
        self._access = AccessStrip()
        self._relock = RelockStrip()
        self._strip = PrivacyStrip()
        self._strip.hide()
        self._problem = ProblemStrip()
        self._stack = PageStack(furnishing.pages)
        self._build()
        self._floating = Floating(
            self._context, furnishing.note, furnishing.search, furnishing.child_concern, self
        )
        self._toast = Toast(self)
        self._badges = Badges(session, runner, self)
        self._roles = RoleWatch(session, runner, self._status, self)
        self._connect()
        self._bind_keys()
        self._show_status()
        self._badges.renew()

    # --- the ways that pages know -----------------------------------------------------------------

    def open_page(self, name: PageName, wish: Wish | None = None) -> None:
        """Show a page, and let it do a wish at once."""
        if not self._stack.has(name):
            return
        self._problem.dismiss()
        page = self._stack.open(name, self._context)
        self.rail.set_current(name)
        if wish is not None:
            page.show_wish(wish)

    def open_contact(self, rid: bytes) -> None:
        """Show the contacts page with this contact."""
        self._open_record(PageName.CONTACTS, rid)

    def open_conflict(self, rid: bytes) -> None:
        """Show the conflicts page with this record."""
        self._open_record(PageName.CONFLICTS, rid)

    def quick_note(self, about: bytes | None = None, draft: bytes | None = None) -> None:
        """Open the quick note, with this contact filled in or with a kept draft."""
        self._floating.hide_child()
        self._floating.note.begin(about, draft)

    def edit_note(self, rid: bytes) -> None:
        """Open a note that stands already in the panel of the quick note."""
        self._floating.hide_child()
        self._floating.note.edit(rid)

    def search(self, text: str = "") -> None:
        """Open the search over everything."""
        corner = self.bar.mapTo(self, self.bar.search_corner())
        self._floating.open_search(text, corner)

    def toast(self, text: str, undo: Callable[[], object] | None = None) -> None:
        """Tell that something is done; `undo` runs on the writer lane if the person asks."""
        if undo is None:
            self._toast.say(text)
            return
        self._toast.say(text, lambda: self._runner.write(undo, self, self._undone))

    def tell(self, error: AppError) -> None:
        """Tell of an error that no field of the page can show."""
        self._problem.show_words(words_for(error))

    def lock(self) -> None:
        """Lock the vault."""
        self.lock_wished.emit()

    # --- what the window asks ---------------------------------------------------------------------

    @property
    def present(self) -> PageName | None:
        """The page that is shown."""
        return self._stack.present

    @property
    def veiled(self) -> bool:
        """True while names and texts are hidden."""
        return self._veiled

    def set_veiled(self, veiled: bool) -> None:  # noqa: FBT001  a setter of one truth
        """Hide names and texts on every page, or show them again."""
        if veiled == self._veiled:
            return
        self._veiled = veiled
        self._strip.setVisible(veiled)
        self.bar.show_veiled(veiled)
        self._toast.dismiss()
        for part in self._parts():
            part.privacy_changed(veiled)
        self._place()

    def leave(self) -> None:
        """Let every part hand in its drafts and hear no more; the workspace is destroyed next."""
        for part in self._parts():
            part.before_lock()
        self._toast.dismiss()
        self._changes.close()
        self._status.close()

    # --- inside -----------------------------------------------------------------------------------

    def _allowed_places(self, furnishing: Furnishing) -> tuple[Destination, ...]:
        lead = self._session.me.is_lead
        return tuple(
            each
            for each in DESTINATIONS
            if each.name in furnishing.pages and (lead or not each.for_leads)
        )

    def _build(self) -> None:
        row = Row(self)
        row.addWidget(self.rail)
        column = Column()
        column.addWidget(self.bar)
        column.addWidget(self._practice)
        column.addWidget(self._older)
        column.addWidget(self._access)
        column.addWidget(self._relock)
        column.addWidget(self._strip)
        column.addWidget(self._problem)
        column.addWidget(self._stack, 1)
        row.addLayout(column, 1)

    def _connect(self) -> None:
        self.rail.chosen.connect(self.open_page)
        self.bar.search_wished.connect(self.search)
        self.bar.child_wished.connect(self._open_child_card)
        self.bar.sync_wished.connect(self._open_sync)
        self.bar.note_wished.connect(self.quick_note)
        self.bar.privacy_wished.connect(self.set_veiled)
        self.bar.lock_wished.connect(self.lock_wished)
        self._practice.ended.connect(self.practice_ended)
        self._strip.shown_again.connect(self._switch_veil)
        self._relock.lock_wished.connect(self.lock_wished)
        self._roles.outdated.connect(self._tell_to_relock)
        self._older.sync_wished.connect(self._session.syncing.sync_now)
        self._runner.unhandled.connect(self.tell)
        self._changes.changed.connect(self._badges.renew)
        self._status.changed.connect(self._show_status)
        self._badges.counted.connect(self._show_counts)
        self._floating.child_closed.connect(self._focus_page)
        current().changed.connect(self._rescaled)
        minute = QTimer(self, interval=_MINUTE_MS)
        minute.timeout.connect(self._show_status)
        minute.start()

    def _bind_keys(self) -> None:
        for keys, act in (
            (SEARCH_KEY, self.search),
            (NOTE_KEY, self.quick_note),
            (CHILD_KEY, self._open_child_card),
            (PRIVACY_KEY, self._switch_veil),
            (LOCK_KEY, self.lock),
            ("F1", self._open_help),
            ("F5", self._session.syncing.sync_now),
            ("Ctrl+Shift+N", self._begin_contact),
            (key_of(self._places, PageName.SYNC), self._open_sync),
            ("F6", self._next_region),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(act)
        for place in self._places:
            keys = key_of(self._places, place.name)
            if keys:
                item = self.rail.item(place.name)
                assert item is not None
                QShortcut(QKeySequence(keys), self).activated.connect(item.click)

    def _parts(self) -> Iterator[Part]:
        yield from self._stack.made()
        yield from self._floating.parts()

    def _is_veiled(self) -> bool:
        return self._veiled

    def _open_record(self, name: PageName, rid: bytes) -> None:
        self.open_page(name)
        page = self._stack.page(name)
        if page is not None:
            page.show_record(rid)

    def _begin_contact(self) -> None:
        self.open_page(PageName.CONTACTS, Wish.NEW_CONTACT)

    def _open_sync(self) -> None:
        self.open_page(PageName.SYNC)

    def _open_help(self) -> None:
        self.open_page(PageName.HELP)

    def _open_child_card(self) -> None:
        card = self._floating.child
        card.show()
        card.raise_()
        card.setFocus()

    def _switch_veil(self) -> None:
        self.set_veiled(not self._veiled)

    def _focus_page(self) -> None:
        page = self._stack.currentWidget()
        if page is not None:
            page.setFocus()

    def _undone(self, _: object) -> None:
        """Nothing more to say: the page shows what came back."""

    def _show_status(self) -> None:
        self.bar.show_sync(chip_words(self._status.now, self._context.now()))
        if self._access.show_words(access_words(self._status.now)):
            self._place()
        if self._older.isVisible() and not self._rolled_back():
            self._older.hide()
            self._place()
            self.toast(translate("TopBar", "Everything agrees with the server again"))

    def _tell_to_relock(self) -> None:
        self._relock.show()
        self._place()

    def _show_counts(self, counts: Counts) -> None:
        self.rail.set_count(PageName.FOLLOW_UPS, counts.due)
        self.rail.set_count(PageName.CONFLICTS, counts.conflicts)
        self.rail.set_count(PageName.REVIEW, counts.changed)

    def _next_region(self) -> None:
        """Move the keyboard from page to rail to bar and round again."""
        focus = self.focusWidget()
        if self.rail.isAncestorOf(focus):
            self.bar.search.setFocus()
        elif self.bar.isAncestorOf(focus):
            self._focus_floating_or_page()
        else:
            self.rail.focus_current()

    def _focus_floating_or_page(self) -> None:
        target = self._floating.shown_panel() or self._stack.currentWidget()
        if target is not None:
            target.setFocus()
            target.focusNextChild()

    def _rescaled(self) -> None:
        self._fit()
        # The bar's height is settled by the layout only after this turn of the event loop.
        QTimer.singleShot(0, self._place)

    @override
    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        self._fit()
        self._place()

    def _fit(self) -> None:
        self.rail.set_narrow(self.width() / current().scale < Size.NARROW_WINDOW)

    def _place(self) -> None:
        """Lay what floats over the page: under the bar, as wide as the page at most."""
        layout = self.layout()
        if layout is not None:
            layout.activate()
        self._floating.place(self._stack.y(), self.width() - self.rail.width())
