"""The spaces of the organisation: what each holds and who can read it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.language import translate
from ui.screens.members.acts import Act, ActWished, words_of
from ui.screens.members.aside import AsideColumn
from ui.screens.members.shown import PersonShown, SpaceShown
from ui.theme.icons import Icon
from ui.theme.tokens import SEMIBOLD, Size, Tone
from ui.widgets.buttons import Button, IconButton, Kind
from ui.widgets.choices import CheckBox
from ui.widgets.fields import Field, TextField
from ui.widgets.glyph import Glyph
from ui.widgets.labels import Hairline, Label
from ui.widgets.layouts import Column, Row
from ui.widgets.paragraph import Paragraph

NAME_LIMIT = 80

_ICONS = {"plan": Icon.TARGET, "team": Icon.USERS, "shielded": Icon.SHIELD_CHECK}


def space_meaning(purpose: str) -> str:
    """Return in one sentence what a kind of space holds."""
    return {
        "plan": translate("Access", "Activities, partners and milestones. Every member reads it."),
        "team": translate("Access", "Contacts, notes, follow-ups and consents of the team."),
        "shielded": translate("Access", "Notes that only the author and the leads read."),
    }.get(purpose, "")


class SpaceRow(QWidget):
    """A space, what it holds and who reads it.

    Signals:
        opened: the space's id.
    """

    opened = Signal(object)

    def __init__(self, space: SpaceShown) -> None:
        super().__init__()
        self._space = space
        row = Row(gap=14, margins=(2, 12, 0, 12))
        row.addWidget(Glyph(_ICONS.get(space.purpose, Icon.USERS), 20, Tone.TEXT2, line=20))
        lines = Column(gap=2)
        lines.addWidget(Label(space.name, weight=SEMIBOLD))
        lines.addWidget(Paragraph(space_meaning(space.purpose), size=12, tone=Tone.TEXT2))
        readers = translate("Access", "Read by {names}").format(names=", ".join(space.readers))
        lines.addWidget(Paragraph(readers, size=12, tone=Tone.TEXT))
        row.addLayout(lines, 1)
        if space.mine:
            more = IconButton(
                Icon.DOTS_THREE, translate("Access", "Access to {name}").format(name=space.name)
            )
            more.clicked.connect(self._open)
            row.addWidget(more)
        column = Column(self)
        column.addLayout(row)
        rule = Row(margins=(36, 0, 0, 0))
        rule.addWidget(Hairline())
        column.addLayout(rule)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.setAccessibleName(f"{space.name}. {readers}")

    def _open(self) -> None:
        self.opened.emit(self._space.space)


class SpaceColumn(AsideColumn):
    """The right column about one space, or about a team that is to be made."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._space: SpaceShown | None = None
        self._ticks: dict[bytes, CheckBox] = {}
        self._name: TextField | None = None
        self._name_field: Field | None = None

    @property
    def space(self) -> bytes:
        """Which space the column is about; empty: none, or one to be made."""
        return self._space.space if self._space else b""

    def show_space(self, space: SpaceShown, people: tuple[PersonShown, ...]) -> None:
        """Show who reads a space, and what can be done about it."""
        self._space = space
        self.empty()
        self.set_head(space.name, space_meaning(space.purpose))
        if space.purpose == "team":
            self.section(translate("Access", "Members"))
            self._add_ticks(people, space.members)
            self._add_button(Act.MEMBERS, Kind.PRIMARY)
            self.body.addWidget(Hairline())
        self.section(translate("Access", "The key"))
        self.offer(ActWished(Act.ROTATE, space=space.space), space.name, explained=True)
        self.body.addStretch()

    def begin_team(self, people: tuple[PersonShown, ...]) -> None:
        """Ask for a new team."""
        self._space = None
        self.empty()
        self.set_head(translate("Access", "New team"), "")
        self._name = TextField()
        self._name.setMaxLength(NAME_LIMIT)
        self._name_field = Field(translate("Access", "Name of the team"), self._name)
        self._name.returnPressed.connect(self._act)
        self.body.addWidget(self._name_field)
        self.section(translate("Access", "Members"))
        self._add_ticks(people, frozenset())
        self._add_button(Act.NEW_TEAM, Kind.PRIMARY)
        self.body.addStretch()
        self._name.setFocus()

    def _add_ticks(self, people: tuple[PersonShown, ...], inside: frozenset[bytes]) -> None:
        self._ticks = {}
        for person in people:
            tick = CheckBox(person.name)
            lead = person.role == "lead"
            tick.setChecked(lead or person.user in inside)
            tick.setEnabled(not lead)
            if lead:
                tick.setToolTip(translate("Access", "Every lead is in it and reads everything."))
            self.body.addWidget(tick)
            self._ticks[person.user] = tick

    def _add_button(self, act: Act, kind: Kind) -> None:
        words = words_of(act)
        self.body.addWidget(Paragraph(words.meaning, size=12, tone=Tone.TEXT2))
        button = Button(words.button, kind, height=Size.BUTTON)
        button.clicked.connect(self._act)
        row = Row()
        row.addWidget(button)
        row.addStretch()
        self.body.addLayout(row)

    def _act(self) -> None:
        chosen = frozenset(
            user for user, tick in self._ticks.items() if tick.isEnabled() and tick.isChecked()
        )
        cleared = frozenset(
            user for user, tick in self._ticks.items() if tick.isEnabled() and not tick.isChecked()
        )
        if self._space is not None:
            added, removed = chosen - self._space.members, cleared & self._space.members
            wished = ActWished(Act.MEMBERS, space=self.space, added=added, removed=removed)
            self.act_wished.emit(wished)
            return
        assert self._name is not None
        assert self._name_field is not None
        name = self._name.text().strip()
        if not name:
            self._name_field.set_error(translate("Access", "Write the name of the team."))
            self._name.setFocus()
            return
        self.act_wished.emit(ActWished(Act.NEW_TEAM, name=name, added=chosen))
