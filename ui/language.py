"""The language of the window: Qt's translator for words, Qt's locale for dates and numbers."""

from enum import StrEnum
from importlib.resources import as_file, files
from typing import Final

from PySide6.QtCore import QCoreApplication, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

_NAME: Final = "helhedsplan translation"


class Language(StrEnum):
    """The languages of the window; the source strings are English."""

    DANISH = "da"
    ENGLISH = "en"


_WITH_A_MARK: Final = 1000

_LOCALES: Final = {
    Language.DANISH: (QLocale.Language.Danish, QLocale.Country.Denmark),
    Language.ENGLISH: (QLocale.Language.English, QLocale.Country.UnitedKingdom),
}


def use_language(app: QApplication, language: Language | str) -> None:
    """Show the window in a language from now on.

    Qt sends `LanguageChange` to every widget; the main window builds its screens anew then, as it
    does after unlocking. Parts ask for their words when they are made or painted.

    Args:
        app: owns the translation.
        language: "da" or "en".
    """
    wanted = Language(language)
    QLocale.setDefault(QLocale(*_LOCALES[wanted]))
    for before in app.findChildren(QTranslator, _NAME):
        app.removeTranslator(before)
        before.setParent(None)
    translator = QTranslator(app)
    translator.setObjectName(_NAME)
    # English too has a file: its plurals come from there.
    source = files("resources").joinpath("translations", f"helhedsplan_{wanted.value}.qm")
    with as_file(source) as path:
        if path.is_file() and translator.load(str(path)):
            app.installTranslator(translator)


def current_language() -> Language:
    """Return the language in force."""
    danish = QLocale().language() is QLocale.Language.Danish
    return Language.DANISH if danish else Language.ENGLISH


def translate(context: str, text: str, comment: str | None = None, n: int = -1) -> str:
    """Return `text` in the language in force.

    lupdate finds calls by this name: write context and text as literals.

    Args:
        context: the part of the window, as in the .ts file.
        text: English source; `%n` stands for `n`, other gaps are filled with `str.format`.
        comment: for the translator.
        n: the number that decides singular or plural; -1 if there is none.
    """
    said = QCoreApplication.translate(context, text, comment or "", n)
    # Qt writes `%n` without the mark between thousands.
    return said.replace(str(n), number(n)) if n >= _WITH_A_MARK else said


def number(value: float, decimals: int = 0) -> str:
    """Return a number as the language writes it: 1.234,5 in Danish, 1,234.5 in English."""
    return QLocale().toString(float(value), "f", decimals)
