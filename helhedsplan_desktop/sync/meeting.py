"""Meeting the server's roster: it is as ours, ahead, behind after a restore, or another branch."""

from typing import Final

from helhedsplan_desktop.foundation.clock import Clock, milliseconds
from helhedsplan_desktop.foundation.ids import Randomness
from helhedsplan_desktop.store import directory, sealed, sync_marks
from helhedsplan_desktop.store.store import Store
from helhedsplan_desktop.store.unit_of_work import UnitOfWork
from helhedsplan_desktop.sync import trust as trusting
from helhedsplan_desktop.sync.appending import FETCHED_UNDER, entries_after, pull_roster
from helhedsplan_desktop.sync.forks import Fork, common_length
from helhedsplan_desktop.sync.sessions import open_session
from helhedsplan_desktop.sync.transport import RefusedError, Transport
from helhedsplan_desktop.sync.trust import Trust
from helhedsplan_protocol import routes
from helhedsplan_protocol.error_codes import ErrorCode
from helhedsplan_protocol.messages import RosterPage, RosterPull, SpacesAnswer
from helhedsplan_protocol.roster import entry_hash
from helhedsplan_protocol.roster_fork import forks_of
from helhedsplan_protocol.roster_state import RosterError

BROUGHT_BACK: Final = "roster_brought_back"
FORKED: Final = "roster_forked"


class Meeting:
    """Brings this laptop's roster and the server's in line."""

    def __init__(
        self,
        store: Store,
        transport: Transport,
        trust: Trust,
        randomness: Randomness,
        clock: Clock,
    ) -> None:
        self._store = store
        self._transport = transport
        self._trust = trust
        self._randomness = randomness
        self._clock = clock

    def open_session(self) -> None:
        """Prove this device, also to a restored server that forgot that it was ever added.

        Raises:
            TransportError, RefusedError.
        """
        try:
            open_session(self._store, self._transport, self._trust, self._randomness)
        except RefusedError as refused:
            if refused.code is not ErrorCode.AUTH_REQUIRED:
                raise
            self._bring_back(0)

    def line_up(self, answer: SpacesAnswer) -> bool:
        """Return True if roster, keys or server have changed: the spaces are to be asked again.

        Afterwards `trust.fork` tells whether the server stands on another branch.

        Raises:
            RosterError: an entry does not fit and no fork explains it; nothing is stored.
            TransportError, RefusedError.
        """
        if (answer.roster_n, answer.roster_hash) != _end(self._trust):
            with self._store.read() as connection:
                self._trust.catch_up(connection)
        roster = self._trust.roster
        if (answer.roster_n, answer.roster_hash) == _end(self._trust):
            if self._trust.fork is not None:
                self._trust.fork = None
                self.look_aside()
            if not self._lacks_keys(answer) and not self._was_put_back(answer):
                return False
            self.catch_up()
            return True
        if answer.roster_n < roster.n and self._hash_at(answer.roster_n) == answer.roster_hash:
            return self._go_on_from(answer.roster_n)
        if answer.roster_n <= roster.n:
            return self._meet_other_branch()
        try:
            self.catch_up()
        except RosterError as error:
            if error.code is not ErrorCode.LOG_STALE:
                raise
            return self._meet_other_branch()
        self._trust.fork = None
        return True

    def catch_up(self) -> None:
        """Fetch what the roster has grown by, and what it says of this laptop.

        Raises:
            RosterError, TransportError, RefusedError.
        """
        pull_roster(self._store, self._transport, self._trust)

    def hear_why(self) -> None:
        """Fetch what the roster says of this laptop, which the server lets do nothing any more.

        Raises:
            RosterError, TransportError, RefusedError.
        """
        try:
            self.catch_up()
        except RosterError as error:
            if error.code is not ErrorCode.LOG_STALE:
                raise
            self._meet_other_branch()
        else:
            self._see_another_end()

    # --- inside -----------------------------------------------------------------------------------

    def _lacks_keys(self, answer: SpacesAnswer) -> bool:
        trust = self._trust
        return any((s.space, trust.roster.epoch(s.space)) not in trust.keys for s in answer.spaces)

    def _was_put_back(self, answer: SpacesAnswer) -> bool:
        """Return True if the server has been restored since its roster was last fetched.

        A colleague may have given it the entries that it lost; the grants come from leads.
        """
        trust = self._trust
        return trust.fork is None and answer.restore_id != trust.me.get(FETCHED_UNDER)

    def _see_another_end(self) -> None:
        """Look whether what the server says of this laptop stands on another branch than ours."""
        roster = self._trust.roster
        if not roster.is_active(self._trust.device):
            return
        page = self._what_follows()
        if page.roster_n <= roster.n and self._hash_at(page.roster_n) != page.roster_hash:
            self._meet_other_branch()

    def _is_kept_aside(self) -> bool:
        """Return True if the server keeps our end beside its log: it knows another branch already.

        While it does, it appends nothing, not even what only went on from its log.
        """
        with self._store.read() as connection:
            (end,) = sync_marks.roster_entries(connection, self._trust.roster.n)
        page = self._what_follows()
        return page.roster_n < self._trust.roster.n and end in page.aside

    def _what_follows(self) -> RosterPage:
        request = RosterPull(self._trust.roster.n + 1)
        return self._transport.call(routes.ROSTER_PULL, request, RosterPage)

    def _hash_at(self, n: int) -> bytes | None:
        with self._store.read() as connection:
            entries = sync_marks.roster_entries(connection, n)
        return entry_hash(entries[0].bytes, entries[0].sig) if entries else None

    def _go_on_from(self, n: int) -> bool:
        """Give the server what its log lacks after entry `n`; return True if it has it then."""
        self._bring_back(n + 1)
        if self._is_kept_aside():
            return self._meet_other_branch()
        self.catch_up()
        return True

    def _bring_back(self, first_n: int) -> None:
        """Hand the server the entries that it lost; their signatures speak for them."""
        with self._store.read() as connection:
            entries = sync_marks.roster_entries(connection, first_n)
        open_session(self._store, self._transport, self._trust, self._randomness, entries)
        self._log(BROUGHT_BACK, len(entries))

    def _meet_other_branch(self) -> bool:
        """Note the fork, or go over to the server's branch if a lead has decided for it."""
        other = trusting.empty(self._trust.me).roster
        theirs, page = entries_after(self._transport, other)
        with self._store.read() as connection:
            ours = sync_marks.roster_entries(connection)
        length = common_length(ours, theirs)
        trusting.fold(other, theirs, self._trust.device)
        branch = tuple(ours[length:])
        facts = forks_of(theirs, (*branch, *page.aside), other.verify)
        fork = Fork(facts, length - 1, branch, self._trust.roster, tuple(theirs[length:]), other)
        if fork.given_up():
            self.go_over(fork)
            return True
        if not set(branch) <= set(page.aside):
            # Leads on the server's branch learn of ours by it: the server keeps it aside. One that
            # is put back while the fork is open forgets it, and is told again.
            open_session(self._store, self._transport, self._trust, self._randomness, branch)
        if fork.puts_out(self._trust.device):
            self.go_over(fork)
            return True
        if self._trust.fork is None:
            self._log(FORKED, len(branch))
        self._trust.fork = fork
        return False

    def look_aside(self) -> None:
        """Ask whether the server keeps branches beside the log that we share with it.

        To be called when the server holds work back without a reason that the log tells.

        Raises:
            TransportError, RefusedError, RosterError.
        """
        trust = self._trust
        page = self._what_follows()
        if trust.fork is not None or page.roster_hash != trust.roster.head_hash:
            return
        with self._store.read() as connection:
            log = sync_marks.roster_entries(connection)
        facts = forks_of(log, page.aside, trust.roster.verify)
        if facts.common_n is not None:
            trust.fork = Fork(facts, trust.roster.n, (), trust.roster, (), trust.roster)

    def go_over(self, fork: Fork) -> None:
        """Give our branch up for the server's; what was sealed under its keys is made anew.

        Raises:
            TransportError, RefusedError.
        """
        trust = self._trust
        if not fork.ours:
            trust.fork = None
            return
        with trust.storing(self._store) as unit:
            sync_marks.cut_roster(unit.connection, fork.common_n + 1)
            sync_marks.add_roster_entries(unit.connection, fork.common_n + 1, fork.theirs)
            for facts in fork.ours_folded.spaces():
                _author_anew(unit, facts.space, fork)
            for space, epochs in fork.dropped_epochs().items():
                for epoch in epochs:
                    sync_marks.forget_space_key(unit.connection, space, epoch)
                    trust.keys.pop((space, epoch), None)
            trust.roster, trust.fork = fork.theirs_folded, None
        self.catch_up()

    def _log(self, event: str, count: int) -> None:
        with self._store.write_for_sync() as unit:
            sync_marks.log(unit.connection, milliseconds(self._clock.now()), event, count)


def _end(trust: Trust) -> tuple[int, bytes]:
    return trust.roster.n, trust.roster.head_hash


def _author_anew(unit: UnitOfWork, space: bytes, fork: Fork) -> None:
    """Let what only a branch that was given up bears out be sealed again, and offered.

    That is what was sealed under its keys, and what its author may not have written by the log that
    stays: nobody there would take it.
    """
    dropped = fork.dropped_epochs().get(space, frozenset())
    rows = sealed.with_header(
        unit.connection,
        space,
        lambda header: header.epoch in dropped or fork.may_not_have_written(header),
    )
    if not rows:
        return
    sealed.drop(unit.connection, [(space, rid, state) for rid, state in rows])
    edit = unit.next_edit()
    entries = directory.entries(unit.connection, sorted({rid for rid, _ in rows}))
    directory.write(
        unit.connection,
        [],
        [
            entry.with_changes(dirty=entry.dirty or edit, frozen=0, reoffer=True)
            for entry in entries.values()
        ],
    )
