"""The quick note from anywhere: brings the form, the drafts and the services together."""

from dataclasses import dataclass
from functools import partial
from typing import Final

from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid
from typing_extensions import override

from helhedsplan_desktop.foundation.clock import instant
from helhedsplan_desktop.foundation.errors import AppError
from helhedsplan_desktop.services.contact_views import AreaLabel
from helhedsplan_desktop.services.drafts import DraftView
from helhedsplan_desktop.services.notes import Saved
from helhedsplan_desktop.services.searching import ContactHit
from helhedsplan_desktop.services.undo import Undo
from ui.bridge.draft_keeper import DraftKeeper
from ui.bridge.problem_texts import words_for
from ui.day_words import freshness
from ui.language import current_language, translate
from ui.screens.page import NotePanel, PageContext
from ui.screens.quick_note.fields import (
    NoteFields,
    Who,
    fields_of_draft,
    fields_of_note,
    fresh_fields,
)
from ui.screens.quick_note.panel import QuickNotePanel

NEW_NOTE: Final = "quick_note"
EDITED_NOTE: Final = "note_edit"
_CHANNEL: Final = "quick_note.channel"
_USUAL_CHANNEL: Final = "walk_in"
_SUGGESTED: Final = 6


@dataclass(frozen=True, slots=True)
class _Start:
    """What the form opens with.

    Args:
        note: the stored note that is changed; None for a new one.
        about: what the draft belongs to.
        kept: the draft that is opened again, None for none.
        author: the colleague who alone may change the note; empty: the person self.
    """

    areas: tuple[AreaLabel, ...]
    fields: NoteFields
    note: bytes | None
    about: bytes | None
    kept: DraftView | None
    author: str = ""


class QuickNote(NotePanel):
    """Opens, keeps and stores notes.

    Args:
        context: use cases and ways out.
        parent: the window's content that it lies over.
    """

    def __init__(self, context: PageContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._session = context.session
        self._note: bytes | None = None
        self._about: bytes | None = None
        self._asked = ""
        self._before: QWidget | None = None
        self._new_keeper = DraftKeeper(context.runner, self._session.drafts, NEW_NOTE, self)
        self._edit_keeper = DraftKeeper(context.runner, self._session.drafts, EDITED_NOTE, self)
        self._keeper = self._new_keeper
        for keeper in (self._new_keeper, self._edit_keeper):
            keeper.kept.connect(self._draft_kept)
        self.form = QuickNotePanel(self._session.catalogue, self._find_marks, context.today)
        self.form.fill(self)
        self.form.set_veiled(context.veiled())
        self.form.changed.connect(self._changed)
        self.form.asked.connect(self._suggest)
        self.form.person_added.connect(self._propose_areas)
        self.form.saved.connect(self._save)
        self.form.restarted.connect(self._start_over)
        self.form.closed.connect(self._closed)
        self.hide()

    @override
    def begin(self, about: bytes | None = None, draft: bytes | None = None) -> None:
        self._remember_focus()
        if self.isVisible() and draft is None and about in {None, self._about}:
            self.form.who.setFocus()
            return
        self._put_away()
        # On the writer lane: behind the step that keeps or forgets the form before.
        self._context.runner.write(partial(self._read_new, about, draft), self, self._show)

    @override
    def edit(self, rid: bytes) -> None:
        self._remember_focus()
        self._put_away()
        self._context.runner.write(
            partial(self._read_stored, rid), self, self._show, self._context.navigator.tell
        )

    @override
    def privacy_changed(self, veiled: bool) -> None:
        self.form.set_veiled(veiled)

    @override
    def before_lock(self) -> None:
        self._put_away()

    def _find_marks(self, text: str) -> tuple[tuple[int, int], ...]:
        return tuple((mark.start, mark.end) for mark in self._session.notes.check(text))

    def _read_new(self, about: bytes | None, draft: bytes | None) -> _Start:
        """Return what a new note opens with: a draft, or today and the usual channel."""
        kept = self._session.drafts.get(draft) if draft is not None else self._left(about)
        if kept is not None and kept.form == EDITED_NOTE and kept.about is not None:
            return self._read_stored(kept.about)
        areas = self._session.places.areas(current_language().value)
        if kept is not None:
            return _Start(areas, fields_of_draft(kept.fields), None, kept.about, kept)
        channel = self._session.preferences.get(_CHANNEL, _USUAL_CHANNEL)
        hit = self._session.searching.contact(about) if about is not None else None
        who = (Who(hit.rid, hit.name, hit.identified),) if hit is not None else ()
        return _Start(areas, fresh_fields(self._context.today(), channel, who), None, about, None)

    def _left(self, about: bytes | None) -> DraftView | None:
        """Return the draft that was left for the same contact, or for nobody yet."""
        return next(
            (
                each
                for each in self._session.drafts.all()
                if each.form == NEW_NOTE and each.about == about
            ),
            None,
        )

    def _read_stored(self, rid: bytes) -> _Start:
        """Return a stored note, or the draft of changing it; a colleague's is for reading.

        Raises:
            AppError: NOT_FOUND.
        """
        note = self._session.notes.get(rid)
        areas = self._session.places.areas(current_language().value)
        text = note.form.text
        marked = tuple(text[start:end] for start, end in self._find_marks(text))
        if not note.mine:
            return _Start(areas, fields_of_note(note, marked), rid, rid, None, note.author_name)
        for kept in self._session.drafts.all():
            if kept.form == EDITED_NOTE and kept.about == rid:
                return _Start(areas, fields_of_draft(kept.fields), rid, rid, kept)
        return _Start(areas, fields_of_note(note, marked), rid, rid, None)

    def _show(self, start: _Start) -> None:
        self._note, self._about = start.note, start.about
        self._keeper = self._edit_keeper if start.note is not None else self._new_keeper
        self._keeper.begin(start.kept.draft if start.kept else None, start.about)
        resumed = ""
        if start.kept is not None and not start.fields.is_empty():
            moment = instant(start.kept.changed_at).astimezone()
            resumed = freshness(moment, self._context.now())
        self.form.set_areas(start.areas)
        self.show()
        self.raise_()
        self.form.begin(
            start.fields,
            editing=start.note is not None,
            resumed=resumed,
            author=start.author,
        )
        if start.fields.who and not start.fields.areas and start.note is None:
            self._propose_areas(start.fields.who[0].rid)

    def _changed(self) -> None:
        self._keeper.touch(self._draft_fields)

    def _draft_fields(self) -> dict[str, object]:
        return self.form.fields().draft()

    def _draft_kept(self) -> None:
        if self.form.isVisible():
            self.form.set_saved(translate("QuickNote", "The draft is saved"))

    def _suggest(self, typed: str) -> None:
        self._asked = typed
        read = partial(self._read_hits, typed)
        self._context.runner.run(read, self, partial(self._show_hits, typed))

    def _read_hits(self, typed: str) -> tuple[ContactHit, ...]:
        if typed.strip():
            return self._session.searching.people(typed, _SUGGESTED)
        recent = self._session.overview.page().recent[:_SUGGESTED]
        return tuple(
            ContactHit(each.rid, each.name, "", each.identified, each.department, "")
            for each in recent
        )

    def _show_hits(self, typed: str, hits: tuple[ContactHit, ...]) -> None:
        # An older answer must not replace that of what is typed now.
        if typed == self._asked and self.isVisible():
            self.form.suggest(hits, typed)

    def _propose_areas(self, rid: bytes) -> None:
        """Choose the areas of the last note about a contact, unless some are chosen."""
        if self.form.fields().areas or self._note is not None:
            return
        self._context.runner.run(partial(self._last_areas, rid), self, self._take_areas)

    def _last_areas(self, rid: bytes) -> tuple[str, ...]:
        entries = self._session.timelines.of(rid, frozenset({"note"}), limit=1)
        return entries[0].areas if entries else ()

    def _take_areas(self, areas: tuple[str, ...]) -> None:
        if areas and not self.form.fields().areas:
            self.form.choose_areas(areas)

    def _save(self) -> None:
        fields = self.form.fields()
        self.form.set_busy(True)
        draft = self._keeper.claim()
        note = self._note
        if note is None:
            self._context.runner.write(
                lambda: self._store_new(fields, draft()), self, self._stored, self._refused
            )
        else:
            self._context.runner.write(
                lambda: self._store_changed(note, fields, draft()),
                self,
                self._changed_stored,
                self._refused,
            )

    def _store_new(self, fields: NoteFields, draft: bytes | None) -> tuple[Saved, NoteFields]:
        saved = self._session.notes.save(fields.form(), draft)
        self._session.preferences.put(_CHANNEL, fields.channel)
        return saved, fields

    def _store_changed(self, note: bytes, fields: NoteFields, draft: bytes | None) -> Undo:
        undo = self._session.notes.update(note, fields.form())
        if draft is not None:
            self._session.drafts.discard(draft)
        return undo

    def _stored(self, answer: tuple[Saved, NoteFields]) -> None:
        saved, fields = answer
        about = self._about

        def take_back() -> None:
            # What was typed stays: as the draft that it was before.
            saved.undo.restore()
            self._session.drafts.keep(None, NEW_NOTE, about, fields.draft())

        self._leave()
        self._context.navigator.toast(translate("QuickNote", "The note is saved"), take_back)

    def _changed_stored(self, undo: Undo) -> None:
        self._leave()
        self._context.navigator.toast(translate("QuickNote", "The note is changed"), undo.restore)

    def _refused(self, error: AppError) -> None:
        self._keeper.unclaim()
        self._keeper.touch(self._draft_fields)
        self.form.set_busy(False)
        field = str(error.params.get("field", ""))
        if field:
            self.form.show_problem(field, words_for(error).sentence)
        else:
            self._context.navigator.tell(error)

    def _start_over(self) -> None:
        """Begin with an empty form; the draft comes back by undo."""
        fields, about = self.form.fields(), self._about
        form = NEW_NOTE if self._note is None else EDITED_NOTE
        self._keeper.forget()

        def take_back() -> None:
            self._session.drafts.keep(None, form, about, fields.draft())

        note = self._note
        self._leave()
        if note is not None:
            self.edit(note)
        else:
            self.begin(about)
        self._context.navigator.toast(translate("QuickNote", "The draft is deleted"), take_back)

    def _closed(self) -> None:
        self._put_away()
        self._leave()

    def _put_away(self) -> None:
        """Keep what stands in the form, or forget a form in which nothing stands."""
        if not self.isVisible():
            return
        if self._note is None and self.form.fields().is_empty():
            self._keeper.forget()
        else:
            self._keeper.flush()

    def _leave(self) -> None:
        """Hide, and put the keyboard back where it was."""
        self._note = self._about = None
        self.hide()
        before, self._before = self._before, None
        if before is not None and isValid(before) and before.isVisible():
            before.setFocus()

    def _remember_focus(self) -> None:
        focus = QApplication.focusWidget()
        if focus is not None and not self.isAncestorOf(focus):
            self._before = focus
