"""The README's commands are the ones that the gates run."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]


def readme_commands() -> list[str]:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    return [block.strip() for block in re.findall(r"```sh\n(.*?)```", text, re.DOTALL)]


def test_the_gates_run_the_readme_test_command_word_for_word() -> None:
    _, test_command = readme_commands()
    assert test_command in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def test_both_commands_set_up_everything_in_one_line() -> None:
    for command in readme_commands():
        assert command.count("\n") == 0
        assert command.startswith("python3 -m venv .venv && ")
        assert "-c requirements/constraints.txt" in command


def test_every_script_that_the_readme_names_exists() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    scripts = set(re.findall(r"`(?:\.venv/bin/)?(helhedsplan[a-z-]*)\b", text))
    declared = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert scripts
    assert all(f"\n{name} = " in declared for name in scripts)
