"""What the window shows of contacts."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from helhedsplan_desktop.services.desk import Names

if TYPE_CHECKING:
    from helhedsplan_desktop.services.conflicts import Conflict
    from helhedsplan_desktop.services.follow_ups import FollowUpRow


@dataclass(frozen=True, slots=True)
class AreaLabel:
    """A focus area in the asked language; `hue` is its colour token."""

    code: str
    name: str
    short: str
    hue: str


@dataclass(frozen=True, slots=True)
class DepartmentLabel:
    """A department by name; `in_plan` if it takes part today."""

    rid: bytes
    name: str
    neighbourhood: str
    in_plan: bool


@dataclass(frozen=True, slots=True)
class NextStep:
    """The earliest open follow-up of a contact."""

    rid: bytes
    what: str
    due_on: str
    due_at: str
    area: str


@dataclass(frozen=True, slots=True)
class ContactRow:
    """One line of the list; `unsent` counts its notes too."""

    rid: bytes
    name: str
    alias: str
    identified: bool
    department: str
    areas: tuple[str, ...]
    owner: bytes | None
    owner_name: str
    last_contact: str
    next_step: NextStep | None
    status: str
    protected: bool
    informed: bool
    unsent: bool
    conflicts: int


@dataclass(frozen=True, slots=True)
class ContactFilter:
    """Which contacts, in which order: next_step, name, last_contact or newest.

    Args:
        not_informed: only those of active cases who were not told what we keep.
    """

    scope: str = "mine"
    overdue: bool = False
    not_informed: bool = False
    area: str = ""
    department: bytes | None = None
    status: str = ""
    text: str = ""
    sort: str = "next_step"


@dataclass(frozen=True, slots=True)
class ContactList:
    """The lines that fit, and the figures beside the filters.

    Args:
        places: contact to its index in `rows`, by which a list keeps its choice.
    """

    rows: Sequence[ContactRow]
    places: dict[bytes, int]
    total: int
    mine: int
    overdue: int


@dataclass(frozen=True, slots=True)
class ContactForm:
    """What a person fills in about a contact."""

    name: str = ""
    alias: str = ""
    identified: bool = True
    kind: str = "resident"
    department: bytes | None = None
    stairwell: str = ""
    phone: str = ""
    channel: str = ""
    interpreter: str = ""
    age_band: str = ""
    areas: tuple[str, ...] = ()
    owner: bytes | None = None
    status: str = "active"
    protected: bool = False
    informed_on: str = ""


@dataclass(frozen=True, slots=True)
class RecordState:
    """Where a record's present text is: saved, sent or seen; `refused` is a code or empty."""

    kind: str
    refused: str
    changed_at: int
    changed_by: str


@dataclass(frozen=True, slots=True)
class ContactPage:
    """Everything about one contact but its timeline."""

    row: ContactRow
    form: ContactForm
    owner_name: str
    state: RecordState
    follow_ups: "tuple[FollowUpRow, ...]"
    conflicts: "tuple[Conflict, ...]"
    read_only: bool


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A contact that may be the same person; `why`: phone, name or similar."""

    rid: bytes
    name: str
    department: str
    why: str


@dataclass(frozen=True, slots=True)
class RemarkView:
    """What a colleague added to a note."""

    rid: bytes
    text: str
    author_name: str
    at: int
    mine: bool


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One thing that happened, or a follow-up; `on` is its day, `status` a follow-up's.

    Args:
        state: where its present text is: refused, saved (on this laptop), sent or seen by a lead.
        question: True for a follow-up with which a lead asks the author of a note.
    """

    kind: str
    rid: bytes
    on: str
    at: str
    note_type: str
    channel: str
    text: str
    author: bytes
    author_name: str
    areas: tuple[str, ...]
    unsent: bool
    conflicts: int
    mine: bool
    others: tuple[str, ...] = ()
    status: str = ""
    remarks: tuple[RemarkView, ...] = field(default=())
    state: str = "sent"
    question: bool = False


def row_maker(
    departments: dict[bytes, str], names: Names, unsent: set[bytes]
) -> Callable[[Any], ContactRow]:
    """Return what makes a `ContactRow` of a repository row."""

    def make(row: Any) -> ContactRow:
        step = (
            NextStep(row.step, row.what, row.due_on, row.due_at, row.step_area)
            if row.step is not None
            else None
        )
        return ContactRow(
            rid=row.id,
            name=row.name,
            alias=row.alias,
            identified=row.identified,
            department=departments.get(row.department, ""),
            areas=row.areas,
            owner=row.owner,
            owner_name=names.of_user(row.owner),
            last_contact=row.last_contact or "",
            next_step=step,
            status=row.status,
            protected=row.protected,
            informed=bool(row.informed_on),
            unsent=row.dirty > 0 or row.id in unsent,
            conflicts=row.open_conflicts,
        )

    return make
