"""Notes of 55 words, the same for every program that is timed."""

import random

WORDS = 55
_VOCABULARY = [f"ord{number}" for number in range(20_000)]


def note_texts(count: int) -> list[str]:
    """Return that many texts; the same ones each time."""
    chance = random.Random(1)
    return [" ".join(chance.choices(_VOCABULARY, k=WORDS)) for _ in range(count)]
