"""A wire field's name is declared once and never renamed or reused.

`wire_names.txt` lists every name that a version ever sent. Lines are added and never taken away: a
laptop that was away for a year still sends the old ones.
"""

from pathlib import Path

from helhedsplan_desktop.records.base import declarations
from helhedsplan_desktop.records.nouns import NOUNS
from helhedsplan_desktop.records.wire import paths

LISTED = (Path(__file__).parent / "wire_names.txt").read_text(encoding="utf-8").split()


def test_every_field_that_travels_is_on_the_list_of_names_ever_used() -> None:
    used = {f"{name}.{column}" for name, noun in NOUNS.items() for column in declarations(noun)}
    assert used - set(LISTED) == set()
    assert len(LISTED) == len(set(LISTED)) >= 75


def test_no_group_is_named_as_a_field() -> None:
    for name, noun in NOUNS.items():
        columns = set(declarations(noun))
        groups = set(paths(name)) - columns
        assert not {f"{name}.{group}" for group in groups} & set(LISTED)
