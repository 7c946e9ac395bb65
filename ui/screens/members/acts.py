"""What a lead can do about somebody's access, and what each act is called."""

from dataclasses import dataclass
from enum import Enum, auto

from ui.language import translate


class Act(Enum):
    """An act of a lead."""

    DRAIN = auto()
    LOCK_OUT = auto()
    STOLEN = auto()
    WIPE = auto()
    LEAVES = auto()
    ROLE = auto()
    NEW_LAPTOP = auto()
    MEMBERS = auto()
    NEW_TEAM = auto()
    ROTATE = auto()


LAPTOP_ACTS = (Act.DRAIN, Act.LOCK_OUT, Act.STOLEN, Act.WIPE)
"""What can be done with one laptop, the mildest first."""


@dataclass(frozen=True, slots=True)
class ActWished:
    """An act with whom it is about; what an act does not need stays empty.

    Args:
        added: users who are let into a space.
        removed: users who are put out of it.
    """

    act: Act
    user: bytes = b""
    device: bytes = b""
    role: str = ""
    space: bytes = b""
    name: str = ""
    added: frozenset[bytes] = frozenset()
    removed: frozenset[bytes] = frozenset()


@dataclass(frozen=True, slots=True)
class ActWords:
    """How an act is offered.

    Args:
        button: the word on its button.
        meaning: what follows from it, in one or two sentences.
        done: what is told when it is done.
        grave: True if it cannot be taken back and is asked about first.
    """

    button: str
    meaning: str
    done: str
    grave: bool = True


def words_of(act: Act) -> ActWords:
    """Return how an act is offered."""
    return {**_laptop_words(), **_person_words(), **_space_words()}[act]


def _laptop_words() -> dict[Act, ActWords]:
    """Return how acts on one laptop are offered."""
    return {
        Act.DRAIN: ActWords(
            translate("Access", "Let it send its last work"),
            translate(
                "Access",
                "It sends what waits on it, and from then on nothing more can be written there.",
            ),
            translate("Access", "The laptop may send its last work"),
            grave=False,
        ),
        Act.LOCK_OUT: ActWords(
            translate("Access", "Lock out"),
            translate(
                "Access",
                "It is no longer used. It receives nothing new, and the keys are changed at once."
                " Let it send its last work first.",
            ),
            translate("Access", "The laptop is locked out"),
        ),
        Act.STOLEN: ActWords(
            translate("Access", "It is lost or stolen"),
            translate(
                "Access",
                "It is locked out at once, and nothing is taken from it any more, not even work"
                " that it has not sent.",
            ),
            translate("Access", "The laptop is locked out"),
        ),
        Act.WIPE: ActWords(
            translate("Access", "Erase everything on it"),
            translate(
                "Access",
                "At its next contact everything on it is removed. A laptop that never comes"
                " online again keeps what it has, encrypted.",
            ),
            translate("Access", "The laptop erases everything at its next contact"),
        ),
    }


def _person_words() -> dict[Act, ActWords]:
    """Return how acts on a person are offered."""
    return {
        Act.LEAVES: ActWords(
            translate("Access", "Leaves the organisation"),
            translate(
                "Access",
                "Every laptop of this person is locked out, and the keys are changed at once."
                " What the person has written stays.",
            ),
            translate("Access", "The person and every laptop are locked out"),
        ),
        Act.ROLE: ActWords(
            translate("Access", "Change role"),
            "",
            translate("Access", "The role is changed"),
            grave=False,
        ),
        Act.NEW_LAPTOP: ActWords(
            translate("Access", "Make a code for another laptop"),
            translate("Access", "For a second or a new laptop. The others stay as they are."),
            "",
            grave=False,
        ),
    }


def _space_words() -> dict[Act, ActWords]:
    """Return how acts on a space are offered."""
    return {
        Act.MEMBERS: ActWords(
            translate("Access", "Save members"),
            translate(
                "Access",
                "Whoever comes in reads everything in it, from the first day on. When somebody"
                " goes out, the key is changed.",
            ),
            translate("Access", "The members are changed"),
            grave=False,
        ),
        Act.NEW_TEAM: ActWords(
            translate("Access", "Make the team"),
            translate("Access", "Every lead is in it and reads everything."),
            translate("Access", "The team is made"),
            grave=False,
        ),
        Act.ROTATE: ActWords(
            translate("Access", "Change the key"),
            translate(
                "Access",
                "Do this if the key may have got out. Nothing changes for those who have access.",
            ),
            translate("Access", "The key is changed"),
            grave=False,
        ),
    }
