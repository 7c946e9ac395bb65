"""Lines to the server for a person's acts: opened for one act, ended when the vault closes."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from helhedsplan_desktop.foundation.clock import Clock
from helhedsplan_desktop.foundation.errors import AppError, Problem
from helhedsplan_desktop.foundation.ids import Ids, Randomness
from helhedsplan_desktop.services.server_words import told
from helhedsplan_desktop.store import identity
from helhedsplan_desktop.store.store import Store
from helhedsplan_desktop.sync.cycle import Cycle, NotEnrolledError
from helhedsplan_desktop.sync.transport import Transport, server_address


@dataclass
class ServerLines:
    """What speaks to the server for one open vault.

    Args:
        make_transport: makes a connection to a server address.
        program: this program's version.
    """

    store: Store
    clock: Clock
    ids: Ids
    randomness: Randomness
    make_transport: Callable[[str], Transport]
    program: str
    _open: list[Transport] = field(default_factory=list, init=False)
    _hung_up: bool = field(default=False, init=False)

    @contextmanager
    def connected(self, server: str) -> Iterator[Transport]:
        """Give a connection to an address that a person typed or the vault holds.

        Raises:
            AppError: SERVER_ADDRESS_BAD, and as the server answers.
        """
        transport = self.make_transport(server_address(server))
        self._open.append(transport)
        if self._hung_up:
            transport.hang_up()
        try:
            with told():
                yield transport
        finally:
            self._open.remove(transport)
            transport.close()

    @contextmanager
    def cycle(self) -> Iterator[Cycle]:
        """Give what speaks to the server of this laptop's organisation.

        Raises:
            AppError: as the server answers.
        """
        with self.store.read() as connection:
            server = identity.read(connection).text(identity.SERVER)
        with self.connected(server) as transport:
            cycle = Cycle(
                self.store,
                transport,
                self.clock,
                self.ids,
                self.randomness,
                self.program,
                lambda: None,
            )
            try:
                yield cycle
            finally:
                cycle.close()

    @contextmanager
    def leading(self) -> Iterator[Cycle]:
        """Give the same to a lead, with the roster as far as the server's.

        Raises:
            AppError: NOT_ALLOWED for anyone but an enrolled lead, and as the server answers.
        """
        with self.store.read() as connection:
            known = identity.read(connection).text(identity.SERVER)
        if not known:
            raise AppError(Problem.NOT_ALLOWED)
        try:
            with self.cycle() as cycle:
                trust = cycle.trust()
                if trust.roster.role_of_device(trust.device) != "lead":
                    raise AppError(Problem.NOT_ALLOWED)
                cycle.refresh_roster()
                yield cycle
        except NotEnrolledError as none:
            raise AppError(Problem.NOT_ALLOWED) from none

    def hang_up(self) -> None:
        """End what is asked of the server just now, and ask nothing more: the vault will close."""
        self._hung_up = True
        for transport in tuple(self._open):
            transport.hang_up()
