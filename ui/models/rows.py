"""A list model over a tuple: answers at once, changes as little as it can, keeps the selection."""

from collections.abc import Callable, Hashable
from typing import Final, Generic, TypeVar

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)
from typing_extensions import override

T = TypeVar("T")
Index = QModelIndex | QPersistentModelIndex

ROW_ROLE: Final = int(Qt.ItemDataRole.UserRole) + 1
"""The row itself, for delegates."""

_MOST_COMPARED: Final = 5_000
"""Longer lists are reset: comparing 50,000 rows takes longer than showing them anew."""

_NO_PARENT: Final = QModelIndex()


class RowsModel(QAbstractTableModel, Generic[T]):
    """One column of rows, each any frozen value.

    Args:
        identify: gives the id of a row, by which the selection is kept.
        sentence: says a row in one sentence, for screen readers and keyboard search.
        is_heading: True for a row that is only the heading of a group: it cannot be chosen.
        parent: the owner.
    """

    def __init__(
        self,
        identify: Callable[[T], Hashable],
        sentence: Callable[[T], str],
        *,
        is_heading: Callable[[T], bool] | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._identify = identify
        self._sentence = sentence
        self._is_heading = is_heading
        self._rows: tuple[T, ...] = ()
        self._places: dict[Hashable, int] | None = None

    @property
    def rows(self) -> tuple[T, ...]:
        """All rows."""
        return self._rows

    def row(self, number: int) -> T:
        """Return one row."""
        return self._rows[number]

    def identity(self, number: int) -> Hashable:
        """Return the id of one row."""
        return self._identify(self._rows[number])

    def place(self, identity: Hashable) -> int:
        """Return the number of the row with an id, or -1."""
        if self._places is None:
            self._places = {self._identify(row): at for at, row in enumerate(self._rows)}
        return self._places.get(identity, -1)

    def headings(self) -> tuple[int, ...]:
        """Return the numbers of the rows that are headings."""
        if self._is_heading is None:
            return ()
        return tuple(at for at, row in enumerate(self._rows) if self._is_heading(row))

    def show(self, rows: tuple[T, ...]) -> None:
        """Show these rows.

        What is equal at both ends stays as it is; only the part between is told as changed. A long
        list is reset.
        """
        before = self._rows
        if max(len(before), len(rows)) > _MOST_COMPARED:
            self._reset(rows)
            return
        first, end_before, end_after = _differing(before, rows)
        if first == end_before == end_after:
            return
        if end_before == end_after and self._same_people(before, rows, first, end_before):
            self._set(rows)
            self.dataChanged.emit(self.index(first, 0), self.index(end_before - 1, 0))
        elif first == end_before:
            self.beginInsertRows(_NO_PARENT, first, end_after - 1)
            self._set(rows)
            self.endInsertRows()
        elif first == end_after:
            self.beginRemoveRows(_NO_PARENT, first, end_before - 1)
            self._set(rows)
            self.endRemoveRows()
        else:
            # Rows changed places: views keep the selection by id over a reset.
            self._reset(rows)

    def _reset(self, rows: tuple[T, ...]) -> None:
        self.beginResetModel()
        self._set(rows)
        self.endResetModel()

    def _same_people(
        self, before: tuple[T, ...], after: tuple[T, ...], first: int, end: int
    ) -> bool:
        return all(
            self._identify(before[at]) == self._identify(after[at]) for at in range(first, end)
        )

    def _set(self, rows: tuple[T, ...]) -> None:
        self._rows = rows
        self._places = None

    @override
    def rowCount(self, parent: Index = _NO_PARENT, /) -> int:
        return 0 if parent.isValid() else len(self._rows)

    @override
    def columnCount(self, parent: Index = _NO_PARENT, /) -> int:
        return 0 if parent.isValid() else 1

    @override
    def flags(self, index: Index, /) -> Qt.ItemFlag:
        if self._is_heading is not None and self._is_heading(self._rows[index.row()]):
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemNeverHasChildren
        return (
            Qt.ItemFlag.ItemIsEnabled
            | Qt.ItemFlag.ItemIsSelectable
            | Qt.ItemFlag.ItemNeverHasChildren
        )

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole, /) -> object:
        if role == ROW_ROLE:
            return self._rows[index.row()]
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return self._sentence(self._rows[index.row()])
        return None


def _differing(before: tuple[T, ...], after: tuple[T, ...]) -> tuple[int, int, int]:
    """Return where two tuples begin to differ, and the ends of the difference in each."""
    shorter = min(len(before), len(after))
    first = 0
    while first < shorter and before[first] == after[first]:
        first += 1
    same = 0
    while same < shorter - first and before[-1 - same] == after[-1 - same]:
        same += 1
    return first, len(before) - same, len(after) - same
