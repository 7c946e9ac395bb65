"""The right half of the page: one contact, its next step and what happened."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from helhedsplan_desktop.records.catalogue import Catalogue
from helhedsplan_desktop.services.contact_views import TimelineEntry
from ui.language import translate
from ui.parts.remark_box import FindMarks
from ui.screens.contacts.agreements import Agreements
from ui.screens.contacts.conflict_strip import ConflictStrip
from ui.screens.contacts.header import ContactHeader
from ui.screens.contacts.step_strip import StepStrip
from ui.screens.contacts.stream import ContactShown, TimelineStream
from ui.widgets.banner import Banner
from ui.widgets.empty_page import EmptyPage
from ui.widgets.layouts import Column, Row
from ui.widgets.surfaces import Ground
from ui.widgets.tabs import TabStrip

TIMELINE = "timeline"
AGREEMENTS = "agreements"


class ContactDetail(Ground):
    """Shows a `ContactShown`, or what to do while none is chosen.

    Signals:
        note_wanted, menu_wanted, back_wanted: from the head.
        step_done, step_menu_wanted: a follow-up, the latter with a global point.
        planned: what was agreed and the ISO day.

    Args:
        catalogue: names of codes.
        find_marks: finds what looks like a CPR number.
        today: tells the present day.
        parent: the owner.
    """

    note_wanted = Signal()
    menu_wanted = Signal(QPoint)
    back_wanted = Signal()
    step_done = Signal(bytes)
    step_menu_wanted = Signal(bytes, QPoint)
    planned = Signal(str, str)

    def __init__(
        self,
        catalogue: Catalogue,
        find_marks: FindMarks,
        today: Callable[[], date],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("surface", parent)
        self._shown: ContactShown | None = None
        self._veiled = False
        self.header = ContactHeader(catalogue)
        self.tabs = TabStrip(translate("ContactDetail", "Parts of this contact"))
        self.tabs.add(TIMELINE, translate("ContactDetail", "Timeline"))
        self.tabs.add(AGREEMENTS, translate("ContactDetail", "Agreements"), 0)
        self.stream = TimelineStream(catalogue, find_marks)
        self.agreements = Agreements(today)
        self.step = StepStrip()
        self._read_only = Banner(
            translate(
                "ContactDetail",
                "A newer version of the program wrote this. You can read it; update to change it.",
            )
        )
        self._conflicts = Column(gap=8)
        self._strips: list[ConflictStrip] = []
        self._pages = QStackedWidget()
        self._stack = QStackedWidget()
        self._arrange()
        self._connect()

    def _arrange(self) -> None:
        self._stack.addWidget(
            EmptyPage(
                translate("ContactDetail", "Choose a contact"),
                translate(
                    "ContactDetail",
                    "Here you see what happened\nand what you have agreed.",
                ),
            )
        )
        contact = QWidget()
        column = Column(contact)
        column.addWidget(self.header)
        tabs = Row(margins=(24, 0, 24, 0))
        tabs.addWidget(self.tabs)
        column.addLayout(tabs)
        timeline = QWidget()
        stream = Column(timeline)
        above = Column(gap=12, margins=(24, 16, 24, 12))
        above.addWidget(self._read_only)
        above.addLayout(self._conflicts)
        above.addWidget(self.step)
        stream.addLayout(above)
        stream.addWidget(self.stream, 1)
        self._pages.addWidget(timeline)
        self._pages.addWidget(self.agreements)
        column.addWidget(self._pages, 1)
        self._stack.addWidget(contact)
        Column(self).addWidget(self._stack)

    def _connect(self) -> None:
        self.header.note_wanted.connect(self.note_wanted)
        self.header.menu_wanted.connect(self.menu_wanted)
        self.header.back_wanted.connect(self.back_wanted)
        self.tabs.chosen.connect(self._tab_chosen)
        self.step.done.connect(self.step_done)
        self.step.menu_wanted.connect(self.step_menu_wanted)
        self.step.plan_wanted.connect(self.begin_plan)
        self.agreements.done.connect(self.step_done)
        self.agreements.menu_wanted.connect(self.step_menu_wanted)
        self.agreements.planned.connect(self.planned)
        self.stream.note_wanted.connect(self.note_wanted)

    def show_none(self) -> None:
        """Show that no contact is chosen."""
        self._shown = None
        self.stream.begin_contact()
        self._stack.setCurrentIndex(0)

    def show_contact(self, shown: ContactShown) -> None:
        """Show a contact; the same contact keeps its tab, its place and what is being typed."""
        before = self._shown
        same = before is not None and before.page.row.rid == shown.page.row.rid
        self._shown = shown
        if not same:
            self.stream.begin_contact()
            self.tabs.choose(TIMELINE)
            self.agreements.clear_plan()
        self._stack.setCurrentIndex(1)
        self._show_all(shown)
        if not same:
            self.stream.show_from_top()

    @property
    def shown(self) -> ContactShown | None:
        """What is shown, None while no contact is chosen."""
        return self._shown

    def entry(self, note: bytes) -> TimelineEntry | None:
        """Return an entry of the timeline shown."""
        entries = self._shown.entries if self._shown else ()
        return next((each for each in entries if each.rid == note), None)

    def set_veiled(self, veiled: bool) -> None:  # noqa: FBT001  a setter of one truth
        """Hide name, steps, texts and areas, or show them again."""
        self._veiled = veiled
        if self._shown is not None:
            self._show_all(self._shown)

    def begin_plan(self) -> None:
        """Show the agreements, with the keyboard where the next is written."""
        self.tabs.choose(AGREEMENTS)
        self.agreements.begin_plan()

    def reveal_note(self, note: bytes) -> None:
        """Bring a note into view, with the keyboard on it."""
        self.tabs.choose(TIMELINE)
        self.stream.reveal_note(note)

    def _show_all(self, shown: ContactShown) -> None:
        page, today, veiled = shown.page, shown.today, self._veiled
        self.header.show_page(page, today, veiled=veiled)
        self.tabs.set_count(AGREEMENTS, len(page.follow_ups))
        self._read_only.setVisible(page.read_only)
        self.step.show_step(next(iter(page.follow_ups), None), today, veiled=veiled)
        self.agreements.show_steps(page.follow_ups, shown.areas, today, veiled=veiled)
        self.stream.show_entries(shown, veiled=veiled)
        self._show_conflicts(shown)

    def _show_conflicts(self, shown: ContactShown) -> None:
        """Show what waits in the contact and its next steps above the next step.

        A strip that says the same already stays: somebody may be about to press its button.
        """
        kept = []
        for strip in self._strips:
            same = any(strip.shows(each, veiled=self._veiled) for each in shown.conflicts)
            if same:
                kept.append(strip)
            else:
                self._conflicts.removeWidget(strip)
                strip.hide()
                strip.deleteLater()
        for conflict in shown.conflicts:
            if not any(strip.shows(conflict, veiled=self._veiled) for strip in kept):
                strip = self.stream.strip(conflict)
                self._conflicts.addWidget(strip)
                kept.append(strip)
        self._strips = kept

    def _tab_chosen(self, key: str) -> None:
        self._pages.setCurrentIndex(0 if key == TIMELINE else 1)
