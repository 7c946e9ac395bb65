"""A session with the server: challenge, response, and the ratchet that exposes a cloned vault."""

from collections.abc import Sequence

from helhedsplan_desktop.foundation.ids import Randomness
from helhedsplan_desktop.store import generation, identity
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
from helhedsplan_protocol.roster import SignedEntry


def open_session(
    store: Store,
    transport: Transport,
    trust: Trust,
    randomness: Randomness,
    relayed: Sequence[SignedEntry] = (),
) -> Session:
    """Prove this device to the server; the transport carries the token from now on.

    An old file of the vault that was put back knows a spent ratchet: it asks for a new one, once.

    Args:
        relayed: roster entries that the server lacks.

    Raises:
        TransportError, RefusedError.
    """
    transport.use_token(None)
    with store.handshake:
        session = _shake_hands(store, transport, trust, randomness, relayed)
    transport.use_token(session.token)
    return session


def _shake_hands(
    store: Store,
    transport: Transport,
    trust: Trust,
    randomness: Randomness,
    relayed: Sequence[SignedEntry],
) -> Session:
    with store.read() as connection:
        # As it is now: the recovery sheet may have made another device of this laptop.
        trust.me = me = identity.read(connection)
        seal = generation.read_seal(connection)
    rolled_back = seal is not None and seal.rolled_back
    renewing = rolled_back and me.get(identity.RENEWED) is None
    nonce = randomness.bytes(32)
    challenge = transport.call(
        routes.SESSION_START, SessionStart(trust.device, nonce, tuple(relayed)), SessionChallenge
    )
    signed = me.need(identity.SERVER_ID) + trust.device + nonce + challenge.server_nonce
    finish = SessionFinish(
        trust.device,
        nonce,
        challenge.server_nonce,
        trust.signer().sign(SESSION_LABEL, signed),
        None if renewing else me.get(identity.RATCHET),
    )
    session = transport.call(routes.SESSION_FINISH, finish, Session)
    with store.write_for_sync() as unit:
        identity.put(unit.connection, ratchet=session.ratchet, restore_id=session.restore_id)
        if renewing:
            identity.put(unit.connection, ratchet_renewed=b"1")
        elif not rolled_back:
            identity.forget(unit.connection, identity.RENEWED)
    return session
