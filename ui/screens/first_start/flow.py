"""First start: the three ways, and the steps of each."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Final, Protocol

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from helhedsplan_desktop.foundation.errors import AppError, Problem
from helhedsplan_desktop.services.member_views import Sheet
from helhedsplan_desktop.services.unlocking import Stage, Unlocking
from ui.bridge.problem_texts import words_for
from ui.jobs.runner import JobRunner
from ui.language import translate
from ui.parts.passphrase_step import PassphraseStep
from ui.parts.step import WIDTH, Step
from ui.screens.first_start.steps import CodeStep, FoundStep, SheetStep, WaitingStep
from ui.screens.first_start.ways import PracticeStep, WaysPage
from ui.theme.theme import current, t
from ui.widgets.layouts import Column, Row
from ui.widgets.pictures import Skyline
from ui.widgets.surfaces import ScrollArea

if TYPE_CHECKING:
    # Reading it from disk takes a second; it is not needed before the vault is open.
    from helhedsplan_desktop.services.members import Members

_LOOK_MS: Final = 4000
"""How often a newcomer asks whether the lead has approved."""

_SERVER_PROBLEMS: Final = frozenset(
    {
        Problem.SERVER_ADDRESS_BAD,
        Problem.SERVER_UNREACHABLE,
        Problem.SERVER_NOT_OURS,
        Problem.SERVER_UNTRUSTED,
        Problem.SERVER_BUSY,
        Problem.SERVER_REFUSED,
    }
)


class WayIn(Protocol):
    """What first start works with: the program's core offers it."""

    @property
    def unlocking(self) -> Unlocking:
        """Makes the vault."""
        ...

    def members(self) -> "Members":
        """Belonging, once the vault is open."""
        ...

    def start_practice(self, progress: Callable[[int, int], None]) -> None:
        """Fill the open vault with the practice town."""
        ...


class FirstStart(Skyline):
    """Leads from an empty computer, or an open vault that belongs nowhere yet, to a session.

    Args:
        way_in: the core.
        runner: does the work off the GUI thread.
        server: proposed address, from the organisation's policy.
        computer: proposed name of this computer.
        titles: titles to choose from.

    Signals:
        finished: the vault is open and belongs somewhere.
    """

    finished = Signal()

    def __init__(
        self,
        way_in: WayIn,
        runner: JobRunner,
        server: str,
        computer: str,
        titles: tuple[str, ...],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._way_in = way_in
        self._runner = runner
        self._stack = QStackedWidget()
        self._after_passphrase: Callable[[], None] = lambda: None
        joining = (
            translate("FirstStart", "Invitation code"),
            translate("FirstStart", "Your passphrase"),
            translate("FirstStart", "Approval"),
        )
        founding = (
            translate("FirstStart", "Organisation"),
            translate("FirstStart", "Your passphrase"),
            translate("FirstStart", "Recovery sheet"),
        )
        practice = (translate("FirstStart", "Your passphrase"), translate("FirstStart", "Practice"))
        unlocking = way_in.unlocking
        self._ways = WaysPage()
        self._code = CodeStep(joining, server, computer)
        self._found = FoundStep(founding, server, computer, titles)
        self._join_passphrase = PassphraseStep(joining, 1, unlocking)
        self._found_passphrase = PassphraseStep(founding, 1, unlocking)
        self._practice_passphrase = PassphraseStep(practice, 0, unlocking)
        self._waiting = WaitingStep(joining, 2)
        self._sheet = SheetStep(founding, 2)
        self._practice = PracticeStep(practice, 1)
        self._looking = QTimer(self, interval=_LOOK_MS)
        self._build()
        self._connect()

    def begin(self) -> None:
        """Start where this computer stands."""
        if self._way_in.unlocking.state().stage is not Stage.OPEN:
            self._show(self._ways)
            return
        self._work(self._standing, self._resume)

    # --- where this computer stands ---------------------------------------------------------------

    def _standing(self) -> tuple[bool, Sheet | None, bool]:
        """Return (an enrolment waits, the unconfirmed sheet, belongs); off the GUI thread."""
        members = self._way_in.members()
        if members.enrolled:
            return False, members.sheet(), True
        try:
            waits = members.stage() != "none"
        except AppError:
            waits = True  # it was handed in before; the server is just out of reach
        return waits, members.sheet(), False

    def _resume(self, found: tuple[bool, Sheet | None, bool]) -> None:
        waits, sheet, belongs = found
        if sheet is not None:
            self._show_sheet(sheet)
        elif belongs:
            self.finished.emit()
        elif waits:
            self._wait()
        else:
            self._show(self._ways)

    # --- building ---------------------------------------------------------------------------------

    def _build(self) -> None:
        for step in (
            self._ways,
            self._code,
            self._found,
            self._join_passphrase,
            self._found_passphrase,
            self._practice_passphrase,
            self._waiting,
            self._sheet,
            self._practice,
        ):
            self._stack.addWidget(step)
        holder = QWidget()
        column = Column(holder, margins=(24, 64, 24, 24))
        across = Row()
        across.addStretch()
        across.addWidget(self._stack)
        across.addStretch()
        column.addLayout(across)
        column.addStretch()
        area = ScrollArea(holder)
        self.keep_clear(self._stack, area)
        Column(self).addWidget(area)
        current().changed.connect(self._rescale)
        self._rescale()

    def _rescale(self) -> None:
        self._stack.setFixedWidth(t(WIDTH))

    def _connect(self) -> None:
        self._ways.code_chosen.connect(partial(self._show, self._code))
        self._ways.founding_chosen.connect(partial(self._show, self._found))
        self._ways.practice_chosen.connect(self._choose_practice)
        for step in (self._code, self._found, self._practice_passphrase):
            step.went_back.connect(partial(self._show, self._ways))
        self._join_passphrase.went_back.connect(partial(self._show, self._code))
        self._found_passphrase.went_back.connect(partial(self._show, self._found))
        self._code.went_on.connect(partial(self._need_vault, self._join_passphrase, self._enrol))
        self._found.went_on.connect(partial(self._need_vault, self._found_passphrase, self._make))
        for passphrase in (
            self._join_passphrase,
            self._found_passphrase,
            self._practice_passphrase,
        ):
            passphrase.went_on.connect(partial(self._create_vault, passphrase))
        self._waiting.went_on.connect(self._look)
        self._looking.timeout.connect(self._look)
        self._sheet.went_on.connect(self._confirm_sheet)

    def _show(self, step: QWidget) -> None:
        self._stack.setCurrentWidget(step)
        if isinstance(step, Step | WaysPage):
            step.begin()

    # --- the vault --------------------------------------------------------------------------------

    def _need_vault(self, step: PassphraseStep, then: Callable[[], None]) -> None:
        """Go on if the vault is open; else choose its passphrase first."""
        self._after_passphrase = then
        if self._way_in.unlocking.state().stage is Stage.OPEN:
            then()
        else:
            self._show(step)

    def _create_vault(self, step: PassphraseStep) -> None:
        step.set_busy(True)
        work = partial(self._way_in.unlocking.create, step.passphrase)
        self._runner.run(
            work, self, partial(self._vault_made, step), partial(self._vault_failed, step)
        )

    def _vault_made(self, step: PassphraseStep, _: None) -> None:
        step.set_busy(False)
        step.forget()
        self._after_passphrase()

    def _vault_failed(self, step: PassphraseStep, error: AppError) -> None:
        step.set_busy(False)
        step.set_reason(words_for(error).sentence)

    # --- joining ----------------------------------------------------------------------------------

    def _enrol(self) -> None:
        step = self._code
        self._show(step)
        step.set_busy(True)
        server, code, computer = step.server, step.code, step.computer

        def work() -> None:
            self._way_in.members().enrol(server, code, computer)

        self._runner.run(work, self, self._enrolled, partial(self._refused, step))

    def _enrolled(self, _: None) -> None:
        self._code.set_busy(False)
        self._wait()

    def _wait(self) -> None:
        self._show(self._waiting)
        self._looking.start()
        self._look()

    def _look(self) -> None:
        """Ask whether the lead has approved, and join if so."""

        def work() -> str:
            members = self._way_in.members()
            stage = members.stage()
            if stage == "approved":
                members.join()
            return stage

        self._runner.run(work, self, self._looked, self._look_failed)

    def _looked(self, stage: str) -> None:
        if stage == "approved":
            self._looking.stop()
            self.finished.emit()
        elif stage == "closed":
            self._looking.stop()
            self._show(self._code)
            self._code.show_refusal(
                words_for(AppError(Problem.CODE_EXPIRED)).sentence, server=False
            )

    def _look_failed(self, error: AppError) -> None:
        self._waiting.show_news(words_for(error).sentence)

    def _refused(self, step: CodeStep | FoundStep, error: AppError) -> None:
        step.set_busy(False)
        step.show_refusal(words_for(error).sentence, server=error.problem in _SERVER_PROBLEMS)

    # --- founding ---------------------------------------------------------------------------------

    def _make(self) -> None:
        step = self._found
        self._show(step)
        step.set_busy(True)
        answers = step.answers
        self._runner.run(
            lambda: self._way_in.members().found(*answers),
            self,
            self._made,
            partial(self._refused, step),
        )

    def _made(self, sheet: Sheet) -> None:
        self._found.set_busy(False)
        self._show_sheet(sheet)

    def _show_sheet(self, sheet: Sheet) -> None:
        self._sheet.show_lines(sheet.lines)
        self._show(self._sheet)

    def _confirm_sheet(self) -> None:
        self._runner.run(lambda: self._way_in.members().confirm_sheet(), self, self._done)

    def _done(self, _: None) -> None:
        self.finished.emit()

    # --- practice ---------------------------------------------------------------------------------

    def _choose_practice(self) -> None:
        self._need_vault(self._practice_passphrase, self._fill)

    def _fill(self) -> None:
        self._show(self._practice)
        work = partial(self._way_in.start_practice, self._practice.tell)
        self._runner.run(work, self, self._done, self._practice.show_problem)

    def _work(self, work: Callable[[], object], done: Callable[..., object]) -> None:
        self._runner.run(work, self, done)
