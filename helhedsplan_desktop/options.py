"""What can be asked of the program when it is started from a terminal or a shortcut."""

import argparse
import os
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from helhedsplan_protocol.version import PROGRAM

THEMES: Final = ("light", "dark")
SCALES: Final = (1.0, 1.25, 1.5, 2.0)
LANGUAGES: Final = ("da", "en")
SMALL_TOWN: Final = 214
"""Contacts of the practice town; kept here too, because reading it from there is slow."""

SEED: Final = 1
"""The practice town that everybody knows."""

FOUNDING_CODE: Final = "HELHEDSPLAN_FOUNDING_CODE"
"""Variable that may hold the code instead of the command line, which every user can read."""


@dataclass(frozen=True, slots=True)
class Options:
    """The wishes of one start.

    Args:
        profile: data folder; empty: this person's own.
        demo: open the practice town and nothing else.
        self_test: try the installed program and end.
        server: address that the self-test syncs with; empty: it starts one if it can.
        founding_code: of that server, for the self-test; empty: none.
        screenshots: folder for pictures of every screen; empty: none are made.
        theme: light or dark for this start; empty: as chosen.
        scale: text scale for this start; 0: as chosen.
        language: da or en for this start; empty: as chosen.
        practice_size: contacts of the practice town.
        seed: the same number invents the same town.
    """

    profile: str = ""
    demo: bool = False
    self_test: bool = False
    server: str = ""
    founding_code: str = ""
    screenshots: str = ""
    theme: str = ""
    scale: float = 0.0
    language: str = ""
    practice_size: int = SMALL_TOWN
    seed: int = SEED


def read_options(arguments: Sequence[str] | None = None) -> Options:
    """Return the wishes in `arguments`, those of this process if None.

    A wrong word ends the process with a sentence and exit code 2.
    """
    parser = argparse.ArgumentParser(
        prog="helhedsplan", description="Offline-first field-work program of a neighbourhood plan."
    )
    parser.add_argument("--version", action="version", version=f"Helhedsplan {PROGRAM}")
    parser.add_argument("--profile", default="", metavar="DIR", help="data folder")
    parser.add_argument("--demo", action="store_true", help="open the practice town")
    parser.add_argument("--self-test", action="store_true", help="try the program and end")
    parser.add_argument("--server", default="", metavar="URL", help="server for the self-test")
    parser.add_argument(
        "--founding-code", default=os.environ.get(FOUNDING_CODE, ""), metavar="CODE"
    )
    parser.add_argument("--screenshots", default="", metavar="DIR", help="draw every screen")
    parser.add_argument("--theme", default="", choices=THEMES)
    parser.add_argument("--scale", default=0.0, type=float, choices=SCALES)
    parser.add_argument("--lang", default="", choices=LANGUAGES, dest="language")
    parser.add_argument("--practice-size", default=SMALL_TOWN, type=_size, metavar="N")
    parser.add_argument(
        "--seed", default=SEED, type=_seed, metavar="N", help="invents another practice town"
    )
    return Options(**vars(parser.parse_args(arguments)))


def _size(text: str) -> int:
    size = int(text)
    if size < 1:
        raise argparse.ArgumentTypeError("at least one contact")
    return size


def _seed(text: str) -> int:
    seed = int(text)
    if seed < 0:
        raise argparse.ArgumentTypeError("zero or more")
    return seed
