"""Appending to the roster under a server: races, heads, grants, relays."""

import pytest

from helhedsplan_protocol import roster
from helhedsplan_protocol.messages import RosterAppend, RosterPull, SessionStart
from helhedsplan_protocol.roster_state import RosterState
from helhedsplan_server.errors import Refusal
from tests.support.organisation import verify
from tests.support.site import Site


def test_a_client_folds_what_it_pulls_to_the_same_head(site: Site) -> None:
    page = site.server.roster_pull(site.worker.device, RosterPull(0))
    state = RosterState(verify, site.org.root.public_key().public_bytes_raw())
    state.extend(page.entries)
    assert (state.n, state.head_hash) == (page.roster_n, page.roster_hash)
    assert len(page.grants) == 1
    assert page.held == (), "only leads see what the server holds"
    lead = site.server.roster_pull(site.lead.device, RosterPull(page.roster_n))
    assert len(lead.entries) == 1
    assert {(h.space, h.epoch, h.to) for h in lead.held} == site.org.state.required_grants()


def test_of_two_appends_at_the_same_head_one_wins(site: Site) -> None:
    first = site.org.sign(site.lead, "policy", roster.Policy({"lock": "5"}))
    second = site.org.sign(site.lead, "policy", roster.Policy({"lock": "9"}))
    head = site.server.roster_append(site.lead.device, RosterAppend((first,), ()))
    with pytest.raises(Refusal, match="log_stale"):
        site.server.roster_append(site.lead.device, RosterAppend((second,), ()))
    assert site.server.spaces(site.worker.device).roster_n == head.roster_n == 2


def test_an_append_is_all_or_none(site: Site) -> None:
    newcomer = site.org.laptop()
    joins = site.org.add_device(newcomer, "worker", [site.team.space])
    entries, after = site.org.make(site.lead, ("add_device", joins))
    before = site.server.spaces(site.lead.device)
    with pytest.raises(Refusal, match="participant_mismatch"):
        site.server.roster_append(site.lead.device, RosterAppend(entries, ()))
    revoke = roster.Revoke(None, site.worker.device, "left")
    lone = site.org.sign(site.lead, "revoke", revoke)
    with pytest.raises(Refusal, match="participant_mismatch"):
        site.server.roster_append(site.lead.device, RosterAppend((lone,), ()))
    assert site.server.spaces(site.lead.device) == before
    grants = tuple(site.org.grants(site.lead, site.org.state, after))
    site.server.roster_append(site.lead.device, RosterAppend(entries, grants))
    assert site.server.spaces(newcomer.device).spaces[0].space == site.team.space


def test_only_leads_append(site: Site) -> None:
    entry = site.org.sign(site.lead, "policy", roster.Policy({"lock": "5"}))
    with pytest.raises(Refusal, match="role_denied"):
        site.server.roster_append(site.worker.device, RosterAppend((entry,), ()))


def test_a_rotation_wins_at_its_second_try(site: Site) -> None:
    late = site.rotation(site.team.space)
    writer = site.writer()
    site.push(writer, writer.version())
    with pytest.raises(Refusal, match="log_stale"):
        site.act(("rotate", late))
    with pytest.raises(Refusal, match="busy") as refused:
        site.push(writer, writer.version())
    assert refused.value.after_seconds in range(1, 12)
    site.act(("rotate", site.rotation(site.team.space)))
    fresh = site.writer()
    assert fresh.epoch == 2
    assert site.push(fresh, fresh.version()).head == 2, "the rotation lets pushes in again"


def test_pushes_wait_no_longer_than_ten_seconds(site: Site) -> None:
    late, writer = site.rotation(site.team.space), site.writer()
    site.push(writer, writer.version())
    with pytest.raises(Refusal):
        site.act(("rotate", late))
    site.clock.forward(seconds=11)
    assert site.push(writer, writer.version()).head == 2


def test_a_rotation_of_another_lineage_is_refused(site: Site) -> None:
    with pytest.raises(Refusal, match="lineage_changed"):
        site.act(("rotate", site.org.rotate(site.team.space, site.org.id(), 0)))


def test_a_missing_grant_can_be_put_again_alone(site: Site) -> None:
    again = site.org.grant(site.lead, site.team.space, 1, site.worker.device)
    site.server.roster_append(site.lead.device, RosterAppend((), (again,)))
    page = site.server.roster_pull(site.worker.device, RosterPull(0))
    assert page.grants == (again,)
    foreign = site.org.grant(site.lead, site.plan.space, 1, site.worker.device)
    with pytest.raises(Refusal, match="participant_mismatch"):
        site.server.roster_append(site.lead.device, RosterAppend((), (foreign,)))


def test_a_new_space_starts_empty_with_its_own_lineage(site: Site) -> None:
    site.act(("add_space", roster.AddSpace(site.org.seed_space(site.lead.user))))
    states = site.server.spaces(site.lead.device).spaces
    assert len({state.lineage for state in states}) == 3
    assert {state.head for state in states} == {0}


def test_the_recovery_sheet_brings_a_lead_back_through_a_session(site: Site) -> None:
    found = site.org.laptop()
    used = roster.RecoveryUsed(found.user, found.device, found.signing_key, found.sealing_key)
    entry = site.org.sign(found, "recovery_used", used)
    site.server.session_start(SessionStart(found.device, bytes(32), (entry,)))
    site.org.add(entry)
    assert len(site.server.spaces(found.device).spaces) == 2
    grants = [
        site.org.grant(found, space, epoch, to)
        for space, epoch, to in sorted(site.org.state.required_grants())
        if to == found.device
    ]
    site.server.roster_append(found.device, RosterAppend((), tuple(grants)))
    assert len(site.server.roster_pull(found.device, RosterPull(0)).grants) == 2
