"""Which path takes which struct to which use case."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

from helhedsplan_protocol import messages, routes
from helhedsplan_protocol.wire import Wire
from helhedsplan_server.server import Server

OpenCall = Callable[[Wire], Wire]
DeviceCall = Callable[[bytes, Wire], Wire]


@dataclass(frozen=True)
class Endpoint:
    """One path; `request` is the struct that its body must be.

    Exactly one of the calls is set: `opened` needs no session, `with_device` gets its device.
    """

    path: str
    request: type[Wire]
    opened: OpenCall | None = None
    with_device: DeviceCall | None = None


def endpoints(server: Server) -> list[Endpoint]:
    """Return every endpoint of the protocol except `ready` and `metrics`."""
    # Each use case takes its own struct; the decoder guarantees the pairing made here.
    opened: list[tuple[str, type[Wire], object]] = [
        (routes.HELLO, messages.Empty, lambda _: server.hello()),
        (routes.FOUND, messages.FoundRequest, server.found),
        (routes.SESSION_START, messages.SessionStart, server.session_start),
        (routes.SESSION_FINISH, messages.SessionFinish, server.session_finish),
        (routes.ENROL_START, messages.EnrolStart, server.enrol_start),
        (routes.ENROL_SUBMIT, messages.EnrolSubmit, server.enrol_submit),
        (routes.ENROL_STATUS, messages.EnrolStart, server.enrol_status),
    ]
    with_device: list[tuple[str, type[Wire], object]] = [
        (routes.INVITE_CREATE, messages.InviteCreate, server.invite_create),
        (routes.INVITE_LIST, messages.Empty, lambda device, _: server.invite_list(device)),
        (routes.INVITE_CANCEL, messages.InviteCancel, server.invite_cancel),
        (routes.SPACES, messages.Empty, lambda device, _: server.spaces(device)),
        (routes.ROSTER_PULL, messages.RosterPull, server.roster_pull),
        (routes.ROSTER_APPEND, messages.RosterAppend, server.roster_append),
        (routes.PUSH, messages.Push, server.push),
        (routes.PULL, messages.Pull, server.pull),
        (routes.HEADERS, messages.HeadersRequest, server.headers),
        (routes.HISTORY, messages.HistoryRequest, server.history),
        (routes.PARCEL_PUT, messages.ParcelPut, server.parcel_put),
        (routes.PARCEL_LIST, messages.Empty, lambda device, _: server.parcel_list(device)),
        (routes.PARCEL_GET, messages.ParcelGet, server.parcel_get),
        (routes.AUDIT, messages.AuditAppend, server.audit),
    ]
    return [
        *(Endpoint(path, kind, opened=cast("OpenCall", call)) for path, kind, call in opened),
        *(
            Endpoint(path, kind, with_device=cast("DeviceCall", call))
            for path, kind, call in with_device
        ),
    ]
