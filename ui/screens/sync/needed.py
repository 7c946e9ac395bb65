"""What only the person can decide: conflicts, many deletions, refused and unreadable records."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from helhedsplan_desktop.services.parcels import ParcelView
from helhedsplan_desktop.services.syncing import QuarantinedItem, RefusedItem, WaitingDeletions
from ui.doorway import name_shown
from ui.language import translate
from ui.screens.sync import words
from ui.theme.icons import Icon
from ui.theme.tokens import SEMIBOLD, Size, Tone
from ui.widgets.buttons import Button, Kind
from ui.widgets.glyph import Glyph
from ui.widgets.labels import Label
from ui.widgets.layouts import Column, Row
from ui.widgets.paragraph import Paragraph
from ui.widgets.surfaces import Card


@dataclass(frozen=True, slots=True)
class DoubtShown:
    """A laptop that a lead is asked about; `copied` if its data are in use at two places."""

    device: bytes
    name: str
    copied: bool


@dataclass(frozen=True, slots=True)
class ForkShown:
    """Decisions about access that a server lost when it was put back.

    Args:
        entries: how many.
        put_out: names of the laptops that they put out; taken_in likewise.
    """

    entries: int
    put_out: tuple[str, ...]
    taken_in: tuple[str, ...]


_STAYS_HERE: Final = frozenset({"too_large", "to_hand_over", "handed_over", "not_closed"})
"""Reasons with which a record cannot be given to a lead, was given already, or need not be."""

Action = tuple[str, Callable[[], object]]


class NeededCards(QWidget):
    """One card for each thing, with what happened and what can be done about it.

    Signals:
        conflicts_wished: the person wants to settle conflicts.
        opened: a `RefusedItem` to look at.
        again_wished: a `RefusedItem` to offer once more.
        hand_over_wished: a `RefusedItem` that a lead shall take over.
        deletions_answered: a space, and True if the deletions in it are right.
        doubt_answered: a laptop, and True if it may go on.
        parcel_wished: a parcel to take over.
        fork_settled: the server's list stands, and what it lost is decided again.
    """

    conflicts_wished = Signal()
    opened = Signal(object)
    again_wished = Signal(object)
    hand_over_wished = Signal(object)
    deletions_answered = Signal(object, bool)
    doubt_answered = Signal(object, bool)
    parcel_wished = Signal(object)
    fork_settled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = Column(self, gap=12)

    def add_conflicts(self, count: int) -> None:
        """Tell of records that two people changed."""
        self._add(
            Icon.GIT_MERGE,
            translate("Sync", "%n conflict(s) to resolve", None, count),
            translate("Sync", "Two people changed the same. Both versions are kept meanwhile."),
            (translate("Sync", "Resolve"), self.conflicts_wished.emit),
        )

    def add_deletions(self, waiting: WaitingDeletions) -> None:
        """Ask whether many deletions are right, before anything is gone."""
        answered = self.deletions_answered.emit
        self._add(
            Icon.TRASH,
            translate("Sync", "%n deletion(s) wait for your answer", None, waiting.count),
            translate(
                "Sync",
                "Much was deleted within a week. These are not deleted here before you answer."
                " Ask your colleagues if you are in doubt. What you keep waits under Conflicts"
                " until somebody decides.",
            ),
            (
                translate("Sync", "Keep them"),
                partial(answered, waiting.space, False),  # noqa: FBT003  a signal takes no names
            ),
            (
                translate("Sync", "Delete them here too"),
                partial(answered, waiting.space, True),  # noqa: FBT003  a signal takes no names
            ),
        )

    def add_doubt(self, doubt: DoubtShown) -> None:
        """Ask whether a laptop may go on whose data were seen twice or put back."""
        answered = self.doubt_answered.emit
        text = (
            translate(
                "Sync",
                "Its data are in use at two places. Find and remove the other copy first. If you"
                " do not know of one, put the laptop out.",
            )
            if doubt.copied
            else translate("Sync", "Its data were put back from a copy. Ask whether that is right.")
        )
        self._add(
            Icon.LAPTOP,
            translate("Sync", "Is {name} what it says it is?").format(name=doubt.name),
            text,
            (
                translate("Sync", "It may go on"),
                partial(answered, doubt.device, True),  # noqa: FBT003  a signal takes no names
            ),
            (
                translate("Sync", "Put it out"),
                partial(answered, doubt.device, False),  # noqa: FBT003  a signal takes no names
            ),
        )

    def add_fork(self, fork: ForkShown) -> None:
        """Ask a lead to bring the members' list together after the server was put back."""
        self._add(
            Icon.GIT_FORK,
            translate("Sync", "The members' list has gone two ways"),
            fork_words(fork),
            (translate("Sync", "Bring it together"), self.fork_settled.emit),
        )

    def add_parcel(self, parcel: ParcelView, *, sealed: bool) -> None:
        """Tell of work that a colleague could not send any more.

        Args:
            parcel: what waits.
            sealed: False once it was found that nobody proves it to be new.
        """
        name = parcel.user_name or translate("Sync", "a colleague")
        self._add(
            Icon.PACKAGE,
            translate("Sync", "%n change(s) of {name} wait for you", None, parcel.records).format(
                name=name
            ),
            translate(
                "Sync",
                "They were written on a computer that may not send any more. Take them over, and"
                " they are sent as yours. Nothing of others is overwritten.",
            )
            if sealed
            else translate(
                "Sync",
                "They may be old: the computer that wrote them has not sealed them since the server"
                " was last put back. Once it is online it does so by itself. If it never will be,"
                " take them over all the same: what differs from today waits under Conflicts.",
            ),
            (
                translate("Sync", "Take over")
                if sealed
                else translate("Sync", "Take over all the same"),
                partial(self.parcel_wished.emit, parcel),
            ),
        )

    def add_refused(self, item: RefusedItem, *, veiled: bool) -> None:
        """Tell of a change that the server would not take."""
        what = words.noun_words(item.noun)
        who = name_shown(item.title, veiled=veiled) if item.title else ""
        actions = [(translate("Sync", "Try again"), partial(self.again_wished.emit, item))]
        if item.noun in words.OPENED_NOUNS:
            actions.insert(0, (translate("Sync", "Open"), partial(self.opened.emit, item)))
        if item.code not in _STAYS_HERE:
            give = translate("Sync", "Give it to a lead")
            actions.append((give, partial(self.hand_over_wished.emit, item)))
        self._add(
            Icon.WARNING_CIRCLE,
            f"{what}: {who}" if who else what,
            words.refusal_words(item.code),
            *actions,
        )

    def add_aside(self, item: QuarantinedItem) -> None:
        """Tell of something that arrived and cannot be read yet."""
        title = translate("Sync", "Something is set aside")
        self._add(Icon.PACKAGE, title, words.aside_words(item.reason))

    def _add(self, icon: Icon, title: str, text: str, *actions: Action) -> None:
        card = Card()
        row = Row(gap=14)
        glyph = Glyph(icon, 20, Tone.AMBER_ICON, line=20)
        row.addWidget(glyph, alignment=Qt.AlignmentFlag.AlignTop)
        column = Column(gap=2)
        column.addWidget(Label(title, weight=SEMIBOLD))
        column.addWidget(Paragraph(text, tone=Tone.TEXT2))
        if actions:
            column.addSpacing(8)
            buttons = Row(gap=8)
            for place, (word, act) in enumerate(actions):
                kind = Kind.GHOST if place else Kind.SECONDARY
                button = Button(word, kind, height=Size.BUTTON_SMALL)
                button.setAccessibleDescription(title)
                button.clicked.connect(partial(_act, act))
                buttons.addWidget(button)
            buttons.addStretch()
            column.addLayout(buttons)
        row.addLayout(column, 1)
        card.body.addLayout(row)
        self._column.addWidget(card)


def fork_words(fork: ForkShown) -> str:
    """Return what a lead has to know before the list is brought together."""
    parts = [
        translate(
            "Sync",
            "The server was put back and lost %n decision(s) about access. They are decided again,"
            " and the keys are changed. Nothing of the residents is lost.",
            None,
            fork.entries,
        )
    ]
    if fork.put_out:
        out = translate("Sync", "Stays out: {names}.").format(names=", ".join(fork.put_out))
        parts.append(out)
    if fork.taken_in:
        taken = translate("Sync", "Comes in again: {names}.").format(names=", ".join(fork.taken_in))
        parts.append(taken)
    return " ".join(parts)


def _act(act: Callable[[], object], *_: bool) -> None:
    """Do what a button stands for."""
    act()
