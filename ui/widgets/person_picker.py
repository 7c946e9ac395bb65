"""Choosing people: chips of those chosen, and suggestions while typing."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QSizePolicy, QWidget
from typing_extensions import override

from ui.language import translate
from ui.theme.icons import Icon, draw_icon
from ui.theme.theme import colours, current, g, t
from ui.theme.tokens import Size
from ui.widgets.avatar import AvatarGround, draw_avatar
from ui.widgets.fields import set_mark
from ui.widgets.focus_ring import RingShape
from ui.widgets.layouts import Flow
from ui.widgets.painting import round_box, smooth, width_of, words
from ui.widgets.person_suggestions import Person, Suggestions

__all__ = ["Person", "PersonPicker"]

_PADDING: Final = 4


_CHOOSING: Final = frozenset({Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter})
"""Keys that choose in the list."""


class PersonPicker(QWidget):
    """Type-ahead over people; several can be chosen.

    The owner answers each `asked` by `suggest`, now or later.

    Args:
        placeholder: shown beside the chips.
        single: True if at most one can be chosen.
        parent: the owner.

    Signals:
        asked: what was typed.
        picked: a `Person` was chosen from the suggestions. The owner may `remove` one again that
            stands for something else.
        people_changed: the chosen people changed.
    """

    asked = Signal(str)
    picked = Signal(object)
    people_changed = Signal()

    def __init__(
        self, placeholder: str = "", *, single: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._placeholder = placeholder
        self._single = single
        self._invalid = False
        self._chips: list[_PersonChip] = []
        self._edit = QLineEdit(self)
        set_mark(self._edit, "bare", on=True)
        self._edit.setPlaceholderText(placeholder)
        self._edit.setAccessibleName(placeholder)
        self._edit.installEventFilter(self)
        self._edit.textEdited.connect(self._typed)
        self._flow = Flow(self, gap=6, line_gap=0)
        self._rescale()
        current().changed.connect(self._rescale)
        self._flow.addWidget(self._edit)
        self._asking = False
        self._early: list[Qt.Key] = []
        self._list = Suggestions(self)
        self._list.picked.connect(self._pick)
        self.destroyed.connect(self._list.deleteLater)  # it hangs on the window while it shows
        self.setFocusProxy(self._edit)
        self.setCursor(Qt.CursorShape.IBeamCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def _rescale(self) -> None:
        self._edit.setFixedHeight(t(20) + g(12))
        self._edit.setTextMargins(g(6), 0, 0, 0)
        self._edit.setMinimumWidth(t(120))
        side = g(_PADDING)
        self._flow.setContentsMargins(side, side, side, side)

    def people(self) -> tuple[Person, ...]:
        """Return who is chosen, in the order of choosing."""
        return tuple(chip.person for chip in self._chips)

    def set_people(self, people: Sequence[Person]) -> None:
        """Choose these people in place of the ones before."""
        for chip in list(self._chips):
            self._drop(chip)
        for person in people:
            self._add(person)
        self.people_changed.emit()

    def remove(self, identity: bytes) -> None:
        """Take one person away."""
        for chip in [each for each in self._chips if each.person.identity == identity]:
            self._drop(chip)
            self.people_changed.emit()

    def suggest(self, people: Sequence[Person]) -> None:
        """Offer these below the field; none closes the list.

        An answer that comes after the keyboard has left the field opens nothing, but what was
        chosen by then is taken.
        """
        stays = self._edit.hasFocus()
        if not stays and not self._early:
            self._list.hide()
            return
        chosen = {chip.person.identity for chip in self._chips}
        self._asking = False
        self._list.offer(tuple(each for each in people if each.identity not in chosen))
        early, self._early = self._early, []
        for key in early:
            self._choose(key)
        if not stays:
            self._list.hide()

    def text(self) -> str:
        """Return what is typed and not yet chosen."""
        return self._edit.text()

    def set_invalid(self, invalid: bool) -> None:  # noqa: FBT001  a setter of one truth
        """Show or clear the edge of a wrong field."""
        self._invalid = invalid
        set_mark(self._edit, "invalid", on=False)
        self.update()

    def _typed(self, text: str) -> None:
        self._asking, self._early = True, []
        self.asked.emit(text)

    def _pick(self, person: object) -> None:
        assert isinstance(person, Person)
        self._edit.clear()
        self._list.hide()
        if self._single:
            for chip in list(self._chips):
                self._drop(chip)
        self._add(person)
        if self._list.clicked:
            self._edit.setFocus()
        self.picked.emit(person)
        self.people_changed.emit()

    def _add(self, person: Person) -> None:
        chip = _PersonChip(person, self)
        chip.clicked.connect(self._chip_clicked)
        self._chips.append(chip)
        self._arrange()
        chip.show()

    def _drop(self, chip: "_PersonChip") -> None:
        self._chips.remove(chip)
        chip.hide()
        chip.deleteLater()
        self._arrange()

    def _chip_clicked(self) -> None:
        chip = self.sender()
        if isinstance(chip, _PersonChip):
            self._drop(chip)
            self._edit.setFocus()
            self.people_changed.emit()

    def _arrange(self) -> None:
        """Put the chips before the line."""
        while self._flow.count():
            self._flow.takeAt(0)
        for widget in (*self._chips, self._edit):
            self._flow.addWidget(widget)
        self._flow.invalidate()
        self.updateGeometry()

    @override
    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        if event.type() is QEvent.Type.FocusIn:
            self.update()
            if not self._edit.text():
                self.asked.emit("")
        elif event.type() is QEvent.Type.FocusOut:
            self.update()
            self._list.hide()
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(event)
        return False

    def _key(self, event: QKeyEvent) -> bool:
        """Return True if the key is answered here."""
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Backspace and not self._edit.text() and self._chips:
            self._drop(self._chips[-1])
            self.people_changed.emit()
            return True
        if key in _CHOOSING and self._asking and self._edit.text():
            # The list still answers an older text: the key is meant for the answer to come.
            self._early.append(key)
            return True
        if not self._list.isVisible():
            return False
        if key in _CHOOSING:
            self._choose(key)
            return True
        if key == Qt.Key.Key_Escape:
            self._list.hide()
            # A list that nobody asked for must not swallow the key that leaves.
            return bool(self._edit.text())
        return False

    def _choose(self, key: Qt.Key) -> None:
        """Move the choice in the list, or take it."""
        if not self._list.isVisible():
            return
        if key in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self._list.step(1 if key == Qt.Key.Key_Down else -1)
        else:
            self._list.take()

    @override
    def sizeHint(self) -> QSize:
        return QSize(t(240), t(20) + g(20))

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int, /) -> int:
        return max(self._flow.heightForWidth(width), t(20) + g(20))

    @override
    def mousePressEvent(self, event: QMouseEvent, /) -> None:
        self._edit.setFocus()

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter = smooth(QPainter(self))
        now = colours()
        strong = self._invalid or self._edit.hasFocus()
        edge = now.danger if self._invalid else now.accent if strong else now.edge
        round_box(painter, self.rect(), Size.RADIUS, now.surface, edge, 2 if strong else 1)


class _PersonChip(QAbstractButton):
    """A chosen person; a click or Delete takes them away."""

    def __init__(self, person: Person, parent: QWidget) -> None:
        super().__init__(parent)
        self.person = person
        self.setText(person.name)
        self.setAccessibleName(translate("PersonPicker", "Remove {name}").format(name=person.name))
        self.setToolTip(self.accessibleName())
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def ring_shape(self) -> RingShape:
        """Return where the focus ring belongs."""
        return RingShape(self._drawn(), self._drawn().height() / 2)

    def _drawn(self) -> QRect:
        """Return the chip that is painted; the target is a little taller."""
        tall = t(20) + g(8)
        return QRect(0, (self.height() - tall) // 2, self.width(), tall)

    @override
    def sizeHint(self) -> QSize:
        tall = t(20) + g(8)
        width = tall + g(6) + width_of(self.text(), 13) + g(8) + t(16) + g(8)
        return QSize(width, t(20) + g(12))

    @override
    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        if event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self.click()
            return
        super().keyPressEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter = smooth(QPainter(self))
        now = colours()
        chip = self._drawn()
        tall = chip.height()
        round_box(painter, chip, tall / 2, now.select)
        disc = QRect(2, chip.y() + 2, tall - 4, tall - 4)
        if self.person.icon:
            inner = disc.adjusted(g(4), g(4), -g(4), -g(4))
            draw_icon(painter, self.person.icon, inner, now.select_text)
        else:
            draw_avatar(
                painter,
                disc,
                self.person.name,
                identified=self.person.identified,
                ground=AvatarGround.SURFACE,
            )
        room = QRect(tall + g(4), chip.y(), self.width() - tall, tall)
        words(painter, room, self.text(), now.select_text)
        side = t(16)
        cross = QRect(self.width() - side - g(8), (self.height() - side) // 2, side, side)
        draw_icon(painter, Icon.X, cross, now.select_text)
