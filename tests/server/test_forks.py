"""A server that lost the end of its log and went on, and the branch that its devices still hold."""

import pytest
from msgspec.structs import replace

from helhedsplan_protocol import roster
from helhedsplan_protocol.error_codes import ErrorCode
from helhedsplan_protocol.messages import Pull, RosterAppend, RosterPull, SessionStart
from helhedsplan_protocol.roster import SignedEntry, entry_hash
from helhedsplan_protocol.roster_fork import forks_of
from helhedsplan_protocol.roster_state import RosterError, RosterState
from helhedsplan_server.errors import Refusal
from tests.support.databases import Database
from tests.support.organisation import Laptop, verify
from tests.support.site import Site


class Fork:
    """Two leads and three teams; the server loses what `dropped` will do.

    `team` is touched by the dropped branch, `garden` by the log that stays, `harbour` by none.
    """

    def __init__(self, site: Site, database: Database) -> None:
        self.site = site
        self._database = database
        org = site.org
        self.other_lead, self.gardener, self.sailor = org.laptop(), org.laptop(), org.laptop()
        self.garden, self.harbour = (org.seed_space(site.lead.user) for _ in range(2))
        site.act(("add_space", roster.AddSpace(self.garden)))
        site.act(("add_space", roster.AddSpace(self.harbour)))
        spaces = (site.plan.space, site.team.space, self.garden.space, self.harbour.space)
        site.join(self.other_lead, "lead", *spaces)
        site.join(self.gardener, "worker", self.garden.space)
        site.join(self.sailor, "worker", self.harbour.space)
        site.server.close()
        database.copy()
        site.server = site.opened()
        self.common = org.state.clone()
        self._entries = list(org.entries)
        self.branch: tuple[SignedEntry, ...] = ()

    def lose(self, *, journal: bool = True) -> None:
        """Put the copy back; the log goes on from there, without what was done since."""
        site = self.site
        self.branch = tuple(site.org.entries[len(self._entries) :])
        self.branch_state = site.org.state
        site.server.close()
        self._database.put_back()
        if journal:
            site.config.journal_file.unlink()
        site.server = site.opened(restoring=True)
        site.org.state, site.org.entries = self.common.clone(), list(self._entries)

    def come_back(self) -> None:
        """Let a device that holds the branch open a session."""
        self.site.server.session_start(
            SessionStart(self.site.worker.device, bytes(32), self.branch)
        )

    def decision(self, drop: bytes | None = None) -> tuple[roster.EntryType, roster.ForkResolved]:
        tip = entry_hash(self.branch[-1].bytes, self.branch[-1].sig)
        return "fork_resolved", roster.ForkResolved(self.site.org.state.head_hash, drop or tip)

    def push(self, laptop: Laptop, space: bytes, log_n: int | None = None) -> str:
        """Return `applied`, or the code of the refusal."""
        writer = self.site.writer(laptop, space) if laptop is not self.site.worker else None
        if writer is None:
            writer = self.site.writer_at(self.site.state_of(space), laptop)
        writer.log_n = log_n
        try:
            (result,) = self.site.push(writer, writer.version()).results
        except Refusal as refused:
            return refused.code.value
        return result.code.value if result.code else result.status


@pytest.fixture
def fork(site: Site, database: Database) -> Fork:
    """A fork: the dropped branch put the worker out, the log that stays let a newcomer in."""
    made = Fork(site, database)
    site.out(site.worker, "stolen")
    made.lose()
    newcomer = site.org.laptop()
    joins = site.org.add_device(newcomer, "worker", [made.garden.space])
    site.act(("add_device", joins), by=made.other_lead)
    return made


def test_before_the_branch_is_known_nothing_is_stopped(site: Site, fork: Fork) -> None:
    assert fork.push(site.worker, site.team.space) == "applied"
    assert site.server.roster_pull(site.lead.device, RosterPull(0)).aside == ()


def test_what_either_branch_touched_waits_and_other_work_goes_on(site: Site, fork: Fork) -> None:
    common = fork.common.n
    fork.come_back()
    page = site.server.roster_pull(site.lead.device, RosterPull(0))
    assert page.aside == fork.branch
    assert page.roster_n == site.org.state.n
    assert fork.push(site.lead, site.team.space, common) == "space_frozen"
    assert fork.push(fork.gardener, fork.garden.space, common) == "space_frozen"
    assert fork.push(fork.sailor, fork.harbour.space, common) == "applied"
    assert fork.push(fork.sailor, fork.harbour.space) == "log_stale"
    state = site.state_of(site.team.space)
    pull = Pull(site.team.space, state.lineage, 0, 10)
    site.server.pull(site.lead.device, pull)


def test_both_ends_find_the_same_meaning(site: Site, fork: Fork) -> None:
    fork.come_back()
    page = site.server.roster_pull(site.lead.device, RosterPull(0))
    facts = forks_of(page.entries, page.aside, verify)
    assert facts.common_n == fork.common.n
    assert facts.spaces == {site.team.space, fork.garden.space}
    assert facts.revoked == {site.worker.device}
    assert site.worker.device in facts.devices
    assert [branch.entries for branch in facts.branches] == [fork.branch]


def test_whom_the_dropped_branch_put_out_is_out_at_once_and_stays_out(
    site: Site, fork: Fork
) -> None:
    session = site.session(site.worker)
    fork.come_back()
    for _ in range(2):
        with pytest.raises(Refusal, match="device_revoked"):
            site.server.spaces(site.worker.device)
        page = site.server.roster_pull(site.server.device_of(session.token), RosterPull(0))
        assert page.roster_n == fork.common.n
        assert page.aside == fork.branch, "he sees why"
        assert page.grants == ()
        if not site.org.state.forks:
            site.act(fork.decision(), by=fork.other_lead)


def test_nobody_comes_in_before_a_lead_decides(site: Site, fork: Fork) -> None:
    fork.come_back()
    newcomer = site.org.laptop()
    joins = site.org.add_device(newcomer, "worker", [fork.harbour.space])
    with pytest.raises(Refusal, match="space_frozen"):
        site.act(("add_device", joins))
    with pytest.raises(Refusal, match="space_frozen"):
        site.act(("rotate", site.rotation(fork.harbour.space)))
    with pytest.raises(Refusal, match="space_frozen"):
        site.act(("add_device", joins), fork.decision())
    site.act(("policy", roster.Policy({"lock": "5"})))
    site.act(fork.decision(), ("add_device", joins))


def test_a_decision_must_name_a_branch_and_come_from_who_is_in_both(site: Site, fork: Fork) -> None:
    fork.come_back()
    with pytest.raises(Refusal, match="bad_request"):
        site.act(fork.decision(drop=bytes(32)))
    nowhere = roster.ForkResolved(bytes(32), fork.decision()[1].drop)
    with pytest.raises(Refusal, match="bad_request"):
        site.act(("fork_resolved", nowhere))
    site.act(fork.decision())
    with pytest.raises(Refusal, match="bad_request"):
        site.act(fork.decision())


def test_a_lead_whom_a_branch_put_out_decides_nothing(site: Site, database: Database) -> None:
    fork = Fork(site, database)
    site.out(fork.other_lead, "stolen")
    fork.lose()
    site.act(("set_role", roster.SetRole(fork.gardener.user, "reader")))
    fork.come_back()
    with pytest.raises(Refusal, match="device_revoked"):
        site.act(fork.decision(), by=fork.other_lead)
    site.act(fork.decision())


def test_whom_a_branch_put_out_gets_no_entry_in_by_any_door(site: Site, database: Database) -> None:
    fork = Fork(site, database)
    site.out(fork.other_lead, "stolen")
    fork.lose()
    site.act(("set_role", roster.SetRole(fork.gardener.user, "reader")))
    fork.come_back()
    length = site.org.state.n
    for act in (fork.decision(), ("policy", roster.Policy({"lock": "5"}))):
        signed = site.org.sign(fork.other_lead, *act)
        start = SessionStart(fork.other_lead.device, bytes(32), (signed,))
        site.server.session_start(start)
        with pytest.raises(Refusal, match="device_revoked"):
            site.server.roster_append(site.lead.device, RosterAppend((signed,), ()))
    page = site.server.roster_pull(site.lead.device, RosterPull(0))
    assert (page.roster_n, page.aside) == (length, fork.branch), "nor a branch of his own"


def test_nobody_who_is_out_makes_a_given_up_branch_longer(site: Site, fork: Fork) -> None:
    fork.come_back()
    site.act(fork.decision())
    spaces = site.org.state.spaces_of(fork.other_lead.user)
    out = roster.Revoke(None, fork.other_lead.device, "stolen")
    _, after = site.org.make(site.lead, ("revoke", out))
    states = {space: site.state_of(space) for space in spaces}
    fresh = [
        ("rotate", site.org.rotate(s, states[s].lineage, states[s].head, after)) for s in spaces
    ]
    site.act(("revoke", out), *fresh)  # type: ignore[arg-type]  # pairs of type and payload
    revenge = roster.Drain(site.lead.device)
    tail = site.org.sign(fork.other_lead, "drain", revenge, fork.branch_state)
    by_lead = site.org.sign(site.lead, "policy", roster.Policy({}), fork.branch_state)
    for entry, grown in ((tail, ()), (by_lead, (by_lead,))):
        start = SessionStart(site.worker.device, bytes(32), (*fork.branch, entry))
        site.server.session_start(start)
        page = site.server.roster_pull(site.lead.device, RosterPull(0))
        assert page.aside == (*fork.branch, *grown)


def test_the_recovery_sheet_works_while_a_fork_is_open(site: Site, fork: Fork) -> None:
    fork.come_back()
    found = site.org.laptop()
    used = roster.RecoveryUsed(found.user, found.device, found.signing_key, found.sealing_key)
    entry = site.org.sign(found, "recovery_used", used)
    site.server.session_start(SessionStart(found.device, bytes(32), (entry,)))
    site.org.add(entry)
    site.act(fork.decision(), by=found)
    assert site.server.roster_pull(found.device, RosterPull(0)).roster_n == site.org.state.n


def test_after_the_decision_the_keys_go_above_both_branches(site: Site, fork: Fork) -> None:
    fork.come_back()
    site.act(fork.decision())
    assert fork.push(fork.gardener, fork.garden.space) == "applied", "only the dropped one matters"
    assert fork.push(site.lead, site.team.space) == "space_frozen"
    assert fork.branch_state.epoch(site.team.space) == 2
    beside = replace_epoch(site.rotation(site.team.space), 2)
    site.act(("rotate", beside))
    assert fork.push(site.lead, site.team.space) == "space_frozen", "a number used by both"
    site.act(("rotate", site.rotation(site.team.space)))
    assert fork.push(site.lead, site.team.space) == "applied"
    clean = RosterState(verify)
    clean.extend(site.server.roster_pull(site.lead.device, RosterPull(0)).entries)
    assert clean.epoch(site.team.space) == 3
    assert clean.canary(site.team.space, 3) is not None


def test_the_number_of_a_key_may_skip_only_after_a_fork(site: Site, fork: Fork) -> None:
    skipping = replace_epoch(site.rotation(site.team.space), 3)
    with pytest.raises(RosterError, match="epoch_stale"):
        site.act(("rotate", skipping))
    fork.come_back()
    skipping = told_anew(site, 3)
    site.act(fork.decision(), ("rotate", skipping))
    assert fork.push(site.lead, site.team.space) == "applied"
    with pytest.raises(RosterError, match="epoch_stale"):
        site.act(("rotate", told_anew(site, 1004)))
    site.act(("rotate", told_anew(site, 1003)))


def test_a_longer_branch_is_learnt_piece_by_piece(site: Site, database: Database) -> None:
    fork = Fork(site, database)
    promoted = site.org.laptop()
    site.join(promoted, "lead", site.team.space)
    site.act(("policy", roster.Policy({"lock": "7"})), by=promoted)
    site.out(fork.gardener)
    fork.lose()
    site.act(("set_role", roster.SetRole(fork.sailor.user, "reader")))
    start = SessionStart(site.worker.device, bytes(32), fork.branch[1:])
    site.server.session_start(start)
    assert site.server.roster_pull(site.lead.device, RosterPull(0)).aside == ()
    for count in (1, 2, len(fork.branch)):
        site.server.session_start(replace_entries(start, fork.branch[:count]))
        page = site.server.roster_pull(site.lead.device, RosterPull(0))
        assert page.aside == fork.branch[:count], "also what a lead of that branch only signed"
    assert fork.push(fork.gardener, fork.garden.space, fork.common.n) == "device_revoked"


@pytest.mark.parametrize("now", ["in", "demoted", "out"])
def test_more_branches_than_restores_are_believed_only_of_leads_who_are_in(
    site: Site, fork: Fork, now: str
) -> None:
    """The server had shown two logs before it was put back once."""
    policy = site.org.sign(fork.other_lead, "policy", roster.Policy({"lock": "7"}), fork.common)
    if now == "demoted":
        site.act(("set_role", roster.SetRole(fork.other_lead.user, "worker")))
    elif now == "out":
        site.out(fork.other_lead)
    fork.come_back()
    known, fork.branch = fork.branch, (policy,)
    fork.come_back()
    page = site.server.roster_pull(site.lead.device, RosterPull(0))
    assert set(page.aside) == {*known, *((policy,) if now == "in" else ())}


def test_no_junk_is_kept(site: Site, fork: Fork) -> None:
    forged = SignedEntry(fork.branch[0].bytes, bytes(64))
    by_worker = site.org.sign(site.worker, "policy", roster.Policy({}), fork.common)
    nothing = SignedEntry(b"nothing", bytes(64))
    start = SessionStart(site.worker.device, bytes(32), (forged, by_worker, nothing))
    site.server.session_start(start)
    assert site.server.roster_pull(site.lead.device, RosterPull(0)).aside == ()


def test_without_a_loss_nobody_can_make_a_branch(site: Site) -> None:
    back_dated = site.org.sign(site.lead, "policy", roster.Policy({"lock": "5"}))
    site.act(("policy", roster.Policy({"lock": "9"})))
    site.server.session_start(SessionStart(site.worker.device, bytes(32), (back_dated,)))
    assert site.server.roster_pull(site.worker.device, RosterPull(0)).aside == ()


def test_whoever_is_out_cannot_date_a_branch_back_to_before_the_loss(
    site: Site, database: Database
) -> None:
    second = site.org.laptop()
    site.join(second, "lead", site.team.space)
    before = site.org.state.clone()
    revoke = roster.Revoke(None, site.lead.device, "left")
    stolen = site.org.sign(second, "revoke", revoke, before)
    site.out(second)
    fork = Fork(site, database)
    fork.lose()
    site.act(("policy", roster.Policy({"lock": "9"})))
    fork.branch = (stolen,)
    fork.come_back()
    assert site.server.roster_pull(site.lead.device, RosterPull(0)).aside == ()
    site.server.spaces(site.lead.device)


def test_with_its_journal_a_restored_server_has_no_branches(site: Site, database: Database) -> None:
    fork = Fork(site, database)
    site.out(site.worker)
    after = list(site.org.entries)
    fork.lose(journal=False)
    fork.come_back()
    page = site.server.roster_pull(site.lead.device, RosterPull(0))
    assert (page.entries, page.aside) == (tuple(after), ())


def test_items_of_a_device_that_a_branch_touched_are_not_taken_from_others(
    site: Site, database: Database
) -> None:
    fork = Fork(site, database)
    site.act(("drain", roster.Drain(fork.sailor.device)))
    fork.lose()
    site.act(("set_role", roster.SetRole(fork.gardener.user, "reader")))
    fork.come_back()
    writer = site.writer(fork.sailor, fork.harbour.space)
    writer.log_n = fork.common.n
    assert fork.push(fork.sailor, fork.harbour.space, fork.common.n) == "space_frozen"
    push = writer.push(writer.version())
    (result,) = site.server.push(site.lead.device, push).results
    assert result.code is ErrorCode.LOG_STALE
    assert fork.push(site.lead, fork.harbour.space, fork.common.n) == "applied"


def test_grants_can_still_be_put_again(site: Site, fork: Fork) -> None:
    fork.come_back()
    again = site.org.grant(site.lead, fork.harbour.space, 1, fork.sailor.device)
    site.server.roster_append(site.lead.device, RosterAppend((), (again,)))
    page = site.server.roster_pull(fork.sailor.device, RosterPull(0))
    assert again in page.grants


def replace_epoch(rotation: roster.Rotate, epoch: int) -> roster.Rotate:
    return replace(rotation, epoch=epoch)


def replace_entries(start: SessionStart, entries: tuple[SignedEntry, ...]) -> SessionStart:
    return SessionStart(start.device, start.client_nonce, entries)


def told_anew(site: Site, epoch: int) -> roster.Rotate:
    """Return a rotation to `epoch` with the recipients of just that number."""
    rotation, state = site.rotation(site.team.space), site.org.state
    told = roster.recipients_hash(state.recipients(site.team.space, epoch))
    return roster.Rotate(
        rotation.space, epoch, rotation.lineage, rotation.head, rotation.canary, told, "fork"
    )
