"""The page of contacts: list, one contact, and the form over it."""

from datetime import date
from functools import partial
from typing import Final

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeySequence, QResizeEvent, QShortcut
from typing_extensions import override

from helhedsplan_desktop.foundation.cancel import CancelToken
from helhedsplan_desktop.foundation.changes import Changes
from helhedsplan_desktop.foundation.errors import AppError
from helhedsplan_desktop.services.contact_views import ContactFilter
from helhedsplan_desktop.services.desk import MemberLabel
from ui.language import current_language
from ui.parts.follow_up_acts import FollowUpActs
from ui.parts.follow_up_menus import Acts, line_menu
from ui.screens.contacts.acts import ContactActs
from ui.screens.contacts.detail_view import ContactDetail
from ui.screens.contacts.erase import ErasePanel
from ui.screens.contacts.form_desk import ContactFormDesk
from ui.screens.contacts.history import HistoryPanel
from ui.screens.contacts.list_view import ContactListView
from ui.screens.contacts.menus import contact_menu, note_menu
from ui.screens.contacts.move import Mover
from ui.screens.contacts.reading import (
    PAGE_LENGTH,
    Listed,
    Place,
    find_place,
    read_contact,
    read_list,
)
from ui.screens.contacts.stream import ContactShown
from ui.screens.page import Page, PageContext, Wish
from ui.theme.theme import current, t
from ui.theme.tokens import Size
from ui.widgets.labels import Hairline
from ui.widgets.layouts import Row

_SHOWN_NOUNS: Final = ("Contact", "Note", "Remark", "FollowUp", "Member")
_TYPING_MILLISECONDS: Final = 40
"""Letters typed faster than this are searched for together."""

_NARROWEST_DETAIL: Final = 480
"""Text units; under this list and contact take turns instead of standing side by side."""


class ContactsPage(Page):
    """Lists contacts, shows one, and changes them.

    Args:
        context: use cases, lanes and ways out.
    """

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self._context = context
        self._session = context.session
        self._listing: CancelToken | None = None
        self._reading: CancelToken | None = None
        self._wanted: bytes | None = None
        self._length = PAGE_LENGTH
        self._reveal: Place | None = None
        self._members: tuple[MemberLabel, ...] = ()
        self.list = ContactListView(self._session.catalogue)
        self.detail = ContactDetail(self._session.catalogue, self._find_marks, context.today)
        self._line = Hairline(upright=True)
        row = Row(self)
        row.addWidget(self.list)
        row.addWidget(self._line)
        row.addWidget(self.detail, 1)
        self._acts = ContactActs(context, self)
        self._mover = Mover(context, self)
        self.erasing, self.history = ErasePanel(context, self), HistoryPanel(context, self)
        self._steps = FollowUpActs(context, self)
        self.form = ContactFormDesk(context, self)
        self._typing = QTimer(self, singleShot=True, interval=_TYPING_MILLISECONDS)
        self._typing.timeout.connect(self._read_list)
        self._connect_list()
        self._connect_detail()
        self._connect_acts()
        self.privacy_changed(context.veiled())
        context.changes.changed.connect(self._changed)
        current().changed.connect(self._fold)

    def _connect_list(self) -> None:
        self.list.filters.changed.connect(self._filter_changed)
        self.list.opened.connect(self.open_contact)
        self.list.entered.connect(self._enter_contact)
        self.list.new_wanted.connect(self._new_contact)
        edit = QShortcut(QKeySequence("Ctrl+E"), self)
        edit.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        edit.activated.connect(self._edit_contact)

    def _connect_detail(self) -> None:
        detail, stream = self.detail, self.detail.stream
        detail.note_wanted.connect(self._write_note)
        detail.menu_wanted.connect(self._open_contact_menu)
        detail.back_wanted.connect(self._back_to_list)
        detail.step_done.connect(self._steps.done)
        detail.step_menu_wanted.connect(self._open_step_menu)
        detail.planned.connect(self._plan)
        stream.note_menu_wanted.connect(self._open_note_menu)
        stream.edit_wanted.connect(self._edit_note)
        stream.delete_wanted.connect(self._delete_note)
        stream.remark_wanted.connect(self._acts.remarks.begin)
        stream.remark_typed.connect(self._acts.remarks.type)
        stream.remark_closed.connect(self._acts.remarks.close)
        stream.remark_added.connect(self._acts.remarks.add)
        stream.decided.connect(self._acts.settle)
        stream.conflict_wanted.connect(self._context.navigator.open_conflict)
        stream.more_wanted.connect(self._show_more)

    def _connect_acts(self) -> None:
        stream = self.detail.stream
        self._acts.contact_deleted.connect(self._contact_gone)
        self.erasing.erased.connect(self._contact_gone)
        self._acts.planned.connect(self.detail.agreements.clear_plan)
        self._acts.remarks.begun.connect(stream.begin_remark)
        self._acts.remarks.stored.connect(stream.end_remark)
        self._acts.remarks.refused.connect(stream.show_remark_problem)
        self.form.stored.connect(self._enter_contact)
        self.form.wanted.connect(self.open_contact)

    @override
    def opened(self) -> None:
        self._read_list()
        if self._wanted is not None:
            self._read_contact(again=True)
        self.list.table.setFocus()

    @override
    def closed(self) -> None:
        self.form.put_away()
        self.erasing.hide()
        self.history.hide()

    @override
    def before_lock(self) -> None:
        self.form.put_away()
        self._acts.remarks.close_all()

    @override
    def privacy_changed(self, veiled: bool) -> None:
        self.list.set_veiled(veiled)
        self.detail.set_veiled(veiled)
        self.form.panel.set_veiled(veiled)
        self.erasing.hide()
        self.history.hide()

    @override
    def show_wish(self, wish: Wish) -> None:
        if wish is Wish.NEW_CONTACT:
            self._new_contact("")
        elif wish is Wish.OVERDUE:
            self.list.filters.apply(ContactFilter(overdue=True))
        elif wish is Wish.NOT_INFORMED:
            self.list.filters.apply(ContactFilter(not_informed=True))

    @override
    def show_record(self, rid: bytes) -> None:
        """Show a contact, or a note among what happened with its contact."""
        self._context.runner.run(partial(find_place, self._session, rid), self, self._show_place)

    def open_contact(self, rid: bytes) -> None:
        """Show a contact beside the list."""
        if rid != self._wanted:
            self._acts.remarks.close_all()
            self._length = PAGE_LENGTH
        again = rid == self._wanted
        self._wanted = rid
        self.list.table.choose(rid)
        self._read_contact(again=again)
        self._fold()

    def _find_marks(self, text: str) -> tuple[tuple[int, int], ...]:
        return tuple((mark.start, mark.end) for mark in self._session.notes.check(text))

    def _today(self) -> date:
        return self._context.today()

    def _filter_changed(self, chosen: ContactFilter) -> None:
        if chosen.text:
            self._typing.start()
        else:
            self._read_list()

    def _read_list(self) -> None:
        """Ask for the list; an older question is no longer waited for."""
        self._typing.stop()
        if self._listing is not None:
            self._listing.cancel()
        read = partial(read_list, self._session, self.list.filters.chosen, current_language().value)
        self._listing = self._context.runner.run(read, self, self._show_list)

    def _show_list(self, listed: Listed) -> None:
        choices = listed.choices
        self._members = choices.members
        self.list.filters.set_choices(choices.areas, choices.departments)
        self.list.show_list(listed.found, self._today())
        # The list keeps its choice and its place by itself, unless the contact is new in it.
        if self._wanted is not None and self.list.table.chosen_contact() != self._wanted:
            self.list.table.choose(self._wanted)

    def _read_contact(self, *, again: bool) -> None:
        if self._wanted is None:
            return
        if self._reading is not None:
            self._reading.cancel()
        read = partial(
            read_contact,
            self._session,
            self._wanted,
            current_language().value,
            self._today(),
            self._length,
            again=again,
        )
        self._reading = self._context.runner.run(
            read, self, self._show_contact, self._contact_missing
        )

    def _show_contact(self, shown: ContactShown) -> None:
        self.detail.show_contact(shown)
        place, self._reveal = self._reveal, None
        if place is not None and place.note is not None:
            self.detail.reveal_note(place.note)
            if place.remark:
                self._acts.remarks.begin(place.note)

    def _contact_missing(self, error: AppError) -> None:
        """The contact is gone, deleted here or by a colleague: show none."""
        if self.detail.shown is None:
            self._context.navigator.tell(error)
        self._contact_gone(self._wanted)

    def _contact_gone(self, rid: bytes | None) -> None:
        if rid == self._wanted:
            self._wanted = None
            self.detail.show_none()
            self._fold()

    def _changed(self, changes: Changes) -> None:
        if not self.isVisible():
            return
        if changes.everything or any(changes.of(noun) for noun in _SHOWN_NOUNS):
            self._read_list()
            self._read_contact(again=True)

    def _show_place(self, place: Place) -> None:
        if place.contact is None:
            if place.note is not None:
                self._context.navigator.edit_note(place.note)
            return
        self._reveal = place
        self.open_contact(place.contact)
        if place.note is None:
            self.detail.header.focus_main()

    def _enter_contact(self, rid: bytes) -> None:
        self.open_contact(rid)
        self.detail.header.focus_main()

    def _show_more(self) -> None:
        self._length += PAGE_LENGTH
        self._read_contact(again=True)

    def _new_contact(self, name: str) -> None:
        self._place_panel()
        self.form.begin(None, name)

    def _edit_contact(self) -> None:
        shown = self.detail.shown
        if shown is not None and not shown.page.read_only:
            self._place_panel()
            self.form.begin(shown.page.row.rid)

    def _write_note(self) -> None:
        self._context.navigator.quick_note(self._wanted)

    def _plan(self, what: str, due_on: str) -> None:
        if self._wanted is not None:
            self._acts.plan(self._wanted, what, due_on)

    def _edit_note(self, note: bytes) -> None:
        """Open an own note for changing; to a colleague's a remark can be added."""
        entry = self.detail.entry(note)
        if entry is None:
            return
        if entry.mine:
            self._context.navigator.edit_note(note)
        else:
            self._acts.remarks.begin(note)

    def _delete_note(self, note: bytes) -> None:
        entry = self.detail.entry(note)
        if entry is not None and entry.mine:
            self._acts.delete_note(note)

    def _open_note_menu(self, note: bytes, point: QPoint) -> None:
        entry, shown = self.detail.entry(note), self.detail.shown
        if entry is None or shown is None:
            return
        own = entry.mine and not shown.page.read_only
        movable = own or (self._context.session.me.is_lead and not shown.page.read_only)
        note_menu(
            self,
            point,
            edit=partial(self._edit_note, note) if own else None,
            remark=partial(self._acts.remarks.begin, note),
            copy=partial(QGuiApplication.clipboard().setText, entry.text),
            move=partial(self._mover.ask, "Note", note, point) if movable else None,
            delete=partial(self._acts.delete_note, note) if own else None,
            erase=self.erasing.offer("Note", note, self._called(shown, entry.on)),
            history=self.history.offer("Note", note, self._called(shown, entry.on)),
        )

    def _open_contact_menu(self, point: QPoint) -> None:
        shown = self.detail.shown
        if shown is None:
            return
        page = shown.page
        phone = page.form.phone
        contact_menu(
            self,
            point,
            edit=None if page.read_only else self._edit_contact,
            plan=self.detail.begin_plan,
            copy_phone=partial(QGuiApplication.clipboard().setText, phone) if phone else None,
            move=None
            if page.read_only
            else partial(self._mover.ask, "Contact", page.row.rid, point),
            delete=None if page.read_only else partial(self._acts.delete_contact, page.row.rid),
            erase=self.erasing.offer("Contact", page.row.rid, self._called(shown)),
            history=self.history.offer("Contact", page.row.rid, self._called(shown)),
        )

    def _called(self, shown: ContactShown, *more: str) -> str:
        """Return what a record is called in the title of a panel; nothing in doorway privacy."""
        return "" if self._context.veiled() else " · ".join((shown.page.row.name, *more))

    def _open_step_menu(self, rid: bytes, point: QPoint) -> None:
        line = self.detail.agreements.line(rid)
        if line is None:
            return
        acts = Acts(
            done=self._steps.done,
            opened=self.open_contact,
            postponed=self._steps.postpone,
            handed_over=self._hand_over,
            dropped=self._steps.drop,
        )
        line_menu(self, line, self._today(), self._members, acts, point).popup(point)

    def _hand_over(self, rid: bytes, user: bytes) -> None:
        name = next((each.name for each in self._members if each.user == user), "")
        self._steps.hand_over(rid, user, name)

    def _back_to_list(self) -> None:
        self._wanted = None
        self.detail.show_none()
        self._fold()
        self.list.table.setFocus(Qt.FocusReason.TabFocusReason)

    def _fold(self) -> None:
        """Show list and contact side by side, or one of them where only one has room."""
        alone = self.width() < t(Size.LIST) + t(_NARROWEST_DETAIL)
        self.detail.header.set_alone(alone)
        reading = self._wanted is not None
        self.list.setVisible(not (alone and reading))
        self._line.setVisible(not alone)
        self.detail.setVisible(not alone or reading)
        wide = self.width() if alone else t(Size.LIST)
        self.list.setFixedWidth(max(wide, 1))
        self._place_panel()

    def _place_panel(self) -> None:
        """Lay the form over the detail, as wide as its columns need."""
        wide = min(self.width(), t(Size.SIDE_PANEL))
        for panel in (self.form.panel, self.erasing, self.history):
            panel.setGeometry(self.width() - wide, 0, wide, self.height())

    @override
    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        self._fold()
