"""Kills a real server process again and again while devices push, edit, erase and rotate.

After each kill the server starts again, and everything that it had acknowledged must be there:
each version under the revision that was told, each roster entry, each erase; what was under way
is there as a whole or not at all; and `verify` finds nothing.
"""

import random
import shutil
import sqlite3
import threading
import time
from collections import Counter
from contextlib import closing
from pathlib import Path

from helhedsplan_protocol import messages, routes
from helhedsplan_server.operations.opening import standing_store
from helhedsplan_server.operations.verify import verify
from tests.support.busy_devices import Acts, Device, Lead
from tests.support.organisation import Laptop
from tests.support.server_process import RunningServer, running_server, spawned_server
from tests.support.site import Site
from tests.support.wire_client import WireClient

LONGEST_LIFE_SECONDS = 0.25
"""From the first push to the kill."""

LONGEST_START_SECONDS = 0.9
START_SHARE = 0.15
"""How many kills hit a server that is still starting."""

WRITERS = 2
KILLS_PER_TOWN = 25
"""Then a new organisation, so that looking everything through stays short."""


class Town:
    """One organisation, its data folder, and all that its devices were told.

    Attributes:
        told: what happened, counted.
    """

    def __init__(self, folder: Path, seed: str) -> None:
        self._rng = random.Random(seed)
        self._site = Site(folder / "data")
        self._site.found()
        space = self._site.team.space
        self._workers = [self._site.org.laptop() for _ in range(WRITERS)]
        for worker in self._workers:
            self._site.join(worker, "worker", space)
        self._lineage = self._site.state_of(space).lineage
        self._site.server.close()
        self._ratchets: dict[bytes, bytes] = {}
        self.acts = Acts(self._site, self._lineage)
        self.told: Counter[str] = Counter()

    def kill_once(self) -> None:
        """Serve, kill at a random instant, start again, and look everything through.

        Raises:
            AssertionError: something that was acknowledged is missing, or a promise is broken.
        """
        if self._rng.random() < START_SHARE:
            with spawned_server(self._site.config.data) as starting:
                time.sleep(self._rng.uniform(0, LONGEST_START_SECONDS))
                starting.kill()
            self.told["killed_at_start"] += 1
        else:
            with running_server(self._site.config.data) as server:
                self._work_until_killed(server)
            self.told["killed_at_work"] += 1
        with running_server(self._site.config.data) as server:
            self._meet_again(server)
            self._look()

    def _client(self, server: RunningServer, laptop: Laptop) -> WireClient:
        client = WireClient(server.address)
        session = client.log_in(laptop, self._ratchets.get(laptop.device))
        self._ratchets[laptop.device] = session.ratchet
        return client

    def _work_until_killed(self, server: RunningServer) -> None:
        devices: list[Device] = [
            Lead(self.acts, self._site.lead, self._client(server, self._site.lead))
        ]
        devices += [Device(self.acts, w, self._client(server, w)) for w in self._workers]
        threads = [
            threading.Thread(target=device.work, args=(self._rng.random(),)) for device in devices
        ]
        for thread in threads:
            thread.start()
        time.sleep(self._rng.uniform(0.01, LONGEST_LIFE_SECONDS))
        server.kill()
        for thread in threads:
            thread.join()
        for device in devices:
            device.client.close()
            assert device.failed is None, device.failed

    def _meet_again(self, server: RunningServer) -> None:
        """Learn how the log goes on: an append under way is there as a whole or not at all."""
        client = self._client(server, self._site.lead)
        known = self._site.org.state.n
        pull = messages.RosterPull(known + 1)
        page = client.ask(routes.ROSTER_PULL, pull, messages.RosterPage)
        state = client.ask(routes.SPACES, messages.Empty(), messages.SpacesAnswer)
        client.close()
        pending, self.acts.pending_append = self.acts.pending_append, None
        if page.entries:
            assert pending is not None, "entries that nobody sent"
            assert page.entries == pending
            self._site.org.add(*page.entries)
        if pending is not None:
            self.told["append_kept" if page.entries else "append_gone"] += 1
        assert state.roster_n == self._site.org.state.n, "an acknowledged roster entry is lost"
        assert {s.lineage for s in state.spaces if s.space == self._site.team.space} == {
            self._lineage
        }

    def _look(self) -> None:
        found = _Tables(self._site.config.data / "server.db", self._site.team.space)
        acts = self.acts
        lost = {vid: rev for vid, rev in acts.revs.items() if found.revs.get(vid) != rev}
        assert not lost, f"acknowledged versions that are lost or moved: {len(lost)}"
        assert acts.erased <= found.erased, "an acknowledged erase is lost"
        bodies = {vid for vid in acts.revs if acts.rid_of[vid] not in found.erased}
        assert bodies <= found.kept | acts.erase_vids, "a version lost its bytes"
        for push in acts.pending_pushes:
            there = {vid for vid in push if vid in found.revs}
            # An edit may have met another's in the same instant; a new record meets nothing.
            gone = {vid for vid in push.keys() - there if vid in acts.fresh_vids}
            assert not there or not gone, "half a push was kept"
            self.told["push_kept" if there else "push_gone"] += 1
            acts.learn({vid: (push[vid], found.revs[vid]) for vid in there})
        acts.pending_pushes.clear()
        with standing_store(self._site.config) as store:
            findings = verify(self._site.config, store)
        assert findings.clean, list(findings.faults())
        assert not findings.remarks, findings.remarks
        self.told["acknowledged"] = len(acts.revs)


class _Tables:
    """What stands in the database for one space."""

    def __init__(self, file: Path, space: bytes) -> None:
        with closing(sqlite3.connect(file, timeout=30)) as database:
            rows = database.execute("SELECT vid, rev FROM vids WHERE space = ?", (space,))
            self.revs: dict[bytes, int] = dict(rows.fetchall())
            erased = database.execute("SELECT rid FROM erasures WHERE space = ?", (space,))
            self.erased = {rid for (rid,) in erased}
            kept = database.execute(
                "SELECT vid FROM records WHERE space = ? UNION ALL"
                " SELECT vid FROM history WHERE space = ?",
                (space, space),
            )
            self.kept = {vid for (vid,) in kept}


def kill_server(folder: Path, seed: str, kills: int) -> Counter[str]:
    """Return what happened in so many kills of servers in `folder`.

    Raises:
        AssertionError: with the seed, as soon as something is lost or broken.
    """
    told: Counter[str] = Counter()
    town, at = None, folder
    for number in range(kills):
        if number % KILLS_PER_TOWN == 0:
            if town is not None:
                told += town.told
                shutil.rmtree(at)
            at = folder / f"town-{number}"
            at.mkdir(parents=True)
            town = Town(at, f"{seed}/{number}")
        assert town is not None
        try:
            town.kill_once()
        except AssertionError as wrong:
            raise AssertionError(f"seed {seed}, kill {number}: {wrong}") from wrong
    return told + town.told if town else told
