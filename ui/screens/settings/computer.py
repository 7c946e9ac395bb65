"""Settings about this computer: its name, its copies, whether its disk is encrypted."""

from functools import partial

from helhedsplan_desktop.foundation.clock import instant
from helhedsplan_desktop.foundation.disk_encryption import DiskState
from helhedsplan_desktop.foundation.errors import AppError
from helhedsplan_desktop.services.vault_care import CareStatus, VaultCare
from ui.bridge.problem_texts import words_for
from ui.day_words import freshness
from ui.language import translate
from ui.screens.page import PageContext
from ui.screens.settings.rows import SettingGroup, SettingRow
from ui.theme.icons import Icon
from ui.theme.tokens import Tone
from ui.widgets.fields import TextField
from ui.widgets.labels import Label

NAME_LIMIT = 60


class ComputerGroup(SettingGroup):
    """Shows and changes what concerns this computer.

    Args:
        context: services and lanes.
    """

    def __init__(self, context: PageContext) -> None:
        super().__init__(translate("Settings", "This computer"))
        self._context = context
        self._kept = context.session.me.computer
        self._name = TextField(name=translate("Settings", "Name of this computer"))
        self._name.setMaxLength(NAME_LIMIT)
        self._name.setText(self._kept)
        self._name.setMinimumWidth(220)
        self.add(
            translate("Settings", "Name of this computer"),
            translate("Settings", "The name under which your lead sees it."),
            self._name,
        )
        self._disk = Label("", tone=Tone.TEXT2)
        self._disk_row = self.add(
            translate("Settings", "Disk encryption"),
            translate("Settings", "Your data are encrypted all the same."),
            self._disk,
        )
        self._copied: Label | None = None
        self._care_row: SettingRow | None = None
        self._name.editingFinished.connect(self._rename)

    def renew(self, care: VaultCare | None) -> None:
        """Read what may have changed since the page was shown last."""
        runner = self._context.runner
        runner.run(self._context.session.computer.disk, self, self._show_disk)
        if care is None:
            return
        if self._care_row is None:
            self._copied = Label("", tone=Tone.TEXT2)
            self._care_row = self.add(
                translate("Settings", "Copy on this computer"), "", self._copied
            )
        runner.run(care.status, self, self._show_care)

    def _rename(self) -> None:
        name = self._name.text().strip()
        if not name:
            self._name.setText(self._kept)
        elif name != self._kept:
            self._kept = name
            work = partial(self._context.session.computer.rename, name)
            self._context.runner.write(work, self, self._renamed)

    def _renamed(self, _: None) -> None:
        self._context.navigator.toast(translate("Settings", "The computer has a new name"))

    def _show_disk(self, state: DiskState) -> None:
        icon, tone, text = {
            DiskState.ENCRYPTED: (
                Icon.SHIELD_CHECK,
                Tone.GREEN_ICON,
                translate("Settings", "The disk is encrypted"),
            ),
            DiskState.PLAIN: (
                Icon.WARNING_CIRCLE,
                Tone.AMBER_ICON,
                translate("Settings", "The disk is not encrypted"),
            ),
            DiskState.UNKNOWN: (
                Icon.INFO,
                Tone.TEXT2,
                translate("Settings", "The computer does not tell"),
            ),
        }[state]
        self._disk.set_icon(icon, tone)
        self._disk.setText(text)
        if state is DiskState.PLAIN:
            self._disk_row.set_meaning(
                translate(
                    "Settings",
                    "Your data are encrypted all the same, but other files are not. Ask IT to"
                    " encrypt the disk.",
                )
            )

    def _show_care(self, status: CareStatus) -> None:
        assert self._care_row is not None
        assert self._copied is not None
        now = self._context.now()

        def said(at: int) -> str:
            if not at:
                return translate("Settings", "not yet")
            return freshness(instant(at).astimezone(now.tzinfo), now)

        self._copied.setText(said(status.copied_at))
        if status.problem is not None:
            self._copied.set_icon(Icon.WARNING_CIRCLE, Tone.AMBER_ICON)
            self._care_row.set_meaning(words_for(AppError(status.problem)).sentence)
        else:
            self._copied.set_icon(None)
            self._care_row.set_meaning(
                translate(
                    "Settings",
                    "Encrypted, once a day, for seven days. The whole file was last checked"
                    " {when}.",
                ).format(when=said(status.checked_at))
            )
