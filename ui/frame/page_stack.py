"""The pages of the window: made when first opened, kept, and left all at once."""

from collections.abc import Iterator, Mapping

from PySide6.QtWidgets import QStackedWidget, QWidget

from ui.screens.page import Page, PageContext, PageFactory, PageName


class PageStack(QStackedWidget):
    """Shows one page at a time.

    Args:
        factories: makes each page that exists.
        parent: the owner.
    """

    def __init__(
        self, factories: Mapping[PageName, PageFactory], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._factories = factories
        self._pages: dict[PageName, Page] = {}
        self._present: PageName | None = None

    @property
    def present(self) -> PageName | None:
        """The page that is shown; None before the first."""
        return self._present

    def page(self, name: PageName) -> Page | None:
        """Return a page if it was made already."""
        return self._pages.get(name)

    def has(self, name: PageName) -> bool:
        """Return True if there is such a page."""
        return name in self._factories

    def open(self, name: PageName, context: PageContext) -> Page:
        """Show a page and return it; the page before is told that it was left."""
        page = self._pages.get(name)
        if page is None:
            page = self._pages[name] = self._factories[name](context)
            self.addWidget(page)
        before = self._pages.get(self._present) if self._present is not None else None
        if before is not None and before is not page:
            before.closed()
        self._present = name
        self.setCurrentWidget(page)
        page.opened()
        return page

    def made(self) -> Iterator[Page]:
        """Give every page that was made."""
        yield from self._pages.values()
