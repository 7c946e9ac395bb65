"""Whom a record is about."""

from sqlalchemy import Connection

from helhedsplan_desktop.store.repositories import contacts, follow_ups, notes, reviews


def contact_of(connection: Connection, noun: str, rid: bytes) -> bytes | None:
    """Return the contact that a record is or is first about; None if it is about nobody."""
    if noun == "Contact":
        return rid
    if noun == "Note":
        note = notes.get(connection, rid)
        return note["contacts"][0] if note is not None and note["contacts"] else None
    if noun == "FollowUp":
        step = follow_ups.get(connection, rid)
        return step["contact"] if step is not None else None
    if noun == "Remark":
        remark = notes.remark(connection, rid)
        return contact_of(connection, "Note", remark["note"]) if remark is not None else None
    if noun == "Review":
        return reviews.contact_of(connection, rid)
    return None


def title_of(connection: Connection, noun: str, rid: bytes) -> str:
    """Return the name of the contact that a record is or is about; empty: nobody known here."""
    about = contact_of(connection, noun, rid)
    return contacts.names(connection, [about]).get(about, ("", True))[0] if about else ""
