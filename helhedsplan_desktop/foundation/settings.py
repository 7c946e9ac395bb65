"""The few choices that must be known before the vault opens; nothing about people is among them."""

import json
import re
from collections.abc import Callable
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any, Final

from helhedsplan_desktop.foundation.errors import AppError
from helhedsplan_desktop.foundation.files import read_limited, write_whole

_MOST_BYTES: Final = 16 * 1024


@dataclass(frozen=True, slots=True)
class Settings:
    """Choices of this person on this computer.

    Args:
        theme: system, light or dark.
        language: system, da or en.
        text_scale: per cent: 100, 125, 150 or 200.
        window: size and place of the window, base64 as Qt gives it; empty: not yet.
    """

    theme: str = "system"
    language: str = "system"
    text_scale: int = 100
    window: str = ""


_ALLOWED: Final[dict[str, Callable[[Any], bool]]] = {
    "theme": lambda value: value in ("system", "light", "dark"),
    "language": lambda value: value in ("system", "da", "en"),
    "text_scale": lambda value: type(value) is int and value in (100, 125, 150, 200),
    "window": lambda value: (
        isinstance(value, str) and re.fullmatch(r"[A-Za-z0-9+/=]{0,4096}", value) is not None
    ),
}


class SettingsFile:
    """Reads and keeps the settings; a file full of rubbish gives the defaults.

    Args:
        path: `Profile.settings`.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._value = _read(path)

    @property
    def value(self) -> Settings:
        """The settings as they stand."""
        return self._value

    def change(self, **changes: str | int) -> Settings:
        """Change some settings, keep them and return all; unknown values are refused.

        Raises:
            AppError: DISK_FULL, DISK_READ_ONLY; the change then lasts until the program ends.
        """
        for name, value in changes.items():
            assert _ALLOWED[name](value), name
        changed = replace(self._value, **changes)  # type: ignore[arg-type]  # checked just above
        if changed != self._value:
            self._value = changed
            write_whole(self._path, json.dumps(asdict(changed)).encode())
        return changed


def _read(path: Path) -> Settings:
    try:
        found = json.loads(read_limited(path, _MOST_BYTES))
    except (OSError, AppError, ValueError, RecursionError):
        return Settings()
    if not isinstance(found, dict):
        return Settings()
    known = {field.name for field in fields(Settings)} & found.keys()
    return Settings(**{name: found[name] for name in known if _fits(name, found[name])})


def _fits(name: str, value: object) -> bool:
    try:
        return _ALLOWED[name](value)
    except TypeError:
        return False
