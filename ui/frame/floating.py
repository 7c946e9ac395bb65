"""What floats over the page: quick note, child card, search.

They are made when first wanted, or in a calm moment before: all at once would hold up the first
page.
"""

from collections.abc import Iterator
from functools import cached_property
from typing import Final

from PySide6.QtCore import QObject, QPoint, QTimer, Signal
from PySide6.QtWidgets import QWidget

from helhedsplan_desktop.foundation.policy import ChildConcern
from ui.frame import child_card
from ui.frame.child_card import ChildCard
from ui.screens.page import (
    NotePanel,
    NotePanelFactory,
    PageContext,
    Part,
    SearchPanel,
    SearchPanelFactory,
)
from ui.theme.theme import t
from ui.theme.tokens import Size

_CALM_MS: Final = 300
"""After the first page has come up; each part is then made in a turn of its own."""


class Floating(QObject):
    """Makes and places what floats over the pages of a workspace.

    Args:
        context: what the parts work with.
        note: makes the quick note.
        search: makes the search over everything.
        concern: whom to call about a child.
        window: what they lie over.

    Signals:
        child_closed: the person closed the child card.
    """

    child_closed = Signal()

    def __init__(
        self,
        context: PageContext,
        note: NotePanelFactory,
        search: SearchPanelFactory,
        concern: ChildConcern,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._context = context
        self._make_note = note
        self._make_search = search
        self._concern = concern
        self._window = window
        self._top = 0
        self._room = 0
        self._calm = QTimer(self, interval=_CALM_MS)
        self._calm.timeout.connect(self._make_one)
        self._calm.start()

    @cached_property
    def note(self) -> NotePanel:
        """The quick note."""
        panel = self._make_note(self._context, self._window)
        self._place_at_the_right(panel, Size.SIDE_PANEL)
        return panel

    @cached_property
    def child(self) -> ChildCard:
        """The child card."""
        card = ChildCard(self._concern, self._window)
        card.hide()
        card.closed.connect(self.child_closed)
        self._place_at_the_right(card, child_card.WIDTH)
        return card

    @cached_property
    def search(self) -> SearchPanel:
        """The search over everything."""
        panel = self._make_search(self._context, self._window)
        panel.setGeometry(self._window.rect())
        return panel

    def parts(self) -> Iterator[Part]:
        """Give those made so far that keep drafts and hide names."""
        for name in ("note", "search"):
            if name in self.__dict__:
                yield self.__dict__[name]

    def shown_panel(self) -> QWidget | None:
        """Return the panel that stands over the page, None if there is none."""
        panels = (self.__dict__.get(name) for name in ("note", "child"))
        return next((each for each in panels if each is not None and each.isVisible()), None)

    def hide_child(self) -> None:
        """Take the child card away: another panel comes to its place."""
        if "child" in self.__dict__:
            self.child.hide()

    def open_search(self, text: str, corner: QPoint) -> None:
        """Open the search with its field where that of the bar stands."""
        self.search.setGeometry(self._window.rect())
        self.search.begin(text, (corner.x(), corner.y()))

    def place(self, top: int, room: int) -> None:
        """Lay everything anew.

        Args:
            top: where the page begins, in pixels of the window.
            room: width of the page in pixels.
        """
        self._top, self._room = top, room
        made = self.__dict__
        if "note" in made:
            self._place_at_the_right(self.note, Size.SIDE_PANEL)
        if "child" in made:
            self._place_at_the_right(self.child, child_card.WIDTH)
        if "search" in made:
            self.search.setGeometry(self._window.rect())

    def _place_at_the_right(self, panel: QWidget, width: int) -> None:
        wide = min(t(width), self._room)
        tall = self._window.height() - self._top
        panel.setGeometry(self._window.width() - wide, self._top, wide, tall)

    def _make_one(self) -> None:
        for name in ("note", "search", "child"):
            if name not in self.__dict__:
                getattr(self, name)
                return
        self._calm.stop()
