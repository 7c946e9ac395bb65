"""A session with the server: challenge, response, and the ratchet that exposes a cloned vault."""

from helhedsplan_desktop.foundation.ids import Randomness
from helhedsplan_desktop.store import identity
from helhedsplan_desktop.store.store import Store
from helhedsplan_desktop.sync.transport import Transport
from helhedsplan_desktop.sync.trust import Trust
from helhedsplan_protocol import routes
from helhedsplan_protocol.messages import (
    Session,
    SessionChallenge,
    SessionFinish,
    SessionStart,
)
from helhedsplan_protocol.records import SESSION_LABEL


def open_session(
    store: Store, transport: Transport, trust: Trust, randomness: Randomness
) -> Session:
    """Prove this device to the server; the transport carries the token from now on.

    Raises:
        TransportError, RefusedError.
    """
    transport.use_token(None)
    with store.read() as connection:
        me = identity.read(connection)
    nonce = randomness.bytes(32)
    challenge = transport.call(
        routes.SESSION_START, SessionStart(trust.device, nonce), SessionChallenge
    )
    signed = me.need(identity.SERVER_ID) + trust.device + nonce + challenge.server_nonce
    finish = SessionFinish(
        trust.device,
        nonce,
        challenge.server_nonce,
        trust.signer().sign(SESSION_LABEL, signed),
        me.get(identity.RATCHET),
    )
    session = transport.call(routes.SESSION_FINISH, finish, Session)
    with store.write_for_sync() as unit:
        identity.put(unit.connection, ratchet=session.ratchet, restore_id=session.restore_id)
    transport.use_token(session.token)
    return session
