"""Many writers and readers at once on one or several real servers, over loopback HTTP.

Everything that a writer sends is sealed and signed beforehand, and the connections are plain
`http.client`: what is measured is the server.
"""

import contextlib
import http.client
import itertools
import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from helhedsplan_protocol import routes
from helhedsplan_protocol.messages import Problem, Pull, PullPage, Push, PushAnswer
from helhedsplan_protocol.version import MEDIA_TYPE
from helhedsplan_protocol.wire import decode, encode
from tests.support.organisation import Laptop
from tests.support.pushes import Writer
from tests.support.site import Site
from tests.support.wire_client import WireClient

_TIMEOUT_SECONDS = 60


class Line:
    """One connection that is kept, and that goes to the next server when its own is gone."""

    def __init__(self, addresses: Sequence[str], first: int, token: bytes) -> None:
        start = first % len(addresses)
        self._addresses = itertools.cycle([*addresses[start:], *addresses[:start]])
        self._headers = {"content-type": MEDIA_TYPE, "authorization": f"Bearer {token.hex()}"}
        self._tries = len(addresses) + 1
        self._connection = self._connected()

    def post(self, path: str, body: bytes) -> bytes:
        """Return the body of a good answer; the same bytes go again if a server dies over them."""
        for _ in range(self._tries):
            try:
                self._connection.request("POST", path, body, self._headers)
                answer = self._connection.getresponse()
                data = answer.read()
            except (OSError, http.client.HTTPException):
                self.close()
                self._connection = self._connected()
                continue
            assert answer.status == 200, decode(data, Problem)
            return data
        raise AssertionError("no server answers")

    def next_server(self) -> None:
        """Go to another server, as a load balancer sends one where it likes."""
        self.close()
        self._connection = self._connected()

    def close(self) -> None:
        self._connection.close()

    def _connected(self) -> http.client.HTTPConnection:
        address = urlsplit(next(self._addresses))
        assert address.hostname is not None
        return http.client.HTTPConnection(address.hostname, address.port, timeout=_TIMEOUT_SECONDS)


@dataclass
class Sender:
    """One client: the device that it speaks for, where it writes, and what it will push."""

    laptop: Laptop
    space: bytes
    lineage: bytes
    bodies: list[bytes]


@dataclass
class Outcome:
    """What writers and readers saw.

    Attributes:
        revs: version -> the revision that was acknowledged.
        milliseconds: how long each push took, in any order.
        seconds: from the first push to the last answer.
        read: what each reader pulled, in the order in which it came.
    """

    revs: dict[bytes, int] = field(default_factory=dict)
    milliseconds: list[float] = field(default_factory=list)
    seconds: float = 0.0
    read: list[list[int]] = field(default_factory=list)

    def percentile(self, share: float) -> float:
        """Return the time in which this share of all pushes was answered."""
        ordered = sorted(self.milliseconds)
        return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def senders(site: Site, count: int, pushes: int, records: int, size: int = 1024) -> list[Sender]:
    """Return clients with their pushes prepared, on up to eight laptops of the team.

    Args:
        pushes: how many each client sends.
        records: new records in each push.
        size: bytes of each ciphertext.
    """
    laptops = [site.org.laptop(site.worker.user) for _ in range(min(count, 8))]
    add = site.org.add_device
    site.act(*(("add_device", add(each, "worker", (site.team.space,))) for each in laptops))
    writers = [site.writer(laptop) for laptop in laptops]
    made = []
    for number in range(count):
        place = number % len(laptops)
        bodies = [_body(writers[place], records, size) for _ in range(pushes)]
        made.append(Sender(laptops[place], writers[place].space, writers[place].lineage, bodies))
    return made


def run(clients: list[Sender], addresses: Sequence[str], readers: int = 0) -> Outcome:
    """Let all clients push as fast as they are answered while readers follow the feed."""
    outcome, written = Outcome(), threading.Event()
    tokens = _sessions({each.laptop.device: each.laptop for each in clients}, addresses[0])
    start, lock = threading.Barrier(len(clients) + readers + 1), threading.Lock()

    reader = tokens[clients[0].laptop.device]

    def write(number: int, client: Sender) -> None:
        line = Line(addresses, number, tokens[client.laptop.device])
        start.wait()
        for body in client.bodies:
            begin = time.perf_counter()
            answer = decode(line.post(routes.PUSH, body), PushAnswer)
            taken = (time.perf_counter() - begin) * 1000
            assert {result.status for result in answer.results} <= {"applied", "duplicate"}
            with lock:
                outcome.milliseconds.append(taken)
                outcome.revs |= {r.vid: r.rev for r in answer.results if r.rev is not None}
        line.close()

    def read(number: int) -> list[int]:
        line, cursor, seen = Line(addresses, number, reader), 0, list[int]()
        start.wait()
        while True:
            last_look = written.is_set()
            request = encode(Pull(clients[0].space, clients[0].lineage, cursor, 100))
            page = decode(line.post(routes.PULL, request), PullPage)
            seen += [item.rev for item in page.items]
            cursor = page.next
            if last_look and not page.more:
                line.close()
                return seen
            line.next_server()

    with ThreadPoolExecutor(len(clients) + readers) as threads:
        reading = [threads.submit(read, number) for number in range(readers)]
        writing = [threads.submit(write, number, each) for number, each in enumerate(clients)]
        start.wait()
        begin = time.perf_counter()
        try:
            for each in writing:
                each.result()
            outcome.seconds = time.perf_counter() - begin
        finally:
            written.set()
        outcome.read = [each.result() for each in reading]
    return outcome


def _sessions(laptops: dict[bytes, Laptop], address: str) -> dict[bytes, bytes]:
    """Return device -> token; the clock of the server counts, so it is asked over the line."""
    tokens = {}
    with contextlib.closing(WireClient(address)) as client:
        for device, laptop in laptops.items():
            client.token = None
            tokens[device] = client.log_in(laptop).token
    return tokens


def _body(writer: Writer, records: int, size: int) -> bytes:
    push: Push = writer.push(*(writer.version(size=size) for _ in range(records)))
    return encode(push)
