"""What can be done with a contact or a note, as menus."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from ui.language import translate
from ui.theme.icons import Icon, themed_icon

Act = Callable[[], object]


def note_menu(
    owner: QWidget,
    point: QPoint,
    *,
    edit: Act | None,
    remark: Act | None,
    copy: Act,
    move: Act | None,
    delete: Act | None,
    erase: Act | None = None,
    history: Act | None = None,
) -> QMenu:
    """Show what can be done with a note; None leaves an act out."""
    menu = _menu(owner)
    if edit is not None:
        _add(menu, translate("NoteMenu", "Edit") + "\tEnter", edit, Icon.PENCIL_SIMPLE)
    if remark is not None:
        words = translate("NoteMenu", "Add a remark") + "\tB"
        _add(menu, words, remark, Icon.CHAT_CIRCLE)
    _add(menu, translate("NoteMenu", "Copy the text"), copy, Icon.COPY)
    if move is not None:
        words = translate("NoteMenu", "Move to another space …")
        _add(menu, words, move, Icon.FOLDER_OPEN)
    _add_history(menu, history)
    if delete is not None:
        menu.addSeparator()
        words = translate("NoteMenu", "Delete") + "\t" + translate("NoteMenu", "Del")
        _add(menu, words, delete, Icon.TRASH, danger=True)
    _add_erase(menu, erase)
    menu.popup(point)
    return menu


def contact_menu(
    owner: QWidget,
    point: QPoint,
    *,
    edit: Act | None,
    plan: Act,
    copy_phone: Act | None,
    move: Act | None,
    delete: Act | None,
    erase: Act | None = None,
    history: Act | None = None,
) -> QMenu:
    """Show what can be done with a contact; None leaves an act out."""
    menu = _menu(owner)
    if edit is not None:
        words = translate("ContactMenu", "Edit contact") + "\tCtrl+E"
        _add(menu, words, edit, Icon.PENCIL_SIMPLE)
    _add(menu, translate("ContactMenu", "Plan next step"), plan, Icon.CALENDAR_PLUS)
    if copy_phone is not None:
        _add(menu, translate("ContactMenu", "Copy the phone number"), copy_phone, Icon.PHONE)
    if move is not None:
        words = translate("ContactMenu", "Move to another space …")
        _add(menu, words, move, Icon.FOLDER_OPEN)
    _add_history(menu, history)
    if delete is not None:
        menu.addSeparator()
        words = translate("ContactMenu", "Delete contact")
        _add(menu, words, delete, Icon.TRASH, danger=True)
    _add_erase(menu, erase)
    menu.popup(point)
    return menu


def move_menu(owner: QWidget, point: QPoint, choices: Sequence[tuple[str, Act]]) -> QMenu:
    """Show where something can be moved to."""
    menu = _menu(owner)
    for words, act in choices:
        _add(menu, words, act, Icon.FOLDER_OPEN)
    if not choices:
        none = menu.addAction(translate("ContactMenu", "There is no other space for you"))
        none.setEnabled(False)
    menu.popup(point)
    return menu


def _menu(owner: QWidget) -> QMenu:
    menu = QMenu(owner)
    menu.aboutToHide.connect(menu.deleteLater)
    return menu


def _add_history(menu: QMenu, history: Act | None) -> None:
    if history is not None:
        words = translate("ContactMenu", "Earlier versions …")
        _add(menu, words, history, Icon.CLOCK_COUNTER_CLOCKWISE)


def _add_erase(menu: QMenu, erase: Act | None) -> None:
    if erase is not None:
        words = translate("ContactMenu", "Delete everywhere …")
        _add(menu, words, erase, Icon.WARNING_CIRCLE, danger=True)


def _add(menu: QMenu, words: str, act: Act, icon: Icon, *, danger: bool = False) -> QAction:
    # A slot of its own drops what the signal says beside.
    def chosen() -> None:
        act()

    action = menu.addAction(themed_icon(icon, danger=danger), words)
    action.triggered.connect(chosen)
    return action
