"""What a worker does all day, as calls of the services. The window's part is timed on its own."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sqlalchemy import func, select

from helhedsplan_desktop.services.conflicts import Conflicts
from helhedsplan_desktop.services.contact_views import ContactFilter
from helhedsplan_desktop.services.desk import Desk
from helhedsplan_desktop.services.drafts import Drafts
from helhedsplan_desktop.services.follow_ups import FollowUps
from helhedsplan_desktop.services.news import News
from helhedsplan_desktop.services.notes import NoteForm, Notes
from helhedsplan_desktop.services.overview import OverviewService
from helhedsplan_desktop.services.people import People
from helhedsplan_desktop.services.places import Places
from helhedsplan_desktop.services.reviewing import ReviewFilter, Reviewing
from helhedsplan_desktop.services.searching import Searching
from helhedsplan_desktop.services.timelines import Timelines
from helhedsplan_desktop.store.tables import LINKS, table_of
from tests.benchmarks.sync_beside import storing_pages

SEARCH_MS = 50
SEARCH_TENFOLD_MS = 100
"""At ten times the design size."""
LIST_MS = 100
CLICK_MS = 50
SAVE_MS = 20
SAVE_BESIDE_SYNC_MS = 60
"""It waits for one unit of sync at most."""

RARE_WORD = "xylofonkvartet"
VISIBLE_ROWS = 12
TEXT = (
    "{number}: Henning kom ind i åben rådgivning. Han er bagud med huslejen og har fået en rykker."
    " Vi ringede sammen til udlejningen og aftalte en afdragsordning. Han skal selv sende"
    " forslaget, og det vil han gerne have hjælp til. Vi ses igen på mandag, hvor han tager"
    " papirerne med."
)


@dataclass(frozen=True)
class Operation:
    """Something that a person waits for; `run` gets the number of the call.

    Args:
        allowed_ms: at the design size; `allowed_tenfold_ms` at ten times that, None for the same.
        pause: seconds between two calls, in which others get their turn.
    """

    name: str
    run: Callable[[int], object]
    calls: int
    allowed_ms: float
    allowed_tenfold_ms: float | None = None
    pause: float = 0.0

    def allowed(self, *, tenfold: bool) -> float:
        """Return the milliseconds that it may take at p95."""
        return (tenfold and self.allowed_tenfold_ms) or self.allowed_ms


def operations(desk: Desk) -> Iterator[Operation]:
    """Give the operations in the order in which they are timed; saving comes last."""
    places, drafts, conflicts, timelines = (
        Places(desk),
        Drafts(desk),
        Conflicts(desk),
        Timelines(desk),
    )
    follow_ups = FollowUps(desk, places)
    people = People(desk, places, follow_ups, conflicts)
    notes = Notes(desk, people, follow_ups)
    contacts = some_contacts(desk)
    today = desk.today().isoformat()
    notes.save(NoteForm((contacts[0],), f"Han spiller i en {RARE_WORD}.", happened_on=today))

    find = Searching(desk, places).find
    for name, typed in (
        ("search: two letters", ("ha", "de", "fo", "ma", "st")),
        ("search: common word", ("huslejen", "hun", "gerne", "torsdag", "sammen")),
        ("search: rare word", (RARE_WORD,)),
        ("search: name", ("amina", "henning krag", "zahra", "fatma yil", "ole")),
        ("search: two words", ("henning rykker", "jobcaféen fredag", "møllebo hund")),
    ):
        yield Operation(
            name,
            lambda n, typed=typed: find(typed[n % len(typed)]),  # type: ignore[misc]  # mypy loses the default
            40,
            SEARCH_MS,
            SEARCH_TENFOLD_MS,
        )

    def open_contact(number: int) -> None:
        rid = contacts[number % len(contacts)]
        people.page(rid)
        timelines.of(rid)

    def reset(scope: str) -> Callable[[int], object]:
        return lambda _: list(people.list(ContactFilter(scope=scope)).rows[:VISIBLE_ROWS])

    yield Operation("open a contact with its stream", open_contact, 40, CLICK_MS)
    yield Operation("list of my contacts, anew", reset("mine"), 10, LIST_MS)
    yield Operation("list of all contacts, anew", reset("all"), 5, LIST_MS)
    yield Operation(
        "overview",
        lambda _: OverviewService(desk, places, follow_ups, drafts, News(desk)).page(),
        10,
        LIST_MS,
    )
    yield Operation(
        "review", lambda _: Reviewing(desk, places, timelines).page(ReviewFilter()), 5, LIST_MS
    )

    def save(number: int) -> None:
        about = (contacts[number % len(contacts)],)
        notes.save(
            NoteForm(
                about,
                TEXT.format(number=number),
                happened_on=today,
                next_step="Ring igen",
                next_step_on=today,
            )
        )

    yield Operation("save a note with a next step", save, 40, SAVE_MS)
    with storing_pages(desk):
        yield Operation("save while sync stores a page", save, 40, SAVE_BESIDE_SYNC_MS, pause=0.1)


def some_contacts(desk: Desk) -> list[bytes]:
    """Return forty contacts: the ten with the most notes, and thirty others."""
    about, contact = LINKS["Note"]["contacts"], table_of("Contact")
    with desk.store.read() as connection:
        busiest = connection.execute(
            select(about.c.target).group_by(about.c.target).order_by(func.count().desc()).limit(10)
        ).scalars()
        others = connection.execute(select(contact.c.id).order_by(contact.c.id).limit(30)).scalars()
        return [*busiest, *others]
