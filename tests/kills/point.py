"""One kill point: a laptop works, is killed, and everything about it is looked at."""

import json
import os
import random
import select
import shutil
import socket
import time
from collections import Counter
from contextlib import closing, suppress
from pathlib import Path
from typing import Any, Final

from sqlalchemy import select as rows_of

from helhedsplan_desktop.core import Core
from helhedsplan_desktop.foundation.errors import AppError, Problem
from helhedsplan_desktop.services.unlocking import Stage
from helhedsplan_desktop.store.tables import DIRECTORY, MIRROR, SEALED
from tests.kills.ending import Countdown, Ending
from tests.kills.line import Host, Line, over
from tests.kills.template import COLLEAGUE, FRESH, LEAD, SERVER, WORKER, LineCore, Template
from tests.support.killing import Report, Worker, forked
from tests.support.typist import Expected, Facts, Typist, facts_in
from tests.support.vault_audit import wrong_in
from tests.support.vaults import OTHER_PASSPHRASE, PASSPHRASE

COPY: Final = "copy.db"
"""The worker's nightly copy, beside the profile."""

QUIET_WITHIN: Final = 5
"""Cycles of the killed laptop until it has nothing more for the server, nor the server for it."""

_PART_BYTES: Final = 1 << 16
_ASK_A_COLLEAGUE_IN: Final = 5
"""One point in so many compares with a colleague's laptop, which takes long."""

_CREATE_IN: Final = 25
"""One point in so many kills the making of a vault."""


class Point:
    """One kill in a folder of its own.

    Args:
        seed: of what the laptop does, and of when it ends.
    """

    def __init__(self, template: Template, folder: Path, seed: str) -> None:
        self._template = template
        self._folder = folder
        self._seed = seed
        self._rng = random.Random(seed)
        self._ending = Ending.drawn(self._rng)
        self._fresh = self._rng.random() < 0.25
        self.told: Counter[str] = Counter({self._ending.kind: 1})

    def run(self) -> None:
        """Kill and look.

        Raises:
            AssertionError: something is lost, half there, readable to others, or does not fit.
        """
        if self._rng.randrange(_CREATE_IN) == 0:
            self._run_creation()
            return
        for name in (LEAD, SERVER):
            shutil.copytree(self._template.folder / name, self._folder / name)
        source = FRESH if self._fresh else WORKER
        shutil.copytree(self._template.folder / source, self._folder / WORKER)
        near, far = socket.socketpair()
        with near:
            with far:
                # Forked before the server opens: a fork of open databases would be no laptop.
                worker = forked(lambda report: self._work(far, near, report))
            with closing(Host(self._folder / SERVER)) as host:
                reports = attend(worker, self._ending, near, host)
                self._look(host, reports)

    # --- the process that is killed ---------------------------------------------------------------

    def _work(self, far: socket.socket, near: socket.socket, report: Report) -> None:
        near.close()
        rng = random.Random(f"work of {self._seed}")
        countdown = Countdown(self._ending, report)
        core = LineCore(self._folder / WORKER, Line(over(far), countdown.passed))
        passphrase = PASSPHRASE
        core.unlocking.unlock(passphrase)
        kept: tuple[list[tuple[bytes, str]], list[tuple[bytes, str]], int] = ([], [], 0)
        report("open")
        while True:
            session = core.begin_session()
            typist = Typist(session, f"ord{self._seed.replace('/', 'x')}", report, rng)
            typist.drafts, typist.notes, typist.words = kept
            for _ in range(rng.randint(1, 6)):
                typist.act()
            kept = typist.drafts, typist.notes, typist.words
            core.opened().syncing.run_once()
            report("synced")
            chance = rng.random()
            if chance < 0.15:
                core.lock()
                core.unlocking.unlock(passphrase)
                report("locked")
            elif chance < 0.3:
                core.unlocking.vault.database.copy_to(self._folder / COPY)
                report("copied")
            elif chance < 0.4:
                old, passphrase = passphrase, _other(passphrase)
                report("passphrase", passphrase)
                core.unlocking.change_passphrase(old, passphrase)
                report("passphrase_changed", passphrase)

    # --- looking ----------------------------------------------------------------------------------

    def _look(self, host: Host, reports: list[list[Any]]) -> None:
        kinds = Counter(kind for kind, *_ in reports)
        self.told["before_it_was_open"] += not kinds["open"]
        for kind in ("synced", "locked", "copied", "passphrase_changed"):
            self.told[kind] += kinds[kind]
        self._demand_sealed_files()
        known = Counter() if self._fresh else Counter(self._template.by_worker)
        expected = Expected(known, known)
        self.told["saved"] += expected.hear(reports)
        with closing(LineCore(self._folder / WORKER, Line(host.answer))) as core:
            passphrase = _unlocked(core, reports)
            assert not core.unlocking.state().rolled_back, "taken for an old file put back"
            self.told[expected.meet(_own(facts_in(core)))] += 1
            _demand_whole(core)
            self._demand_convergence(core, host, expected.facts)
            _demand_whole(core)
            core.lock()
            core.unlocking.unlock(passphrase)
            assert not core.unlocking.state().rolled_back, "taken for an old file, later"
        if (self._folder / COPY).exists():
            self._demand_whole_copy(passphrase)

    def _demand_sealed_files(self) -> None:
        """Search every file of the laptop for what was written on it."""
        for path in self._folder.rglob("*"):
            if path.is_file() and SERVER not in path.parts:
                plain = path.read_bytes()
                for word in (b"ord1\xc3\xa6", b"ord2\xc3\xa6", b"Talte om", COLLEAGUE.encode()):
                    assert word not in plain, f"{path.name} can be read by anybody"

    def _demand_convergence(self, core: Core, host: Host, own: Facts) -> None:
        _sync_until_quiet(core)
        status = core.opened().syncing.status
        assert (status.unsent, status.refused, status.quarantined) == (0, 0, 0), status
        assert not core.begin_session().conflicts.all(), "a conflict with oneself"
        wanted = _shared(self._template.by_lead) + own
        found = facts_in(core)
        assert found == wanted, f"lost {wanted - found}, foreign {found - wanted}"
        if self._rng.randrange(_ASK_A_COLLEAGUE_IN):
            return
        self.told["colleague_asked"] += 1
        with closing(LineCore(self._folder / LEAD, Line(host.answer))) as lead:
            lead.unlocking.unlock(PASSPHRASE)
            # After its first cycle a laptop reports how it stands, which is news to the other.
            for each in (lead, core, lead):
                _sync_until_quiet(each)
            assert _shared(facts_in(lead)) == _shared(wanted), "the colleague sees something else"
            here, there = _mirror(core), _mirror(lead)
            assert here == there, f"versions differ: {here - there} here, {there - here} there"

    def _demand_whole_copy(self, passphrase: str) -> None:
        folder = self._folder / "restored"
        folder.mkdir(mode=0o700)
        shutil.copyfile(self._folder / WORKER / "vault.header", folder / "vault.header")
        shutil.copyfile(self._folder / COPY, folder / "vault.db")
        with closing(LineCore(folder, Line(lambda _: _nobody_there()))) as core:
            core.unlocking.unlock(passphrase)
            _demand_whole(core)
            self.told["copies"] += 1

    # --- the making of a vault --------------------------------------------------------------------

    def _run_creation(self) -> None:
        folder = self._folder / "new"

        def work(report: Report) -> None:
            countdown = Countdown(self._ending, report)
            core = LineCore(folder, Line(lambda _: _nobody_there(), countdown.passed))
            report("open")
            core.unlocking.create(PASSPHRASE)
            report("created")
            core.opened()
            while True:
                core.lock()
                core.unlocking.unlock(PASSPHRASE)

        worker = forked(work)
        reports = attend(worker, self._ending, None, None)
        created = any(kind == "created" for kind, *_ in reports)
        self.told["creations"] += 1
        with closing(LineCore(folder, Line(lambda _: _nobody_there()))) as core:
            stage = core.unlocking.state().stage
            assert stage is Stage.LOCKED or (stage is Stage.MISSING and not created), stage
            self.told[f"creation_{stage}"] += 1
            if stage is Stage.MISSING:
                core.unlocking.create(PASSPHRASE)
            else:
                core.unlocking.unlock(PASSPHRASE)
            assert not core.unlocking.state().rolled_back, "taken for an old file put back"
            _demand_whole(core)


def attend(
    worker: Worker, ending: Ending, line: socket.socket | None, host: Host | None
) -> list[list[Any]]:
    """Serve a process until its end, kill it when it is due, and return what it reported."""
    due = ending.seconds_after("")
    told = b""
    waiting: list[Any] = [worker.pipe, *([line] if line else [])]
    while True:
        left = due - seconds_worked(worker.pid)
        if left <= 0:
            worker.kill()
        # No process works for longer than time passes.
        ready, _, _ = select.select(waiting, [], [], left if left > 0 else None)
        if worker.pipe in ready:
            part = os.read(worker.pipe, _PART_BYTES)
            if not part:
                break
            told += part
            for word in ("open", "now"):
                if f'["{word}"]\n'.encode() in part:
                    due = min(due, seconds_worked(worker.pid) + ending.seconds_after(word))
        if line in ready:
            assert host is not None
            assert line is not None
            host.answer_over(line)
    worker.end()
    return [json.loads(each) for each in told.decode().split("\n") if each]


def seconds_worked(pid: int) -> float:
    """Return how long a process had a processor, so that a busy machine kills no earlier.

    Source: clock_getcpuclockid(3), the number that the kernel gives a process's clock.
    """
    return time.clock_gettime(~pid << 3 | 2)


def _unlocked(core: Core, reports: list[list[Any]]) -> str:
    """Open the vault by a passphrase that it may have; return it."""
    certain, possible = PASSPHRASE, PASSPHRASE
    for kind, *parts in reports:
        if kind == "passphrase":
            possible = parts[0]
        elif kind == "passphrase_changed":
            certain = parts[0]
    for each in dict.fromkeys((possible, certain)):
        with suppress(AppError):
            core.unlocking.unlock(each)
            return each
    core.unlocking.unlock(certain)
    return certain


def _demand_whole(core: Core) -> None:
    wrong = [*core.unlocking.vault.database.check(), *wrong_in(core.opened().store)]
    assert not wrong, wrong


def _sync_until_quiet(core: Core) -> None:
    outcome = None
    for _ in range(QUIET_WITHIN):
        outcome = core.opened().syncing.run_once()
        assert outcome is not None, "no cycle"
        if (outcome.taken, outcome.applied, outcome.complete) == (0, 0, True):
            return
    raise AssertionError(f"not quiet within {QUIET_WITHIN} cycles: {outcome}")


def _own(facts: Facts) -> Facts:
    """Return what the worker wrote herself."""
    return Counter({fact: count for fact, count in facts.items() if COLLEAGUE not in fact[1]})


def _shared(facts: Facts) -> Facts:
    """Return what a colleague sees too: everything but drafts."""
    return Counter({fact: count for fact, count in facts.items() if fact[0] != "draft"})


def _mirror(core: Core) -> set[tuple[str, str, str]]:
    """Return noun, rid and vid of everything that the laptop and the server agree upon."""
    homes = core.members().homes()
    with core.opened().store.read() as connection:
        rows = connection.execute(
            rows_of(DIRECTORY.c.noun, SEALED.c.rid, SEALED.c.vid)
            .join(DIRECTORY, DIRECTORY.c.rid == SEALED.c.rid)
            .where(SEALED.c.state == MIRROR, SEALED.c.space.in_((homes.plan, homes.team)))
        )
        return {(row.noun, row.rid.hex(), row.vid.hex()) for row in rows}


def _other(passphrase: str) -> str:
    return OTHER_PASSPHRASE if passphrase == PASSPHRASE else PASSPHRASE


def _nobody_there() -> Any:
    raise AppError(Problem.SERVER_UNREACHABLE)
