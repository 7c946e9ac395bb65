"""The program broken on purpose, one rule at a time: the schedules must notice each.

Each mutation names the invariant that has to fail.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import update
from typing_extensions import override

from helhedsplan_desktop.rules import merge
from helhedsplan_desktop.store import directory, parcels, refusals, sealed, sync_marks
from helhedsplan_desktop.store.tables import ALIVE, DIRECTORY, SENT
from helhedsplan_desktop.sync import incorporate, judging, space_round
from helhedsplan_desktop.sync.closing import Closed, Closer, _Place
from helhedsplan_desktop.sync.comparing import Comparer
from helhedsplan_desktop.sync.freezing import Freezer
from helhedsplan_desktop.sync.parcel_post import ParcelPost
from helhedsplan_desktop.sync.planning import Keep, Plan
from helhedsplan_desktop.sync.portion import Portion
from helhedsplan_desktop.sync.push import Pusher
from helhedsplan_desktop.sync.setbacks import Setbacks
from helhedsplan_desktop.sync.versions import Sealer
from helhedsplan_server.records.push import Pushing
from tests.simulation.template import template

Patch = tuple[object, str, Callable[[Any], Any]]


@dataclass(frozen=True)
class Mutation:
    """One way to break the program.

    Args:
        breaks: the invariant that must fail, and others that may be the first to show it.
        patch: object, attribute, and what makes the broken one of the real one.
        rules: the rule set in which it shows.
        also: more patches, where two guards keep one rule and either alone is enough.
    """

    breaks: tuple[str, ...]
    patch: Patch
    rules: str = "plain"
    also: tuple[Patch, ...] = ()


def _forget_loser(_real: Any) -> Any:
    return lambda *_: None


def _server_always_wins(_real: Any) -> Any:
    def merged(known: Any, arrival: Any, tail: Any, *_: Any) -> Any:
        made = incorporate.taken(known, arrival, tail)
        assert made.entry is not None
        return replace(made, entry=made.entry.with_changes(dirty=0, frozen=0))

    return merged


def _deaf_to_tombstones(real: Any) -> Any:
    def taken(known: Any, arrival: Any, tail: Any) -> Any:
        made = real(known, arrival, tail)
        return Plan(known.entry, keep=Keep.STAY) if made.keep is Keep.DROP else made

    return taken


def _born_dead(real: Any) -> Any:
    def new(arrival: Any) -> Any:
        made = real(arrival)
        if made.entry.noun != "Note":
            return made
        return replace(made, entry=made.entry.with_changes(life=1), row=None, keep=Keep.DROP)

    return new


def _skip_others(_real: Any) -> Any:
    def passed(connection: Any, space: bytes, _revs: Any, head: int) -> None:
        mark = sync_marks.space_mark(connection, space)
        sync_marks.put_space_mark(connection, replace(mark, cursor=head))

    return passed


def _never_behind(_real: Any) -> Any:
    return lambda _self, _state: False


def _all_is_sent(real: Any) -> Any:
    def acknowledged(connection: Any, space: Any, taken: Any, late: Any) -> None:
        real(connection, space, taken, late)
        rids = DIRECTORY.c.rid.in_([rid for rid in taken if rid not in late])
        connection.execute(update(DIRECTORY).where(rids).values(dirty=0))

    return acknowledged


def _never_done(real: Any) -> Any:
    def acknowledged(connection: Any, space: Any, taken: Any, late: Any) -> None:
        real(connection, space, taken, late)
        sync_marks.mark_reoffer(connection, list(taken))

    return acknowledged


def _freeze_anew(real: Any) -> Any:
    def push(self: Any, space: bytes, lineage: bytes) -> Any:
        with self._store.write_for_sync() as unit:
            rids = list(sealed.sent_vids(unit.connection, space))
            sealed.drop(unit.connection, [(space, rid, SENT) for rid in rids])
            sync_marks.retire_frozen(unit.connection, rids)
        return real(self, space, lineage)

    return push


def _one_id_a_record(real: Any) -> Any:
    def seal(self: Any, rid: bytes, *rest: Any) -> Any:
        self.expect(1)
        self._drawn[-1] = rid + self._drawn[-1][len(rid) :]
        return real(self, rid, *rest)

    return seal


def _first_come(_real: Any) -> Any:
    def safest(self: Any, path: str, kind: Any, b: Any, mine: Any, theirs: Any) -> Any:
        return self._three_way(path, kind, b, mine, theirs)

    return safest


def _count_by_two(real: Any) -> Any:
    def apply(self: Any, work: Any, *rest: Any) -> Any:
        work.head += 1
        return real(self, work, *rest)

    return apply


def _back_to_one(real: Any) -> Any:
    def acknowledge(connection: Any, space: bytes, revs: Any, state: str) -> Any:
        return real(connection, space, dict.fromkeys(revs, 1), state)

    return acknowledge


def _keep_listed(_real: Any) -> Any:
    return lambda _connection, _rids: None


def _no_offer(_real: Any) -> Any:
    return lambda _self, _space: 0


def _absent_is_gone(_real: Any) -> Any:
    """Delete here what a restored server lacks."""

    def offer(self: Any, space: bytes) -> int:
        with self._store.write_for_sync() as unit:
            connection = unit.connection
            rids = sync_marks.reoffered(connection, space)
            held = sealed.mirror_marks(connection, space, rids)
            for entry in directory.entries(connection, rids).values():
                if entry.rid not in held and entry.life == ALIVE:
                    unit.drop_rows(entry.noun, [entry.rid])
                    gone = entry.with_changes(life=1, dirty=0, frozen=0, reoffer=False)
                    directory.write(connection, [], [gone])
                    states = [(space, entry.rid, state) for state in (SENT, "relay")]
                    sealed.drop(connection, states)
        return 0

    return offer


def _erase_is_edit(_real: Any) -> Any:
    return lambda _known, _arrival, _edit: Plan(None, keep=Keep.STAY)


def _send_what_came(real: Any) -> Any:
    def taken(known: Any, arrival: Any, tail: Any) -> Any:
        made = real(known, arrival, tail)
        return replace(made, entry=made.entry.with_changes(dirty=1))

    return taken


def _lead_repeats(real: Any) -> Any:
    def run(self: Any, state: Any, outcome: Any) -> Any:
        if state.role == "lead":
            with self._store.write_for_sync() as unit:
                unit.connection.execute(
                    update(DIRECTORY)
                    .where(DIRECTORY.c.space == state.space, DIRECTORY.c.noun == "FocusArea")
                    .values(dirty=1)
                )
        return real(self, state, outcome)

    return run


class _HastyCloser(Closer):
    """Closes old copies of records that have not arrived anywhere else."""

    @override
    def _places(self, connection: Any, spaces: Any, closed: Any) -> Any:
        found: dict[bytes, list[_Place]] = {}
        for rid in connection.exec_driver_sql("SELECT rid FROM directory").scalars().all():
            entry = directory.entries(connection, [rid])[rid]
            for row in sealed.everywhere(connection, [rid]).get(rid, []):
                old = row.state == "mirror" and row.space in spaces and row.space != entry.space
                if old and self._may_end(entry, row):
                    found.setdefault(row.space, []).append(_Place(entry, row, None))
        return found


def _at_once(real: Any) -> Any:
    def push(self: Any, state: Any, outcome: Any) -> Any:
        sender = self._pusher
        line = sender._transport
        _HastyCloser(
            self._store,
            line,
            self._trust,
            sender._freezer,
            Portion(),
            Setbacks(line),
            self._clock,
            lambda: None,
        ).close([state])
        return real(self, state, outcome)

    return push


def _nothing_closed(_real: Any) -> Any:
    return lambda _self, _states: Closed()


def _always_equal(_real: Any) -> Any:
    return lambda _self, _space, _theirs: True


def _nothing_is_spoilt(_real: Any) -> Any:
    return frozenset()


def _nobody_saw_it(_real: Any) -> Any:
    def ends(_self: Any, connection: Any, entry: Any) -> bool:
        directory.write(connection, [], [entry.with_changes(dirty=0, reoffer=False)])
        refusals.accept(connection, [entry.rid])
        return True

    return ends


def _only_said(_real: Any) -> Any:
    def put_all(self: Any) -> None:
        with self._store.write_for_sync() as unit:
            for parcel in parcels.to_put(unit.connection):
                parcels.note_put(unit.connection, parcel)

    return put_all


def _always(_real: Any) -> Any:
    return lambda *_: True


MUTATIONS: dict[str, Mutation] = {
    "the digest is not compared": Mutation(
        ("WithheldDetected", "ReplayDetected", "Converged"),
        (Comparer, "equal", _always_equal),
        "lying",
    ),
    "spoilt bytes are not asked for again": Mutation(
        ("RefusedIsListed", "PoisonDoesNotBlock"),
        (space_round, "SPOILT", _nothing_is_spoilt),
        "lying",
    ),
    "what a server lost and refused is taken for unseen": Mutation(
        ("NoResurrection", "ErasedStaysErased"), (Freezer, "_ends_unseen", _nobody_saw_it), "lying"
    ),
    "the loser of a merge is forgotten": Mutation(
        ("LoserIsVisible",), (merge._Work, "_lose", _forget_loser)
    ),
    "the server's version always wins": Mutation(
        ("NoAckedWriteLost",), (incorporate, "_merged", _server_always_wins)
    ),
    "tombstones are not taken in": Mutation(
        ("NoResurrection",), (incorporate, "taken", _deaf_to_tombstones)
    ),
    "new notes are taken for deleted": Mutation(
        ("AbsenceIsNotDeletion",), (judging, "anew", _born_dead)
    ),
    "what a restored server lacks is deleted": Mutation(
        ("AbsenceIsNotDeletion",), (Comparer, "offer_missing", _absent_is_gone), "restores"
    ),
    "what a restored server lacks is not offered": Mutation(
        ("NoLivelock", "Converged", "NoAckedWriteLost"),
        (Comparer, "offer_missing", _no_offer),
        "restores",
    ),
    "the cursor passes what others wrote": Mutation(
        ("CursorWithRows",), (sync_marks, "pass_own", _skip_others), "meeting"
    ),
    "nothing is ever pulled": Mutation(
        ("Converged", "NoLivelock", "NoAckedWriteLost"),
        (space_round.SpaceRound, "_is_behind", _never_behind),
    ),
    "what was sent stays to be offered": Mutation(
        ("NoLivelock",),
        (directory, "acknowledge", _never_done),
    ),
    "a retry is frozen anew": Mutation(("RetryBytesIdentical",), (Pusher, "push", _freeze_anew)),
    "one version id is used again": Mutation(("VidOnce",), (Sealer, "seal", _one_id_a_record)),
    "safety columns merge like others": Mutation(
        ("SafestStands",), (merge._Work, "_safest", _first_come)
    ),
    "the server skips a revision": Mutation(("RevsGapFree",), (Pushing, "_apply", _count_by_two)),
    "an acknowledgement sets the mirror back": Mutation(
        ("CursorWithRows", "MirrorNeverBack"), (sealed, "acknowledge", _back_to_one)
    ),
    "a refusal stays in the list": Mutation(
        ("RefusedIsListed",), (refusals, "accept", _keep_listed)
    ),
    "what came from others is sent again": Mutation(
        ("Converged", "NoLivelock", "RefusedIsListed"),
        (incorporate, "taken", _send_what_came),
    ),
    "an old copy is closed before the record has arrived": Mutation(
        ("MoveHoldsNew", "OneHome", "NoAckedWriteLost"),
        (space_round.SpaceRound, "push", _at_once),
        "moving",
    ),
    "nobody closes old copies": Mutation(
        ("OneHome", "ErasedStaysErased"), (Closer, "close", _nothing_closed), "moving"
    ),
    "a lead's laptop sends what nobody changed": Mutation(
        ("NoMergePingPong",), (space_round.SpaceRound, "run", _lead_repeats)
    ),
    "what a restored server lost is not handed over": Mutation(
        ("NoAckedWriteLost",), (parcels, "was_in_line", _always), "outlived"
    ),
    "a record goes out of sight before its parcel has left": Mutation(
        ("NoAckedWriteLost",), (ParcelPost, "put_all", _only_said), "moving"
    ),
    "an erase is not obeyed": Mutation(
        ("ErasedStaysErased",), (incorporate, "_erased", _erase_is_edit), "leading"
    ),
}


@contextmanager
def broken(mutation: Mutation) -> Iterator[None]:
    """Run the program with one rule broken."""
    template()  # made by the whole program: it serves the schedules of all mutations
    with ExitStack() as mended:
        for place, name, make in (mutation.patch, *mutation.also):
            real = vars(place)[name]
            mended.callback(setattr, place, name, real)
            setattr(place, name, make(real))
        yield
