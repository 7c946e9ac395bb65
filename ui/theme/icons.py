"""Icons in one family and one weight, painted at the size asked for.

The few icons that are needed before a vault is unlocked are our own small drawings in
`resources/icons`. All others come from the Phosphor font inside QtAwesome. The font file is found
and loaded at the first such icon; QtAwesome itself is never imported: its import costs more than
the whole unlock screen, and it would draw at 87.5 % of the box.
"""

import importlib.util
import json
from enum import StrEnum
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Final

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QIcon,
    QIconEngine,
    QPainter,
    QPixmap,
)
from PySide6.QtSvg import QSvgRenderer
from typing_extensions import override

from ui.theme.theme import colours


class Icon(StrEnum):
    """Every icon that the window paints; the value is its name in Phosphor 1.3."""

    LOGO = "logo"
    ARROW_BEND_UP_RIGHT = "arrow-bend-up-right"
    ARROW_COUNTER_CLOCKWISE = "arrow-counter-clockwise"
    ARROW_DOWN = "arrow-down"
    ARROW_ELBOW_DOWN_LEFT = "arrow-elbow-down-left"
    ARROW_FAT_UP = "arrow-fat-up"
    ARROW_LEFT = "arrow-left"
    ARROW_RIGHT = "arrow-right"
    ARROW_SQUARE_OUT = "arrow-square-out"
    ARROW_U_UP_LEFT = "arrow-u-up-left"
    ARROW_UP = "arrow-up"
    ARROWS_CLOCKWISE = "arrows-clockwise"
    BABY = "baby"
    BELL = "bell"
    BOOK_OPEN = "book-open"
    BUILDINGS = "buildings"
    CALENDAR_BLANK = "calendar-blank"
    CALENDAR_CHECK = "calendar-check"
    CALENDAR_PLUS = "calendar-plus"
    CALENDAR_X = "calendar-x"
    CARET_DOWN = "caret-down"
    CARET_LEFT = "caret-left"
    CARET_RIGHT = "caret-right"
    CARET_UP = "caret-up"
    CHART_BAR = "chart-bar"
    CHAT_CIRCLE = "chat-circle"
    CHAT_CIRCLE_TEXT = "chat-circle-text"
    CHATS = "chats"
    CHECK = "check"
    CHECK_CIRCLE = "check-circle"
    CHECK_SQUARE = "check-square"
    CIRCLE = "circle"
    CIRCLE_HALF = "circle-half"
    CLIPBOARD_TEXT = "clipboard-text"
    CLOCK = "clock"
    CLOCK_COUNTER_CLOCKWISE = "clock-counter-clockwise"
    CLOUD_ARROW_DOWN = "cloud-arrow-down"
    CLOUD_ARROW_UP = "cloud-arrow-up"
    CLOUD_CHECK = "cloud-check"
    CLOUD_SLASH = "cloud-slash"
    COLUMNS = "columns"
    COPY = "copy"
    CROSSHAIR_SIMPLE = "crosshair-simple"
    DATABASE = "database"
    DEVICE_MOBILE = "device-mobile"
    DICE_FIVE = "dice-five"
    DOTS_THREE = "dots-three"
    DOWNLOAD_SIMPLE = "download-simple"
    ENVELOPE_SIMPLE = "envelope-simple"
    EQUALS = "equals"
    EYE = "eye"
    EYE_SLASH = "eye-slash"
    FILE_PDF = "file-pdf"
    FILE_TEXT = "file-text"
    FLAG = "flag"
    FLASK = "flask"
    FOLDER_OPEN = "folder-open"
    FUNNEL = "funnel"
    GEAR_SIX = "gear-six"
    GIT_DIFF = "git-diff"
    GIT_FORK = "git-fork"
    GIT_MERGE = "git-merge"
    HANDSHAKE = "handshake"
    HARD_DRIVES = "hard-drives"
    HEART = "heart"
    HOURGLASS = "hourglass"
    HOUSE = "house"
    IDENTIFICATION_CARD = "identification-card"
    INFO = "info"
    KEY = "key"
    KEYBOARD = "keyboard"
    LAPTOP = "laptop"
    LIFEBUOY = "lifebuoy"
    LINK = "link"
    LIST_BULLETS = "list-bullets"
    LOCK_SIMPLE = "lock-simple"
    MAGNIFYING_GLASS = "magnifying-glass"
    MAP_PIN = "map-pin"
    MINUS = "minus"
    MONITOR = "monitor"
    MOON = "moon"
    NOTE = "note"
    NOTE_PENCIL = "note-pencil"
    NOTEPAD = "notepad"
    PACKAGE = "package"
    PALETTE = "palette"
    PAPER_PLANE_TILT = "paper-plane-tilt"
    PENCIL_SIMPLE = "pencil-simple"
    PHONE = "phone"
    PHONE_CALL = "phone-call"
    PLUS = "plus"
    PRINTER = "printer"
    PROHIBIT = "prohibit"
    QR_CODE = "qr-code"
    QUESTION = "question"
    SCALES = "scales"
    SHIELD_CHECK = "shield-check"
    SHIELD_WARNING = "shield-warning"
    SIGN_OUT = "sign-out"
    SLIDERS_HORIZONTAL = "sliders-horizontal"
    SORT_ASCENDING = "sort-ascending"
    SORT_DESCENDING = "sort-descending"
    SQUARES_FOUR = "squares-four"
    STAR = "star"
    SUN = "sun"
    SWAP = "swap"
    TABLE = "table"
    TAG = "tag"
    TARGET = "target"
    TEXT_AA = "text-aa"
    TICKET = "ticket"
    TRANSLATE = "translate"
    TRASH = "trash"
    TRIANGLE = "triangle"
    UPLOAD_SIMPLE = "upload-simple"
    USER = "user"
    USER_CIRCLE = "user-circle"
    USER_MINUS = "user-minus"
    USER_PLUS = "user-plus"
    USERS = "users"
    USERS_THREE = "users-three"
    WARNING_CIRCLE = "warning-circle"
    WIFI_SLASH = "wifi-slash"
    X = "x"
    X_CIRCLE = "x-circle"


OWN_ICONS: Final = frozenset(
    {
        Icon.LOGO,
        Icon.ARROW_FAT_UP,
        Icon.ARROW_LEFT,
        Icon.ARROWS_CLOCKWISE,
        Icon.BUILDINGS,
        Icon.CARET_DOWN,
        Icon.CARET_RIGHT,
        Icon.CHECK,
        Icon.CHECK_CIRCLE,
        Icon.CLOCK,
        Icon.DICE_FIVE,
        Icon.EYE,
        Icon.EYE_SLASH,
        Icon.FLASK,
        Icon.HARD_DRIVES,
        Icon.INFO,
        Icon.KEY,
        Icon.LOCK_SIMPLE,
        Icon.PLUS,
        Icon.SHIELD_CHECK,
        Icon.TICKET,
        Icon.USERS,
        Icon.WARNING_CIRCLE,
        Icon.X,
    }
)
"""Drawn by us in `resources/icons`, so that the screens before unlocking need no icon font."""

_FONT_FILE: Final = "phosphor-1.3.0.ttf"
_NAMES_FILE: Final = "phosphor-charmap-1.3.0.json"


def draw_icon(
    painter: QPainter, icon: Icon, box: QRectF | QRect, colour: QColor, angle: float = 0
) -> None:
    """Paint an icon as large as the shorter side of `box`, in its middle.

    Args:
        painter: open on the widget or delegate.
        icon: what to paint.
        box: where; give it whole pixels for crisp strokes.
        colour: of the strokes.
        angle: turned clockwise by so many degrees.
    """
    box = QRectF(box)
    side = min(box.width(), box.height())
    square = QRectF(-side / 2, -side / 2, side, side)
    painter.save()
    painter.translate(box.center())
    if angle:
        painter.rotate(angle)
    if icon in OWN_ICONS:
        _drawing(icon, colour.rgba()).render(painter, square)
    else:
        sign, phosphor = _sign(icon), _icon_font(round(side))
        painter.setFont(phosphor)
        painter.setPen(colour)
        painter.drawText(square, Qt.AlignmentFlag.AlignCenter, sign)
    painter.restore()


def themed_icon(icon: Icon, *, danger: bool = False) -> QIcon:
    """Return an icon for a menu; it takes the colours in force each time it is painted."""
    return QIcon(_ThemedEngine(icon, danger=danger))


class _ThemedEngine(QIconEngine):
    """Paints one icon in the theme of the moment."""

    def __init__(self, icon: Icon, *, danger: bool) -> None:
        super().__init__()
        self._icon = icon
        self._danger = danger

    @override
    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        now = colours()
        colour = now.danger_text if self._danger else now.text2
        if mode is QIcon.Mode.Disabled:
            colour = now.text3
        elif mode is QIcon.Mode.Selected:
            colour = now.select_text
        draw_icon(painter, self._icon, rect, colour)

    @override
    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        picture = QPixmap(size)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        self.paint(painter, QRect(QPoint(), size), mode, state)
        painter.end()
        return picture

    @override
    def clone(self) -> QIconEngine:
        return _ThemedEngine(self._icon, danger=self._danger)


@cache
def _drawing(icon: Icon, rgba: int) -> QSvgRenderer:
    """Return the renderer of one of our own drawings in one colour."""
    source = files("resources").joinpath("icons", f"{icon.value}.svg").read_bytes()
    name = QColor.fromRgba(rgba).name().encode()
    return QSvgRenderer(source.replace(b"currentColor", name))


def _font_folder() -> Path:
    """Return where QtAwesome keeps its fonts, without importing it."""
    spec = importlib.util.find_spec("qtawesome")
    if spec is None or not spec.submodule_search_locations:
        raise RuntimeError("QtAwesome is not installed; it carries the icon font")
    return Path(spec.submodule_search_locations[0]) / "fonts"


@cache
def _icon_family() -> str:
    """Load the icon font and return the name of its family."""
    number = QFontDatabase.addApplicationFont(str(_font_folder() / _FONT_FILE))
    return QFontDatabase.applicationFontFamilies(number)[0]


@cache
def _icon_font(pixels: int) -> QFont:
    font = QFont(_icon_family())
    font.setPixelSize(pixels)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


@cache
def _signs() -> dict[str, str]:
    """Return the code points of the icon font, hexadecimal, by name."""
    text = (_font_folder() / _NAMES_FILE).read_text(encoding="utf-8")
    return {str(name): str(point) for name, point in json.loads(text).items()}


def _sign(icon: Icon) -> str:
    return chr(int(_signs()[icon.value], 16))
