"""A page with every part in every state, as in the design picture of the parts."""

from datetime import date

from PySide6.QtWidgets import QWidget

from ui.theme.icons import Icon
from ui.theme.tokens import Tone
from ui.widgets.avatar import Avatar
from ui.widgets.banner import Banner, BannerTone
from ui.widgets.buttons import Button, IconButton, Kind
from ui.widgets.chips import AreaChip, Status, StatusChip
from ui.widgets.choices import CheckBox, Pill, RadioButton, Switch
from ui.widgets.combo import Combo
from ui.widgets.date_field import DateField
from ui.widgets.editor import NoteEditor
from ui.widgets.fields import Field, SearchField, TextField
from ui.widgets.first_start import StepIndicator, WayCard
from ui.widgets.focus_ring import FocusRing
from ui.widgets.glyph import Logo
from ui.widgets.keys import KeyCap
from ui.widgets.labels import Hairline, Heading, Label
from ui.widgets.layouts import Column, Flow, Row
from ui.widgets.margin_note import MarginNote
from ui.widgets.passphrase import CapsLockHint, PassphraseField, Strength, StrengthBars
from ui.widgets.person_picker import Person, PersonPicker
from ui.widgets.progress import Meter
from ui.widgets.segment import Segment
from ui.widgets.stepper import Stepper
from ui.widgets.surfaces import Card, Ground
from ui.widgets.tabs import TabStrip
from ui.widgets.toast import Toast
from ui.widgets.veil import Veil

THURSDAY = date(2026, 3, 12)


def _line(*widgets: QWidget, gap: int = 8) -> Row:
    row = Row(gap=gap)
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch()
    return row


def _flow(*widgets: QWidget) -> QWidget:
    holder = QWidget()
    flow = Flow(holder, gap=6, line_gap=6)
    for widget in widgets:
        flow.addWidget(widget)
    return holder


class Gallery(Ground):
    """All parts on one page of 1280 x 1000 design pixels."""

    def __init__(self) -> None:
        super().__init__("surface")
        self.ring = FocusRing(self)
        row = Row(self, gap=48, margins=(40, 28, 40, 28))
        for column in (self._buttons_and_fields(), self._chips_and_type(), self._messages()):
            row.addLayout(column, 1)
        self.toast = Toast(self)

    def _buttons_and_fields(self) -> Column:
        column = Column(gap=12)
        column.addWidget(Heading("Knapper", 13))
        self.save = Button("Gem", Kind.PRIMARY)
        blocked = Button("Gem", Kind.PRIMARY, key="Ctrl+Enter")
        blocked.setEnabled(False)
        new = Button("Nyt notat", Kind.PRIMARY, icon=Icon.PLUS)
        column.addLayout(_line(self.save, blocked, new))
        column.addLayout(
            _line(
                Button("Rediger"),
                Button("Behold min", Kind.SOFT, key="1"),
                Button("Hurtigt notat", icon=Icon.NOTE_PENCIL),
            )
        )
        column.addLayout(
            _line(
                Button("Luk", Kind.GHOST),
                Button("Vis alle 9", Kind.LINK),
                Button("Slet overalt", Kind.DANGER, icon=Icon.TRASH),
                IconButton(Icon.EYE_SLASH, "Skjul for andre", key="F9"),
            )
        )
        column.addWidget(Heading("Felter", 13))
        date_field = DateField(lambda: THURSDAY, THURSDAY)
        wrong = Field("Dato", TextField())
        wrong.widget.setText("31. februar")  # type: ignore[attr-defined]  # it is a TextField
        wrong.set_error("Datoen findes ikke.")
        self.name = TextField("Skriv navn")
        top = Row(gap=16)
        top.addWidget(Field("Navn eller kaldenavn", self.name, hint="Et kaldenavn er nok."))
        top.addWidget(wrong)
        column.addLayout(top)
        low = Row(gap=16)
        low.addWidget(Field("Dato", date_field))
        low.addWidget(Field("Kontaktform", Combo([("tlf", "Telefon")]), optional=True))
        column.addLayout(low)
        column.addWidget(SearchField("Navn, kaldenavn, opgang ...", key="Ctrl+K", quiet=True))
        self.picker = PersonPicker("Tilføj person")
        self.picker.set_people(
            [Person(b"1", "Henning Krag"), Person(b"2", "Ham", identified=False)]
        )
        column.addWidget(self.picker)
        self.editor = NoteEditor(limit=2000, lines=3)
        number = f"{710199}-{0:04}"  # put together here: no such number stands in the tree
        self.editor.set_text(f"Han gav mig sit nummer {number}, så jeg kunne ringe for ham.")
        self.editor.set_marks([(23, 34)])
        column.addWidget(Field("Hvad skete der?", self.editor))
        return column

    def _chips_and_type(self) -> Column:
        column = Column(gap=12)
        column.addWidget(Heading("Indsatsområder", 13))
        column.addWidget(
            _flow(
                AreaChip("UDL", "Uddannelse"),
                AreaChip("BES", "Beskæftigelse"),
                AreaChip("KRI", "Kriminalitetsforebyggelse"),
                AreaChip("SAM", "Sammenhængskraft"),
                AreaChip("TVÆ", "Tværgående"),
                AreaChip("SAM", "SAM", filled=False),
            )
        )
        column.addWidget(
            _flow(
                StatusChip("Mødt frem", Status.GREEN, Icon.CHECK_CIRCLE),
                StatusChip("Samtykke mangler", Status.AMBER, Icon.SHIELD_WARNING),
                StatusChip("Adgang lukket", Status.DANGER, Icon.PROHIBIT),
                StatusChip("Medarbejder"),
                StatusChip("Aktivt forløb", Status.SELECT),
            )
        )
        column.addWidget(Heading("Valg", 13))
        ticked, radio, on = CheckBox("Valgt"), RadioButton("Valgt"), Switch("Kun antal")
        for each in (ticked, radio, on):
            each.setChecked(True)
        column.addLayout(_line(ticked, radio, gap=48))
        column.addLayout(_line(CheckBox("Ikke valgt"), RadioButton("Ikke valgt"), gap=16))
        column.addLayout(_line(on, Switch("Kun antal"), gap=16))
        mine = Pill("Mine", count=38)
        mine.setChecked(True)
        column.addWidget(
            _flow(
                mine,
                Pill("Overskredet", count=2),
                Pill("Område", caret=True),
                Pill("BES", area="BES"),
            )
        )
        segment = Segment(
            [("s", "Følg", Icon.MONITOR), ("l", "Lys", Icon.SUN), ("m", "Mørk", Icon.MOON)], "Tema"
        )
        segment.choose("s")
        column.addLayout(_line(segment))
        self.tabs = TabStrip("Kontakt")
        self.tabs.add("t", "Tidslinje")
        self.tabs.add("a", "Aftaler", 2)
        self.tabs.add("d", "Deling", 1)
        column.addWidget(self.tabs)
        for size, words in ((26, "26 halvfed · velkomst"), (20, "20 halvfed"), (16, "16 halvfed")):
            column.addWidget(Heading(words, size))
        column.addWidget(Label("13 · brødtekst"))
        column.addWidget(Label("12 · detalje, chip", size=12, tone=Tone.TEXT2, icon=Icon.CLOCK))
        column.addLayout(
            _line(
                Logo(48),
                Avatar("Amina Yusuf", 40),
                Avatar("Ham", 36, identified=False),
                KeyCap("Esc"),
                Meter(5, 8, name="5 af 8 nået"),
            )
        )
        column.addWidget(Veil(b"id", lines=2))
        column.addLayout(_line(Stepper("6-12 år", 3)))
        return column

    def _messages(self) -> Column:
        column = Column(gap=8)
        column.addWidget(Heading("Besked i siden", 13))
        column.addWidget(
            Banner(
                "Serveren svarer ikke. Dine ændringer er gemt på denne computer.",
                icon=Icon.CLOUD_SLASH,
            )
        )
        column.addWidget(
            Banner(
                "Gendannelsesarket er ikke afprøvet i 5 måneder.",
                BannerTone.AMBER,
                button="Afprøv arket",
            )
        )
        column.addWidget(Banner("Din adgang er lukket. Kontakt it.", BannerTone.DANGER))
        column.addWidget(Banner("Rapporten er klar.", BannerTone.GREEN, button="Åbn"))
        column.addWidget(WayCard(Icon.TICKET, "Jeg har en kode", "Din leder gav dig den.", key="7"))
        column.addWidget(StepIndicator(["Kode", "Adgangskode", "Klar"], 1))
        passphrase = PassphraseField()
        passphrase.setText("kaffe tagsten viol")
        hint = CapsLockHint(passphrase)
        column.addWidget(Field("Skriv din adgangskode", passphrase))
        column.addWidget(hint)
        hint.show()
        bars = StrengthBars()
        bars.set_strength(Strength.STRONG, "Fem tilfældige ord kan ingen nå at gætte.")
        column.addWidget(bars)
        note = MarginNote(
            "Det ligner et cpr-nummer",
            "Slet det, før du gemmer.",
            action="Fjern nummeret",
            dismiss="Det er ikke et cpr-nummer",
        )
        column.addWidget(note)
        card = Card()
        card.body.addWidget(Label("Koden er rigtig"))
        card.body.addWidget(Hairline())
        card.body.addWidget(Label("kl. 13.50", size=12, tone=Tone.TEXT2))
        column.addWidget(card)
        column.addStretch()
        return column
