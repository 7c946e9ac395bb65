"""Walks over what is shown and tells what a person could not use."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QLabel, QScrollBar, QWidget
from typing_extensions import override

from ui.theme.theme import t
from ui.widgets.paragraph import Paragraph

SMALLEST_TARGET = 32


def shown(page: QWidget) -> list[QWidget]:
    """Return every visible part of a page."""
    return [each for each in page.findChildren(QWidget) if each.isVisible()]


def nameless(page: QWidget) -> list[str]:
    """Return the parts that take the keyboard and that a screen reader cannot name."""
    return [
        type(each).__name__
        for each in shown(page)
        if each.focusPolicy() & Qt.FocusPolicy.TabFocus
        and each.isEnabled()
        and each.focusProxy() is None
        and not isinstance(each, QScrollBar)
        and not QAccessible.queryAccessibleInterface(each).text(QAccessible.Text.Name)
    ]


def small_targets(page: QWidget) -> list[tuple[str, str, int, int]]:
    """Return the buttons that a finger would miss; chips inside a field may be lower."""
    return [
        (type(each).__name__, each.accessibleName() or each.text(), each.width(), each.height())
        for each in shown(page)
        if isinstance(each, QAbstractButton)
        and min(each.width(), each.height()) < SMALLEST_TARGET
        and type(each).__name__ != "_PersonChip"
    ]


def clipped(page: QWidget) -> list[tuple[str, str, QSize, QSize]]:
    """Return the words that have less room than they need even when elided."""
    found = []
    for each in shown(page):
        if isinstance(each, Paragraph):
            needed = QSize(0, each.heightForWidth(each.width()))
        elif isinstance(each, QLabel | QAbstractButton):
            needed = each.minimumSizeHint().boundedTo(QSize(10_000, t(200)))
        else:
            continue
        if each.height() < needed.height() or each.width() < needed.width():
            words = each.text() or each.accessibleName()
            found.append((type(each).__name__, words, each.size(), needed))
    return found


class WindowWatch(QObject):
    """Notes every part that shows itself as a window of its own; install on the application."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []

    @override
    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        if event.type() is QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.opened.append(type(watched).__name__)
        return False
