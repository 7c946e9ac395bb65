"""Colours that can be read, a live switch, and lengths that follow the text."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from ui.theme.theme import Mode, Theme, colours, font, g, t
from ui.theme.tokens import DARK, LIGHT, Colours, mix
from ui.widgets.labels import Heading, Label

SCHEMES = pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])


def _luminance(colour: QColor) -> float:
    def linear(share: float) -> float:
        return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4

    return (
        0.2126 * linear(colour.redF())
        + 0.7152 * linear(colour.greenF())
        + 0.0722 * linear(colour.blueF())
    )


def contrast(first: QColor, second: QColor) -> float:
    """Return the contrast of two colours, 1 to 21. Source: WCAG 2.2, 1.4.3."""
    light, dark = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _word_pairs(scheme: Colours) -> dict[str, tuple[QColor, QColor]]:
    grounds = ("canvas", "rail", "surface", "sunken", "raised", "hover", "select", "info_soft")
    pairs = {
        f"{word} on {ground}": (getattr(scheme, word), getattr(scheme, ground))
        for word in ("text", "text2", "text3")
        for ground in grounds
    }
    soft = {
        "text on mark": (scheme.text, scheme.mark),
        "text2 on mark": (scheme.text2, scheme.mark),
        "text on mine": (scheme.text, scheme.diff_mine),
        "text on theirs": (scheme.text, scheme.diff_theirs),
        "text2 on amber": (scheme.text2, scheme.amber_soft),
        "text3 on hairline": (scheme.text3, scheme.hairline),
        "accent on surface": (scheme.accent, scheme.surface),
        "accent on hover": (scheme.accent, scheme.hover),
        "accent on amber": (scheme.accent, scheme.amber_soft),
        "on accent": (scheme.on_accent, scheme.accent),
        "on accent hover": (scheme.on_accent, scheme.accent_hover),
        "on accent press": (scheme.on_accent, scheme.accent_press),
        "select": (scheme.select_text, scheme.select),
        "select pressed": (scheme.select_text, mix(scheme.select, scheme.accent, 0.16)),
        "amber": (scheme.amber_text, scheme.amber_soft),
        "amber on badge": (scheme.amber_text, scheme.badge),
        "amber on select": (scheme.amber_text, scheme.select),
        "danger": (scheme.danger_text, scheme.danger_soft),
        "danger on surface": (scheme.danger_text, scheme.surface),
        "danger on hover": (scheme.danger_text, scheme.hover),
        "green": (scheme.green_text, scheme.green_soft),
        "avatar": (scheme.avatar_text, scheme.avatar),
        "avatar on select": (scheme.avatar_text, scheme.avatar_select),
        "avatar on rail": (scheme.avatar_text, scheme.avatar_rail),
        "toast": (scheme.toast_text, scheme.toast),
        "toast link": (scheme.toast_link, scheme.toast),
        "toast hint": (scheme.toast_hint, scheme.toast),
    }
    areas = {
        f"{code} chip": (scheme.area(code).text, scheme.area(code).soft)
        for code in ("UDL", "BES", "KRI", "SAM", "TVÆ")
    }
    return pairs | soft | areas


@SCHEMES
def test_every_pair_of_words_and_ground_is_readable(scheme: Colours) -> None:
    weak = {
        name: round(ratio, 2)
        for name, (ink, ground) in _word_pairs(scheme).items()
        if (ratio := contrast(ink, ground)) < 4.5
    }
    assert not weak


@SCHEMES
def test_edges_icons_and_squares_stand_out_from_their_ground(scheme: Colours) -> None:
    marks = {
        "edge on surface": (scheme.edge, scheme.surface),
        "edge on canvas": (scheme.edge, scheme.canvas),
        "focus ring on surface": (scheme.accent, scheme.surface),
        "focus ring on select": (scheme.accent, scheme.select),
        "amber icon": (scheme.amber, scheme.surface),
        "amber icon on soft": (scheme.amber, scheme.amber_soft),
        "green icon on soft": (scheme.green, scheme.green_soft),
        "danger icon on soft": (scheme.danger, scheme.danger_soft),
    } | {
        f"{code} square on {ground}": (scheme.area(code).main, getattr(scheme, ground))
        for code in ("UDL", "BES", "KRI", "SAM", "TVÆ")
        for ground in ("surface", "select")
    }
    weak = {name: contrast(*pair) for name, pair in marks.items() if contrast(*pair) < 3}
    assert not weak


def test_a_switch_of_scheme_repaints_what_is_shown(theme: Theme, qtbot: QtBot) -> None:
    heading = Heading("Overblik")
    qtbot.addWidget(heading)
    heading.show()
    before = heading.grab().toImage()

    theme.set_mode(Mode.DARK)

    assert heading.grab().toImage() != before
    assert QApplication.palette().windowText().color() == DARK.text


class _DarkComputer:
    """A computer that is set to dark and high contrast; the offscreen platform knows neither."""

    @staticmethod
    def styleHints() -> "_DarkComputer":
        return _DarkComputer()

    def colorScheme(self) -> Qt.ColorScheme:
        return Qt.ColorScheme.Dark

    def accessibility(self) -> "_DarkComputer":
        return self

    def contrastPreference(self) -> Qt.ContrastPreference:
        return Qt.ContrastPreference.HighContrast


def test_the_window_follows_the_computer_only_if_asked(
    theme: Theme, monkeypatch: pytest.MonkeyPatch
) -> None:
    theme.set_mode(Mode.SYSTEM)
    assert not colours().dark
    monkeypatch.setattr("ui.theme.theme.QGuiApplication", _DarkComputer)
    hints = QGuiApplication.styleHints()

    hints.colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert colours().dark

    theme.set_mode(Mode.LIGHT)
    hints.colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert not colours().dark


def test_high_contrast_draws_soft_edges_with_the_strong_one(
    theme: Theme, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.theme.theme.QGuiApplication", _DarkComputer)
    theme.set_mode(Mode.DARK)

    assert colours().edge_soft == colours().hairline == DARK.edge
    monkeypatch.undo()
    theme.set_mode(Mode.LIGHT)


@pytest.mark.parametrize(("scale", "text", "gap"), [(1.0, 20, 16), (1.5, 30, 20), (2.0, 40, 24)])
def test_words_follow_the_scale_and_gaps_follow_by_half(
    theme: Theme, scale: float, text: int, gap: int
) -> None:
    theme.set_scale(scale)

    assert (t(20), g(16)) == (text, gap)
    assert font(13).pixelSize() == round(13 * scale)


def test_a_scale_outside_the_range_is_brought_inside(theme: Theme) -> None:
    theme.set_scale(9)
    assert theme.scale == 2.0
    theme.set_scale(0.2)
    assert theme.scale == 1.0


def test_a_plain_label_grows_with_the_text(theme: Theme, qtbot: QtBot) -> None:
    plain, ours = QLabel("Kladden er gemt"), Label("Kladden er gemt", size=12)
    for label in (plain, ours):
        qtbot.addWidget(label)
    before = plain.sizeHint().height(), ours.sizeHint().height()

    theme.set_scale(2.0)

    assert plain.sizeHint().height() >= 2 * before[0] - 4
    assert ours.sizeHint().height() == 2 * before[1] == 36
