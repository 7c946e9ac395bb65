"""A walk over every part: names, targets, tab stops, and nothing clipped at 100, 150 and 200 %."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QLabel,
    QScrollBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tests.support.gallery import Gallery
from ui.theme.theme import Mode, Theme
from ui.widgets.focus_ring import FocusRing
from ui.widgets.paragraph import Paragraph
from ui.widgets.toast import Toast

SCALES = pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])


@pytest.fixture
def gallery(qtbot: QtBot) -> Iterator[Gallery]:
    page = Gallery()
    page.resize(1280, 1000)
    qtbot.addWidget(page)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    yield page
    page.close()


def _shown(page: QWidget) -> list[QWidget]:
    return [each for each in page.findChildren(QWidget) if each.isVisible()]


def _reachable(page: QWidget) -> list[QWidget]:
    return [
        each
        for each in _shown(page)
        if each.focusPolicy() & Qt.FocusPolicy.TabFocus
        and each.isEnabled()
        and each.focusProxy() is None
        and not isinstance(each, QScrollBar)
    ]


def test_everything_that_takes_the_keyboard_has_a_name(gallery: Gallery) -> None:
    nameless = []
    for part in _reachable(gallery):
        spoken = QAccessible.queryAccessibleInterface(part)
        if not spoken.text(QAccessible.Text.Name):
            nameless.append(part)

    assert not nameless
    assert len(_reachable(gallery)) > 25


@SCALES
def test_every_target_is_large_enough(gallery: Gallery, theme: Theme, scale: float) -> None:
    theme.set_scale(scale)
    gallery.resize(round(1280 * scale), round(1000 * scale))
    QApplication.processEvents()
    small = [
        (type(part).__name__, part.accessibleName(), part.height())
        for part in _shown(gallery)
        if isinstance(part, QAbstractButton) and min(part.height(), part.width()) < 32
    ]

    assert not small


@SCALES
def test_no_words_are_clipped(gallery: Gallery, theme: Theme, scale: float) -> None:
    theme.set_scale(scale)
    gallery.resize(round(1280 * scale), round(1400 * scale))
    QApplication.processEvents()
    clipped = []
    for part in _shown(gallery):
        needed = part.minimumSizeHint().expandedTo(QSize(0, 0))
        if isinstance(part, Paragraph):
            needed = QSize(0, part.heightForWidth(part.width()))
        elif not isinstance(part, (QLabel, QAbstractButton)):
            continue
        if part.height() < needed.height() or part.width() < needed.width():
            clipped.append((type(part).__name__, part.accessibleName(), part.size(), needed))

    assert not clipped


@SCALES
def test_no_two_parts_lie_over_each_other(gallery: Gallery, theme: Theme, scale: float) -> None:
    theme.set_scale(scale)
    gallery.resize(round(1280 * scale), round(1400 * scale))
    QApplication.processEvents()
    floating = (FocusRing, Toast)
    overlaps = []
    for parent in [gallery, *_shown(gallery)]:
        # A field holds its own buttons, a view its own parts.
        if isinstance(parent, (QAbstractScrollArea, QAbstractItemView)) or parent.inherits(
            "QLineEdit"
        ):
            continue
        children = [
            each
            for each in parent.findChildren(
                QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly
            )
            if each.isVisible() and not isinstance(each, floating) and not each.isWindow()
        ]
        overlaps += [
            (type(first).__name__, type(second).__name__)
            for number, first in enumerate(children)
            for second in children[number + 1 :]
            if first.geometry().intersects(second.geometry())
        ]

    assert not overlaps


def test_tab_goes_through_every_part_once_and_returns(gallery: Gallery) -> None:
    gallery.save.setFocus()
    seen: list[QWidget] = []
    for _ in range(200):
        now = QApplication.focusWidget()
        assert now is not None
        if now in seen:
            break
        seen.append(now)
        QTest.keyClick(now, Qt.Key.Key_Tab)

    assert QApplication.focusWidget() is gallery.save
    missed = {type(part).__name__ for part in _reachable(gallery) if part not in seen}
    assert not missed


def test_the_order_of_tab_stops_goes_down_each_column(gallery: Gallery) -> None:
    gallery.save.setFocus()
    QTest.keyClick(gallery.save, Qt.Key.Key_Tab)
    second = QApplication.focusWidget()

    assert second is not None
    assert second.mapTo(gallery, QPoint()).x() > gallery.save.mapTo(gallery, QPoint()).x()


@pytest.mark.parametrize("mode", list(Mode))
def test_every_part_paints_in_every_scheme_without_a_complaint(
    gallery: Gallery, theme: Theme, mode: Mode
) -> None:
    theme.set_mode(mode)
    for part in _reachable(gallery):
        part.setFocus()
        gallery.grab(QRect(0, 0, 10, 10))
    image = gallery.grab().toImage()

    assert image.width() >= 1280


def test_a_disabled_part_is_painted_otherwise_and_answers_no_more(gallery: Gallery) -> None:
    for part in [each for each in _shown(gallery) if isinstance(each, QAbstractButton)]:
        if not part.isEnabled() or part.width() < 20:
            continue
        clicks: list[bool] = []
        part.clicked.connect(clicks.append)
        part.setEnabled(False)
        QTest.mouseClick(part, Qt.MouseButton.LeftButton)
        assert not clicks, part.accessibleName()
