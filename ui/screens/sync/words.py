"""What the sync page says of events, refusals and versions set aside."""

from datetime import datetime
from typing import Final

from helhedsplan_desktop.foundation.clock import instant
from helhedsplan_desktop.foundation.errors import AppError, Problem
from helhedsplan_desktop.services.syncing import LogLine, Standing, StatusKind, SyncStatus
from ui.bridge.problem_texts import words_for
from ui.day_words import clock_time, freshness
from ui.language import translate
from ui.theme.icons import Icon

_TOLD_AS_ELSEWHERE: Final = frozenset(
    {
        Problem.SERVER_PARTLY,
        Problem.PROGRAM_TOO_OLD,
        Problem.CA_FILE_UNREADABLE,
        Problem.PROXY_UNUSABLE,
    }
)
"""Why a try ended early, in the words that stand wherever it is told."""


def headline(status: SyncStatus) -> str:
    """Return the one sentence that says where syncing stands."""
    if status.kind is StatusKind.SYNCING:
        return translate("Sync", "Syncing …")
    if not status.enrolled:
        return translate("Sync", "This computer works on its own")
    if status.unsent:
        return translate("Sync", "%n change(s) waiting to be sent", None, status.unsent)
    if not status.first_sync_done:
        return translate("Sync", "Not everything has arrived yet")
    if status.synced_at:
        return translate("Sync", "Everything is sent and received")
    return translate("Sync", "Not synced yet")


def sign(status: SyncStatus) -> Icon:
    """Return the icon beside the headline, which says the same."""
    if status.kind is StatusKind.SYNCING:
        return Icon.ARROWS_CLOCKWISE
    if not status.enrolled:
        return Icon.LAPTOP
    if status.unsent:
        return Icon.CLOUD_ARROW_UP
    if not status.online:
        return Icon.CLOUD_SLASH
    return Icon.CLOUD_CHECK if status.synced_at else Icon.LAPTOP


def second_line(status: SyncStatus, now: datetime) -> str:
    """Return when the last sync was, and when the next try begins after one that failed."""
    if not status.synced_at:
        told = translate("Sync", "Everything is saved on this computer.")
    else:
        when = freshness(instant(status.synced_at).astimezone(now.tzinfo), now)
        told = translate("Sync", "Last synced {when}.").format(when=when)
    retry = instant(status.retry_at).astimezone(now.tzinfo)
    if status.active or retry <= now:
        return told
    again = translate("Sync", "We try again by ourselves at {time}.").format(time=clock_time(retry))
    return f"{told} {again}"


def banner_words(status: SyncStatus) -> str:
    """Return what to say of this laptop's access or of the last try; empty: nothing."""
    told = {
        Standing.DRAINING: translate(
            "Sync",
            "Your lead is closing this computer. What you have written is sent, and nothing more"
            " can be written here.",
        ),
        Standing.CLONED: translate(
            "Sync",
            "A second copy of this computer's data has been seen. Nothing is sent until your lead"
            " has decided. You can keep working.",
        ),
        Standing.OUT: translate("Sync", "Your access is closed. Contact your lead."),
        Standing.WIPED: translate("Sync", "Your access is closed. Contact your lead."),
    }.get(status.standing)
    if told is None and status.problem is Problem.ACCESS_CLOSED:
        told = translate("Sync", "Your access is closed. Contact your lead.")
    return told if told is not None else _round_words(status)


def _round_words(status: SyncStatus) -> str:
    """Return what to say of the last try; empty: nothing."""
    if status.forked:
        return translate(
            "Sync",
            "The server was put back, and the members' list has gone two ways since. Nothing is"
            " sent until a lead and IT have chosen one. You can keep working.",
        )
    if status.problem is Problem.SERVER_NOT_OURS:
        return translate(
            "Sync",
            "Something else than our server answered. You may have to log in to this network.",
        )
    if status.problem is Problem.SERVER_UNTRUSTED:
        return translate("Sync", "The server could not prove who it is. Tell IT. Nothing was sent.")
    if status.problem in _TOLD_AS_ELSEWHERE:
        return words_for(AppError(status.problem)).sentence
    if status.problem is not None or not status.online:
        return translate(
            "Sync",
            "The server is not answering. Your changes are saved on this computer"
            " and we will try again.",
        )
    return ""


OPENED_NOUNS: Final = frozenset({"Contact", "Note"})
"""Kinds of records that can be opened from here, to change what was refused."""


def noun_words(noun: str) -> str:
    """Return what kind of record waits."""
    return {
        "Contact": translate("Sync", "Contact"),
        "Note": translate("Sync", "Note"),
        "Remark": translate("Sync", "Remark"),
        "FollowUp": translate("Sync", "Follow-up"),
        "Member": translate("Sync", "Colleague"),
        "Department": translate("Sync", "Department"),
        "Review": translate("Sync", "Seen in the review"),
    }.get(noun, translate("Sync", "Change"))


def noun_icon(noun: str) -> Icon:
    """Return the sign of a kind of record."""
    return {
        "Contact": Icon.USER,
        "Note": Icon.NOTE,
        "Remark": Icon.CHAT_CIRCLE_TEXT,
        "FollowUp": Icon.CHECK_SQUARE,
        "Review": Icon.CHECK_CIRCLE,
    }.get(noun, Icon.CLOUD_ARROW_UP)


def refusal_words(code: str) -> str:
    """Return why the server would not take a change, and what to do."""
    return {
        "too_large": translate(
            "Sync", "It is too long for the server. Shorten the text and save again."
        ),
        "quota": translate(
            "Sync", "The server has no more room. Tell IT. We try again by ourselves."
        ),
        "role_denied": translate("Sync", "You may not change this any more. Talk to your lead."),
        "erased": translate("Sync", "It has been erased everywhere."),
        "client_too_old": translate(
            "Sync", "This program is too old to send it. Update the program, then it goes."
        ),
        "to_hand_over": translate(
            "Sync", "It goes to a lead with the next sync. It stays here too."
        ),
        "handed_over": translate(
            "Sync", "A lead can take it in now. It stays here until it comes back."
        ),
        "not_let_through": translate(
            "Sync", "The network did not let it through. We try again every hour by ourselves."
        ),
        "not_closed": translate(
            "Sync",
            "It was moved, but the server did not remove it where it was before, so it can still"
            " be seen there. Tell IT. We try again every hour by ourselves.",
        ),
    }.get(
        code, translate("Sync", "The server would not take it. Tell IT this code: {code}.")
    ).format(code=code)


def aside_words(reason: str) -> str:
    """Return why something that arrived was set aside."""
    return {
        "schema_unknown": translate(
            "Sync",
            "It was written in a newer version of the program. You can read it after the update.",
        ),
        "no_key": translate("Sync", "Your access to it is on its way. We try again by ourselves."),
        "log_ahead": translate(
            "Sync", "Your access to it is on its way. We try again by ourselves."
        ),
    }.get(
        reason,
        translate("Sync", "It could not be verified and is not shown. Tell IT this code: {code}."),
    ).format(code=reason)


def event_words(line: LogLine) -> str:
    """Return a line of the log in plain words."""
    count = line.count
    return {
        "sent": lambda: translate("Sync", "Sent %n change(s).", None, count),
        "received": lambda: translate("Sync", "Received %n change(s).", None, count),
        "unreachable": lambda: translate("Sync", "Tried to sync. The server did not answer."),
        "quarantined": lambda: translate("Sync", "Set %n change(s) aside.", None, count),
        "digest_mismatch": lambda: translate(
            "Sync", "Checked that nothing is missing, and fetched what was."
        ),
        "offered_again": lambda: translate(
            "Sync", "The server lacked %n change(s). They are sent again.", None, count
        ),
        "roster_brought_back": lambda: translate(
            "Sync", "The server had lost %n change(s) of access. They are there again.", None, count
        ),
        "roster_forked": lambda: translate(
            "Sync", "The members' list has gone two ways. A lead must choose."
        ),
        "erased": lambda: translate("Sync", "Erased %n record(s) everywhere.", None, count),
        "not_let_through": lambda: translate(
            "Sync", "The network did not let %n change(s) through.", None, count
        ),
        "not_closed": lambda: translate(
            "Sync", "The server did not remove %n moved record(s) at the old place.", None, count
        ),
        "settled": lambda: translate("Sync", "A decision on a conflict arrived."),
        "handed_over": lambda: translate(
            "Sync", "Handed %n change(s) over to a lead, who can take them in.", None, count
        ),
        "server_went_back": lambda: translate(
            "Sync", "The server has gone back to an earlier state. Nothing of yours is lost."
        ),
    }.get(line.event, lambda: line.event)()
