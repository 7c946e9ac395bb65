"""What stood in a contact or a note before, beside the list: who wrote it, when, what differs."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QWidget

from helhedsplan_desktop.foundation.clock import instant
from helhedsplan_desktop.foundation.errors import AppError
from helhedsplan_desktop.services.history import PastVersion
from helhedsplan_desktop.services.session import Session
from ui.bridge.problem_texts import words_for
from ui.day_words import at_time, date_words
from ui.language import current_language, translate
from ui.parts.value_words import Vocabulary, field_name, is_said
from ui.screens.page import PageContext
from ui.theme.icons import Icon
from ui.theme.theme import current, t
from ui.theme.tokens import SEMIBOLD, Tone
from ui.widgets.banner import Banner
from ui.widgets.labels import Hairline, Label
from ui.widgets.layouts import Column, Row, discard
from ui.widgets.paragraph import Paragraph
from ui.widgets.side_panel import SidePanel

NAMES: Final = 188
"""Width of the column of field names, in text units."""

Found = tuple[tuple[PastVersion, ...], Vocabulary]


class HistoryPanel(SidePanel):
    """Shows the versions that stood before the present one, the newest first.

    Args:
        context: use cases and ways out.
        parent: the page, which sets the geometry.
    """

    def __init__(self, context: PageContext, parent: QWidget) -> None:
        super().__init__(translate("History", "Earlier versions"), footer=False, parent=parent)
        self._context = context
        self._asked = b""
        self._said = Banner("", icon=Icon.INFO)
        self._list = QWidget()
        self._versions = Column(self._list, gap=8)
        self.body.addWidget(self._said)
        self.body.addWidget(self._list)
        self.body.addStretch()
        self.hide()

    def offer(self, noun: str, rid: bytes, about: str) -> Callable[[], None]:
        """Return what opens the panel for a record; `about` is what it is called on the screen."""
        return partial(self._ask, noun, rid, about)

    def _ask(self, noun: str, rid: bytes, about: str) -> None:
        self._asked = rid
        self.set_title(translate("History", "Earlier versions"), about)
        self._tell(translate("History", "Asking the server …"))
        self._empty()
        self.show()
        self.raise_()
        # The menu that opened it takes the keyboard back when it goes.
        QTimer.singleShot(0, self, self.setFocus)
        session, today = self._context.session, self._context.today()
        work = partial(_look, session, noun, rid, current_language().value, today)
        show = partial(self._show, noun, rid)
        # Not the writer lane: the server is asked, and no save may wait for a network.
        self._context.runner.run(work, self, show, partial(self._refused, rid))

    def _show(self, noun: str, rid: bytes, found: Found) -> None:
        if rid != self._asked:
            return
        versions, vocabulary = found
        none = translate("History", "Nothing was changed in the last 90 days.")
        self._tell("" if versions else none)
        self._empty()
        for version in versions:
            self._add(noun, version, vocabulary)

    def _refused(self, rid: bytes, error: AppError) -> None:
        if rid == self._asked:
            self._tell(words_for(error).sentence)

    def _add(self, noun: str, version: PastVersion, vocabulary: Vocabulary) -> None:
        moment = instant(version.at).astimezone()
        when = at_time(date_words(moment.date(), vocabulary.today), moment)
        name = version.by_name or translate("History", "Unknown")
        self._versions.addWidget(Label(f"{name} · {when}", weight=SEMIBOLD))
        if version.deleted:
            self._versions.addWidget(Paragraph(translate("History", "Deleted")))
        for path in version.changed:
            if not is_said(path):
                continue
            value = version.values[path]
            said = str(value) if path == "text" else vocabulary.say(noun, path, value)
            self._versions.addWidget(_FieldLine(field_name(noun, path), said))
        self._versions.addWidget(Hairline())

    def _tell(self, sentence: str) -> None:
        self._said.set_text(sentence)
        self._said.setVisible(bool(sentence))

    def _empty(self) -> None:
        while (item := self._versions.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                discard(widget)


class _FieldLine(QWidget):
    """What a field is called, and beside it what stood there; all values stand in one column."""

    def __init__(self, name: str, said: str) -> None:
        super().__init__()
        self.setAccessibleName(f"{name}: {said}")
        row = Row(self, gap=16)
        self._name = Label(name, tone=Tone.TEXT2)
        row.addWidget(self._name, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(Paragraph(said), 1)
        current().changed.connect(self._rescale)
        self._rescale()

    def _rescale(self) -> None:
        self._name.setFixedWidth(t(NAMES))


def _look(session: Session, noun: str, rid: bytes, language: str, today: date) -> Found:
    """Return the versions and what their codes and ids are called; asks the server."""
    places = session.places
    words = Vocabulary(
        places.areas(language), places.departments(), places.members(), session.catalogue, today
    )
    return session.history.of(noun, rid), words
