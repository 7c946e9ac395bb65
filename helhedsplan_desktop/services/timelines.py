"""The stream of one contact: notes, remarks and follow-ups, newest first."""

from dataclasses import replace
from typing import Any

from helhedsplan_desktop.records.follow_ups import QUESTION
from helhedsplan_desktop.services import record_states
from helhedsplan_desktop.services.contact_views import RemarkView, TimelineEntry
from helhedsplan_desktop.services.desk import Desk, Names
from helhedsplan_desktop.store.repositories import contacts, follow_ups, notes

NOTE = "note"
FOLLOW_UP = "follow_up"
ALL_KINDS = frozenset({NOTE, FOLLOW_UP})


class Timelines:
    """Reads timelines."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def of(
        self,
        contact: bytes,
        kinds: frozenset[str] = ALL_KINDS,
        area: str = "",
        limit: int = 200,
    ) -> tuple[TimelineEntry, ...]:
        """Return at most `limit` notes and every closed or open follow-up, newest first."""
        names = self._desk.names()
        entries: list[TimelineEntry] = []
        with self._desk.store.read() as connection:
            if NOTE in kinds:
                found = notes.of_contact(connection, contact, limit)
                remarks = notes.remarks(connection, [row["id"] for row in found])
                others = contacts.names(
                    connection, [rid for row in found for rid in row["contacts"] if rid != contact]
                )
                entries += [
                    self._note(row, names, remarks.get(row["id"], []), others, contact)
                    for row in found
                ]
            if FOLLOW_UP in kinds:
                entries += [
                    self._follow_up(row, names)
                    for row in follow_ups.of_contact(connection, contact)
                ]
            unsent = {each.rid: each.unsent for each in entries}
            states = record_states.of_contact(connection, contact, unsent, self._desk.lead_devices)
        entries = [replace(each, state=states[each.rid]) for each in entries]
        if area:
            entries = [each for each in entries if area in each.areas]
        return tuple(sorted(entries, key=lambda each: (each.on, each.at, each.rid), reverse=True))

    def _note(
        self,
        row: Any,
        names: Names,
        remarks: list[Any],
        others: dict[bytes, tuple[str, bool]],
        contact: bytes,
    ) -> TimelineEntry:
        user = names.user_of(row["author"])
        return TimelineEntry(
            kind=NOTE,
            rid=row["id"],
            on=row["happened_on"],
            at=row["happened_at"],
            note_type=row["kind"],
            channel=row["channel"],
            text=row["text"],
            author=row["author"],
            author_name=names.of_user(user),
            areas=row["areas"],
            unsent=row["dirty"] > 0,
            conflicts=row["open_conflicts"],
            mine=user == self._desk.me.user,
            others=tuple(
                others[rid][0] for rid in row["contacts"] if rid != contact and rid in others
            ),
            remarks=tuple(remark_view(each, names, self._desk.me.user) for each in remarks),
        )

    def _follow_up(self, row: Any, names: Names) -> TimelineEntry:
        return TimelineEntry(
            kind=FOLLOW_UP,
            rid=row["id"],
            on=row["closed_on"] or row["due_on"],
            at="" if row["closed_on"] else row["due_at"],
            note_type="",
            channel="",
            text=row["what"],
            author=row["author"],
            author_name=names.of_user(row["owner"]),
            areas=(row["area"],) if row["area"] else (),
            unsent=row["dirty"] > 0,
            conflicts=row["open_conflicts"],
            mine=row["owner"] == self._desk.me.user,
            status=row["status"],
            question=row["priority"] == QUESTION,
        )


def remark_view(row: Any, names: Names, me: bytes) -> RemarkView:
    """Return a remark as the window shows it."""
    user = names.user_of(row["author"])
    return RemarkView(
        row["id"], row["text"], names.of_user(user), row["changed_at"], mine=user == me
    )
