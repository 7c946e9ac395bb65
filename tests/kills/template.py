"""What every kill point starts from: an organisation with a lead and a worker, and its server.

Made once and copied for each point: the worker's laptop has synced some of what the lead wrote,
holds unsent work of its own, and has more to fetch.
"""

import random
import shutil
from collections import Counter
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from typing_extensions import override

from helhedsplan_desktop.core import Core
from helhedsplan_desktop.foundation.paths import Profile
from helhedsplan_desktop.sync.transport import Transport
from tests.kills.line import ADDRESS, Host, Line
from tests.support.typist import Expected, Facts, Typist, facts_in
from tests.support.vaults import PASSPHRASE, cheap_kdf

LEAD, WORKER, SERVER = "karin", "fatma", "server"
"""Folders of a point."""

FRESH = "fatma-fresh"
"""The worker's profile just after joining, with everything still to fetch."""

COLLEAGUE = "kollega"
"""In every word that the lead writes."""

FIRST_ACTS, LATER_ACTS, UNSENT_ACTS = 40, 15, 6


class LineCore(Core):
    """The program's core, but for the line to its server."""

    def __init__(self, folder: Path, line: Line) -> None:
        super().__init__(Profile(folder), make_kdf=cheap_kdf)
        self._line = line

    @override
    def _transport(self, address: str) -> Transport:
        assert address == ADDRESS
        return self._line


@dataclass(frozen=True)
class Template:
    """The folder of the template and what was written into it.

    Args:
        by_lead: what the lead wrote; all of it stands at the server.
        by_worker: what stands in the worker's vault from herself.
    """

    folder: Path
    by_lead: Facts
    by_worker: Facts


def make(folder: Path) -> Template:
    """Return a new template in an empty folder."""
    by_lead: Facts = Counter()
    with closing(Host(folder / SERVER)) as host:
        lead, worker = (LineCore(folder / name, Line(host.answer)) for name in (LEAD, WORKER))
        with closing(lead), closing(worker):
            for core in (lead, worker):
                core.unlocking.create(PASSPHRASE)
            _found_and_join(host, lead, worker)
            by_lead += _write(lead, COLLEAGUE, FIRST_ACTS)
            lead.opened().syncing.run_once()
            worker.lock()
            shutil.copytree(folder / WORKER, folder / FRESH)
            worker.unlocking.unlock(PASSPHRASE)
            worker.opened().syncing.run_once()
            by_lead += _write(lead, f"{COLLEAGUE}2", LATER_ACTS)
            lead.opened().syncing.run_once()
            by_worker = _write(worker, "fatma", UNSENT_ACTS)
            assert facts_in(lead) == by_lead
    return Template(folder, by_lead, by_worker)


def _found_and_join(host: Host, lead: Core, worker: Core) -> None:
    code = host.server.new_founding_code()
    lead.members().found(ADDRESS, code, "Planen", "Karin", "Leder", "pc-1")
    lead.members().confirm_sheet()
    lead.opened().syncing.run_once()
    invited = lead.members().invite("Fatma", "Medarbejder", "worker", automatic=True)
    worker.members().enrol(ADDRESS, invited.code, "pc-2")
    lead.opened().syncing.run_once()
    assert worker.members().stage() == "approved"
    worker.members().join()


def _write(core: Core, name: str, acts: int) -> Facts:
    """Let somebody write, and return what stands there of it in the end."""
    reports: list[list[object]] = []

    def report(*values: object) -> None:
        reports.append(list(values))

    typist = Typist(core.begin_session(), name, report, random.Random(name))
    for _ in range(acts):
        typist.act()
    expected = Expected()
    expected.hear(reports)
    return expected.facts
