"""Speaking to a server: docs/sync.md, sections 2 and 6."""

import os
from typing import Any

import httpx
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tests.second_client.shapes import Hello, Problem, Session, decode, encode

MEDIA = "application/vnd.helhedsplan.sync.v1+msgpack"


class ToldError(Exception):
    """A problem that the server told."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.code = problem.code


class NoAnswerError(Exception):
    """Something answered that is not the server."""


class Wire:
    """One connection; `token` once a session stands."""

    def __init__(self, address: str) -> None:
        self.http = httpx.Client(base_url=address, trust_env=False)
        self.token: bytes | None = None

    def ask(self, path: str, kind: Any, *fields: Any) -> Any:
        """Post the fields of a struct; return the answer as `kind`."""
        headers = {"Content-Type": MEDIA}
        if self.token:
            headers["Authorization"] = "Bearer " + self.token.hex()
        answer = self.http.post("/v1/" + path, content=encode(fields), headers=headers)
        media = answer.headers.get("content-type"), answer.headers.get("sync-proto")
        if media != (MEDIA, "1"):
            raise NoAnswerError(path)
        if answer.status_code != 200:
            raise ToldError(decode(answer.content, Problem))
        return decode(answer.content, kind)

    def session(self, device: bytes, signing: Ed25519PrivateKey, ratchet: bytes | None) -> Session:
        """Open a session; the caller stores the ratchet before it goes on."""
        self.token = None
        hello: Hello = self.ask("hello", Hello)
        nonce = os.urandom(32)
        (challenge,) = self.ask("session/start", tuple[bytes], device, nonce)
        signature = signing.sign(b"session1" + hello.server_id + device + nonce + challenge)
        session: Session = self.ask(
            "session/finish", Session, device, nonce, challenge, signature, ratchet
        )
        self.token = session.token
        return session

    def move(self, address: str) -> None:
        """Speak to the server at another address from now on."""
        self.http.base_url = httpx.URL(address)
        self.token = None

    def close(self) -> None:
        self.http.close()
