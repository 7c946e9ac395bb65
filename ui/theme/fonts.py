"""Fonts by size, weight and text scale, each made once."""

import sys
from functools import cache
from typing import Final

from PySide6.QtGui import QFont, QFontDatabase

from ui.theme.tokens import REGULAR

_TIGHT_FROM: Final = 20  # larger type is set slightly tighter
_TIGHT_PERCENT: Final = 98.6


@cache
def family() -> str:
    """Return Inter where the system has it, else the system's own font."""
    if QFontDatabase.hasFamily("Inter"):
        return "Inter"
    return QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family()


@cache
def scaled_font(
    size: int,
    weight: int = REGULAR,
    *,
    scale: float = 1.0,
    mono: bool = False,
    tabular: bool = False,
) -> QFont:
    """Return a font.

    Args:
        size: design pixels at 100 %.
        weight: 400 or 600.
        scale: the person's text scale, 1.0 to 2.0.
        mono: the system's fixed-width font, for codes.
        tabular: figures of equal width, for columns.
    """
    fixed = QFontDatabase.SystemFont.FixedFont
    font = QFontDatabase.systemFont(fixed) if mono else QFont(family())
    font.setPixelSize(round(size * scale))
    font.setWeight(QFont.Weight(weight))
    if size >= _TIGHT_FROM:
        font.setLetterSpacing(QFont.SpacingType.PercentageSpacing, _TIGHT_PERCENT)
    if tabular:
        font.setFeature(QFont.Tag("tnum"), 1)
    if sys.platform != "win32":
        # Hinted outlines jump between sizes; DirectWrite wants its own setting.
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font
