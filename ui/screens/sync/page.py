"""The sync page in the window: reads where syncing stands, starts a sync."""

from dataclasses import dataclass
from functools import partial
from typing import Final

from PySide6.QtCore import QTimer
from typing_extensions import override

from helhedsplan_desktop.foundation.errors import AppError, Problem
from helhedsplan_desktop.services.access import ForkView
from helhedsplan_desktop.services.parcels import ParcelView
from helhedsplan_desktop.services.session import Session
from helhedsplan_desktop.services.syncing import RefusedItem, SyncStatus
from ui.language import translate
from ui.screens.page import Page, PageContext, PageName
from ui.screens.sync.needed import DoubtShown, ForkShown
from ui.screens.sync.view import SyncShown, SyncView
from ui.widgets.layouts import Column

AGES_MS: Final = 30_000
"""Words like "5 minutes ago" are made anew this often."""


@dataclass(frozen=True, slots=True)
class LeadsMatters:
    """What the server told a lead."""

    doubted: tuple[DoubtShown, ...] = ()
    parcels: tuple[ParcelView, ...] = ()
    fork: ForkShown | None = None


def _leads_matters(session: Session) -> LeadsMatters:
    """Ask the server for what waits for a lead.

    Raises:
        AppError: as the server answers.
    """
    names = {
        laptop.device: f"{laptop.name} ({member.name})"
        for member in session.members.staff()
        for laptop in member.laptops
    }
    doubted = tuple(
        DoubtShown(each.device, names.get(each.device, each.device.hex()[:8]), each.copied)
        for each in session.access.doubted()
    )
    fork = session.access.fork() if session.syncing.status.forked else None
    return LeadsMatters(doubted, session.parcels.waiting(), _fork(fork, names))


def _fork(found: ForkView | None, names: dict[bytes, str]) -> ForkShown | None:
    if found is None:
        return None
    put_out, taken_in = (
        tuple(names.get(device, device.hex()[:8]) for device in devices)
        for devices in (found.put_out, found.taken_in)
    )
    return ForkShown(found.entries, put_out, taken_in)


def _gather(session: Session, asked: LeadsMatters, unsealed: set[bytes]) -> SyncShown:
    return SyncShown(
        status=session.syncing.status,
        waiting=session.syncing.waiting(),
        refused=session.syncing.refused(),
        aside=session.syncing.quarantined(),
        deletions=session.syncing.waiting_deletions(),
        laptops=session.reviewing.laptops() if session.me.is_lead else (),
        log=session.syncing.log(),
        me=session.me.device,
        doubted=asked.doubted,
        parcels=asked.parcels,
        unsealed=frozenset(unsealed),
        fork=asked.fork,
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
        self._asked = LeadsMatters()
        self._unsealed = set[bytes]()
        self._view.set_veiled(context.veiled())
        Column(self).addWidget(self._view)
        self._view.sync_wished.connect(context.session.syncing.sync_now)
        self._view.conflicts_wished.connect(self._open_conflicts)
        self._view.opened.connect(self._open_refused)
        self._view.again_wished.connect(self._try_again)
        self._view.hand_over_wished.connect(self._hand_over)
        self._view.deletions_answered.connect(self._answer_deletions)
        self._view.doubt_answered.connect(self._answer_doubt)
        self._view.parcel_wished.connect(self._take_over)
        self._view.fork_settled.connect(self._settle_fork)
        context.status.changed.connect(self._status_changed)
        self._timer = QTimer(self, interval=AGES_MS)
        self._timer.timeout.connect(self._read)

    @override
    def opened(self) -> None:
        self._timer.start()
        self._ask_server()
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

    def _hand_over(self, item: RefusedItem) -> None:
        work = partial(self._context.session.syncing.hand_over, item.rid)
        self._context.runner.write(work, self, self._acted)

    def _answer_deletions(self, space: bytes, believe: bool) -> None:  # noqa: FBT001  signal's shape
        syncing = self._context.session.syncing
        work = partial(syncing.answer_deletions, space, believe=believe)
        self._context.runner.write(work, self, partial(self._deletions_answered, believe))

    def _deletions_answered(self, believe: bool, _: None) -> None:  # noqa: FBT001  bound by name
        told = (
            translate("Sync", "They are deleted here with the next sync.")
            if believe
            else translate(
                "Sync",
                "They stay here. About what a lead deleted everywhere you are asked again.",
            )
        )
        self._context.navigator.toast(told)
        self._context.session.syncing.sync_now()
        self._read()

    def _ask_server(self) -> None:
        """Ask what waits for a lead; without a network nothing new is told."""
        if self._context.session.me.is_lead:
            work = partial(_leads_matters, self._context.session)
            self._context.runner.run(work, self, self._hear, self._unheard)

    def _hear(self, matters: LeadsMatters) -> None:
        self._asked = matters
        self._read()

    def _unheard(self, _: AppError) -> None:
        """The page says already that the server does not answer."""

    def _answer_doubt(self, device: bytes, go_on: bool) -> None:  # noqa: FBT001  signal's shape
        access = self._context.session.access
        act = access.trust_laptop if go_on else partial(access.revoke_laptop, stolen=False)
        self._context.runner.run(partial(act, device), self, self._lead_acted)

    def _settle_fork(self) -> None:
        work = self._context.session.access.resolve_fork
        self._context.runner.run(work, self, self._fork_settled)

    def _fork_settled(self, _: None) -> None:
        self._context.navigator.toast(translate("Sync", "The members' list is one again"))
        self._context.session.syncing.sync_now()
        self._ask_server()

    def _take_over(self, parcel: ParcelView) -> None:
        told = parcel.parcel in self._unsealed
        take = self._context.session.parcels.take_over
        work = partial(take, parcel.parcel, all_the_same=told)
        self._context.runner.run(work, self, self._taken_over, partial(self._not_taken, parcel))

    def _not_taken(self, parcel: ParcelView, error: AppError) -> None:
        """Say why; a parcel without a seal may be taken all the same, now that its lead knows."""
        if error.problem is Problem.PARCEL_UNSEALED:
            self._unsealed.add(parcel.parcel)
            self._read()
        self._context.navigator.tell(error)

    def _taken_over(self, records: int) -> None:
        self._context.navigator.toast(translate("Sync", "Took %n change(s) over", None, records))
        self._ask_server()

    def _lead_acted(self, _: None) -> None:
        self._ask_server()

    def _acted(self, _: None) -> None:
        self._read()

    def _read(self) -> None:
        work = partial(_gather, self._context.session, self._asked, set(self._unsealed))
        self._context.runner.run(work, self, self._show)

    def _show(self, shown: SyncShown) -> None:
        self._view.show_sync(shown, self._context.now())
