"""What a person types, kept in the vault within a second and until it is stored."""

from collections.abc import Callable
from typing import Any, Final

from PySide6.QtCore import QObject, QTimer, Signal

from helhedsplan_desktop.services.drafts import Drafts
from ui.jobs.runner import JobRunner

WAIT_MILLISECONDS: Final = 400
"""The first letter after a store waits so long: at most three stores a second, none later than
half a second after the typing."""


class _Place:
    """Where one draft lies; touched on the writer lane only, so that the steps keep their order."""

    def __init__(self, draft: bytes | None) -> None:
        self.draft = draft
        self.gone = False


class DraftKeeper(QObject):
    """Keeps the draft of one form.

    Args:
        runner: its writer lane stores, one step after the other.
        drafts: the use cases.
        form: name of the form, by which its drafts are found again.
        parent: the owner.

    Signals:
        kept: the last typing is in the vault.
    """

    kept = Signal()

    def __init__(
        self, runner: JobRunner, drafts: Drafts, form: str, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._runner = runner
        self._drafts = drafts
        self._form = form
        self._about: bytes | None = None
        self._place = _Place(None)
        self._read: Callable[[], dict[str, Any]] | None = None
        self._timer = QTimer(self, singleShot=True, interval=WAIT_MILLISECONDS)
        self._timer.timeout.connect(self.flush)

    def begin(self, draft: bytes | None, about: bytes | None) -> None:
        """Go on with a draft, or with none; what waited of the one before is stored first."""
        self.flush()
        self._place = _Place(draft)
        self._about = about

    def touch(self, read: Callable[[], dict[str, Any]]) -> None:
        """Store soon what `read` gives then."""
        self._read = read
        if not self._timer.isActive():
            self._timer.start()

    def flush(self) -> None:
        """Store now what waits to be stored; call before the form or the vault closes."""
        self._timer.stop()
        if self._read is None:
            return
        fields, place, about = self._read(), self._place, self._about
        self._read = None

        def keep() -> None:
            if not place.gone:
                place.draft = self._drafts.keep(place.draft, self._form, about, fields)

        self._runner.write(keep, self, self._kept)

    def claim(self) -> Callable[[], bytes | None]:
        """Stop keeping and return what names the draft, for the act that stores the form.

        Call what is returned on the writer lane: only there all steps before it are done.
        """
        self._drop_waiting()
        place = self._place

        def named() -> bytes | None:
            place.gone = True
            return place.draft

        return named

    def unclaim(self) -> None:
        """Go on keeping: the act that should have stored the form was refused."""
        place = self._place

        def back() -> None:
            place.gone = False

        self._runner.write(back, self, _nothing)

    def forget(self) -> None:
        """Take the draft away: nothing in it would be missed."""
        named = self.claim()

        def discard() -> None:
            draft = named()
            if draft is not None:
                self._drafts.discard(draft)

        self._runner.write(discard, self, _nothing)
        self._place = _Place(None)

    def _drop_waiting(self) -> None:
        self._timer.stop()
        self._read = None

    def _kept(self, _result: None) -> None:
        self.kept.emit()


def _nothing(_result: None) -> None:
    """Take an answer that nobody waits for."""
