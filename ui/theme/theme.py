"""The look in force: colours, text scale and fonts, read at the moment of painting.

There is one `Theme` for the application. The composition root makes it and calls `install`; parts
read it through the functions `colours`, `t`, `g` and `font`. It is the one piece of state reached
by import: it belongs to the application as its palette does, and passing it through every
constructor of every label would say nothing. No part keeps a colour, a scaled length or a scaled
font: a switch is palette, stylesheet and repaint.
"""

from dataclasses import replace
from enum import StrEnum
from typing import ClassVar, Final

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from ui.theme.fonts import scaled_font
from ui.theme.stylesheet import stylesheet
from ui.theme.tokens import DARK, LIGHT, REGULAR, Colours

SMALLEST_SCALE: Final = 1.0
LARGEST_SCALE: Final = 2.0


class Mode(StrEnum):
    """Which scheme the person wants."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Theme(QObject):
    """Decides colours and scale, applies them to the application and says when they change.

    Args:
        app: gets style, palette, font and stylesheet.
        mode: light, dark, or as the computer is set.
        scale: text scale from 1.0 to 2.0.
    """

    changed = Signal()
    installed: ClassVar["Theme | None"] = None

    def __init__(
        self, app: QApplication, mode: Mode = Mode.SYSTEM, scale: float = SMALLEST_SCALE
    ) -> None:
        super().__init__(app)
        self._app = app
        self._mode = mode
        self._scale = _within(scale)
        self.colours = self._colours_now()
        app.setStyle("Fusion")
        hints = app.styleHints()
        hints.colorSchemeChanged.connect(self._system_changed)
        hints.accessibility().contrastPreferenceChanged.connect(self._apply)

    def install(self) -> None:
        """Make this the theme that parts read, and apply it."""
        Theme.installed = self
        self._apply()

    @property
    def mode(self) -> Mode:
        """The scheme that the person chose."""
        return self._mode

    @property
    def scale(self) -> float:
        """The text scale, 1.0 to 2.0."""
        return self._scale

    def set_mode(self, mode: Mode) -> None:
        """Switch to light, dark or the computer's own."""
        self._mode = mode
        self._apply()

    def set_scale(self, scale: float) -> None:
        """Set the text scale; values outside 1.0 to 2.0 are brought inside."""
        self._scale = _within(scale)
        self._apply()

    def _system_changed(self) -> None:
        if self._mode is Mode.SYSTEM:
            self._apply()

    def _colours_now(self) -> Colours:
        hints = QGuiApplication.styleHints()
        dark = self._mode is Mode.DARK or (
            self._mode is Mode.SYSTEM and hints.colorScheme() is Qt.ColorScheme.Dark
        )
        chosen = DARK if dark else LIGHT
        if hints.accessibility().contrastPreference() is Qt.ContrastPreference.HighContrast:
            return replace(chosen, edge_soft=chosen.edge, hairline=chosen.edge)
        return chosen

    def _apply(self) -> None:
        self.colours = self._colours_now()
        self._app.setPalette(_palette(self.colours))
        self._app.setFont(scaled_font(13, scale=self._scale))
        # Setting the sheet sends StyleChange to every widget, so each measures itself anew.
        self._app.setStyleSheet(stylesheet(self.colours, self._scale))
        self.changed.emit()


def current() -> Theme:
    """Return the installed theme."""
    if Theme.installed is None:
        raise RuntimeError("No theme is installed: call Theme(app).install() first")
    return Theme.installed


def colours() -> Colours:
    """Return the colours in force."""
    return current().colours


def t(length: float) -> int:
    """Return a length that follows the text fully: type, line heights, icons beside words."""
    return round(length * current().scale)


def g(length: float) -> int:
    """Return a length that follows the text by half: padding, gaps, avatars, icons alone."""
    return round(length * (1 + (current().scale - 1) / 2))


def font(size: int, weight: int = REGULAR, *, mono: bool = False, tabular: bool = False) -> QFont:
    """Return a font of `size` design pixels at the text scale in force."""
    return scaled_font(size, weight, scale=current().scale, mono=mono, tabular=tabular)


def metrics(size: int, weight: int = REGULAR) -> QFontMetrics:
    """Return the measures of `font(size, weight)`."""
    return QFontMetrics(font(size, weight))


def _within(scale: float) -> float:
    return min(max(scale, SMALLEST_SCALE), LARGEST_SCALE)


def _palette(colours: Colours) -> QPalette:
    """Return the palette for what Qt paints itself: selection, tooltips, menus, carets."""
    palette = QPalette()
    role = QPalette.ColorRole
    for each, colour in (
        (role.Window, colours.surface),
        (role.WindowText, colours.text),
        (role.Base, colours.surface),
        (role.AlternateBase, colours.sunken),
        (role.Text, colours.text),
        (role.Button, colours.raised),
        (role.ButtonText, colours.text),
        (role.ToolTipBase, colours.raised),
        (role.ToolTipText, colours.text),
        (role.Highlight, colours.accent),
        (role.HighlightedText, colours.on_accent),
        (role.PlaceholderText, colours.text3),
        (role.Link, colours.accent),
        (role.Accent, colours.accent),
    ):
        palette.setColor(each, colour)
    for each in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, each, colours.text3)
    return palette
