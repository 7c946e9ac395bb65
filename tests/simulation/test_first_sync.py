"""A first sync that is cut off again and again goes on where it was, and fetches no page twice."""

from collections import Counter

from typing_extensions import override

from helhedsplan_desktop.records.people import Contact
from helhedsplan_desktop.store import sync_marks
from helhedsplan_desktop.sync.portion import Portion
from helhedsplan_desktop.sync.transport import TransportError
from helhedsplan_protocol import routes
from helhedsplan_protocol.messages import Pull
from helhedsplan_protocol.wire import Wire
from tests.simulation.line import Fault
from tests.simulation.schedule import Schedule
from tests.simulation.watching import WireWatch

RECORDS, A_PAGE, CUTS = 500, 5, 20


class PageCount(WireWatch):
    """Counts the pages of the feed that reached a laptop, by space and cursor."""

    def __init__(self, device: bytes) -> None:
        super().__init__()
        self._device = device
        self.pages: Counter[tuple[bytes, int]] = Counter()

    @override
    def answered(self, device: bytes, route: str, request: Wire, answer: Wire | None) -> None:
        if device == self._device and isinstance(request, Pull) and answer is not None:
            self.pages[request.space, request.cursor] += request.rids is None


def test_a_first_sync_with_twenty_cuts_resumes_and_fetches_no_page_twice() -> None:
    world = Schedule(1)
    try:
        lead, newcomer = world.laptops[0], world.laptops[1]
        assert lead.team is not None
        with lead.store.write() as unit:
            unit.put_many(
                [
                    Contact(id=lead.ids.record(), space=lead.team, name=f"Person {number}")
                    for number in range(RECORDS)
                ]
            )
        lead.sync()
        with newcomer.store.write_for_sync() as unit:
            mark = sync_marks.SpaceMark(lead.team)
            sync_marks.put_space_mark(unit.connection, mark)
        count = world.exchange.watcher = PageCount(newcomer.device)
        for _ in range(CUTS):
            newcomer.restart()
            newcomer.cycle._pull_portion = Portion(A_PAGE)
            newcomer.line.fault = Fault("lose_response", routes.PULL, 3)
            try:
                newcomer.sync()
            except TransportError:
                with newcomer.store.read() as connection:
                    assert not sync_marks.first_sync_done(connection)
            else:
                raise AssertionError("the line was not cut")
        newcomer.restart()
        newcomer.cycle._pull_portion = Portion(A_PAGE)
        newcomer.sync()
        with newcomer.store.read() as connection:
            assert sync_marks.first_sync_done(connection)
            assert sync_marks.space_mark(connection, lead.team).cursor >= RECORDS
        assert len(count.pages) >= RECORDS // A_PAGE
        assert {page: times for page, times in count.pages.items() if times > 1} == {}
    finally:
        world.close()
