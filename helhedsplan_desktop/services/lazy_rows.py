"""Long lists whose items are made when they are looked at."""

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar, overload

from typing_extensions import override

_Raw = TypeVar("_Raw")
_Item = TypeVar("_Item")


class LazyRows(Sequence[_Item], Generic[_Raw, _Item]):
    """A sequence over raw rows; each access makes the item anew, so 50,000 cost nothing."""

    def __init__(self, raw: Sequence[_Raw], make: Callable[[_Raw], _Item]) -> None:
        self._raw = raw
        self._make = make

    @override
    def __len__(self) -> int:
        return len(self._raw)

    @overload
    def __getitem__(self, index: int) -> _Item: ...
    @overload
    def __getitem__(self, index: slice) -> "LazyRows[_Raw, _Item]": ...
    @override
    def __getitem__(self, index: int | slice) -> "_Item | LazyRows[_Raw, _Item]":
        if isinstance(index, slice):
            return LazyRows(self._raw[index], self._make)
        return self._make(self._raw[index])

    def raw(self) -> Sequence[_Raw]:
        """Return the rows that the items are made from."""
        return self._raw
