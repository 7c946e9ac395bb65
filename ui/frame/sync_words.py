"""What the sync chip says: one of a few states, in icon, words and colour."""

from dataclasses import dataclass
from datetime import datetime

from helhedsplan_desktop.foundation.clock import instant
from helhedsplan_desktop.services.syncing import Standing, StatusKind, SyncStatus
from ui.day_words import clock_time, freshness
from ui.language import translate
from ui.theme.icons import Icon
from ui.theme.tokens import Tone


@dataclass(frozen=True, slots=True)
class ChipWords:
    """The chip: its icon, that icon's colour, its words; amber when it needs the person."""

    icon: Icon
    icon_tone: Tone
    text: str
    amber: bool = False


def chip_words(status: SyncStatus, now: datetime) -> ChipWords:
    """Return what the chip shows.

    Args:
        status: where syncing stands.
        now: the present moment, local and aware.
    """
    if status.kind is StatusKind.NEEDS_YOU:
        text = translate("SyncChip", "Needs you")
        return ChipWords(Icon.WARNING_CIRCLE, Tone.AMBER_ICON, text, amber=True)
    icon, tone, text = {
        StatusKind.SYNCING: (
            Icon.ARROWS_CLOCKWISE,
            Tone.ACCENT,
            translate("SyncChip", "Syncing …"),
        ),
        StatusKind.OFFLINE: (
            Icon.CLOUD_SLASH,
            Tone.TEXT2,
            translate("SyncChip", "Offline: you can keep working"),
        ),
        StatusKind.WAITING: (
            Icon.CLOUD_ARROW_UP,
            Tone.ACCENT,
            translate("SyncChip", "%n change(s) waiting", None, status.unsent),
        ),
        StatusKind.SYNCED: (Icon.CLOUD_CHECK, Tone.GREEN_ICON, synced_words(status, now)),
        StatusKind.NEVER: (
            Icon.LAPTOP,
            Tone.TEXT2,
            translate("SyncChip", "Not synced yet")
            if status.enrolled
            else translate("SyncChip", "Only on this computer"),
        ),
    }[status.kind]
    return ChipWords(icon, tone, text)


def access_words(status: SyncStatus) -> str:
    """Return why this laptop may only be read; empty: it may be written on."""
    if status.standing is Standing.DRAINING:
        return translate(
            "SyncChip",
            "Your lead is closing this computer. You can read everything, and nothing more can be"
            " written here.",
        )
    if status.standing in {Standing.OUT, Standing.WIPED}:
        return translate(
            "SyncChip",
            "This computer has no access any more. You can read what is here. Contact your lead.",
        )
    return ""


def synced_words(status: SyncStatus, now: datetime) -> str:
    """Return "Synced at 14.32", with the day when it was not today."""
    moment = instant(status.synced_at).astimezone(now.tzinfo)
    if moment.date() == now.date():
        return translate("SyncChip", "Synced at {time}").format(time=clock_time(moment))
    when = freshness(moment, now)
    return translate("SyncChip", "Synced {when}").format(when=when)
