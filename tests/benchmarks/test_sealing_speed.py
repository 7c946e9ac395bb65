"""Sealing is no part of the waiting: at least 50,000 versions of 1.5 kB a second."""

import os
from typing import Any

from helhedsplan_desktop.crypto import sealing
from helhedsplan_protocol import wire
from helhedsplan_protocol.records import Header

IDS = tuple(os.urandom(16) for _ in range(4))
SPACE_KEY, NONCE, BODY = os.urandom(32), os.urandom(12), os.urandom(1500)


def test_deriving_sealing_and_opening_a_version(benchmark: Any) -> None:
    org, space, rid, vid = IDS
    commit = sealing.derive(SPACE_KEY, space, rid, vid).commit
    header = wire.encode(
        Header(1, org, space, rid, vid, None, 1, "put", 1, 1, None, org, 0, (), commit)
    )

    def there_and_back() -> bytes:
        keys = sealing.derive(SPACE_KEY, space, rid, vid)
        ct = sealing.seal(keys, header, BODY, NONCE)
        return sealing.open_sealed(sealing.derive(SPACE_KEY, space, rid, vid), header, NONCE, ct)

    assert benchmark(there_and_back) == BODY
    if benchmark.enabled:
        assert benchmark.stats.stats.median < 2 / 50_000
