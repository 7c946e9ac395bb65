"""The people of the staff, one row each, with their laptops."""

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from helhedsplan_desktop.foundation.clock import instant
from helhedsplan_desktop.rules.overdue import SILENT_LAPTOP_DAYS
from ui.day_words import freshness
from ui.language import translate
from ui.screens.members.shown import (
    InvitationShown,
    LaptopShown,
    PersonShown,
    Stage,
    role_name,
)
from ui.theme.icons import Icon
from ui.theme.tokens import SEMIBOLD, Size, Tone
from ui.widgets.avatar import Avatar
from ui.widgets.buttons import Button, IconButton, Kind
from ui.widgets.chips import Status, StatusChip
from ui.widgets.glyph import Glyph
from ui.widgets.labels import Hairline, Label
from ui.widgets.layouts import Column, Row

_TOP = Qt.AlignmentFlag.AlignTop


def _indented_line() -> Row:
    rule = Row(margins=(50, 0, 0, 0))
    rule.addWidget(Hairline())
    return rule


class PersonRow(QWidget):
    """Avatar, name and title, role, each laptop with its last report, and the way to more.

    Signals:
        opened: the person's user id.
    """

    opened = Signal(object)

    def __init__(self, person: PersonShown, now: datetime) -> None:
        super().__init__()
        self._user = person.user
        name = Label(person.name, weight=SEMIBOLD)
        who = Column()
        who.addWidget(name)
        who.addWidget(Label(person.title, size=12, tone=Tone.TEXT2))
        who.addStretch()
        row = Row(gap=14, margins=(0, 12, 0, 12))
        row.addWidget(Avatar(person.name, 36), 0, _TOP)
        row.addLayout(who, 5)
        status = Status.SELECT if person.role == "lead" else Status.NEUTRAL
        chip = Row(gap=6)
        chip.addWidget(StatusChip(role_name(person.role), status))
        if person.me:
            chip.addWidget(Label(translate("Members", "you"), size=12, tone=Tone.TEXT2))
        chip.addStretch()
        role = Column(margins=(0, 7, 0, 0))
        role.addLayout(chip)
        role.addStretch()
        row.addLayout(role, 4)
        laptops = Column(gap=8)
        for laptop in person.laptops:
            laptops.addWidget(_LaptopLine(laptop, now))
        if not person.laptops:
            none = translate("Members", "No laptop yet")
            laptops.addWidget(Label(none, size=12, tone=Tone.TEXT2))
        row.addLayout(laptops, 5)
        more = IconButton(
            Icon.DOTS_THREE, translate("Access", "Access of {name}").format(name=person.name)
        )
        more.clicked.connect(self._open)
        row.addWidget(more, 0, _TOP)
        column = Column(self)
        column.addLayout(row)
        column.addLayout(_indented_line())
        # The stretches above keep words at the top; they must not make the row itself grow.
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.setAccessibleName(f"{person.name}, {role_name(person.role)}")

    def _open(self) -> None:
        self.opened.emit(self._user)


class _LaptopLine(QWidget):
    """One laptop and when it was last seen."""

    def __init__(self, laptop: LaptopShown, now: datetime) -> None:
        super().__init__()
        silent = _silent(laptop)
        name = laptop.name or translate("Members", "Laptop without a name")
        seen = seen_words(laptop, now)
        row = Row(self, gap=10)
        row.addWidget(Glyph(Icon.LAPTOP, 18, Tone.TEXT2))
        lines = Column()
        lines.addWidget(Label(name))
        lines.addWidget(
            Label(
                seen,
                size=12,
                tone=Tone.AMBER if silent else Tone.TEXT2,
                icon=Icon.WARNING_CIRCLE if silent else None,
                icon_tone=Tone.AMBER_ICON,
            )
        )
        row.addLayout(lines, 1)
        self.setAccessibleName(f"{name}, {seen}")


def _silent(laptop: LaptopShown) -> bool:
    return laptop.days_silent > SILENT_LAPTOP_DAYS or not laptop.synced_at


def seen_words(laptop: LaptopShown, now: datetime) -> str:
    """Return when a laptop was last heard of."""
    if not laptop.synced_at:
        return translate("Members", "Never seen")
    if _silent(laptop):
        return translate("Members", "Last seen %n day(s) ago", None, laptop.days_silent)
    when = freshness(instant(laptop.synced_at).astimezone(), now)
    return translate("Members", "Last seen {when}").format(when=when)


class InvitationRow(QWidget):
    """An invitation that is not finished, with what the lead can do.

    Signals:
        approved: number of the invitation whose laptop may come in.
        cancelled: number of the invitation that is taken back.
    """

    approved = Signal(int)
    cancelled = Signal(int)

    def __init__(self, invitation: InvitationShown, now: datetime) -> None:
        super().__init__()
        self._invite = invitation.invite
        claimed = invitation.stage is Stage.CLAIMED
        waits = claimed or invitation.stage is Stage.SPOILT
        who = Column()
        who.addWidget(Label(invitation.name, weight=SEMIBOLD))
        told = f"{role_name(invitation.role)} · {_stage_words(invitation, now)}"
        who.addWidget(
            Label(
                told,
                size=12,
                tone=Tone.AMBER if waits else Tone.TEXT2,
                icon=Icon.WARNING_CIRCLE if waits else Icon.CLOCK,
                icon_tone=Tone.AMBER_ICON if waits else Tone.TEXT2,
            )
        )
        row = Row(gap=14, margins=(0, 12, 0, 12))
        row.addWidget(Avatar(invitation.name, 36, identified=False))
        row.addLayout(who, 1)
        if claimed:
            approve = Button(translate("Members", "Approve"), Kind.SOFT, height=Size.BUTTON_SMALL)
            approve.setAccessibleName(
                translate("Members", "Approve {name}").format(name=invitation.name)
            )
            approve.clicked.connect(self._approve)
            row.addWidget(approve)
        cancel = Button(translate("Members", "Withdraw"), Kind.DANGER, height=Size.BUTTON_SMALL)
        cancel.setAccessibleName(
            translate("Members", "Withdraw the invitation of {name}").format(name=invitation.name)
        )
        cancel.clicked.connect(self._cancel)
        row.addWidget(cancel)
        column = Column(self)
        column.addLayout(row)
        column.addLayout(_indented_line())
        self.setAccessibleName(f"{invitation.name}, {told}")

    def _approve(self) -> None:
        self.approved.emit(self._invite)

    def _cancel(self) -> None:
        self.cancelled.emit(self._invite)


def _stage_words(invitation: InvitationShown, now: datetime) -> str:
    until = freshness(instant(invitation.expires_at).astimezone(), now)
    return {
        Stage.WAITING: translate("Members", "the code is valid until {when}").format(when=until),
        Stage.CLAIMED: translate("Members", "a laptop waits for you"),
        Stage.EXPIRED: translate("Members", "the code has expired"),
        Stage.SPOILT: translate("Members", "the code was tried wrongly: withdraw it, invite anew"),
    }[invitation.stage]
