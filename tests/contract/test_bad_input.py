"""What people paste: kept as it reads or refused, never a crash, and the same on each laptop."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from helhedsplan_desktop.core import Core
from helhedsplan_desktop.foundation.errors import AppError, Problem
from helhedsplan_desktop.foundation.paths import Profile
from helhedsplan_desktop.practice_vault import settle
from helhedsplan_desktop.services.contact_views import ContactFilter, ContactForm
from helhedsplan_desktop.services.follow_ups import FollowUpForm
from helhedsplan_desktop.services.notes import NoteForm
from helhedsplan_desktop.sync.transport import Transport, server_address
from tests.support.typist import facts_in, today
from tests.support.vaults import PASSPHRASE, cheap_kdf
from tests.support.world import LaptopInWorld, world

EMOJI = "👩🏽\u200d🚀 👨\u200d👩\u200d👧\u200d👦 🏳️\u200d🌈 🇩🇰"
AS_IT_IS = (
    EMOJI,
    "مرحبا بالعالم",
    "\U0001d518\U0001d52b\U0001d526 \U0002070e",
    "\ufeffmark of order",
    "'; DROP TABLE note; --",
    '"*:^() AND NOT "',
    "<b>fed</b> & <script>",
    "%s {name} %n \\n",
)
ODD = {
    "before\x00after": "beforeafter",
    "before\ud83dafter": "beforeafter",
    "\udc00\ud800turned": "turned",
    "before\u202eafter\u202c": "beforeafter",
    "\u2066isolated\u2069": "isolated",
    "no\ufffechar\uffff": "nochar",
    "A\u030arhus bl\u0061\u030a": "Århus blå",
    "z" + "\u0301\u0323" * 15: "ẓ" + "\u0323" * 14 + "\u0301" * 15,
} | dict(zip(AS_IT_IS, AS_IT_IS, strict=True))
"""What is pasted, and how it is kept."""


@pytest.fixture
def two(tmp_path: Path) -> Iterator[tuple[LaptopInWorld, LaptopInWorld]]:
    with world(tmp_path) as town:
        karin = town.found()
        yield karin, town.join(karin, "Fatma")


def test_odd_text_reads_the_same_on_every_laptop(
    two: tuple[LaptopInWorld, LaptopInWorld],
) -> None:
    karin, fatma = two
    written = {}
    for pasted in ODD:
        contact = fatma.day.people.create(ContactForm(name=pasted))
        form = NoteForm(contacts=(contact,), text=f"{pasted}\r\nsidste linje", happened_on=today())
        note = fatma.day.notes.save(form).rid
        fatma.day.notes.remark(note, pasted)
        step = fatma.day.follow_ups.add(FollowUpForm(contact=contact, what=pasted, due_on=today()))
        written[pasted] = contact, note, step
    fatma.sync()
    karin.sync()
    for pasted, (contact, note, step) in written.items():
        kept = ODD[pasted]
        for laptop in (fatma, karin):
            page = laptop.day.people.page(contact)
            view = laptop.day.notes.get(note)
            assert page.form.name == kept
            assert [(each.rid, each.what) for each in page.follow_ups] == [(step, kept)]
            assert view.form.text == f"{kept}\nsidste linje"
            assert [each.text for each in view.remarks] == [kept]
    assert karin.digests() == fatma.digests()
    assert karin.syncing.status.quarantined == 0


def test_odd_text_can_be_searched_for_and_drafted(two: tuple[LaptopInWorld, LaptopInWorld]) -> None:
    _, fatma = two
    session = fatma.day
    for pasted in [*ODD, "x" * 2**20, "\x00", "\ud83d", "   "]:
        session.searching.find(pasted)
        session.searching.people(pasted)
        session.searching.marks(pasted[:2000], pasted)
        session.people.list(ContactFilter(scope="all", text=pasted))
        session.people.duplicates(pasted, pasted, None)
        session.notes.check(pasted)
        draft = session.drafts.keep(None, "quick_note", None, {"text": pasted, "areas": (pasted,)})
        kept = session.drafts.get(draft)
        assert kept is not None
        assert kept.fields["text"].encode("utf-16", "surrogatepass").decode("utf-16", "ignore") == (
            pasted.encode("utf-16", "surrogatepass").decode("utf-16", "ignore")
        )


def test_a_text_of_a_megabyte_is_refused_with_its_limit_and_stays_a_draft(
    two: tuple[LaptopInWorld, LaptopInWorld],
) -> None:
    _, fatma = two
    text = "å" * 2**20
    draft = fatma.day.drafts.keep(None, "quick_note", None, {"text": text})
    form = NoteForm(text=text, happened_on=today(), anonymous=True)
    with pytest.raises(AppError) as told:
        fatma.day.notes.save(form, draft)
    assert told.value.problem is Problem.TOO_LONG
    assert told.value.params == {"field": "text", "limit": 2000, "length": 2**20}
    kept = fatma.day.drafts.get(draft)
    assert kept is not None
    assert kept.fields["text"] == text
    fatma.sync()
    assert fatma.syncing.status.unsent == 0


ODD_NAME = "Kari\ud83dn\x00 \u202eB\u0061\u030ard"


def test_an_organisation_is_founded_and_joined_under_odd_names(tmp_path: Path) -> None:
    with world(tmp_path) as town:
        karin = town.new_laptop("Karin")
        code = town.server.founding_code
        assert code
        for wrong in ("", "\ud83d", "æ" * 1000, "\x00"):
            with pytest.raises(AppError) as told:
                karin.members.found(town.server.address, wrong, "Planen", "Karin", "", "pc")
            assert told.value.problem is Problem.FOUNDING_CODE_WRONG
        with pytest.raises(AppError) as told:
            karin.members.found(town.server.address, code, "Planen", "Karin", "x" * 81, "pc")
        assert told.value.params == {"field": "title", "limit": 80, "length": 81}
        karin.members.found(town.server.address, code, ODD_NAME, ODD_NAME, ODD_NAME, ODD_NAME)
        karin.members.confirm_sheet()
        karin.open_session()
        karin.sync()
        assert karin.members.me().name == "Karin Bård"
        assert karin.members.me().computer == "Karin Bård"
        fatma = town.new_laptop("Fatma")
        for wrong in ("", "\ud83d", "æ" * 1000, "\x00", "🏳️\u200d🌈"):
            with pytest.raises(AppError) as told:
                fatma.members.enrol(town.server.address, wrong, "pc")
            assert told.value.problem in {Problem.CODE_INCOMPLETE, Problem.CODE_WRONG}
        invited = karin.members.invite(ODD_NAME, ODD_NAME, "worker", automatic=True)
        fatma.members.enrol(town.server.address, invited.code, ODD_NAME)
        karin.sync()
        fatma.members.join()
        assert fatma.members.me().name == "Karin Bård"


ODD_ADDRESSES = (
    "\ud83d",
    "https://\ud83d",
    "\x00",
    "https://a\x00:b",
    "x" * 70_000,
    "https://[::1",
    "http://127.0.0.1:port",
    "https://a b/c",
    "javascript:alert(1)",
)


@pytest.mark.parametrize("typed", ODD_ADDRESSES, ids=range(len(ODD_ADDRESSES)))
def test_an_odd_server_address_is_told(typed: str) -> None:
    with pytest.raises(AppError) as told:
        server_address(typed)
    assert told.value.problem is Problem.SERVER_ADDRESS_BAD


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        (" plan.example/ ", "https://plan.example"),
        ("https://Ærø.example", "https://Ærø.example"),
        ("https://\u202eplan.example", "https://plan.example"),
        ("http://127.0.0.1:8480", "http://127.0.0.1:8480"),
    ],
)
def test_an_address_is_read_as_people_paste_it(typed: str, address: str) -> None:
    assert server_address(typed) == address
    Transport(address).close()


# --- the vault's own files ------------------------------------------------------------------------


@pytest.fixture
def laptop(tmp_path: Path) -> Iterator[Core]:
    core = Core(Profile(tmp_path / "profile"), make_kdf=cheap_kdf)
    core.unlocking.create(PASSPHRASE)
    settle(core, 14)
    yield core
    core.close()


ODD_PASSPHRASES = ("\ud83d" * 20, "\x00" * 20, "\u202e" * 20, "å" * 2**20)


@pytest.mark.parametrize("odd", ODD_PASSPHRASES, ids=range(len(ODD_PASSPHRASES)))
def test_an_odd_passphrase_opens_nothing_and_is_told(laptop: Core, odd: str) -> None:
    laptop.lock()
    with pytest.raises(AppError) as told:
        laptop.unlocking.unlock(odd)
    assert told.value.problem in {Problem.WRONG_PASSPHRASE, Problem.TOO_LONG}
    laptop.unlocking.unlock(PASSPHRASE)


def test_a_vault_whose_journal_was_deleted_after_a_crash_is_never_taken_for_today_s(
    laptop: Core, tmp_path: Path
) -> None:
    laptop.lock()
    laptop.unlocking.unlock(PASSPHRASE)
    laptop.begin_session().notes.save(
        NoteForm(text="Kun i journalen", happened_on=today(), anonymous=True)
    )
    crashed = Profile(tmp_path / "crashed")
    crashed.prepare()
    for name in ("database", "header"):
        shutil.copyfile(getattr(laptop.profile, name), getattr(crashed, name))
    again = Core(crashed, make_kdf=cheap_kdf)
    again.unlocking.unlock(PASSPHRASE)
    assert again.unlocking.state().rolled_back
    again.close()


def foreign_vault(folder: Path) -> bytes:
    other = Core(Profile(folder), make_kdf=cheap_kdf)
    other.unlocking.create(PASSPHRASE)
    other.close()
    return Profile(folder).database.read_bytes()


@pytest.mark.parametrize(
    ("damage", "problem"),
    [
        ("zero", Problem.VAULT_DAMAGED),
        ("short", Problem.VAULT_DAMAGED),
        ("noise", Problem.VAULT_DAMAGED),
        ("foreign", Problem.VAULT_DAMAGED),
        ("plain", Problem.VAULT_FOREIGN),
        ("gone", Problem.VAULT_DAMAGED),
    ],
)
def test_a_spoilt_vault_is_told_left_alone_and_good_again_when_it_is_put_back(
    laptop: Core, tmp_path: Path, damage: str, problem: Problem
) -> None:
    facts = facts_in(laptop)
    laptop.lock()
    path = laptop.profile.database
    good = path.read_bytes()
    spoilt = {
        "zero": b"",
        "short": good[: len(good) // 2 + 7],
        "noise": os.urandom(len(good)),
        "foreign": foreign_vault(tmp_path / "other") if damage == "foreign" else b"",
        "plain": b"SQLite format 3\0" + bytes(4080),
    }
    if damage == "gone":
        path.unlink()
    else:
        path.write_bytes(spoilt[damage])
    for act in (laptop.unlocking.unlock, laptop.unlocking.create):
        with pytest.raises(AppError) as told:
            act(PASSPHRASE)
        assert told.value.problem in {problem, Problem.VAULT_EXISTS}
    if damage != "gone":
        assert path.read_bytes() == spoilt[damage]
    path.write_bytes(good)
    laptop.unlocking.unlock(PASSPHRASE)
    assert facts_in(laptop) == facts
