"""The right column: inviting somebody, and the code that comes of it."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QStackedWidget, QWidget

from ui.language import translate
from ui.screens.members.shown import ROLES, CodeShown, InviteForm, role_meaning, role_name
from ui.theme.icons import Icon
from ui.theme.theme import colours, current, font, g
from ui.theme.tokens import SEMIBOLD, Tone
from ui.widgets.buttons import Button, IconButton, Kind
from ui.widgets.choices import CheckBox
from ui.widgets.combo import Combo
from ui.widgets.fields import Field, TextField
from ui.widgets.glyph import StepDisc
from ui.widgets.labels import Hairline, Heading, Label
from ui.widgets.layouts import Column, Row
from ui.widgets.paragraph import Paragraph
from ui.widgets.surfaces import Card, Ground, ScrollArea
from ui.widgets.veil import Veil

GROUP = 5
"""Signs in one group of a code."""

NAME_LIMIT = 80


class InviteColumn(Ground):
    """Asks whom to invite, then shows the code.

    Args:
        titles: proposals for the title.
        parent: the owner.

    Signals:
        invited: the filled `InviteForm`.
        withdrawn: number of the invitation on screen.
        closed: the column is no longer needed.
    """

    invited = Signal(object)
    withdrawn = Signal(int)
    closed = Signal()

    def __init__(self, titles: tuple[str, ...], parent: QWidget | None = None) -> None:
        super().__init__("sunken", parent)
        self._title = Heading("", 16)
        self._second = Label("", size=12, tone=Tone.TEXT2)
        close = IconButton(Icon.X, translate("Members", "Close"), target=32)
        close.clicked.connect(self.closed)
        head = Row(gap=8, margins=(24, 16, 12, 8))
        names = Column()
        names.addWidget(self._title)
        names.addWidget(self._second)
        head.addLayout(names, 1)
        head.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        self._form = _Form(titles)
        self._code = _Code()
        self._stack = QStackedWidget()
        self._stack.addWidget(self._form)
        self._stack.addWidget(self._code)
        column = Column(self)
        column.addLayout(head)
        column.addWidget(self._stack, 1)
        self._form.invited.connect(self.invited)
        self._code.withdrawn.connect(self.withdrawn)
        self._code.finished.connect(self.closed)

    def ask(self) -> None:
        """Show the empty form."""
        self._title.setText(translate("Members", "Invite a colleague"))
        self._second.setText(translate("Members", "The code goes by voice or on paper"))
        self._form.begin()
        self._stack.setCurrentWidget(self._form)

    def set_busy(self, busy: bool) -> None:  # noqa: FBT001  a setter of one truth
        """Wait for the server, which must know the code before anybody can use it."""
        self._form.set_busy(busy)

    def show_problem(self, sentence: str) -> None:
        """Say why there is no code."""
        self._form.set_busy(busy=False)
        self._form.show_problem(sentence)

    def show_code(self, code: CodeShown, until: Callable[[int], str]) -> None:
        """Show a fresh code.

        Args:
            code: whose it is and its signs.
            until: says a moment, ms since 1970 UTC.
        """
        self._form.set_busy(busy=False)
        self._title.setText(translate("Members", "Invite {name}").format(name=code.name))
        self._second.setText(role_name(code.role))
        self._code.show_code(code, until(code.expires_at))
        self._stack.setCurrentWidget(self._code)
        self._code.focus_first()

    def set_veiled(self, veiled: bool) -> None:  # noqa: FBT001  a setter of one truth
        """Hide the code, or show it again."""
        self._code.set_veiled(veiled)

    def code_shown(self) -> int | None:
        """Return the number of the invitation whose code is on screen."""
        return self._code.invite() if self._stack.currentWidget() is self._code else None

    def forget(self) -> None:
        """Keep no code behind a page that is closed."""
        self._code.forget()
        self._stack.setCurrentWidget(self._form)


class _Form(QWidget):
    """Name, title, role, and whether the laptop comes in by itself."""

    invited = Signal(object)

    def __init__(self, titles: tuple[str, ...]) -> None:
        super().__init__()
        self._name = TextField()
        self._name.setMaxLength(NAME_LIMIT)
        self._name_field = Field(translate("Members", "Name"), self._name)
        self._title = Combo([(title, title) for title in titles])
        self._role = Combo([(role, role_name(role)) for role in ROLES])
        self._role_field = Field(
            translate("Members", "Role"), self._role, hint=role_meaning(ROLES[0])
        )
        self._automatic = CheckBox(translate("Members", "Approve by itself when the code is right"))
        self._problem_text = Paragraph("", tone=Tone.AMBER)
        self._make = Button(translate("Members", "Make a code"), Kind.PRIMARY, key="Ctrl+Enter")
        content = QWidget()
        body = Column(content, gap=16, margins=(24, 8, 24, 16))
        body.addWidget(self._name_field)
        body.addWidget(Field(translate("Members", "Title"), self._title))
        body.addWidget(self._role_field)
        body.addWidget(self._automatic)
        body.addWidget(
            Paragraph(
                translate(
                    "Members",
                    "Otherwise you approve the laptop on this page when the code has been used.",
                ),
                size=12,
                tone=Tone.TEXT2,
            )
        )
        body.addStretch()
        whole = Column(self)
        whole.addWidget(ScrollArea(content), 1)
        foot = Row(gap=12, margins=(24, 12, 24, 14))
        foot.addWidget(self._problem_text, 1)
        foot.addWidget(self._make)
        whole.addLayout(foot)
        self._name.textEdited.connect(self._changed)
        self._role.chosen.connect(self._role_chosen)
        self._make.clicked.connect(self._invite)

    def begin(self) -> None:
        """Empty the form."""
        self._name.clear()
        self._automatic.setChecked(False)
        self._changed()
        self._name.setFocus()

    def set_busy(self, busy: bool) -> None:  # noqa: FBT001  a setter of one truth
        """Refuse a second click while the first is under way."""
        self._make.setEnabled(not busy)

    def show_problem(self, sentence: str) -> None:
        """Say why there is no code."""
        self._problem_text.setText(sentence)

    def _changed(self) -> None:
        self._name_field.set_error("")
        self._problem_text.setText("")

    def _role_chosen(self, role: str) -> None:
        self._role_field.set_hint(role_meaning(role))

    def _invite(self) -> None:
        name = self._name.text().strip()
        if not name:
            self._name_field.set_error(translate("Members", "Write the name of your colleague."))
            self._name.setFocus()
            return
        self.invited.emit(
            InviteForm(
                name,
                self._title.current_key(),
                self._role.current_key(),
                self._automatic.isChecked(),
            )
        )


class _Signs(QLabel):
    """One group of a code in large fixed-width signs."""

    def __init__(self) -> None:
        super().__init__()
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._rescale()
        current().changed.connect(self._rescale)

    def _rescale(self) -> None:
        self.setFont(font(20, SEMIBOLD, mono=True))
        palette = self.palette()
        palette.setColor(self.foregroundRole(), colours().text)
        self.setPalette(palette)


class _Code(QWidget):
    """The code in six groups, how it travels, and what happens next."""

    withdrawn = Signal(int)
    finished = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._shown: CodeShown | None = None
        self._groups = [_Signs() for _ in range(6)]
        self._hidden = Veil(b"code", lines=2, size=20)
        self._hidden.hide()
        self._until = Label("", size=12, tone=Tone.TEXT2, icon=Icon.CLOCK)
        self._steps = [Paragraph("", tone=Tone.TEXT) for _ in range(3)]
        withdraw = Button(translate("Members", "Withdraw"), Kind.DANGER)
        self._finish = Button(translate("Members", "Done"), Kind.PRIMARY)
        withdraw.clicked.connect(self._withdraw)
        self._finish.clicked.connect(self.finished)
        content = QWidget()
        body = Column(content, gap=16, margins=(24, 4, 24, 16))
        body.addWidget(self._card())
        steps = Column(gap=12)
        for number, words in enumerate(self._steps, 1):
            row = Row(gap=14)
            row.addWidget(StepDisc(number), 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(words, 1)
            steps.addLayout(row)
        body.addLayout(steps)
        body.addStretch()
        whole = Column(self)
        whole.addWidget(ScrollArea(content), 1)
        foot = Row(gap=12, margins=(24, 12, 24, 14))
        foot.addWidget(withdraw)
        foot.addStretch()
        foot.addWidget(self._finish)
        whole.addLayout(foot)

    def show_code(self, code: CodeShown, until: str) -> None:
        """Show a code and until when it is valid."""
        self._shown = code
        signs = "".join(each for each in code.code if each.isalnum())
        groups = [signs[at : at + GROUP] for at in range(0, len(signs), GROUP)]
        for label, group in zip(self._groups, groups, strict=False):
            label.setText(group)
            # Read letter by letter, as one reads it aloud.
            label.setAccessibleName(" ".join(group))
        self._until.setText(translate("Members", "Valid once, until {when}").format(when=until))
        first = code.name.split(maxsplit=1)[0]
        self._steps[0].setText(
            translate(
                "Members", "{name} opens the program and chooses “I have an invitation code”."
            ).format(name=first)
        )
        self._steps[1].setText(
            translate("Members", "{name} types the code and chooses a passphrase.").format(
                name=first
            )
        )
        self._steps[2].setText(
            translate("Members", "The laptop comes in by itself when the code is right.")
            if code.automatic
            else translate("Members", "You approve the laptop here on this page.")
        )

    def focus_first(self) -> None:
        """Put the keyboard on what ends this."""
        self._finish.setFocus()

    def invite(self) -> int | None:
        """Return the number of the invitation shown."""
        return self._shown.invite if self._shown else None

    def forget(self) -> None:
        """Keep no code."""
        self._shown = None
        for label in self._groups:
            label.clear()
            label.setAccessibleName("")

    def set_veiled(self, veiled: bool) -> None:  # noqa: FBT001  a setter of one truth
        """Hide the code, or show it again."""
        for label in self._groups:
            label.setVisible(not veiled)
        self._hidden.setVisible(veiled)

    def _card(self) -> Card:
        card = Card(margins=(16, 16, 16, 16), gap=12)
        grid = QGridLayout()
        grid.setVerticalSpacing(g(10))
        for at, label in enumerate(self._groups):
            grid.addWidget(label, *divmod(at, 3))
        card.body.addLayout(grid)
        card.body.addWidget(self._hidden)
        card.body.addWidget(Hairline())
        advice = translate(
            "Members",
            "Read the code aloud, or hand it over on paper."
            " Do not send it by mail or text message.",
        )
        card.body.addWidget(Paragraph(advice, tone=Tone.TEXT2))
        card.body.addWidget(self._until)
        return card

    def _withdraw(self) -> None:
        if self._shown is not None:
            self.withdrawn.emit(self._shown.invite)
