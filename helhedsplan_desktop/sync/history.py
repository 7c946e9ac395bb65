"""Reading what stood in a record before: superseded versions; the server keeps them 90 days."""

from collections.abc import Iterable
from concurrent.futures import Executor
from operator import attrgetter

from helhedsplan_desktop.sync.incorporate import objection
from helhedsplan_desktop.sync.planning import Arrival
from helhedsplan_desktop.sync.transport import Transport
from helhedsplan_desktop.sync.trust import Trust
from helhedsplan_desktop.sync.verification import header_of, judge, verify_manifests
from helhedsplan_desktop.sync.versions import CannotOpenError, open_version
from helhedsplan_protocol import routes
from helhedsplan_protocol.messages import HistoryAnswer, HistoryRequest
from helhedsplan_protocol.records import ERASE


def _go_on() -> None:
    """Wait for nobody: few versions are read, and a person asked for them."""


class History:
    """Asks the server for superseded versions; believes only what their authors signed."""

    def __init__(self, transport: Transport, trust: Trust, executor: Executor) -> None:
        self._transport = transport
        self._trust = trust
        self._executor = executor

    def versions(self, space: bytes, rid: bytes) -> list[Arrival]:
        """Return the superseded versions of a record in a space, the newest first.

        What does not verify or open is left out. There are none after an erase or a move.

        Raises:
            TransportError, RefusedError.
        """
        request = HistoryRequest(space, rid)
        answer = self._transport.call(routes.HISTORY, request, HistoryAnswer)
        manifests = verify_manifests(self._trust, answer.batches, self._executor, _go_on)
        found = []
        for item in answer.items:
            manifest = manifests[item.batch_no] if item.batch_no < len(manifests) else None
            try:
                header = header_of(item)
                # It is read and never taken in, so an ended epoch is no objection.
                judge(self._trust, space, bytes(16), item, header, manifest, None, known=True)
                if header.rid != rid or header.kind == ERASE:
                    continue
                body = open_version(self._trust.keys, header, item.header, item.nonce, item.ct)
            except CannotOpenError:
                continue
            arrival = Arrival(item.rev, header, body)
            if not objection(arrival):
                found.append(arrival)
        return _newest_first(found)


def _newest_first(found: Iterable[Arrival]) -> list[Arrival]:
    """Return versions, each before those that it was written over.

    `base` and `ancestors` are signed; `rev` is the server's word, and decides only where they are
    silent. What comes twice is told once.
    """
    by_vid = {each.header.vid: each for each in sorted(found, key=attrgetter("rev"))}
    oldest_first: dict[bytes, Arrival] = {}
    met = set[bytes]()
    waiting = list(reversed(by_vid))
    while waiting:
        vid = waiting.pop()
        elders = [elder for elder in _elders(by_vid[vid]) if elder in by_vid]
        due = [elder for elder in elders if elder not in oldest_first]
        # Met a second time it stands in a ring, which authors in league could write.
        if due and vid not in met:
            waiting += [vid, *due]
        else:
            oldest_first.setdefault(vid, by_vid[vid])
        met.add(vid)
    return list(oldest_first.values())[::-1]


def _elders(arrival: Arrival) -> list[bytes]:
    """Return the versions that one was written over, the newest first, as its author signed."""
    header, body = arrival.header, arrival.body
    base = [header.base] if header.base is not None else []
    return [*base, *(body.ancestors if body else ())]
