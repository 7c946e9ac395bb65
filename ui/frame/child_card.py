"""The card "Worried about a child?": whom to call and how, from every page and without a network.

The duty to report is personal and comes before silence; nobody is asked for leave first. So the
card has no form and no approval, and needs nothing but what stands on this computer.

Source: Barnets lov (the Danish act on children), sections 133 and 135; the wording is a proposal
that the organisation's own replaces.
"""

from typing import Final

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from helhedsplan_desktop.foundation.policy import ChildConcern
from ui.language import translate
from ui.theme.icons import Icon
from ui.theme.theme import colours
from ui.theme.tokens import SEMIBOLD, Size, Tone
from ui.widgets.banner import Banner
from ui.widgets.buttons import Button, IconButton
from ui.widgets.glyph import Glyph, StepDisc
from ui.widgets.labels import Heading, Label
from ui.widgets.layouts import Column, Row
from ui.widgets.painting import round_box, smooth
from ui.widgets.paragraph import Paragraph
from ui.widgets.side_panel import SidePanel

WIDTH: Final = 624
EMERGENCY: Final = "112"
_COPY: Final = 36


class PhoneRow(QWidget):
    """One number: who answers and when at the left, the number large at the right.

    Args:
        icon: before the words.
        who: 13/600.
        when: 12/400.
        number: 20/600.
        fill: name of the ground; sunken gets an edge.
        tone: colour of the icon.
        copied: True offers to copy the number.
    """

    def __init__(
        self,
        icon: Icon,
        who: str,
        when: str,
        number: str,
        *,
        fill: str,
        tone: Tone,
        copied: bool = True,
    ) -> None:
        super().__init__()
        self._fill = fill
        self._number = number
        self.setAccessibleName(f"{who}: {number}. {when}")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        row = Row(self, gap=8, margins=(18, 11, 12, 11))
        row.addWidget(Glyph(icon, 20, tone))
        row.addSpacing(8)
        names = Column()
        names.addWidget(Label(who, weight=SEMIBOLD))
        names.addWidget(Label(when, size=12, tone=Tone.TEXT2))
        row.addLayout(names, 1)
        value = Label(number, size=20, weight=SEMIBOLD, elide=False)
        row.addWidget(value)
        if copied:
            copy = IconButton(
                Icon.COPY,
                translate("ChildCard", "Copy {number}").format(number=number),
                target=_COPY,
                icon_size=18,
            )
            copy.clicked.connect(self._copy)
            row.addWidget(copy)
        else:
            row.addSpacing(_COPY + 8)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._number)

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        now = colours()
        edge = now.hairline if self._fill == "sunken" else None
        painter = smooth(QPainter(self))
        round_box(painter, self.rect(), Size.RADIUS_CARD, getattr(now, self._fill), edge)


class ChildCard(SidePanel):
    """Says whom to call about a child, and how.

    Args:
        concern: the numbers as the organisation wrote them.
        parent: what it lies over.
    """

    def __init__(self, concern: ChildConcern, parent: QWidget | None = None) -> None:
        super().__init__(translate("ChildCard", "Worried about a child?"), parent=parent)
        self.set_title(
            translate("ChildCard", "Worried about a child?"),
            translate("ChildCard", "The duty to report is yours. Do not wait for your manager."),
        )
        self._concern = concern
        self._add_numbers()
        self._add_steps()
        self.body.addStretch()
        self.set_reason(
            translate("ChildCard", "Numbers and text stand on this computer and need no network."),
            Tone.TEXT2,
        )

    def _add_numbers(self) -> None:
        rows = Column(gap=8)
        rows.addWidget(
            PhoneRow(
                Icon.PHONE_CALL,
                translate("ChildCard", "Is the child in danger now?"),
                translate("ChildCard", "Police and ambulance"),
                EMERGENCY,
                fill="amber_soft",
                tone=Tone.AMBER_ICON,
                copied=False,
            )
        )
        concern = self._concern
        if concern.reception:
            rows.addWidget(
                PhoneRow(
                    Icon.PHONE,
                    translate("ChildCard", "The municipality's reception"),
                    concern.reception_hours or translate("ChildCard", "On weekdays"),
                    concern.reception,
                    fill="info_soft",
                    tone=Tone.ACCENT,
                )
            )
        if concern.out_of_hours:
            rows.addWidget(
                PhoneRow(
                    Icon.MOON,
                    translate("ChildCard", "Social out-of-hours service"),
                    translate("ChildCard", "Evening, night and weekend"),
                    concern.out_of_hours,
                    fill="sunken",
                    tone=Tone.TEXT2,
                )
            )
        if not (concern.reception and concern.out_of_hours):
            rows.addWidget(
                Banner(
                    translate(
                        "ChildCard",
                        "Your organisation has not written all its numbers here. You find the "
                        "municipality's reception on its website. Ask IT to add the number.",
                    )
                )
            )
        if concern.page:
            rows.addLayout(self._page_line())
        self.body.addLayout(rows)

    def _page_line(self) -> Row:
        line = Row(gap=12)
        button = Button(
            translate("ChildCard", "Report on the municipality's page"), icon=Icon.ARROW_SQUARE_OUT
        )
        button.clicked.connect(self._open_page)
        line.addWidget(button)
        line.addWidget(
            Label(
                translate("ChildCard", "Needs a network. The page opens in your browser."),
                size=12,
                tone=Tone.TEXT2,
            )
        )
        line.addStretch()
        return line

    def _open_page(self) -> None:
        QDesktopServices.openUrl(QUrl(self._concern.page))

    def _add_steps(self) -> None:
        steps = (
            translate(
                "ChildCard",
                "Call or write yourself. You need not be sure and shall not investigate first.",
            ),
            translate("ChildCard", "Tell what you have seen and heard, not what you guess."),
            translate("ChildCard", "If in doubt, call and ask. You need not say the child's name."),
            translate(
                "ChildCard", "Talk with your lead afterwards. You shall not ask for leave first."
            ),
        )
        column = Column(gap=10)
        column.addWidget(Heading(translate("ChildCard", "How to do it"), 16))
        for number, step in enumerate(steps, 1):
            line = Row(gap=12)
            line.addWidget(StepDisc(number), 0, Qt.AlignmentFlag.AlignTop)
            line.addWidget(Paragraph(step), 1)
            column.addLayout(line)
        column.addWidget(
            Paragraph(
                translate(
                    "ChildCard",
                    "Public employees have the duty when a child may need support (act on "
                    "children, section 133). Everyone has it when a child is neglected or in "
                    "danger (section 135).",
                ),
                size=12,
                tone=Tone.TEXT2,
            )
        )
        self.body.addLayout(column)
