"""Short texts that are added to notes: each is kept as a draft until it is stored."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from helhedsplan_desktop.foundation.errors import AppError
from helhedsplan_desktop.services.drafts import DraftView
from helhedsplan_desktop.services.session import Session
from ui.bridge.draft_keeper import DraftKeeper
from ui.bridge.problem_texts import words_for
from ui.screens.page import PageContext


class RemarkDesk(QObject):
    """Keeps what is typed and stores it on the writer lane.

    Signals:
        begun: a note, and what a draft has kept of the text.
        stored: a note, and what `store` returned.
        refused: a note and why.

    Args:
        context: use cases and lanes.
        form: name of the form, by which its drafts are found again.
        store: stores the text at a note.
        parent: the page.
    """

    begun = Signal(bytes, str)
    stored = Signal(bytes, object)
    refused = Signal(bytes, str)

    def __init__(
        self,
        context: PageContext,
        form: str,
        store: Callable[[bytes, str], object],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._drafts = context.session.drafts
        self._form = form
        self._store = store
        self._open: dict[bytes, tuple[DraftKeeper, str]] = {}

    def begin(self, note: bytes) -> None:
        """Ask for the draft of a text to a note."""
        if note in self._open:
            self.begun.emit(note, self._open[note][1])
            return

        def found(kept: Any) -> None:
            keeper = DraftKeeper(self._context.runner, self._drafts, self._form, self)
            keeper.begin(kept.draft if kept is not None else None, note)
            text = str(kept.fields.get("text", "")) if kept is not None else ""
            self._open[note] = (keeper, text)
            self.begun.emit(note, text)

        # On the writer lane: behind the step that keeps or forgets the text before.
        look = partial(left_draft, self._context.session, self._form, note)
        self._context.runner.write(look, self, found)

    def type(self, note: bytes, text: str) -> None:
        """Keep what was typed so far."""
        keeper, before = self._open.get(note, (None, ""))
        if keeper is not None and text != before:
            self._open[note] = (keeper, text)
            keeper.touch(lambda: {"text": self._open[note][1]})

    def close(self, note: bytes) -> None:
        """Keep a text that is not stored yet, or forget an empty one."""
        keeper, text = self._open.get(note, (None, ""))
        if keeper is None:
            return
        if text.strip():
            keeper.flush()
        else:
            keeper.forget()
        del self._open[note]

    def close_all(self) -> None:
        """Keep every text that is being typed."""
        for note in list(self._open):
            self.close(note)

    def add(self, note: bytes, text: str) -> None:
        """Store a text, and drop its draft."""
        keeper = self._open[note][0]
        draft = keeper.claim()

        def store() -> object:
            made = self._store(note, text)
            kept = draft()
            if kept is not None:
                self._drafts.discard(kept)
            return made

        def stored(made: object) -> None:
            self._open.pop(note, None)
            self.stored.emit(note, made)

        def refused(error: AppError) -> None:
            keeper.unclaim()
            self.refused.emit(note, words_for(error).sentence)

        self._context.runner.write(store, self, stored, refused)


def left_draft(session: Session, form: str, about: bytes | None) -> DraftView | None:
    """Return the newest draft that was left of a form about a record."""
    return next(
        (each for each in session.drafts.all() if each.form == form and each.about == about),
        None,
    )
