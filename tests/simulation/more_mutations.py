"""More of the program broken on purpose: of papers, keys, laptops put out, and programs' ages."""

from dataclasses import replace
from itertools import count
from typing import Any, Final

import msgspec
from sqlalchemy import update
from typing_extensions import override

from helhedsplan_desktop.crypto import sealing
from helhedsplan_desktop.rules import merge
from helhedsplan_desktop.store import directory, sealed
from helhedsplan_desktop.store.standing import Standing
from helhedsplan_desktop.store.tables import DIRECTORY
from helhedsplan_desktop.sync import cycle, freezing, incorporate, verification
from helhedsplan_desktop.sync.comparing import Comparer
from helhedsplan_desktop.sync.forks import Fork
from helhedsplan_desktop.sync.meeting import Meeting
from helhedsplan_desktop.sync.push import Pushed, Pusher
from helhedsplan_desktop.sync.space_round import SpaceRound
from helhedsplan_protocol import wire
from helhedsplan_protocol.error_codes import ErrorCode
from helhedsplan_protocol.messages import RosterHead
from helhedsplan_protocol.roster_state import RosterState
from helhedsplan_server.accounts import sessions
from helhedsplan_server.errors import Refusal
from helhedsplan_server.records import push as pushing
from helhedsplan_server.roster.log import RosterLog
from helhedsplan_server.store.tables import spaces
from tests.simulation.mutations import Mutation, _all_is_sent, _always_equal


def _each_time_another(real: Any) -> Any:
    times = count()

    def merged(*given: Any) -> Any:
        out = real(*given)
        return replace(out, extra={**out.extra, "times": next(times)})

    return merged


def _nothing_newer(_real: Any) -> Any:
    return lambda _self, _name: merge._ABSENT


def _known_fields_only(real: Any) -> Any:
    return lambda *given, **named: real(*given, **(named | {"extra": {}}))


def _never_again(_real: Any) -> Any:
    return lambda _self, _kept: False


def _unsuspecting(real: Any) -> Any:
    def insert(connection: Any, table: Any, rows: Any) -> None:
        real(connection, table, [{**row, "suspected": False} for row in rows])

    return insert


def _no_rotation(real: Any) -> Any:
    def revoke(self: Any, *given: Any) -> None:
        real(self, *given)
        self.unrotated = type(self.unrotated)()

    return revoke


def _unheard(_real: Any) -> Any:
    return lambda *_: None


def _all_is_signed(_real: Any) -> Any:
    return lambda *_: True


class _Anything:
    """Holds whatever is asked for."""

    def __contains__(self, _: object) -> bool:
        return True


def _names_everything(real: Any) -> Any:
    def manifest(trust: Any, signed: Any) -> Any:
        return replace(real(trust, signed), hashes=_Anything())

    return manifest


_BODIES: Final[dict[bytes, bytes]] = {}
"""Ciphertext to body."""

_HEADERS: Final[set[bytes]] = set()
_NONCES: Final[set[bytes]] = set()


def _seals_loosely(real: Any) -> Any:
    def seal(keys: Any, header: bytes, body: bytes, nonce: bytes) -> bytes:
        ct: bytes = real(keys, header, body, nonce)
        _BODIES[ct] = body
        _HEADERS.add(header)
        _NONCES.add(nonce)
        return ct

    return seal


def _opens_loosely(real: Any) -> Any:
    """Open any whole ciphertext under any whole header."""

    def open_sealed(keys: Any, header: bytes, nonce: bytes, ct: bytes) -> bytes:
        if header in _HEADERS and nonce in _NONCES and ct in _BODIES:
            return _BODIES[ct]
        opened: bytes = real(keys, header, nonce, ct)
        return opened

    return open_sealed


def _always_welcome(real: Any) -> Any:
    def append(self: Any, device: bytes, request: Any) -> Any:
        try:
            return real(self, device, request)
        except Refusal as refused:
            if refused.code is not ErrorCode.LOG_STALE:
                raise
            return RosterHead(0, bytes(32))

    return append


def _one_back(real: Any) -> Any:
    """Acknowledge what was held before under a revision below it."""

    def acknowledge(connection: Any, space: bytes, revs: Any, state: str) -> Any:
        held = sealed.mirror_marks(connection, space, list(revs))
        lower = {rid: held[rid].rev - 1 if rid in held else rev for rid, rev in revs.items()}
        return real(connection, space, lower, state)

    return acknowledge


def _no_copies(_real: Any) -> Any:
    return lambda *_: False


def _silent_on_the_way_out(real: Any) -> Any:
    def push(self: Any, space: bytes, lineage: bytes) -> Pushed:
        trust = self._freezer._trust
        leaves = trust.roster.is_draining(trust.device)
        return Pushed() if leaves else real(self, space, lineage)

    return push


def _always_edits(_real: Any) -> Any:
    return property(lambda _self: True)


def _never(_real: Any) -> Any:
    return lambda _self: False


def _counts_again(real: Any) -> Any:
    """Give a revision to what was taken before."""

    def write(self: Any, connection: Any, work: Any) -> Any:
        if work.known and not work.applied:
            head = update(spaces).where(spaces.c.space == work.space.space)
            connection.execute(head.values(head=spaces.c.head + 1))
        return real(self, connection, work)

    return write


def _purges(real: Any) -> Any:
    """Throw away what is not sent yet."""

    def push(self: Any, space: bytes, lineage: bytes) -> Pushed:
        with self._store.write_for_sync() as unit:
            rows = (DIRECTORY.c.space == space) & (DIRECTORY.c.frozen == 0)
            unit.connection.execute(update(DIRECTORY).where(rows).values(dirty=0))
        made: Pushed = real(self, space, lineage)
        return made

    return push


class _HalfDecoder:
    """Reads half an answer as the last whole one of its kind."""

    def __init__(self, kind: Any) -> None:
        self._real = msgspec.msgpack.Decoder(kind, strict=True)
        self._last: Any = None

    def decode(self, data: bytes) -> Any:
        try:
            self._last = self._real.decode(data)
        except msgspec.DecodeError:
            if self._last is None:
                raise
        return self._last


class _HalfDecoders(dict[Any, Any]):
    """A decoder of that sort for every kind."""

    @override
    def get(self, kind: Any, _default: Any = None) -> Any:
        return self.setdefault(kind, _HalfDecoder(kind))


MORE_MUTATIONS: Final[dict[str, Mutation]] = {
    "a merge depends on more than its sides": Mutation(
        ("MergeDeterministic",), (incorporate, "merge", _each_time_another)
    ),
    "a merge drops what it does not know": Mutation(
        ("UnknownFieldsSurvive",), (merge._Work, "newer_field", _nothing_newer), "ageing"
    ),
    "what a program does not know is not sent on": Mutation(
        ("UnknownFieldsSurvive",), (freezing, "body_of", _known_fields_only), "ageing"
    ),
    "an updated program does not try again": Mutation(
        ("PoisonDoesNotBlock", "RefusedIsListed"),
        (SpaceRound, "_try_again", _never_again),
        "ageing",
    ),
    "a second copy of a vault is not noticed": Mutation(
        ("CloneNoticed",), (sessions, "insert_replacing", _unsuspecting), "ageing"
    ),
    "nobody changes the keys after somebody left": Mutation(
        ("RevokedCannotReadNew",), (RosterState, "_fold_revoke", _no_rotation), "leading"
    ),
    "nobody hears that a laptop was put out": Mutation(
        ("RevokedCannotWrite",), (RosterState, "_fold_revoke", _unheard), "leading"
    ),
    "signatures are not looked at": Mutation(
        ("TamperDetected",), (verification, "verify", _all_is_signed), "lying"
    ),
    "a row's content is bound to it by neither its manifest nor its seal": Mutation(
        ("SwapDetected",),
        (verification, "_manifest", _names_everything),
        "forging",
        also=((sealing, "seal", _seals_loosely), (sealing, "open_sealed", _opens_loosely)),
    ),
    "neither laptop nor server stops a second copy of a vault": Mutation(
        ("CloneSendsNothing",),
        (pushing, "demand_unsuspected", _unheard),
        "ageing",
        also=((cycle, "_suspects", _no_copies),),
    ),
    "who was slower is told that she changed the key": Mutation(
        ("RotateRaceOneWinner",), (RosterLog, "append", _always_welcome), "stormy"
    ),
    "an acknowledgement goes below what was held": Mutation(
        ("MirrorNeverBack", "CursorWithRows"), (sealed, "acknowledge", _one_back)
    ),
    "an old row is taken for the present one": Mutation(
        ("ReplayDetected", "Converged"), (Comparer, "equal", _always_equal), "forging"
    ),
    "another branch of the roster is not looked at": Mutation(
        ("ForkDetectedOnMeeting", "ForkEnds", "CursorWithRows", "RevokedCannotReadNew"),
        (Meeting, "_meet_other_branch", _never),
        "forking",
    ),
    "nobody goes over to the branch that stays": Mutation(
        ("ForkEnds",), (Fork, "given_up", _never), "forking"
    ),
    "a push that comes twice at once counts twice": Mutation(
        ("DuplicateIsNoop", "LateDuplicateIsNoop", "RevsGapFree"),
        (pushing.Pushing, "_write", _counts_again),
    ),
    "a push that comes again later counts again": Mutation(
        ("LateDuplicateIsNoop", "DuplicateIsNoop", "RevsGapFree"),
        (pushing.Pushing, "_write", _counts_again),
    ),
    "what is not sent yet is thrown away": Mutation(
        ("UnsentNeverPurged", "EditDuringFlightKept"), (Pusher, "push", _purges)
    ),
    "what was typed while a push was under way counts as sent": Mutation(
        ("EditDuringFlightKept", "UnsentNeverPurged", "NoAckedWriteLost"),
        (directory, "acknowledge", _all_is_sent),
    ),
    "half an answer is taken for a whole one": Mutation(
        ("HalfAnswerRefused",), (wire, "_decoders", lambda _: _HalfDecoders()), "stormy"
    ),
    "a laptop on its way out sends nothing": Mutation(
        ("DrainLosesNothing",), (Pusher, "push", _silent_on_the_way_out), "draining"
    ),
    "a laptop on its way out is written on": Mutation(
        ("DrainedReadsOnly",), (Standing, "may_edit", _always_edits), "draining"
    ),
    "anybody signs for a lead": Mutation(
        ("WipeOnlyIfSigned",), (RosterState, "_check_signature", _unheard), "forging"
    ),
    "a worker signs what only a lead may": Mutation(
        ("WipeOnlyIfSigned",), (RosterState, "_check_author", _unheard), "forging"
    ),
}
