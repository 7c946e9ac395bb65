"""The timeline with its filters, and the forms that open inside it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QStackedWidget, QWidget

from helhedsplan_desktop.records.catalogue import Catalogue
from helhedsplan_desktop.services.conflicts import Conflict
from helhedsplan_desktop.services.contact_views import AreaLabel, ContactPage, TimelineEntry
from ui.language import translate
from ui.parts.remark_box import FindMarks, RemarkBox
from ui.parts.value_words import Vocabulary
from ui.screens.contacts.conflict_strip import ConflictStrip
from ui.screens.contacts.timeline_rows import timeline_rows
from ui.screens.contacts.timeline_view import TimelineView
from ui.theme.icons import Icon
from ui.theme.tokens import Size
from ui.widgets.buttons import Button, IconButton, Kind
from ui.widgets.choices import Pill
from ui.widgets.empty_page import EmptyPage
from ui.widgets.layouts import Column, Flow, Row

_KINDS = ("", "note", "follow_up")


@dataclass(frozen=True, slots=True)
class ContactShown:
    """Everything that is shown of one contact.

    Args:
        page: head, open follow-ups, conflicts.
        entries: the timeline, newest first.
        note_conflicts: note to what waits for a decision in it.
        conflicts: what waits in the contact itself and its next steps.
        areas: the focus areas by name.
        words: says values of fields.
        today: the present day.
        more: True if the timeline goes on further back.
    """

    page: ContactPage
    entries: tuple[TimelineEntry, ...]
    note_conflicts: Mapping[bytes, Conflict]
    conflicts: tuple[Conflict, ...]
    areas: tuple[AreaLabel, ...]
    words: Vocabulary
    today: date
    more: bool


class TimelineStream(QWidget):
    """Filters and timeline of a `ContactShown`.

    Signals:
        note_wanted: write the first note.
        note_menu_wanted: a note and a global point.
        edit_wanted, delete_wanted, remark_wanted: a note.
        remark_added: a note and the text.
        remark_typed: a note and the text so far.
        remark_closed: a note; what was typed is kept.
        decided: a `Decision` about a conflict.
        conflict_wanted: a record to see on the page of conflicts.
        more_wanted: show what is further back.

    Args:
        catalogue: names of codes.
        find_marks: finds what looks like a CPR number.
        parent: the owner.
    """

    note_wanted = Signal()
    note_menu_wanted = Signal(bytes, QPoint)
    edit_wanted = Signal(bytes)
    delete_wanted = Signal(bytes)
    remark_wanted = Signal(bytes)
    remark_added = Signal(bytes, str)
    remark_typed = Signal(bytes, str)
    remark_closed = Signal(bytes)
    decided = Signal(object)
    conflict_wanted = Signal(bytes)
    more_wanted = Signal()

    def __init__(
        self, catalogue: Catalogue, find_marks: FindMarks, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._catalogue = catalogue
        self._find_marks = find_marks
        self._shown: ContactShown | None = None
        self._veiled = False
        self._kind = ""
        self._area = ""
        self._remarks: dict[bytes, str] = {}
        self._pills: dict[str, Pill] = {}
        self._area_button = IconButton(
            Icon.FUNNEL, translate("ContactDetail", "Filter by area"), target=Size.TARGET
        )
        self._area_button.clicked.connect(self._choose_area)
        self.timeline = TimelineView()
        self.timeline.menu_wanted.connect(self.note_menu_wanted)
        self.timeline.edit_wanted.connect(self.edit_wanted)
        self.timeline.delete_wanted.connect(self.delete_wanted)
        self.timeline.remark_wanted.connect(self.remark_wanted)
        self._stack = QStackedWidget()
        self._arrange()

    def _arrange(self) -> None:
        words = {
            "": translate("ContactDetail", "All"),
            "note": translate("ContactDetail", "Notes"),
            "follow_up": translate("ContactDetail", "Follow-ups"),
        }
        pills = Flow(gap=6)
        for kind in _KINDS:
            pill = Pill(words[kind])
            pill.setChecked(not kind)
            pill.clicked.connect(self._kind_taker(kind))
            self._pills[kind] = pill
            pills.addWidget(pill)
        bar = Row(gap=8, margins=(24, 0, 24, 6))
        bar.addLayout(pills, 1)
        bar.addWidget(self._area_button)
        column = Column(self)
        column.addLayout(bar)
        stream = QWidget()
        Row(stream, margins=(24, 0, 0, 0)).addWidget(self.timeline)
        self._stack.addWidget(stream)
        self._stack.addWidget(self._nothing_yet())
        column.addWidget(self._stack, 1)

    def _nothing_yet(self) -> EmptyPage:
        page = EmptyPage(
            translate("ContactDetail", "No notes yet"),
            translate("ContactDetail", "Write down what you saw, heard and agreed."),
            primary=translate("ContactDetail", "New note"),
            picture=False,
        )
        page.primary_clicked.connect(self.note_wanted)
        return page

    def begin_contact(self) -> None:
        """Forget filters and open forms: another contact is shown next."""
        self._remarks.clear()
        self._area = ""
        self._mark_area()
        self._choose_kind("")

    def show_entries(self, shown: ContactShown, *, veiled: bool) -> None:
        """Show the timeline of a contact; open forms keep what is being typed."""
        self._shown = shown
        if veiled != self._veiled:
            self._veiled = veiled
            self.timeline.set_veiled(veiled)
        self._show()

    def show_from_top(self) -> None:
        """Bring the newest into view, with the keyboard on nothing yet."""
        self.timeline.setCurrentIndex(self.timeline.rows.index(-1, 0))
        self.timeline.scrollToTop()

    def begin_remark(self, note: bytes, text: str = "") -> None:
        """Open the box for a remark below a note, with what a draft has kept."""
        if self._shown is None or self._shown.page.read_only:
            return
        self._remarks.setdefault(note, text)
        self._show()
        self.timeline.reveal(("remark", note))
        box = self.timeline.slot(("remark", note))
        if box is not None:
            box.setFocus()

    def end_remark(self, note: bytes) -> None:
        """Take the box for a remark away and put the keyboard back on the note."""
        self._remarks.pop(note, None)
        self._show()
        self.reveal_note(note)

    def show_remark_problem(self, note: bytes, sentence: str) -> None:
        """Say why a remark was refused."""
        box = self.timeline.slot(("remark", note))
        if isinstance(box, RemarkBox):
            box.show_problem(sentence)

    def reveal_note(self, note: bytes) -> None:
        """Bring a note into view, with the keyboard on it."""
        self.timeline.reveal(("entry", note))
        self.timeline.setFocus()

    def strip(self, conflict: Conflict) -> ConflictStrip:
        """Return a strip in which a conflict can be settled."""
        assert self._shown is not None
        made = ConflictStrip(conflict, self._shown.words, self._shown.today, veiled=self._veiled)
        made.decided.connect(self.decided)
        made.shown_in_full.connect(self.conflict_wanted)
        return made

    def _show(self) -> None:
        shown = self._shown
        if shown is None:
            return
        entries = [
            each
            for each in shown.entries
            if (not self._kind or each.kind == self._kind)
            and (not self._area or self._area in each.areas)
        ]
        slots: dict[bytes, list[str]] = {rid: ["conflict"] for rid in shown.note_conflicts}
        for note in self._remarks:
            slots.setdefault(note, []).append("remark")
        if shown.more and entries:
            slots.setdefault(entries[-1].rid, []).append("more")
        rows = timeline_rows(entries, shown.areas, self._catalogue, shown.today, slots)
        self.timeline.show_rows(rows)
        for note, kinds in slots.items():
            for kind in kinds:
                self._fill(kind, note)
        filtered = bool(self._kind or self._area)
        self._stack.setCurrentIndex(0 if rows or filtered else 1)

    def _fill(self, kind: str, note: bytes) -> None:
        """Put the widget of a slot in its place, unless it is there already."""
        assert self._shown is not None
        there = self.timeline.slot((kind, note))
        if kind == "conflict":
            conflict = self._shown.note_conflicts[note]
            if isinstance(there, ConflictStrip) and there.shows(conflict, veiled=self._veiled):
                return
            self.timeline.set_slot((kind, note), self.strip(conflict))
        elif there is None:
            made = self._remark_box(note) if kind == "remark" else self._more_button()
            self.timeline.set_slot((kind, note), made)
        elif isinstance(there, RemarkBox):
            there.set_veiled(self._veiled)

    def _remark_box(self, note: bytes) -> RemarkBox:
        box = RemarkBox(note, self._find_marks, self._remarks.get(note, ""))
        box.set_veiled(self._veiled)
        box.added.connect(self.remark_added)
        box.typed.connect(self.remark_typed)
        box.closed.connect(self._remark_closed)
        return box

    def _remark_closed(self, note: bytes) -> None:
        self.remark_closed.emit(note)
        self.end_remark(note)

    def _more_button(self) -> Button:
        button = Button(translate("ContactDetail", "Show older"), Kind.LINK)
        button.clicked.connect(self.more_wanted)
        return button

    def _kind_taker(self, kind: str) -> Callable[[], None]:
        def take() -> None:
            self._choose_kind(kind)
            self._show()

        return take

    def _choose_kind(self, kind: str) -> None:
        self._kind = kind
        for each, pill in self._pills.items():
            pill.setChecked(each == kind)

    def _choose_area(self) -> None:
        self._mark_area()
        if self._shown is None:
            return
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        group = QActionGroup(menu)
        choices = [("", translate("ContactDetail", "All areas"))]
        choices += [(area.code, area.name) for area in self._shown.areas]
        for code, words in choices:
            action = QAction(words, menu)
            action.setCheckable(True)
            action.setChecked(code == self._area)
            action.setData(code)
            group.addAction(action)
            menu.addAction(action)
        group.triggered.connect(self._area_chosen)
        self._area_button.open_menu(menu)

    def _area_chosen(self, action: QAction) -> None:
        self._area = str(action.data())
        self._mark_area()
        self._show()

    def _mark_area(self) -> None:
        """Keep the button down while an area narrows the timeline."""
        self._area_button.setCheckable(bool(self._area))
        self._area_button.setChecked(bool(self._area))
