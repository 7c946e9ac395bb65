"""The bar over every page: search, child concern, sync, quick note, doorway, lock."""

from typing import Final

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from ui.frame.search_button import SearchButton
from ui.frame.sync_chip import SyncChip
from ui.frame.sync_words import ChipWords
from ui.language import translate
from ui.theme.icons import Icon
from ui.theme.theme import colours, current, g, t
from ui.theme.tokens import Size
from ui.widgets.buttons import Button, IconButton, Kind
from ui.widgets.layouts import Row
from ui.widgets.surfaces import Ground

NOTE_KEY: Final = "Ctrl+N"
CHILD_KEY: Final = "Ctrl+Shift+B"
PRIVACY_KEY: Final = "F9"
LOCK_KEY: Final = "Ctrl+L"

_EAGER: Final = 100

# In which order things give way when the bar grows narrow: the first that fits is taken.
# (search is short, search lacks its key, chip lacks its words, quick note lacks its words)
_WAYS: Final = (
    (False, False, False, False),
    (True, False, False, False),
    (True, True, False, False),
    (True, True, True, False),
    (True, True, True, True),
)


class TopBar(Ground):
    """Buttons over every page; what they do is the window's.

    Signals:
        search_wished: search over everything.
        child_wished: the child card.
        sync_wished: the sync page.
        note_wished: a quick note.
        privacy_wished: hide or show names; carries whether they shall be hidden.
        lock_wished: lock.
    """

    search_wished = Signal()
    child_wished = Signal()
    sync_wished = Signal()
    note_wished = Signal()
    privacy_wished = Signal(bool)
    lock_wished = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("surface", parent)
        self.search = SearchButton()
        note = translate("TopBar", "Quick note")
        self.child = Button(
            translate("TopBar", "Worried about a child?"), Kind.GHOST, icon=Icon.LIFEBUOY
        )
        self.chip = SyncChip()
        self.note = Button(note, icon=Icon.NOTE_PENCIL)
        self.note_icon = IconButton(Icon.NOTE_PENCIL, note)
        self.eye = IconButton(
            Icon.EYE_SLASH, translate("TopBar", "Hide from others"), checkable=True
        )
        self.lock = IconButton(Icon.LOCK_SIMPLE, translate("TopBar", "Lock now"))
        for button, key in (
            (self.child, CHILD_KEY),
            (self.note, NOTE_KEY),
            (self.note_icon, NOTE_KEY),
            (self.eye, PRIVACY_KEY),
            (self.lock, LOCK_KEY),
        ):
            name = button.accessibleName() or button.text()
            button.setToolTip(f"{name} ({key})")
        self._build()
        self._connect()

    def _build(self) -> None:
        row = Row(self, margins=(24, 0, 14, 0))
        # The search takes all room up to its greatest width; only then is there air.
        row.addWidget(self.search, _EAGER)
        row.addStretch(1)
        row.addWidget(self.child)
        for gap, widget in (
            (4, self.chip),
            (8, self.note),
            (0, self.note_icon),
            (8, self.eye),
            (2, self.lock),
        ):
            row.addSpacing(g(gap))
            row.addWidget(widget)
        self._row = row
        self._rescale()
        current().changed.connect(self._rescale)

    def _connect(self) -> None:
        self.search.clicked.connect(self.search_wished)
        self.child.clicked.connect(self.child_wished)
        self.chip.clicked.connect(self.sync_wished)
        self.note.clicked.connect(self.note_wished)
        self.note_icon.clicked.connect(self.note_wished)
        self.eye.clicked.connect(self.privacy_wished)
        self.lock.clicked.connect(self.lock_wished)

    def show_sync(self, shown: ChipWords) -> None:
        """Show where syncing stands."""
        self.chip.show_words(shown)
        self._fit()

    def show_veiled(self, veiled: bool) -> None:  # noqa: FBT001  a setter of one truth
        """Show that names are hidden, or not."""
        self.eye.setChecked(veiled)

    def search_corner(self) -> QPoint:
        """Return where the search stands, in the bar's own coordinates."""
        return self.search.pos()

    def _rescale(self) -> None:
        self.setFixedHeight(t(20) + g(36))
        self._fit()

    @override
    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Let words give way until everything stands in the bar."""
        narrow = self.window().width() / current().scale < Size.NARROW_WINDOW
        for way in _WAYS[1 if narrow else 0 :]:
            if self._needed(*way) <= self.width():
                break
        short, keyless, wordless, noteless = way
        self.search.set_room(short=short, keyless=keyless)
        self.chip.set_wordless(wordless)
        self.note.setVisible(not noteless)
        self.note_icon.setVisible(noteless)

    def _needed(self, *way: bool) -> int:
        short, keyless, wordless, noteless = way
        chip = self.chip.sizeHint().height() if wordless else self.chip.full_width()
        note = (self.note_icon if noteless else self.note).sizeHint().width()
        parts = (
            self.search.least_width(short=short, keyless=keyless),
            self.child.sizeHint().width(),
            chip,
            note,
            self.eye.sizeHint().width(),
            self.lock.sizeHint().width(),
        )
        return sum(parts) + g(24 + 14 + 12 + 4 + 8 + 0 + 8 + 2)

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        super().paintEvent(event)
        line = self.height() - 1
        QPainter(self).fillRect(0, line, self.width(), 1, colours().hairline)
