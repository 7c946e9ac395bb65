"""Random acts on two branches of one log: what waits, who stays out, and that all ends well."""

import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from helhedsplan_protocol import roster
from helhedsplan_protocol.messages import RosterPull, SessionStart
from helhedsplan_protocol.roster import SignedEntry
from helhedsplan_protocol.roster_fork import ForkFacts, forks_of
from helhedsplan_protocol.roster_state import RosterError, RosterState
from helhedsplan_protocol.wire import Wire
from helhedsplan_server.errors import Refusal
from helhedsplan_server.operations.opening import standing_store
from helhedsplan_server.operations.verify import verify as verify_store
from tests.support.databases import SqliteFile
from tests.support.organisation import Laptop, verify
from tests.support.site import Site

Acts = list[tuple[roster.EntryType, Wire]]
SEEDS = range(8)


class Branches:
    """A site with three leads, four workers and three teams, and a hand that acts at random."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.rng = random.Random(seed)
        self.database = SqliteFile(folder / "data")
        self.site = site = Site(folder / "data", database_url=self.database.url)
        site.found()
        self.leads = [site.lead, site.org.laptop(), site.org.laptop()]
        self.workers = [site.org.laptop() for _ in range(4)]
        self.spaces = [site.plan.space, site.team.space]
        seed_space = site.org.seed_space(site.lead.user)
        site.act(("add_space", roster.AddSpace(seed_space)))
        self.spaces.append(seed_space.space)
        for lead in self.leads[1:]:
            site.join(lead, "lead", *self.spaces)
        for worker in self.workers:
            site.join(worker, "worker", *self.rng.sample(self.spaces, 2))
        self.lost: tuple[SignedEntry, ...] = ()

    @property
    def state(self) -> RosterState:
        return self.site.org.state

    # --- acts -------------------------------------------------------------------------------------

    def act(self) -> None:
        """Let a random lead do a random thing; what the rules forbid is left out."""
        made: Callable[[Laptop], Acts] = self.rng.choice(
            [self._revoke, self._remove, self._let_in, self._rotate, self._role, self._policy]
        )
        author = self.rng.choice(self.leads)
        try:
            self.site.act(*made(author), by=author)
        except (RosterError, Refusal, LookupError):
            return

    def _changed(self, author: Laptop, *acts: tuple[roster.EntryType, Wire]) -> Acts:
        """Return acts with a new key of each space that they demand one for."""
        after = self.state.clone()
        for act in acts:
            after.append(self.site.org.sign(author, *act, after))
        return [*acts, *(self.new_key(space, after) for space in sorted(after.unrotated))]

    def new_key(
        self, space: bytes, after: RosterState, epoch: int | None = None
    ) -> tuple[roster.EntryType, Wire]:
        states = self.site.server.spaces(self.in_lead().device).spaces
        stands = next(state for state in states if state.space == space)
        epoch = epoch or after.epoch(space) + 1
        told = roster.recipients_hash(after.recipients(space, epoch))
        canary = self.site.org.random.randbytes(48)
        rotate = roster.Rotate(space, epoch, stands.lineage, stands.head, canary, told, "random")
        return "rotate", rotate

    def _revoke(self, author: Laptop) -> Acts:
        victim = self.rng.choice([each for each in self.everyone() if each is not author])
        return self._changed(author, ("revoke", roster.Revoke(None, victim.device, "left")))

    def _remove(self, author: Laptop) -> Acts:
        space, victim = self.rng.choice(self.spaces), self.rng.choice(self.workers)
        return self._changed(author, ("set_members", roster.SetMembers(space, (), (victim.user,))))

    def _let_in(self, _: Laptop) -> Acts:
        space, newcomer = self.rng.choice(self.spaces), self.rng.choice(self.workers)
        return [("set_members", roster.SetMembers(space, (newcomer.user,), ()))]

    def _rotate(self, _: Laptop) -> Acts:
        return [self.new_key(self.rng.choice(self.spaces), self.state)]

    def _role(self, _: Laptop) -> Acts:
        role: roster.Role = self.rng.choice(["worker", "reader"])
        return [("set_role", roster.SetRole(self.rng.choice(self.workers).user, role))]

    def _policy(self, _: Laptop) -> Acts:
        return [("policy", roster.Policy({"lock": str(self.rng.randint(1, 60))}))]

    # --- the loss ---------------------------------------------------------------------------------

    def branch(self) -> None:
        """Act, lose it all together with the journal, and act again otherwise."""
        site = self.site
        site.server.close()
        self.database.copy()
        site.server = site.opened()
        common, entries = site.org.state.clone(), list(site.org.entries)
        for _ in range(self.rng.randint(1, 5)):
            self.act()
        self.lost = tuple(site.org.entries[len(entries) :])
        site.server.close()
        self.database.put_back()
        site.config.journal_file.unlink()
        site.server = site.opened(restoring=True)
        site.org.state, site.org.entries = common.clone(), entries
        for _ in range(self.rng.randint(0, 4)):
            self.act()
        self.common_n = common.n

    def come_back(self) -> ForkFacts:
        """Let a laptop bring the lost entries; return what both ends make of them."""
        start = SessionStart(self.leads[0].device, bytes(32), self.lost)
        self.site.server.session_start(start)
        page = self.site.server.roster_pull(self.in_lead().device, RosterPull(0))
        if page.roster_n > self.state.n:
            self.site.org.add(*page.entries[self.state.n + 1 :])
        assert page.roster_hash == self.state.head_hash
        return forks_of(page.entries, page.aside, verify)

    def everyone(self) -> list[Laptop]:
        return [*self.leads, *self.workers]

    def in_lead(self) -> Laptop:
        """Return a lead whom no branch put out."""
        for lead in self.leads:
            if self.state.is_active(lead.device):
                try:
                    self.site.server.spaces(lead.device)
                except Refusal:
                    continue
                return lead
        raise LookupError

    # --- looking ----------------------------------------------------------------------------------

    def pushed(self, laptop: Laptop, space: bytes, log_n: int) -> str:
        """Return `applied`, or the code of the refusal."""
        states = self.site.server.spaces(self.in_lead().device).spaces
        stands = next(state for state in states if state.space == space)
        writer = self.site.writer_at(stands, laptop)
        writer.log_n = log_n
        try:
            (result,) = self.site.push(writer, writer.version()).results
        except Refusal as refused:
            return refused.code.value
        return result.code.value if result.code else result.status

    def may_write(self, laptop: Laptop, space: bytes) -> bool:
        role = self.state.role_of_device(laptop.device)
        return role in {"worker", "lead"} and self.state.is_member(laptop.device, space)


@pytest.fixture(params=SEEDS)
def world(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Branches]:
    made = Branches(tmp_path, request.param)
    yield made
    made.site.server.close()


def test_what_waits_who_is_out_and_how_it_ends(world: Branches) -> None:
    for _ in range(2):
        world.branch()
        try:
            facts = world.come_back()
        except LookupError:
            return  # the branches put every lead out: only the recovery sheet helps
        _check_what_waits(world, facts)
        if not _resolve(world, facts):
            return
    _check_that_all_goes_on(world)


def _check_what_waits(world: Branches, facts: ForkFacts) -> None:
    log_n = world.state.n if facts.common_n is None else facts.common_n
    for laptop in world.everyone():
        for space in world.spaces:
            told = world.pushed(laptop, space, log_n)
            if laptop.device in facts.revoked or not world.state.is_active(laptop.device):
                assert told == "device_revoked"
            elif not world.state.is_member(laptop.device, space):
                assert told == "not_found"
            elif space in facts.spaces or laptop.device in facts.devices:
                assert told == "space_frozen"
            elif world.may_write(laptop, space):
                assert told == "applied"
            else:
                assert told in {"role_denied", "log_stale"}


def _resolve(world: Branches, facts: ForkFacts) -> bool:
    """Decide, put out again whom the branch put out, and change every key that waits."""
    lead = world.in_lead()
    for branch in facts.branches:
        if branch.resolved_n is None:
            decision = roster.ForkResolved(world.state.head_hash, branch.hashes[-1])
            world.site.act(("fork_resolved", decision), by=lead)
    for device in sorted(facts.revoked):
        if world.state.is_active(device):
            out = ("revoke", roster.Revoke(None, device, "left"))
            try:
                world.site.act(*world._changed(lead, out), by=lead)  # type: ignore[arg-type]  # a pair of type and payload
            except RosterError:
                return False  # he cannot: the last lead of a space, or it is not his
    facts = world.come_back()
    assert facts.common_n is None
    for space in sorted(facts.spaces):
        numbers = [branch.state.epoch(space) for branch in facts.branches]
        above = max(world.state.epoch(space), *numbers) + 1
        world.site.act(world.new_key(space, world.state, above), by=lead)
    facts = world.come_back()
    assert not facts.spaces
    assert not facts.devices
    assert not any(world.state.is_active(device) for device in facts.revoked)
    return True


def _check_that_all_goes_on(world: Branches) -> None:
    for laptop in world.everyone():
        for space in world.spaces:
            if world.may_write(laptop, space):
                assert world.pushed(laptop, space, world.state.n) == "applied"
    world.site.server.tidy()
    with standing_store(world.site.config) as store:
        findings = verify_store(world.site.config, store)
    assert findings.clean, list(findings.faults())
