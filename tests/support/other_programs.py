"""Programs of another age on a laptop of the world: newer vocabularies, and older ones."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import pytest

from helhedsplan_desktop.foundation.clock import SystemClock
from helhedsplan_desktop.foundation.ids import Ids, SystemRandomness
from helhedsplan_desktop.records.nouns import NOUNS
from helhedsplan_desktop.services import editing
from helhedsplan_desktop.services.syncing import Syncing
from helhedsplan_desktop.store import unit_of_work
from helhedsplan_desktop.sync import freezing, incorporate, pull, space_round, versions
from helhedsplan_desktop.sync.transport import Transport
from helhedsplan_desktop.sync.versions import body_of
from helhedsplan_protocol.records import Body
from tests.support.world import LaptopInWorld

_KNOWING_THE_SCHEMA = (editing, freezing, incorporate, pull, space_round, unit_of_work, versions)


@contextmanager
def newer_program(
    monkeypatch: pytest.MonkeyPatch,
    *,
    min_writer: int = 1,
    fields: Mapping[str, Any] | None = None,
) -> Iterator[None]:
    """Let whoever acts within run a program of the second vocabulary.

    Args:
        min_writer: the oldest vocabulary that may write what it writes.
        fields: what it writes of every contact beside all that is known today.
    """

    def newer_body(noun: str, known: dict[str, Any], **rest: Any) -> Body:
        more = fields or {}
        if noun != "Contact" or not more:
            return body_of(noun, known, **rest)
        extra = {name: value for name, value in rest["extra"].items() if name not in more}
        return body_of(noun, {**known, **more}, **(rest | {"extra": extra}))

    with monkeypatch.context() as patched:
        for module in _KNOWING_THE_SCHEMA:
            patched.setattr(module, "SCHEMA", 2)
        patched.setattr(versions, "MIN_WRITER", min_writer)
        patched.setattr(freezing, "body_of", newer_body)
        yield


@contextmanager
def program_without_field(monkeypatch: pytest.MonkeyPatch, name: str) -> Iterator[None]:
    """Let whoever acts within send as a program does that carries a field of contacts unknown."""

    def older_body(noun: str, known: dict[str, Any], **rest: Any) -> Body:
        if noun != "Contact" or name not in known:
            return body_of(noun, known, **rest)
        fields = {each: value for each, value in known.items() if each != name}
        return body_of(noun, fields, **(rest | {"extra": {**rest["extra"], name: known[name]}}))

    with monkeypatch.context() as patched:
        patched.setattr(freezing, "body_of", older_body)
        yield


@contextmanager
def program_without(monkeypatch: pytest.MonkeyPatch, noun: str) -> Iterator[None]:
    """Let whoever acts within run a program that has never heard of a noun."""
    with monkeypatch.context() as patched:
        known = {name: kind for name, kind in NOUNS.items() if name != noun}
        patched.setattr(incorporate, "NOUNS", known)
        yield


def update(laptop: LaptopInWorld, program: str = "0.2.0") -> None:
    """Install another version of the program on a laptop."""
    laptop.syncing.close()
    clock, randomness = SystemClock(), SystemRandomness()
    laptop.syncing = Syncing(
        laptop.store,
        clock,
        Ids(clock, randomness),
        randomness,
        lambda _: Transport(laptop.addresses["server"]),
        program,
    )
    laptop.open_session()
