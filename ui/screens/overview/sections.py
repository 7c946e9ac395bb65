"""The sections beside or below the follow-ups: loose ends, lately opened, the week in figures."""

from collections.abc import Callable
from datetime import datetime
from typing import Final, NamedTuple

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import QGridLayout, QWidget

from helhedsplan_desktop.foundation.clock import instant
from helhedsplan_desktop.services.conflicts import BOTH, MERGED
from helhedsplan_desktop.services.news import ERASED, MINE, THEIRS, NewsItem
from helhedsplan_desktop.services.overview import (
    LooseEnds,
    OverviewPage,
    RecentContact,
    WeekFigures,
)
from ui.day_words import freshness, since
from ui.doorway import name_shown
from ui.language import number, translate
from ui.screens.overview.rows import LooseEnd, RecentLine
from ui.theme.icons import Icon
from ui.theme.theme import g
from ui.theme.tokens import Tone
from ui.widgets.buttons import Button, Kind
from ui.widgets.choices import Pill
from ui.widgets.labels import Heading, Label
from ui.widgets.layouts import Column, Flow, Row, discard
from ui.widgets.paragraph import Paragraph

DRAFTS: Final = "drafts"
NOT_INFORMED: Final = "not_informed"
CONFLICTS: Final = "conflicts"
DAMAGED: Final = "damaged"
NEWS: Final = "news"

NEWS_SHOWN: Final = 4
"""Lines of news beside the follow-ups; the younger ones come first."""


class _End(NamedTuple):
    """One loose end in words."""

    kind: str
    icon: Icon
    title: str
    short: str
    second: str

    @property
    def amber(self) -> bool:
        """True if it needs the person; a draft only waits."""
        return self.kind != DRAFTS


def _ends(loose: LooseEnds, now: datetime, *, veiled: bool) -> list[_End]:
    """Return the loose ends in words, those that need the person last as in the rail."""
    ends = []
    if loose.drafts:
        title = translate("Overview", "%n draft(s)", None, loose.drafts)
        oldest = since(instant(loose.oldest_draft).astimezone(), now)
        second = translate("Overview", "The oldest is from: {when}").format(when=oldest)
        ends.append(_End(DRAFTS, Icon.PENCIL_SIMPLE, title, title, second))
    if loose.damaged:
        title = translate("Overview", "%n draft(s) cannot be read", None, len(loose.damaged))
        second = translate("Overview", "What was saved is not touched.")
        ends.append(_End(DAMAGED, Icon.WARNING_CIRCLE, title, title, second))
    if loose.not_informed:
        title = translate("Overview", "Not told what we keep")
        named = ", ".join(name_shown(name, veiled=veiled) for _, name in loose.not_informed)
        ends.append(
            _End(
                NOT_INFORMED,
                Icon.SHIELD_WARNING,
                title,
                translate("Overview", "Not informed"),
                named,
            )
        )
    if loose.conflicts:
        title = translate("Overview", "%n conflict(s) to resolve", None, loose.conflicts)
        short = translate("Overview", "%n conflict(s)", None, loose.conflicts)
        second = name_shown(loose.conflict_about, veiled=veiled)
        ends.append(_End(CONFLICTS, Icon.GIT_MERGE, title, short, second))
    return ends


class _Section(QWidget):
    """A heading and what stands below it; the content is made anew when it changes."""

    def __init__(self, title: str, gap: int) -> None:
        super().__init__()
        self._column = Column(self, gap=0)
        self._column.addWidget(Heading(title, 16))
        self._column.addSpacing(gap)
        self._body: QWidget | None = None

    def _fill(self, build: Callable[[Column], None]) -> None:
        focused = self._focused_line()
        if self._body is not None:
            self._column.removeWidget(self._body)
            discard(self._body)
        self._body = QWidget()
        build(Column(self._body))
        self._column.addWidget(self._body)
        self._refocus(focused)

    def _lines(self) -> list[QWidget]:
        if self._body is None:
            return []
        direct = Qt.FindChildOption.FindDirectChildrenOnly
        found = self._body.findChildren(QWidget, options=direct)
        return [each for each in found if each.focusPolicy() != Qt.FocusPolicy.NoFocus]

    def _focused_line(self) -> int:
        """Return which line has the focus, -1 if none: a refresh must not steal it."""
        return next((at for at, each in enumerate(self._lines()) if each.hasFocus()), -1)

    def _refocus(self, line: int) -> None:
        lines = self._lines()
        if line >= 0 and lines:
            lines[min(line, len(lines) - 1)].setFocus()


class LooseEndsSection(_Section):
    """What waits for the person, one line each.

    Signals:
        wished: drafts, damaged, not_informed or conflicts.
    """

    wished = Signal(str)

    def __init__(self) -> None:
        super().__init__(translate("Overview", "Loose ends"), 4)

    def show_ends(self, loose: LooseEnds, now: datetime, *, veiled: bool) -> None:
        """Show these loose ends, or that there are none."""
        ends = _ends(loose, now, veiled=veiled)

        def build(column: Column) -> None:
            for end in ends:
                line = LooseEnd(end.icon, end.title, end.second, amber=end.amber)
                line.clicked.connect(_sender_of(self.wished, end.kind))
                column.addWidget(line)
            if not ends:
                nothing = translate("Overview", "No loose ends")
                column.addSpacing(g(6))
                column.addWidget(
                    Label(
                        nothing,
                        tone=Tone.TEXT2,
                        icon=Icon.CHECK_CIRCLE,
                        icon_tone=Tone.GREEN_ICON,
                    )
                )

        self._fill(build)


class LooseEndsPills(QWidget):
    """The same as pills under the greeting, where there is no room for a side column.

    Signals:
        wished: drafts, damaged, not_informed, conflicts or news.
    """

    wished = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._flow = Flow(self, gap=8)

    def show_ends(self, loose: LooseEnds, news: int, now: datetime, *, veiled: bool) -> None:
        """Show these loose ends and how many news there are; nothing at all if there are none."""
        while self._flow.count():
            before = self._flow.takeAt(0).widget()
            if before is not None:
                discard(before)
        for end in _ends(loose, now, veiled=veiled):
            pill = Pill(end.short, icon=end.icon, icon_amber=end.amber, checkable=False)
            pill.setToolTip(end.second)
            pill.clicked.connect(_sender_of(self.wished, end.kind))
            self._flow.addWidget(pill)
        if news:
            told = translate("Overview", "%n piece(s) of news", None, news)
            pill = Pill(told, icon=Icon.BELL, checkable=False)
            pill.clicked.connect(_sender_of(self.wished, NEWS))
            self._flow.addWidget(pill)
        self.setVisible(bool(self._flow.count()))


class NewsSection(_Section):
    """What colleagues did that concerns this person, one line each.

    Signals:
        opened: the id of the contact that it is about.
        read: everything shown is read, up to this moment in ms since 1970 UTC.
    """

    opened = Signal(object)
    read = Signal(object)

    def __init__(self) -> None:
        super().__init__(translate("Overview", "News"), 4)

    def show_news(self, news: tuple[NewsItem, ...], now: datetime, *, veiled: bool) -> None:
        """Show the newest of these, or nothing at all if there are none."""

        def build(column: Column) -> None:
            for each in news[:NEWS_SHOWN]:
                line = LooseEnd(*news_words(each, now, veiled=veiled), leads_on=bool(each.about))
                line.clicked.connect(_sender_of(self.opened, each.about))
                column.addWidget(line)
            more = len(news) - NEWS_SHOWN
            if more > 0:
                column.addSpacing(g(6))
                words = translate("Overview", "and %n more", None, more)
                column.addWidget(Label(words, size=12, tone=Tone.TEXT2))
            if news:
                seen = Button(translate("Overview", "Put away"), Kind.LINK, height=32)
                seen.clicked.connect(_sender_of(self.read, news[0].at))
                foot = Row()
                foot.addWidget(seen)
                foot.addStretch()
                column.addLayout(foot)

        self._fill(build)
        self.setVisible(bool(news))


def news_words(item: NewsItem, now: datetime, *, veiled: bool) -> tuple[Icon, str, str]:
    """Return icon, what happened, and about whom and when."""
    name = item.by_name.split(" ")[0] or translate("Overview", "A colleague")
    if item.kind == ERASED:
        icon, text = Icon.TRASH, _erased_words(item.noun)
    else:
        icon, text = Icon.GIT_MERGE, _settled_words(item.stands)
    whom = name_shown(item.title, veiled=veiled) if item.title else ""
    when = since(instant(item.at).astimezone(), now)
    return icon, text.format(name=name), " · ".join(each for each in (whom, when) if each)


def _settled_words(stands: str) -> str:
    """Return how somebody settled a conflict in which this person had a part."""
    return {
        MINE: translate("Overview", "{name} chose your version"),
        THEIRS: translate("Overview", "{name} chose the other version"),
        BOTH: translate("Overview", "{name} kept both versions"),
        MERGED: translate("Overview", "{name} merged the versions"),
    }.get(stands, translate("Overview", "{name} settled a conflict"))


def _erased_words(noun: str) -> str:
    """Return that somebody erased a record of this kind."""
    return {
        "Contact": translate("Overview", "{name} erased a contact everywhere"),
        "Note": translate("Overview", "{name} erased a note everywhere"),
    }.get(noun, translate("Overview", "{name} erased something everywhere"))


class RecentSection(_Section):
    """Contacts opened lately.

    Signals:
        opened: the contact's id.
    """

    opened = Signal(object)

    def __init__(self) -> None:
        super().__init__(translate("Overview", "Recently opened"), 6)

    def show_recent(
        self, recent: tuple[RecentContact, ...], now: datetime, *, veiled: bool
    ) -> None:
        """Show these contacts, the latest first."""

        def build(column: Column) -> None:
            for each in recent:
                line = RecentLine(
                    name_shown(each.name, identified=each.identified, veiled=veiled),
                    _whereabouts(each, now),
                    name=each.name,
                    identified=each.identified,
                )
                line.clicked.connect(_sender_of(self.opened, each.rid))
                column.addWidget(line)
            if not recent:
                hint = translate("Overview", "The contacts that you open will stand here.")
                column.addWidget(Paragraph(hint, tone=Tone.TEXT2))

        self._fill(build)


def _sender_of(signal: SignalInstance, what: object) -> Callable[[], None]:
    """Return a slot that sends one value, whatever the button says."""

    def send() -> None:
        signal.emit(what)

    return send


def _whereabouts(contact: RecentContact, now: datetime) -> str:
    known_as = "" if contact.identified else translate("Overview", "Known as")
    parts = (
        known_as or contact.department,
        since(instant(contact.opened_at).astimezone(), now),
    )
    return " · ".join(part for part in parts if part)


class WeekSection(_Section):
    """This person's week in four figures, and how fresh they are."""

    def __init__(self) -> None:
        super().__init__(translate("Overview", "My week in figures"), 8)

    def show_week(self, page: OverviewPage, now: datetime) -> None:
        """Show the figures of the page."""

        def build(column: Column) -> None:
            column.addLayout(_figures(page.week))
            column.addSpacing(g(12))
            fresh = Row(gap=4)
            clock = Label("", size=12, tone=Tone.TEXT2, icon=Icon.CLOCK)
            fresh.addWidget(clock, 0, Qt.AlignmentFlag.AlignTop)
            fresh.addWidget(Paragraph(_fresh_words(page, now), size=12, tone=Tone.TEXT2), 1)
            column.addLayout(fresh)

        self._fill(build)


def _figures(week: WeekFigures) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(g(16))
    grid.setVerticalSpacing(g(10))
    figures = (
        (week.talks, translate("Overview", "talk(s)", None, week.talks)),
        (
            week.follow_ups_done,
            translate("Overview", "follow-up(s) done", None, week.follow_ups_done),
        ),
        (week.bridging, translate("Overview", "bridging(s)", None, week.bridging)),
        (week.new_contacts, translate("Overview", "new contact(s)", None, week.new_contacts)),
    )
    for at, (figure, words) in enumerate(figures):
        cell = QWidget()
        cell.setAccessibleName(f"{number(figure)} {words}")
        column = Column(cell)
        column.addWidget(Heading(number(figure), 26))
        column.addWidget(Label(words, size=12, tone=Tone.TEXT2))
        grid.addWidget(cell, at // 2, at % 2)
    grid.setColumnStretch(0, 1)
    grid.setColumnStretch(1, 1)
    return grid


def _fresh_words(page: OverviewPage, now: datetime) -> str:
    if not page.fresh_others:
        return translate("Overview", "Your figures: now.")
    others = freshness(instant(page.fresh_others).astimezone(), now)
    return translate("Overview", "Your figures: now. Your colleagues': {when}.").format(when=others)
