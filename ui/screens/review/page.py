"""The review as a page of the window: reads the team's contacts, opens texts for a reason."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any, cast

from typing_extensions import override

from helhedsplan_desktop.foundation.cancel import CancelToken
from helhedsplan_desktop.foundation.changes import Changes
from helhedsplan_desktop.records.follow_ups import QUESTION
from helhedsplan_desktop.services.contact_views import TimelineEntry
from helhedsplan_desktop.services.lazy_rows import LazyRows
from helhedsplan_desktop.services.reviewing import ReviewDetail, ReviewFilter, ReviewRow
from helhedsplan_desktop.services.session import Session
from helhedsplan_desktop.services.undo import Undo
from ui.language import current_language, translate
from ui.parts.first_focus import FirstFocus
from ui.parts.reading import Reading
from ui.parts.remark_desk import RemarkDesk
from ui.screens.page import Page, PageContext
from ui.screens.review.view import ReviewShown, ReviewView
from ui.widgets.layouts import Column


def _gather(session: Session, chosen: ReviewFilter, language: str, now: datetime) -> ReviewShown:
    page = session.reviewing.page(chosen)
    raw = cast("LazyRows[Any, ReviewRow]", page.rows).raw()
    return ReviewShown(
        page=page,
        places={row.id: at for at, row in enumerate(raw)},
        areas=session.places.areas(language),
        members=session.places.members(),
        now=now,
    )


class ReviewPage(Page):
    """Shows the team's contacts to a lead.

    Args:
        context: services, lanes and ways out.
    """

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self._context = context
        self._choosing = CancelToken()
        self._view = ReviewView(context.session.catalogue, self._find_marks)
        self._view.set_veiled(context.veiled())
        self._asking = RemarkDesk(context, QUESTION, context.session.questions.ask, self)
        self._reading = Reading(context.runner, self._prepare, self._view.show_review, self)
        self._first = FirstFocus(self, self._view.focus_first)
        Column(self).addWidget(self._view)
        self._view.filtered.connect(self._filtered)
        self._view.chosen.connect(self._choose)
        self._view.read_wished.connect(self._read_texts)
        self._view.seen_wished.connect(self._mark_seen)
        self._view.opened.connect(context.navigator.open_contact)
        self._connect_questions()
        context.changes.changed.connect(self._changed)

    def _connect_questions(self) -> None:
        desk, asking = self._view.questions, self._asking
        desk.wished.connect(asking.begin)
        desk.typed.connect(asking.type)
        desk.closed.connect(asking.close)
        desk.sent.connect(asking.add)
        asking.begun.connect(desk.begin)
        asking.refused.connect(desk.show_problem)
        asking.stored.connect(self._asked)

    @override
    def opened(self) -> None:
        self._first.begin()
        self._reading.ask(then=self._first.arrive)

    @override
    def closed(self) -> None:
        # Texts that were opened for a reason are not left lying about.
        self._view.close_texts()
        self._view.questions.put_away()

    @override
    def before_lock(self) -> None:
        self._asking.close_all()

    @override
    def privacy_changed(self, veiled: bool) -> None:
        self._view.set_veiled(veiled)

    def _find_marks(self, text: str) -> tuple[tuple[int, int], ...]:
        return tuple((each.start, each.end) for each in self._context.session.notes.check(text))

    def _asked(self, _note: bytes, undo: Undo) -> None:
        self._view.questions.end()
        self._view.focus_first()
        told = translate("Review", "The question is sent")
        self._context.navigator.toast(told, undo.restore)

    def _changed(self, changes: Changes) -> None:
        if changes and self.isVisible():
            self._reading.ask()
            shown = self._view.shown_contact()
            if shown is not None:
                self._choose(shown)

    def _filtered(self, _chosen: ReviewFilter) -> None:
        self._reading.ask()

    def _prepare(self) -> Callable[[], ReviewShown]:
        return partial(
            _gather,
            self._context.session,
            self._view.filter,
            current_language().value,
            self._context.now(),
        )

    def _choose(self, rid: bytes) -> None:
        self._choosing.cancel()
        work = partial(self._context.session.reviewing.detail, rid)
        self._choosing = self._context.runner.run(work, self, self._view.show_detail)

    def _mark_seen(self, detail: ReviewDetail) -> None:
        if detail.place is not None:
            mark = self._context.session.reviewing.mark_seen
            work = partial(mark, detail.row.rid, detail.place)
            self._context.runner.write(work, self, self._marked)

    def _marked(self, undo: Undo) -> None:
        self._context.navigator.toast(translate("Review", "Marked as seen"), undo.restore)

    def _read_texts(self, rid: bytes, reason: str) -> None:
        def show(entries: tuple[TimelineEntry, ...]) -> None:
            self._view.show_texts(rid, entries)

        # The look-up is written down before a word is shown: hence the writer lane.
        work = partial(self._context.session.reviewing.read, rid, reason)
        self._context.runner.write(work, self, show)
