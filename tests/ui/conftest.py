"""The window is tried offscreen, light, at 100 % and in English, unless a test says else."""

import gc
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from typing_extensions import override

from tests.support import qt_libraries

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication, QWidget
    from pytestqt.qtbot import QtBot

    from ui.theme.theme import Theme

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


class _WithoutQt(pytest.Module):
    """A module that cannot be imported here."""

    @override
    def collect(self) -> Iterator[pytest.Item]:
        pytest.skip(qt_libraries.missing(), allow_module_level=True)


def pytest_pycollect_makemodule(
    module_path: Path, parent: pytest.Collector
) -> pytest.Module | None:
    """Skip each module of this folder with a sentence if Qt does not load."""
    if qt_libraries.missing():
        module: pytest.Module = _WithoutQt.from_parent(parent, path=module_path)
        return module
    return None


@pytest.fixture(autouse=True)
def collected_on_this_thread() -> "Iterator[None]":
    """Let parts of a window die on the GUI thread only, as `ui.jobs.collecting` does."""
    gc.disable()
    yield
    # Nothing looked meanwhile: all that the test made is in the youngest generation.
    gc.collect(0)
    gc.enable()


@pytest.fixture(scope="session")
def theme_of_session(qapp: "QApplication") -> "Theme":
    """The one theme of the test run's one application."""
    from ui.theme.theme import Mode, Theme

    theme = Theme(qapp, Mode.LIGHT)
    theme.install()
    return theme


@pytest.fixture(autouse=True)
def theme(qapp: "QApplication", theme_of_session: "Theme") -> "Theme":
    """The theme, set back to light, 100 % and English."""
    from ui.language import use_language
    from ui.theme.theme import Mode
    from ui.theme.tokens import LIGHT

    use_language(qapp, "en")
    if theme_of_session.mode is not Mode.LIGHT or theme_of_session.colours is not LIGHT:
        theme_of_session.set_mode(Mode.LIGHT)
    if theme_of_session.scale != 1.0:
        theme_of_session.set_scale(1.0)
    return theme_of_session


@pytest.fixture
def show(qtbot: "QtBot") -> "Iterator[Callable[..., QWidget]]":
    """Shows parts below each other in an active window that lives until the test ends."""
    from PySide6.QtWidgets import QWidget

    from ui.widgets.layouts import Column

    pages: list[QWidget] = []

    def show_in_window(*parts: QWidget, width: int = 420, height: int = 400) -> QWidget:
        page = QWidget()
        column = Column(page, gap=8)
        for part in parts:
            column.addWidget(part)
        qtbot.addWidget(page)
        pages.append(page)
        page.resize(width, height)
        with qtbot.waitActive(page):
            page.show()
            page.activateWindow()
        return page

    yield show_in_window
    pages.clear()
