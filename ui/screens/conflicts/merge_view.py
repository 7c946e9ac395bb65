"""Merging two versions by hand: pieces at the left, the merged text at the right."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from ui.language import translate
from ui.parts.differences import both, place_for
from ui.screens.conflicts.comparison import Comparison, FieldPair
from ui.screens.conflicts.grid import (
    LINE_HEIGHT,
    marks_of,
    same_words,
    subtitle_of,
    version_title,
)
from ui.screens.conflicts.merge_editor import MergeEditor
from ui.screens.conflicts.merge_parts import Piece, ValueChoice
from ui.screens.conflicts.version_head import VersionHead
from ui.theme.icons import Icon
from ui.theme.theme import g, t
from ui.theme.tokens import Tone
from ui.widgets.buttons import Button, Kind
from ui.widgets.labels import Hairline, Heading, Label
from ui.widgets.layouts import Column, Flow, Row, discard
from ui.widgets.painting import round_box, smooth
from ui.widgets.paragraph import MarkStyle, Paragraph, mark_colours
from ui.widgets.surfaces import Card, Ground, ScrollArea

TEXT_LIMIT: Final = 2000


@dataclass(frozen=True, slots=True)
class Merged:
    """What a person made of two versions.

    Args:
        text: the merged text; None if no field is a text.
        choices: path to `left` or `right`.
    """

    comparison: Comparison
    text: str | None
    choices: dict[str, str] = field(default_factory=dict)


class MergeView(QWidget):
    """Shows a `Comparison` to be merged.

    Signals:
        changed: something was typed or picked, to be kept as a draft.
        saved: the finished `Merged`.
        cancelled: back to the two versions; the draft stays.
    """

    changed = Signal()
    saved = Signal(object)
    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: Comparison | None = None
        self._pieces: list[tuple[Piece, FieldPair, bool]] = []
        self._values: list[ValueChoice] = []
        self._subtitle = Label("", tone=Tone.TEXT2)
        self._left = QWidget()
        self._left_column = Column(self._left, gap=12)
        self._counter = Label("", size=12, tone=Tone.TEXT2, elide=False)
        self._editor = MergeEditor(TEXT_LIMIT)
        self._legend = _Legend()
        self._tiles = Column(gap=16)
        self._same = Paragraph("", size=12, tone=Tone.TEXT2)
        self._kept = Label("", tone=Tone.TEXT2)
        self._back = Button(
            translate("Conflicts", "The two versions"), Kind.LINK, icon=Icon.ARROW_LEFT, height=32
        )
        self._cancel = Button(translate("Conflicts", "Cancel"), Kind.GHOST, key="Esc")
        self._save = Button("", Kind.PRIMARY, key="Ctrl+Enter")
        self._build()
        self._connect()

    def begin(
        self,
        shown: Comparison,
        when: Callable[[int], str],
        text: str | None,
        choices: dict[str, str],
    ) -> None:
        """Show what to merge; see `ConflictsView.begin_merge`."""
        self._shown = None
        self._subtitle.setText(subtitle_of(shown, veiled=False))
        self._fill_left(shown, when)
        pair = shown.text
        for widget in (self._editor, self._counter, self._legend):
            widget.setVisible(pair is not None)
        if pair is not None:
            self._editor.set_versions(pair.left, pair.right)
            self._editor.set_text(both(pair.left, pair.right) if text is None else text)
            self._legend.name(shown)
        self._save.setText(
            translate("Conflicts", "Save the merged text")
            if pair is not None
            else translate("Conflicts", "Save the choice")
        )
        self._fill_values(shown, choices)
        self._same.setText(same_words(shown))
        self._kept.setText(translate("Conflicts", "Both versions stay in the history."))
        self._kept.set_icon(None)
        self._shown = shown
        self._follow()
        (self._editor if pair is not None else self._values[0]).setFocus()

    def show_kept(self) -> None:
        """Say that the draft is kept."""
        self._kept.setText(
            translate("Conflicts", "The draft is saved. Both versions stay in the history.")
        )
        self._kept.set_icon(Icon.CHECK, Tone.GREEN_ICON)

    def show_problem(self, sentence: str) -> None:
        """Say why the merged text was refused."""
        self._kept.setText(sentence)
        self._kept.set_icon(Icon.WARNING_CIRCLE, Tone.AMBER_ICON)
        self._editor.setFocus()

    def merged(self) -> Merged | None:
        """Return what stands here now."""
        shown = self._shown
        if shown is None:
            return None
        text = self._editor.text() if shown.text is not None else None
        return Merged(shown, text, {each.pair.path: each.side() for each in self._values})

    def _build(self) -> None:
        column = Column(self)
        body = Column(margins=(24, 10, 24, 12))
        back = Row()
        back.addWidget(self._back)
        back.addStretch()
        body.addLayout(back)
        body.addSpacing(4)
        body.addWidget(Heading(translate("Conflicts", "Merge the texts yourself")))
        body.addWidget(self._subtitle)
        body.addSpacing(14)
        sides = Row(gap=16)
        self._left_column.addStretch()
        sides.addWidget(ScrollArea(self._left), 1)
        sides.addWidget(self._card(), 1)
        body.addLayout(sides, 1)
        column.addLayout(body, 1)
        foot = Ground("surface")
        lower = Column(foot)
        lower.addWidget(Hairline())
        row = Row(gap=8, margins=(24, 13, 24, 13))
        row.addWidget(self._kept, 1)
        row.addWidget(self._cancel)
        row.addWidget(self._save)
        lower.addLayout(row)
        column.addWidget(foot)
        keep_keys_inside(self, self._cancel)

    def _card(self) -> QWidget:
        card = Card(margins=(1, 1, 1, 1), gap=0)
        content = QWidget()
        body = Column(content, gap=8, margins=(19, 13, 19, 15))
        head = Row()
        head.addWidget(Heading(translate("Conflicts", "The merged text"), 16))
        head.addStretch()
        head.addWidget(self._counter)
        body.addLayout(head)
        body.addWidget(self._editor, 1)
        body.addWidget(self._legend)
        body.addSpacing(6)
        body.addLayout(self._tiles)
        body.addWidget(self._same)
        card.body.addWidget(ScrollArea(content))
        return card

    def _connect(self) -> None:
        self._back.clicked.connect(self.cancelled)
        self._cancel.clicked.connect(self.cancelled)
        self._save.clicked.connect(self._try_to_save)
        self._editor.submitted.connect(self._try_to_save)
        self._editor.textChanged.connect(self._changed)
        self._editor.counted.connect(self._counter.setText)

    def _fill_left(self, shown: Comparison, when: Callable[[int], str]) -> None:
        while self._left_column.count() > 1:
            item = self._left_column.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                discard(widget)
        self._pieces = []
        for at, mine in enumerate((True, False)):
            card = Card(margins=(16, 12, 16, 6), gap=10)
            version = shown.left if mine else shown.right
            head = VersionHead()
            head.show_version(version_title(version, shown), version, when(version.at))
            card.body.addWidget(head)
            pair = shown.text
            if pair is not None:
                self._add_text(card, pair, mine=mine)
            for each in shown.values:
                value = each.left if mine else each.right
                card.body.addWidget(Hairline())
                line = Row(gap=12, margins=(0, 0, 0, 6))
                line.addWidget(Label(each.name, size=12, tone=Tone.TEXT2))
                line.addStretch()
                line.addWidget(Label(value))
                card.body.addLayout(line)
            self._left_column.insertWidget(at, card)

    def _add_text(self, card: Card, pair: FieldPair, *, mine: bool) -> None:
        text = pair.left if mine else pair.right
        spans = pair.left_spans if mine else pair.right_spans
        style = MarkStyle.MINE if mine else MarkStyle.THEIRS
        words = Paragraph(text, line_height=LINE_HEIGHT)
        words.set_marks(marks_of(spans, style))
        card.body.addWidget(Hairline())
        card.body.addWidget(words)
        pieces = Column()
        for span in spans:
            piece = Piece(span, text, style)
            piece.wished.connect(self._insert)
            self._pieces.append((piece, pair, mine))
            pieces.addWidget(piece)
        card.body.addLayout(pieces)

    def _fill_values(self, shown: Comparison, choices: dict[str, str]) -> None:
        for tile in self._values:
            self._tiles.removeWidget(tile)
            discard(tile)
        left, right = _whose(shown)
        self._values = [ValueChoice(each, left, right) for each in shown.values]
        for choice in self._values:
            default = "right" if shown.right.newest else "left"
            choice.choose(choices.get(choice.pair.path, default))
            choice.chosen.connect(self._changed)
            self._tiles.addWidget(choice)

    def _insert(self, wished: object) -> None:
        for piece, pair, mine in self._pieces:
            if piece is wished:
                version = pair.left if mine else pair.right
                place = place_for(piece.span, version, self._editor.text())
                self._editor.insert_at(place, piece.span.of(version))
                self._editor.setFocus()

    def _follow(self) -> None:
        text = self._editor.text()
        for piece, _, _ in self._pieces:
            piece.follow(text)

    def _changed(self) -> None:
        if self._shown is not None:
            self._follow()
            self.changed.emit()

    def _try_to_save(self) -> None:
        merged = self.merged()
        if merged is None:
            return
        if self._editor.over_limit():
            self.show_problem(
                translate("Conflicts", "%n character(s) too many.", None, self._editor.over_limit())
            )
            return
        self.saved.emit(merged)


def keep_keys_inside(page: QWidget, button: Button) -> None:
    """Let the key of a button work only while the keyboard is in `page`.

    Esc in a panel beside the page must close the panel and nothing here.
    """
    for shortcut in button.findChildren(QShortcut):
        shortcut.setParent(page)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)


def _whose(shown: Comparison) -> tuple[str, str]:
    """Return whose the left and the right values are, in one word each."""
    names = [each.author_name.split(maxsplit=1)[:1] for each in (shown.left, shown.right)]
    left, right = (name[0] if name else translate("Conflicts", "Unknown") for name in names)
    if shown.left.mine:
        left = translate("Conflicts", "Yours")
    return left, right


class _Legend(QWidget):
    """What the two colours in the merged text mean."""

    def __init__(self) -> None:
        super().__init__()
        self._left = _Swatch(MarkStyle.MINE)
        self._right = _Swatch(MarkStyle.THEIRS)
        self._left_name = Label("", size=12, tone=Tone.TEXT2)
        self._right_name = Label("", size=12, tone=Tone.TEXT2)
        rest = translate("Conflicts", "The rest is equal or your own")
        flow = Flow(self, gap=16, line_gap=4)
        for swatch, name in ((self._left, self._left_name), (self._right, self._right_name)):
            pair = QWidget()
            row = Row(pair, gap=6)
            row.addWidget(swatch)
            row.addWidget(name)
            flow.addWidget(pair)
        flow.addWidget(Label(rest, size=12, tone=Tone.TEXT2))

    def name(self, shown: Comparison) -> None:
        """Say from whom each colour is."""
        left, right = _whose(shown)
        said = translate("Conflicts", "From {name}")
        self._left_name.setText(
            translate("Conflicts", "From you") if shown.left.mine else said.format(name=left)
        )
        self._right_name.setText(said.format(name=right))


class _Swatch(QWidget):
    """A small piece of a mark."""

    def __init__(self, style: MarkStyle) -> None:
        super().__init__()
        self._style = style
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @override
    def sizeHint(self) -> QSize:
        return QSize(t(14), t(16))

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter = smooth(QPainter(self))
        fill, underline = mark_colours(self._style)
        box = QRect(0, g(1), self.width(), self.height() - g(2))
        round_box(painter, box, 3, fill)
        painter.fillRect(0, box.bottom() - 1, self.width(), 2, underline)
