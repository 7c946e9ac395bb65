"""The small stylesheet, only for what Qt paints itself: fields, menus, tips and scroll bars."""

from PySide6.QtGui import QColor

from ui.theme.tokens import Colours, Size


def stylesheet(colours: Colours, scale: float) -> str:
    """Return the sheet of the whole application.

    Args:
        colours: the scheme in force.
        scale: the text scale; padding follows it by half.
    """
    half = 1 + (scale - 1) / 2
    return _fields(colours, half) + _menus(colours, half) + _scroll_bars(colours)


def _fields(colours: Colours, half: float) -> str:
    """Return the part for fields: a focused one has a 2 px edge and 1 px less padding."""
    pad = round(10 * half)
    return f"""
QLineEdit, QTextEdit {{
  background: {_css(colours.surface)};
  color: {_css(colours.text)};
  border: 1px solid {_css(colours.edge)};
  border-radius: {Size.RADIUS}px;
  selection-background-color: {_css(colours.accent)};
  selection-color: {_css(colours.on_accent)};
  placeholder-text-color: {_css(colours.text3)};
}}
QLineEdit {{ padding: 0 {pad - 1}px; lineedit-password-character: 8226; }}
QLineEdit:focus, QTextEdit:focus {{ border: 2px solid {_css(colours.accent)}; }}
QLineEdit:focus {{ padding: 0 {pad - 2}px; }}
QTextEdit {{ padding: 1px 1px 1px 3px; }}
QTextEdit:focus, QTextEdit[invalid="true"] {{ padding: 0 0 0 2px; }}
QLineEdit[invalid="true"], QTextEdit[invalid="true"] {{ border: 2px solid {_css(colours.danger)}; }}
QLineEdit[invalid="true"] {{ padding: 0 {pad - 2}px; }}
QLineEdit[quiet="true"] {{
  background: {_css(colours.sunken)}; border: 1px solid {_css(colours.hairline)};
}}
QLineEdit[quiet="true"]:focus {{ border: 2px solid {_css(colours.accent)}; }}
QLineEdit[bare="true"], QLineEdit[bare="true"]:focus {{
  background: transparent; border: none; padding: 0;
}}
QLineEdit:disabled, QTextEdit:disabled {{
  background: {_css(colours.sunken)}; color: {_css(colours.text3)};
  border: 1px solid {_css(colours.hairline)};
}}
"""


def _menus(colours: Colours, half: float) -> str:
    pad = round(10 * half)
    row = round(6 * half)
    icon = round(18 * half)
    return f"""
QComboBox {{ combobox-popup: 0; }}
QMenu {{
  background: {_css(colours.raised)}; color: {_css(colours.text)};
  border: 1px solid {_css(colours.edge_soft)}; padding: {row}px; icon-size: {icon}px;
}}
QMenu::icon {{ padding-left: {row + 2}px; }}
QMenu::item {{ padding: {row}px {pad * 2}px {row}px {pad}px; border-radius: {Size.RADIUS}px; }}
QMenu::item:selected {{ background: {_css(colours.select)}; color: {_css(colours.select_text)}; }}
QMenu::item:disabled {{ color: {_css(colours.text3)}; background: transparent; }}
QMenu::separator {{
  height: 1px; background: {_css(colours.hairline)}; margin: {row}px {pad}px;
}}
QToolTip {{
  background: {_css(colours.raised)}; color: {_css(colours.text)};
  border: 1px solid {_css(colours.edge_soft)}; padding: 4px {pad}px;
}}
"""


def _scroll_bars(colours: Colours) -> str:
    return f"""
QScrollBar {{ background: transparent; border: none; }}
QScrollBar:vertical {{ width: 10px; margin: 0; }}
QScrollBar:horizontal {{ height: 10px; margin: 0; }}
QScrollBar::handle {{ background: {_css(colours.edge_soft)}; border-radius: 3px; margin: 2px; }}
QScrollBar::handle:vertical {{ min-height: 32px; }}
QScrollBar::handle:horizontal {{ min-width: 32px; }}
QScrollBar::handle:hover {{ background: {_css(colours.edge)}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; border: none; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QScrollBar::up-arrow, QScrollBar::down-arrow, QScrollBar::left-arrow, QScrollBar::right-arrow {{
  width: 0; height: 0; background: transparent;
}}
QAbstractScrollArea::corner {{ background: transparent; border: none; }}
"""


def _css(colour: QColor) -> str:
    return colour.name()
