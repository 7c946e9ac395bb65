"""A server that makes up a paper of the roster: that a laptop shall be emptied."""

from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Final

import msgspec

from helhedsplan_desktop.crypto.signing import Signer
from helhedsplan_desktop.foundation.ids import SeededRandomness
from helhedsplan_desktop.store import standing
from helhedsplan_desktop.store.standing import Standing
from helhedsplan_protocol.messages import RosterPage, SpacesAnswer
from helhedsplan_protocol.records import ROSTER_LABEL
from helhedsplan_protocol.roster import Entry, SignedEntry, Wipe, entry_hash
from helhedsplan_protocol.roster_state import RosterError
from helhedsplan_protocol.wire import Wire, encode
from tests.simulation.ledger import Broken

if TYPE_CHECKING:
    from tests.simulation.laptops import Laptop
    from tests.simulation.schedule import Schedule


def forge_wipe(schedule: "Schedule", laptop: "Laptop") -> None:
    """The server shows an entry that no lead signed: in her name, or by a worker who helps it."""
    if laptop is schedule.lead:
        return
    author, signer = _forger(schedule, laptop)
    forged: SignedEntry | None = None

    def altered(_route: str, _request: Wire, answer: Wire) -> Wire:
        nonlocal forged
        if isinstance(answer, SpacesAnswer):
            org = laptop.cycle.trust().org
            act = encode(Wipe(laptop.device))
            n = answer.roster_n + 1
            entry = encode(Entry(n, answer.roster_hash, org, "wipe", act, author))
            forged = SignedEntry(entry, signer.sign(ROSTER_LABEL, entry))
        if forged is None or not isinstance(answer, RosterPage | SpacesAnswer):
            return answer
        end = {
            "roster_n": answer.roster_n + 1,
            "roster_hash": entry_hash(forged.bytes, forged.sig),
        }
        if isinstance(answer, RosterPage):
            return msgspec.structs.replace(answer, entries=(*answer.entries, forged), **end)
        return msgspec.structs.replace(answer, **end)

    laptop.line.altered = altered
    with suppress(RosterError):  # the paper is refused; the worker of the program tells it
        schedule.sync(laptop)
    laptop.line.altered = lambda _route, _request, answer: answer
    if forged is not None:
        schedule.trace.append("  forged a wipe")
    with laptop.store.read() as connection:
        if standing.stored(connection) is Standing.WIPED:
            raise Broken("WipeOnlyIfSigned", f"{laptop.name} obeys what no lead signed")


def _forger(schedule: "Schedule", laptop: "Laptop") -> tuple[bytes, Signer]:
    """Return who is named as the author, and a signer that is not a lead's."""
    helpers = [each for each in schedule.laptops if not each.is_lead and each is not laptop]
    if helpers and schedule.rng.random() < 0.5:
        helper = schedule.rng.choice(helpers)
        return helper.device, helper.cycle.trust().signer()
    anybody = Signer.generate(SeededRandomness(schedule.rng.getrandbits(64)))
    return schedule.lead.device, anybody


FORGERIES: Final[dict[str, Callable[["Schedule", "Laptop"], None]]] = {"forge_wipe": forge_wipe}
