"""Random schedules of every rule set, and the seeds that once found something."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.simulation.rules import RULE_SETS
from tests.simulation.running import run

STEPS = 60
SCHEDULES = 2040
CHUNK = 10
FIRST = 7000
SETS = (
    "plain",
    "restores",
    "leading",
    "meeting",
    "stormy",
    "moving",
    "lying",
    "leaving",
    "outlived",
    "ageing",
    "draining",
    "forking",
)

FOUND = (
    ("plain", 8, "an edit number was used again below a refusal, and the edit was never sent"),
    ("plain", 36, "a refusal stayed in the list though nothing was unsent"),
    ("restores", 201, "a deletion took a record whose open value the deleter had never seen"),
    ("restores", 212, "a version without an answer was made anew in the same lineage"),
    ("restores", 239, "the same, by a colleague's deletion"),
    ("leading", 316, "a row of an ended epoch that no lead had seen blocked for ever"),
    ("leading", 1016, "an erase that waited was taken for sent when the server went back"),
    ("leaving", 14, "a rebase that was cut off never offered what the server lacked"),
    ("stormy", 7, "an answer to a challenge that came late made its device its own copy"),
    ("lying", 11, "a deletion was dropped once the server would not take its record back"),
    ("lying", 16, "bytes that were spoilt on the way were never asked for again"),
    ("lying", 33, "bytes that nobody signed were kept for ever"),
    ("meeting", 7076, "a double of a refused push came late, and the erase had been dropped"),
    ("leading", 324, "an old version that was known by the tail only blocked its record"),
    ("lying", 7005, "a laptop at rest never asked again for what was spoilt on the way"),
    ("moving", 7099, "what came back of an old copy did not answer the offer of that copy"),
    ("outlived", 500832, "a record that was handed over stayed once its `move` was lost again"),
    ("outlived", 500403, "a row that names entries which nobody has is kept, and blocks nothing"),
    ("moving_in_storms", 500622, "a lead answered for old rows that she had not looked at"),
    ("moving_in_storms", 2002943, "a relay that a colleague had moved along needs no answer"),
    ("leaving", 2003797, "an old copy was forgotten once a colleague moved the record elsewhere"),
    ("lying", 2004040, "what was refused was never sent, though a colleague's version changed it"),
    ("ageing", 2005918, "what waited behind a row of a newer program was not handed over"),
    ("ageing", 2005049, "a mirror without a revision is not an older one"),
    ("moving_in_storms", 3002239, "a record waited for the answer to a `move` that closed it"),
    ("moving", 5000643, "what was sent in an old space before a restore was kept for ever"),
    ("moving", 2001875, "an unsent deletion was lost to a colleague's move of the record"),
    ("draining", 11, "a lead on the way out tried to sign for old rows, and each round failed"),
    ("forking", 223, "what a lying server had taken was lost to what it had shown others"),
    ("forking", 177, "a server that was put back was not told of the open fork again"),
    ("forking", 249, "who stood on the beginning of a dropped branch never went over"),
    ("forking", 402, "a fork could not end whose branch had made a space and put a member out"),
    ("forking", 217, "who was put out while a fork was open could not hand the work over"),
    ("moving", 92049, "what closes an old copy was kept after the server had lost that copy"),
    (
        "moving",
        6000882,
        "what was sent without an answer was forgotten once a `move` had closed it",
    ),
    ("moving_in_storms", 6002371, "a vault put back left its own row in another space apart"),
    ("stormy", 6002531, "what ended unsent held up what was to be sent after it"),
    (
        "forking",
        10000241,
        "no lead gave a server its grants again whose log a colleague had mended",
    ),
    ("stormy", 7168, "what was kept raw was judged by a revision of an earlier history"),
    ("draining", 20001009, "what a restored server lost was kept raw though it had gone in since"),
    (
        "moving_in_storms",
        50008066,
        "a vault put back left apart what a colleague had made of a record it had moved",
    ),
    (
        "moving",
        90007088,
        "a `move` that could not be read, and that a restore lost, was kept for ever",
    ),
    ("forking", 364, "a deletion told to some was undone unseen by what others were told"),
    ("forking", 10000619, "an erase told to some met a living row of the others unseen"),
    ("forking", 524, "a lead lost the key that she had made without an answer"),
    ("moving_in_storms", 6002995, "a late move handed colleagues' work over after all was taken"),
    ("outlived", 120024086, "an answer from another space ended an edit that was under way"),
    ("outlived", 140010019, "a deletion was lost to a colleague who had moved the record back too"),
    ("forking", 180003114, "work of who was put out on another branch was handed over by nobody"),
    ("forking", 190003047, "the same, where the branch was given up after its end"),
    ("forking", 200000722, "two branches met on one server, and no lead could end either"),
    ("forking", 210001166, "who was put out on an equally long branch never heard of it"),
    ("forking", 230000190, "a lead who was refused once gave lost grants never again"),
    ("forking", 230000552, "a row that waited for the end of a fork was not looked at again then"),
    (
        "forking",
        230000689,
        "a newcomer of the other branch put her out, and she handed nothing over",
    ),
    ("outlived", 260010034, "a `move` was taken for what a handed over record grew from"),
    ("forking", 260017057, "what she signed on a branch, the log that stays did not let her write"),
    ("leaving", 310005083, "two moves that sent a record to each other left it in no space"),
    ("moving_in_storms", 340070457, "what was sent elsewhere lost its turn to what went again"),
    ("moving", 340090596, "a `move` that repeated no decision was answered with a deletion"),
    ("outlived", 360020374, "what went again at home lost its turn to an answer from elsewhere"),
    ("forking", 360140059, "what a branch that was given up bore is no retry when it is made anew"),
    ("forking", 380000087, "a server put back once had shown two logs, and forgot one of the ends"),
    ("leaving", 400030019, "a deletion went into a space that an unanswered `move` was leaving"),
    ("moving", 410030078, "the same, with a restored server between"),
    ("leading", 410000508, "a deletion ended unsent though a retired version stood with others"),
)
"""Rule set, seed, and what it found before it was mended."""


@contextmanager
def told(rules: str, seed: int) -> Iterator[None]:
    """Name what replays a failure."""
    try:
        yield
    except Exception as error:
        error.add_note(f"python -m tests.simulation --rules {rules} --seed {seed} --trace")
        raise


@pytest.mark.parametrize(("rules", "seed"), [(rules, seed) for rules, seed, _ in FOUND])
def test_a_seed_that_found_something_holds(rules: str, seed: int) -> None:
    run(seed, STEPS, RULE_SETS[rules])


@pytest.mark.parametrize("rules", SETS)
@pytest.mark.parametrize("chunk", range(SCHEDULES // (len(SETS) * CHUNK)))
def test_random_schedules_hold(chunk: int, rules: str) -> None:
    """`SCHEDULES` of them in small lots, so that workers share them evenly."""
    for seed in range(FIRST + chunk * CHUNK, FIRST + (chunk + 1) * CHUNK):
        with told(rules, seed):
            run(seed, STEPS, RULE_SETS[rules])
