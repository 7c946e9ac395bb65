"""Erasing a contact or a note everywhere: a lead is told what goes, and asked once."""

from collections import Counter
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from helhedsplan_desktop.foundation.errors import AppError
from helhedsplan_desktop.services.erasing import AT_ONCE, Companions
from ui.bridge.problem_texts import words_for
from ui.language import translate
from ui.screens.page import PageContext
from ui.theme.icons import Icon
from ui.theme.tokens import SEMIBOLD, Tone
from ui.widgets.banner import Banner, BannerTone
from ui.widgets.buttons import Button, Kind
from ui.widgets.labels import Label
from ui.widgets.paragraph import Paragraph
from ui.widgets.side_panel import SidePanel


class ErasePanel(SidePanel):
    """Says what would be erased, and erases it.

    Signals:
        erased: id of the contact or note that is gone.

    Args:
        context: use cases and ways out.
        parent: the page, which sets the geometry.
    """

    erased = Signal(bytes)

    def __init__(self, context: PageContext, parent: QWidget) -> None:
        super().__init__(translate("Erase", "Delete everywhere"), parent=parent)
        self._context = context
        self._noun, self._rid = "", b""
        self._goes = Label(translate("Erase", "This is deleted"), weight=SEMIBOLD)
        self._what = Paragraph("")
        self._stays = Paragraph("", tone=Tone.TEXT2)
        self.body.addWidget(
            Banner(
                translate(
                    "Erase",
                    "It is deleted on the server and on your colleagues' computers too."
                    " It cannot be undone.",
                ),
                BannerTone.DANGER,
                icon=Icon.WARNING_CIRCLE,
            )
        )
        for widget in (self._goes, self._what, self._stays):
            self.body.addWidget(widget)
        self.body.addWidget(
            Paragraph(
                translate(
                    "Erase",
                    "Whoever had it on their computer is told that you deleted it, and when."
                    " A computer that never comes online again keeps what it has, encrypted.",
                ),
                tone=Tone.TEXT2,
            )
        )
        self.body.addStretch()
        self._leave = self.add_action(Button(translate("Erase", "Leave it"), Kind.SECONDARY))
        self._yes = self.add_action(
            Button(translate("Erase", "Delete everywhere"), Kind.DANGER, icon=Icon.TRASH)
        )
        self._leave.clicked.connect(self.close_panel)
        self._yes.clicked.connect(self._erase)
        self.hide()

    def offer(self, noun: str, rid: bytes, about: str) -> Callable[[], None] | None:
        """Return what asks a lead about a record; None for anyone else, who may not erase."""
        lead = self._context.session.me.is_lead
        return partial(self.ask, noun, rid, about) if lead else None

    def ask(self, noun: str, rid: bytes, about: str) -> None:
        """Ask about a contact or a note.

        Args:
            about: what it is called on the screen.
        """
        self._noun, self._rid = noun, rid
        self.set_title(translate("Erase", "Delete everywhere"), about)
        self.set_reason("")
        self._yes.setEnabled(False)
        work = partial(self._context.session.erasing.look, noun, rid)
        self._context.runner.run(work, self, partial(self._looked, rid))

    def _looked(self, rid: bytes, found: Companions) -> None:
        if rid != self._rid:
            return
        self._what.setText(what_goes(self._noun, found))
        self._stays.setText(
            translate("Erase", "%n note(s) stay: they are about others too.", None, found.staying)
            if found.staying
            else ""
        )
        self._stays.setVisible(bool(found.staying))
        announced = len(found.going) + 1 > AT_ONCE
        self.set_reason(_announced() if announced else "", Tone.TEXT2)
        self._yes.setEnabled(True)
        self.show()
        self.raise_()
        self._leave.setFocus()

    def _erase(self) -> None:
        self._yes.setEnabled(False)
        work = partial(self._context.session.erasing.erase, self._noun, self._rid)
        done = partial(self._erased, self._rid)
        # Not the writer lane: the server may be asked, and no save may wait for a network.
        self._context.runner.run(work, self, done, self._refused)

    def _erased(self, rid: bytes, records: int) -> None:
        self.close_panel()
        told = translate("Erase", "%n record(s) are deleted everywhere", None, records)
        self._context.navigator.toast(told)
        self.erased.emit(rid)

    def _refused(self, error: AppError) -> None:
        self._yes.setEnabled(True)
        self.set_reason(words_for(error).sentence)


def what_goes(noun: str, found: Companions) -> str:
    """Return what is erased, each kind with its number."""
    counted = Counter(each for each, _ in found.going)
    kinds = [
        translate("Erase", "the contact") if noun == "Contact" else translate("Erase", "the note")
    ]
    if counted["Note"]:
        kinds.append(translate("Erase", "%n note(s)", None, counted["Note"]))
    if counted["Remark"]:
        kinds.append(translate("Erase", "%n remark(s)", None, counted["Remark"]))
    if counted["FollowUp"]:
        kinds.append(translate("Erase", "%n follow-up(s)", None, counted["FollowUp"]))
    words = " · ".join(kinds)
    return words[:1].upper() + words[1:]


def _announced() -> str:
    return translate("Erase", "So many at once need the server: you must be online.")
