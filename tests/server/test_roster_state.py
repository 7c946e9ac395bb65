"""The roster's rules, as the server and every client fold it."""

import pytest

from helhedsplan_protocol import roster
from helhedsplan_protocol.error_codes import ErrorCode
from helhedsplan_protocol.roster import RECOVERY, SignedEntry
from helhedsplan_protocol.roster_grants import check_grant, check_grants
from helhedsplan_protocol.roster_state import RosterError, RosterState
from helhedsplan_protocol.wire import Wire
from tests.support.organisation import Laptop, Organisation, verify

LINEAGE = b"L" * 16


class Town:
    """An organisation with a lead, a worker and two spaces; the worker is in the second only."""

    def __init__(self) -> None:
        self.org = Organisation()
        self.lead = self.org.laptop()
        self.plan = self.org.seed_space(self.lead.user, purpose="plan")
        self.team = self.org.seed_space(self.lead.user)
        self.org.add(self.org.genesis(self.lead, self.plan, self.team))
        self.worker = self.org.laptop()
        self.join(self.worker, "worker", self.team.space)

    @property
    def state(self) -> RosterState:
        return self.org.state

    def join(self, newcomer: Laptop, role: roster.Role, *spaces: bytes) -> None:
        self.add("add_device", self.org.add_device(newcomer, role, spaces))

    def add(self, kind: roster.EntryType, payload: Wire, by: Laptop | None = None) -> None:
        self.org.add(self.org.sign(by or self.lead, kind, payload))

    def refusal(self, signed: SignedEntry) -> ErrorCode:
        before = (self.state.n, self.state.head_hash, self.state.required_grants())
        with pytest.raises(RosterError) as refused:
            self.state.append(signed)
        assert (self.state.n, self.state.head_hash, self.state.required_grants()) == before
        return refused.value.code


@pytest.fixture
def town() -> Town:
    return Town()


def test_genesis_makes_the_first_device_a_lead_of_every_seeded_space(town: Town) -> None:
    assert town.state.role_of_device(town.lead.device) == "lead"
    assert town.state.members(town.plan.space) == {town.lead.user}
    assert town.state.epoch(town.plan.space) == 1
    assert town.state.canary(town.plan.space, 1) == town.plan.canary


def test_a_log_folds_to_the_same_on_another_machine(town: Town) -> None:
    root = town.org.root.public_key().public_bytes_raw()
    other = RosterState(verify, root_key=root)
    other.extend(town.org.entries)
    assert other.head_hash == town.state.head_hash
    assert other.required_grants() == town.state.required_grants()


def test_a_genesis_under_another_root_key_is_refused(town: Town) -> None:
    stranger = RosterState(verify, root_key=bytes(32))
    with pytest.raises(RosterError, match="bad_signature"):
        stranger.append(town.org.entries[0])


@pytest.mark.parametrize("bit", range(8))
def test_any_changed_bit_of_an_entry_is_refused(town: Town, bit: int) -> None:
    signed = town.org.sign(town.lead, "policy", roster.Policy({"lock": "5"}))
    for place in range(len(signed.bytes)):
        data = bytearray(signed.bytes)
        data[place] ^= 1 << bit
        with pytest.raises(RosterError):
            town.state.append(SignedEntry(bytes(data), signed.sig))
    assert town.state.policy == {}


def test_entries_must_follow_the_head(town: Town) -> None:
    first = town.org.sign(town.lead, "policy", roster.Policy({"lock": "5"}))
    second = town.org.sign(town.lead, "policy", roster.Policy({"lock": "6"}))
    town.org.add(first)
    assert town.refusal(second) is ErrorCode.LOG_STALE
    assert town.refusal(first) is ErrorCode.LOG_STALE


def test_only_leads_write_the_roster(town: Town) -> None:
    act = roster.SetRole(town.worker.user, "lead")
    by_worker = town.org.sign(town.worker, "set_role", act)
    assert town.refusal(by_worker) is ErrorCode.ROLE_DENIED
    forged = town.org.sign(town.lead, "set_role", act, key=town.worker.private)
    assert town.refusal(forged) is ErrorCode.BAD_SIGNATURE
    by_stranger = town.org.sign(town.org.laptop(), "set_role", act)
    assert town.refusal(by_stranger) is ErrorCode.BAD_SIGNATURE


def test_a_lead_outside_a_space_changes_nothing_in_it(town: Town) -> None:
    second = town.org.laptop()
    town.join(second, "lead", town.team.space)
    members = roster.SetMembers(town.plan.space, (second.user,), ())
    assert town.refusal(town.org.sign(second, "set_members", members)) is ErrorCode.ROLE_DENIED
    rotate = town.org.rotate(town.plan.space, LINEAGE, 0)
    assert town.refusal(town.org.sign(second, "rotate", rotate)) is ErrorCode.ROLE_DENIED
    outside = town.org.add_device(town.org.laptop(), "worker", [town.plan.space])
    assert town.refusal(town.org.sign(second, "add_device", outside)) is ErrorCode.ROLE_DENIED


def test_a_new_device_of_a_user_keeps_role_and_spaces(town: Town) -> None:
    another = town.org.laptop(town.worker.user)
    promoted = town.org.add_device(another, "lead", [town.team.space])
    assert town.refusal(town.org.sign(town.lead, "add_device", promoted)) is ErrorCode.BAD_REQUEST
    fewer = town.org.add_device(another, "worker", [])
    assert town.refusal(town.org.sign(town.lead, "add_device", fewer)) is ErrorCode.BAD_REQUEST
    town.join(another, "worker", town.team.space, town.plan.space)
    assert (town.plan.space, 1, town.worker.device) in town.state.required_grants()
    assert (town.team.space, 1, another.device) in town.state.required_grants()


def test_leaving_needs_a_new_key_of_every_space_concerned(town: Town) -> None:
    revoke = roster.Revoke(town.worker.user, None, "left")
    (signed,), after = town.org.make(town.lead, ("revoke", revoke))
    assert after.unrotated == {town.team.space}
    with pytest.raises(RosterError, match="participant_mismatch"):
        town.state.clone().extend([signed])

    town.state.append(signed)
    rotate = town.org.rotate(town.team.space, LINEAGE, 7)
    town.add("rotate", rotate)
    assert town.state.epoch(town.team.space) == 2
    ended = town.state.ended_head(town.team.space, 1)
    assert ended is not None
    assert (ended.lineage, ended.head) == (LINEAGE, 7)
    assert (town.team.space, 2, town.worker.device) not in town.state.required_grants()


def test_a_rotation_names_exactly_its_recipients_and_the_next_epoch(town: Town) -> None:
    right = town.org.rotate(town.team.space, LINEAGE, 0)
    told = roster.recipients_hash([(town.team.space, 2, town.lead.device)])
    wrong = roster.Rotate(right.space, 2, LINEAGE, 0, right.canary, told, "")
    code = town.refusal(town.org.sign(town.lead, "rotate", wrong))
    assert code is ErrorCode.PARTICIPANT_MISMATCH
    skipped = roster.Rotate(right.space, 3, LINEAGE, 0, right.canary, right.recipients, "")
    assert town.refusal(town.org.sign(town.lead, "rotate", skipped)) is ErrorCode.EPOCH_STALE


def test_removing_a_member_asks_for_a_rotation_and_adding_does_not(town: Town) -> None:
    town.add("set_members", roster.SetMembers(town.plan.space, (town.worker.user,), ()))
    assert town.state.is_member(town.worker.device, town.plan.space)
    out = roster.SetMembers(town.plan.space, (), (town.worker.user,))
    _, after = town.org.make(town.lead, ("set_members", out))
    assert after.unrotated == {town.plan.space}
    assert town.state.is_member(town.worker.device, town.plan.space), "the clone was changed only"


def test_role_and_membership_are_known_for_every_past_entry(town: Town) -> None:
    joined = town.state.n
    town.add("set_role", roster.SetRole(town.worker.user, "reader"))
    town.state.append(
        town.org.sign(town.lead, "revoke", roster.Revoke(None, town.worker.device, "stolen"))
    )
    device, space, left = town.worker.device, town.team.space, town.state.n
    assert [town.state.role_at(device, n) for n in range(left + 2)] == [
        None,
        "worker",
        "reader",
        None,
        None,
    ]
    assert [town.state.is_member_at(device, space, n) for n in range(left + 1)] == [
        False,
        True,
        True,
        False,
    ]
    assert joined == 1
    assert town.state.role_of_device(device) is None
    assert town.state.members(space) == {town.lead.user, town.worker.user}


def test_last_touch_names_what_an_author_must_have_seen(town: Town) -> None:
    device, space = town.worker.device, town.team.space
    assert town.state.last_touch(space, device) == 0
    town.add("set_role", roster.SetRole(town.worker.user, "reader"))
    assert town.state.last_touch(space, device) == 2
    assert town.state.last_touch(space, town.lead.device) == 0
    town.add("rotate", town.org.rotate(space, LINEAGE, 0))
    assert town.state.last_touch(space, town.lead.device) == 3
    assert town.state.last_touch(town.plan.space, town.lead.device) == 0
    town.add("drain", roster.Drain(device))
    assert town.state.last_touch(town.plan.space, device) == 4


def test_the_last_lead_stays_and_the_recovery_sheet_makes_another(town: Town) -> None:
    leave = roster.Revoke(town.lead.user, None, "left")
    assert town.refusal(town.org.sign(town.lead, "revoke", leave)) is ErrorCode.ROLE_DENIED
    step_down = roster.SetRole(town.lead.user, "worker")
    assert town.refusal(town.org.sign(town.lead, "set_role", step_down)) is ErrorCode.ROLE_DENIED
    drain = roster.Drain(town.lead.device)
    assert town.refusal(town.org.sign(town.lead, "drain", drain)) is ErrorCode.ROLE_DENIED

    found = town.org.laptop()
    used = roster.RecoveryUsed(found.user, found.device, found.signing_key, found.sealing_key)
    forged = town.org.sign(found, "recovery_used", used, key=found.private)
    assert town.refusal(forged) is ErrorCode.BAD_SIGNATURE
    town.add("recovery_used", used, by=found)
    assert town.state.is_lead_of(found.device, town.plan.space)
    assert (town.team.space, 1, found.device) in town.state.required_grants()


def test_a_lead_does_not_step_down_from_a_space_that_only_he_leads(town: Town) -> None:
    second = town.org.laptop()
    town.join(second, "lead", town.team.space)
    step_down = roster.SetRole(town.lead.user, "worker")
    assert town.refusal(town.org.sign(second, "set_role", step_down)) is ErrorCode.ROLE_DENIED


def test_a_draining_lead_signs_nothing_more(town: Town) -> None:
    second = town.org.laptop()
    town.join(second, "lead", town.team.space)
    town.add("drain", roster.Drain(second.device))
    policy = town.org.sign(second, "policy", roster.Policy({"lock": "5"}))
    assert town.refusal(policy) is ErrorCode.DRAINING
    assert (town.team.space, 1, second.device) in town.state.required_grants()


def test_what_leads_sign_about_lineages_and_bulk_erases_can_be_asked(town: Town) -> None:
    space = town.team.space
    town.add("lineage_ack", roster.LineageAck(space, LINEAGE, 9))
    town.add("lineage_ack", roster.LineageAck(space, LINEAGE, 4))
    town.add("bulk_erase", roster.BulkErase(space, 30, b"d" * 32, "retention"))
    assert town.state.acknowledged_head(space, LINEAGE) == 9
    told = town.state.bulk_erases(space)
    assert [(each.count, each.author) for each in told] == [(30, town.lead.device)]
    none = town.org.sign(
        town.lead, "bulk_erase", roster.BulkErase(space, 0, b"d" * 32, "retention")
    )
    assert town.refusal(none) is ErrorCode.BAD_REQUEST
    worker = town.org.sign(town.worker, "bulk_erase", roster.BulkErase(space, 30, b"d" * 32, ""))
    assert town.refusal(worker) is ErrorCode.ROLE_DENIED


def test_an_append_must_grant_all_epochs_to_its_newcomers(town: Town) -> None:
    town.add("rotate", town.org.rotate(town.team.space, LINEAGE, 0))
    newcomer = town.org.laptop()
    joins = town.org.add_device(newcomer, "worker", [town.team.space])
    _, after = town.org.make(town.lead, ("add_device", joins))
    grants = town.org.grants(town.lead, town.state, after)
    assert len(grants) == 2
    check_grants(town.state, after, grants, held=frozenset())
    with pytest.raises(RosterError, match="participant_mismatch"):
        check_grants(town.state, after, grants[:1], held=frozenset())


def test_grants_of_others_than_leads_or_to_others_than_members_do_not_count(town: Town) -> None:
    grant = town.org.grant
    good = grant(town.lead, town.team.space, 1, town.worker.device)
    assert check_grant(town.state, good).to == town.worker.device
    assert check_grant(town.state, grant(town.lead, town.plan.space, 1)).to == RECOVERY
    for bad, code in (
        (grant(town.worker, town.team.space, 1, town.lead.device), "role_denied"),
        (grant(town.org.laptop(), town.team.space, 1, town.lead.device), "bad_signature"),
        (grant(town.lead, town.plan.space, 1, town.worker.device), "participant_mismatch"),
        (grant(town.lead, town.team.space, 2, town.worker.device), "participant_mismatch"),
        (roster.SignedGrant(good.bytes, bytes(64)), "bad_signature"),
        (roster.SignedGrant(b"<html>", good.sig), "bad_request"),
    ):
        with pytest.raises(RosterError, match=code):
            check_grant(town.state, bad)


def test_a_revoked_device_never_comes_back(town: Town) -> None:
    revoke = roster.Revoke(None, town.worker.device, "left")
    town.state.append(town.org.sign(town.lead, "revoke", revoke))
    town.add("rotate", town.org.rotate(town.team.space, LINEAGE, 0))
    again = town.org.add_device(town.worker, "worker", [town.team.space])
    assert town.refusal(town.org.sign(town.lead, "add_device", again)) is ErrorCode.BAD_REQUEST
    fresh = town.org.laptop(town.worker.user)
    town.join(fresh, "worker", town.team.space)
    assert [d.device for d in town.state.active_devices(town.worker.user)] == [fresh.device]
