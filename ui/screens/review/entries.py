"""What happened with a contact; note texts stay hidden until a lead gives a reason."""

from datetime import date

from PySide6.QtCore import QRect, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from helhedsplan_desktop.records.catalogue import Catalogue
from helhedsplan_desktop.services.contact_views import TimelineEntry
from ui.day_words import day_and_time, day_words
from ui.language import current_language, translate
from ui.theme.icons import Icon, draw_icon
from ui.theme.theme import colours, g, t
from ui.theme.tokens import Tone
from ui.widgets.buttons import IconButton
from ui.widgets.labels import Hairline, Label
from ui.widgets.layouts import Column, Row
from ui.widgets.painting import smooth
from ui.widgets.paragraph import Paragraph
from ui.widgets.veil import Veil

_NODE = 28


def entry_title(entry: TimelineEntry, catalogue: Catalogue, today: date) -> str:
    """Return what an entry is and when: "Samtale · i går kl. 10.40"."""
    if entry.kind != "note":
        return entry.text
    kind = catalogue.note_types.name(entry.note_type, current_language().value)
    when = day_and_time(date.fromisoformat(entry.on), entry.at, today)
    return f"{kind} · {when}"


def entry_second(entry: TimelineEntry, catalogue: Catalogue, owner: str, today: date) -> str:
    """Return the second line: how and with whom a talk took place, or how a follow-up stands.

    Args:
        owner: name of who is responsible; only another author is named.
    """
    if entry.kind == "note":
        channel = catalogue.channels.name(entry.channel, current_language().value)
        author = "" if entry.author_name == owner else entry.author_name
        return " · ".join(part for part in (channel if entry.channel else "", author) if part)
    day = day_words(date.fromisoformat(entry.on), today)
    if entry.question:
        asked = translate("Review", "Question to {name}, not answered")
        told = translate("Review", "Question to {name}, answered {day}")
        first = entry.author_name.split(" ")[0]
        return (asked if entry.status == "open" else told).format(name=first, day=day)
    words = {
        "open": translate("Review", "Due {day}, not done"),
        "done": translate("Review", "Done {day}"),
        "dropped": translate("Review", "Dropped {day}"),
    }[entry.status or "open"]
    return words.format(day=day)


def entry_icon(entry: TimelineEntry) -> Icon:
    """Return the sign of an entry."""
    if entry.kind != "note":
        return Icon.ARROW_U_UP_LEFT if entry.question else Icon.CHECK_SQUARE
    return Icon.PHONE if entry.channel == "phone" else Icon.CHAT_CIRCLE_TEXT


class EntryLine(QWidget):
    """One entry; the text of a note stands below it once a reason was given.

    Signals:
        asked: the lead wants to ask the author about a note.

    Args:
        entry: what happened.
        catalogue: names of kinds and channels.
        owner: name of who is responsible.
        today: the present day.
        veiled: True while a resident may see the screen.
    """

    asked = Signal()

    def __init__(
        self, entry: TimelineEntry, catalogue: Catalogue, owner: str, today: date, *, veiled: bool
    ) -> None:
        super().__init__()
        title = entry_title(entry, catalogue, today)
        second = entry_second(entry, catalogue, owner, today)
        column = Column(self)
        row = Row(gap=12, margins=(0, 6, 0, 6))
        row.addWidget(_Node(entry_icon(entry)))
        lines = Column()
        lines.addWidget(Veil(entry.rid) if veiled and entry.kind != "note" else Label(title))
        under = Row(gap=12)
        under.addWidget(Label(second, size=12, tone=Tone.TEXT2), 1)
        if entry.kind == "note" and not entry.text:
            hidden = translate("Review", "Text hidden")
            under.addWidget(
                Label(hidden, size=12, tone=Tone.TEXT2, icon=Icon.LOCK_SIMPLE, elide=False)
            )
        lines.addLayout(under)
        row.addLayout(lines, 1)
        self.ask: IconButton | None = None
        if entry.kind == "note" and not entry.mine and entry.author_name:
            self.ask = self._ask_button(entry, title)
            row.addWidget(self.ask)
        column.addLayout(row)
        below = Column(gap=6, margins=(40, 0, 0, 8))
        for text in self._texts(entry):
            below.addWidget(Veil(entry.rid, lines=2) if veiled else Paragraph(text))
        if below.count():
            column.addLayout(below)
        rule = Row(margins=(40, 0, 0, 0))
        rule.addWidget(Hairline())
        column.addLayout(rule)
        # What was to be done stands in the title of a follow-up: a screen reader hides it too.
        spoken = translate("Review", "Hidden") if veiled and entry.kind != "note" else title
        self.setAccessibleName(", ".join(part for part in (spoken, second) if part))

    def _ask_button(self, entry: TimelineEntry, title: str) -> IconButton:
        first = entry.author_name.split(" ")[0]
        words = translate("Review", "Ask {name} about: {note}").format(name=first, note=title)
        button = IconButton(Icon.ARROW_U_UP_LEFT, words, target=32)
        button.clicked.connect(self.asked)
        return button

    def _texts(self, entry: TimelineEntry) -> tuple[str, ...]:
        if entry.kind != "note":
            return ()
        remarks = (f"{each.author_name}: {each.text}" for each in entry.remarks)
        return tuple(text for text in (entry.text, *remarks) if text)


class _Node(QWidget):
    """The sign of an entry in a quiet disc."""

    def __init__(self, icon: Icon) -> None:
        super().__init__()
        self._icon = icon
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @override
    def sizeHint(self) -> QSize:
        return QSize(g(_NODE), g(_NODE))

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter = smooth(QPainter(self))
        now = colours()
        painter.setPen(now.tva.soft)
        painter.setBrush(now.tva.soft)
        painter.drawEllipse(self.rect().adjusted(0, 0, -1, -1))
        side = t(16)
        box = QRect(0, 0, side, side)
        box.moveCenter(self.rect().center())
        draw_icon(painter, self._icon, box, now.text2)
