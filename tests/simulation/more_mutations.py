"""More of the program broken on purpose: of papers, keys, laptops put out, and programs' ages."""

from dataclasses import replace
from itertools import count
from typing import Any, Final

from helhedsplan_desktop.rules import merge
from helhedsplan_desktop.sync import freezing, incorporate, verification
from helhedsplan_desktop.sync.space_round import SpaceRound
from helhedsplan_protocol.roster_state import RosterState
from helhedsplan_server.accounts import sessions
from tests.simulation.mutations import Mutation


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
}
