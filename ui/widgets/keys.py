"""Keys shown beside words, and what they do."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget
from typing_extensions import override

from ui.theme.theme import colours, g, t
from ui.widgets.painting import CENTRE, round_box, smooth, width_of, words


def bind_key(button: QAbstractButton, keys: str) -> None:
    """Let `keys` click the button while its window has the focus.

    Args:
        button: clicked when it is visible and enabled.
        keys: as a person reads them, for instance "Ctrl+N"; "Enter" means both Enter keys.
    """
    names = {keys, keys.replace("Enter", "Return")}
    for name in names:
        shortcut = QShortcut(QKeySequence(name), button)
        shortcut.activated.connect(button.click)


def keep_keys_within(button: QAbstractButton, owner: QWidget) -> None:
    """Let the keys of `button` work only while the keyboard is inside `owner`.

    Two forms that are open at once may both be saved by Ctrl+Enter: it belongs to the one in which
    the person types. Qt would take it for ambiguous and do nothing.
    """
    for shortcut in button.findChildren(QShortcut):
        shortcut.setParent(owner)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)


class KeyCap(QWidget):
    """One key or key combination in a small box."""

    def __init__(self, keys: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys = keys
        self.setAccessibleName(keys)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @override
    def sizeHint(self) -> QSize:
        return key_cap_size(self._keys)

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter = smooth(QPainter(self))
        now = colours()
        round_box(painter, self.rect(), 4, now.surface, now.hairline)
        words(painter, self.rect(), self._keys, now.text2, 12, align=CENTRE)


def key_cap_size(keys: str) -> QSize:
    """Return the size of a `KeyCap`."""
    return QSize(width_of(keys, 12) + g(12), t(18) + g(2))
