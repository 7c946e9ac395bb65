"""Fields for one line of text, and the frame of label, mark and error around any field."""

from typing import Final

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget
from typing_extensions import override

from ui.language import translate
from ui.theme.icons import Icon, draw_icon
from ui.theme.theme import colours, current, g, t
from ui.theme.tokens import SEMIBOLD, Size, Tone
from ui.widgets.keys import key_cap_size
from ui.widgets.labels import Label
from ui.widgets.layouts import Column, Row
from ui.widgets.painting import CENTRE, round_box, smooth, words
from ui.widgets.paragraph import Paragraph

_SEARCH_ICON: Final = 18


class TextField(QLineEdit):
    """A field for one line.

    Args:
        placeholder: an example or a hint, shown while the field is empty.
        height: 36, or 44 on the unlock screen and in the register.
        name: for screen readers, where no `Field` gives the label.
        parent: the owner.
    """

    def __init__(
        self,
        placeholder: str = "",
        *,
        height: int = Size.BUTTON,
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._height = height
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(name or placeholder)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_invalid(self, invalid: bool) -> None:  # noqa: FBT001  a setter of one truth
        """Show or clear the edge of a wrong field."""
        set_mark(self, "invalid", on=invalid)

    @override
    def sizeHint(self) -> QSize:
        return QSize(t(160), t(20) + g(self._height - 20))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(t(60), t(20) + g(self._height - 20))


def set_mark(widget: QWidget, name: str, *, on: bool) -> None:
    """Set a property that the stylesheet reads, and let the widget take the new look."""
    if bool(widget.property(name)) != on:
        widget.setProperty(name, on)
        widget.style().unpolish(widget)
        widget.style().polish(widget)
        widget.update()


class SearchField(TextField):
    """A field with a glass; Esc empties it.

    Args:
        placeholder: what can be searched.
        quiet: True for the top bar: sunken, so that it does not compete with the page's own search.
        key: shown at the right while the field is empty.
        parent: the owner.
    """

    def __init__(
        self,
        placeholder: str = "",
        *,
        quiet: bool = False,
        key: str = "",
        icon: Icon = Icon.MAGNIFYING_GLASS,
        height: int = Size.BUTTON,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(placeholder, height=height, parent=parent)
        self._key = key
        self._icon = icon
        self.setProperty("quiet", quiet)
        self._rescale()
        current().changed.connect(self._rescale)

    def _rescale(self) -> None:
        right = key_cap_size(self._key).width() + g(4) if self._key else 0
        self.setTextMargins(t(_SEARCH_ICON) + g(5), 0, right, 0)

    @override
    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            event.accept()
            return
        super().keyPressEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        super().paintEvent(event)
        painter = smooth(QPainter(self))
        now = colours()
        side = t(_SEARCH_ICON)
        box = QRect(g(10), (self.height() - side) // 2, side, side)
        draw_icon(painter, self._icon, box, now.text2)
        if self._key and not self.text():
            size = key_cap_size(self._key)
            cap = QRect(
                self.width() - size.width() - g(8),
                (self.height() - size.height()) // 2,
                size.width(),
                size.height(),
            )
            round_box(painter, cap, 4, now.surface, now.hairline)
            words(painter, cap, self._key, now.text2, 12, align=CENTRE)


class Field(QWidget):
    """Label above, the field, and below it a hint or the error sentence.

    A counter or a remark can stand at the right end of the label's line.

    Args:
        label: the field's name; it becomes its accessible name too.
        widget: the field itself.
        optional: True writes "Optional" beside the label.
        hint: one sentence below the field.
        note: words beside the label in place of "Optional".
        parent: the owner.
    """

    error_changed = Signal(str)

    def __init__(
        self,
        label: str,
        widget: QWidget,
        *,
        optional: bool = False,
        hint: str = "",
        note: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.widget = widget
        self._hint = hint
        widget.setAccessibleName(label)
        self._head = _FieldLabel(label, weight=SEMIBOLD)
        self._head.setBuddy(widget)
        mark = translate("Field", "Optional") if optional else note
        self._mark = Label(mark, size=12, tone=Tone.TEXT3)
        self._side = Label("", size=12, tone=Tone.TEXT2, elide=False)
        self._below = Paragraph(hint, size=12, tone=Tone.TEXT2)
        self._error = _ErrorLine()
        self._error.hide()
        # To show a part that has no parent yet would open a window of its own.
        for part, words_of_part in ((self._below, hint), (self._mark, mark)):
            if not words_of_part:
                part.hide()
        self._side.hide()
        head = Row(gap=8)
        head.addWidget(self._head)
        head.addWidget(self._mark)
        head.addStretch()
        head.addWidget(self._side)
        column = Column(self, gap=Size.LABEL_GAP)
        column.addLayout(head)
        column.addWidget(widget)
        column.addWidget(self._below)
        column.addWidget(self._error)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, widget.sizePolicy().verticalPolicy())
        counted = getattr(widget, "counted", None)
        if counted is not None:
            counted.connect(self.set_side)
            self.set_side(widget.counter_text())  # type: ignore[attr-defined]  # comes with counted

    def set_side(self, text: str) -> None:
        """Show words at the right end of the label's line."""
        self._side.setText(text)
        self._side.setVisible(bool(text))

    def set_hint(self, hint: str) -> None:
        """Show another hint below the field."""
        self._hint = hint
        self._below.setText(hint)
        self._below.setVisible(bool(hint) and not self.error())

    def set_error(self, sentence: str) -> None:
        """Show what is wrong and how to put it right, or clear it with an empty string."""
        if sentence == self.error():
            return
        self._error.setText(sentence)
        self._error.setVisible(bool(sentence))
        self._below.setVisible(bool(self._hint) and not sentence)
        self.widget.setAccessibleDescription(sentence or self._hint)
        mark = getattr(self.widget, "set_invalid", None)
        if mark is not None:
            mark(bool(sentence))
        self.error_changed.emit(sentence)

    def error(self) -> str:
        """Return the sentence shown, or an empty string."""
        return self._error.text()


class _FieldLabel(Label):
    """The name above a field: 13/600 on the line height of small text, so that it stays near."""

    @override
    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), t(18))


class _ErrorLine(Paragraph):
    """The sentence below a wrong field, with its icon."""

    def __init__(self) -> None:
        super().__init__("", size=12, tone=Tone.DANGER)
        self._rescale()
        current().changed.connect(self._rescale)

    def _rescale(self) -> None:
        self.setContentsMargins(t(16) + g(6), 0, 0, 0)

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        super().paintEvent(event)
        side = t(16)
        box = QRect(0, (t(18) - side) // 2, side, side)
        draw_icon(smooth(QPainter(self)), Icon.WARNING_CIRCLE, box, colours().danger)
