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
    "MassDeletePauses": (
        "contract/test_restored_server.py::test_many_deletions_at_once_wait_for_a_word"
    ),
}
"""Invariants without a mutation, and the test under `tests` that holds each."""


def mutated() -> frozenset[str]:
    """Return the invariants that a mutation turns red."""
    return frozenset(each.breaks[0] for each in ALL_MUTATIONS.values())
