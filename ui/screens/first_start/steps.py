"""The steps of both ways into an organisation."""

from collections.abc import Sequence
from urllib.parse import urlsplit

from typing_extensions import override

from ui.language import translate
from ui.parts.step import Step
from ui.theme.icons import Icon
from ui.theme.tokens import SEMIBOLD, Tone
from ui.widgets.banner import Banner
from ui.widgets.choices import CheckBox
from ui.widgets.combo import Combo
from ui.widgets.fields import Field, TextField
from ui.widgets.first_start import CodeField
from ui.widgets.glyph import Glyph
from ui.widgets.labels import Label
from ui.widgets.layouts import Column, Row
from ui.widgets.surfaces import Card

CODE_SIGNS = 30


class CodeStep(Step):
    """Asks for the invitation code, the server and a name for this computer."""

    def __init__(self, steps: Sequence[str], server: str, computer: str) -> None:
        super().__init__(
            steps,
            0,
            translate("FirstStart", "Type your invitation code"),
            translate(
                "FirstStart", "Your lead has shown it, read it aloud or given it to you on paper."
            ),
        )
        self._code = CodeField(translate("FirstStart", "Invitation code"))
        self._field = Field(
            translate("FirstStart", "Invitation code"),
            self._code,
            hint=translate(
                "FirstStart",
                "Small letters and spaces are fine. You can also paste the whole code.",
            ),
        )
        self._server = TextField("https://", name=translate("FirstStart", "Address of the server"))
        self._server.setText(server)
        self._computer = TextField(name=translate("FirstStart", "Name of this computer"))
        self._computer.setText(computer)
        self._server_field = Field(translate("FirstStart", "Address of the server"), self._server)
        self.body.addWidget(self._field)
        self.body.addWidget(
            Banner(
                translate(
                    "FirstStart",
                    "The code works once and for two days at most. After five wrong tries it"
                    " expires.",
                ),
                icon=Icon.INFO,
            )
        )
        row = Row(gap=16)
        row.addWidget(self._server_field, 1)
        row.addWidget(Field(translate("FirstStart", "Name of this computer"), self._computer), 1)
        self.body.addLayout(row)
        self._code.code_changed.connect(self._typed)
        self._code.submitted.connect(self.try_on)
        self._server.textChanged.connect(self._typed)
        self._server.returnPressed.connect(self.try_on)
        self._typed()

    @property
    def code(self) -> str:
        """The code as typed."""
        return self._code.code()

    @property
    def server(self) -> str:
        """The address as typed."""
        return self._server.text()

    @property
    def computer(self) -> str:
        """The name of this computer."""
        return self._computer.text()

    @override
    def begin(self) -> None:
        """Put the keyboard into the code."""
        self._code.setFocus()

    def show_refusal(self, sentence: str, *, server: bool) -> None:
        """Say why the code or the server was not right."""
        (self._server_field if server else self._field).set_error(sentence)

    def _typed(self) -> None:
        self._field.set_error("")
        self._server_field.set_error("")
        missing = self._code.missing()
        self._field.set_side(
            translate("FirstStart", "{n} of {all} characters").format(
                n=CODE_SIGNS - missing, all=CODE_SIGNS
            )
        )
        if missing:
            self.set_reason(translate("FirstStart", "%n character(s) missing.", None, missing))
        elif not _is_address(self._server.text()):
            self.set_reason(translate("FirstStart", "The address of the server is missing."))
        else:
            self.set_reason("")


class FoundStep(Step):
    """Asks for the server, its founding code, and who founds."""

    def __init__(
        self, steps: Sequence[str], server: str, computer: str, titles: Sequence[str]
    ) -> None:
        super().__init__(
            steps,
            0,
            translate("FirstStart", "Found a new organisation"),
            translate("FirstStart", "IT has started the server and given you a founding code."),
        )
        self._server = TextField("https://", name=translate("FirstStart", "Address of the server"))
        self._server.setText(server)
        self._code = TextField(name=translate("FirstStart", "Founding code"))
        self._organisation = TextField(name=translate("FirstStart", "Name of the organisation"))
        self._name = TextField(name=translate("FirstStart", "Your name"))
        self._title = Combo(
            [(each, each) for each in titles], name=translate("FirstStart", "Your title")
        )
        self._computer = TextField(name=translate("FirstStart", "Name of this computer"))
        self._computer.setText(computer)
        self._fields = {
            "server": Field(translate("FirstStart", "Address of the server"), self._server),
            "code": Field(translate("FirstStart", "Founding code"), self._code),
            "organisation": Field(
                translate("FirstStart", "Name of the organisation"), self._organisation
            ),
            "name": Field(translate("FirstStart", "Your name"), self._name),
            "title": Field(translate("FirstStart", "Your title"), self._title),
            "computer": Field(translate("FirstStart", "Name of this computer"), self._computer),
        }
        for left, right in (("server", "code"), ("organisation", "computer"), ("name", "title")):
            row = Row(gap=16)
            row.addWidget(self._fields[left], 1)
            row.addWidget(self._fields[right], 1)
            self.body.addLayout(row)
        for field in (self._server, self._code, self._organisation, self._name):
            field.textChanged.connect(self._typed)
            field.returnPressed.connect(self.try_on)
        self._typed()

    @property
    def answers(self) -> tuple[str, str, str, str, str, str]:
        """Server, founding code, organisation, name, title, computer."""
        return (
            self._server.text(),
            self._code.text(),
            self._organisation.text(),
            self._name.text(),
            self._title.current_key() or "",
            self._computer.text(),
        )

    @override
    def begin(self) -> None:
        """Put the keyboard into the first empty field."""
        (self._code if self._server.text() else self._server).setFocus()

    def show_refusal(self, sentence: str, *, server: bool) -> None:
        """Say why the code or the server was not right."""
        self._fields["server" if server else "code"].set_error(sentence)

    def _typed(self) -> None:
        for field in self._fields.values():
            field.set_error("")
        filled = all(each.text().strip() for each in (self._code, self._organisation, self._name))
        if not _is_address(self._server.text()):
            self.set_reason(translate("FirstStart", "The address of the server is missing."))
        elif not filled:
            self.set_reason(translate("FirstStart", "Fill in all fields."))
        else:
            self.set_reason("")


class SheetStep(Step):
    """Shows the recovery sheet until the person has written it down."""

    def __init__(self, steps: Sequence[str], number: int) -> None:
        super().__init__(
            steps,
            number,
            translate("FirstStart", "Write the recovery sheet down"),
            translate(
                "FirstStart",
                "With these two lines the organisation can be recovered if every lead loses"
                " access. Write them on paper and lock the paper away. They are shown only now.",
            ),
        )
        self._lines = (Label("", size=16, weight=SEMIBOLD), Label("", size=16, weight=SEMIBOLD))
        self._written = CheckBox(
            translate("FirstStart", "I have written both lines down and checked them")
        )
        card = Card(gap=10)
        for line in self._lines:
            card.body.addWidget(line)
        self.body.addWidget(card)
        self.body.addWidget(self._written)
        self._written.toggled.connect(self._ticked)
        self.hide_back()
        self._ticked()

    def show_lines(self, lines: tuple[str, str]) -> None:
        """Show the sheet."""
        for label, line in zip(self._lines, lines, strict=True):
            label.setText(line)

    @override
    def begin(self) -> None:
        """Put the keyboard on the tick."""
        self._written.setFocus()

    def _ticked(self) -> None:
        ticked = self._written.isChecked()
        self.set_reason(
            "" if ticked else translate("FirstStart", "Write the two lines down first.")
        )


class WaitingStep(Step):
    """Says what is done and what is waited for until the lead approves."""

    def __init__(self, steps: Sequence[str], number: int) -> None:
        super().__init__(
            steps,
            number,
            translate("FirstStart", "Your lead must approve this computer"),
            translate(
                "FirstStart",
                "You can close the program meanwhile. We fetch the rest next time you are online.",
            ),
            translate("FirstStart", "Look again"),
        )
        self._told = Banner(
            translate(
                "FirstStart", "Tell your lead that you are ready. It is quicker than waiting."
            ),
            icon=Icon.INFO,
        )
        card = Card(gap=0)
        for icon, tone, first, second in (
            (
                Icon.CHECK_CIRCLE,
                Tone.GREEN_ICON,
                translate("FirstStart", "The code is right"),
                translate("FirstStart", "The server knows this computer"),
            ),
            (
                Icon.CHECK_CIRCLE,
                Tone.GREEN_ICON,
                translate("FirstStart", "The computer is locked with your passphrase"),
                translate("FirstStart", "Only you can unlock it"),
            ),
            (
                Icon.CLOCK,
                Tone.AMBER_ICON,
                translate("FirstStart", "Waiting for your lead"),
                translate("FirstStart", "Your lead sees this computer under People and access"),
            ),
        ):
            row = Row(gap=14, margins=(0, 8, 0, 8))
            row.addWidget(Glyph(icon, 20, tone, line=20))
            texts = Column()
            texts.addWidget(Label(first))
            texts.addWidget(Label(second, size=12, tone=Tone.TEXT2))
            row.addLayout(texts, 1)
            card.body.addLayout(row)
        self.body.addWidget(card)
        self.body.addWidget(self._told)
        self.hide_back()

    def show_news(self, sentence: str) -> None:
        """Say what the last look brought."""
        self._told.set_text(sentence)


def _is_address(text: str) -> bool:
    """Return True for what may be an address; the services say what is wrong with others."""
    return bool(text.strip()) and urlsplit(text.strip()).scheme != text.strip().rstrip(":/")
