"""What a person does on the page of a contact, each act with its way back."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal

from helhedsplan_desktop.services.follow_ups import FollowUpForm
from helhedsplan_desktop.services.undo import Undo
from ui.language import translate
from ui.parts.remark_desk import RemarkDesk
from ui.screens.contacts.conflict_strip import Decision
from ui.screens.contacts.reading import REMARK
from ui.screens.page import PageContext


class ContactActs(QObject):
    """Carries acts out on the writer lane; the page changes by `Changes`.

    Signals:
        contact_deleted: a contact.
        planned: an agreement was stored.

    Args:
        context: use cases and ways out.
        parent: the page.
    """

    contact_deleted = Signal(bytes)
    planned = Signal()

    def __init__(self, context: PageContext, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._session = context.session
        self.remarks = RemarkDesk(context, REMARK, self._session.notes.remark, self)

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

    def _carry_out(self, work: Callable[[], Undo], told: str) -> None:
        def done(undo: Undo) -> None:
            self._context.navigator.toast(told, undo.restore)

        self._context.runner.write(work, self, done)
