"""A client that speaks the protocol over real HTTP, byte by byte, for tests of the framing."""

from typing import TypeVar

import httpx

from helhedsplan_protocol import routes
from helhedsplan_protocol.messages import (
    Empty,
    Hello,
    Problem,
    Session,
    SessionChallenge,
    SessionFinish,
    SessionStart,
)
from helhedsplan_protocol.records import SESSION_LABEL
from helhedsplan_protocol.version import MEDIA_TYPE
from helhedsplan_protocol.wire import Wire, decode, encode
from tests.support.organisation import Laptop

T = TypeVar("T", bound=Wire)


class WireClient:
    """Posts structs and decodes answers; `token` is sent once a session is open."""

    def __init__(self, address: str) -> None:
        self.http = httpx.Client(base_url=address, trust_env=False)
        self.token: bytes | None = None

    def raw(self, path: str, body: bytes, **headers: str) -> httpx.Response:
        """Post bytes under the media type of the protocol; `headers` replaces or adds some."""
        sent = {"content-type": MEDIA_TYPE}
        if self.token:
            sent["authorization"] = f"Bearer {self.token.hex()}"
        sent |= {name.replace("_", "-"): value for name, value in headers.items()}
        return self.http.post(path, content=body, headers=sent)

    def ask(self, path: str, request: Wire, answer: type[T]) -> T:
        """Return the decoded answer of a request that succeeds."""
        response = self.raw(path, encode(request))
        assert response.status_code == 200, decode(response.content, Problem)
        return decode(response.content, answer)

    def log_in(self, laptop: Laptop, ratchet: bytes | None = None) -> Session:
        """Open a session of the laptop and keep its token."""
        server_id = self.ask(routes.HELLO, Empty(), Hello).server_id
        nonce = bytes(32)
        start = SessionStart(laptop.device, nonce)
        challenge = self.ask(routes.SESSION_START, start, SessionChallenge)
        signed = SESSION_LABEL + server_id + laptop.device + nonce + challenge.server_nonce
        finish = SessionFinish(
            laptop.device, nonce, challenge.server_nonce, laptop.private.sign(signed), ratchet
        )
        session = self.ask(routes.SESSION_FINISH, finish, Session)
        self.token = session.token
        return session

    def close(self) -> None:
        self.http.close()
