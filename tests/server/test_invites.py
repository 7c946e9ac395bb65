"""Invitations from both sides."""

import hashlib
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import msgspec
import pytest

from helhedsplan_protocol.messages import (
    Enrolment,
    EnrolStart,
    EnrolSubmit,
    InviteCancel,
    InviteCreate,
)
from helhedsplan_server.errors import Refusal
from helhedsplan_server.surroundings import now_ms
from tests.support.organisation import Laptop
from tests.support.site import Site

HOUR = 60 * 60 * 1000


class Invitation:
    """An open invitation to the team and the newcomer's half of it."""

    def __init__(self, site: Site) -> None:
        self.newcomer = site.org.laptop()
        self.proof = site.org.random.randbytes(32)
        self.create = InviteCreate(
            invite_id=site.org.random.getrandbits(25),
            proof_hash=hashlib.sha256(self.proof).digest(),
            user=self.newcomer.user,
            role="worker",
            spaces=(site.team.space,),
            expires_at=now_ms(site.clock) + 47 * HOUR,
            root_mac=site.org.random.randbytes(32),
        )
        site.server.invite_create(site.lead.device, self.create)
        self.start = EnrolStart(self.create.invite_id, self.proof)
        self.wrong = EnrolStart(self.create.invite_id, bytes(32))

    def submit(self, laptop: Laptop | None = None) -> EnrolSubmit:
        device = laptop or self.newcomer
        enrolment = Enrolment(device.device, device.signing_key, device.sealing_key, b"m" * 32)
        return EnrolSubmit(self.create.invite_id, self.proof, enrolment)


def test_a_newcomer_comes_in_by_an_invitation(site: Site) -> None:
    invitation, server = Invitation(site), site.server
    terms = server.enrol_start(invitation.start)
    assert (terms.org, terms.spaces) == (site.org.org, (site.team.space,))
    assert terms.root_key == site.org.root.public_key().public_bytes_raw()
    assert terms.root_mac == invitation.create.root_mac
    assert server.enrol_status(invitation.start).state == "open"

    submit = invitation.submit()
    assert server.enrol_submit(submit).state == "waiting"
    assert server.enrol_submit(submit).state == "waiting", "the same keys may come again"
    (listed,) = server.invite_list(site.lead.device).invites
    assert listed.enrolment == submit.enrolment

    site.join(invitation.newcomer, "worker", site.team.space)
    assert server.enrol_status(invitation.start).state == "approved"
    assert site.session(invitation.newcomer).token


def test_other_keys_do_not_replace_the_first(site: Site) -> None:
    invitation = Invitation(site)
    site.server.enrol_submit(invitation.submit())
    with pytest.raises(Refusal, match="participant_mismatch"):
        site.server.enrol_submit(invitation.submit(site.org.laptop()))
    (listed,) = site.server.invite_list(site.lead.device).invites
    assert listed.enrolment == invitation.submit().enrolment


def test_five_wrong_tries_burn_an_invitation(site: Site) -> None:
    invitation = Invitation(site)
    for _ in range(4):
        with pytest.raises(Refusal, match="not_found"):
            site.server.enrol_start(invitation.wrong)
    terms = site.server.enrol_start(invitation.start)
    assert terms.user == invitation.newcomer.user, "four tries leave it open"
    with pytest.raises(Refusal, match="not_found"):
        site.server.enrol_status(invitation.wrong)
    with pytest.raises(Refusal, match="not_found"):
        site.server.enrol_start(invitation.start)
    (listed,) = site.server.invite_list(site.lead.device).invites
    assert listed.burnt


def test_an_invitation_ends_with_its_time_or_its_cancelling(site: Site) -> None:
    late, cancelled = Invitation(site), Invitation(site)
    site.server.invite_cancel(site.lead.device, InviteCancel(cancelled.create.invite_id))
    with pytest.raises(Refusal, match="not_found"):
        site.server.enrol_submit(cancelled.submit())
    assert site.server.enrol_status(cancelled.start).state == "closed"
    site.clock.forward(hours=47)
    with pytest.raises(Refusal, match="not_found"):
        site.server.enrol_start(late.start)
    assert site.server.enrol_status(late.start).state == "closed"
    assert site.server.invite_list(site.lead.device).invites == ()


def test_only_a_lead_of_the_spaces_invites_and_for_two_days_at_most(site: Site) -> None:
    create = Invitation(site).create
    with pytest.raises(Refusal, match="role_denied"):
        site.server.invite_create(site.worker.device, create)
    second = site.org.laptop()
    site.join(second, "lead", site.plan.space)
    with pytest.raises(Refusal, match="role_denied"):
        site.server.invite_create(second.device, create)
    for expires_at in (now_ms(site.clock), now_ms(site.clock) + 49 * HOUR):
        with pytest.raises(Refusal, match="bad_request"):
            site.server.invite_create(site.lead.device, replaced(create, expires_at))
    with pytest.raises(Refusal, match="not_found"):
        site.server.invite_cancel(second.device, InviteCancel(create.invite_id))


def test_the_same_invitation_may_be_made_again_and_no_other_under_its_id(site: Site) -> None:
    create = Invitation(site).create
    site.server.invite_create(site.lead.device, create)
    with pytest.raises(Refusal, match="bad_request"):
        site.server.invite_create(site.lead.device, replaced(create, create.expires_at - 1))
    assert len(site.server.invite_list(site.lead.device).invites) == 1


def replaced(create: InviteCreate, expires_at: int) -> InviteCreate:
    return InviteCreate(
        create.invite_id,
        create.proof_hash,
        create.user,
        create.role,
        create.spaces,
        expires_at,
        create.root_mac,
    )


def test_invitations_sent_eight_times_at_once_stand_once(site: Site) -> None:
    first = Invitation(site).create
    ids = [first.invite_id ^ other for other in range(1, 9)]
    start = Barrier(8, timeout=20)

    def send() -> None:
        for invite_id in ids:
            start.wait()
            request = msgspec.structs.replace(first, invite_id=invite_id)
            site.server.invite_create(site.lead.device, request)

    with ThreadPoolExecutor(8) as threads:
        for done in [threads.submit(send) for _ in range(8)]:
            done.result()
    listed = [each.invite_id for each in site.server.invite_list(site.lead.device).invites]
    assert sorted(listed) == sorted([first.invite_id, *ids])
