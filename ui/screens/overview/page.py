"""The overview as a page of the window: reads the day, carries wishes out."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Final

from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QMenu
from typing_extensions import override

from helhedsplan_desktop.foundation.changes import Changes
from helhedsplan_desktop.foundation.clock import instant
from helhedsplan_desktop.records.follow_ups import QUESTION
from helhedsplan_desktop.services.contact_views import AreaLabel
from helhedsplan_desktop.services.drafts import DraftView
from helhedsplan_desktop.services.overview import OverviewPage as Day
from helhedsplan_desktop.services.session import Session
from ui.day_words import since
from ui.language import current_language, translate
from ui.parts.first_focus import FirstFocus
from ui.parts.follow_up_acts import FollowUpActs
from ui.parts.reading import Reading
from ui.screens.overview.sections import CONFLICTS, DAMAGED, DRAFTS, NOT_INFORMED
from ui.screens.overview.view import OverviewView
from ui.screens.page import Page, PageContext, PageName, Wish
from ui.theme.icons import Icon, themed_icon
from ui.widgets.layouts import Column

NOTES: Final = frozenset({"quick_note", "note_edit"})
FOLLOW_UP: Final = "follow_up"
CONFLICT: Final = "conflict"


@dataclass(frozen=True, slots=True)
class _Gathered:
    """The day with the names of the focus areas."""

    day: Day
    areas: tuple[AreaLabel, ...]


def _gather(session: Session, language: str) -> _Gathered:
    return _Gathered(session.overview.page(), session.places.areas(language))


def _discard_damaged(session: Session) -> None:
    for draft in session.drafts.damaged():
        session.drafts.discard(draft)


class OverviewPage(Page):
    """Shows the day.

    Args:
        context: services, lanes and ways out.
    """

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self._context = context
        self._reading = Reading(context.runner, self._prepare, self._show, self)
        self._acts = FollowUpActs(context, self)
        self._view = OverviewView()
        self._view.set_veiled(context.veiled())
        self._first = FirstFocus(self, self._view.focus_first)
        Column(self).addWidget(self._view)
        self._view.done.connect(self._acts.done)
        self._view.opened.connect(context.navigator.open_contact)
        self._view.wished.connect(self._wish)
        self._view.all_wished.connect(self._open_all)
        self._view.plan_wished.connect(self._open_plan)
        self._view.news_read.connect(self._put_news_away)
        context.changes.changed.connect(self._changed)

    @override
    def opened(self) -> None:
        self._first.begin()
        self._reading.ask(then=self._first.arrive)

    @override
    def privacy_changed(self, veiled: bool) -> None:
        self._view.set_veiled(veiled)

    def _changed(self, changes: Changes) -> None:
        if changes and self.isVisible():
            self._reading.ask()

    def _prepare(self) -> Callable[[], _Gathered]:
        return partial(_gather, self._context.session, current_language().value)

    def _show(self, found: _Gathered) -> None:
        self._view.show_page(found.day, found.areas, self._context.now())

    def _open_all(self) -> None:
        self._context.navigator.open_page(PageName.FOLLOW_UPS)

    def _open_plan(self) -> None:
        self._context.navigator.open_page(PageName.FOLLOW_UPS, Wish.PLAN)

    def _put_news_away(self, until: int) -> None:
        work = partial(self._context.session.news.put_away, until)
        self._context.runner.write(work, self, self._put_away)

    def _put_away(self, _: None) -> None:
        self._reading.ask()

    def _wish(self, kind: str) -> None:
        """Go where a loose end can be tied."""
        navigator = self._context.navigator
        if kind == CONFLICTS:
            navigator.open_page(PageName.CONFLICTS)
        elif kind == NOT_INFORMED:
            navigator.open_page(PageName.CONTACTS, Wish.NOT_INFORMED)
        elif kind == DAMAGED:
            self._offer_to_discard()
        elif kind == DRAFTS:
            self._context.runner.run(self._context.session.drafts.all, self, self._offer_drafts)

    def _offer_to_discard(self) -> None:
        """Nothing can be done with a draft that cannot be read but to throw it away."""
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        words = translate("Overview", "Throw away what cannot be read")
        menu.addAction(themed_icon(Icon.TRASH, danger=True), words).triggered.connect(self._discard)
        menu.popup(QCursor.pos())

    def _discard(self) -> None:
        self._context.runner.write(
            partial(_discard_damaged, self._context.session), self, self._put_away
        )

    def _offer_drafts(self, drafts: tuple[DraftView, ...]) -> None:
        """Open the only draft, or let the person choose one."""
        if len(drafts) == 1:
            self._open_draft(drafts[0])
            return
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        for draft in drafts:
            action = menu.addAction(themed_icon(Icon.PENCIL_SIMPLE), self._draft_words(draft))
            action.triggered.connect(self._opener_of(draft))
        menu.popup(QCursor.pos())

    def _opener_of(self, draft: DraftView) -> Callable[[], None]:
        return lambda: self._open_draft(draft)

    def _draft_words(self, draft: DraftView) -> str:
        form = {
            "quick_note": translate("Overview", "Note"),
            "note_edit": translate("Overview", "Changed note"),
            "remark": translate("Overview", "Remark"),
            QUESTION: translate("Overview", "Question"),
            FOLLOW_UP: translate("Overview", "Follow-up"),
            CONFLICT: translate("Overview", "Merged text"),
        }.get(draft.form, translate("Overview", "Contact"))
        return f"{form} · {since(instant(draft.changed_at).astimezone(), self._context.now())}"

    def _open_draft(self, draft: DraftView) -> None:
        navigator = self._context.navigator
        if draft.form in NOTES:
            navigator.quick_note(draft=draft.draft)
        elif draft.form == FOLLOW_UP:
            navigator.open_page(PageName.FOLLOW_UPS, Wish.PLAN)
        elif draft.form == QUESTION:
            navigator.open_page(PageName.REVIEW)
        elif draft.form == CONFLICT and draft.about is not None:
            navigator.open_conflict(draft.about)
        elif draft.about is not None:
            navigator.open_contact(draft.about)
        else:
            navigator.open_page(PageName.CONTACTS, Wish.NEW_CONTACT)
