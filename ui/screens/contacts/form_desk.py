"""The form of a contact at work: drafts, duplicates, storing."""

from functools import partial
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from helhedsplan_desktop.foundation.cancel import CancelToken
from helhedsplan_desktop.foundation.clock import instant
from helhedsplan_desktop.foundation.errors import AppError
from helhedsplan_desktop.services.contact_views import Duplicate
from helhedsplan_desktop.services.undo import Undo
from ui.bridge.draft_keeper import DraftKeeper
from ui.bridge.problem_texts import words_for
from ui.day_words import freshness
from ui.language import current_language, translate
from ui.screens.contacts.form_panel import ContactFormPanel
from ui.screens.contacts.reading import (
    NEW_CONTACT,
    FormStart,
    draft_of_form,
    find_duplicates,
    read_form,
)
from ui.screens.page import PageContext

_LOOK_MILLISECONDS: Final = 150
"""After so long a pause in the name, contacts like it are looked for."""


class ContactFormDesk(QObject):
    """Opens, keeps and stores contacts in a `ContactFormPanel`.

    Args:
        context: use cases and ways out.
        page: the page that the panel lies over.

    Signals:
        stored: a contact was made or changed.
        wanted: a contact to look at instead of making another.
    """

    stored = Signal(bytes)
    wanted = Signal(bytes)

    def __init__(self, context: PageContext, page: QWidget) -> None:
        super().__init__(page)
        self._context = context
        self._session = context.session
        self._open = False
        self._contact: bytes | None = None
        self._looking: CancelToken | None = None
        self._keeper = DraftKeeper(context.runner, self._session.drafts, NEW_CONTACT, self)
        self._keeper.kept.connect(self._draft_kept)
        self._pause = QTimer(self, singleShot=True, interval=_LOOK_MILLISECONDS)
        self._pause.timeout.connect(self._look_for_duplicates)
        self.panel = ContactFormPanel(
            self._session.catalogue, self._find_marks, context.today, page
        )
        self.panel.hide()
        self.panel.set_veiled(context.veiled())
        self.panel.changed.connect(self._changed)
        self.panel.identity_changed.connect(self._pause.start)
        self.panel.saved.connect(self._save)
        self.panel.declined.connect(self._decline)
        self.panel.restarted.connect(self._start_over)
        self.panel.duplicate_opened.connect(self._open_instead)
        self.panel.closed.connect(self.put_away)

    def begin(self, contact: bytes | None, name: str = "") -> None:
        """Open the form: a contact to change, or None for a new one with the name typed so far."""
        self.put_away()
        read = partial(read_form, self._session, contact, name, current_language().value)
        # On the writer lane: behind the step that keeps or forgets the form before.
        self._context.runner.write(read, self, self._show)

    def put_away(self) -> None:
        """Keep what stands in the form, or forget what would not be missed."""
        if not self._open:
            return
        self._open = False
        self._pause.stop()
        if self._contact is None and self._is_untouched():
            self._keeper.forget()
        else:
            self._keeper.flush()

    def _find_marks(self, text: str) -> tuple[tuple[int, int], ...]:
        return tuple((mark.start, mark.end) for mark in self._session.notes.check(text))

    def _is_untouched(self) -> bool:
        form = self.panel.fields.form()
        return not (form.name or form.alias or form.phone or form.stairwell)

    def _show(self, start: FormStart) -> None:
        self._open, self._contact = True, start.contact
        self._keeper.begin(start.kept.draft if start.kept else None, start.contact)
        resumed = ""
        if start.kept is not None:
            moment = instant(start.kept.changed_at).astimezone()
            resumed = freshness(moment, self._context.now())
        self.panel.fields.set_choices(start.choices)
        self.panel.begin(start.form, new=start.contact is None, resumed=resumed)
        if start.form.name and start.contact is None:
            self._look_for_duplicates()

    def _changed(self) -> None:
        self._keeper.touch(self._draft_fields)

    def _draft_fields(self) -> dict[str, object]:
        return draft_of_form(self.panel.fields.form())

    def _draft_kept(self) -> None:
        if self.panel.isVisible():
            self.panel.set_saved(translate("ContactForm", "The draft is saved"))

    def _look_for_duplicates(self) -> None:
        if self._looking is not None:
            self._looking.cancel()
        form = self.panel.fields.form()
        find = partial(find_duplicates, self._session, form, self._contact)
        self._looking = self._context.runner.run(find, self, self._show_duplicates)

    def _show_duplicates(self, found: tuple[Duplicate, ...]) -> None:
        if self.panel.isVisible():
            self.panel.show_duplicates(found)

    def _save(self) -> None:
        self._pause.stop()
        form, contact = self.panel.fields.form(), self._contact
        self.panel.set_busy(True)
        draft = self._keeper.claim()

        def store() -> tuple[bytes, Undo | None]:
            kept = draft()
            if contact is None:
                rid, undo = self._session.people.create(form), None
            else:
                rid, undo = contact, self._session.people.update(contact, form)
            if kept is not None:
                self._session.drafts.discard(kept)
            return rid, undo

        self._context.runner.write(store, self, self._stored, self._refused)

    def _stored(self, answer: tuple[bytes, Undo | None]) -> None:
        rid, undo = answer
        self._open = False
        self.panel.hide()
        navigator = self._context.navigator
        if undo is None:
            told = translate("ContactForm", "The contact is created")
            navigator.toast(told, partial(self._session.people.delete, rid))
        else:
            navigator.toast(translate("ContactForm", "The contact is changed"), undo.restore)
        self.stored.emit(rid)

    def _refused(self, error: AppError) -> None:
        self._keeper.unclaim()
        self._keeper.touch(self._draft_fields)
        self.panel.set_busy(False)
        field = str(error.params.get("field", ""))
        if field:
            self.panel.show_problem(field, words_for(error).sentence)
        else:
            self._context.navigator.tell(error)

    def _decline(self) -> None:
        """Drop the form: nothing about the resident is kept; undo gives the draft back."""
        self._drop(translate("ContactForm", "Nothing is kept about the resident"))

    def _start_over(self) -> None:
        contact = self._contact
        self._drop(translate("ContactForm", "The draft is deleted"))
        self.begin(contact)

    def _drop(self, told: str) -> None:
        fields, about = self._draft_fields(), self._contact
        self._keeper.forget()
        self._open = False
        self.panel.hide()

        def take_back() -> None:
            self._session.drafts.keep(None, NEW_CONTACT, about, fields)

        self._context.navigator.toast(told, take_back)

    def _open_instead(self, rid: bytes) -> None:
        self.put_away()
        self.panel.hide()
        self.wanted.emit(rid)
