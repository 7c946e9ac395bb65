"""The right column of the review: one contact, or what everybody may know about this page."""

from datetime import date
from functools import partial
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from helhedsplan_desktop.records.catalogue import Catalogue
from helhedsplan_desktop.services.contact_views import TimelineEntry
from helhedsplan_desktop.services.reviewing import REASONS, ReviewDetail, ReviewRow
from ui.doorway import name_shown
from ui.language import current_language, translate
from ui.parts.remark_box import FindMarks
from ui.screens.review.entries import EntryLine, entry_title
from ui.screens.review.explained import Explained, NothingChosen
from ui.screens.review.question_desk import QuestionDesk
from ui.screens.review.row_words import last_contact_words, mark_words, new_words, owner_words
from ui.theme.icons import Icon
from ui.theme.tokens import SEMIBOLD, Tone
from ui.widgets.avatar import Avatar
from ui.widgets.buttons import Button, Kind
from ui.widgets.chips import Status, StatusChip
from ui.widgets.combo import Combo
from ui.widgets.keys import keep_keys_within
from ui.widgets.labels import Heading, Label
from ui.widgets.layouts import Column, Flow, Row, discard
from ui.widgets.paragraph import Paragraph
from ui.widgets.surfaces import Ground, ScrollArea


class ReviewColumn(Ground):
    """Shows a `ReviewDetail`; texts only after a reason.

    Args:
        catalogue: names of kinds, channels and reasons.
        find_marks: finds what looks like a CPR number in a question.
        parent: the owner.

    Signals:
        read_wished: contact id and code of the reason.
        seen_wished: the `ReviewDetail` that was read and counts as seen.
        opened: contact id, to be opened on its own page.
        back_wished: the list again, where both do not fit beside each other.
    """

    read_wished = Signal(object, str)
    seen_wished = Signal(object)
    opened = Signal(object)
    back_wished = Signal()

    def __init__(
        self, catalogue: Catalogue, find_marks: FindMarks, parent: QWidget | None = None
    ) -> None:
        super().__init__("sunken", parent)
        self._stack = QStackedWidget()
        self._nothing = NothingChosen()
        self._explained = Explained()
        self._person = _PersonDetail(catalogue)
        self.questions = QuestionDesk(find_marks)
        self._person.hold(self.questions)
        for page in (self._nothing, self._person, self._explained):
            self._stack.addWidget(page)
        self._back = Button(
            translate("Review", "The list"), Kind.LINK, icon=Icon.ARROW_LEFT, height=32
        )
        self._back.hide()
        column = Column(self)
        back = Row(margins=(16, 8, 16, 0))
        back.addWidget(self._back)
        back.addStretch()
        column.addLayout(back)
        column.addWidget(self._stack, 1)
        self._back.clicked.connect(self.back_wished)
        self._explained.closed.connect(self._end_explaining)
        self._person.read_wished.connect(self.read_wished)
        self._person.opened.connect(self.opened)
        self._person.seen_wished.connect(self.seen_wished)
        self._person.asked.connect(self.questions.choose)
        self.questions.begun.connect(self._person.make_room)

    def keep_keys_within(self, owner: QWidget) -> None:
        """Let the keys of this column work only while the keyboard is inside `owner`."""
        keep_keys_within(self._person.seen, owner)

    def show_detail(self, detail: ReviewDetail, today: date) -> None:
        """Show one contact with its texts hidden."""
        if detail.row.rid != self._person.shown():
            self.questions.put_away()
        self._person.show_detail(detail, today)
        self._stack.setCurrentWidget(self._person)
        if self.hasFocus():
            self._person.focus_first()

    def show_texts(self, rid: bytes, entries: tuple[TimelineEntry, ...]) -> None:
        """Show the texts of the contact, if it is still the one shown."""
        self._person.show_texts(rid, entries)

    def show_nothing(self) -> None:
        """Show that a contact can be chosen."""
        self.questions.put_away()
        self._person.forget()
        self._stack.setCurrentWidget(self._nothing)

    def shown(self) -> bytes | None:
        """Return the contact that is shown."""
        return self._person.shown()

    def has_texts(self) -> bool:
        """Return whether texts are in the open."""
        return self._person.has_texts()

    def explain(self) -> None:
        """Show what a lead sees here, in words for everybody."""
        self._stack.setCurrentWidget(self._explained)

    def focus_first(self) -> None:
        """Put the keyboard on the first thing that can be done with the contact."""
        if self._stack.currentWidget() is self._person and self.shown() is not None:
            self._person.focus_first()
        else:
            # What is being read takes the keyboard when it arrives.
            self.setFocus()

    def set_veiled(self, veiled: bool) -> None:  # noqa: FBT001  a setter of one truth
        """Show initials and bars instead of names and words, or show them again."""
        self._person.set_veiled(veiled)
        self.questions.set_veiled(veiled)

    def set_folded(self, folded: bool) -> None:  # noqa: FBT001  a setter of one truth
        """Offer the way back to the list, where both do not fit beside each other."""
        self._back.setVisible(folded)

    def _end_explaining(self) -> None:
        page = self._person if self._person.shown() else self._nothing
        self._stack.setCurrentWidget(page)
        if self._back.isVisibleTo(self):
            self.back_wished.emit()


class _PersonDetail(QWidget):
    """One contact with what happened."""

    read_wished = Signal(object, str)
    seen_wished = Signal(object)
    opened = Signal(object)
    asked = Signal(bytes, str, str)

    def __init__(self, catalogue: Catalogue) -> None:
        super().__init__()
        self._catalogue = catalogue
        self._detail: ReviewDetail | None = None
        self._row: ReviewRow | None = None
        self._entries: tuple[TimelineEntry, ...] = ()
        self._with_texts = False
        self._veiled = False
        self._asking = False
        self._lines: dict[bytes, EntryLine] = {}
        self._today = date.min
        self._avatar = Avatar("", 40)
        self._name = Heading("", 16)
        self._where = Label("", size=12, tone=Tone.TEXT2)
        self._chips = Flow(gap=8)
        self._list = Column()
        self._ask = QWidget()
        language = current_language().value
        self._reason = Combo(
            [(code, catalogue.read_reasons.name(code, language)) for code in REASONS],
            placeholder=translate("Review", "Choose a reason"),
            name=translate("Review", "Why do you want to read the notes?"),
        )
        self._read = Button(translate("Review", "Read"), icon=Icon.EYE)
        self._read.setEnabled(False)
        self._logged = Paragraph("", size=12, tone=Tone.TEXT2)
        self._open = Button(translate("Review", "Open the contact"), Kind.LINK, height=32)
        self.seen = Button(translate("Review", "Seen"), Kind.PRIMARY, icon=Icon.CHECK, key="S")
        self.seen.setEnabled(False)
        self._build()
        self._reason.chosen.connect(self._reason_chosen)
        self._read.clicked.connect(self._wish_reading)
        self._open.clicked.connect(self._wish_opening)
        self.seen.clicked.connect(self._wish_seen)

    def shown(self) -> bytes | None:
        """Return the contact that is shown."""
        return self._row.rid if self._row else None

    def has_texts(self) -> bool:
        """Return whether texts are in the open."""
        return self._with_texts

    def focus_first(self) -> None:
        """Put the keyboard on the first thing that can be done here."""
        stops = [each for each in self._stops() if each.isVisible() and each.isEnabled()]
        stops[0].setFocus(Qt.FocusReason.TabFocusReason)

    def _stops(self) -> list[QWidget]:
        """Return what the keyboard stops at, from top to bottom."""
        asks = [each.ask for each in self._lines.values() if each.ask is not None]
        return [*asks, self._reason, self._read, self._open, self.seen]

    def make_room(self, asking: bool) -> None:  # noqa: FBT001  a setter of one truth
        """Leave the question of reading out while another is written."""
        self._asking = asking
        self._show_ask()

    def hold(self, questions: QWidget) -> None:
        """Give the place where questions are written."""
        self._held.addWidget(questions)

    def forget(self) -> None:
        """Show nobody, and keep no text."""
        self._detail, self._row, self._entries, self._with_texts = None, None, (), False
        self.seen.setEnabled(False)
        self._fill()

    def show_detail(self, detail: ReviewDetail, today: date) -> None:
        """Show one contact with its texts hidden."""
        self._detail = detail
        self._row, self._entries, self._today = detail.row, detail.entries, today
        self.seen.setEnabled(detail.place is not None)
        self._with_texts = False
        self._reason.setCurrentIndex(-1)
        self._read.setEnabled(False)
        self._refresh()

    def show_texts(self, rid: bytes, entries: tuple[TimelineEntry, ...]) -> None:
        """Show the texts of the contact, if it is still the one shown."""
        if rid == self.shown():
            self._entries, self._with_texts = entries, True
            self._refresh()

    def set_veiled(self, veiled: bool) -> None:  # noqa: FBT001  a setter of one truth
        """Show initials and bars instead of names and words, or show them again."""
        self._veiled = veiled
        self._refresh()

    def _build(self) -> None:
        content = QWidget()
        body = Column(content, margins=(24, 18, 24, 16))
        head = Row(gap=12)
        head.addWidget(self._avatar)
        names = Column()
        names.addWidget(self._name)
        names.addWidget(self._where)
        head.addLayout(names, 1)
        body.addLayout(head)
        body.addSpacing(12)
        body.addLayout(self._chips)
        body.addSpacing(14)
        body.addLayout(self._list)
        body.addStretch()
        whole = Column(self)
        whole.addWidget(ScrollArea(content), 1)
        ask = Column(self._ask, gap=6, margins=(24, 12, 24, 4))
        why = Label(translate("Review", "Why do you want to read the notes?"), weight=SEMIBOLD)
        why.setBuddy(self._reason)
        ask.addWidget(why)
        row = Row(gap=8)
        row.addWidget(self._reason, 1)
        row.addWidget(self._read)
        ask.addLayout(row)
        whole.addWidget(self._ask)
        self._held = Column(margins=(24, 4, 24, 4))
        whole.addLayout(self._held)
        foot = Column(margins=(24, 2, 24, 12))
        foot.addWidget(self._logged)
        opening = Row(margins=(0, 6, 0, 0))
        opening.addWidget(self._open)
        opening.addStretch()
        opening.addWidget(self.seen)
        foot.addLayout(opening)
        whole.addLayout(foot)

    def _refresh(self) -> None:
        row = self._row
        if row is None:
            return
        self._avatar.set_person(row.name, identified=row.identified)
        shown = name_shown(row.name, identified=row.identified, veiled=self._veiled)
        self._avatar.setAccessibleName(shown)
        self._name.setText(shown)
        responsible = translate("Review", "{name} is responsible").format(name=row.owner_name)
        owner = responsible if row.owner_name else owner_words(row)
        self._where.setText(" · ".join(part for part in (row.department, owner) if part))
        self._fill_chips(row)
        self._fill()
        self._show_ask()
        self._logged.setText(
            translate("Review", "Your look-up is logged.")
            if self._hidden()
            else translate("Review", "Your look-up was logged.")
            if self._with_texts
            else translate("Review", "There are no notes yet.")
        )

    def _hidden(self) -> bool:
        """Return whether there are texts that a reason would open."""
        return not self._with_texts and any(each.kind == "note" for each in self._entries)

    def _show_ask(self) -> None:
        self._ask.setVisible(self._hidden() and not self._veiled and not self._asking)

    def _fill_chips(self, row: ReviewRow) -> None:
        while self._chips.count():
            widget = self._chips.takeAt(0).widget()
            if widget is not None:
                discard(widget)
        mark = mark_words(row, self._today)
        if mark.icon is not None:
            self._chips.addWidget(StatusChip(mark.text, Status.AMBER, mark.icon))
        if row.informed:
            told = translate("Review", "Told what we keep")
            self._chips.addWidget(StatusChip(told, Status.GREEN, Icon.CHECK_CIRCLE))
        elif row.mark != "not_informed":
            untold = translate("Review", "Not told what we keep")
            self._chips.addWidget(StatusChip(untold, Status.AMBER, Icon.SHIELD_WARNING))
        last = last_contact_words(row, self._today)
        self._chips.addWidget(StatusChip(last, Status.NEUTRAL))
        new = new_words(row)
        if new:
            self._chips.addWidget(StatusChip(new, Status.SELECT, Icon.CHAT_CIRCLE_TEXT))

    def _asked_about(self) -> bytes | None:
        """Return the note whose question has the keyboard: a refresh must not take it away."""
        lines = self._lines.items()
        return next((rid for rid, each in lines if each.ask and each.ask.hasFocus()), None)

    def _fill(self) -> None:
        kept = self._asked_about()
        self._lines = {}
        while (item := self._list.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                discard(widget)
        fresh = self._detail.fresh if self._detail is not None else frozenset()
        new = [each for each in self._entries if each.rid in fresh]
        old = [each for each in self._entries if each.rid not in fresh]
        before = translate("Review", "Before that") if new else translate("Review", "What happened")
        for title, entries in ((translate("Review", "Since you last looked"), new), (before, old)):
            if entries:
                self._list.addWidget(Label(title, weight=SEMIBOLD))
                self._add_lines(entries)
                self._list.addSpacing(12)
        # Lines made anew stand last in the order of Tab, wherever they stand on the screen.
        for before_it, stop in pairwise(self._stops()):
            QWidget.setTabOrder(before_it, stop)
        line = self._lines.get(kept) if kept is not None else None
        if line is not None and line.ask is not None:
            line.ask.setFocus()

    def _add_lines(self, entries: list[TimelineEntry]) -> None:
        owner = self._row.owner_name if self._row else ""
        for entry in entries:
            line = EntryLine(entry, self._catalogue, owner, self._today, veiled=self._veiled)
            line.asked.connect(partial(self._wish_question, entry))
            self._list.addWidget(line, 0, Qt.AlignmentFlag.AlignTop)
            # At once: what is not shown yet cannot take the keyboard.
            line.show()
            self._lines[entry.rid] = line

    def _wish_question(self, entry: TimelineEntry) -> None:
        title = entry_title(entry, self._catalogue, self._today)
        self.asked.emit(entry.rid, entry.author_name, title)

    def _reason_chosen(self, key: str) -> None:
        self._read.setEnabled(bool(key))

    def _wish_reading(self) -> None:
        rid = self.shown()
        if rid is not None and self._reason.current_key():
            self.read_wished.emit(rid, self._reason.current_key())

    def _wish_seen(self) -> None:
        if self._detail is not None:
            self.seen_wished.emit(self._detail)

    def _wish_opening(self) -> None:
        self.opened.emit(self.shown())
