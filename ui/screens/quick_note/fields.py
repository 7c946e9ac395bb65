"""What stands in the form of a note, finished or not."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from helhedsplan_desktop.services.notes import NoteForm, NoteView

_TEXTS: Final = (
    "new_name",
    "text",
    "note_type",
    "channel",
    "happened_on",
    "happened_at",
    "next_step",
    "next_step_on",
)


@dataclass(frozen=True, slots=True)
class Who:
    """A contact on the note."""

    rid: bytes
    name: str
    identified: bool = True


@dataclass(frozen=True, slots=True)
class NoteFields:
    """The fields as the form shows them.

    Args:
        who: the contacts that exist.
        new_name: name of a contact that is made with the note; empty: nobody new.
        anonymous: about nobody who is written down.
        happened_on: ISO day.
        next_step_on: ISO day of the next step; empty while there is none.
        not_cpr: stretches of the text that the author said are no CPR number.
    """

    who: tuple[Who, ...] = ()
    new_name: str = ""
    anonymous: bool = False
    text: str = ""
    note_type: str = "talk"
    channel: str = ""
    happened_on: str = ""
    happened_at: str = ""
    areas: tuple[str, ...] = ()
    next_step: str = ""
    next_step_on: str = ""
    not_cpr: tuple[str, ...] = ()

    def is_empty(self) -> bool:
        """Return True if nothing stands here that would be missed."""
        return not (self.text.strip() or self.next_step.strip() or self.new_name.strip())

    def draft(self) -> dict[str, Any]:
        """Return the fields as a draft keeps them."""
        kept: dict[str, Any] = {name: getattr(self, name) for name in _TEXTS}
        return kept | {
            "who": [[each.rid, each.name, each.identified] for each in self.who],
            "anonymous": self.anonymous,
            "areas": list(self.areas),
            "not_cpr": list(self.not_cpr),
        }

    def form(self) -> NoteForm:
        """Return the fields as the service stores them."""
        return NoteForm(
            contacts=tuple(each.rid for each in self.who),
            text=self.text.strip(),
            note_type=self.note_type,
            channel=self.channel,
            happened_on=self.happened_on,
            happened_at=self.happened_at,
            areas=self.areas,
            cpr_override=bool(self.not_cpr),
            new_contact_name=self.new_name.strip(),
            anonymous=self.anonymous,
            next_step=self.next_step.strip(),
            next_step_on=self.next_step_on if self.next_step.strip() else "",
        )


def fields_of_draft(kept: Mapping[str, Any]) -> NoteFields:
    """Return the fields that a draft keeps; what an older program did not keep stays empty."""
    texts = {name: str(kept[name]) for name in _TEXTS if name in kept}
    return replace(
        NoteFields(),
        **texts,
        who=tuple(Who(rid, name, bool(known)) for rid, name, known in kept.get("who", ())),
        anonymous=bool(kept.get("anonymous", False)),
        areas=tuple(kept.get("areas", ())),
        not_cpr=tuple(kept.get("not_cpr", ())),
    )


def fields_of_note(note: NoteView, marked: tuple[str, ...]) -> NoteFields:
    """Return the fields of a stored note, for changing it.

    Args:
        note: as the service returns it.
        marked: what in its text looks like a CPR number.
    """
    form = note.form
    return NoteFields(
        who=tuple(
            Who(rid, name) for rid, name in zip(form.contacts, note.contact_names, strict=True)
        ),
        anonymous=form.anonymous,
        text=form.text,
        note_type=form.note_type,
        channel=form.channel,
        happened_on=form.happened_on,
        happened_at=form.happened_at,
        areas=form.areas,
        not_cpr=marked if form.cpr_override else (),
    )


def fresh_fields(today: date, channel: str, who: tuple[Who, ...] = ()) -> NoteFields:
    """Return the fields of a new note, with the day and the channel filled in."""
    return NoteFields(who=who, channel=channel, happened_on=today.isoformat())
