"""Sending this laptop's log of who saw what: sealed, for whoever holds the audit key."""

from typing import Final

from helhedsplan_desktop.crypto.boxes import seal_to
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


def send_access_log(store: Store, transport: Transport, trust: Trust) -> int:
    """Append what the server lacks of this laptop's access log; return how many lines.

    A line may arrive twice if an answer is lost: its `chain` tells. The log itself stays here.

    Raises:
        TransportError, RefusedError.
    """
    assert trust.roster.genesis is not None, "an enrolled laptop knows its organisation"
    key, info = trust.roster.genesis.audit_key, AUDIT_LABEL + trust.org + trust.device
    sent = 0
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
            identity.put(unit.connection, **{_SENT: lines[-1].id.to_bytes(8, "big")})
