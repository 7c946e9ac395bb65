"""Planted words are found in no byte of the laptops, of the server, or of the line between."""

import json
import random
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from helhedsplan_desktop.services.notes import NoteForm
from tests.support.bad_line import bad_line
from tests.support.server_process import running_server
from tests.support.world import world

PLANTED = ("Kvistholmgaard", "Zornefugtig", "Blommetraeskov", "0099887766")


def everything_below(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def holds(data: bytes, planted: tuple[str, ...] = PLANTED) -> list[str]:
    forms = [form for word in planted for form in (word, word.lower(), word.upper())]
    return [
        form for form in forms if any(form.encode(code) in data for code in ("utf-8", "utf-16-le"))
    ]


def test_planted_words_are_found_nowhere_but_on_the_screens(tmp_path: Path) -> None:
    with world(tmp_path) as town, bad_line(town.server.address) as line:
        karin = town.found("Karin")
        fatma = town.join(karin, "Fatma")
        for laptop in (karin, fatma):
            laptop.online(line.address)
        rid = fatma.meet(PLANTED[0], phone=PLANTED[3], alias=PLANTED[1])
        fatma.write_note(f"Hun talte om {PLANTED[2]} og {PLANTED[1]}.", rid)
        fatma.day.drafts.keep(None, "quick_note", rid, {"text": PLANTED[2]})
        gone = fatma.day.notes.save(
            NoteForm(text=PLANTED[1], happened_on="2026-01-01", anonymous=True)
        )
        town.settle()
        fatma.day.notes.delete(gone.rid)
        town.settle()
        assert karin.find_note(PLANTED[2][:6]) != []
        carried = bytes(line.seen)
        assert len(carried) > 10_000
        assert holds(carried) == []
        for name, data in everything_below(tmp_path).items():
            assert holds(data) == [], name
        names = set(everything_below(tmp_path))
        assert {"Karin/vault.db", "Fatma/vault.db"} <= names
        assert any(name.startswith("server/") for name in names)
    for name, data in everything_below(tmp_path).items():
        assert holds(data) == [], name


def test_the_check_itself_notices_a_planted_word(tmp_path: Path) -> None:
    (tmp_path / "log").write_text(f"… {PLANTED[2].lower()} …")
    assert [holds(data) for data in everything_below(tmp_path).values()] == [[PLANTED[2].lower()]]


def made_up() -> tuple[str, str]:
    """Return a name and a number like a CPR number; they stand in no file of the project."""
    chance = random.SystemRandom()
    name = "".join(chance.choices("abdefgiklmnoprstuvæøå", k=14)).capitalize()
    day, month, year = chance.randint(1, 28), chance.randint(1, 12), chance.randint(50, 99)
    return name, f"{day:02}{month:02}{year}-{chance.randint(1000, 3999)}"


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_a_killed_laptop_has_told_nobody_what_was_typed_on_it(tmp_path: Path) -> None:
    """Files, logs, crashes, copies, arguments, variables, addresses, headers, the terminal."""
    name, cpr = made_up()
    planted = (name, cpr, cpr.replace("-", ""))
    with running_server(tmp_path / "server") as server, bad_line(server.address) as line:
        assert server.founding_code is not None
        command = [sys.executable, "-m", "tests.support.kill_while_telling"]
        command += [str(tmp_path / "profile"), "--server", line.address]
        command += ["--founding-code", server.founding_code]
        pipe = subprocess.PIPE
        with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe) as laptop:
            assert laptop.stdin is not None
            assert laptop.stdout is not None
            laptop.stdin.write(json.dumps([name, cpr]).encode() + b"\n")
            laptop.stdin.flush()
            first = laptop.stdout.readline()
            process = Path(f"/proc/{laptop.pid}")
            told = {"cmdline": (process / "cmdline").read_bytes()}
            # Nobody but the superuser reads the variables of a process that leaves no dump.
            with suppress(PermissionError):
                told["environ"] = (process / "environ").read_bytes()
            told["stdout"], told["stderr"] = laptop.communicate(b"\n")
        assert first == b"done\n", told["stderr"]
        carried = bytes(line.seen)
        assert b"POST /v1/" in carried
        told["line"] = carried
        told |= everything_below(tmp_path)
    assert laptop.returncode == -9
    told |= everything_below(tmp_path)
    for place, data in told.items():
        assert holds(data, planted) == [], place
    assert {"profile/vault.db", "profile/vault.db-wal", "server/server.db"} <= set(told)
    assert any(place.startswith("profile/backups/") for place in told)
    logs = [data for place, data in told.items() if place.startswith("profile/logs/")]
    assert logs
    assert b"crash type=builtins.ValueError" in b"".join(logs)
    assert told["stderr"] == b""
