"""The follow-ups as a page of the window: reads them, carries wishes out."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any, Final

from PySide6.QtCore import QObject
from typing_extensions import override

from helhedsplan_desktop.foundation.cancel import CancelToken
from helhedsplan_desktop.foundation.changes import Changes
from helhedsplan_desktop.foundation.errors import AppError
from helhedsplan_desktop.services.drafts import DraftView
from helhedsplan_desktop.services.follow_ups import FollowUpForm
from helhedsplan_desktop.services.searching import ContactHit
from helhedsplan_desktop.services.session import Session
from ui.bridge.draft_keeper import DraftKeeper
from ui.bridge.problem_texts import words_for
from ui.language import current_language, translate
from ui.parts.first_focus import FirstFocus
from ui.parts.follow_up_acts import FollowUpActs
from ui.parts.reading import Reading
from ui.screens.follow_ups.plan_panel import Plan, PlanPanel, plan_of
from ui.screens.follow_ups.view import FollowUpsShown, FollowUpsView
from ui.screens.page import Page, PageContext, Wish
from ui.widgets.layouts import Column
from ui.widgets.person_picker import Person

DRAFT_FORM: Final = "follow_up"


def _gather(session: Session, language: str, today: date) -> FollowUpsShown:
    return FollowUpsShown(
        mine=session.follow_ups.mine(),
        team=session.follow_ups.mine("all"),
        me=session.me.user,
        areas=session.places.areas(language),
        members=session.places.members(),
        today=today,
    )


class FollowUpsPage(Page):
    """Shows follow-ups and plans new ones.

    Args:
        context: services, lanes and ways out.
    """

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self._context = context
        self._reading = Reading(context.runner, self._prepare, self._show, self)
        self._members: dict[bytes, str] = {}
        self._acts = FollowUpActs(context, self)
        self._view = FollowUpsView(context.today)
        self._view.set_veiled(context.veiled())
        self._planning = _Planning(context, self._view.panel, self)
        self._first = FirstFocus(self, self._view.focus_first)
        Column(self).addWidget(self._view)
        self._view.done.connect(self._acts.done)
        self._view.postponed.connect(self._acts.postpone)
        self._view.dropped.connect(self._acts.drop)
        self._view.handed_over.connect(self._hand_over)
        self._view.opened.connect(context.navigator.open_contact)
        self._view.note_wished.connect(self._open_note)
        self._view.plan_wished.connect(self._planning.begin)
        context.changes.changed.connect(self._changed)

    @override
    def opened(self) -> None:
        self._first.begin()
        self._reading.ask(then=self._first.arrive)

    @override
    def show_wish(self, wish: Wish) -> None:
        if wish is Wish.PLAN:
            self._planning.begin()

    @override
    def privacy_changed(self, veiled: bool) -> None:
        self._view.set_veiled(veiled)

    @override
    def before_lock(self) -> None:
        self._planning.keep_now()

    def _changed(self, changes: Changes) -> None:
        if changes and self.isVisible():
            self._reading.ask()

    def _prepare(self) -> Callable[[], FollowUpsShown]:
        session, today = self._context.session, self._context.today()
        return partial(_gather, session, current_language().value, today)

    def _show(self, found: FollowUpsShown) -> None:
        self._members = {each.user: each.name for each in found.members}
        self._view.show_follow_ups(found)

    def _hand_over(self, rid: bytes, user: bytes) -> None:
        self._acts.hand_over(rid, user, self._members.get(user, ""))

    def _open_note(self) -> None:
        self._context.navigator.quick_note()


class _Planning(QObject):
    """Keeps what is typed into the form as a draft, and saves the finished plan.

    Args:
        context: services, lanes and ways out.
        panel: the form.
        parent: the page.
    """

    def __init__(self, context: PageContext, panel: PlanPanel, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._session = context.session
        self._looking = CancelToken()
        self._panel = panel
        self._keeper = DraftKeeper(context.runner, self._session.drafts, DRAFT_FORM, self)
        self._keeper.kept.connect(panel.show_kept)
        panel.asked.connect(self._suggest)
        panel.changed.connect(self._changed)
        panel.saved.connect(self._save)
        panel.discarded.connect(self._keeper.forget)
        panel.closed.connect(self.keep_now)

    def begin(self) -> None:
        """Open the form, with the draft that was left if there is one."""
        if not self._panel.isVisible():
            self._context.runner.run(self._session.drafts.all, self, self._open)

    def keep_now(self) -> None:
        """Keep what stands in the form without waiting."""
        self._keeper.flush()

    def _open(self, drafts: tuple[DraftView, ...]) -> None:
        left = next((each for each in drafts if each.form == DRAFT_FORM), None)
        self._keeper.begin(left.draft if left else None, None)
        self._panel.begin(plan_of(left.fields) if left else None)

    def _changed(self) -> None:
        self._keeper.touch(self._fields)

    def _fields(self) -> dict[str, Any]:
        return self._panel.plan().fields()

    def _suggest(self, typed: str) -> None:
        # An older answer must not replace that of what is typed now.
        self._looking.cancel()
        if not typed.strip():
            self._panel.suggest(())
            return
        work = partial(self._session.searching.people, typed)
        self._looking = self._context.runner.run(work, self, self._offer)

    def _offer(self, hits: tuple[ContactHit, ...]) -> None:
        self._panel.suggest(
            [Person(hit.rid, hit.name, hit.department, hit.identified) for hit in hits]
        )

    def _save(self, plan: Plan) -> None:
        form = FollowUpForm(
            contact=plan.contact[0] if plan.contact else None,
            what=plan.what,
            due_on=plan.due_on,
            area=plan.area,
            owner=bytes.fromhex(plan.owner) if plan.owner else None,
        )
        draft_of = self._keeper.claim()

        def work() -> None:
            self._session.follow_ups.add(form)
            draft = draft_of()
            if draft is not None:
                self._session.drafts.discard(draft)

        self._context.runner.write(work, self, self._saved, self._refused)

    def _saved(self, _result: None) -> None:
        self._keeper.begin(None, None)
        self._panel.close_panel()
        self._context.navigator.toast(translate("FollowUps", "The follow-up is planned"))

    def _refused(self, error: AppError) -> None:
        self._keeper.unclaim()
        self._panel.show_problem(words_for(error).sentence)
