"""What was committed when a server died before journalling it comes into the journal at once."""

from collections.abc import Callable
from contextlib import closing

import pytest

from helhedsplan_protocol.messages import RosterAppend, RosterPull, SessionStart
from helhedsplan_protocol.roster import Policy
from helhedsplan_server.store.journal import Journal, JournalEntry, JournalGrant
from tests.support.databases import Database
from tests.support.die_unjournalled import append_and_die
from tests.support.site import Site


def journalled_grants(site: Site) -> int:
    with closing(Journal(site.config.journal_file)) as journal:
        return sum(isinstance(frame, JournalGrant) for frame in journal.frames())


def journalled_entries(site: Site) -> list[int]:
    with closing(Journal(site.config.journal_file)) as journal:
        return [frame.n for frame in journal.frames() if isinstance(frame, JournalEntry)]


def lose_grants(site: Site, database: Database) -> RosterAppend:
    """Let database and journal lack every grant; return the append with which a lead mends that."""
    site.server.close()
    database.change("DELETE FROM grants")
    site.config.journal_file.unlink()
    site.server = site.opened()
    demands = sorted(site.org.state.required_grants())
    return RosterAppend((), tuple(site.org.grant(site.lead, *demand) for demand in demands))


def test_the_next_start_journals_grants_whose_server_died(site: Site, database: Database) -> None:
    mending = lose_grants(site, database)
    site.server.close()
    append_and_die(site, mending)
    assert journalled_grants(site) == 0
    site.server = site.opened()
    assert journalled_grants(site) == len(mending.grants)


def look(site: Site) -> None:
    """A lead looks whether grants are missing: that is how his program goes on."""
    assert site.server.roster_pull(site.lead.device, RosterPull(site.org.state.n)).held


def append(site: Site) -> None:
    site.act(("policy", Policy({"lock": "5"})))


def append_nothing(site: Site) -> None:
    site.server.roster_append(site.lead.device, RosterAppend((), ()))


def relay(site: Site) -> None:
    entries, _ = site.org.make(site.lead, ("policy", Policy({"lock": "5"})))
    site.server.session_start(SessionStart(site.worker.device, bytes(32), entries))
    site.org.add(*entries)


@pytest.mark.databases("postgresql")
@pytest.mark.parametrize("request_of", [look, append, append_nothing, relay])
def test_the_next_request_at_another_server_journals_grants(
    site: Site, database: Database, request_of: Callable[[Site], None]
) -> None:
    mending = lose_grants(site, database)
    append_and_die(site, mending)
    assert journalled_grants(site) == 0
    request_of(site)
    assert journalled_grants(site) == len(mending.grants)


@pytest.mark.databases("postgresql")
@pytest.mark.parametrize("request_of", [look, append, relay])
def test_the_next_request_at_another_server_journals_entries(
    site: Site, request_of: Callable[[Site], None]
) -> None:
    entries, _ = site.org.make(site.lead, ("policy", Policy({"lock": "1"})))
    append_and_die(site, RosterAppend(entries, ()))
    site.org.add(*entries)
    assert journalled_entries(site) == list(range(site.org.state.n))
    request_of(site)
    assert journalled_entries(site) == list(range(len(site.org.entries)))
