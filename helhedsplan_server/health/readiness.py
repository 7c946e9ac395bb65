"""`ready`: the database answers and has the form that this program expects."""

from helhedsplan_protocol.error_codes import ErrorCode
from helhedsplan_protocol.messages import Ready
from helhedsplan_protocol.version import PROGRAM as VERSION
from helhedsplan_server.errors import Refusal
from helhedsplan_server.store.engine import Store
from helhedsplan_server.store.schema import REVISION, revision_of

PROGRAM = f"helhedsplan-server {VERSION}"
"""What `hello` and `ready` call this program."""


def readiness(store: Store) -> Ready:
    """Return program and schema of a server that can serve.

    Raises:
        Refusal: `busy` when the tables have another form.
    """
    with store.read() as connection:
        if revision_of(connection) != REVISION:
            raise Refusal(ErrorCode.BUSY)
    return Ready(PROGRAM, REVISION)
