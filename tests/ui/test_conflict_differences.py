"""The words that two versions differ by, and the text that is merged from them."""

from hypothesis import given
from hypothesis import strategies as st

from ui.parts.differences import (
    Origin,
    both,
    differences,
    is_in,
    origins,
    place_for,
)

MINE = (
    "Kim kom forbi efter jobcaféen. Han vil gerne i praktik på lageret, men først efter påske."
    " Han skal have hjælp til cv'et. Vi har sat tid af på mandag."
)
THEIRS = (
    "Kim kom forbi efter jobcaféen. Han vil gerne i praktik på lageret, og lederen kan tage imod"
    " ham fra 1. april. Han skal have hjælp til cv'et."
)

TEXTS = st.lists(st.sampled_from(["a", "bb", "cc.", "dd\n", "ee", "ff,", "g"]), max_size=30).map(
    " ".join
)


def test_each_side_shows_the_words_it_has_alone() -> None:
    found = differences(MINE, THEIRS)
    assert [span.of(MINE) for span in found.mine] == [
        "men først efter påske.",
        "Vi har sat tid af på mandag.",
    ]
    assert [span.of(THEIRS) for span in found.theirs] == [
        "og lederen kan tage imod ham fra 1. april."
    ]


def test_a_short_word_in_common_does_not_tear_a_difference_apart() -> None:
    found = differences("Ring på mandag kl. ni til Kim", "Skriv på fredag kl. ti til Kim")
    assert [span.of("Ring på mandag kl. ni til Kim") for span in found.mine] == [
        "Ring på mandag kl. ni"
    ]


def test_equal_texts_have_no_difference() -> None:
    found = differences(MINE, MINE)
    assert found.mine == found.theirs == ()


def test_the_merged_text_says_common_words_once_and_keeps_new_lines() -> None:
    merged = both("Vi talte om cv.\nHan ringer.", "Vi talte om cv.\nHun skriver.")
    assert merged == "Vi talte om cv.\nHan ringer. Hun skriver."


def test_merged_words_show_whose_they_are() -> None:
    merged = both(MINE, THEIRS)
    told = [(each.span.of(merged), each.origin) for each in origins(merged, MINE, THEIRS)]
    assert told == [
        ("men først efter påske.", Origin.MINE),
        ("og lederen kan tage imod ham fra 1. april.", Origin.THEIRS),
        ("Vi har sat tid af på mandag.", Origin.MINE),
    ]


def test_own_words_and_common_words_have_no_colour() -> None:
    text = "Kim kom forbi efter jobcaféen. Noget helt andet."
    assert origins(text, MINE, THEIRS) == ()


def test_a_piece_counts_as_in_when_most_of_it_is() -> None:
    piece = differences(MINE, THEIRS).mine[0]
    assert is_in(piece, MINE, "Han vil i praktik, først efter påske. Ja.")
    assert not is_in(piece, MINE, THEIRS)


def test_a_piece_is_put_back_where_it_stood() -> None:
    piece = differences(MINE, THEIRS).mine[0]
    place = place_for(piece, MINE, THEIRS)
    assert THEIRS[:place].endswith("på lageret,")


@given(TEXTS, TEXTS)
def test_no_word_of_either_version_is_lost_in_both(mine: str, theirs: str) -> None:
    merged = both(mine, theirs).split()
    for version in (mine, theirs):
        rest = iter(merged)
        assert all(word in rest for word in version.split())


@given(TEXTS, TEXTS)
def test_what_is_not_marked_is_the_same_on_both_sides(mine: str, theirs: str) -> None:
    found = differences(mine, theirs)

    def unmarked(text: str, spans: tuple) -> list[str]:  # type: ignore[type-arg]  # spans of either side
        for span in reversed(spans):
            text = text[: span.start] + " " + text[span.end :]
        return text.split()

    assert unmarked(mine, found.mine) == unmarked(theirs, found.theirs)
