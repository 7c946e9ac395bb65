"""Beside the name of a new contact: who it may be already."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget
from typing_extensions import override

from helhedsplan_desktop.services.contact_views import Duplicate
from ui.language import translate
from ui.theme.icons import Icon, draw_icon
from ui.theme.theme import colours, g, t
from ui.theme.tokens import SEMIBOLD, Size, Tone
from ui.widgets.avatar import Avatar, AvatarGround, draw_avatar
from ui.widgets.buttons import Button, Kind
from ui.widgets.focus_ring import RingShape
from ui.widgets.labels import Hairline, Label
from ui.widgets.layouts import Column, Row
from ui.widgets.margin_note import MarginNote
from ui.widgets.painting import round_box, smooth, words
from ui.widgets.paragraph import Paragraph


class DuplicateNote(MarginNote):
    """The likeliest contact with what to do about it, and the less likely ones as lines.

    Signals:
        opened: a contact to look at instead.
        refused: every contact shown: it is somebody else.

    Args:
        found: one to three, the likeliest first.
        parent: the owner.
    """

    opened = Signal(bytes)
    refused = Signal()

    def __init__(self, found: Sequence[Duplicate], parent: QWidget | None = None) -> None:
        super().__init__(translate("Duplicate", "This contact may already exist"), parent=parent)
        self.found = tuple(found)
        first = self.found[0]
        person = Row(gap=10, margins=(0, 6, 0, 0))
        person.addWidget(Avatar(first.name, 40, ground=AvatarGround.SURFACE))
        names = Column()
        names.addWidget(Label(first.name, weight=SEMIBOLD))
        names.addWidget(Label(first.department, size=12, tone=Tone.TEXT2))
        person.addLayout(names, 1)
        self.body.addLayout(person)
        self.body.addWidget(Paragraph(_why(first), size=12, tone=Tone.TEXT2))
        look = Button(translate("Duplicate", "Open {name}").format(name=first.name))
        look.clicked.connect(self._opener(first.rid))
        other = Button(
            translate("Duplicate", "It is someone else"), Kind.LINK, height=Size.BUTTON_SMALL
        )
        other.clicked.connect(self.refused)
        self.foot.addWidget(look)
        self.foot.addWidget(other, 0, Qt.AlignmentFlag.AlignHCenter)
        if len(self.found) > 1:
            self.foot.addSpacing(g(4))
            self.foot.addWidget(Hairline())
        for each in self.found[1:]:
            line = _DuplicateLine(each)
            line.clicked.connect(self._opener(each.rid))
            self.foot.addWidget(line)

    def _opener(self, rid: bytes) -> "_Opener":
        return _Opener(self, rid)


class _Opener:
    """Opens one contact when its button is clicked."""

    def __init__(self, note: DuplicateNote, rid: bytes) -> None:
        self._note = note
        self._rid = rid

    def __call__(self) -> None:
        self._note.opened.emit(self._rid)


def _why(found: Duplicate) -> str:
    return {
        "phone": translate("Duplicate", "The phone number is the same."),
        "name": translate("Duplicate", "The name is the same."),
        "similar": translate("Duplicate", "The name is similar."),
    }.get(found.why, "")


class _DuplicateLine(QAbstractButton):
    """A less likely contact: avatar, name, department; the whole line answers."""

    def __init__(self, found: Duplicate) -> None:
        super().__init__()
        self._found = found
        self.setText(found.name)
        self.setAccessibleName(f"{found.name}, {found.department}. {_why(found)}")
        self.setToolTip(_why(found))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def ring_shape(self) -> RingShape:
        """Return where the focus ring belongs."""
        return RingShape(self.rect(), Size.RADIUS)

    @override
    def sizeHint(self) -> QSize:
        return QSize(t(120), t(20) + t(18) + g(14))

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter = smooth(QPainter(self))
        now = colours()
        if self.underMouse():
            round_box(painter, self.rect(), Size.RADIUS, now.badge)
        side = g(36)
        disc = QRect(0, (self.height() - side) // 2, side, side)
        draw_avatar(painter, disc, self._found.name, ground=AvatarGround.SURFACE)
        caret = t(14)
        middle = (self.height() - caret) // 2
        place = QRect(self.width() - caret, middle, caret, caret)
        draw_icon(painter, Icon.CARET_RIGHT, place, now.text2)
        x = side + g(10)
        width = place.x() - g(4) - x
        top = (self.height() - t(38)) // 2
        words(painter, QRect(x, top, width, t(20)), self._found.name, now.text)
        second = QRect(x, top + t(20), width, t(18))
        words(painter, second, self._found.department, now.text2, 12)
