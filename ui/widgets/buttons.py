"""Buttons: real `QPushButton`s that we paint: a stylesheet cannot do icon, word and key hint."""

from enum import Enum, auto
from typing import Final

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QEnterEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QMenu, QPushButton, QSizePolicy, QWidget
from typing_extensions import override

from ui.theme.icons import Icon, draw_icon
from ui.theme.theme import colours, g, t
from ui.theme.tokens import SEMIBOLD, Size, mix
from ui.widgets.focus_ring import RingShape
from ui.widgets.keys import bind_key
from ui.widgets.painting import round_box, smooth, width_of, words

_ICON: Final = 18
_ICON_GAP: Final = 6
_KEY_GAP: Final = 12


class Kind(Enum):
    """What a button means."""

    PRIMARY = auto()  # the one main action of a page
    SECONDARY = auto()
    SOFT = auto()  # equal choices
    GHOST = auto()
    LINK = auto()
    DANGER = auto()  # cannot be undone


class Button(QPushButton):
    """A button with an optional icon before and an optional key after its word.

    Args:
        text: the word; also the accessible name.
        kind: what the button means.
        icon: painted before the word.
        key: shown after the word and, in the button's window, clicks it ("Ctrl+N", "1", "Esc").
        height: 36, 32 inside rows and banners, 44 on the unlock screen and in the register.
        parent: the owner.
    """

    def __init__(
        self,
        text: str,
        kind: Kind = Kind.SECONDARY,
        *,
        icon: Icon | None = None,
        key: str = "",
        height: int = Size.BUTTON,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._kind = kind
        self._icon = icon
        self._key = key
        self._height = height
        # A click leaves the focus where the person types; Tab still reaches the button.
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        if key:
            bind_key(self, key)

    @property
    def kind(self) -> Kind:
        """What the button means."""
        return self._kind

    def set_icon(self, icon: Icon | None) -> None:
        """Change the icon before the word."""
        self._icon = icon
        self.updateGeometry()
        self.update()

    def set_kind(self, kind: Kind) -> None:
        """Change what the button means."""
        self._kind = kind
        self.updateGeometry()
        self.update()

    def ring_shape(self) -> RingShape:
        """Return where the focus ring belongs."""
        return RingShape(self.rect(), Size.RADIUS)

    def _padding(self) -> int:
        if self._kind is Kind.LINK:
            return g(2)
        plain = 10 if self._kind is Kind.GHOST else 14
        # An icon brings air of its own.
        return g(plain - 2 if self._icon else plain)

    def _content_width(self) -> int:
        width = width_of(self.text(), 13, SEMIBOLD)
        if self._icon:
            width += t(_ICON) + g(_ICON_GAP)
        if self._key:
            width += g(_KEY_GAP) + width_of(self._key, 12)
        return width

    @override
    def sizeHint(self) -> QSize:
        return QSize(self._content_width() + 2 * self._padding(), t(20) + g(self._height - 20))

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _colours(self) -> tuple[QColor | None, QColor | None, QColor]:
        """Return fill, edge and words for the state of the moment."""
        now = colours()
        over, pressed = self.underMouse(), self.isDown()
        match self._kind:
            case Kind.PRIMARY:
                fill = now.accent_press if pressed else now.accent_hover if over else now.accent
                return fill, None, now.on_accent
            case Kind.SOFT:
                share = 0.16 if pressed else 0.08 if over else 0
                return mix(now.select, now.accent, share), None, now.select_text
            case Kind.GHOST:
                fill = now.hairline if pressed else now.hover
                return (fill if over or pressed else None), None, now.text2
            case Kind.LINK:
                return None, None, now.accent_hover if over else now.accent
            case _:
                fill = now.hairline if pressed else now.hover if over else now.raised
                ink = now.danger_text if self._kind is Kind.DANGER else now.text
                return fill, now.edge_soft, ink

    def _disabled_colours(self) -> tuple[QColor | None, QColor | None, QColor]:
        now = colours()
        if self._kind in {Kind.GHOST, Kind.LINK}:
            return None, None, now.text3
        return now.hairline, None, now.text3

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter = smooth(QPainter(self))
        fill, edge, ink = self._colours() if self.isEnabled() else self._disabled_colours()
        if fill or edge:
            round_box(painter, self.rect(), Size.RADIUS, fill, edge)
        x = (self.width() - self._content_width()) // 2
        if self._icon:
            side = t(_ICON)
            draw_icon(painter, self._icon, QRect(x, (self.height() - side) // 2, side, side), ink)
            x += side + g(_ICON_GAP)
        room = QRect(x, 0, self.width() - x, self.height())
        width = words(painter, room, self.text(), ink, 13, SEMIBOLD)
        if self._kind is Kind.LINK and self.underMouse():
            painter.fillRect(x, (self.height() + t(16)) // 2, width, 1, ink)
        if self._key:
            x += width + g(_KEY_GAP)
            plain = self._kind in {Kind.SECONDARY, Kind.GHOST, Kind.DANGER} and self.isEnabled()
            hint = colours().text2 if plain else ink
            words(painter, QRect(x, 0, self.width() - x, self.height()), self._key, hint, 12)

    @override
    def enterEvent(self, event: QEnterEvent, /) -> None:
        super().enterEvent(event)
        self.update()


class IconButton(QPushButton):
    """A button that is only an icon; its name stands in the tip and for screen readers.

    Args:
        icon: what to paint, 20 design pixels.
        name: what the button does.
        key: in the button's window this key clicks it; the tip shows it.
        target: side of the square that answers, 32 or more.
        checkable: if True the button stays down, filled with the colour of text.
        parent: the owner.
    """

    def __init__(
        self,
        icon: Icon,
        name: str,
        *,
        key: str = "",
        target: int = Size.BUTTON,
        icon_size: int = 20,
        checkable: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._icon = icon
        self._target = target
        self._icon_size = icon_size
        self.setCheckable(checkable)
        self.setAccessibleName(name)
        self.setToolTip(f"{name} ({key})" if key else name)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        if key:
            bind_key(self, key)

    def set_icon(self, icon: Icon, name: str | None = None) -> None:
        """Change the icon and, if given, the name."""
        self._icon = icon
        if name is not None:
            self.setAccessibleName(name)
            self.setToolTip(name)
        self.update()

    def ring_shape(self) -> RingShape:
        """Return where the focus ring belongs."""
        return RingShape(self.rect().adjusted(2, 2, -2, -2), Size.RADIUS)

    def open_menu(self, menu: QMenu) -> None:
        """Show a menu below the button."""
        menu.popup(self.mapToGlobal(self.rect().bottomLeft()))

    @override
    def sizeHint(self) -> QSize:
        return QSize(g(self._target), g(self._target))

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter = smooth(QPainter(self))
        now = colours()
        ink = now.text2 if self.isEnabled() else now.text3
        if self.isChecked():
            round_box(painter, self.rect(), Size.RADIUS, now.text)
            ink = now.surface
        elif self.isEnabled() and (self.underMouse() or self.isDown()):
            fill = now.hairline if self.isDown() else now.hover
            round_box(painter, self.rect(), Size.RADIUS, fill)
        side = g(self._icon_size)
        corner = (self.width() - side) // 2, (self.height() - side) // 2
        draw_icon(painter, self._icon, QRect(*corner, side, side), ink)
