"""The list of suggestions below a field in which people are chosen."""

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QWidget
from typing_extensions import override

from ui.language import translate
from ui.models.list_view import FastListView, RowDelegate, RowState
from ui.models.rows import RowsModel
from ui.theme.icons import Icon, draw_icon
from ui.theme.theme import colours, g, t
from ui.theme.tokens import SEMIBOLD, Size
from ui.widgets.avatar import AvatarGround, draw_avatar
from ui.widgets.layouts import Column
from ui.widgets.painting import round_box, smooth, words

_MOST_SHOWN: Final = 7


@dataclass(frozen=True, slots=True)
class Person:
    """One who can be chosen, or a row that does something else ("new", "anonymous").

    Args:
        identity: given back to the owner.
        name: in the first line and on the chip.
        detail: after the name, for instance the department.
        identified: False for a known-as without identity.
        icon: in place of the avatar, for rows that are not a person.
    """

    identity: bytes
    name: str
    detail: str = ""
    identified: bool = True
    icon: Icon | None = None


class PersonDelegate(RowDelegate[Person]):
    """A suggestion: avatar, name, detail."""

    @override
    def height(self) -> int:
        return t(20) + g(20)

    @override
    def paint_row(self, painter: QPainter, box: QRect, row: Person, state: RowState) -> None:
        now = colours()
        side = g(28)
        disc = QRect(box.x() + g(12), box.y() + (box.height() - side) // 2, side, side)
        if row.icon:
            draw_icon(painter, row.icon, disc.adjusted(4, 4, -4, -4), now.text2)
        else:
            ground = AvatarGround.SELECTED if state.selected else AvatarGround.PAGE
            draw_avatar(painter, disc, row.name, identified=row.identified, ground=ground)
        room = box.adjusted(disc.right() + g(12) - box.x(), 0, -g(12), 0)
        width = words(painter, room, row.name, now.text, 13, SEMIBOLD)
        words(painter, room.adjusted(width + g(8), 0, 0, 0), row.detail, now.text2)


class Suggestions(QFrame):
    """The list below the field; the keyboard stays in the field."""

    picked = Signal(object)

    def __init__(self, picker: QWidget) -> None:
        super().__init__(picker)
        self._picker = picker
        self.clicked = False
        self._model: RowsModel[Person] = RowsModel(
            lambda person: person.identity,
            lambda person: f"{person.name} {person.detail}".strip(),
            parent=self,
        )
        name = translate("PersonPicker", "Suggestions")
        self._view = FastListView(self._model, PersonDelegate(), name, self)
        self._view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._view.clicked_at.connect(self._clicked)
        column = Column(self)
        column.setContentsMargins(1, 5, 1, 5)
        column.addWidget(self._view)
        self.hide()

    def offer(self, people: tuple[Person, ...]) -> None:
        """Show these; the first is chosen already, so that Enter takes it."""
        self._model.show(people)
        if not people:
            self.hide()
            return
        window = self._picker.window()
        if self.parentWidget() is not window:
            self.setParent(window)
        rows = min(len(people), _MOST_SHOWN)
        tall = rows * self._view.verticalHeader().defaultSectionSize() + 10
        corner = self._picker.mapTo(window, QPoint(0, self._picker.height() + 4))
        self.setGeometry(QRect(corner, QSize(self._picker.width(), tall)))
        self._view.choose(people[0].identity)
        self.raise_()
        self.show()

    def step(self, by: int) -> None:
        """Move the choice."""
        count = self._model.rowCount()
        number = (self._view.currentIndex().row() + by) % count
        self._view.choose(self._model.identity(number))

    def take(self) -> None:
        """Take the chosen suggestion."""
        number = self._view.currentIndex().row()
        if number >= 0:
            self.picked.emit(self._model.row(number))

    def _clicked(self, identity: object, _point: object) -> None:
        assert isinstance(identity, bytes)
        self.clicked = True
        self.picked.emit(self._model.row(self._model.place(identity)))
        self.clicked = False

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        now = colours()
        round_box(smooth(QPainter(self)), self.rect(), Size.RADIUS, now.raised, now.edge_soft)
