"""Whatever bytes come, a decoder gives the struct or its own error, and nothing else."""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helhedsplan_desktop.crypto import invites, recovery, vault_header
from helhedsplan_desktop.crypto.codes import decode_code, encode_code
from helhedsplan_desktop.crypto.grants import read_grant
from helhedsplan_desktop.crypto.sealing import SealError
from helhedsplan_desktop.foundation.errors import AppError, Problem
from helhedsplan_desktop.records import wire as columns
from helhedsplan_desktop.records.nouns import NOUNS
from helhedsplan_desktop.rules.merge import merge
from helhedsplan_desktop.sync.incorporate import objection, row_of
from helhedsplan_desktop.sync.planning import Arrival, side_of
from helhedsplan_protocol import messages, records, roster
from helhedsplan_protocol.roster import PAYLOADS, Grant, SignedEntry, SignedGrant, entry_hash
from helhedsplan_protocol.roster_state import RosterError
from helhedsplan_protocol.wire import MalformedError, Wire, decode, encode
from tests.support.organisation import Organisation

FEW: Final = settings(max_examples=30, derandomize=True, deadline=None)
MANY: Final = settings(max_examples=150, derandomize=True, deadline=None)


def kinds(base: type[Wire]) -> Iterator[type[Wire]]:
    for kind in base.__subclasses__():
        if kind.__module__.startswith("helhedsplan_"):
            yield kind
        yield from kinds(kind)


KINDS: Final = sorted(set(kinds(Wire)), key=lambda kind: kind.__qualname__)


MONSTERS: Final = (
    b"",
    b"\x91" * 100_000,
    b"\x81\xa1a" * 50_000,
    b"\xdd\xff\xff\xff\xff",
    b"\xdf\xff\xff\xff\xff",
    b"\xc6\xff\xff\xff\xff",
    b"\xdb\xff\xff\xff\xff",
    b"\xc9\xff\xff\xff\xff\x05",
    b"\x9f" + b"\xa3\xed\xa0\x80" * 15,
    b"\x9f" + b"\xcf" + b"\xff" * 8,
    b"\x9f" + b"\xcb\x7f\xf8" + bytes(6),
    b"\x82\xa1a\x01\xa1a\x02",
    b"\xc1",
    b"\xd6\xff" + bytes(4),
)
"""Nothing, deep nesting, lengths of gigabytes, a lone surrogate, 2^64 - 1, NaN, a key twice,
what MessagePack never uses, a timestamp."""


ODD: Final = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**64 - 1)
    | st.floats(allow_nan=True)
    | st.text(max_size=20)
    | st.binary(max_size=70)
    | st.sampled_from([bytes(16), bytes(32), bytes(64), bytes(12)]),
    lambda inner: st.lists(inner, max_size=18) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=30,
)
"""What MessagePack can hold, with ids, keys and signatures among it."""


def read(data: bytes, kind: type[Wire]) -> None:
    try:
        value = decode(data, kind)
    except MalformedError:
        return
    assert isinstance(value, kind)
    written = encode(value)
    assert encode(decode(written, kind)) == written, "what was read is written and read alike"


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__qualname__)
def test_a_decoder_knows_no_other_error_than_its_own(kind: type[Wire]) -> None:
    for monster in MONSTERS:
        read(monster, kind)
        # The same where the first field stands, and behind all that are known.
        read(b"\x91" + monster, kind)
        read(b"\x9f" + b"\xc0" * 14 + monster, kind)

    @FEW
    @given(st.binary(max_size=200))
    def random_bytes(data: bytes) -> None:
        read(data, kind)

    @FEW
    @given(ODD)
    def odd_values(value: object) -> None:
        read(msgspec.msgpack.encode(value), kind)

    random_bytes()
    odd_values()


REAL: Final[tuple[Wire, ...]] = (
    records.Header(
        1, bytes(16), bytes(16), bytes(16), bytes(16), None, 1, "put", 1, 1, None, bytes(16), 0, (),
        bytes(32),
    ),
    records.Batch(1, bytes(16), bytes(16), bytes(16), 0, 1, (bytes(32), bytes(32))),
    records.Vouch(1, bytes(16), bytes(16), bytes(16), 0, 1, bytes(16), (bytes(32),)),
    records.Body(
        "Note", {"text": "hej", "contacts": [bytes(16)]}, {}, (), (), (bytes(16),), 1, 5, None
    ),
    messages.Pull(bytes(16), bytes(16), 3, 10, (bytes(16),)),
    roster.Rotate(bytes(16), 2, bytes(16), 3, bytes(48), bytes(32), "routine"),
)  # fmt: skip


def test_nothing_breaks_out_where_a_body_may_hold_any_value() -> None:
    for monster in MONSTERS:
        read(b"\x95\xa1p" + monster, records.Conflict)
        read(b"\x99\xa4Note\x81\xa1a" + monster, records.Body)
        read(b"\x99\xa4Note\x80\x81\xa1a" + monster, records.Body)


@MANY
@given(st.sampled_from(REAL), st.data())
def test_bytes_that_were_changed_are_read_or_refused(real: Wire, data: st.DataObject) -> None:
    changed = bytearray(encode(real))
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(changed) - 1))
        changed[at : at + data.draw(st.integers(0, 2))] = data.draw(st.binary(max_size=3))
        changed = changed or bytearray(1)
    read(bytes(changed), type(real))


@MANY
@given(st.sampled_from(sorted(NOUNS)), st.data())
def test_a_body_that_a_member_signed_may_hold_nonsense(noun: str, data: st.DataObject) -> None:
    """Of a broken program, or of a member who means ill: it stops nothing behind it."""
    names = sorted(columns.paths(noun))
    fields = data.draw(st.dictionaries(st.sampled_from(names) | st.text(max_size=9), ODD))
    entry = st.builds(
        records.Conflict,
        st.sampled_from(names) | st.just("deleted_by") | st.text(max_size=9),
        ODD,
        st.binary(min_size=16, max_size=16),
        st.just(bytes(16)),
        st.integers(0, 2**40),
    )
    open_ones = tuple(data.draw(st.lists(entry, max_size=3)))
    body = records.Body(noun, fields, {}, open_ones, (), (), 1, 5, None)
    try:
        body = decode(encode(body), records.Body)
    except (MalformedError, TypeError, OverflowError, UnicodeEncodeError):
        return
    header = REAL[0]
    assert isinstance(header, records.Header)
    if objection(Arrival(1, header, body)):
        return
    row = row_of(header, body)
    here = side_of(bytes(16), bytes(16), records.Body(noun, {}, {}, (), (), (), 1, 5, None))
    there = side_of(bytes([1]) * 16, bytes(16), body)
    for base in (None, here):
        merge(columns.paths(noun), base, here, there, lambda: bytes([2]) * 16)
        merge(columns.paths(noun), base, there, here, lambda: bytes([2]) * 16)
    assert columns.fields_of(noun, row)


@MANY
@given(st.sampled_from(sorted(PAYLOADS)), st.data())
def test_a_lead_who_signs_nonsense_is_refused(kind: roster.EntryType, data: st.DataObject) -> None:
    org = Organisation()
    lead = org.laptop()
    org.add(org.genesis(lead, org.seed_space(lead.user)))
    payload = data.draw(st.binary(max_size=80) | ODD.map(msgspec.msgpack.encode))
    entry = roster.Entry(org.state.n + 1, org.state.head_hash, org.org, kind, payload, lead.device)
    whole = encode(entry)
    signed = SignedEntry(whole, lead.private.sign(records.ROSTER_LABEL + whole))
    before = org.state.n, org.state.head_hash
    try:
        org.state.append(signed)
    except RosterError:
        assert (org.state.n, org.state.head_hash) == before, "a refused entry leaves no trace"
    else:
        assert (org.state.n, org.state.head_hash) == (before[0] + 1, entry_hash(whole, signed.sig))


@MANY
@given(st.binary(max_size=300), st.binary(min_size=64, max_size=64))
def test_a_grant_is_read_or_refused(data: bytes, sig: bytes) -> None:
    try:
        grant = read_grant(SignedGrant(data, sig))
    except SealError:
        with pytest.raises(MalformedError):
            decode(data, Grant)
        return
    assert read_grant(SignedGrant(encode(grant), sig)) == grant


@MANY
@given(st.text(max_size=60) | st.integers(0, 2**140 - 1).map(encode_code), st.text(max_size=3))
def test_a_code_is_read_or_told(code: str, beside: str) -> None:
    told = set[Problem]()
    for typed in (code, beside + code, code + beside):
        for reads in (decode_code, invites.parse_code, _as_sheet):
            try:
                value = reads(typed)
            except AppError as error:
                told.add(error.problem)
                continue
            assert reads(typed.lower()) == value, "a code is read the same in small letters"
    assert told <= {Problem.CODE_INCOMPLETE, Problem.CODE_WRONG}


def _as_sheet(line: str) -> object:
    return recovery.read_sheet((line, line))


@MANY
@given(st.binary(max_size=200), st.booleans(), st.booleans())
def test_a_vault_header_is_read_or_told(data: bytes, named: bool, summed: bool) -> None:  # noqa: FBT001  drawn
    if named:
        data = vault_header._MAGIC + data
    if summed:
        data += hashlib.sha256(data).digest()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(vault_header, "read_limited", lambda _path, _most: data)
        try:
            vault_header.read_header(Path("header"))
        except AppError as error:
            problem = error.problem
        else:
            return
    assert problem in {Problem.VAULT_DAMAGED, Problem.VAULT_FOREIGN, Problem.VAULT_NEWER}
