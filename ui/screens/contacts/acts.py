"""What a person does on the page of a contact, each act with its way back."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from helhedsplan_desktop.foundation.errors import AppError
from helhedsplan_desktop.services.follow_ups import FollowUpForm
from helhedsplan_desktop.services.undo import Undo
from ui.bridge.draft_keeper import DraftKeeper
from ui.bridge.problem_texts import words_for
from ui.language import translate
from ui.screens.contacts.conflict_strip import Decision
from ui.screens.contacts.reading import REMARK, left_draft
from ui.screens.page import PageContext


class ContactActs(QObject):
    """Carries acts out on the writer lane; the page changes by `Changes`.

    Signals:
        contact_deleted: a contact.
        planned: an agreement was stored.
        remark_begun: a note, and what a draft has kept of the remark.
        remark_stored: a note.
        remark_refused: a note and why.

    Args:
        context: use cases and ways out.
        parent: the page.
    """

    contact_deleted = Signal(bytes)
    planned = Signal()
    remark_begun = Signal(bytes, str)
    remark_stored = Signal(bytes)
    remark_refused = Signal(bytes, str)

    def __init__(self, context: PageContext, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._session = context.session
        self._remarks: dict[bytes, tuple[DraftKeeper, str]] = {}

    def delete_note(self, note: bytes) -> None:
        """Delete an own note."""
        told = translate("ContactActs", "The note is deleted")
        self._carry_out(partial(self._session.notes.delete, note), told)

    def delete_contact(self, contact: bytes) -> None:
        """Delete a contact with what this person alone wrote about it."""

        def done(undo: Undo) -> None:
            self.contact_deleted.emit(contact)
            self._context.navigator.toast(
                translate("ContactActs", "The contact is deleted"), undo.restore
            )

        self._context.runner.write(partial(self._session.people.delete, contact), self, done)

    def settle(self, decision: Decision) -> None:
        """Decide between two versions."""
        work = partial(
            self._session.conflicts.settle,
            decision.rid,
            decision.path,
            decision.vid,
            decision.choice,
        )
        self._carry_out(work, translate("ContactActs", "The versions are settled"))

    def plan(self, contact: bytes, what: str, due_on: str) -> None:
        """Store what was agreed with a contact."""
        form = FollowUpForm(contact=contact, what=what, due_on=due_on)

        def done(_rid: bytes) -> None:
            self.planned.emit()

        self._context.runner.write(partial(self._session.follow_ups.add, form), self, done)

    def begin_remark(self, note: bytes) -> None:
        """Ask for the draft of a remark to a note."""
        if note in self._remarks:
            self.remark_begun.emit(note, self._remarks[note][1])
            return

        def found(kept: Any) -> None:
            keeper = DraftKeeper(self._context.runner, self._session.drafts, REMARK, self)
            keeper.begin(kept.draft if kept is not None else None, note)
            text = str(kept.fields.get("text", "")) if kept is not None else ""
            self._remarks[note] = (keeper, text)
            self.remark_begun.emit(note, text)

        # On the writer lane: behind the step that keeps or forgets the remark before.
        self._context.runner.write(partial(left_draft, self._session, REMARK, note), self, found)

    def type_remark(self, note: bytes, text: str) -> None:
        """Keep what was typed of a remark so far."""
        keeper, before = self._remarks.get(note, (None, ""))
        if keeper is not None and text != before:
            self._remarks[note] = (keeper, text)
            keeper.touch(lambda: {"text": self._remarks[note][1]})

    def close_remark(self, note: bytes) -> None:
        """Keep a remark that is not added yet, or forget an empty one."""
        keeper, text = self._remarks.get(note, (None, ""))
        if keeper is None:
            return
        if text.strip():
            keeper.flush()
        else:
            keeper.forget()
        del self._remarks[note]

    def add_remark(self, note: bytes, text: str) -> None:
        """Store a remark."""
        keeper = self._remarks[note][0]
        draft = keeper.claim()

        def store() -> bytes:
            rid = self._session.notes.remark(note, text)
            kept = draft()
            if kept is not None:
                self._session.drafts.discard(kept)
            return rid

        def stored(_rid: bytes) -> None:
            self._remarks.pop(note, None)
            self.remark_stored.emit(note)

        def refused(error: AppError) -> None:
            keeper.unclaim()
            self.remark_refused.emit(note, words_for(error).sentence)

        self._context.runner.write(store, self, stored, refused)

    def keep_remarks(self) -> None:
        """Keep every remark that is being typed."""
        for note in list(self._remarks):
            self.close_remark(note)

    def _carry_out(self, work: Callable[[], Undo], told: str) -> None:
        def done(undo: Undo) -> None:
            self._context.navigator.toast(told, undo.restore)

        self._context.runner.write(work, self, done)
