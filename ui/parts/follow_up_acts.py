"""What a person does with a follow-up, on whichever page it is listed."""

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import QObject

from helhedsplan_desktop.services.undo import Undo
from ui.day_words import day_words
from ui.language import translate
from ui.screens.page import PageContext


class FollowUpActs(QObject):
    """Carries acts out on the writer lane and offers to take each back.

    The list itself changes by `Changes`, as it does when a colleague acts.

    Args:
        context: services, lanes and ways out.
        parent: the page.
    """

    def __init__(self, context: PageContext, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._follow_ups = context.session.follow_ups

    def done(self, rid: bytes) -> None:
        """Close it as done."""
        told = translate("FollowUps", "The follow-up is done")
        self._carry_out(partial(self._follow_ups.done, rid), told)

    def drop(self, rid: bytes, why: str) -> None:
        """Close it because it falls away."""
        told = translate("FollowUps", "The follow-up is dropped")
        self._carry_out(partial(self._follow_ups.drop, rid, why), told)

    def postpone(self, rid: bytes, day: date) -> None:
        """Give it a new day."""
        when = day_words(day, self._context.today())
        told = translate("FollowUps", "Postponed to {day}").format(day=when)
        self._carry_out(partial(self._follow_ups.postpone, rid, day.isoformat()), told)

    def hand_over(self, rid: bytes, user: bytes, name: str) -> None:
        """Give it to a colleague."""
        told = translate("FollowUps", "Handed over to {name}").format(name=name)
        self._carry_out(partial(self._follow_ups.hand_over, rid, user), told)

    def _carry_out(self, work: Callable[[], Undo], told: str) -> None:
        def done(undo: Undo) -> None:
            self._context.navigator.toast(told, undo.restore)

        self._context.runner.write(work, self, done)
