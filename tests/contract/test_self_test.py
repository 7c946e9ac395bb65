"""`--self-test` as IT runs it: a process of its own, its lines and its exit code."""

import subprocess
import sys
from pathlib import Path

import pytest

from helhedsplan_desktop.foundation.policy import Policy
from helhedsplan_desktop.trying.laptop import TrialLaptop
from helhedsplan_desktop.trying.server import NoServerError, started_server
from helhedsplan_desktop.trying.steps import STEPS, StepFailedError, Trial, look_for_plain_text
from tests.support import qt_libraries
from tests.support.bad_line import bad_line

MODULE = ("-m", "helhedsplan_desktop.trying.self_test")
ONLY_DESKTOP = """
import sys
sys.modules["litestar"] = None  # as where the extra `server` was not installed
from helhedsplan_desktop.trying.self_test import main
sys.exit(main())
"""
NEED_A_SERVER = ["two laptops", "sync", "conflict", "digests"]


def self_test(folder: Path, *words: str) -> tuple[int, list[str]]:
    """Return exit code and lines."""
    options = ("--profile", str(folder), "--practice-size", "20")
    done = subprocess.run(
        [sys.executable, *words, *options], capture_output=True, text=True, timeout=200, check=False
    )
    assert done.stderr == ""
    return done.returncode, done.stdout.splitlines()


def beginnings(lines: list[str]) -> list[str]:
    return [line.split(" ... ")[0] for line in lines[1:]]


def places(*left_out: str) -> list[str]:
    """Return how each line begins when these steps were left out."""
    window = ["window"] if qt_libraries.missing() else []
    return [
        f"{'left out' if name in [*left_out, *window] else 'ok'} {number}/{len(STEPS)} {name}"
        for number, (name, _) in enumerate(STEPS, start=1)
    ]


@pytest.mark.slow
def test_everything_that_is_installed_here_works(tmp_path: Path) -> None:
    code, lines = self_test(tmp_path, *MODULE)
    assert code == 0, lines
    assert lines[0].startswith("Helhedsplan 0.1.0, server: http://127.0.0.1:")
    assert [line.split(":")[0] for line in beginnings(lines)] == places()
    assert all(line.endswith(" ms") for line in lines[1:] if line.startswith("ok"))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
def test_what_needs_a_server_is_left_out_where_none_is_installed(tmp_path: Path) -> None:
    code, lines = self_test(tmp_path, "-c", ONLY_DESKTOP)
    assert code == 0, lines
    assert lines[0] == "Helhedsplan 0.1.0, server: none"
    assert [line.split(":")[0] for line in beginnings(lines)] == places(*NEED_A_SERVER)
    assert lines[5].endswith(": no server program is installed here, and no --server was given")


@pytest.mark.slow
def test_a_sign_in_page_in_place_of_the_server_fails_the_trial(tmp_path: Path) -> None:
    with bad_line("http://127.0.0.1:9") as line:
        line.mode = "portal"
        code, lines = self_test(
            tmp_path, *MODULE, "--server", line.address, "--founding-code", "no-such-code"
        )
    assert code == 1
    assert lines[-1] == "FAILED 5/11 two laptops: server not ours"
    assert [line.split(" ")[0] for line in lines[1:-1]] == ["ok"] * 4
    assert list(tmp_path.iterdir()) == []


def test_a_server_without_its_code_is_told_before_anything_is_tried(tmp_path: Path) -> None:
    code, lines = self_test(tmp_path, *MODULE, "--server", "http://127.0.0.1:9")
    assert code == 1
    assert lines == ["FAILED server: --server needs the --founding-code that the server printed"]


def test_a_server_that_does_not_start_says_why(tmp_path: Path) -> None:
    program = (sys.executable, "-c", "raise SystemExit('There is no room on this disk.')")
    with pytest.raises(NoServerError, match=r"did not start: There is no room on this disk\.$"):
        started_server(program, tmp_path).__enter__()


@pytest.mark.parametrize("form", ["kvistholmgaard", "ZORNEFUGTIG"])
def test_one_readable_word_on_the_disk_fails_the_trial(tmp_path: Path, form: str) -> None:
    trial = Trial(tmp_path, Policy(), 1, laptops=[TrialLaptop(tmp_path / "x", "Mette")])
    (tmp_path / "events.log").write_text(f"opened {form}", encoding="utf-16-le")
    with pytest.raises(StepFailedError, match=r"readable text stands in events\.log"):
        look_for_plain_text(trial)
