"""The conflicts as a page of the window: reads them, settles them, keeps merged texts."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any, Final

from typing_extensions import override

from helhedsplan_desktop.foundation.changes import Changes
from helhedsplan_desktop.foundation.errors import AppError
from helhedsplan_desktop.services.conflicts import BOTH as KEEP_BOTH
from helhedsplan_desktop.services.conflicts import MERGED, Conflicts
from helhedsplan_desktop.services.drafts import DraftView
from helhedsplan_desktop.services.session import Session
from helhedsplan_desktop.services.undo import Undo
from ui.bridge.draft_keeper import DraftKeeper
from ui.bridge.problem_texts import words_for
from ui.language import current_language, translate
from ui.parts.first_focus import FirstFocus
from ui.parts.reading import Reading
from ui.parts.value_words import Vocabulary
from ui.screens.conflicts.comparison import Comparison, FieldPair, compare
from ui.screens.conflicts.merge_view import Merged
from ui.screens.conflicts.view import LEFT, RIGHT, ConflictsShown, ConflictsView
from ui.screens.page import Page, PageContext, PageName
from ui.widgets.layouts import Column

DRAFT_FORM: Final = "conflict"

Choice = tuple[FieldPair, str, Any]
"""A field, what to tell the service, and the merged value if it is merged."""


def _gather(session: Session, language: str, today: date) -> tuple[Comparison, ...]:
    words = Vocabulary(
        session.places.areas(language),
        session.places.departments(),
        session.places.members(),
        session.catalogue,
        today,
    )
    return tuple(compare(each, words) for each in session.conflicts.all())


def settle(conflicts: Conflicts, rid: bytes, choices: tuple[Choice, ...]) -> Callable[[], None]:
    """Settle every field of a conflict and return what takes it all back.

    Raises:
        AppError: NOT_FOUND if somebody decided meanwhile; what was settled before it is undone.
    """
    undone: list[Undo] = []

    def restore() -> None:
        while undone:
            undone.pop().restore()

    try:
        for pair, choice, value in choices:
            undone.append(conflicts.settle(rid, pair.path, pair.vid, choice, value))
    except AppError:
        restore()
        raise
    return restore


class ConflictsPage(Page):
    """Shows conflicts and settles them.

    Args:
        context: services, lanes and ways out.
    """

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self._context = context
        self._session = context.session
        self._reading = Reading(context.runner, self._prepare, self._show, self)
        self._wanted: bytes | None = None
        self._view = ConflictsView()
        self._view.set_veiled(context.veiled())
        self._keeper = DraftKeeper(context.runner, self._session.drafts, DRAFT_FORM, self)
        self._first = FirstFocus(self, self._view.focus_first)
        Column(self).addWidget(self._view)
        self._keeper.kept.connect(self._view.merge.show_kept)
        self._view.settled.connect(self._settle)
        self._view.merge_wished.connect(self._begin_merge)
        self._view.later.connect(self._leave)
        self._view.merge.changed.connect(self._typed)
        self._view.merge.saved.connect(self._save_merged)
        self._view.merge.cancelled.connect(self._keeper.flush)
        context.changes.changed.connect(self._changed)

    @override
    def opened(self) -> None:
        self._first.begin()
        self._reading.ask(then=self._first.arrive)

    @override
    def show_record(self, rid: bytes) -> None:
        self._wanted = rid
        self._reading.ask()

    @override
    def privacy_changed(self, veiled: bool) -> None:
        self._view.set_veiled(veiled)

    @override
    def before_lock(self) -> None:
        self._keeper.flush()

    def _changed(self, changes: Changes) -> None:
        if changes and self.isVisible():
            self._reading.ask()

    def _prepare(self) -> Callable[[], tuple[Comparison, ...]]:
        today = self._context.today()
        return partial(_gather, self._session, current_language().value, today)

    def _show(self, found: tuple[Comparison, ...]) -> None:
        self._view.show_conflicts(ConflictsShown(found, self._context.now()))
        if self._wanted is not None:
            self._view.open(self._wanted)
            self._wanted = None

    def _leave(self) -> None:
        self._context.navigator.open_page(PageName.OVERVIEW)

    def _settle(self, shown: Comparison, side: str) -> None:
        choices = tuple((pair, _told(pair, side), None) for pair in shown.fields)
        self._context.runner.write(
            partial(settle, self._session.conflicts, shown.rid, choices), self, self._settled
        )

    def _settled(self, restore: Callable[[], None]) -> None:
        self._context.navigator.toast(translate("Conflicts", "The conflict is settled"), restore)

    def _begin_merge(self, shown: Comparison) -> None:
        def begin(drafts: tuple[DraftView, ...]) -> None:
            left = next(
                (each for each in drafts if (each.form, each.about) == (DRAFT_FORM, shown.rid)),
                None,
            )
            self._keeper.begin(left.draft if left else None, shown.rid)
            fields = left.fields if left else {}
            self._view.begin_merge(shown, fields.get("text"), fields.get("choices", {}))

        self._context.runner.run(self._session.drafts.all, self, begin)

    def _typed(self) -> None:
        self._keeper.touch(self._fields)

    def _fields(self) -> dict[str, Any]:
        merged = self._view.merge.merged()
        return {"text": merged.text, "choices": merged.choices} if merged else {}

    def _save_merged(self, merged: Merged) -> None:
        shown = merged.comparison
        choices = tuple(_choice(pair, shown, merged) for pair in shown.fields)
        draft_of = self._keeper.claim()

        def work() -> Callable[[], None]:
            restore = settle(self._session.conflicts, shown.rid, choices)
            draft = draft_of()
            if draft is not None:
                self._session.drafts.discard(draft)
            return restore

        self._context.runner.write(work, self, self._merged, self._refused)

    def _merged(self, restore: Callable[[], None]) -> None:
        self._keeper.begin(None, None)
        self._view.end_merge()
        self._settled(restore)

    def _refused(self, error: AppError) -> None:
        self._keeper.unclaim()
        self._view.merge.show_problem(words_for(error).sentence)


def _told(pair: FieldPair, side: str) -> str:
    """Return what to tell the service to keep one side of a field, or both."""
    if side == LEFT:
        return pair.left_choice
    return pair.right_choice if side == RIGHT else KEEP_BOTH


def _choice(pair: FieldPair, shown: Comparison, merged: Merged) -> Choice:
    """Return what to tell the service of one field of a merge by hand."""
    if pair is shown.text:
        return pair, MERGED, merged.text
    side = merged.choices.get(pair.path, LEFT)
    return pair, _told(pair, side), None
