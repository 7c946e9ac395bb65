"""Founding, sessions and the ratchet that shows a copied vault."""

from datetime import timedelta

import pytest

from helhedsplan_protocol.messages import (
    FoundRequest,
    Pull,
    RosterPull,
    SessionFinish,
    SessionStart,
)
from helhedsplan_protocol.roster import SignedGrant
from helhedsplan_server.errors import Refusal, StartError
from tests.support.site import Site


def test_the_organisation_is_founded_once(empty_site: Site) -> None:
    code = empty_site.server.new_founding_code()
    genesis, grants = empty_site.founding()
    request = FoundRequest(code.lower().replace("-", " "), genesis, tuple(grants))
    first = empty_site.server.found(request)
    assert empty_site.server.hello().founded
    assert empty_site.server.found(request) == first, "a lost answer may be asked for again"

    other = empty_site.org.genesis(empty_site.org.laptop())
    with pytest.raises(Refusal, match="role_denied"):
        empty_site.server.found(FoundRequest(code, other, ()))
    with pytest.raises(StartError):
        empty_site.server.new_founding_code()


def test_a_wrong_founding_code_opens_nothing(empty_site: Site) -> None:
    genesis, grants = empty_site.founding()
    for code in ("", "AAAAAA", "æøå\ud800"):
        with pytest.raises(Refusal, match="not_found"):
            empty_site.server.found(FoundRequest(code, genesis, tuple(grants)))
    old = empty_site.server.new_founding_code()
    empty_site.server.new_founding_code()
    with pytest.raises(Refusal, match="not_found"):
        empty_site.server.found(FoundRequest(old, genesis, tuple(grants)))
    assert not empty_site.server.hello().founded


def test_founding_needs_every_first_grant_and_this_server(empty_site: Site) -> None:
    code = empty_site.server.new_founding_code()
    genesis, grants = empty_site.founding()
    assert len(grants) == 4, "first device and recovery sheet, for each of two spaces"
    with pytest.raises(Refusal, match="participant_mismatch"):
        empty_site.server.found(FoundRequest(code, genesis, tuple(grants[:3])))
    damaged = SignedGrant(grants[0].bytes, bytes(64))
    with pytest.raises(Refusal, match="bad_signature"):
        empty_site.server.found(FoundRequest(code, genesis, (damaged, *grants[1:])))
    assert not empty_site.server.hello().founded


def test_a_genesis_made_for_another_server_is_refused(empty_site: Site) -> None:
    code = empty_site.server.new_founding_code()
    org, before = empty_site.org, empty_site.org.state.clone()
    org.add(genesis := org.genesis(empty_site.lead, empty_site.plan))
    grants = org.grants(empty_site.lead, before, org.state)
    with pytest.raises(Refusal, match="bad_request"):
        empty_site.server.found(FoundRequest(code, genesis, tuple(grants)))


def test_a_session_opens_for_the_holder_of_the_device_key(site: Site) -> None:
    session = site.session(site.worker)
    assert site.server.device_of(session.token) == site.worker.device
    site.clock.forward(seconds=session.expires_in_seconds - 1)
    assert site.server.device_of(session.token) == site.worker.device
    site.clock.forward(seconds=2)
    with pytest.raises(Refusal, match="auth_required"):
        site.server.device_of(session.token)


def test_a_challenge_is_good_for_one_answer(site: Site) -> None:
    nonce = bytes(32)
    challenge = site.server.session_start(SessionStart(site.worker.device, nonce))
    right = site.finish(site.worker, nonce, challenge)
    by_another = site.finish(site.lead, nonce, challenge).sig
    forged = SessionFinish(right.device, nonce, right.server_nonce, by_another, None)
    for answer in (forged, right):
        with pytest.raises(Refusal, match="auth_required"):
            site.server.session_finish(answer)


def test_a_late_or_foreign_answer_opens_nothing(site: Site) -> None:
    nonce = bytes(32)
    challenge = site.server.session_start(SessionStart(site.worker.device, nonce))
    with pytest.raises(Refusal, match="auth_required"):
        site.server.session_finish(site.finish(site.lead, nonce, challenge))
    site.clock.instant += timedelta(minutes=3)
    with pytest.raises(Refusal, match="auth_required"):
        site.server.session_finish(site.finish(site.worker, nonce, challenge))
    with pytest.raises(Refusal, match="auth_required"):
        site.server.session_start(SessionStart(site.org.id(), nonce))


def test_a_copied_vault_shows_itself_and_pulls_only(site: Site) -> None:
    writer = site.writer()
    first = site.session(site.worker)
    second = site.session(site.worker, first.ratchet)
    third = site.session(site.worker, second.ratchet)
    site.push(writer, writer.version())

    site.session(site.worker, first.ratchet)
    with pytest.raises(Refusal, match="clone_suspected"):
        site.push(writer, writer.version())
    site.session(site.worker, third.ratchet)
    with pytest.raises(Refusal, match="clone_suspected"):
        site.push(writer, writer.version())
    pull = Pull(writer.space, writer.lineage, 0, 10)
    assert len(site.server.pull(site.worker.device, pull).items) == 1


def test_a_vault_from_its_backup_begins_its_ratchet_anew_once(site: Site) -> None:
    writer = site.writer()
    site.session(site.worker)
    site.session(site.worker, site.session(site.worker).ratchet)
    renewed = site.session(site.worker, None)
    site.session(site.worker, renewed.ratchet)
    assert site.push(writer, writer.version()).head == 1
    site.session(site.worker, None)
    with pytest.raises(Refusal, match="clone_suspected"):
        site.push(writer, writer.version())


def test_the_vault_that_a_backup_was_made_of_is_seen_when_both_are_used(site: Site) -> None:
    writer = site.writer()
    known = site.session(site.worker, site.session(site.worker).ratchet)
    site.session(site.worker, None)
    site.session(site.worker, known.ratchet)
    with pytest.raises(Refusal, match="clone_suspected"):
        site.push(writer, writer.version())


def test_a_lost_answer_is_no_clone(site: Site) -> None:
    writer = site.writer()
    site.session(site.worker)
    known = site.session(site.worker)
    site.session(site.worker, known.ratchet)
    again = site.session(site.worker, known.ratchet)
    site.session(site.worker, again.ratchet)
    assert site.push(writer, writer.version()).head == 1


def test_an_answer_that_was_held_back_on_the_way_is_no_clone(site: Site) -> None:
    writer = site.writer()
    known = site.session(site.worker)
    nonce = bytes(32)
    challenge = site.server.session_start(SessionStart(site.worker.device, nonce))
    held_back = site.finish(site.worker, nonce, challenge, known.ratchet)
    again = site.session(site.worker, known.ratchet)
    with pytest.raises(Refusal, match="auth_required"):
        site.server.session_finish(held_back)
    site.session(site.worker, again.ratchet)
    assert site.push(writer, writer.version()).head == 1


def test_a_revoked_device_loses_its_session_and_reads_the_roster_up_to_its_end(site: Site) -> None:
    token = site.session(site.worker).token
    site.out(site.worker)
    with pytest.raises(Refusal, match="auth_required"):
        site.server.device_of(token)
    assert site.server.device_of(site.session(site.worker, None).token) == site.worker.device

    revoked = site.org.state.device(site.worker.device)
    page = site.server.roster_pull(site.worker.device, RosterPull(0))
    assert revoked is not None
    assert page.roster_n == revoked.revoked_n == len(page.entries) - 1
    assert page.grants == ()
    with pytest.raises(Refusal, match="device_revoked"):
        site.server.spaces(site.worker.device)
