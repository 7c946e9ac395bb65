"""A signal from the system ends the program in good order, also while Qt waits."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from helhedsplan_desktop.trying.server import server_command

WAITING = """
import os
from PySide6.QtCore import QCoreApplication, QTimer
from ui.frame.ending import EndingBySignal
app = QCoreApplication([])
ending = EndingBySignal(app)
EARLY
QTimer.singleShot(0, lambda: print("ready", flush=True))
app.exec()
ending.stop()
print("ended", flush=True)
"""

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows sends no signals")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_program_that_waits_ends_by_itself_when_asked(number: signal.Signals) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", WAITING.replace("EARLY", "")],
        stdout=subprocess.PIPE,
        text=True,
        env=dict(os.environ),
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    process.send_signal(number)
    told, _ = process.communicate(timeout=30)
    assert told == "ended\n"
    assert process.returncode == 0


def test_a_signal_before_the_window_waits_is_not_forgotten() -> None:
    early = WAITING.replace("EARLY", "os.kill(os.getpid(), 15)")
    told = subprocess.run(
        [sys.executable, "-c", early], capture_output=True, text=True, check=True, timeout=30
    )
    assert told.stdout.endswith("ended\n")


@pytest.mark.skipif(not server_command(), reason="needs the server program")
def test_a_demo_that_is_ended_leaves_no_server_behind(tmp_path: Path) -> None:
    environment = dict(os.environ, QT_QPA_PLATFORM="offscreen", TMPDIR=str(tmp_path))
    process = subprocess.Popen(
        [sys.executable, "-m", "helhedsplan_desktop", "--demo", "--practice-size", "15"],
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
    )
    assert process.stdout is not None
    for line in process.stdout:
        if "inviting a colleague" in line:
            break
    assert any(tmp_path.iterdir())
    process.send_signal(signal.SIGTERM)
    # The pipe is inherited: reading to its end waits for the server, too.
    process.communicate(timeout=60)
    assert not any(tmp_path.glob("helhedsplan-demo-*"))
