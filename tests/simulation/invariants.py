"""What must hold of vaults and server: after every step, and once everybody has talked."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, func, select

from helhedsplan_desktop.records import wire
from helhedsplan_desktop.rules.merge import DELETED_BY
from helhedsplan_desktop.store import directory, raw, sync_marks
from helhedsplan_desktop.store.sync_marks import Quarantined
from helhedsplan_desktop.store.tables import ALIVE, DIRECTORY, MIRROR, REFUSED, SEALED
from helhedsplan_protocol.records import PUT, Header, PullItem
from helhedsplan_protocol.roster_state import RosterState
from helhedsplan_protocol.wire import decode
from helhedsplan_server.server import Server
from helhedsplan_server.store.tables import history, records, spaces, vids
from tests.simulation.laptops import Laptop
from tests.simulation.ledger import Broken, Ledger, Story, words_in
from tests.simulation.persons import row_of


class Place(NamedTuple):
    """A version that is held: its revision, 0 if told in an earlier lineage, and its id."""

    rev: int
    vid: bytes


_MIRRORS: Final = "SELECT space, rid, rev, vid FROM sealed WHERE state = 'mirror'"
_KEPT_RAW: Final = "SELECT space, rid, rev, vid FROM quarantine WHERE rev > 0"
_OFFERED: Final = "SELECT space, rid, rev, vid FROM sealed WHERE state = 'relay'"
_MARKS: Final = "SELECT space, lineage, cursor FROM space_state"
_PASSED: Final = (
    "SELECT r.space, r.rid, r.rev, r.vid FROM records r JOIN spaces s ON s.space = r.space"
    " WHERE r.space = ? AND s.lineage = ? AND r.rev <= ?"
)
_NONE: Final = Place(-1, b"")
Held = dict[tuple[bytes, bytes], Place]


@dataclass
class Seen:
    """What a laptop held at the last look."""

    lineage: dict[bytes, bytes | None] = field(default_factory=dict)
    held: Held = field(default_factory=dict)


class StepChecks:
    """Looks at a laptop after each step that moved it."""

    def __init__(self) -> None:
        self._seen: dict[str, Seen] = {}

    def forget(self, laptop: Laptop) -> None:
        """Know nothing of a laptop any more: its vault was put back."""
        self._seen.pop(laptop.name, None)

    def look(self, laptop: Laptop, server: Server, *, comparing: bool) -> None:
        """Check the mirror and the cursor of one laptop.

        Args:
            comparing: it was cut off while it compared itself with the server.
        """
        with laptop.store.read() as connection:
            mirror = _held(raw.rows(connection, _MIRRORS))
            kept = _held(raw.rows(connection, _KEPT_RAW))
            offered = _held(raw.rows(connection, _OFFERED))
            marks = raw.rows(connection, _MARKS)
        held = {
            place: max(mirror.get(place, _NONE), kept.get(place, _NONE)) for place in mirror | kept
        }
        lineages = {space: lineage for space, lineage, _ in marks}
        self._mirror_never_back(laptop, server, held, offered, lineages)
        if not comparing:
            self._cursor_with_rows(laptop, server, marks, (mirror, kept))

    def _cursor_with_rows(
        self, laptop: Laptop, server: Server, marks: Iterable[Any], held: tuple[Held, Held]
    ) -> None:
        with server._store.read() as connection:
            for mark in marks:
                for space, rid, rev, vid in asked(connection, _PASSED, mark):
                    places = [each.get((space, rid), _NONE) for each in held]
                    if not any(place.rev >= rev or place.vid == vid for place in places):
                        raise Broken(
                            "CursorWithRows",
                            f"{laptop.name} is past {rev} of {rid.hex()} and does not hold it",
                        )

    def _mirror_never_back(
        self,
        laptop: Laptop,
        server: Server,
        held: Held,
        offered: Held,
        lineages: dict[bytes, bytes | None],
    ) -> None:
        before = self._seen.setdefault(laptop.name, Seen())
        for (space, rid), old in before.held.items():
            now = held.get((space, rid), _NONE)
            same_history = before.lineage.get(space) == lineages.get(space)
            if now.vid == old.vid or now.rev >= old.rev or not same_history:
                continue
            # Whoever compared all with the server knows no revisions since: the server does.
            if now.rev == 0 and _rev_of(server, space, now.vid) >= old.rev:
                continue
            # What had no revision in this history yet turned out to be lost: it is offered again.
            lost = old.rev == 0 and offered.get((space, rid), _NONE).vid == old.vid
            if not lost:
                raise Broken(
                    "MirrorNeverBack", f"{laptop.name}: {rid.hex()} from {old.rev} to {now.rev}"
                )
        self._seen[laptop.name] = Seen(lineages, held)


def _rev_of(server: Server, space: bytes, vid: bytes) -> int:
    """Return the revision that the server gave to a version; 0 if it does not know it."""
    query = "SELECT rev FROM vids WHERE space = ? AND vid = ?"
    with server._store.read() as connection:
        return max((rev for (rev,) in asked(connection, query, (space, vid))), default=0)


def _held(rows: Iterable[Any]) -> Held:
    return {(space, rid): Place(rev, vid) for space, rid, rev, vid in rows}


def asked(connection: Connection, statement: str, values: Sequence[Any] = ()) -> list[Any]:
    """Return the rows of a query of the server's database, straight from the driver."""
    database: Any = connection.connection.driver_connection
    found: list[Any] = database.execute(statement, values).fetchall()
    return found


def check_server(server: Server) -> None:
    """Check that every revision was given to exactly one version."""
    with server._store.read() as connection:
        for space, head in connection.execute(select(spaces.c.space, spaces.c.head)):
            given = connection.execute(
                select(func.count(), func.count(vids.c.rev.distinct()), func.max(vids.c.rev)).where(
                    vids.c.space == space
                )
            ).one()
            count, different, highest = given
            if (count, different, highest or 0) != (head, head, head):
                raise Broken("RevsGapFree", f"head {head}, {tuple(given)}")


def check_erased(server: Server, ledger: Ledger) -> None:
    """Check that the server keeps nothing of what was erased but the erase."""
    with server._store.read() as connection:
        for rid, story in ledger.stories.items():
            if story.erased:
                rows = connection.execute(select(records.c.kind).where(records.c.rid == rid))
                old = connection.execute(select(history.c.rid).where(history.c.rid == rid))
                if any(row.kind != "erase" for row in rows) or old.first() is not None:
                    raise Broken("ErasedStaysErased", f"the server keeps {rid.hex()}")


def check_rest(laptops: Iterable[Laptop], server: Server, ledger: Ledger) -> None:
    """Check what must hold once everybody has talked and nothing is refused."""
    homes = _homes(server, ledger)
    for laptop in laptops:
        _nothing_waits(laptop)
        _agrees_with_server(laptop, server)
        mine = (laptop.trust() or laptop.cycle.trust()).spaces()
        for rid, story in ledger.stories.items():
            home = homes.get(rid, story.space)
            if home in mine:
                _story_holds(laptop, rid, story, home)
            elif story.moved:
                _is_out_of_sight(laptop, rid)


def _homes(server: Server, ledger: Ledger) -> dict[bytes, bytes]:
    """Return record id to the space that shows it, for records that live."""
    homes: dict[bytes, bytes] = {}
    with server._store.read() as connection:
        living = connection.execute(
            select(records.c.rid, records.c.space).where(records.c.kind == PUT)
        )
        for rid, space in living:
            if rid in ledger.stories and homes.setdefault(rid, space) != space:
                raise Broken("OneHome", f"{rid.hex()} lives in two spaces")
    return homes


def _is_out_of_sight(laptop: Laptop, rid: bytes) -> None:
    with laptop.store.read() as connection:
        entry = directory.entries(connection, [rid]).get(rid)
    if entry is not None and entry.life == ALIVE:
        raise Broken("OneHome", f"{laptop.name} still shows {rid.hex()}, which moved away")


def check_refusals(laptop: Laptop) -> None:
    """Check that what is not sent stands in the list, and nothing else does."""
    with laptop.store.read() as connection:
        dirty = set(
            connection.execute(select(DIRECTORY.c.rid).where(DIRECTORY.c.dirty > 0)).scalars()
        )
        listed = set(connection.execute(select(REFUSED.c.rid)).scalars())
    if dirty != listed:
        told = (
            f"{laptop.name}: unsent {_hex(dirty - listed)}, listed in vain {_hex(listed - dirty)}"
        )
        raise Broken("RefusedIsListed", told)


def _nothing_waits(laptop: Laptop) -> None:
    with laptop.store.read() as connection:
        unsent = connection.execute(
            select(DIRECTORY.c.rid).where(
                (DIRECTORY.c.dirty > 0) | (DIRECTORY.c.frozen > 0) | DIRECTORY.c.reoffer
            )
        ).scalars()
        if left := set(unsent):
            raise Broken("NoLivelock", f"{laptop.name} still has {_hex(left)} to send")
        states = connection.execute(
            select(SEALED.c.state, SEALED.c.rid).where(SEALED.c.state != MIRROR)
        ).all()
        if states:
            raise Broken("NoLivelock", f"{laptop.name} still keeps {states}")
        for kept in sync_marks.quarantined(connection):
            if not _is_out_of_reach(kept, laptop.cycle.trust().roster):
                raise Broken("PoisonDoesNotBlock", f"{laptop.name} keeps raw a {kept.reason}")


def _is_out_of_reach(kept: Quarantined, roster: RosterState) -> bool:
    """Return True for what a restored server lost and nobody can explain any more.

    It names entries that are gone, or stands under an ended key and is of somebody who is out: that
    it is not of today, only the server could have said. It is kept for good, and who wrote it hands
    it over.
    """
    if kept.rev or kept.reason not in {"log_ahead", "late_epoch"}:
        return False
    header = decode(decode(kept.item, PullItem).header, Header)
    ended = header.epoch < roster.epoch(header.space)
    return header.log_n > roster.n or (ended and not roster.is_active(header.author))


def _agrees_with_server(laptop: Laptop, server: Server) -> None:
    with laptop.store.read() as connection:
        held = connection.execute(
            select(SEALED.c.space, SEALED.c.rid, SEALED.c.vid).where(SEALED.c.state == MIRROR)
        )
        ours = {(row.space, row.rid): row.vid for row in held}
    answer = server.spaces(laptop.device)
    mine = {state.space for state in answer.spaces}
    with server._store.read() as connection:
        rows = connection.execute(select(records.c.space, records.c.rid, records.c.vid))
        theirs = {(row.space, row.rid): row.vid for row in rows if row.space in mine}
    if ours != theirs:
        different = {
            key[1] for key in ours.keys() | theirs.keys() if ours.get(key) != theirs.get(key)
        }
        raise Broken("Converged", f"{laptop.name} and the server differ in {_hex(different)}")


def _story_holds(laptop: Laptop, rid: bytes, story: Story, home: bytes) -> None:
    with laptop.store.read() as connection:
        entry = directory.entries(connection, [rid]).get(rid)
        row = row_of(connection, story.noun, rid)
    alive = entry is not None and entry.life == ALIVE and row is not None
    if story.erased:
        if alive or _keeps_ciphertext(laptop, rid):
            raise Broken("ErasedStaysErased", f"{laptop.name}: {rid.hex()} is still there")
        return
    if not alive:
        if not story.deleted:
            raise Broken("AbsenceIsNotDeletion", f"{laptop.name}: {rid.hex()} is gone")
        if story.living:
            raise Broken("NoAckedWriteLost", f"{laptop.name}: {rid.hex()} lost {story.living}")
        return
    assert entry is not None
    assert row is not None
    if (entry.space, row["space"]) != (home, home):
        raise Broken("OneHome", f"{laptop.name} shows {rid.hex()} in another space")
    _stands_rightly(laptop, story, entry, wire.fields_of(story.noun, row))


def _stands_rightly(
    laptop: Laptop, story: Story, entry: directory.Entry, fields: dict[str, Any]
) -> None:
    """Check what a living record shows."""
    rid = entry.rid
    # An edit met the deletion: the record stands while a person is asked.
    asked = any(each.path == DELETED_BY for each in entry.conflicts)
    # A deletion that meets a move out of its author's sight is a lead's to decide.
    asked = asked or (story.moved and entry.space not in story.deleted_in)
    if story.deleted and not story.living and not story.wordless and not asked:
        raise Broken("NoResurrection", f"{laptop.name}: {rid.hex()} was deleted and is back")
    if story.unknown and not story.deleted and entry.extra != story.unknown:
        raise Broken("UnknownFieldsSurvive", f"{laptop.name}: {rid.hex()} has {entry.extra}")
    if lost := story.living - _words_of(entry, fields):
        raise Broken("NoAckedWriteLost", f"{laptop.name}: {rid.hex()} lost {sorted(lost)}")


def _words_of(entry: directory.Entry, fields: dict[str, Any]) -> set[str]:
    """Return the words of a record: of its values, and of those that wait for a person."""
    return words_in(fields).union(*(words_in(each.value) for each in entry.conflicts))


def shown_words(laptop: Laptop, rid: bytes, story: Story) -> set[str] | None:
    """Return the words that a laptop shows of a record, None if it has nothing of it."""
    with laptop.store.read() as connection:
        entry = directory.entries(connection, [rid]).get(rid)
        row = row_of(connection, story.noun, rid)
    if entry is None:
        return None
    return _words_of(entry, wire.fields_of(story.noun, row)) if row is not None else set()


def is_unsent(laptop: Laptop, rid: bytes) -> bool:
    """Return True if something of a record waits to be sent."""
    with laptop.store.read() as connection:
        entry = directory.entries(connection, [rid]).get(rid)
    return entry is not None and entry.dirty > 0


def _keeps_ciphertext(laptop: Laptop, rid: bytes) -> bool:
    with laptop.store.read() as connection:
        kept = connection.execute(select(SEALED.c.ct).where(SEALED.c.rid == rid)).scalars()
        return any(kept)


def _hex(rids: Iterable[bytes]) -> str:
    return ", ".join(rid.hex()[-12:] for rid in sorted(rids)) or "nothing"
