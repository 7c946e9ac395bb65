"""PySide6 6.12 on Python 3.11 lost a reference to None at each call: docs/adr/0007-pyside.md."""

import sys

from PySide6.QtCore import QObject

CALLS = 20_000


def test_calls_that_return_none_lose_no_reference_to_it() -> None:
    thing = QObject()
    before = sys.getrefcount(None)
    for _ in range(CALLS):
        thing.setObjectName("x")
    assert sys.getrefcount(None) - before > -CALLS // 10
