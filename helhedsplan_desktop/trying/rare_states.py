"""What a day in the practice town seldom shows: invented states for the pictures of screens."""

from datetime import datetime, timedelta
from typing import Final

from helhedsplan_desktop.foundation.clock import milliseconds
from helhedsplan_desktop.services.conflicts import Conflict, FieldConflict, Side
from helhedsplan_desktop.services.parcels import ParcelView
from helhedsplan_desktop.services.reviewing import Laptop
from helhedsplan_desktop.services.syncing import (
    LogLine,
    QuarantinedItem,
    RefusedItem,
    SyncStatus,
    WaitingDeletions,
    WaitingItem,
)
from ui.screens.sync.needed import DoubtShown, ForkShown
from ui.screens.sync.view import SyncShown

NIL: Final = bytes(16)
ME: Final = "Mette Lindholm"
COLLEAGUE: Final = "Samira Haddad"
SHARED: Final = "Kim kom forbi efter jobcaféen. Han vil gerne i praktik på lageret, "
MINE: Final = (
    f"{SHARED}men først efter påske. Han har været glad for at arbejde med hænderne før og møder"
    " helst tidligt. Han skal have hjælp til cv'et. Vi har sat tid af på mandag."
)
THEIRS: Final = (
    f"{SHARED}og lederen kan tage imod ham fra 1. april. Han har været glad for at arbejde med"
    " hænderne før og møder helst tidligt. Han skal have hjælp til cv'et."
)


def note_in_conflict(now: datetime) -> Conflict:
    """Return a note that one person changed on two laptops, with a text and a date that differ."""
    mine, theirs = milliseconds(now - timedelta(days=2)), milliseconds(now - timedelta(hours=3))
    pairs = (
        ("text", "text", MINE, THEIRS),
        ("happened_on", "value", _day(now, 4), _day(now, 3)),
    )
    return Conflict(
        rid=bytes(15) + b"\x01",
        noun="Note",
        title="Kim Mortensen",
        about=None,
        owner_name=ME,
        since=theirs,
        fields=tuple(
            FieldConflict(
                path,
                kind,
                Side(standing, COLLEAGUE, theirs, mine=False),
                Side(other, ME, mine, mine=True),
                both=kind == "text",
                vid=bytes(16),
            )
            for path, kind, other, standing in pairs
        ),
        same=(("kind", "talk"), ("channel", "walk_in"), ("areas", ("BES",))),
    )


def sync_that_asks(now: datetime, laptops: tuple[Laptop, ...], me: bytes) -> SyncShown:
    """Return the sync page of a day on which everything asks for a person at once.

    Args:
        now: the present moment, aware.
        laptops: as the lead's page shows them; me: this one.
    """
    at = milliseconds(now)
    minute = 60_000
    status = SyncStatus(
        online=False,
        synced_at=at - 42 * minute,
        unsent=3,
        refused=2,
        quarantined=1,
        enrolled=True,
        deletions=1,
        retry_at=at + 4 * minute,
        forked=True,
        doubted=1,
    )
    return SyncShown(
        status=status,
        waiting=(
            WaitingItem(NIL, "Note", "Henning Krag", at - 31 * minute),
            WaitingItem(NIL, "Review", "Birthe Kjeldsen", at - 28 * minute),
            WaitingItem(NIL, "FollowUp", "Amina Yusuf", at - 6 * minute),
        ),
        refused=(
            RefusedItem(NIL, "Note", "Zahra Noori", "too_large", at),
            RefusedItem(NIL, "Contact", "Leyla Demir", "role_denied", at),
        ),
        aside=(QuarantinedItem(NIL, "schema_unknown", at),),
        deletions=(WaitingDeletions(NIL, "", 34),),
        laptops=laptops,
        log=(
            LogLine(at - 12 * minute, "unreachable", 1, ""),
            LogLine(at - 42 * minute, "sent", 2, ""),
            LogLine(at - 42 * minute, "received", 14, ""),
            LogLine(at - 130 * minute, "digest_mismatch", 1, ""),
            LogLine(at - 131 * minute, "server_went_back", 1, ""),
        ),
        me=me,
        doubted=(DoubtShown(NIL, f"Jonas' computer ({COLLEAGUE})", copied=True),),
        parcels=(ParcelView(NIL, NIL, "Thomas Vestergaard", 7, at, taken=False),),
        fork=ForkShown(2, ("Thomas' computer (Thomas Vestergaard)",), ()),
    )


def _day(now: datetime, before: int) -> str:
    return (now - timedelta(days=before)).date().isoformat()
