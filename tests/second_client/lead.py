"""What a lead's program does beyond everybody's: docs/sync.md, section 5."""

import os
import time

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from tests.second_client import keys, shapes
from tests.second_client.client import Client
from tests.second_client.keys import RefusedError
from tests.second_client.roster import RECOVERY, Roster
from tests.second_client.shapes import encode


class Lead(Client):
    """The device that founds an organisation on an empty server."""

    def found(self, founding_code: str) -> None:
        """Found an organisation with a plan and a team."""
        hello: shapes.Hello = self.wire.ask("hello", shapes.Hello)
        seed = os.urandom(32)
        root = Ed25519PrivateKey.from_private_bytes(keys.hkdf(seed, b"recovery root1"))
        recovery = X25519PrivateKey.from_private_bytes(keys.hkdf(seed, b"recovery sealing1"))
        self.user, self.org = os.urandom(16), os.urandom(16)
        self.recovery_key = recovery.public_key().public_bytes_raw()
        self.made = {purpose: os.urandom(16) for purpose in ("plan", "team")}
        for space in self.made.values():
            self.keys[space, 1] = os.urandom(32)
        seeds = tuple(
            shapes.SpaceSeed(
                space,
                purpose,
                "municipality",
                keys.canary(self.keys[space, 1], space, 1),
                (self.user,),
            )
            for purpose, space in self.made.items()
        )
        genesis = shapes.Genesis(
            hello.server_id,
            root.public_key().public_bytes_raw(),
            self.recovery_key,
            X25519PrivateKey.generate().public_key().public_bytes_raw(),
            self.user,
            self.device,
            *self.publics(),
            seeds,
        )
        entry = encode(
            shapes.Entry(0, bytes(32), self.org, "genesis", encode(genesis), self.device)
        )
        signed = (entry, root.sign(b"roster1" + entry))
        mine = {self.device: self.publics()[1], RECOVERY: self.recovery_key}
        grants = [grant for to, key in mine.items() for grant in self._grants(to, key)]
        self.wire.ask("found", list, founding_code, signed, grants)
        self.roster = Roster(genesis.root_key)
        self.open_session()
        self.sync()

    def _grants(self, to: bytes, to_key: bytes) -> list[tuple[bytes, bytes]]:
        """Return every space key sealed to one device or to the recovery key."""
        made = []
        for (space, epoch), key in self.keys.items():
            info = b"grant1" + self.org + space + keys.number(epoch) + to
            enc, ct = keys.hpke_seal(to_key, info, key)
            data = encode(shapes.Grant(self.org, space, epoch, to, self.device, 1, enc, ct))
            made.append((data, self.signing.sign(b"grant1" + data)))
        return made

    def invite(self) -> str:
        """Invite a worker into all spaces; return the code."""
        self._invite = int.from_bytes(os.urandom(4), "big") >> 7
        self._secret = (int.from_bytes(os.urandom(15), "big") >> 5).to_bytes(15, "big")
        expires, spaces = int(time.time() * 1000) + 3_600_000, tuple(self.made.values())
        proof = keys.hkdf(self._secret, b"srv1")
        word = keys.mac(
            keys.hkdf(self._secret, b"root1"),
            self.roster.root_key,
            self.org,
            b"worker",
            *spaces,
            keys.number(expires),
        )
        self.wire.ask(
            "invite/create",
            list,
            self._invite,
            keys.sha(proof),
            os.urandom(16),
            "worker",
            spaces,
            expires,
            word,
        )
        return keys.write_code(self._invite, self._secret)

    def approve(self) -> None:
        """Let in who showed the code: `add_device` with the grants of all epochs."""
        (listed,) = self.wire.ask("invite/list", tuple[list[shapes.InviteState]])
        (state,) = [each for each in listed if each.invite_id == self._invite]
        newcomer = state.enrolment
        if newcomer is None:
            raise RefusedError("nobody came")
        shown = (newcomer.device, newcomer.signing_key, newcomer.sealing_key)
        word = keys.mac(keys.hkdf(self._secret, b"enrol1"), *shown, keys.number(self._invite))
        if word != newcomer.mac:
            raise RefusedError("mac")
        added = shapes.AddDevice(state.user, *shown, state.role, state.spaces)
        grants = self._grants(newcomer.device, newcomer.sealing_key)
        self._append(grants, ("add_device", added))

    def put_out(self, device: bytes) -> None:
        """Revoke a device and change the key of every space that its user was in."""
        states: shapes.SpacesAnswer = self.wire.ask("spaces", shapes.SpacesAnswer)
        inside = {
            d: each.sealing_key
            for d, each in self.roster.devices.items()
            if each.out is None and d != device
        } | {RECOVERY: self.recovery_key}
        acts: list[tuple[str, shapes.Shape]] = [("revoke", shapes.Revoke(None, device, "left"))]
        for state in states.spaces:
            epoch, key = state.epoch + 1, os.urandom(32)
            self.keys[state.space, epoch] = key
            names = (state.space + keys.number(epoch) + to for to in sorted(inside))
            told = shapes.Rotate(
                state.space,
                epoch,
                state.lineage,
                state.head,
                keys.canary(key, state.space, epoch),
                keys.sha(*names),
                "left",
            )
            acts.append(("rotate", told))
        grants = [grant for to, key in inside.items() for grant in self._grants(to, key)]
        self._append(grants, *acts)

    def erase(self, space: bytes, rid: bytes) -> None:
        """Erase a record for good."""
        mirror = self.copies[space].mirrors[rid]
        header = self.header(space, rid, "erase", os.urandom(16), mirror.content.min_writer)
        answer = self.send(space, [(encode(header), b"", b"")])
        if answer.results[0].status != "applied":
            raise RefusedError(answer.results[0].status)
        self.sync()

    def _append(self, grants: list[tuple[bytes, bytes]], *acts: tuple[str, shapes.Shape]) -> None:
        entries, before, n = [], self.roster.hash, self.roster.n
        for kind, told in acts:
            n += 1
            entry = encode(shapes.Entry(n, before, self.org, kind, encode(told), self.device))
            entries.append((entry, self.signing.sign(b"roster1" + entry)))
            before = keys.sha(*entries[-1])
        self.wire.ask("roster/append", list, entries, grants)
        self.sync()
