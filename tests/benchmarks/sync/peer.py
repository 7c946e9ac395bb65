"""10,000 notes up to a server and down to a fresh laptop, beside the same in Anki."""

import json
import os
import statistics
import subprocess
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from helhedsplan_desktop.store.writing_lock import PERSON_LATELY_SECONDS
from tests.benchmarks.sync.site import freeze_singly, site, team_of, write_notes
from tests.benchmarks.sync.stages import Stages
from tests.benchmarks.sync.telling import say
from tests.benchmarks.sync.texts import WORDS, note_texts
from tests.support.world import LaptopInWorld

ANKI = "HELHEDSPLAN_ANKI_PYTHON"
ALLOWED = 1.5
ALLOWED_SINGLY = 3.0
_SCRIPT = Path(__file__).with_name("anki_peer.py")


class Trip(NamedTuple):
    """Seconds there and back."""

    up: float
    down: float

    @property
    def both(self) -> float:
        """Seconds from one laptop to the other."""
        return self.up + self.down


def ours(texts: list[str], stages: Stages, *, singly: bool) -> Trip:
    """Return what we take: encrypted, durable and searchable at the end."""
    with site() as (_, karin, fatma):
        write_notes(karin, texts)
        if singly:
            freeze_singly(karin)
        # The laptops were set up by hand just now; what is timed is a sync beside nobody's saving.
        time.sleep(PERSON_LATELY_SECONDS)
        with stages.watched("up:  "):
            begin = time.perf_counter()
            karin.sync()
            up = time.perf_counter() - begin
        with stages.watched("down:"):
            begin = time.perf_counter()
            fatma.sync()
            down = time.perf_counter() - begin
        _demand_arrived(karin, fatma, texts)
    return Trip(up, down)


def _demand_arrived(karin: LaptopInWorld, fatma: LaptopInWorld, texts: list[str]) -> None:
    assert karin.syncing.status.unsent == 0
    team = team_of(karin)
    assert karin.digests()[team] == fatma.digests()[team]
    for text in (texts[0], texts[-1]):
        assert len(fatma.find_note(" ".join(text.split()[:3]))) == 1


def anki(python: str, texts: list[str]) -> Trip:
    """Return what Anki takes, unencrypted and without an index of the words."""
    with TemporaryDirectory() as folder:
        file = Path(folder, "texts.json")
        file.write_text(json.dumps(texts))
        done = subprocess.run(
            [python, str(_SCRIPT), str(file)], capture_output=True, text=True, check=True
        )
    return Trip(**json.loads(done.stdout))


def compare(notes: int, rounds: int) -> list[str]:
    """Time both in turn, print the medians, and return what is over its bound."""
    texts, python = note_texts(notes), os.environ.get(ANKI)
    if python is None:
        say(
            f"Anki is left out. To compare: `python -m venv V`, `V/bin/pip install anki`, and set"
            f" {ANKI} to V/bin/python."
        )
    bulk, single, peer = list[Trip](), list[Trip](), list[Trip]()
    stages, stages_singly = Stages(), Stages()
    for _ in range(rounds):
        bulk.append(ours(texts, stages, singly=False))
        if python is not None:
            peer.append(anki(python, texts))
        single.append(ours(texts, stages_singly, singly=True))
    say(f"{notes:,} notes of {WORDS} words, laptop to server to laptop; medians of {rounds} rounds")
    over = []
    for name, trips, found, allowed in (
        ("ours", bulk, stages, ALLOWED),
        ("ours, each note signed alone", single, stages_singly, ALLOWED_SINGLY),
    ):
        say(line(name, trips))
        for stage in found.seconds:
            found.seconds[stage] /= rounds
        say("\n".join(found.lines()))
        if not peer:
            continue
        # Neighbours in time saw the same load of the machine: the median of their ratios.
        ratio = statistics.median(
            mine.both / theirs.both for mine, theirs in zip(trips, peer, strict=True)
        )
        say(f"  {ratio:.2f} times Anki, allowed {allowed}")
        if ratio > allowed:
            over.append(f"{name}: {ratio:.2f} times Anki")
    if peer:
        say(line("Anki", peer))
    return over


def line(name: str, trips: list[Trip]) -> str:
    """Return the medians as a line."""
    up, down, both = (
        statistics.median(each)
        for each in zip(*((trip.up, trip.down, trip.both) for trip in trips), strict=True)
    )
    return f"  {name:<30} up {up:.2f} s, down {down:.2f} s, both {both:.2f} s"
