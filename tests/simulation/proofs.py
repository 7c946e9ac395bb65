"""Every invariant by name, and what shows that it would be noticed if it did not hold."""

from typing import Final

from tests.simulation.more_mutations import MORE_MUTATIONS
from tests.simulation.mutations import MUTATIONS, Mutation

ALL_MUTATIONS: Final[dict[str, Mutation]] = MUTATIONS | MORE_MUTATIONS

INVARIANTS: Final = (
    "NoAckedWriteLost",
    "LoserIsVisible",
    "ErasedStaysErased",
    "NoResurrection",
    "AbsenceIsNotDeletion",
    "Converged",
    "NoLivelock",
    "NoMergePingPong",
    "RevsGapFree",
    "VidOnce",
    "CursorWithRows",
    "SafestStands",
    "MirrorNeverBack",
    "MergeDeterministic",
    "MergeSidesAgree",
    "UnknownFieldsSurvive",
    "EditDuringFlightKept",
    "DuplicateIsNoop",
    "LateDuplicateIsNoop",
    "RetryBytesIdentical",
    "RevokedCannotReadNew",
    "RevokedCannotWrite",
    "RotateRaceOneWinner",
    "DrainLosesNothing",
    "DrainedReadsOnly",
    "WipeOnlyIfSigned",
    "TamperDetected",
    "SwapDetected",
    "ReplayDetected",
    "WithheldDetected",
    "ForkDetectedOnMeeting",
    "ForkEnds",
    "ForeignGrantRefused",
    "ServerNeverSeesPlaintext",
    "PoisonDoesNotBlock",
    "RefusedIsListed",
    "UnsentNeverPurged",
    "MassDeletePauses",
    "VaultFileNeverPlain",
    "LogsCarryNoContent",
    "CloneNoticed",
    "CloneSendsNothing",
    "OneHome",
    "MoveHoldsNew",
    "HalfAnswerRefused",
)
"""The invariants of the assurance plan, and those that the simulation added."""

ELSEWHERE: Final = {
    "MergeSidesAgree": (
        "desktop/test_merge_properties.py::test_two_laptops_that_offer_the_same_pair_agree"
    ),
    "DuplicateIsNoop": (
        "second_client/test_second_client.py"
        "::test_a_push_that_comes_twice_changes_nothing_and_history_tells_what_was"
    ),
    "LateDuplicateIsNoop": (
        "server/test_pushing.py::test_a_retry_is_a_duplicate_whatever_changed_since"
    ),
    "ForeignGrantRefused": (
        "desktop/test_signing_and_grants.py::test_a_grant_moved_to_another_place_does_not_open"
    ),
    "ServerNeverSeesPlaintext": (
        "contract/test_nobody_else_can_read.py::test_the_check_itself_notices_a_planted_word"
    ),
    "VaultFileNeverPlain": (
        "contract/test_nobody_else_can_read.py"
        "::test_planted_words_are_found_nowhere_but_on_the_screens"
    ),
    "LogsCarryNoContent": (
        "contract/test_nobody_else_can_read.py"
        "::test_a_killed_laptop_has_told_nobody_what_was_typed_on_it"
    ),
    "UnsentNeverPurged": (
        "contract/test_moving.py::test_what_was_unsent_on_a_record_out_of_sight_comes_by_parcel"
    ),
    "MassDeletePauses": (
        "contract/test_restored_server.py::test_many_deletions_at_once_wait_for_a_word"
    ),
    "HalfAnswerRefused": (
        "contract/test_every_decoder.py::test_bytes_that_were_changed_are_read_or_refused"
    ),
}
"""Invariants without a mutation, and the test under `tests` that holds each."""


SHOWN_AS: Final = {"EditDuringFlightKept": "what was typed meanwhile counts as sent"}
"""Invariants that are a case of another one, and the mutation by which that one fails."""


def mutated() -> frozenset[str]:
    """Return the invariants that a mutation turns red."""
    return frozenset(each.breaks[0] for each in ALL_MUTATIONS.values())
