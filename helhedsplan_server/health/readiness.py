"""`ready`: the database answers and has the form that this program expects."""

from sqlalchemy import select

from helhedsplan_protocol.error_codes import ErrorCode
from helhedsplan_protocol.messages import Ready
from helhedsplan_protocol.version import PROGRAM as VERSION
from helhedsplan_server.errors import Refusal
from helhedsplan_server.store.engine import Store
from helhedsplan_server.store.high_water import HighWater, demand_promised
from helhedsplan_server.store.schema import REVISION, revision_of
from helhedsplan_server.store.tables import spaces

PROGRAM = f"helhedsplan-server {VERSION}"
"""What `hello` and `ready` call this program."""


def readiness(store: Store, high_water: HighWater) -> Ready:
    """Return program and schema of a server that can serve.

    Raises:
        Refusal: `busy` when the tables have another form, or lack what was promised of them.
    """
    marks = high_water.marks()
    with store.read() as connection:
        if revision_of(connection) != REVISION:
            raise Refusal(ErrorCode.BUSY)
        for row in connection.execute(select(spaces.c.space, spaces.c.lineage, spaces.c.head)):
            demand_promised(row.space, row.lineage, row.head, marks.get(row.space))
    return Ready(PROGRAM, REVISION)
