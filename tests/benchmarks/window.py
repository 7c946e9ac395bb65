"""How long the window takes: `python -m tests.benchmarks.window [CONTACTS]`.

Starts bare PySide6 windows and unlock screens in turn, then unlocks a practice town of the design
size and looks at time and memory. Every start is a process of its own; medians of five pairs.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from helhedsplan_desktop.practice_vault import PracticeVault
from ui.application import platform_without_screen

ROUNDS = 5
PLATFORM = {"QT_QPA_PLATFORM": platform_without_screen(os.environ) or "xcb"}
DESIGN_SIZE = 5_000
TYPING_SECONDS = 3.0
START_ALLOWED = 0.25
"""Seconds beyond a bare window."""
UNLOCK_ALLOWED = 1.0
"""Seconds beyond opening the vault."""
MEMORY_ALLOWED = 250
"""PSS in MB."""

BARE = """
import sys, time
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLineEdit
app = QApplication([])
window = QLineEdit()
window.resize(1280, 800)
window.show()
def painted():
    window.grab()
    print(time.monotonic(), flush=True)
    app.quit()
QTimer.singleShot(0, painted)
app.exec()
"""

START = """
import sys, time
from helhedsplan_desktop.__main__ import missing_libraries
from helhedsplan_desktop.app import Desktop, make_look
from helhedsplan_desktop.core import Core
from helhedsplan_desktop.foundation.paths import profile_at
from helhedsplan_desktop.options import read_options
from ui.application import make_application
sys.setswitchinterval(0.0005)
options = read_options(["--profile", sys.argv[1], "--lang", "da"])
core = Core(profile_at(options.profile))
app = make_application()
desktop = Desktop(app, core, make_look(app, core, options), 214)
desktop.start()
"""

PAINTED = (
    START
    + """
from PySide6.QtCore import QTimer
def painted():
    desktop.window.grab()
    print(time.monotonic(), flush=True)
    app.quit()
QTimer.singleShot(0, painted)
app.exec()
desktop.close()
"""
)

UNLOCKED = (
    START
    + """
import psutil
from PySide6.QtCore import QCoreApplication
def work(seconds):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        QCoreApplication.processEvents()
        time.sleep(0.001)
work(float(sys.argv[3]))
spent = []
unlock = core.unlocking.unlock
def timed(passphrase):
    before = time.monotonic()
    unlock(passphrase)
    spent.append(time.monotonic() - before)
core.unlocking.unlock = timed
screen = desktop.window.screen_shown
from PySide6.QtWidgets import QLineEdit
field = screen.findChild(QLineEdit)
field.setText(sys.argv[2])
before = time.monotonic()
field.returnPressed.emit()
shown = 0.0
while not shown and time.monotonic() - before < 60:
    QCoreApplication.processEvents()
    lanes = desktop._lanes
    if desktop.workspace is not None and lanes is not None and not lanes._waiting:
        desktop.window.grab()  # the overview has been read and is drawn
        shown = time.monotonic()
work(1.0)
pss = psutil.Process().memory_full_info().pss / 1e6
print(shown - before, spent[0], pss, flush=True)
desktop.close()
"""
)


def child(script: str, *arguments: str) -> list[float]:
    """Run a script in a fresh process; return the numbers that it prints."""
    done = subprocess.run(
        [sys.executable, "-c", script, *arguments],
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
        env=os.environ | PLATFORM,
    )
    return [float(each) for each in done.stdout.split()]


def start_seconds(script: str, *arguments: str) -> float:
    """Return the seconds from starting a process to its first painted window."""
    before = time.monotonic()
    return child(script, *arguments)[0] - before


def main(contacts: int) -> int:
    with tempfile.TemporaryDirectory() as folder:
        practice = PracticeVault(contacts, lead=True, folder=Path(folder))
        practice.fill()
        profile = str(practice.core.profile.folder)
        practice.core.close()
        child(PAINTED, profile)  # reads everything from disk once
        pairs = [(start_seconds(BARE), start_seconds(PAINTED, profile)) for _ in range(ROUNDS)]
        bare, ours = (statistics.median(each) for each in zip(*pairs, strict=True))
        say(f"bare window {bare:.2f} s, unlock screen {ours:.2f} s: {ours - bare:+.2f} s")
        unlocks = [
            child(UNLOCKED, profile, practice.passphrase, str(TYPING_SECONDS))
            for _ in range(ROUNDS)
        ]
        total, derivation, pss = (statistics.median(each) for each in zip(*unlocks, strict=True))
        say(
            f"{contacts:,} contacts: unlock to overview {total:.2f} s, of it opening the vault"
            f" {derivation:.2f} s; beyond it {total - derivation:.2f} s; memory (PSS) {pss:.0f} MB"
        )
        slow = ours - bare > START_ALLOWED or total - derivation > UNLOCK_ALLOWED
        slow = slow or pss > MEMORY_ALLOWED
    return 1 if slow else 0


def say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else DESIGN_SIZE))
