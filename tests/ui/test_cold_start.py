"""The start from a terminal: options, missing libraries, what is read before the first paint."""

import gc
import os
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

from helhedsplan_desktop import __main__ as entry
from helhedsplan_desktop.options import Options, read_options
from helhedsplan_desktop.practice.town import SMALL
from tests.support.programs import make_core
from tests.support.vaults import PASSPHRASE
from ui.application import platform_without_screen

HEAVY = (
    "alembic",
    "cryptography",
    "httpx",
    "keyring",
    "qtawesome",
    "sqlalchemy",
    "sqlcipher3",
    "sqlmodel",
    "typer",
)
"""What must not be read from disk before the unlock screen stands."""

START = """
import os, sys
from helhedsplan_desktop import app
from helhedsplan_desktop.options import Options
core = app.Core(app.profile_at(sys.argv[1]))
qt = app.make_application()
desktop = app.Desktop(qt, core, app.make_look(qt, core, Options()), 14)
desktop._warm_up = lambda: None
desktop.start()
qt.processEvents()
print(type(desktop.window.screen_shown).__name__)
print(",".join(sorted(name for name in sys.modules if "." not in name)))
sys.stdout.flush()
os._exit(0)
"""


def test_the_unlock_screen_stands_before_anything_heavy_is_read(tmp_path: Path) -> None:
    core = make_core(tmp_path)
    core.unlocking.create(PASSPHRASE)
    core.close()
    told = subprocess.run(
        [sys.executable, "-c", START, str(core.profile.folder)],
        env=dict(os.environ, QT_QPA_PLATFORM="offscreen"),
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    ).stdout.splitlines()
    assert told[0] == "UnlockScreen"
    read = set(told[1].split(","))
    assert not read & set(HEAVY)


def test_the_options_are_read() -> None:
    words = ["--profile", "x", "--demo", "--theme", "dark", "--scale", "1.5", "--lang", "en"]
    assert read_options([*words, "--practice-size", "20", "--seed", "9"]) == Options(
        profile="x", demo=True, theme="dark", scale=1.5, language="en", practice_size=20, seed=9
    )
    assert read_options([]) == Options()
    assert Options().practice_size == SMALL


def test_the_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        read_options(["--version"])
    assert ended.value.code == 0
    assert capsys.readouterr().out == f"Helhedsplan {version('helhedsplan-desktop')}\n"


@pytest.mark.parametrize("words", [["--scale", "3"], ["--practice-size", "0"], ["--theme", "red"]])
def test_a_wrong_option_is_refused_with_a_sentence(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as refused:
        read_options(words)
    assert refused.value.code == 2
    assert words[0] in capsys.readouterr().err


@pytest.mark.parametrize(
    ("environment", "platform"),
    [
        ({}, "offscreen"),
        ({"DISPLAY": ":0"}, ""),
        ({"WAYLAND_DISPLAY": "wayland-0"}, ""),
        ({"QT_QPA_PLATFORM": "minimal"}, ""),
    ],
)
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems have a screen")
def test_without_a_screen_the_window_is_drawn_in_memory(
    environment: dict[str, str], platform: str
) -> None:
    assert platform_without_screen(environment) == platform


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="X11 only")
def test_a_missing_library_is_named_with_what_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(entry, "_loads", lambda _: False)
    # It would hold for the whole test run.
    monkeypatch.setattr(entry, "forbid_core_dumps", lambda: None)
    for name, value in (("QT_QPA_PLATFORM", "xcb"), ("DISPLAY", ":0")):
        monkeypatch.setenv(name, value)
    before, thresholds = sys.getswitchinterval(), gc.get_threshold()
    try:
        assert entry.main([]) == entry.NO_QT == 3
    finally:
        sys.setswitchinterval(before)
        gc.set_threshold(*thresholds)
    told = capsys.readouterr().err
    assert "libxcb-cursor0" in told
    assert "apt-get install" in told
    assert told.count("\n") == 1
