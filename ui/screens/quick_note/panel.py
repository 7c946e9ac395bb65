"""The quick note: who, what happened, area, channel, day, next step."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QWidget

from helhedsplan_desktop.records.catalogue import Catalogue
from helhedsplan_desktop.services.contact_views import AreaLabel
from helhedsplan_desktop.services.searching import ContactHit
from ui.language import current_language, translate
from ui.parts.form_margin import FormMargin
from ui.parts.next_step_field import NextStepField
from ui.screens.quick_note.cpr_watch import CprWatch, FindMarks
from ui.screens.quick_note.fields import NoteFields
from ui.screens.quick_note.who_field import WhoField
from ui.theme.icons import Icon
from ui.theme.theme import current, t
from ui.theme.tokens import SEMIBOLD, Size, Tone
from ui.widgets.banner import Banner
from ui.widgets.buttons import Button, Kind
from ui.widgets.choices import Pill
from ui.widgets.combo import Combo
from ui.widgets.date_field import DateField
from ui.widgets.editor import NoteEditor
from ui.widgets.fields import Field, TextField
from ui.widgets.labels import Label
from ui.widgets.layouts import Column, Flow, Row
from ui.widgets.side_panel import SidePanel
from ui.widgets.veil import Veil

TEXT_LIMIT: Final = 2000
_LINES: Final = 5
_MOST_LINES: Final = 14
_VEILED_LINES: Final = 9
_CHANNEL_SHARE: Final = 205  # so that the longest channel and "I dag, 22. november" both fit
_DAY_SHARE: Final = 187


class QuickNotePanel(SidePanel):
    """Shows and reads `NoteFields`; three of them are required.

    Args:
        catalogue: names of channels and types.
        find_marks: finds what looks like a CPR number.
        today: tells the present day.
        parent: the window's content that it lies over.

    Signals:
        changed: the person changed anything.
        asked: what was typed into the field for people.
        person_added: a contact was picked.
        saved: the person wants it stored.
        restarted: the person wants to begin with an empty form.
    """

    changed = Signal()
    asked = Signal(str)
    person_added = Signal(bytes)
    saved = Signal()
    restarted = Signal()

    def __init__(
        self,
        catalogue: Catalogue,
        find_marks: FindMarks,
        today: Callable[[], date],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(translate("QuickNote", "Quick note"), parent=parent)
        language = current_language().value
        self._today = today
        self._find_marks = find_marks
        self._filling = False
        self._author = ""
        self._areas: dict[str, Pill] = {}
        self._resumed = Banner("", button=translate("QuickNote", "Start over"))
        self._resumed.hide()
        self._margin = FormMargin()
        self.who = WhoField()
        self._who_field = Field(translate("QuickNote", "Who"), self.who)
        self.text = NoteEditor(limit=TEXT_LIMIT, lines=_LINES)
        self._text_field = Field(
            translate("QuickNote", "What happened?"),
            self.text,
            hint=translate(
                "QuickNote",
                "Write only what is needed. The resident has the right to read it.",
            ),
        )
        self._below_text = Column()
        self._watch = CprWatch(self.text, self._margin, self._below_text, find_marks)
        self._area_flow = Flow(gap=6, line_gap=8)
        self._channel = Combo(
            [(each.code, each.name(language)) for each in catalogue.channels],
            placeholder=translate("QuickNote", "Choose"),
        )
        self._day = DateField(today, today())
        self._day_field = Field(translate("QuickNote", "Date"), self._day)
        self._more = Button(
            translate("QuickNote", "More fields"), Kind.GHOST, icon=Icon.SLIDERS_HORIZONTAL
        )
        self._type = Combo([(each.code, each.name(language)) for each in catalogue.note_types])
        self._time = TextField("14.30")
        self._time_field = Field(translate("QuickNote", "Time"), self._time, optional=True)
        self._extra = QWidget()
        self.step = NextStepField(translate("QuickNote", "Next step"), today)
        self._veil = Veil(b"quick note", lines=_VEILED_LINES)
        self._close = Button(translate("QuickNote", "Close"), Kind.GHOST)
        self._save = Button(translate("QuickNote", "Save"), Kind.PRIMARY, key="Ctrl+Enter")
        self._arrange()
        self._connect()
        self._rescale()
        current().changed.connect(self._rescale)

    def _arrange(self) -> None:
        form = self._margin.form
        form.addWidget(self._who_field)
        text = Column(gap=8)
        text.addWidget(self._text_field, 1)
        text.addLayout(self._below_text)
        # The text takes whatever height the window leaves.
        form.addLayout(text, 1)
        areas = Column(gap=Size.LABEL_GAP)
        areas.addWidget(Label(translate("QuickNote", "Focus area"), weight=SEMIBOLD))
        areas.addLayout(self._area_flow)
        form.addLayout(areas)
        when = Row(gap=12)
        when.addWidget(Field(translate("QuickNote", "Channel"), self._channel), _CHANNEL_SHARE)
        when.addWidget(self._day_field, _DAY_SHARE)
        form.addLayout(when)
        extra = Row(self._extra, gap=12)
        extra.addWidget(Field(translate("QuickNote", "Kind of note"), self._type), 5)
        extra.addWidget(self._time_field, 4)
        form.addWidget(self._extra)
        form.addWidget(self.step)
        form.addStretch()
        self.body.addWidget(self._resumed)
        self.body.addWidget(self._margin, 1)
        self.body.addWidget(self._veil)
        self.body.addStretch()
        self._veil.hide()
        self.add_lead(self._more)
        self.add_action(self._close)
        self.add_action(self._save)

    def _connect(self) -> None:
        self.who.asked.connect(self.asked)
        self.who.added.connect(self.person_added)
        self.who.changed.connect(self._edited)
        self.text.textChanged.connect(self._edited)
        self._watch.changed.connect(self._tell_reason)
        self._channel.chosen.connect(self._edited)
        self._type.chosen.connect(self._edited)
        self._time.textEdited.connect(self._edited)
        self._day.day_changed.connect(self._edited)
        self._day.misread.connect(self._misread)
        self._more.clicked.connect(self._show_more)
        self.step.changed.connect(self._edited)
        self._resumed.clicked.connect(self.restarted)
        self._close.clicked.connect(self.close_panel)
        self._save.clicked.connect(self._try_to_save)

    def set_areas(self, areas: Sequence[AreaLabel]) -> None:
        """Offer these focus areas."""
        while self._area_flow.count():
            self._area_flow.takeAt(0)
        for pill in self._areas.values():
            pill.hide()
            pill.deleteLater()
        self._areas = {}
        for area in areas:
            pill = Pill(area.short, area=area.hue)
            pill.toggled.connect(self._edited)
            self._areas[area.code] = pill
            self._area_flow.addWidget(pill)

    def begin(
        self,
        fields: NoteFields,
        *,
        editing: bool = False,
        resumed: str = "",
        author: str = "",
    ) -> None:
        """Open the form.

        Args:
            fields: what stands in it.
            editing: True if a stored note is changed: a next step is not asked for again.
            resumed: when a draft was left that is opened again; empty for none.
            author: the colleague who alone may change the note; empty: the person self.
        """
        self._author = author
        title = (
            translate("QuickNote", "Edit note") if editing else translate("QuickNote", "Quick note")
        )
        self.set_title(title)
        self.set_saved("")
        self._resumed.setVisible(bool(resumed))
        self._resumed.set_text(
            translate("QuickNote", "You wrote this {when}. Go on where you left off.").format(
                when=resumed
            )
        )
        self._fill(fields)
        self._margin.setEnabled(not author)
        self._save.setVisible(not author)
        self.step.setVisible(not editing)
        self.show()
        self.raise_()
        self.text.moveCursor(QTextCursor.MoveOperation.End)
        empty = self.who.is_empty()
        (self.who if empty else self.text).setFocus()

    def _fill(self, fields: NoteFields) -> None:
        self._filling = True
        self.who.set_who(fields)
        self.text.set_text(fields.text)
        self._watch.begin(fields.not_cpr)
        self.choose_areas(fields.areas)
        self._channel.choose(fields.channel)
        self._type.choose(fields.note_type)
        self._time.setText(fields.happened_at.replace(":", "."))
        self._day.set_day(_day(fields.happened_on) or self._today())
        self.step.set_step(fields.next_step, _day(fields.next_step_on))
        unusual = fields.note_type != NoteFields().note_type or bool(fields.happened_at)
        self._extra.setVisible(unusual)
        self._filling = False
        self._clear_errors()
        self._tell_reason()

    def fields(self) -> NoteFields:
        """Return what stands in the form."""
        step_day = self.step.day()
        day = self._day.day()
        return NoteFields(
            who=self.who.who(),
            new_name=self.who.new_name(),
            anonymous=self.who.anonymous(),
            text=self.text.text(),
            note_type=self._type.current_key(),
            channel=self._channel.current_key(),
            happened_on=day.isoformat() if day else "",
            happened_at=_time(self._time.text()) or "",
            areas=tuple(code for code, pill in self._areas.items() if pill.isChecked()),
            next_step=self.step.what.text(),
            next_step_on=step_day.isoformat() if step_day else "",
            not_cpr=self._watch.allowed(),
        )

    def choose_areas(self, codes: Sequence[str]) -> None:
        """Choose focus areas in place of those chosen, without a signal."""
        filling, self._filling = self._filling, True
        for code, pill in self._areas.items():
            pill.setChecked(code in codes)
        self._filling = filling

    def suggest(self, hits: Sequence[ContactHit], typed: str) -> None:
        """Offer contacts below the field for people."""
        self.who.suggest(hits, typed)

    def set_busy(self, busy: bool) -> None:  # noqa: FBT001  a setter of one truth
        """Keep the person from storing the same note twice."""
        self._save.setEnabled(not busy and not self._blocked_by())

    def show_problem(self, field: str, sentence: str) -> None:
        """Say at a field why the note was refused, or in the footer if it has none here."""
        shown: dict[str, Field] = {
            "contacts": self._who_field,
            "name": self._who_field,
            "text": self._text_field,
            "happened_on": self._day_field,
            "happened_at": self._time_field,
            "what": self.step.field,
        }
        target = shown.get(field)
        if target is None:
            self.set_reason(sentence)
            return
        target.set_error(sentence)
        target.widget.setFocus()

    def set_veiled(self, veiled: bool) -> None:  # noqa: FBT001  a setter of one truth
        """Hide the whole form, or show it again."""
        self._margin.setVisible(not veiled)
        self._veil.setVisible(veiled)

    def _rescale(self) -> None:
        self.text.setMaximumHeight(_MOST_LINES * t(20))

    def _edited(self) -> None:
        if self._filling:
            return
        self._clear_errors()
        self._tell_reason()
        self.changed.emit()

    def _blocked_by(self) -> str:
        """Return why saving is blocked, empty if it is not."""
        if self._watch.open_count():
            return translate("QuickNote", "Remove the number before you save.")
        if self._find_marks(self.step.text()) or self._find_marks(self.who.new_name()):
            return translate("QuickNote", "Remove the CPR number before you save.")
        over = self.text.over_limit()
        if over:
            return translate("QuickNote", "%n character(s) too many", None, over)
        return ""

    def _tell_reason(self) -> None:
        if self._author:
            told = translate("QuickNote", "Written by {name}, who alone can change it.")
            self.set_reason(told.format(name=self._author), Tone.TEXT2, Icon.LOCK_SIMPLE)
            self._more.hide()
            return
        reason = self._blocked_by()
        self.set_reason(reason)
        self._save.setEnabled(not reason)
        # The reason stands alone at the left.
        self._more.setVisible(not reason and self._extra.isHidden())

    def _show_more(self) -> None:
        self._extra.show()
        self._tell_reason()
        self._type.setFocus()

    def _misread(self, _text: str) -> None:
        self._day_field.set_error(
            translate("QuickNote", "That is no day. Write it as 12/3 or “yesterday”.")
        )

    def _clear_errors(self) -> None:
        for field in (self._who_field, self._text_field, self._day_field, self._time_field):
            field.set_error("")

    def _try_to_save(self) -> None:
        """Store the note, or say at the first field what is missing."""
        if not self._save.isEnabled():
            return
        day = self._day.day()
        if self.who.is_empty():
            self.show_problem(
                "contacts",
                translate("QuickNote", "Write whom it is about, or choose Anonymous."),
            )
        elif not self.text.text().strip():
            self.show_problem("text", translate("QuickNote", "Write what happened."))
        elif day is None or self._day_field.error():
            self._day.setFocus()
        elif day > self._today():
            self.show_problem(
                "happened_on", translate("QuickNote", "The date cannot be in the future.")
            )
        elif _time(self._time.text()) is None:
            self.show_problem("happened_at", translate("QuickNote", "Write the time as 14.30."))
        else:
            self.saved.emit()


def _day(iso: str) -> date | None:
    return date.fromisoformat(iso) if iso else None


def _time(typed: str) -> str | None:
    """Return HH:MM of a typed time of day, empty for none, None if it is no time."""
    text = typed.strip().replace(".", ":").replace(" ", "")
    if not text:
        return ""
    hours, _, minutes = text.partition(":")
    if not (hours.isdigit() and (minutes or "00").isdigit()):
        return None
    hour, minute = int(hours), int(minutes or 0)
    in_day = hour < 24 and minute < 60  # noqa: PLR2004  hours and minutes of a day
    return f"{hour:02}:{minute:02}" if in_day else None
