"""Planted words are found in no byte of the laptops, of the server, or of the line between."""

from pathlib import Path

from helhedsplan_desktop.services.notes import NoteForm
from tests.support.bad_line import bad_line
from tests.support.world import world

PLANTED = ("Kvistholmgaard", "Zornefugtig", "Blommetraeskov", "0099887766")


def everything_below(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def holds(data: bytes) -> list[str]:
    forms = [form for word in PLANTED for form in (word, word.lower(), word.upper())]
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
