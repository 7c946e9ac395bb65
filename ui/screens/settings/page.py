"""The settings page: every choice applies at once."""

from functools import partial
from typing import Final

from PySide6.QtCore import QEvent, QSignalBlocker
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from helhedsplan_desktop.foundation.clock import instant
from helhedsplan_desktop.foundation.errors import AppError
from helhedsplan_desktop.services.unlocking import Unlocking
from helhedsplan_desktop.services.vault_care import VaultCare
from ui.application import TEXT_SCALES, Look
from ui.bridge.problem_texts import words_for
from ui.day_words import date_words
from ui.frame.habits import Habits
from ui.language import translate
from ui.screens.page import Page, PageContext
from ui.screens.settings.computer import ComputerGroup
from ui.screens.settings.passphrase_panel import PassphrasePanel
from ui.screens.settings.recover_panel import RecoverPanel
from ui.screens.settings.rows import SettingGroup, column_width
from ui.theme.icons import Icon
from ui.theme.theme import t
from ui.theme.tokens import Tone
from ui.widgets.buttons import Button
from ui.widgets.choices import Switch
from ui.widgets.combo import Combo
from ui.widgets.labels import Heading, Label
from ui.widgets.layouts import Column, Row
from ui.widgets.segment import Segment
from ui.widgets.surfaces import ScrollArea

LOCK_CHOICES: Final = (1, 2, 5, 10, 15)
PANEL: Final = 460
RECOVER_PANEL: Final = 660
"""Six boxes of a code stand beside each other."""


class SettingsPage(Page):
    """Shows and changes what a person may choose.

    Args:
        context: services, lanes and ways out.
        look: theme, text scale, language.
        habits: locking and hiding.
        unlocking: changes the passphrase.
        care: tells of copies and checks; None over the practice town.
    """

    def __init__(
        self,
        context: PageContext,
        look: Look,
        habits: Habits,
        unlocking: Unlocking,
        care: VaultCare | None = None,
    ) -> None:
        super().__init__()
        self._context = context
        self._look = look
        self._habits = habits
        self._unlocking = unlocking
        self._care = care
        self._computer = ComputerGroup(context)
        self._content = QWidget()
        self._theme = Segment(
            [
                ("system", translate("Settings", "Follow the computer"), Icon.MONITOR),
                ("light", translate("Settings", "Light"), Icon.SUN),
                ("dark", translate("Settings", "Dark"), Icon.MOON),
            ],
            translate("Settings", "Theme"),
        )
        self._scale = Segment(
            [(str(each), f"{each} %", None) for each in TEXT_SCALES],
            translate("Settings", "Text size"),
        )
        self._language = Segment(
            [
                ("system", translate("Settings", "Follow the computer"), None),
                ("da", "Dansk", None),
                ("en", "English", None),
            ],
            translate("Settings", "Language"),
        )
        self._minutes = Combo(self._lock_words(), name=translate("Settings", "Lock after"))
        self._veil = Switch(name=translate("Settings", "Hide from others on leaving the window"))
        self._change = Button(translate("Settings", "Change passphrase"))
        self._keychain: Switch | None = None
        self.panel = PassphrasePanel(self)
        self.recovering = RecoverPanel(context, self)
        self._build()
        self._connect()
        self._show_choices()

    @override
    def opened(self) -> None:
        self._show_choices()
        self._computer.renew(self._care)
        self._theme.setFocus()

    @override
    def closed(self) -> None:
        self.panel.hide()
        self.recovering.close_panel()

    @override
    def before_lock(self) -> None:
        self.panel.begin()
        self.panel.hide()
        self.recovering.close_panel()

    @override
    def event(self, event: QEvent, /) -> bool:
        if event.type() is QEvent.Type.Resize:
            width = min(PANEL, self.width())
            self.panel.setGeometry(self.width() - width, 0, width, self.height())
            wide = min(t(RECOVER_PANEL), self.width())
            self.recovering.setGeometry(self.width() - wide, 0, wide, self.height())
        return super().event(event)

    def _build(self) -> None:
        column = Column(self._content, margins=(24, 22, 24, 24))
        head = Row()
        head.addWidget(Heading(translate("Settings", "Settings")))
        head.addStretch()
        head.addWidget(
            Label(translate("Settings", "Everything here applies at once."), tone=Tone.TEXT2)
        )
        inner = QWidget()
        inner.setMaximumWidth(column_width())
        rows = Column(inner, gap=0)
        rows.addLayout(head)
        rows.addSpacing(16)
        for group in (self._look_group(), self._lock_group(), self._computer):
            rows.addWidget(group)
        if self._can_recover():
            rows.addWidget(self._recovery_group())
        rows.addStretch()
        # In a row: a column would ask for the height at its own full width and cut longer lines.
        across = Row()
        across.addWidget(inner, 1)
        across.addStretch()
        column.addLayout(across)
        Column(self).addWidget(ScrollArea(self._content))
        self.panel.hide()

    def _look_group(self) -> SettingGroup:
        group = SettingGroup(translate("Settings", "Appearance"))
        group.add(
            translate("Settings", "Theme"),
            translate("Settings", "Light and dark change while you work."),
            self._theme,
        )
        group.add(
            translate("Settings", "Text size"),
            translate("Settings", "For the whole program, lists and buttons too."),
            self._scale,
        )
        group.add(
            translate("Settings", "Language"),
            translate("Settings", "What you have written stays as it is."),
            self._language,
        )
        return group

    def _lock_group(self) -> SettingGroup:
        group = SettingGroup(translate("Settings", "Locking and hiding"))
        group.add(
            translate("Settings", "Lock when the program is not in use"),
            translate("Settings", "Your organisation allows at most {n} minutes.").format(
                n=self._habits.most_lock_minutes
            ),
            self._minutes,
        )
        group.add(
            translate("Settings", "Hide from others on leaving the window"),
            translate(
                "Settings", "Names become initials, and notes are covered. F9 does the same."
            ),
            self._veil,
        )
        group.add(translate("Settings", "Passphrase"), self._changed_words(), self._change)
        if self._unlocking.keychain_allowed:
            name = translate("Settings", "Unlock with this computer's keychain")
            self._keychain = Switch(name=name)
            self._keychain.toggled.connect(self._use_keychain)
            group.add(
                name,
                translate(
                    "Settings",
                    "Whoever can log in to this computer as you can open the program too.",
                ),
                self._keychain,
            )
        return group

    def _can_recover(self) -> bool:
        """Return True for a member who does not lead; practice has no sheet."""
        return self._care is not None and not self._context.session.me.is_lead

    def _recovery_group(self) -> SettingGroup:
        group = SettingGroup(translate("Settings", "If nobody leads any more"))
        begin = Button(translate("Settings", "Use the recovery sheet"))
        begin.clicked.connect(self.recovering.begin)
        group.add(
            translate("Settings", "Recovery sheet"),
            translate("Settings", "With the organisation's sheet you become a lead of everything."),
            begin,
        )
        return group

    def _connect(self) -> None:
        self.recovering.lock_wished.connect(self._context.navigator.lock)
        self._theme.chosen.connect(self._look.set_theme)
        self._scale.chosen.connect(self._set_scale)
        self._language.chosen.connect(self._look.set_language)
        self._minutes.chosen.connect(self._set_minutes)
        self._veil.toggled.connect(self._habits.set_veil_on_leave)
        self._change.clicked.connect(self.panel.begin)
        self.panel.typed.connect(self._judge)
        self.panel.proposal_wished.connect(self._propose)
        self.panel.confirmed.connect(self._change_passphrase)
        self._habits.changed.connect(self._show_choices)

    def _show_choices(self) -> None:
        """Show what is chosen; showing is no choosing, so nobody is told."""
        chosen = (
            (self._theme, self._look.theme),
            (self._scale, str(self._look.text_scale)),
            (self._language, self._look.language),
            (self._minutes, str(self._habits.lock_minutes)),
        )
        for control, key in chosen:
            with QSignalBlocker(control):
                control.choose(key)
        with QSignalBlocker(self._veil):
            self._veil.setChecked(self._habits.veil_on_leave)
        self._show_keychain()

    def _lock_words(self) -> list[tuple[str, str]]:
        allowed = {each for each in LOCK_CHOICES if each <= self._habits.most_lock_minutes}
        return [
            (str(each), translate("Settings", "After %n minute(s)", None, each))
            for each in sorted(allowed | {self._habits.lock_minutes})
        ]

    def _changed_words(self) -> str:
        changed = self._unlocking.state().passphrase_changed_at
        if not changed:
            return ""
        day = instant(changed).astimezone().date()
        words = date_words(day, self._context.today())
        return translate("Settings", "Last changed {day}").format(day=words)

    def _set_scale(self, percent: str) -> None:
        self._look.set_text_scale(int(percent))

    def _set_minutes(self, minutes: str) -> None:
        self._habits.set_lock_minutes(int(minutes))

    def _show_keychain(self) -> None:
        if self._keychain is None:
            return
        with QSignalBlocker(self._keychain):
            self._keychain.setChecked(self._unlocking.state().keychain)

    def _use_keychain(self, wished: bool) -> None:  # noqa: FBT001  a signal's shape
        work = partial(self._unlocking.use_keychain, on=wished)
        done = partial(self._keychain_answered, wished)
        self._context.runner.run(work, self, done, self._keychain_failed)

    def _keychain_answered(self, wished: bool, holds: bool) -> None:  # noqa: FBT001  bound by partial
        self._show_keychain()
        if holds != wished:
            self._context.navigator.toast(
                translate("Settings", "This computer's keychain did not answer")
            )

    def _keychain_failed(self, error: AppError) -> None:
        self._show_keychain()
        self._context.navigator.tell(error)

    def _judge(self, passphrase: str) -> None:
        self.panel.show_judgement(self._unlocking.strength(passphrase))

    def _propose(self) -> None:
        self.panel.use(self._unlocking.propose_passphrase())

    def _change_passphrase(self, old: str, new: str) -> None:
        work = partial(self._unlocking.change_passphrase, old, new)
        self._context.runner.run(work, self, self._passphrase_changed, self._passphrase_stays)

    def _passphrase_changed(self, _: None) -> None:
        self.panel.close_panel()
        self._context.navigator.toast(translate("Settings", "The passphrase is changed"))

    def _passphrase_stays(self, error: AppError) -> None:
        self.panel.show_refusal(words_for(error).sentence)
