"""The composition root of the window: it alone knows both the core and the screens.

`Desktop` leads from the unlock screen to the workspace and back. Whatever is slow to import is
imported after the unlock screen stands, on a free thread, while the person types.
"""

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from helhedsplan_desktop.caretaker import Caretaker
from helhedsplan_desktop.core import Core, OpenVault
from helhedsplan_desktop.foundation.errors import AppError
from helhedsplan_desktop.foundation.logs import log_crashes, silence_libraries
from helhedsplan_desktop.foundation.paths import machine_policy_file, profile_at
from helhedsplan_desktop.foundation.policy import read_policy
from helhedsplan_desktop.foundation.settings import SettingsFile
from helhedsplan_desktop.furnishing import PageImports, furnished, import_libraries
from helhedsplan_desktop.options import SEED, Options
from helhedsplan_desktop.services.unlocking import Stage
from helhedsplan_desktop.way_in import CoreWayIn, computer_name
from ui.application import Look, make_application
from ui.frame.capture import exclude_from_capture
from ui.frame.clipboard import ClipboardGuard
from ui.frame.ending import EndingBySignal
from ui.frame.idle import IdleWatch
from ui.frame.waiting_screen import WaitingScreen
from ui.jobs.runner import JobRunner
from ui.language import current_language, translate
from ui.main_window import MainWindow
from ui.screens.unlock.screen import UnlockScreen
from ui.theme.theme import Mode, Theme

if TYPE_CHECKING:
    from helhedsplan_desktop.services.session import Session
    from ui.frame.habits import Habits
    from ui.frame.session_watch import SessionWatch
    from ui.frame.workspace import Workspace
    from ui.screens.page import PageName


class Desktop(QObject):
    """The program in its window.

    Args:
        app: the application object.
        core: everything behind one profile.
        look: theme, text scale and language.
        practice_size: contacts of the practice town, if the person wants to try it.
        seed: which practice town.
    """

    _emptying = Signal()

    def __init__(
        self, app: QApplication, core: Core, look: Look, practice_size: int, seed: int = SEED
    ) -> None:
        super().__init__(app)
        self._core = core
        self._look = look
        self._town = (practice_size, seed)
        self.window = MainWindow(look)
        self.workspace: Workspace | None = None
        self._door = JobRunner(self)
        self._lanes: JobRunner | None = None
        self._session: Session | None = None
        self._habits: Habits | None = None
        self._idle: IdleWatch | None = None
        self._away: SessionWatch | None = None
        self._practising = False
        self._clipboard = ClipboardGuard(self)
        self._caretaker = Caretaker(core, self._door, self)
        self._caretaker.damaged.connect(self._tell)
        self._return_to: PageName | None = None
        self._emptying.connect(self._lock_if_open)
        self.window.left.connect(self._window_left)
        self.window.closing.connect(self.close)
        look.language_changed.connect(self._speak)

    # --- the way in -------------------------------------------------------------------------------

    def start(self) -> None:
        """Show the window with the screen that fits where the vault stands."""
        if not self._core.may_run_here():
            self.window.show_screen(WaitingScreen(_disk_refused()))
            self._show_window()
            return
        self._show_door()
        self._show_window()
        # The first paint comes before the imports, which would hold it up.
        QTimer.singleShot(0, self._warm_up)

    def _show_window(self) -> None:
        self.window.show()
        self._idle = IdleWatch(self.window.windowHandle(), self._core.clock)
        self._idle.idle.connect(self._lock_for_idle)
        self._idle.slept.connect(self._lock_for_idle)
        self._watch()
        if not self._core.policy.screen_capture:
            exclude_from_capture(int(self.window.winId()))

    def _warm_up(self) -> None:
        self._door.run(self._core.warm_up, self, _nothing, _passed_over)
        self._door.run(import_libraries, self, lambda _: PageImports(self).begin())

    def _show_door(self, *, idle: bool = False, failed: bool = False) -> None:
        """Show the unlock screen, or what fits where nothing is to be unlocked."""
        stage = self._core.unlocking.state().stage
        if stage is Stage.MISSING:
            self._show_first_start()
            return
        if stage is Stage.OPEN:
            self._open()
            return
        screen = UnlockScreen(self._core.unlocking, self._door)
        screen.unlocked.connect(self._open)
        screen.recovery_wished.connect(self._show_recovery)
        self.window.show_screen(screen)
        screen.begin(idle=idle, failed=failed)

    def _show_door_again(self, _: object) -> None:
        self._show_door()

    def _show_recovery(self) -> None:
        from ui.screens.unlock.recovery import RecoveryScreen

        screen = RecoveryScreen(self._core.unlocking, self._door)
        screen.unlocked.connect(self._open)
        screen.went_back.connect(self._show_door)
        self.window.show_screen(screen)
        screen.begin()

    def _show_first_start(self) -> None:
        from ui.screens.first_start.flow import FirstStart

        way_in = CoreWayIn(self._core, *self._town)
        screen = FirstStart(
            way_in,
            self._door,
            self._core.policy.server,
            computer_name(),
            way_in.titles(current_language().value),
        )
        screen.finished.connect(self._open)
        self.window.show_screen(screen)
        screen.begin()
        self._watch()

    def _open(self) -> None:
        self._door.run(partial(_open_vault, self._core), self, self._opened, self._not_opened)

    def _opened(self, answer: tuple[OpenVault, bool]) -> None:
        opened, self._practising = answer
        if opened.syncing.status.to_be_emptied:
            self._lock()  # closing it removes it
            return
        if opened.session is None:
            self._show_first_start()
            return
        if not self._practising:
            self._core.when_to_be_emptied(self._emptying.emit)
            opened.syncing.start()
            self._caretaker.start()
        try:
            self._enter(opened.session)
        except Exception as error:  # noqa: BLE001  whatever it was, the person is told and goes on
            self._core.log.crash(type(error), error.__traceback__)
            # Half of it stands at most; nobody has typed into it yet.
            self.workspace, self._return_to = None, None
            self._lock(failed=True)

    def _not_opened(self, _: AppError) -> None:
        """Show the door again: the unlock screen tells what is wrong with the vault."""
        self._lock()

    def _enter(self, session: "Session") -> None:
        """Show the workspace over an open vault."""
        from ui.frame.habits import Habits

        self._session = session
        self._lanes = JobRunner(self)
        self._habits = Habits(session.preferences, self._core.policy, self._lanes, self)
        self._habits.changed.connect(self._watch)
        self._watch()
        if self._away is None:
            from ui.frame.session_watch import SessionWatch

            self._away = SessionWatch(int(self.window.winId()), self)
            self._away.left.connect(self._lock_if_open)
        self._show_workspace()

    def _show_workspace(self) -> None:
        from ui.frame.workspace import Workspace
        from ui.screens.page import PageName

        assert self._session is not None
        assert self._lanes is not None
        assert self._habits is not None
        furnishing = furnished(
            self._core, self._look, self._habits, self._rolled_back, practice=self._practising
        )
        workspace = Workspace(self._session, self._lanes, self._core.clock, furnishing)
        workspace.lock_wished.connect(self._lock)
        workspace.practice_ended.connect(self.end_practice)
        self.workspace = workspace
        self.window.show_screen(workspace)
        workspace.open_page(self._return_to or PageName.OVERVIEW)

    def _rolled_back(self) -> bool:
        return not self._practising and self._core.unlocking.state().rolled_back

    def _speak(self) -> None:
        """Build every screen anew in the language in force."""
        if self.workspace is None:
            self._show_door()
            return
        self._return_to = self.workspace.present
        self.workspace.leave()
        self._show_workspace()

    # --- the way out ------------------------------------------------------------------------------

    def _watch(self) -> None:
        """Watch for an idle person, with the wish that is known."""
        if self._idle is not None:
            self._idle.start(
                self._habits.lock_minutes if self._habits else self._core.policy.lock_minutes()
            )

    def _window_left(self) -> None:
        if self.workspace is not None and self._habits is not None and self._habits.veil_on_leave:
            self.workspace.set_veiled(True)

    def _lock_for_idle(self) -> None:
        # Also a newcomer's vault, which is open while the lead is waited for.
        if self._core.unlocking.state().stage is Stage.OPEN:
            self._lock(idle=True)

    def _lock_if_open(self) -> None:
        if self.workspace is not None:
            self._lock()

    def _lock(self, *, idle: bool = False, failed: bool = False) -> None:
        """Keep drafts, take every page down, close the vault, show the door.

        A waiting screen stands until the vault is closed: sync may be in the middle of a request,
        and nobody may unlock a vault that is still open.
        """
        if self._idle is not None:
            self._idle.stop()
        if self.workspace is not None:
            self._return_to = self.workspace.present
        self._take_down()
        self.window.show_screen(WaitingScreen(translate("Desktop", "Locking …")))
        locked = partial(self._locked, idle, failed)
        self._door.run(self._core.lock, self, locked, locked)

    def _locked(self, idle: bool, failed: bool, _: object) -> None:  # noqa: FBT001  bound by partial
        self._show_door(idle=idle, failed=failed)

    def _tell(self, error: AppError) -> None:
        if self.workspace is not None:
            self.workspace.tell(error)

    def _take_down(self) -> None:
        """End everything that stands on the open vault; drafts are stored when this returns."""
        if self.workspace is not None:
            self.workspace.leave()
            self.workspace = None
        self._caretaker.stop()
        self._core.hang_up()
        if self._lanes is not None:
            self._lanes.close()
            self._lanes.deleteLater()
            self._lanes = None
        if self._habits is not None:
            self._habits.deleteLater()
            self._habits = None
        self._session = None
        self._clipboard.clear()

    def close(self) -> None:
        """Leave nothing open behind; safe to call more than once."""
        self._take_down()
        # First the vault: a copy under way ends, and nobody waits for it.
        self._core.lock()
        self._door.close()
        self._core.close()

    # --- the practice town ------------------------------------------------------------------------

    def end_practice(self) -> None:
        """Remove the practice town with everything written in it, and begin anew."""
        from helhedsplan_desktop.practice_vault import remove_practice

        self._take_down()
        self._return_to = None
        self.window.show_screen(WaitingScreen(translate("Desktop", "Removing the practice data …")))
        self._door.run(partial(remove_practice, self._core), self, self._show_door_again)


def run(options: Options) -> int:
    """Run the program in its window until that is closed; return the exit code."""
    silence_libraries()
    core = Core(profile_at(options.profile or None), read_policy(machine_policy_file()))
    log_crashes(core.log)
    app = make_application()
    look = make_look(app, core, options)
    desktop = Desktop(app, core, look, options.practice_size, options.seed)
    ending = EndingBySignal(app)
    desktop.start()
    try:
        return app.exec()
    finally:
        desktop.close()
        ending.stop()


def make_look(app: QApplication, core: Core, options: Options) -> Look:
    """Return the look that was kept, but with what was asked for this start only."""
    settings = SettingsFile(core.profile.settings)
    kept = settings.value
    shown = replace(
        kept,
        theme=options.theme or kept.theme,
        language=options.language or kept.language,
        text_scale=round(options.scale * 100) or kept.text_scale,
    )
    theme = Theme(app, Mode(shown.theme), shown.text_scale / 100)
    theme.install()
    return Look(app, theme, settings, shown)


def _open_vault(core: Core) -> tuple[OpenVault, bool]:
    """Return what is behind the open vault and whether it is the practice town."""
    from helhedsplan_desktop.practice_vault import is_practice

    opened = core.opened()
    if opened.session is None and opened.members.enrolled:
        core.begin_session()
        opened = core.opened()
    return opened, is_practice(core)


def _disk_refused() -> str:
    return translate(
        "Desktop",
        "The disk of this computer is not encrypted, and your organisation does not allow the"
        " program on such a computer. Ask IT to encrypt the disk.",
    )


def _nothing(_: object) -> None:
    """Take an answer that nobody waits for."""


def _passed_over(_: AppError) -> None:
    """What could not be read early is told when it is needed."""
