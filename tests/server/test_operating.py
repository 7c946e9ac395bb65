"""What an operator does beside a server that runs: freeze and open it, ask how it stands."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from helhedsplan_protocol import messages, roster, routes
from helhedsplan_protocol.messages import Problem, PushAnswer
from helhedsplan_protocol.wire import Wire, decode, encode
from tests.support.operator import operate
from tests.support.server_process import running_server
from tests.support.site import Site
from tests.support.wire_client import WireClient


@pytest.fixture
def client(site: Site) -> Iterator[WireClient]:
    """A worker's session at a real server process on the site's folder."""
    site.server.close()
    with running_server(site.config.data, *at(site)) as server:
        client = WireClient(server.address)
        client.log_in(site.worker)
        yield client
        client.close()
    site.server = site.opened()


def at(site: Site) -> tuple[str, str]:
    """Return the option that names the database of a site."""
    return "--database", site.config.url


def refusal(client: WireClient, path: str, request: Wire) -> str:
    response = client.raw(path, encode(request))
    assert response.status_code != 200
    return decode(response.content, Problem).code.value


def test_a_frozen_server_answers_reads_and_takes_nothing_in(site: Site, client: WireClient) -> None:
    space = site.team.space
    state = client.ask(routes.SPACES, messages.Empty(), messages.SpacesAnswer).spaces[0]
    writer = site.writer_at(state)
    push = writer.push(version := writer.version())
    parcel = messages.Parcel(
        site.org.id(), space, site.worker.device, (version.item,), (writer.batch(version),)
    )
    told = operate("freeze", site.config.data, *at(site))
    assert (told.code, told.lines) == (0, ["frozen: 2 spaces take nothing in"])

    policy = site.org.sign(site.lead, "policy", roster.Policy({"lock": "5"}))
    lead = WireClient(str(client.http.base_url))
    lead.log_in(site.lead)
    for who, path, request in (
        (client, routes.PUSH, push),
        (client, routes.PARCEL_PUT, messages.ParcelPut(parcel)),
        (client, routes.AUDIT, messages.AuditAppend((b"sealed",))),
        (lead, routes.ROSTER_APPEND, messages.RosterAppend((policy,), ())),
    ):
        assert refusal(who, path, request) == "space_frozen"
    pull = messages.Pull(space, state.lineage, 0, 10)
    assert client.ask(routes.PULL, pull, messages.PullPage).items == ()
    client.ask(routes.ROSTER_PULL, messages.RosterPull(0), messages.RosterPage)
    lead.log_in(site.lead)

    assert operate("open", site.config.data, *at(site)).lines == ["open: 2 spaces take work in"]
    answer = client.ask(routes.PUSH, push, PushAnswer)
    assert answer.results[0].status == "applied"
    lead.ask(routes.ROSTER_APPEND, messages.RosterAppend((policy,), ()), messages.RosterHead)
    lead.close()


def test_frozen_stays_frozen_over_a_restart(site: Site) -> None:
    writer = site.writer()
    version = writer.version()
    site.push(writer, version)
    assert operate("freeze", site.config.data, *at(site)).code == 0
    site.reopen()
    site.clock.forward(days=200)
    site.server.tidy()
    with pytest.raises(Exception, match="space_frozen"):
        site.push(writer, writer.version())
    assert len(site.everything(site.worker)) == 1
    assert operate("open", site.config.data, *at(site)).code == 0
    assert site.push(writer, writer.version()).head == 2


def test_status_in_words_and_for_machines(site: Site, client: WireClient) -> None:
    state = client.ask(routes.SPACES, messages.Empty(), messages.SpacesAnswer).spaces[0]
    writer = site.writer_at(state)
    client.ask(routes.PUSH, writer.push(writer.version(), writer.version()), PushAnswer)
    words = operate("status", site.config.data, *at(site))
    assert words.code == 0
    assert "running, founded" in words.lines
    assert "last backup: never" in words.lines
    assert any(line.startswith(f"space {state.space.hex()}: head 2, 2") for line in words.lines)
    operate("freeze", site.config.data, *at(site))
    told = json.loads(operate("status", site.config.data, *at(site), "--json").text)
    assert told["running"]
    assert told["frozen"]
    assert (told["active_devices"], told["revoked_devices"], told["roster_entries"]) == (2, 0, 2)
    assert [space["head"] for space in told["spaces"]] in ([0, 2], [2, 0])
    assert (told["database_bytes"] or 50_001) > 50_000


def test_status_of_a_server_at_rest_and_of_nothing(empty_site: Site, tmp_path: Path) -> None:
    empty_site.server.close()
    told = operate("status", empty_site.config.data, *at(empty_site))
    assert "not running, not founded yet" in told.lines
    assert operate("freeze", empty_site.config.data, *at(empty_site)).errors.startswith(
        "No organisation"
    )
    for command in ("status", "freeze", "open", "verify"):
        told = operate(command, tmp_path / "nowhere")
        assert (told.code, told.lines) == (2, [])
        assert told.errors.startswith("There is no database in")
    assert not (tmp_path / "nowhere").exists()
    empty_site.server = empty_site.opened()


def test_a_quota_holds_at_once_and_can_be_lifted(site: Site) -> None:
    writer = site.writer()
    site.push(writer, writer.version(size=9_000))
    space = site.team.space.hex()
    told = operate("quota", site.config.data, *at(site), "10KB", "--space", space)
    assert (told.code, told.lines) == (0, ["quota 10KB: 1 spaces"])
    (result,) = site.push(writer, writer.version(size=9_000)).results
    assert result.code == "quota"
    assert site.state_of(site.plan.space).quota_left is None
    assert operate("quota", site.config.data, *at(site), "none").lines == ["quota none: 2 spaces"]
    assert site.push(writer, writer.version(size=9_000)).results[0].status == "applied"
    for words in (("much",), ("-5MB",), ("5MB", "--space", "00" * 16)):
        told = operate("quota", site.config.data, *at(site), *words)
        assert (told.code, told.lines) == (2, [])
