"""People and access as a page of the window: reads them, invites, approves, withdraws."""

from collections.abc import Callable
from datetime import date, datetime
from functools import partial

from typing_extensions import override

from helhedsplan_desktop.foundation.changes import Changes
from helhedsplan_desktop.foundation.clock import local_day, milliseconds
from helhedsplan_desktop.foundation.errors import AppError, Problem
from helhedsplan_desktop.services.access import SpaceView
from helhedsplan_desktop.services.desk import Me
from helhedsplan_desktop.services.member_views import Invitation, OpenInvitation
from helhedsplan_desktop.services.session import Session
from helhedsplan_desktop.services.staff import StaffMember
from ui.bridge.problem_texts import words_for
from ui.language import current_language, translate
from ui.parts.first_focus import FirstFocus
from ui.parts.reading import Reading
from ui.screens.members.acts import Act, ActWished, words_of
from ui.screens.members.shown import (
    CodeShown,
    InvitationShown,
    InviteForm,
    LaptopShown,
    MembersShown,
    PersonShown,
    SpaceShown,
    Stage,
)
from ui.screens.members.view import MembersView
from ui.screens.page import Page, PageContext, Wish
from ui.widgets.layouts import Column

Gathered = tuple[tuple[PersonShown, ...], tuple[SpaceShown, ...]]
"""People with their laptops, and the spaces."""


def _person(member: StaffMember, me: Me, today: date) -> PersonShown:
    laptops = tuple(
        LaptopShown(
            each.device,
            each.name,
            each.synced_at,
            (today - local_day(each.synced_at)).days if each.synced_at else 0,
            mine=each.device == me.device,
        )
        for each in member.laptops
    )
    return PersonShown(
        member.user, member.name, member.title, member.role, laptops, me=member.user == me.user
    )


def _gather(session: Session, today: date) -> Gathered:
    people = tuple(_person(each, session.me, today) for each in session.members.staff())
    names = {each.user: each.name for each in people}
    return people, tuple(_space(each, names) for each in session.access.spaces())


def _space(found: SpaceView, names: dict[bytes, str]) -> SpaceShown:
    name = found.name
    if found.purpose == "shielded":
        owner = names.get(found.owner or b"", "")
        name = translate("Access", "Shielded notes of {name}").format(name=owner)
    elif not name:
        plan = found.purpose == "plan"
        name = translate("Access", "The plan") if plan else translate("Access", "The team")
    readers = tuple(sorted(names[each] for each in found.members if each in names))
    return SpaceShown(found.space, found.purpose, name, found.members, readers, found.mine)


def _open_ones(session: Session, now: datetime) -> tuple[InvitationShown, ...]:
    return tuple(_invitation(each, now) for each in session.members.invitations())


def _invitation(found: OpenInvitation, now: datetime) -> InvitationShown:
    invitation = found.invitation
    if found.forged or found.burnt:
        stage = Stage.SPOILT
    elif found.arrived:
        stage = Stage.CLAIMED
    elif invitation.expires_at <= milliseconds(now):
        stage = Stage.EXPIRED
    else:
        stage = Stage.WAITING
    return InvitationShown(
        invitation.invite_id, invitation.name, invitation.role, invitation.expires_at, stage
    )


class MembersPage(Page):
    """Shows people, laptops and invitations to a lead.

    Invitations are asked of the server; without a network the people are shown all the same.

    Args:
        context: services, lanes and ways out.
    """

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self._context = context
        self._session = context.session
        self._reading = Reading(context.runner, self._prepare_people, self._show_people, self)
        self._asking = Reading(
            context.runner,
            self._prepare_invitations,
            self._show_invitations,
            self,
            self._unreachable,
        )
        self._people: tuple[PersonShown, ...] = ()
        self._spaces: tuple[SpaceShown, ...] = ()
        self._invitations: tuple[InvitationShown, ...] = ()
        language = current_language().value
        titles = tuple(each.name(language) for each in self._session.catalogue.titles)
        self._view = MembersView(titles)
        self._view.set_veiled(context.veiled())
        self._first = FirstFocus(self, self._view.focus_first)
        Column(self).addWidget(self._view)
        self._view.invited.connect(self._invite)
        self._view.approved.connect(self._approve)
        self._view.cancelled.connect(self._withdraw)
        self._view.asked_again.connect(self._ask_server)
        self._view.act_wished.connect(self._act)
        context.changes.changed.connect(self._changed)

    @override
    def opened(self) -> None:
        self._first.begin()
        self._reading.ask(then=self._first.arrive)
        self._ask_server()

    @override
    def closed(self) -> None:
        self._view.close_column()

    @override
    def show_wish(self, wish: Wish) -> None:
        if wish is Wish.INVITE:
            self._view.invite()

    @override
    def privacy_changed(self, veiled: bool) -> None:
        self._view.set_veiled(veiled)

    def _changed(self, changes: Changes) -> None:
        if self.isVisible() and (changes.everything or changes.of("Member") or _reports(changes)):
            self._reading.ask()
            self._ask_server()

    def _prepare_people(self) -> Callable[[], Gathered]:
        return partial(_gather, self._session, self._context.today())

    def _show_people(self, found: Gathered) -> None:
        self._people, self._spaces = found
        self._show()

    def _ask_server(self) -> None:
        """Ask which invitations wait; a network that is away is weather."""
        self._asking.ask()

    def _prepare_invitations(self) -> Callable[[], tuple[InvitationShown, ...]]:
        return partial(_open_ones, self._session, self._context.now())

    def _show_invitations(self, found: tuple[InvitationShown, ...]) -> None:
        self._invitations = found
        self._view.set_unreachable("")
        self._show()

    def _unreachable(self, error: AppError) -> None:
        if error.problem is Problem.NOT_ALLOWED:
            # The practice town, and an organisation whose lead works elsewhere.
            self._view.set_without_server()
        else:
            self._view.set_unreachable(words_for(error).happened)

    def _show(self) -> None:
        self._view.show_members(
            MembersShown(self._people, self._invitations, self._context.now(), self._spaces)
        )

    # --- a lead's acts ----------------------------------------------------------------------------

    def _act(self, wished: ActWished) -> None:
        column = self._view.aside()
        if column is not None:
            column.set_busy(busy=True)
        done = partial(self._acted, wished)
        # Not the writer lane: the server is asked, and no save may wait for a network.
        self._context.runner.run(partial(_carry_out, self._session, wished), self, done, self._not)

    def _acted(self, wished: ActWished, made: Invitation | None) -> None:
        column = self._view.aside()
        if column is not None:
            column.set_busy(busy=False)
        if made is not None:
            self._invited(made)
            return
        self._context.navigator.toast(words_of(wished.act).done)
        if wished.act in {Act.NEW_TEAM, Act.LEAVES}:
            self._view.close_column()
        self._reading.ask()

    def _not(self, error: AppError) -> None:
        column = self._view.aside()
        if column is not None:
            column.set_busy(busy=False)
            column.show_problem(words_for(error).sentence)
        else:
            self._context.navigator.tell(error)

    # --- inviting ---------------------------------------------------------------------------------

    def _invite(self, form: InviteForm) -> None:
        self._view.column.set_busy(busy=True)
        work = partial(
            self._session.members.invite,
            form.name,
            form.title,
            form.role,
            automatic=form.automatic,
        )
        # Not the writer lane: the server is asked, and no save may wait for a network.
        self._context.runner.run(work, self, self._invited, self._refused)

    def _invited(self, made: Invitation) -> None:
        self._view.show_code(
            CodeShown(
                made.invite_id, made.name, made.role, made.code, made.expires_at, made.automatic
            )
        )
        self._ask_server()

    def _refused(self, error: AppError) -> None:
        self._view.column.show_problem(words_for(error).sentence)

    def _approve(self, invite: int) -> None:
        def done(taken_in: bool) -> None:  # noqa: FBT001  the service's own answer
            self._context.navigator.toast(
                translate("Members", "The laptop is approved")
                if taken_in
                else translate("Members", "The laptop could not prove the code. Invite anew.")
            )
            self._reading.ask()
            self._ask_server()

        self._context.runner.run(partial(self._session.members.approve, invite), self, done)

    def _withdraw(self, invite: int) -> None:
        def done(_result: None) -> None:
            self._context.navigator.toast(translate("Members", "The invitation is withdrawn"))
            self._ask_server()

        self._context.runner.run(partial(self._session.members.cancel, invite), self, done)


def _carry_out(session: Session, wished: ActWished) -> Invitation | None:
    """Do what a lead wished; returns an invitation if that is what comes of it."""
    access, device, user = session.access, wished.device, wished.user
    if wished.act is Act.NEW_LAPTOP:
        return session.members.invite_again(user, automatic=False)
    acts: dict[Act, Callable[[], object]] = {
        Act.DRAIN: partial(access.drain_laptop, device),
        Act.LOCK_OUT: partial(access.revoke_laptop, device, stolen=False),
        Act.STOLEN: partial(access.revoke_laptop, device, stolen=True),
        Act.WIPE: partial(access.wipe_laptop, device),
        Act.LEAVES: partial(access.revoke_person, user, stolen=False),
        Act.ROLE: partial(access.set_role, user, wished.role),
        Act.MEMBERS: partial(access.change_members, wished.space, wished.added, wished.removed),
        Act.NEW_TEAM: partial(access.add_team, wished.name, wished.added),
        Act.ROTATE: partial(access.rotate, wished.space),
    }
    acts[wished.act]()
    return None


def _reports(changes: Changes) -> frozenset[bytes]:
    """Return the laptops that told something new."""
    return changes.of("DeviceReport")
