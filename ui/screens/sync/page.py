"""The sync page in the window: reads where syncing stands, starts a sync."""

from functools import partial
from typing import Final

from PySide6.QtCore import QTimer
from typing_extensions import override

from helhedsplan_desktop.services.session import Session
from helhedsplan_desktop.services.syncing import RefusedItem, SyncStatus
from ui.screens.page import Page, PageContext, PageName
from ui.screens.sync.view import SyncShown, SyncView
from ui.widgets.layouts import Column

AGES_MS: Final = 30_000
"""Words like "5 minutes ago" are made anew this often."""


def _gather(session: Session) -> SyncShown:
    return SyncShown(
        status=session.syncing.status,
        waiting=session.syncing.waiting(),
        refused=session.syncing.refused(),
        aside=session.syncing.quarantined(),
        deletions=session.syncing.waiting_deletions(),
        laptops=session.reviewing.laptops() if session.me.is_lead else (),
        log=session.syncing.log(),
        me=session.me.device,
    )


class SyncPage(Page):
    """Shows where syncing stands.

    Args:
        context: services, lanes and ways out.
    """

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self._context = context
        self._view = SyncView()
        self._view.set_veiled(context.veiled())
        Column(self).addWidget(self._view)
        self._view.sync_wished.connect(context.session.syncing.sync_now)
        self._view.conflicts_wished.connect(self._open_conflicts)
        self._view.opened.connect(self._open_refused)
        self._view.again_wished.connect(self._try_again)
        self._view.deletions_answered.connect(self._answer_deletions)
        context.status.changed.connect(self._status_changed)
        self._timer = QTimer(self, interval=AGES_MS)
        self._timer.timeout.connect(self._read)

    @override
    def opened(self) -> None:
        self._timer.start()
        self._view.focus_first()
        self._read()

    @override
    def closed(self) -> None:
        self._timer.stop()

    @override
    def before_lock(self) -> None:
        self._timer.stop()

    @override
    def privacy_changed(self, veiled: bool) -> None:
        self._view.set_veiled(veiled)

    def _status_changed(self, status: object) -> None:
        if not self.isVisible():
            return
        assert isinstance(status, SyncStatus)
        self._view.show_status(status, self._context.now())
        if not status.active:
            self._read()

    def _open_conflicts(self) -> None:
        self._context.navigator.open_page(PageName.CONFLICTS)

    def _open_refused(self, item: RefusedItem) -> None:
        if item.noun == "Note":
            self._context.navigator.edit_note(item.rid)
        else:
            self._context.navigator.open_contact(item.rid)

    def _try_again(self, item: RefusedItem) -> None:
        work = partial(self._context.session.syncing.try_again, item.rid)
        self._context.runner.write(work, self, self._acted)

    def _answer_deletions(self, space: bytes, believe: bool) -> None:  # noqa: FBT001  signal's shape
        syncing = self._context.session.syncing
        work = partial(syncing.answer_deletions, space, believe=believe)
        self._context.runner.write(work, self, self._acted)

    def _acted(self, _: None) -> None:
        self._read()

    def _read(self) -> None:
        work = partial(_gather, self._context.session)
        self._context.runner.run(work, self, self._show)

    def _show(self, shown: SyncShown) -> None:
        self._view.show_sync(shown, self._context.now())
