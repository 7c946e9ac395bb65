"""Sending this laptop's log of who saw what: sealed, for whoever holds the audit key.

A server that was put back from a copy lacks what came after the copy, and cannot say what that is.
So what was sent since the oldest copy that may be in use is sent again, once for each restore.
"""

import struct
from typing import Final

from sqlalchemy import Connection

from helhedsplan_desktop.crypto.boxes import seal_to
from helhedsplan_desktop.foundation.clock import Clock, milliseconds
from helhedsplan_desktop.store import identity
from helhedsplan_desktop.store.repositories import own_marks
from helhedsplan_desktop.store.store import Store
from helhedsplan_desktop.sync.transport import Transport
from helhedsplan_desktop.sync.trust import Trust
from helhedsplan_protocol import routes
from helhedsplan_protocol.audit import AUDIT_LABEL, AccessEvent
from helhedsplan_protocol.messages import AuditAppend, Empty
from helhedsplan_protocol.version import PROTOCOL
from helhedsplan_protocol.wire import encode

AT_ONCE: Final = 500
_SENT: Final = "audit_sent"
"""Fact: the number of the last line that the server has."""

_SENT_UNDER: Final = "audit_restore_id"
"""Fact: the server's `restore_id` when it got that line."""

_SENT_BY: Final = "audit_sent_by"
"""Fact: about once a day when something was sent, and the last line that had been sent before."""

_MARK: Final = struct.Struct(">QQ")
_DAY_MS: Final = 24 * 60 * 60 * 1000
_OLDEST_COPY_MS: Final = 35 * _DAY_MS
"""Operators keep copies for 30 days at most, says their handbook."""

_Marks = list[tuple[int, int]]


def send_access_log(store: Store, transport: Transport, trust: Trust, clock: Clock) -> int:
    """Append what the server lacks of this laptop's access log; return how many lines.

    A line may arrive twice, if an answer is lost or the server was put back: its `chain` tells. The
    log itself stays here.

    Raises:
        TransportError, RefusedError.
    """
    assert trust.roster.genesis is not None, "an enrolled laptop knows its organisation"
    key, info = trust.roster.genesis.audit_key, AUDIT_LABEL + trust.org + trust.device
    sent = 0
    _start_again_after_restore(store, milliseconds(clock.now()))
    while True:
        with store.read() as connection:
            last = int.from_bytes(identity.read(connection).get(_SENT) or b"", "big")
            lines = own_marks.access_after(connection, last, AT_ONCE)
        if not lines:
            return sent
        events = tuple(
            seal_to(
                key,
                encode(
                    AccessEvent(
                        PROTOCOL,
                        line.at,
                        line.user,
                        line.device,
                        line.action,
                        line.rid,
                        line.reason,
                        line.chain,
                    )
                ),
                info,
            )
            for line in lines
        )
        transport.call(routes.AUDIT, AuditAppend(events), Empty)
        sent += len(lines)
        with store.write_for_sync() as unit:
            _note_sent(unit.connection, last, lines[-1].id, milliseconds(clock.now()))


def _start_again_after_restore(store: Store, now: int) -> None:
    """Forget having sent what a server that was put back may lack."""
    with store.read() as connection:
        me = identity.read(connection)
    present, under = me.get(identity.RESTORE_ID), me.get(_SENT_UNDER)
    if present is None or present == under:
        return
    facts = {_SENT_UNDER: present}
    if under is not None:
        in_copies = [last for at, last in _marks(me) if at <= now - _OLDEST_COPY_MS]
        facts[_SENT] = max(in_copies, default=0).to_bytes(8, "big")
    with store.write_for_sync() as unit:
        identity.put(unit.connection, **facts)


def _note_sent(connection: Connection, before: int, last: int, now: int) -> None:
    """Note the last line that the server has, and once a day where it stood."""
    marks = [mark for mark in _marks(identity.read(connection)) if mark[0] <= now]
    if not marks or marks[-1][0] <= now - _DAY_MS:
        marks.append((now, before))
    # Of those that every copy has seen, the newest tells as much as all of them.
    old = sum(at <= now - _OLDEST_COPY_MS for at, _ in marks)
    packed = b"".join(_MARK.pack(*mark) for mark in marks[max(0, old - 1) :])
    identity.put(connection, **{_SENT: last.to_bytes(8, "big"), _SENT_BY: packed})


def _marks(me: identity.Identity) -> _Marks:
    return list(_MARK.iter_unpack(me.get(_SENT_BY) or b""))
