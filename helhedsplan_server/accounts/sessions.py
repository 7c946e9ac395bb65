"""Sessions: challenge and response with the device key, an opaque token, and a ratchet."""

import hashlib
from typing import Final

from sqlalchemy import Connection, bindparam, delete, insert, select

from helhedsplan_protocol.error_codes import ErrorCode
from helhedsplan_protocol.limits import SESSION_HOURS
from helhedsplan_protocol.messages import Session, SessionChallenge, SessionFinish, SessionStart
from helhedsplan_protocol.records import SESSION_LABEL
from helhedsplan_server.errors import Refusal
from helhedsplan_server.roster.book import RosterBook
from helhedsplan_server.roster.relay import RosterRelay
from helhedsplan_server.signatures import verify
from helhedsplan_server.store.engine import Store, insert_replacing
from helhedsplan_server.store.tables import challenges, organisation, ratchets, sessions
from helhedsplan_server.surroundings import Clock, Randomness, now_ms

_CHALLENGE_MS: Final = 2 * 60 * 1000
_OF_TOKEN: Final = select(sessions.c.device, sessions.c.expires_at).where(
    sessions.c.token_hash == bindparam("hash")
)
_SESSION_MS: Final = SESSION_HOURS * 60 * 60 * 1000
_CHALLENGED: Final = insert(challenges)
_USED_UP: Final = delete(challenges).where(
    challenges.c.server_nonce == bindparam("server_nonce"),
    challenges.c.device == bindparam("device"),
    challenges.c.client_nonce == bindparam("client_nonce"),
    challenges.c.expires_at > bindparam("now"),
)
_UNANSWERED: Final = delete(challenges).where(challenges.c.device == bindparam("device"))
_OPENED: Final = insert(sessions)
_SERVER_ID: Final = select(organisation.c.server_id)
_RESTORE_ID: Final = select(organisation.c.restore_id)
_RATCHET: Final = (
    select(ratchets).where(ratchets.c.device == bindparam("of_device")).with_for_update()
)


class Sessions:
    """Opens sessions and knows whose a token is.

    A revoked device may open one too: it may still read the roster up to its own end and put its
    unsent work aside. Each use case asks the roster what the device may do.
    """

    def __init__(
        self,
        store: Store,
        book: RosterBook,
        relay: RosterRelay,
        clock: Clock,
        randomness: Randomness,
    ) -> None:
        self._store = store
        self._book = book
        self._relay = relay
        self._clock = clock
        self._randomness = randomness

    def start(self, request: SessionStart) -> SessionChallenge:
        """Return a challenge that is good for one answer within two minutes.

        Raises:
            Refusal: `auth_required` when the roster never named the device.
        """
        if request.entries:
            self._relay.take(request.entries)
        nonce = self._randomness.bytes(32)
        with self._store.write() as connection:
            if self._book.at(connection).device(request.device) is None:
                raise Refusal(ErrorCode.AUTH_REQUIRED)
            challenge = {
                "server_nonce": nonce,
                "device": request.device,
                "client_nonce": request.client_nonce,
                "expires_at": now_ms(self._clock) + _CHALLENGE_MS,
            }
            connection.execute(_CHALLENGED, challenge)
        return SessionChallenge(nonce)

    def finish(self, request: SessionFinish) -> Session:
        """Return a token for a rightly signed challenge.

        The challenge is used up by the first answer, right or wrong. A ratchet value that is
        neither the last one nor the one before marks the device as cloned; the session opens,
        and pushes are refused.

        Raises:
            Refusal: `auth_required`.
        """
        with self._store.write() as connection:
            session = (
                self._open(connection, request)
                if self._use_up(connection, request) and self._signed(connection, request)
                else None
            )
        if session is None:
            raise Refusal(ErrorCode.AUTH_REQUIRED)
        return session

    def device_of(self, token: bytes) -> bytes:
        """Return the device whose session `token` opens.

        Raises:
            Refusal: `auth_required` for an unknown, expired or dropped session.
        """
        with self._store.look() as connection:
            row = connection.execute(_OF_TOKEN, {"hash": _sha256(token)}).one_or_none()
        if row is None or row.expires_at <= now_ms(self._clock):
            raise Refusal(ErrorCode.AUTH_REQUIRED)
        return bytes(row.device)

    def _use_up(self, connection: Connection, request: SessionFinish) -> bool:
        answered = {
            "server_nonce": request.server_nonce,
            "device": request.device,
            "client_nonce": request.client_nonce,
            "now": now_ms(self._clock),
        }
        gone = connection.execute(_USED_UP, answered)
        return gone.rowcount == 1

    def _signed(self, connection: Connection, request: SessionFinish) -> bool:
        key = self._book.at(connection).signing_key(request.device)
        server_id = connection.execute(_SERVER_ID).scalar_one()
        message = (
            SESSION_LABEL + server_id + request.device + request.client_nonce + request.server_nonce
        )
        return key is not None and verify(key, request.sig, message)

    def _open(self, connection: Connection, request: SessionFinish) -> Session:
        # An answer to an older challenge that was held back on the way would turn the ratchet once
        # more, unseen by the device, which would then be taken for its own copy.
        connection.execute(_UNANSWERED, {"device": request.device})
        restore_id = connection.execute(_RESTORE_ID).scalar_one()
        ratchet = self._turn_ratchet(connection, request, restore_id)
        token = self._randomness.bytes(32)
        opened = {
            "token_hash": _sha256(token),
            "device": request.device,
            "expires_at": now_ms(self._clock) + _SESSION_MS,
        }
        connection.execute(_OPENED, opened)
        return Session(token, _SESSION_MS // 1000, ratchet, restore_id)

    def _turn_ratchet(
        self, connection: Connection, request: SessionFinish, restore_id: bytes
    ) -> bytes:
        """Return the next ratchet value after comparing the one that the device shows.

        The value before the last is good too, because an answer may have been lost; but once the
        last one is shown, the one before is spent, and one of two copies must show a spent one.
        A vault that was put back from its backup shows none, and may do so once: if the vault
        that it was copied from is still in use, that one now shows a spent value.
        """
        held = connection.execute(_RATCHET, {"of_device": request.device}).one_or_none()
        shown = None if request.ratchet is None else _sha256(request.ratchet)
        suspected, renewed = held is not None and held.suspected, False
        if held is not None and held.restore_id == restore_id:
            fits = shown in {held.shown, held.next}
            renewing = not fits and shown is None and not held.renewed
            renewed = held.renewed or renewing
            suspected = suspected or not (fits or renewing)
        given = self._randomness.bytes(32)
        insert_replacing(
            connection,
            ratchets,
            [
                {
                    "device": request.device,
                    "restore_id": restore_id,
                    "shown": shown,
                    "next": _sha256(given),
                    "renewed": renewed,
                    "suspected": suspected,
                    "seen_at": now_ms(self._clock),
                }
            ],
        )
        return given


def _sha256(secret: bytes) -> bytes:
    return hashlib.sha256(secret).digest()
