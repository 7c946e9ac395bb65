"""The lead's page: every contact of the team, what needs a look, and how the team stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget
from typing_extensions import override

from helhedsplan_desktop.foundation.clock import instant
from helhedsplan_desktop.records.catalogue import Catalogue
from helhedsplan_desktop.services.contact_views import AreaLabel, TimelineEntry
from helhedsplan_desktop.services.desk import MemberLabel
from helhedsplan_desktop.services.reviewing import ReviewDetail, ReviewFilter, ReviewPage
from ui.day_words import freshness
from ui.language import translate
from ui.models.list_view import FastListView
from ui.parts.remark_box import FindMarks
from ui.screens.review.detail import ReviewColumn
from ui.screens.review.figures import Place, ReviewFigures
from ui.screens.review.filters import ReviewFilters
from ui.screens.review.model import ReviewModel
from ui.screens.review.row_delegate import ReviewDelegate
from ui.theme.theme import current, t
from ui.theme.tokens import Tone
from ui.widgets.buttons import Button, Kind
from ui.widgets.empty_page import EmptyPage
from ui.widgets.labels import Hairline, Heading, Label
from ui.widgets.layouts import Column, Row

DETAIL: Final = 376
"""Width of the right column in design pixels."""

FOLDS_UNDER: Final = 560
"""The detail lies over the list when the list would get fewer text units."""

LOW_UNDER: Final = 640
TOO_LOW_UNDER: Final = 420
"""Below so many text units of height the figures shrink, and then stand in place of the list."""

REST_MILLISECONDS: Final = 180
"""A row on which the arrows rest so long is opened; those passed by are not looked up."""


@dataclass(frozen=True, slots=True)
class ReviewShown:
    """Everything that the page shows.

    Args:
        places: contact to its index in the rows of the page.
        now: the present moment, local and aware.
    """

    page: ReviewPage
    places: Mapping[bytes, int]
    areas: tuple[AreaLabel, ...]
    members: tuple[MemberLabel, ...]
    now: datetime


class ReviewView(QWidget):
    """Shows `ReviewShown`.

    Args:
        catalogue: names of kinds, channels and reasons.
        find_marks: finds what looks like a CPR number in a question.
        parent: the owner.

    Signals:
        filtered: the new `ReviewFilter`.
        chosen: id of the contact to show beside the list, or None.
        read_wished: contact id and code of the reason.
        seen_wished: the `ReviewDetail` that counts as seen.
        opened: contact id, to be opened on its own page.
    """

    filtered = Signal(object)
    chosen = Signal(object)
    read_wished = Signal(object, str)
    seen_wished = Signal(object)
    opened = Signal(object)

    def __init__(
        self, catalogue: Catalogue, find_marks: FindMarks, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._shown: ReviewShown | None = None
        self._folded = False
        self._told = Label("", tone=Tone.TEXT2)
        self._explain = Button(translate("Review", "What the staff can see"), Kind.LINK, height=32)
        self._show_figures = Button(translate("Review", "Work and laptops"), Kind.LINK, height=32)
        self._filters = ReviewFilters()
        self._model = ReviewModel(self)
        self._list = FastListView(
            self._model, ReviewDelegate(self._model), translate("Review", "The team's contacts")
        )
        self._empty = EmptyPage(
            translate("Review", "You are up to date"),
            translate("Review", "There is nothing here to review."),
            primary=translate("Review", "Clear filters"),
            primary_icon=None,
            picture=False,
        )
        self._figures = ReviewFigures()
        self._column = ReviewColumn(catalogue, find_marks)
        self.questions = self._column.questions
        self._rest = QTimer(self, singleShot=True, interval=REST_MILLISECONDS)
        self._main = QWidget()
        self._rows = QStackedWidget()
        self._build()
        self._connect()

    @property
    def filter(self) -> ReviewFilter:
        """The filter in force."""
        return self._filters.chosen

    def show_review(self, shown: ReviewShown) -> None:
        """Show these contacts; the chosen one stays chosen if it is among them."""
        self._shown = shown
        self._filters.set_choices(shown.members, shown.areas)
        self._filters.set_counts(shown.page.counts)
        hues = {area.code: area.hue for area in shown.areas}
        self._model.show_list(shown.page.rows, shown.places, hues, shown.now.date())
        if self._rows.currentWidget() is not self._figures:
            self._turn_to_list()
        self._figures.show_figures(shown.page.loads, shown.page.laptops, shown.now)
        self._told.setText(_told_words(shown))

    def show_detail(self, detail: ReviewDetail) -> None:
        """Show one contact beside the list."""
        if self._shown is not None:
            self._column.show_detail(detail, self._shown.now.date())

    def show_texts(self, rid: bytes, entries: tuple[TimelineEntry, ...]) -> None:
        """Show the texts of the contact that is shown."""
        self._column.show_texts(rid, entries)

    def close_texts(self) -> None:
        """Hide texts that were opened for a reason; the contact is read anew when asked for."""
        if self._column.has_texts():
            self._column.show_nothing()
            self._list.choose_nothing()

    def shown_contact(self) -> bytes | None:
        """Return the contact beside the list, unless its texts are open and must stay as read."""
        return None if self._column.has_texts() else self._column.shown()

    def set_veiled(self, veiled: bool) -> None:  # noqa: FBT001  a setter of one truth
        """Show initials and bars instead of names and words, or show them again."""
        self._model.veiled = veiled
        self._list.viewport().update()
        self._column.set_veiled(veiled)

    def focus_first(self) -> None:
        """Put the keyboard where the work begins."""
        self._list.setFocus()
        # Qt goes to the first row without choosing it.
        if not self._list.selectionModel().hasSelection() and self._model.rowCount():
            self._list.selectRow(max(self._list.currentIndex().row(), 0))

    def _build(self) -> None:
        self._main_column = column = Column(self._main)
        head = Column(margins=(24, 18, 24, 14))
        title = Row(gap=12)
        title.addWidget(Heading(translate("Review", "Review")))
        title.addStretch()
        title.addWidget(self._show_figures)
        title.addWidget(self._explain)
        head.addLayout(title)
        head.addWidget(self._told)
        head.addSpacing(14)
        head.addWidget(self._filters)
        column.addLayout(head)
        column.addWidget(Hairline())
        self._rows.addWidget(self._list)
        self._rows.addWidget(self._empty)
        column.addWidget(self._rows, 1)
        column.addWidget(self._figures)
        self._line = Hairline(upright=True)
        row = Row(self)
        row.addWidget(self._main, 1)
        row.addWidget(self._line)
        row.addWidget(self._column)
        self._place()

    def _connect(self) -> None:
        self._filters.changed.connect(self.filtered)
        self._explain.clicked.connect(self._show_explanation)
        self._show_figures.clicked.connect(self._turn_to_figures)
        self._empty.primary_clicked.connect(self._filters.clear)
        self._list.chosen.connect(self._rest.start)
        self._list.clicked_at.connect(self._rested)
        self._list.opened.connect(self._entered)
        self._rest.timeout.connect(self._rested)
        self._column.read_wished.connect(self.read_wished)
        self._column.seen_wished.connect(self.seen_wished)
        self._column.keep_keys_within(self._list)
        self.questions.left.connect(self._list.setFocus)
        self._column.opened.connect(self.opened)
        self._column.back_wished.connect(self._show_list)
        current().changed.connect(self._place)

    def _rested(self) -> None:
        self._rest.stop()
        rid = self._list.chosen_id()
        if rid is None:
            self._column.show_nothing()
        elif rid != self._column.shown():
            self.chosen.emit(rid)

    def _entered(self) -> None:
        """Enter goes to the detail, where the reason is chosen."""
        self._rested()
        if self._folded:
            self._main.hide()
            self._column.show()
        self._column.focus_first()

    def _show_explanation(self) -> None:
        self._column.explain()
        if self._folded:
            self._main.hide()
            self._column.show()

    def _show_list(self) -> None:
        self._main.show()
        self._column.setVisible(not self._folded)
        self._list.setFocus()

    @override
    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        if event.key() == Qt.Key.Key_Escape and self._column.isAncestorOf(self.focusWidget()):
            self._show_list()
            return
        super().keyPressEvent(event)

    @override
    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        self._place()

    def _place_figures(self, units: float) -> None:
        """Put the figures below the list, or behind a link where both do not fit."""
        alone = units < TOO_LOW_UNDER
        below = Place.BELOW_LOW if units < LOW_UNDER else Place.BELOW
        self._figures.set_place(Place.ALONE if alone else below)
        self._show_figures.setVisible(alone)
        stacked = self._rows.indexOf(self._figures) >= 0
        if alone and not stacked:
            self._rows.addWidget(self._figures)
        elif not alone and stacked:
            self._turn_to_list()
            self._rows.removeWidget(self._figures)
            self._main_column.addWidget(self._figures)
            self._figures.show()

    def _turn_to_list(self) -> None:
        rows = self._shown.page.rows if self._shown is not None else ()
        self._rows.setCurrentWidget(self._list if rows else self._empty)

    def _turn_to_figures(self) -> None:
        """Show the figures in place of the list, or the list again."""
        if self._rows.currentWidget() is self._figures:
            self._turn_to_list()
        else:
            self._rows.setCurrentWidget(self._figures)

    def _place(self) -> None:
        """Put the detail beside the list, or over it where there is no room for both."""
        wide = t(DETAIL)
        folded = (self.width() - wide) / current().scale < FOLDS_UNDER
        if folded:
            self._column.setMaximumWidth(self.width())
            self._column.setMinimumWidth(0)
        else:
            self._column.setFixedWidth(wide)
        self._place_figures(self.height() / current().scale)
        self._line.setVisible(not folded)
        if folded == self._folded:
            return
        self._folded = folded
        self._column.set_folded(folded)
        self._main.show()
        self._column.setVisible(not folded)


def _told_words(shown: ReviewShown) -> str:
    """Return how many contacts are listed, and until when the figures reach."""
    count = len(shown.page.rows)
    listed = translate("Review", "%n contact(s)", None, count)
    reports = [laptop.synced_at for laptop in shown.page.laptops if laptop.synced_at]
    if not reports:
        return listed
    latest = freshness(instant(max(reports)).astimezone(), shown.now)
    until = translate("Review", "figures until {when}").format(when=latest)
    return f"{listed} · {until}"
