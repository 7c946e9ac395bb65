"""Processes that are killed at any instant lose nothing that was told to be saved."""

import json
import os
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.kills import ending as kills
from tests.support import qt_libraries
from tests.support.kill_while_serving import kill_server
from tests.support.server_process import running_server
from tests.support.typist import ENDINGS

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(600),
    pytest.mark.skipif(not hasattr(os, "fork"), reason="warm processes are forked"),
]

LIMIT_SECONDS = 560
"""For a machine with much else to do; alone on two processors none takes a minute."""


def started(module: str, *words: object) -> subprocess.Popen[str]:
    """Start a program that kills; it tells its seed where something goes wrong."""
    command = [sys.executable, "-m", f"tests.{module}", *map(str, words)]
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8"
    )


def ended(program: subprocess.Popen[str]) -> dict[str, Any]:
    """Return the summary of a program that found nothing wrong."""
    with program:
        try:
            told, wrong = program.communicate(timeout=LIMIT_SECONDS)
        except subprocess.TimeoutExpired:
            program.kill()
            raise
    assert (program.returncode, wrong) == (0, ""), wrong
    summary: dict[str, Any] = json.loads(told)
    return summary


def fresh_seed() -> int:
    """Return another seed for each run."""
    return random.SystemRandom().randrange(10**6)


@pytest.mark.skipif(sys.platform != "linux", reason="reads another process's clock")
def test_200_laptops_killed_at_work_lose_nothing_and_meet_the_server_again() -> None:
    """Each from the same vault; `python -m tests.kills --points 10000` kills more."""
    told = ended(started("kills", "--points", 200, "--seed", fresh_seed()))
    assert told["points"] == 200
    assert sum(told.get(ending, 0) for ending in kills.ENDINGS) == 200
    assert told["saved"] > 400
    for happened in ("synced", "locked", "copied", "passphrase_changed", "creations"):
        assert told[happened] > 0, happened
    assert told["under_way_gone"] > 0, "no act was cut off"


def test_one_vault_killed_40_times_loses_nothing_that_was_saved(tmp_path: Path) -> None:
    told = ended(
        started("support.kill_while_saving", tmp_path, "--seed", fresh_seed(), "--kills", 40)
    )
    assert sum(told[ending] for ending in ENDINGS) == 40
    assert told["saved"] > 120


@pytest.mark.skipif(bool(qt_libraries.missing()), reason=qt_libraries.missing())
def test_a_kill_costs_at_most_a_second_of_typing(tmp_path: Path) -> None:
    told = ended(
        started(
            "support.kill_while_typing",
            tmp_path,
            "--seed",
            fresh_seed(),
            "--typists",
            8,
            "--rounds",
            3,
        )
    )
    assert told["kills"] == 24
    assert told["keys"] > 100
    assert 0 < told["worst_seconds"] <= 1


def test_a_laptop_killed_while_it_syncs_loses_and_doubles_nothing(tmp_path: Path) -> None:
    with running_server(tmp_path / "server") as server:
        told = ended(
            started(
                "support.kill_while_syncing",
                *(tmp_path, "--server", server.address, "--founding-code", server.founding_code),
                *("--seed", fresh_seed(), "--kills", 20),
            )
        )
    assert sum(told[ending] for ending in ENDINGS if ending in told) == 20
    assert told["at_the_beginning"] > 2
    assert told["synced"] > 10
    assert told["saved"] > 20


def test_a_server_killed_at_any_instant_keeps_what_it_acknowledged(tmp_path: Path) -> None:
    told = kill_server(tmp_path, str(fresh_seed()), kills=20)
    assert told["killed_at_work"] + told["killed_at_start"] == 20
    assert told["killed_at_work"] >= 10
    assert told["acknowledged"] > 50
    assert told["push_gone"] + told["push_kept"] > 10
