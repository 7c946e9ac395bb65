"""What the organisation allows: set by IT for a computer, tightened by leads for everyone."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

MOST_LOCK_MINUTES: Final = 15
"""No policy and no person may leave the program open longer."""

DEFAULT_LOCK_MINUTES: Final = 5
WARN: Final = "warn"
REFUSE: Final = "refuse"


@dataclass(frozen=True, slots=True)
class ChildConcern:
    """Whom to call about a child, as the organisation wrote it; empty: not written.

    Args:
        reception: phone number of the municipality's reception.
        reception_hours: when it answers.
        out_of_hours: phone number of the social out-of-hours service.
        page: address of the municipality's page for reports, https only.
    """

    reception: str = ""
    reception_hours: str = ""
    out_of_hours: str = ""
    page: str = ""


@dataclass(frozen=True, slots=True)
class Policy:
    """Rules for one computer.

    Args:
        lock_minutes_max: the longest time without a touch before the program locks.
        keychain: True if the system's keychain may unlock the vault.
        unencrypted_disk: warn or refuse.
        screen_capture: True if the window may be captured.
        server: address offered at first start; empty: none.
        ca_file: the organisation's own certificate authority; empty: none.
        proxy: address of a proxy; empty: the system's, if it has one; "none": no proxy at all.
        child_concern: whom to call about a child.
    """

    lock_minutes_max: int = MOST_LOCK_MINUTES
    keychain: bool = False
    unencrypted_disk: str = WARN
    screen_capture: bool = False
    server: str = ""
    ca_file: str = ""
    proxy: str = ""
    child_concern: ChildConcern = ChildConcern()

    def lock_minutes(self, wished: int = DEFAULT_LOCK_MINUTES) -> int:
        """Return the idle minutes that apply to a person's wish."""
        return max(1, min(wished, self.lock_minutes_max, MOST_LOCK_MINUTES))

    def tightened(self, values: Mapping[str, str]) -> "Policy":
        """Return this policy with the roster's values, where they are stricter.

        Args:
            values: the roster's `policy` entry, name to value; what is unknown is passed over.
        """
        minutes = values.get("lock_minutes_max", "")
        allowed = int(minutes) if minutes.isascii() and minutes.isdigit() else MOST_LOCK_MINUTES
        refuse = REFUSE in (self.unencrypted_disk, values.get("unencrypted_disk"))
        return replace(
            self,
            lock_minutes_max=max(1, min(self.lock_minutes_max, allowed)),
            keychain=self.keychain and values.get("keychain") != "no",
            unencrypted_disk=REFUSE if refuse else WARN,
            screen_capture=self.screen_capture and values.get("screen_capture") != "no",
        )


def read_policy(path: Path) -> Policy:
    """Return the computer's policy; a missing or unreadable file gives the strict defaults."""
    try:
        text = path.read_text("utf-8")
    except (OSError, ValueError):
        return Policy()
    # Most computers have no such file, and the unlock screen waits for this.
    import tomllib

    try:
        found = tomllib.loads(text)
    except ValueError:
        return Policy()
    return Policy(
        lock_minutes_max=_minutes(found.get("lock_minutes_max")),
        keychain=found.get("keychain") is True,
        unencrypted_disk=REFUSE if found.get("unencrypted_disk") == REFUSE else WARN,
        screen_capture=found.get("screen_capture") is True,
        server=_text(found.get("server")),
        ca_file=_text(found.get("ca_file")),
        proxy=_text(found.get("proxy")),
        child_concern=_child_concern(found.get("child_concern")),
    )


def _child_concern(value: Any) -> ChildConcern:
    if not isinstance(value, dict):
        return ChildConcern()
    page = _text(value.get("page"))
    return ChildConcern(
        reception=_text(value.get("reception")),
        reception_hours=_text(value.get("reception_hours")),
        out_of_hours=_text(value.get("out_of_hours")),
        page=page if page.startswith("https://") else "",
    )


def _minutes(value: Any) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        return max(1, min(value, MOST_LOCK_MINUTES))
    return MOST_LOCK_MINUTES


def _text(value: Any) -> str:
    return value.strip() if isinstance(value, str) else ""
