"""What a person is told of an error."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ProblemWords:
    """What a person is told of an error.

    Args:
        title: a few words.
        happened: one sentence, what happened.
        next_step: one sentence, what to do; never empty.
    """

    title: str
    happened: str
    next_step: str

    @property
    def sentence(self) -> str:
        """What happened and what to do, in one line of text."""
        return f"{self.happened} {self.next_step}"
