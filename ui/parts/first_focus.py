"""Putting the keyboard where the work begins, once a page has something to show."""

from collections.abc import Callable

from PySide6.QtWidgets import QApplication, QWidget


class FirstFocus:
    """Takes the keyboard when a page is opened, and never from where the person went since.

    A page is filled a moment after it was opened; by then the person may be typing into the quick
    note.

    Args:
        page: the page that is opened.
        focus_first: puts the keyboard on its first part.
    """

    def __init__(self, page: QWidget, focus_first: Callable[[], object]) -> None:
        self._page = page
        self._focus_first = focus_first

    def begin(self) -> None:
        """Take the keyboard for the page itself; call when it is opened."""
        self._page.setFocus()

    def arrive(self) -> None:
        """Hand the keyboard on to the first part, if the page still has it."""
        focused = QApplication.focusWidget()
        if focused is None or focused is self._page:
            self._focus_first()
