"""A message in the page: icon, sentence, at most one button."""

from enum import Enum, auto
from typing import Final

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from ui.theme.icons import Icon, draw_icon
from ui.theme.theme import colours, current, g, t
from ui.theme.tokens import REGULAR, SEMIBOLD, Size
from ui.widgets.buttons import Button
from ui.widgets.layouts import Row
from ui.widgets.painting import round_box, smooth
from ui.widgets.paragraph import Paragraph

_ICON: Final = 20


class BannerTone(Enum):
    """What kind of message it is."""

    INFO = auto()
    AMBER = auto()  # needs you
    DANGER = auto()
    GREEN = auto()  # done


_ICONS: Final = {
    BannerTone.INFO: Icon.INFO,
    BannerTone.AMBER: Icon.WARNING_CIRCLE,
    BannerTone.DANGER: Icon.PROHIBIT,
    BannerTone.GREEN: Icon.CHECK_CIRCLE,
}


class Banner(QWidget):
    """A message in the page; the text wraps, the icon stays in the middle.

    Args:
        text: what happened and the next step.
        tone: info is written in 400, the others in 600.
        button: word of the one button, or empty for none.
        icon: in place of the tone's own.
        parent: the owner.
    """

    clicked = Signal()

    def __init__(
        self,
        text: str = "",
        tone: BannerTone = BannerTone.INFO,
        *,
        button: str = "",
        icon: Icon | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._tone = tone
        self._icon = icon or _ICONS[tone]
        weight = REGULAR if tone is BannerTone.INFO else SEMIBOLD
        self._text = Paragraph(text, weight=weight)
        self._text.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        self._button = Button(button, height=Size.BUTTON_SMALL)
        self._button.clicked.connect(self._button_clicked)
        if not button:
            self._button.hide()
        row = Row(self, gap=16, margins=(16 + _ICON + 12, 10, 12, 10))
        row.addWidget(self._text, 1)
        row.addWidget(self._button)
        self.setAccessibleName(text)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._rescale()
        current().changed.connect(self._rescale)

    @property
    def tone(self) -> BannerTone:
        """What kind of message it is."""
        return self._tone

    def text(self) -> str:
        """Return the sentence shown."""
        return self._text.text()

    def set_text(self, text: str) -> None:
        """Say something else."""
        self._text.setText(text)
        self.setAccessibleName(text)
        self.updateGeometry()

    def set_button(self, word: str) -> None:
        """Change the word of the button; empty takes the button away."""
        self._button.setText(word)
        self._button.setVisible(bool(word))

    def _button_clicked(self) -> None:
        self.clicked.emit()

    def _rescale(self) -> None:
        self.setMinimumHeight(t(20) + g(20))

    def _paint_colours(self) -> tuple[QColor, QColor]:
        now = colours()
        return {
            BannerTone.INFO: (now.info_soft, now.accent),
            BannerTone.AMBER: (now.amber_soft, now.amber),
            BannerTone.DANGER: (now.danger_soft, now.danger),
            BannerTone.GREEN: (now.green_soft, now.green),
        }[self._tone]

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter = smooth(QPainter(self))
        fill, ink = self._paint_colours()
        round_box(painter, self.rect(), Size.RADIUS, fill)
        side = g(_ICON)
        draw_icon(painter, self._icon, QRect(g(16), (self.height() - side) // 2, side, side), ink)
