"""Initials in a disc; never coloured by person."""

from enum import Enum, auto
from typing import Final

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from ui.theme.fonts import scaled_font
from ui.theme.icons import Icon, draw_icon
from ui.theme.theme import colours, g, t
from ui.theme.tokens import SEMIBOLD
from ui.widgets.painting import CENTRE, line, smooth

_LETTER_SHARE: Final = 0.35  # of the disc
_LARGEST_SHARE: Final = 0.45
_SMALLEST_LETTER: Final = 12


class AvatarGround(Enum):
    """What an avatar lies on."""

    PAGE = auto()
    SELECTED = auto()
    RAIL = auto()
    SURFACE = auto()  # on a coloured note: the disc is white


def initials(name: str) -> str:
    """Return the first letters of the first and the last word, in capitals."""
    parts = [part for part in name.split() if part[0].isalnum()]
    if not parts:
        return ""
    letters = parts[0][0] + (parts[-1][0] if len(parts) > 1 else "")
    return letters.upper()


def draw_avatar(
    painter: QPainter,
    box: QRect,
    name: str,
    *,
    identified: bool = True,
    ground: AvatarGround = AvatarGround.PAGE,
) -> None:
    """Paint an avatar that fills the square `box`.

    Args:
        painter: open and set to smooth edges.
        box: already scaled.
        name: whose initials.
        identified: False for a known-as without identity: dashed, with a person instead of letters.
        ground: what it lies on.
    """
    now = colours()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(
        {
            AvatarGround.PAGE: now.avatar,
            AvatarGround.SELECTED: now.avatar_select,
            AvatarGround.RAIL: now.avatar_rail,
            AvatarGround.SURFACE: now.surface,
        }[ground]
    )
    painter.drawEllipse(box)
    if identified:
        pixels = max(round(box.height() * _LETTER_SHARE), t(_SMALLEST_LETTER))
        pixels = min(pixels, round(box.height() * _LARGEST_SHARE))
        line(painter, box, initials(name), now.avatar_text, scaled_font(pixels, SEMIBOLD), CENTRE)
        return
    pen = QPen(now.edge, 1.25)
    pen.setDashPattern([3, 2])
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(box.adjusted(1, 1, -1, -1))
    side = box.height() // 2
    middle = QRect(0, 0, side, side)
    middle.moveCenter(box.center())
    draw_icon(painter, Icon.USER, middle, now.avatar_text)


class Avatar(QWidget):
    """A person in a disc.

    Args:
        name: whose initials; also the accessible name.
        size: 28, 32, 36, 40 or 48 design pixels.
        identified: False for a known-as without identity.
        ground: what it lies on.
        parent: the owner.
    """

    def __init__(
        self,
        name: str = "",
        size: int = 36,
        *,
        identified: bool = True,
        ground: AvatarGround = AvatarGround.PAGE,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._size = size
        self._ground = ground
        self._identified = identified
        self.set_person(name, identified=identified)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_person(self, name: str, *, identified: bool = True) -> None:
        """Show another person."""
        self._name = name
        self._identified = identified
        self.setAccessibleName(name)
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(g(self._size), g(self._size))

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        draw_avatar(
            smooth(QPainter(self)),
            self.rect(),
            self._name,
            identified=self._identified,
            ground=self._ground,
        )
