"""Moving a contact or a note to another space, from where its menu was opened."""

from functools import partial

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QWidget

from helhedsplan_desktop.services.access import SpaceView
from helhedsplan_desktop.services.moving import Move, Moved
from helhedsplan_desktop.services.session import Session
from ui.language import translate
from ui.screens.contacts.menus import move_menu
from ui.screens.page import PageContext

Found = tuple[Move, dict[bytes, str]]


class Mover(QObject):
    """Asks where to, moves, and offers the way back.

    Args:
        context: use cases and ways out.
        owner: the page, to which the menu belongs.
    """

    def __init__(self, context: PageContext, owner: QWidget) -> None:
        super().__init__(owner)
        self._context = context
        self._owner = owner

    def ask(self, noun: str, rid: bytes, point: QPoint) -> None:
        """Show the spaces that a record may go to."""
        work = partial(_look, self._context.session, noun, rid)
        self._context.runner.run(work, self, partial(self._offer, noun, rid, point))

    def _offer(self, noun: str, rid: bytes, point: QPoint, found: Found) -> None:
        move, names = found
        choices = [
            (_words(space, names), partial(self._move, noun, rid, space.space))
            for space in move.choices
            if space.purpose != "plan"
        ]
        move_menu(self._owner, point, choices)

    def _move(self, noun: str, rid: bytes, space: bytes) -> None:
        work = partial(self._context.session.moving.move, noun, rid, space)
        self._context.runner.write(work, self, self._moved)

    def _moved(self, moved: Moved) -> None:
        told = translate("ContactActs", "%n record(s) moved", None, moved.records)
        self._context.navigator.toast(told, moved.undo.restore)


def _look(session: Session, noun: str, rid: bytes) -> Found:
    names = {each.user: each.name for each in session.places.members()}
    return session.moving.look(noun, rid), names


def _words(space: SpaceView, names: dict[bytes, str]) -> str:
    if space.purpose == "shielded":
        owner = names.get(space.owner or b"", "")
        return translate("ContactMenu", "Shielded: only {name} and the leads").format(name=owner)
    return space.name or translate("ContactMenu", "The team")
