"""Sections 17 and 18 of docs/sync.md say the structs, fields and vectors that the product has."""

import inspect
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any, Final

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from helhedsplan_desktop.crypto import invites, sealing
from helhedsplan_desktop.crypto.boxes import SealingKey
from helhedsplan_desktop.crypto.signing import Signer
from helhedsplan_desktop.records.base import CodeList, IdList, declarations
from helhedsplan_desktop.records.nouns import NOUNS
from helhedsplan_desktop.rules.merge_types import MergeType, Prose, Safety, Scalar, SetOf
from helhedsplan_protocol import audit, messages, records, roster
from helhedsplan_protocol.wire import Wire, encode
from helhedsplan_server.endpoints import endpoints
from tests.second_client import keys, shapes
from tests.support.site import Site

PAGE: Final = (Path(__file__).parents[2] / "docs" / "sync.md").read_text(encoding="utf-8")

_SIZES: Final = {(16, 16): "id", (32, 32): "b32", (64, 64): "sig", (None, None): "bin"}
_WORDS: Final = {
    "AnyType": "any",
    "BoolType": "bool",
    "DictType": "map",
    "EnumType": "text",
    "LiteralType": "text",
    "NoneType": "nil",
    "StrType": "text",
}


def _word(kind: Any) -> str:
    """Return a type as section 17 writes it."""
    match kind:
        case msgspec.inspect.BytesType():
            word = _SIZES[kind.min_length, kind.max_length]
        case msgspec.inspect.IntType():
            word = "num" if kind.ge == 0 else "int"
        case msgspec.inspect.UnionType():
            (inner,) = (each for each in kind.types if not _is_nil(each))
            word = f"{_word(inner)}?"
        case msgspec.inspect.VarTupleType():
            word = f"[{_word(kind.item_type)}]"
        case msgspec.inspect.StructType():
            word = kind.cls.__name__
        case _:
            word = _WORDS[type(kind).__name__]
    return word


def _is_nil(kind: Any) -> bool:
    return isinstance(kind, msgspec.inspect.NoneType)


def structs(module: ModuleType) -> Iterator[str]:
    """Give each struct of a module as a line of section 17."""
    for name, kind in vars(module).items():
        own = inspect.isclass(kind) and kind.__module__ == module.__name__
        if own and issubclass(kind, Wire):
            info = msgspec.inspect.type_info(kind)
            assert isinstance(info, msgspec.inspect.StructType)
            told = [
                f"{each.name} {_word(each.type)}{'' if each.required else '='}"
                for each in info.fields
            ]
            yield f"{name}({', '.join(told)})"


def columns(noun: str) -> str:
    """Return a noun as a line of section 18."""
    kind = NOUNS[noun]
    table = kind.__table__  # type: ignore[attr-defined]  # set by SQLModel
    told = []
    for name, declared in declarations(kind).items():
        column = table.c[name]
        word = {"BLOB": "id", "Boolean": "bool", "BigInteger": "int"}.get(
            type(column.type).__name__, "text"
        )
        if isinstance(column.type, IdList | CodeList):
            word = "[id]" if isinstance(column.type, IdList) else "[text]"
        rule = _rule(declared.merge)
        missing = kind.model_fields[name].default
        told.append(f"{name} {word}{'?' if column.nullable else ''}{_missing(missing)}{rule}")
    return f"{noun}({', '.join(told)})"


def _missing(value: Any) -> str:
    """Return what a reader takes for a field that a body lacks, if it is more than nothing."""
    return f" = {str(value).lower() if isinstance(value, bool) else value}" if value else ""


def _rule(merge: MergeType) -> str:
    match merge:
        case Scalar(group) if group:
            return f" group {group}"
        case SetOf():
            return " set"
        case Safety(order):
            return " safety " + " < ".join(str(each).lower() for each in order)
        case Prose():
            return " prose"
    return ""


def _flat(text: str) -> str:
    return re.sub(r"\s+", " ", text)


@pytest.mark.parametrize("module", [messages, records, roster, audit])
def test_the_page_names_every_struct_with_its_fields_in_their_order(module: ModuleType) -> None:
    page = _flat(PAGE)
    for line in structs(module):
        assert line in page


def test_the_page_pairs_every_endpoint_with_what_it_asks_for(tmp_path: Path) -> None:
    table = PAGE.split("| asks with | answers |")[1].split("\n\n")[0]
    told: dict[str, str] = {}
    for line in table.splitlines()[2:]:
        paths, asks = (re.findall(r"`([^`]+)`", cell) for cell in line.split("|")[1:3])
        told |= dict(zip(paths, asks * len(paths), strict=False))
    site = Site(tmp_path)
    found = {
        each.path.removeprefix("/v1/"): each.request.__name__ for each in endpoints(site.server)
    }
    site.server.close()
    assert {path: told.get(path) for path in found} == found


@pytest.mark.parametrize("noun", NOUNS)
def test_the_page_names_every_field_of_every_noun(noun: str) -> None:
    assert columns(noun) in _flat(PAGE)


# --- section 19: vectors -------------------------------------------------------------------------

SPACE_KEY: Final = bytes(range(32))
ORG, SPACE, RID, VID, DEVICE = (bytes([fill]) * 16 for fill in (0x10, 0x11, 0x22, 0x33, 0x55))
NONCE: Final = b"\x44" * 12
SECRET: Final = bytes(range(15))
SIGNER: Final = Signer(bytes(range(32)))
BOX: Final = bytes.fromhex(
    "c5fa94dc99ae6cb57c2f3b4d3b7bbf26c48c58fdc1fea2de75895b1207fa1e18631ff1c5144c71f3"
    "1c29e7727b936a966f8035f1e7112aec6492bfc0279dd70a81289ca6aabf66aed572694f55528e1d"
)
"""The space key, sealed once to the sealing key 00 01 .. 1f; HPKE never makes the same twice."""


def vectors() -> dict[str, str]:
    """Return the lines of section 19 as the product computes them."""
    record = sealing.derive(SPACE_KEY, SPACE, RID, VID)
    header = encode(
        records.Header(
            v=1,
            org=ORG,
            space=SPACE,
            rid=RID,
            vid=VID,
            base=None,
            epoch=1,
            kind="put",
            schema=1,
            min_writer=1,
            reserved=None,
            author=DEVICE,
            log_n=3,
            blobs=(),
            commit=record.commit,
        )
    )
    body = encode(records.Body("Neighbourhood", {"name": "Øvebyen"}, {}, (), (), (), 1, 1000))
    ct = sealing.seal(record, header, body, NONCE)
    told = records.item_hash(header, NONCE, ct)
    batch = encode(records.Batch(1, ORG, SPACE, DEVICE, 3, 1, (told,)))
    invite = invites.Invite(1, SECRET)
    terms = invites.root_mac(
        invite, root_key=SPACE_KEY, org=ORG, role="worker", spaces=(SPACE,), expires_at=1000
    )
    mac = invites.enrol_mac(invite, device=DEVICE, signing_key=SPACE_KEY, sealing_key=SPACE_KEY)
    bucket = records.bucket_digest([(RID, VID)])
    found = {
        "K": record.seal + record.commit,
        "header": header,
        "body": body,
        "ct": ct,
        "item_hash": told,
        "batch": batch,
        "batch sig": SIGNER.sign(records.BATCH_LABEL, batch),
        "canary": sealing.make_canary(SPACE_KEY, SPACE, 1),
        "enc ct": BOX,
        "bucket": bucket,
        "digest": records.space_digest({records.bucket_of(RID): bucket}),
        "recipients": roster.recipients_hash([(SPACE, 2, DEVICE), (SPACE, 2, roster.RECOVERY)]),
        "srv1": invites.proof(invite),
        "root_mac": terms,
        "enrol mac": mac,
    }
    return {"code": invite.code} | {name: value.hex() for name, value in found.items()}


def _on_the_page() -> dict[str, str]:
    block = PAGE.split("## 19. ")[1].split("```")[1]
    joined = re.sub(r"\n {4,}", "", block)
    return dict(line.split(" = ") for line in joined.strip().splitlines())


def test_the_vectors_on_the_page_are_what_the_product_computes() -> None:
    assert _on_the_page() == vectors()
    info = b"grant1" + ORG + SPACE + (1).to_bytes(8, "big") + DEVICE
    assert SealingKey(bytes(range(32))).open_box(BOX, info) == SPACE_KEY


def test_the_second_client_computes_the_same() -> None:
    page = {n: bytes.fromhex(v) for n, v in _on_the_page().items() if n != "code"}
    cipher, commit = keys.record_keys(SPACE_KEY, SPACE, RID, VID)
    assert cipher + commit == page["K"]
    opened = keys.open_sealed(cipher, page["header"], NONCE, page["ct"])
    assert opened == page["body"]
    assert shapes.decode(opened, shapes.Body).fields == {"name": "Øvebyen"}
    assert shapes.decode(page["header"], shapes.Header).commit == commit
    assert keys.seal(cipher, page["header"], opened, NONCE) == page["ct"]
    assert keys.sha(page["header"], NONCE, page["ct"]) == page["item_hash"]
    signed = (page["batch"], page["batch sig"])
    assert keys.verify(keys.public_of(SPACE_KEY), b"batch1", signed) == page["batch"]
    assert keys.canary(SPACE_KEY, SPACE, 1) == page["canary"]
    assert keys.read_code(_on_the_page()["code"]) == (1, SECRET)
    assert keys.write_code(1, SECRET) == _on_the_page()["code"]
    digests = keys.bucket_digests({RID: VID})
    assert digests[keys.bucket(RID)] == page["bucket"]
    assert keys.sha(*digests) == page["digest"]
    assert keys.hkdf(SECRET, b"srv1") == page["srv1"]
    private = X25519PrivateKey.from_private_bytes(SPACE_KEY)
    info = b"grant1" + ORG + SPACE + keys.number(1) + DEVICE
    enc, ct = page["enc ct"][:32], page["enc ct"][32:]
    assert keys.hpke_open(private, info, enc, ct) == SPACE_KEY
