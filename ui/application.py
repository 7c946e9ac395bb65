"""The application object and the look that a person chose: theme, text scale, language."""

import os
import sys
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QLocale, QObject, Signal
from PySide6.QtWidgets import QApplication

from helhedsplan_desktop.foundation.errors import AppError
from helhedsplan_desktop.foundation.settings import Settings, SettingsFile
from ui.jobs.collecting import Collector
from ui.language import Language, use_language
from ui.theme.theme import Mode, Theme

NAME: Final = "Helhedsplan"
TEXT_SCALES: Final = (100, 125, 150, 200)
"""Per cent; between them nothing new would fit, and beyond them no page is drawn."""


def platform_without_screen(environment: Mapping[str, str]) -> str:
    """Return the Qt platform to name because there is no screen; empty: Qt finds its own.

    Args:
        environment: of this process.
    """
    if "QT_QPA_PLATFORM" in environment or not sys.platform.startswith("linux"):
        return ""
    seen = environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY")
    return "" if seen else "offscreen"


def make_application() -> QApplication:
    """Return the application object, named and ready for windows."""
    platform = platform_without_screen(os.environ)
    if platform:
        os.environ["QT_QPA_PLATFORM"] = platform
    app = QApplication(sys.argv[:1])
    app.setApplicationName(NAME)
    app.setApplicationDisplayName(NAME)
    app.setDesktopFileName("helhedsplan")
    app.setQuitOnLastWindowClosed(True)
    Collector(app)
    return app


def system_language() -> Language:
    """Return the language of the computer if it is ours, else Danish."""
    system = QLocale.system().language()
    return Language.ENGLISH if system is QLocale.Language.English else Language.DANISH


class Look(QObject):
    """Theme, text scale and language: applied at once, kept in the plain settings file.

    Args:
        app: speaks the language.
        theme: installed already, in the mode and scale of `shown`.
        settings: keeps what is chosen.
        shown: what holds in this run, as `--theme`, `--scale` and `--lang` changed it.

    Signals:
        language_changed: words are others now; whoever shows words builds itself anew.
    """

    language_changed = Signal()

    def __init__(
        self, app: QApplication, theme: Theme, settings: SettingsFile, shown: Settings
    ) -> None:
        super().__init__(app)
        self._app = app
        self._settings = settings
        self._theme = theme
        self._shown = shown
        use_language(app, self._language())

    @property
    def theme(self) -> str:
        """The chosen theme: system, light or dark."""
        return self._shown.theme

    @property
    def text_scale(self) -> int:
        """The text scale in per cent."""
        return self._shown.text_scale

    @property
    def language(self) -> str:
        """The chosen language: system, da or en."""
        return self._shown.language

    @property
    def settings(self) -> SettingsFile:
        """The plain settings file."""
        return self._settings

    def set_theme(self, theme: str) -> None:
        """Show another theme from now on: system, light or dark."""
        if theme == self.theme:
            return
        self._keep(theme=theme)
        self._theme.set_mode(Mode(theme))

    def set_text_scale(self, percent: int) -> None:
        """Show text at 100, 125, 150 or 200 per cent from now on."""
        if percent == self.text_scale:
            return
        self._keep(text_scale=percent)
        self._theme.set_scale(percent / 100)

    def step_text_scale(self, steps: int) -> None:
        """Show text so many steps larger, or smaller if below 0."""
        place = TEXT_SCALES.index(self.text_scale) + steps
        if 0 <= place < len(TEXT_SCALES):
            self.set_text_scale(TEXT_SCALES[place])

    def set_language(self, language: str) -> None:
        """Speak another language from now on: system, da or en."""
        before = self._language()
        self._keep(language=language)
        if self._language() is not before:
            use_language(self._app, self._language())
            self.language_changed.emit()

    def _language(self) -> Language:
        chosen = self._shown.language
        return system_language() if chosen == "system" else Language(chosen)

    def _keep(self, **changes: str | int) -> None:
        try:
            self._settings.change(**changes)
        except AppError:
            # A full disk must not stop a person from reading: the choice lasts until the end.
            pass
        finally:
            self._shown = replace(self._shown, **changes)  # type: ignore[arg-type]  # names are its
