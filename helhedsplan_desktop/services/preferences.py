"""This person's choices that belong inside the vault."""

from helhedsplan_desktop.services.desk import Desk
from helhedsplan_desktop.store.repositories import own_marks


class Preferences:
    """Reads and writes choices by name; values are text."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def get(self, name: str, default: str) -> str:
        """Return a choice, `default` while none was made."""
        with self._desk.store.read() as connection:
            found = own_marks.setting(connection, f"preference.{name}")
        return default if found is None else found

    def put(self, name: str, value: str) -> None:
        """Store a choice."""
        with self._desk.store.write() as unit:
            own_marks.put_setting(unit.connection, f"preference.{name}", value)
