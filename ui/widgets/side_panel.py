"""The side panel: a form beside the page, not above it; the page stays usable."""

from typing import Final

from PySide6.QtCore import QEvent, QObject, QPointF, QRect, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QHideEvent,
    QKeyEvent,
    QLinearGradient,
    QPainter,
    QPaintEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QAbstractSlider, QApplication, QWidget
from shiboken6 import isValid
from typing_extensions import override

from ui.language import translate
from ui.theme.icons import Icon
from ui.theme.theme import colours
from ui.theme.tokens import Tone
from ui.widgets.buttons import Button, IconButton
from ui.widgets.keys import keep_keys_within
from ui.widgets.labels import Hairline, Heading, Label
from ui.widgets.layouts import Column, Row
from ui.widgets.surfaces import ScrollArea

_SHADOW: int = 28
_MOVES: Final = frozenset(
    {
        QEvent.Type.Move,
        QEvent.Type.Resize,
        QEvent.Type.Show,
        QEvent.Type.Hide,
        QEvent.Type.ZOrderChange,
        QEvent.Type.ParentChange,
    }
)

_SLIDE: Final = QAbstractSlider.SliderAction
_SCROLLING: Final[dict[int, QAbstractSlider.SliderAction]] = {
    Qt.Key.Key_Up: _SLIDE.SliderSingleStepSub,
    Qt.Key.Key_Down: _SLIDE.SliderSingleStepAdd,
    Qt.Key.Key_PageUp: _SLIDE.SliderPageStepSub,
    Qt.Key.Key_PageDown: _SLIDE.SliderPageStepAdd,
    Qt.Key.Key_Home: _SLIDE.SliderToMinimum,
    Qt.Key.Key_End: _SLIDE.SliderToMaximum,
}
"""Keys that no part of a panel wanted move what it shows."""


class SidePanel(QWidget):
    """Header with title and close, a body that scrolls, a footer with the reason and the actions.

    It has no scrim and takes no focus by itself; the owner sets its geometry. Esc closes it.

    Args:
        title: 20/600 at the top.
        footer: False leaves the footer out.
        parent: the owner.
    """

    closed = Signal()

    def __init__(self, title: str, *, footer: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shadow = _PanelShadow(self)
        self.setAccessibleName(title)
        self._title = Heading(title)
        self._subtitle = Label("", tone=Tone.TEXT2)
        self._subtitle.hide()
        self._before: QWidget | None = None
        self._saved = Label("", size=12, tone=Tone.TEXT2, elide=False)
        self._saved.hide()
        close = IconButton(Icon.X, translate("SidePanel", "Close"))
        close.clicked.connect(self.close_panel)
        head = Row(gap=12, margins=(24, 14, 16, 8))
        names = Column(gap=2, margins=(0, 4, 0, 4))
        names.addWidget(self._title)
        names.addWidget(self._subtitle)
        head.addLayout(names, 1)
        head.addWidget(self._saved)
        head.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        self._content = QWidget()
        self.body = Column(self._content, gap=16, margins=(24, 0, 24, 16))
        self.scroll_area = ScrollArea(self._content)
        column = Column(self)
        column.addLayout(head)
        column.addWidget(self.scroll_area, 1)
        self._reason = Label("", tone=Tone.AMBER)
        self._leads = Row(gap=8)
        self._actions = Row(gap=8)
        if footer:
            column.addWidget(Hairline())
            foot = Row(gap=16, margins=(24, 13, 24, 13))
            foot.addLayout(self._leads)
            foot.addWidget(self._reason, 1)
            foot.addLayout(self._actions)
            column.addLayout(foot)
        else:
            self._reason.setParent(self)
            self._reason.hide()

    def set_title(self, title: str, subtitle: str = "") -> None:
        """Show another title, with an optional line below."""
        self._title.setText(title)
        self._subtitle.setText(subtitle)
        self._subtitle.setVisible(bool(subtitle))
        self.setAccessibleName(title)

    def set_saved(self, text: str) -> None:
        """Show that the draft is kept ("Draft saved"), or nothing."""
        self._saved.setText(text)
        self._saved.set_icon(Icon.CHECK if text else None, Tone.GREEN_ICON)
        self._saved.setVisible(bool(text))

    def set_reason(self, text: str, tone: Tone = Tone.AMBER, icon: Icon | None = None) -> None:
        """Show at the left of the footer why saving is blocked, or any quiet remark."""
        amber = tone is Tone.AMBER
        self._reason.setText(text)
        self._reason.set_tone(tone)
        shown = icon or (Icon.WARNING_CIRCLE if amber and text else None)
        self._reason.set_icon(shown, Tone.AMBER_ICON if amber else tone)

    def add_action(self, button: Button) -> Button:
        """Add a button at the right of the footer and return it; its key works inside the panel."""
        self._actions.addWidget(button)
        keep_keys_within(button, self)
        return button

    def add_lead(self, button: Button) -> Button:
        """Add a button at the left of the footer, before the reason, and return it."""
        self._leads.addWidget(button)
        keep_keys_within(button, self)
        return button

    def fill(self, holder: QWidget) -> None:
        """Fill `holder`, which somebody else places; the shadow stands beside that one."""
        Column(holder).addWidget(self)
        self._shadow.deleteLater()
        self._shadow = _PanelShadow(holder)

    def close_panel(self) -> None:
        """Hide the panel and say so; drafts are the owner's."""
        self.hide()
        self.closed.emit()

    @override
    def showEvent(self, event: QShowEvent, /) -> None:
        super().showEvent(event)
        focus = QApplication.focusWidget()
        if focus is not None and not self.isAncestorOf(focus):
            self._before = focus

    @override
    def hideEvent(self, event: QHideEvent, /) -> None:
        super().hideEvent(event)
        focus, before = QApplication.focusWidget(), self._before
        self._before = None
        inside = focus is self or (focus is not None and self.isAncestorOf(focus))
        # Qt would go on to whatever stands first in the window, far from the work.
        if inside and before is not None and isValid(before) and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_panel()
            return
        scrolling = _SCROLLING.get(event.key())
        if scrolling is not None:
            self.scroll_area.verticalScrollBar().triggerAction(scrolling)
            return
        super().keyPressEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        now = colours()
        painter = QPainter(self)
        painter.fillRect(self.rect(), now.surface)
        painter.fillRect(0, 0, 1, self.height(), now.edge_soft)


class _PanelShadow(QWidget):
    """The shadow at the left of a panel: a sibling, so that the page below stays clickable."""

    def __init__(self, panel: QWidget) -> None:
        super().__init__(panel.parentWidget())
        self._panel = panel
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()
        panel.installEventFilter(self)

    def follow(self) -> None:
        """Stand beside the panel, if it is shown."""
        if self.parentWidget() is not self._panel.parentWidget():
            self.setParent(self._panel.parentWidget())
        if self.parentWidget() is None or not self._panel.isVisible():
            self.hide()
            return
        box = self._panel.geometry()
        self.setGeometry(QRect(box.x() - _SHADOW, box.y(), _SHADOW, box.height()))
        self.stackUnder(self._panel)
        self.show()

    @override
    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        if event.type() in _MOVES:
            self.follow()
        return False

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        peak = QColor(colours().shadow)
        none = QColor(peak)
        none.setAlpha(0)
        fall = QLinearGradient(QPointF(0, 0), QPointF(self.width(), 0))
        fall.setColorAt(0, none)
        middle = QColor(peak)
        middle.setAlpha(peak.alpha() // 4)
        fall.setColorAt(0.6, middle)
        fall.setColorAt(1, peak)
        QPainter(self).fillRect(self.rect(), fall)
