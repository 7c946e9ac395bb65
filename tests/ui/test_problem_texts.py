"""Every error has words, in both languages, with its facts filled in."""

import re

import pytest
from PySide6.QtWidgets import QApplication

from helhedsplan_desktop.foundation.errors import AppError, Problem
from ui.bridge.problem_texts import minutes_words, words_for
from ui.language import use_language

FACTS: dict[Problem, dict[str, object]] = {
    Problem.THROTTLED: {"seconds": 300},
    Problem.TOO_LONG: {"field": "text", "limit": 2000, "length": 2003},
    Problem.CODE_INCOMPLETE: {"missing": 8},
    Problem.REQUIRED: {"field": "happened_on"},
    Problem.BAD_VALUE: {"field": "phone"},
    Problem.FOLDER_UNSAFE: {"reason": "cloud"},
}


@pytest.mark.parametrize("problem", list(Problem))
def test_each_problem_says_what_happened_and_what_to_do_in_both_languages(
    qapp: QApplication, problem: Problem
) -> None:
    error = AppError(problem, **FACTS.get(problem, {}))
    said = {}
    for language in ("en", "da"):
        use_language(qapp, language)
        words = words_for(error)
        said[language] = words
        for text in (words.title, words.happened, words.next_step):
            assert text
            assert not re.search(r"[{}]|%n|\(s\)", text), text
        assert words.happened.endswith((".", "?"))
        assert words.next_step.endswith((".", "?"))
    assert said["da"].next_step != said["en"].next_step


def test_no_two_problems_say_the_same() -> None:
    sentences = [words_for(AppError(each, **FACTS.get(each, {}))).sentence for each in Problem]
    assert len(set(sentences)) == len(sentences)


@pytest.mark.parametrize(
    ("problem", "facts", "told"),
    [
        (Problem.THROTTLED, {"seconds": 300}, "Try again in 5 minutes."),
        (Problem.THROTTLED, {"seconds": 61}, "Try again in 2 minutes."),
        (Problem.CODE_INCOMPLETE, {"missing": 1}, "1 character missing."),
        (Problem.TOO_LONG, {"limit": 2000}, "There is room for 2,000 characters."),
        (Problem.REQUIRED, {"field": "text"}, "The field “What happened?” is empty."),
        (Problem.FOLDER_UNSAFE, {"reason": "network"}, "network drive"),
        (Problem.FOLDER_UNSAFE, {"reason": "shared"}, "Others can open the data folder."),
    ],
)
def test_the_facts_stand_in_the_words(
    problem: Problem, facts: dict[str, object], told: str
) -> None:
    assert told in words_for(AppError(problem, **facts)).sentence


def test_a_wait_is_said_in_seconds_first_and_never_as_nothing() -> None:
    assert [minutes_words(each) for each in (0, 1, 59, 60, 900)] == [
        "1 second",
        "1 second",
        "59 seconds",
        "1 minute",
        "15 minutes",
    ]
