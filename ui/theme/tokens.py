"""Every colour and size of the window, light and dark. Source: the design notes of the project."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from PySide6.QtGui import QColor

REGULAR: Final = 400
SEMIBOLD: Final = 600  # the only bold: Segoe UI has no 500


def _rgb(value: str, alpha: int = 255) -> QColor:
    colour = QColor(f"#{value}")
    colour.setAlpha(alpha)
    return colour


def mix(first: QColor, second: QColor, share: float) -> QColor:
    """Return an opaque colour: `first` with `share` (0 to 1) of `second` laid over it."""
    return QColor(
        round(first.red() + (second.red() - first.red()) * share),
        round(first.green() + (second.green() - first.green()) * share),
        round(first.blue() + (second.blue() - first.blue()) * share),
    )


class Tone(StrEnum):
    """The colours that a part may be told to take; the value is the name of the token."""

    TEXT = "text"
    TEXT2 = "text2"
    TEXT3 = "text3"
    ACCENT = "accent"
    SELECT = "select_text"
    AMBER = "amber_text"
    DANGER = "danger_text"
    GREEN = "green_text"
    # brighter, for icons that stand beside words in the tones above
    AMBER_ICON = "amber"
    DANGER_ICON = "danger"
    GREEN_ICON = "green"


@dataclass(frozen=True, slots=True)
class AreaColours:
    """The three colours of one focus area.

    Args:
        main: square and bar.
        soft: fill of a chip.
        text: words on `soft`.
    """

    main: QColor
    soft: QColor
    text: QColor


@dataclass(frozen=True, slots=True)
class Colours:
    """All colours of one scheme; read them when you paint, never keep one in a widget."""

    dark: bool
    # grounds
    canvas: QColor
    rail: QColor
    surface: QColor
    sunken: QColor
    raised: QColor
    hover: QColor
    # lines
    hairline: QColor
    edge: QColor
    edge_soft: QColor
    # words
    text: QColor
    text2: QColor
    text3: QColor
    # the one main action and the selection
    accent: QColor
    accent_hover: QColor
    accent_press: QColor
    on_accent: QColor
    select: QColor
    select_text: QColor
    info_soft: QColor
    # destruction
    danger: QColor
    danger_soft: QColor
    danger_text: QColor
    # needs you
    amber: QColor
    amber_soft: QColor
    amber_text: QColor
    badge: QColor
    mark: QColor
    # done
    green: QColor
    green_soft: QColor
    green_text: QColor
    # focus areas
    udl: AreaColours
    bes: AreaColours
    kri: AreaColours
    sam: AreaColours
    tva: AreaColours
    # initials
    avatar: QColor
    avatar_select: QColor
    avatar_rail: QColor
    avatar_text: QColor
    # two versions
    diff_mine: QColor
    diff_theirs: QColor
    # undo notice
    toast: QColor
    toast_text: QColor
    toast_link: QColor
    toast_hint: QColor
    toast_edge: QColor
    toast_icon: QColor
    # above the page; alpha is the peak
    shadow: QColor
    scrim: QColor

    def of(self, tone: Tone) -> QColor:
        """Return the colour of a tone."""
        colour = getattr(self, tone.value)
        assert isinstance(colour, QColor)
        return colour

    def area(self, code: str) -> AreaColours:
        """Return the colours of a focus area by its code; an unknown code is cross-cutting."""
        return {"UDL": self.udl, "BES": self.bes, "KRI": self.kri, "SAM": self.sam}.get(
            code.upper(), self.tva
        )


LIGHT: Final = Colours(
    dark=False,
    canvas=_rgb("F7F5F1"),
    rail=_rgb("F2EFE9"),
    surface=_rgb("FFFFFF"),
    sunken=_rgb("FAF8F4"),
    raised=_rgb("FFFFFF"),
    hover=_rgb("F4F1EB"),
    hairline=_rgb("E7E2D9"),
    edge=_rgb("8F877B"),
    edge_soft=_rgb("CFC8BC"),
    text=_rgb("1E1C19"),
    text2=_rgb("57524A"),
    text3=_rgb("69635A"),
    accent=_rgb("0B6B6B"),
    accent_hover=_rgb("095B5B"),
    accent_press=_rgb("074A4A"),
    on_accent=_rgb("FFFFFF"),
    select=_rgb("E0EFED"),
    select_text=_rgb("07504F"),
    info_soft=_rgb("EEF3F3"),
    danger=_rgb("B3261E"),
    danger_soft=_rgb("FBECEA"),
    danger_text=_rgb("9B1C15"),
    amber=_rgb("B46B00"),
    amber_soft=_rgb("FDF2DC"),
    amber_text=_rgb("7A4700"),
    badge=_rgb("F9E3B8"),
    mark=_rgb("FBE3B4"),
    green=_rgb("23743F"),
    green_soft=_rgb("E5F3E9"),
    green_text=_rgb("1B5E33"),
    udl=AreaColours(_rgb("2A5DB0"), _rgb("E8EFFA"), _rgb("234E96")),
    bes=AreaColours(_rgb("3B7D33"), _rgb("E8F3E4"), _rgb("2C6226")),
    kri=AreaColours(_rgb("A35B14"), _rgb("F9ECDD"), _rgb("7F450C")),
    sam=AreaColours(_rgb("7446B0"), _rgb("F1EAFA"), _rgb("613798")),
    tva=AreaColours(_rgb("7B7468"), _rgb("EEEAE3"), _rgb("57524A")),
    avatar=_rgb("E9E3D8"),
    avatar_select=_rgb("CBE1DE"),
    avatar_rail=_rgb("E2DACD"),
    avatar_text=_rgb("57524A"),
    diff_mine=_rgb("D7ECE9"),
    diff_theirs=_rgb("E9DFF7"),
    toast=_rgb("2B2823"),
    toast_text=_rgb("F6F3EE"),
    toast_link=_rgb("6AD0D0"),
    toast_hint=_rgb("BDB6AB"),
    toast_edge=_rgb("2B2823"),
    toast_icon=_rgb("7CCB92"),
    shadow=_rgb("2B2419", 46),
    scrim=_rgb("2B2419", 46),
)

DARK: Final = Colours(
    dark=True,
    canvas=_rgb("171614"),
    rail=_rgb("141311"),
    surface=_rgb("1E1C1A"),
    sunken=_rgb("191816"),
    raised=_rgb("292724"),
    hover=_rgb("272522"),
    hairline=_rgb("34312D"),
    edge=_rgb("837B70"),
    edge_soft=_rgb("4D4842"),
    text=_rgb("F1EEE8"),
    text2=_rgb("BDB6AB"),
    text3=_rgb("A69F93"),
    accent=_rgb("4FC3C3"),
    accent_hover=_rgb("6AD0D0"),
    accent_press=_rgb("3FB0B0"),
    on_accent=_rgb("06292A"),
    select=_rgb("17393A"),
    select_text=_rgb("9BE3E2"),
    info_soft=_rgb("1C2929"),
    danger=_rgb("FF8A80"),
    danger_soft=_rgb("3C201D"),
    danger_text=_rgb("FFA59D"),
    amber=_rgb("F0B44A"),
    amber_soft=_rgb("382A12"),
    amber_text=_rgb("F4C36D"),
    badge=_rgb("382A12"),
    mark=_rgb("382A12"),
    green=_rgb("7CCB92"),
    green_soft=_rgb("1B3223"),
    green_text=_rgb("93D8A6"),
    udl=AreaColours(_rgb("7FB0F5"), _rgb("1D2C44"), _rgb("9DC2F8")),
    bes=AreaColours(_rgb("86C97D"), _rgb("1F3320"), _rgb("9BD693")),
    kri=AreaColours(_rgb("DE9C5D"), _rgb("3A2917"), _rgb("E8B27D")),
    sam=AreaColours(_rgb("BE9BF0"), _rgb("2E2444"), _rgb("CDB3F4")),
    tva=AreaColours(_rgb("A69F93"), _rgb("2C2A26"), _rgb("BDB6AB")),
    avatar=_rgb("36322D"),
    avatar_select=_rgb("24494A"),
    avatar_rail=_rgb("36322D"),
    avatar_text=_rgb("CFC8BD"),
    diff_mine=_rgb("1C4444"),
    diff_theirs=_rgb("3B2E59"),
    toast=_rgb("292724"),
    toast_text=_rgb("F6F3EE"),
    toast_link=_rgb("6AD0D0"),
    toast_hint=_rgb("BDB6AB"),
    toast_edge=_rgb("4D4842"),
    toast_icon=_rgb("7CCB92"),
    shadow=_rgb("000000", 120),
    scrim=_rgb("000000", 120),
)


class Size:
    """Lengths in design pixels at 100 %; pass them through `t()` or `g()` when you lay out."""

    PAGE_MARGIN: Final = 24
    FIELD_GAP: Final = 16
    LABEL_GAP: Final = 6
    RADIUS: Final = 6
    RADIUS_CARD: Final = 8
    RADIUS_TOAST: Final = 10
    BUTTON: Final = 36
    BUTTON_SMALL: Final = 32
    BUTTON_TALL: Final = 44
    PILL: Final = 32
    CHIP: Final = 22
    TARGET: Final = 32
    RAIL: Final = 208
    RAIL_NARROW: Final = 64
    NARROW_WINDOW: Final = 1100  # text units
    LIST: Final = 376
    SIDE_COLUMN: Final = 324
    SIDE_PANEL: Final = 696
    FORM_COLUMN: Final = 404
    MARGIN_COLUMN: Final = 228
    UNLOCK_COLUMN: Final = 360
