"""The head of one contact: who, where, how to reach, whose, and the one main action."""

from datetime import date

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QWidget

from helhedsplan_desktop.foundation.clock import instant
from helhedsplan_desktop.records.catalogue import Catalogue
from helhedsplan_desktop.services.contact_views import ContactPage, RecordState
from ui.day_words import at_time, date_words, day_words
from ui.doorway import name_shown
from ui.language import current_language, translate
from ui.theme.icons import Icon
from ui.theme.tokens import Size, Tone
from ui.widgets.avatar import Avatar
from ui.widgets.buttons import Button, IconButton, Kind
from ui.widgets.chips import Status, StatusChip
from ui.widgets.labels import Heading, Label
from ui.widgets.layouts import Column, Flow, Row

_STATUS_LOOK = {
    "active": (Status.SELECT, None),
    "enquiry": (Status.NEUTRAL, None),
    "paused": (Status.NEUTRAL, None),
    "closed": (Status.NEUTRAL, None),
    "moved": (Status.NEUTRAL, None),
    "do_not_contact": (Status.AMBER, Icon.PROHIBIT),
}


def state_label(state: RecordState, today: date) -> tuple[str, Icon, Tone, str]:
    """Return words, icon, tone and tip of where a record's present text is."""
    moment = instant(state.changed_at).astimezone()
    day = at_time(day_words(moment.date(), today), moment)
    tip = translate("ContactHeader", "Changed {day} by {name}").format(
        day=day, name=state.changed_by or translate("ContactHeader", "somebody")
    )
    if state.refused:
        words = translate("ContactHeader", "The server did not take it")
        return words, Icon.WARNING_CIRCLE, Tone.AMBER_ICON, tip
    if state.kind == "saved":
        return translate("ContactHeader", "Saved here"), Icon.CLOUD_ARROW_UP, Tone.ACCENT, tip
    if state.kind == "seen":
        return translate("ContactHeader", "Seen by your lead"), Icon.EYE, Tone.GREEN_ICON, tip
    return translate("ContactHeader", "Sent"), Icon.CLOUD_CHECK, Tone.GREEN_ICON, tip


class ContactHeader(QWidget):
    """Shows the head of a `ContactPage`.

    Signals:
        note_wanted: the main action.
        menu_wanted: the global point at which the menu opens.
        back_wanted: back to the list, where there is room for one of them only.

    Args:
        catalogue: names of codes.
        parent: the owner.
    """

    note_wanted = Signal()
    menu_wanted = Signal(QPoint)
    back_wanted = Signal()

    def __init__(self, catalogue: Catalogue, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._catalogue = catalogue
        self._avatar = Avatar(size=48)
        self._name = Heading("")
        self._status = StatusChip("")
        self._where = Label("", tone=Tone.TEXT2)
        self._channel = Label("", size=12, tone=Tone.TEXT2, elide=False)
        self._phone = Label("", size=12, tone=Tone.TEXT2, icon=Icon.PHONE, elide=False)
        self._phone.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._owner = Label("", size=12, tone=Tone.TEXT2, icon=Icon.USER, elide=False)
        self._informed = Label("", size=12, tone=Tone.TEXT2, elide=False)
        self._state = Label("", size=12, tone=Tone.TEXT2, elide=False)
        self._note = Button(translate("ContactHeader", "New note"), Kind.PRIMARY, icon=Icon.PLUS)
        self._note.clicked.connect(self.note_wanted)
        self._more = IconButton(
            Icon.DOTS_THREE, translate("ContactHeader", "More about this contact")
        )
        self._more.clicked.connect(self._open_menu)
        self._back = IconButton(
            Icon.ARROW_LEFT, translate("ContactHeader", "Back to the list"), target=Size.TARGET
        )
        self._back.clicked.connect(self.back_wanted)
        self._back.hide()
        self._arrange()

    def _arrange(self) -> None:
        row = Row(self, gap=16, margins=(24, 20, 12, 10))
        top = Qt.AlignmentFlag.AlignTop
        row.addWidget(self._back, 0, top)
        row.addWidget(self._avatar, 0, top)
        first = Row(gap=10, margins=(0, 4, 0, 4))
        first.addWidget(self._name)
        first.addWidget(self._status, 0, Qt.AlignmentFlag.AlignVCenter)
        first.addWidget(self._state, 0, Qt.AlignmentFlag.AlignVCenter)
        first.addStretch()
        names = Column()
        names.addLayout(first)
        names.addWidget(self._where)
        head = Row(gap=16)
        head.addLayout(names, 1)
        head.addWidget(self._note, 0, top)
        head.addWidget(self._more, 0, top)
        meta = Flow(gap=20, line_gap=2)
        for each in (self._channel, self._phone, self._owner, self._informed):
            meta.addWidget(each)
        words = Column(gap=8)
        words.addLayout(head)
        words.addLayout(meta)
        row.addLayout(words, 1)

    def set_alone(self, alone: bool) -> None:  # noqa: FBT001  a setter of one truth
        """Show the way back to the list while the list does not stand beside."""
        self._back.setVisible(alone)

    def focus_main(self) -> None:
        """Put the keyboard on the main action."""
        self._note.setFocus(Qt.FocusReason.TabFocusReason)

    def show_page(self, page: ContactPage, today: date, *, veiled: bool) -> None:
        """Show another contact, or the same one anew."""
        row, form = page.row, page.form
        language = current_language().value
        shown = name_shown(row.name, identified=row.identified, veiled=veiled)
        self._avatar.set_person(row.name, identified=row.identified)
        self._avatar.setAccessibleName(shown)
        self._name.setText(shown)
        look, icon = _STATUS_LOOK.get(row.status, (Status.NEUTRAL, None))
        name = self._catalogue.contact_statuses.name(row.status, language)
        self._status.set_state(name, look, icon)
        self._where.setText(self._where_words(page, veiled=veiled))
        channel = self._catalogue.channels.name(form.channel, language) if form.channel else ""
        _say(self._channel, channel, Icon.CHAT_CIRCLE)
        _say(self._phone, "" if veiled else form.phone, Icon.PHONE)
        owner = translate("ContactHeader", "Case owner: {name}").format(name=page.owner_name)
        _say(self._owner, owner if page.owner_name else "", Icon.USER)
        self._say_informed(form.informed_on, today)
        words, icon, tone, tip = state_label(page.state, today)
        _say(self._state, words, icon, tone)
        self._state.setToolTip(tip)
        self._note.setEnabled(not page.read_only)

    def _where_words(self, page: ContactPage, *, veiled: bool) -> str:
        form, row = page.form, page.row
        if veiled:
            return row.department
        language = current_language().value
        stairwell = (
            translate("ContactHeader", "stairwell {name}").format(name=form.stairwell)
            if form.stairwell
            else ""
        )
        place = ", ".join(part for part in (row.department, stairwell) if part)
        age = self._catalogue.age_bands.name(form.age_band, language) if form.age_band else ""
        called = (
            translate("ContactHeader", "known as {name}").format(name=form.alias)
            if form.alias
            else ""
        )
        speaks = (
            translate("ContactHeader", "interpreter: {language}").format(language=form.interpreter)
            if form.interpreter
            else ""
        )
        shielded = translate("ContactHeader", "protected address") if form.protected else ""
        return " · ".join(part for part in (place, age, called, speaks, shielded) if part)

    def _say_informed(self, day: str, today: date) -> None:
        if day:
            told = date_words(date.fromisoformat(day), today)
            words = translate("ContactHeader", "Told what we keep {day}").format(day=told)
            _say(self._informed, words, Icon.CHECK_CIRCLE, Tone.GREEN_ICON)
            self._informed.set_tone(Tone.TEXT2)
            return
        words = translate("ContactHeader", "Not told what we keep")
        _say(self._informed, words, Icon.SHIELD_WARNING, Tone.AMBER_ICON)
        self._informed.set_tone(Tone.AMBER)

    def _open_menu(self) -> None:
        self.menu_wanted.emit(self._more.mapToGlobal(self._more.rect().bottomLeft()))


def _say(label: Label, words: str, icon: Icon, tone: Tone = Tone.TEXT2) -> None:
    label.setText(words)
    label.set_icon(icon, tone)
    label.setVisible(bool(words))
