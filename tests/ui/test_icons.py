"""Every icon exists, is painted at its size, and costs nothing before the vault is open."""

import subprocess
import sys

import pytest
from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QImage, QPainter

from ui.theme.icons import OWN_ICONS, Icon, draw_icon, themed_icon
from ui.theme.theme import Mode, Theme, colours


def _painted(icon: Icon, side: int) -> QImage:
    image = QImage(QSize(side, side), QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    draw_icon(painter, icon, QRect(0, 0, side, side), colours().text)
    painter.end()
    return image


def _ink(image: QImage) -> list[tuple[int, int]]:
    return [
        (x, y)
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y).alpha() > 60
    ]


@pytest.mark.parametrize("icon", list(Icon))
def test_every_icon_paints_something_inside_its_box(icon: Icon) -> None:
    ink = _ink(_painted(icon, 32))

    assert len(ink) > 15
    # A strange sign of the font would fill a corner or stick to an edge.
    assert all(0 < x < 31 or 0 < y < 31 for x, y in ink)


def test_an_icon_fills_its_box_at_every_size() -> None:
    for side in (14, 20, 40):
        ink = _ink(_painted(Icon.GEAR_SIX, side))
        wide = max(x for x, _ in ink) - min(x for x, _ in ink) + 1
        assert wide >= side * 0.78


def test_a_menu_icon_takes_the_colours_of_the_moment(theme: Theme) -> None:
    icon = themed_icon(Icon.TRASH, danger=True)
    light = icon.pixmap(20, 20).toImage()

    theme.set_mode(Mode.DARK)

    assert icon.pixmap(20, 20).toImage() != light


def test_the_icons_before_unlocking_need_neither_the_font_nor_qtawesome() -> None:
    names = ",".join(icon.name for icon in OWN_ICONS)
    program = f"""
import sys
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QFontDatabase, QPainter, QPixmap
from PySide6.QtWidgets import QApplication
app = QApplication([])
from ui.theme.icons import Icon, draw_icon
picture = QPixmap(32, 32)
painter = QPainter(picture)
for name in "{names}".split(","):
    draw_icon(painter, Icon[name], QRect(0, 0, 32, 32), QColor("black"))
assert not QFontDatabase.hasFamily("Phosphor")
draw_icon(painter, Icon.GEAR_SIX, QRect(0, 0, 32, 32), QColor("black"))
painter.end()
assert QFontDatabase.hasFamily("Phosphor")
assert "qtawesome" not in sys.modules
print("fine")
"""
    answer = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False, timeout=60
    )
    assert answer.stdout.strip() == "fine", answer.stderr
