"""Where the present text of a record is: saved here, at the server, or seen by a lead."""

from collections.abc import Mapping
from typing import Final

from sqlalchemy import Connection

from helhedsplan_desktop.store.repositories import record_marks, reviews
from helhedsplan_desktop.store.repositories.reviews import Leads

REFUSED: Final = "refused"
SAVED: Final = "saved"
SENT: Final = "sent"
SEEN: Final = "seen"


def of_contact(
    connection: Connection, contact: bytes, unsent: Mapping[bytes, bool], leads: Leads
) -> dict[bytes, str]:
    """Return record id to its state, for records that are or are about one contact.

    Args:
        unsent: record id to whether it waits to be sent.
        leads: whose marks count.
    """
    return _states(connection, unsent, reviews.seen(connection, contact, list(unsent), leads))


def of_steps(
    connection: Connection, unsent: Mapping[bytes, bool], leads: Leads
) -> dict[bytes, str]:
    """Return follow-up id to its state; `unsent` and `leads` as of `of_contact`."""
    return _states(connection, unsent, reviews.seen_steps(connection, list(unsent), leads))


def _states(
    connection: Connection, unsent: Mapping[bytes, bool], seen: set[bytes]
) -> dict[bytes, str]:
    refused = record_marks.refused(connection)
    return {
        rid: REFUSED if rid in refused else SAVED if waits else SEEN if rid in seen else SENT
        for rid, waits in unsent.items()
    }
