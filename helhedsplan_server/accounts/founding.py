"""The founding code of the operator, and the one founding that it opens."""

import base64
import hashlib
import hmac
from typing import Final

from sqlalchemy import Connection, insert, select, update

from helhedsplan_protocol.error_codes import ErrorCode
from helhedsplan_protocol.messages import FoundAnswer, FoundRequest
from helhedsplan_protocol.roster import SignedEntry
from helhedsplan_protocol.roster_grants import check_grants
from helhedsplan_protocol.roster_state import RosterError
from helhedsplan_protocol.roster_view import NO_HASH
from helhedsplan_server.errors import Refusal, StartError
from helhedsplan_server.roster.book import RosterBook
from helhedsplan_server.roster.ledger import Addition, store_addition
from helhedsplan_server.store.engine import Store
from helhedsplan_server.store.journal import Journal
from helhedsplan_server.store.tables import organisation, roster_entries
from helhedsplan_server.surroundings import Clock, Randomness, now_ms

_CODE_BYTES: Final = 15
"""120 bits, 24 letters: nobody guesses it, and it can be read over the telephone."""


class Founding:
    """The first act of an organisation.

    Args:
        quota_bytes: quota of every new space; None without quota.
    """

    def __init__(
        self,
        store: Store,
        book: RosterBook,
        journal: Journal,
        clock: Clock,
        randomness: Randomness,
        quota_bytes: int | None,
    ) -> None:
        self._store = store
        self._book = book
        self._journal = journal
        self._clock = clock
        self._randomness = randomness
        self._quota_bytes = quota_bytes

    def new_code(self) -> str:
        """Return a fresh founding code in groups of six; an earlier one is void.

        Raises:
            StartError: the organisation is founded already.
        """
        code = base64.b32encode(self._randomness.bytes(_CODE_BYTES)).decode()
        with self._store.write(alone=True) as connection:
            if self._book.at(connection).genesis is not None:
                raise StartError("The organisation is founded already.")
            connection.execute(update(organisation).values(founding_code=_hash(code)))
        return "-".join(code[start : start + 6] for start in range(0, len(code), 6))

    def found(self, request: FoundRequest) -> FoundAnswer:
        """Return the answer to the founding; the same founding may be sent again.

        Raises:
            Refusal: `not_found` for a wrong code, `role_denied` when another organisation stands
                here, `bad_request`, `bad_signature`, `participant_mismatch`.
        """
        with self._store.write(alone=True) as connection:
            row = connection.execute(select(organisation).with_for_update()).one()
            right = row.founding_code is not None and hmac.compare_digest(
                row.founding_code, _hash(request.founding_code)
            )
            if not right:
                raise Refusal(ErrorCode.NOT_FOUND)
            if row.roster_n >= 0:
                _demand_same(connection, request.genesis)
                return FoundAnswer(row.restore_id)
            before = self._book.at(connection)
            after = before.clone()
            try:
                decoded = after.extend([request.genesis])
                granted = check_grants(before, after, request.grants, frozenset())
            except RosterError as bad:
                raise Refusal(bad.code) from bad
            if after.genesis is None or after.genesis.server_id != row.server_id:
                raise Refusal(ErrorCode.BAD_REQUEST)
            addition = Addition((request.genesis,), decoded, request.grants, granted)
            at = now_ms(self._clock)
            frames = store_addition(
                connection, after, addition, self._randomness, at, self._quota_bytes
            )
        self._book.keep(after)
        self._journal.append(frames)
        return FoundAnswer(row.restore_id)


def ensure_organisation(connection: Connection, randomness: Randomness) -> None:
    """Give an empty database its one organisation row with fresh ids."""
    if connection.execute(select(organisation.c.one)).scalar() is None:
        connection.execute(
            insert(organisation).values(
                one=1,
                server_id=randomness.bytes(16),
                restore_id=randomness.bytes(16),
                org=None,
                founding_code=None,
                roster_n=-1,
                roster_hash=NO_HASH,
            )
        )


def _hash(code: str) -> bytes:
    """Return what is stored of a code; spaces, hyphens and case do not matter."""
    plain = "".join(letter for letter in code.upper() if letter.isalnum())
    return hashlib.sha256(plain.encode("utf-8", "surrogatepass")).digest()


def _demand_same(connection: Connection, genesis: SignedEntry) -> None:
    query = select(roster_entries.c.bytes, roster_entries.c.sig).where(roster_entries.c.n == 0)
    row = connection.execute(query).one()
    if (row.bytes, row.sig) != (genesis.bytes, genesis.sig):
        raise Refusal(ErrorCode.ROLE_DENIED)
