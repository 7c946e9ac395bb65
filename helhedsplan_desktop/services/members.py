"""Belonging to an organisation: founding it, inviting, joining, and who this laptop is."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Final, cast

from sqlalchemy import Connection

from helhedsplan_desktop.crypto.recovery import RecoverySeed, read_sheet
from helhedsplan_desktop.foundation.clock import Clock
from helhedsplan_desktop.foundation.errors import AppError, Problem
from helhedsplan_desktop.foundation.ids import Ids, Randomness
from helhedsplan_desktop.records.base import Record
from helhedsplan_desktop.records.organisation import Member, SpaceName
from helhedsplan_desktop.rules.clean_text import clean_line
from helhedsplan_desktop.services import checks
from helhedsplan_desktop.services.desk import Homes, Me
from helhedsplan_desktop.services.first_records import FirstNames, first_records
from helhedsplan_desktop.services.member_views import Invitation, OpenInvitation, Sheet
from helhedsplan_desktop.services.server_lines import ServerLines
from helhedsplan_desktop.services.server_words import founding_problem
from helhedsplan_desktop.services.staff import StaffMember, staff_of
from helhedsplan_desktop.store import identity
from helhedsplan_desktop.store.identity import Identity
from helhedsplan_desktop.store.repositories import organisation
from helhedsplan_desktop.store.store import Store
from helhedsplan_desktop.sync import founding
from helhedsplan_desktop.sync import trust as trusting
from helhedsplan_desktop.sync.cycle import Cycle
from helhedsplan_desktop.sync.enrolling import Enrolling, Stage
from helhedsplan_desktop.sync.founding import Founder
from helhedsplan_desktop.sync.inviting import Inviting, KeptInvite
from helhedsplan_desktop.sync.recovering import Recovering
from helhedsplan_desktop.sync.transport import RefusedError, Transport
from helhedsplan_protocol.roster import Role

ROLES: Final = ("worker", "lead", "reader")
"""Roles that a lead may invite to."""


class Members:
    """Use cases of belonging, over one open vault; before and after enrolment.

    Args:
        make_transport: makes a connection to a server address.
        program: this program's version.

    Attributes:
        lines: the lines to the server that these acts use.
    """

    def __init__(
        self,
        store: Store,
        clock: Clock,
        ids: Ids,
        randomness: Randomness,
        make_transport: Callable[[str], Transport],
        program: str,
    ) -> None:
        self._store = store
        self._clock = clock
        self._ids = ids
        self._randomness = randomness
        self.lines = ServerLines(store, clock, ids, randomness, make_transport, program)

    # --- who this laptop is -----------------------------------------------------------------------

    @property
    def enrolled(self) -> bool:
        """True once this laptop belongs to an organisation, also a practice one."""
        me = self._identity()
        return (
            me.get(identity.USER) is not None
            and me.get(identity.INVITE) is None
            and (me.get(founding.PENDING) is None)
        )

    def me(self) -> Me:
        """Return who works on this laptop.

        Raises:
            AppError: NOT_FOUND before enrolment.
        """
        me = self._identity()
        user, device = me.get(identity.USER), me.get(identity.DEVICE)
        if user is None or device is None:
            raise AppError(Problem.NOT_FOUND)
        with self._store.read() as connection:
            trust = trusting.load(connection)
            row = next(
                (each for each in organisation.members(connection) if each["user"] == user), None
            )
        role = trust.roster.role_of_user(user) if trust is not None else me.text("practice_role")
        return Me(
            user,
            device,
            row["name"] if row else "",
            row["title"] if row else "",
            role or "worker",
            me.text(identity.COMPUTER),
        )

    def homes(self) -> Homes:
        """Return the spaces that this person's records go to."""
        me = self._identity()
        none = bytes(16)
        return Homes(
            me.get(identity.PLAN) or none,
            me.get(identity.TEAM) or none,
            me.get(identity.SHIELDED) or none,
        )

    def device_users(self) -> dict[bytes, bytes]:
        """Return device id to user id by the verified roster."""
        with self._store.read() as connection:
            trust = trusting.load(connection)
        if trust is None:
            return {}
        return {each.device: each.user for each in trust.roster.devices()}

    @staticmethod
    def lead_devices(connection: Connection) -> frozenset[bytes] | None:
        """Return the devices that ever were a lead's, by the verified roster; None in practice.

        Ever, because what a lead saw stays seen when the lead has left.
        """
        trust = trusting.load(connection)
        if trust is None:
            return None
        roster = trust.roster
        spaces = [each.space for each in roster.spaces()]
        return frozenset(
            each.device
            for each in roster.devices()
            if any(roster.ever_led(each.device, space) for space in spaces)
        )

    def staff(self) -> tuple[StaffMember, ...]:
        """Return the people of the organisation by name, with role and laptops.

        Raises:
            AppError: NOT_FOUND before enrolment.
        """
        me = self.me()
        with self._store.read() as connection:
            trust = trusting.load(connection)
            return staff_of(connection, trust.roster if trust is not None else None, me)

    def recovery_key(self) -> bytes | None:
        """Return the key of the organisation's recovery sheet, by the verified roster.

        None before enrolment, and in practice.
        """
        with self._store.read() as connection:
            trust = trusting.load(connection)
        genesis = trust.roster.genesis if trust is not None else None
        return genesis.recovery_key if genesis is not None else None

    # --- founding ---------------------------------------------------------------------------------

    def found(
        self,
        server: str,
        founding_code: str,
        organisation_name: str,
        name: str,
        title: str,
        computer: str,
    ) -> Sheet:
        """Found an organisation; return the recovery sheet to be written down.

        Raises:
            AppError: SERVER_ADDRESS_BAD, SERVER_UNREACHABLE, SERVER_NOT_OURS, SERVER_UNTRUSTED,
                FOUNDING_CODE_WRONG, ALREADY_FOUNDED, REQUIRED, TOO_LONG.
        """
        names = FirstNames(clean_line(organisation_name), clean_line(name), clean_line(title))
        # The server founds once only: whatever the records would refuse is refused before.
        checks.fits(SpaceName, "organisation", name=names.organisation)
        checks.fits(Member, "name", name=names.name)
        checks.fits(Member, "title", title=names.title)

        def records() -> list[Record]:
            user = self._identity().need(identity.USER)
            return first_records(self._ids, self.homes(), user, names)

        with self.lines.connected(server) as transport:
            founder = Founder(self._store, transport, self._ids, self._randomness)
            code = clean_line(founding_code)
            try:
                founder.found(code, clean_line(computer), names.organisation, records)
            except RefusedError as refused:
                raise founding_problem(refused) from refused
        sheet = self.sheet()
        assert sheet is not None
        return sheet

    def sheet(self) -> Sheet | None:
        """Return the recovery sheet while it was not confirmed."""
        seed = self._identity().get(founding.SHEET)
        return Sheet(RecoverySeed(seed).sheet_lines()) if seed else None

    def confirm_sheet(self) -> None:
        """Forget the seed: the sheet was written down."""
        with self._store.write() as unit:
            identity.forget(unit.connection, founding.SHEET)

    def recover(self, line_a: str, line_b: str) -> None:
        """Become a lead by the recovery sheet, because nobody leads any more.

        This laptop's person leads every space from then on, and puts lost laptops out. The screens
        know it after the next unlock.

        Raises:
            AppError: CODE_INCOMPLETE, CODE_WRONG (line), NOT_ALLOWED on a laptop that belongs to
                no organisation or was put out, SERVER_BUSY, and as the server answers.
        """
        seed = read_sheet((line_a, line_b))
        if not self.enrolled or not self._identity().text(identity.SERVER):
            raise AppError(Problem.NOT_ALLOWED)
        with self.lines.cycle() as cycle:
            with suppress(RefusedError):
                cycle.run_once()
            trust = cycle.trust()
            if not trust.roster.is_active(trust.device):
                raise AppError(Problem.NOT_ALLOWED)
            Recovering(self._store, cycle.transport, trust, self._ids, self._randomness).recover(
                seed
            )

    # --- inviting ---------------------------------------------------------------------------------

    def invite(self, name: str, title: str, role: str, *, automatic: bool) -> Invitation:
        """Invite a newcomer; return the code to hand over.

        Raises:
            AppError: REQUIRED, TOO_LONG, BAD_VALUE, NOT_ALLOWED, and as the server answers.
        """
        name, title = clean_line(name), clean_line(title)
        checks.fits(Member, "name", name=name)
        checks.fits(Member, "title", title=title)
        if role not in ROLES:
            raise AppError(Problem.BAD_VALUE, field="role")
        with self._inviting() as inviting:
            kept = inviting.invite(name, cast("Role", role), automatic=automatic)
        member = Member(
            id=self._ids.record(), space=self.homes().plan, user=kept.user, name=name, title=title
        )
        with self._store.write() as unit:
            unit.put(member)
        return _invitation(kept)

    def invite_again(self, user: bytes, *, automatic: bool) -> Invitation:
        """Invite another laptop of somebody who is here already, or was; return the code.

        The laptops that the person has stay as they are.

        Raises:
            AppError: NOT_FOUND if the roster never named that person, NOT_ALLOWED, and as the
                server answers.
        """
        with self._store.read() as connection:
            rows = organisation.members(connection)
        name = next((row["name"] for row in rows if row["user"] == user), "")
        with self.lines.leading() as cycle:
            if cycle.trust().roster.role_of_user(user) is None:
                raise AppError(Problem.NOT_FOUND)
            return _invitation(
                self._inviting_over(cycle).invite_again(user, name, automatic=automatic)
            )

    def invitations(self) -> tuple[OpenInvitation, ...]:
        """Return the invitations of this laptop that wait.

        Raises:
            AppError: as the server answers.
        """
        with self._inviting() as inviting:
            found = inviting.open_ones()
        return tuple(
            OpenInvitation(
                _invitation(each.kept),
                each.arrived,
                each.forged,
                each.burnt,
            )
            for each in found
        )

    def approve(self, invite_id: int) -> bool:
        """Take a newcomer in; False if its keys are not there or do not prove the code.

        Raises:
            AppError: as the server answers.
        """
        with self._inviting() as inviting:
            return inviting.approve(invite_id)

    def cancel(self, invite_id: int) -> None:
        """Close an invitation.

        Raises:
            AppError: as the server answers.
        """
        with self._inviting() as inviting:
            inviting.cancel(invite_id)

    # --- joining ----------------------------------------------------------------------------------

    def enrol(self, server: str, code: str, computer: str) -> Stage:
        """Hand in this laptop's keys with the code of an invitation.

        Raises:
            AppError: CODE_INCOMPLETE, CODE_WRONG, CODE_EXPIRED, SERVER_UNTRUSTED,
                SERVER_ADDRESS_BAD, and as the server answers.
        """
        with self.lines.connected(server) as transport:
            enrolling = Enrolling(self._store, transport, self._ids, self._randomness)
            enrolling.enrol(code, clean_line(computer))
        return "waiting"

    def stage(self) -> Stage:
        """Return how far joining is: none, waiting, approved or closed.

        Raises:
            AppError: as the server answers.
        """
        me = self._identity()
        if me.get(identity.INVITE) is None:
            return "none"
        with self.lines.connected(me.text(identity.SERVER)) as transport:
            return Enrolling(self._store, transport, self._ids, self._randomness).stage()

    def join(self) -> None:
        """After approval: verify the roster from genesis and fetch the plan's own records.

        Raises:
            AppError: SERVER_UNTRUSTED, and as the server answers.
        """
        with self.lines.connected(self._identity().text(identity.SERVER)) as transport:
            Enrolling(self._store, transport, self._ids, self._randomness).join()
        with self.lines.cycle() as cycle:
            cycle.fetch_only(self.homes().plan)

    def hang_up(self) -> None:
        """End what is asked of the server just now, and ask nothing more: the vault will close."""
        self.lines.hang_up()

    # --- inside -----------------------------------------------------------------------------------

    def _identity(self) -> Identity:
        with self._store.read() as connection:
            return identity.read(connection)

    @contextmanager
    def _inviting(self) -> Iterator[Inviting]:
        """Give a lead's side of enrolment over an open session.

        Raises:
            AppError: NOT_ALLOWED for anyone but an enrolled lead, and as the server answers.
        """
        with self.lines.leading() as cycle:
            yield self._inviting_over(cycle)

    def _inviting_over(self, cycle: Cycle) -> Inviting:
        return Inviting(
            self._store,
            cycle.transport,
            cycle.trust(),
            self._clock,
            self._ids,
            self._randomness,
        )


def _invitation(kept: KeptInvite) -> Invitation:
    return Invitation(
        kept.invite_id, kept.name, kept.role, kept.invite.code, kept.expires_at, kept.automatic
    )
