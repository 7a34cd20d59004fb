"""Every pair of colours that meets on screen can be read."""

import pytest
from PySide6.QtWidgets import QApplication

from app.ui.colours import DARK, LIGHT, Colours, contrast, from_system
from app.ui.theme import TEXT_SIZES, Theme, ThemeChoice, palette_of, scaled

_SCHEMES = [pytest.param(LIGHT, id="light"), pytest.param(DARK, id="dark")]


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21.0)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert contrast("#123456", "#123456") == 1.0


@pytest.mark.parametrize("scheme", _SCHEMES)
def test_body_text_has_at_least_seven_to_one(scheme: Colours) -> None:
    for ground in (scheme.window, scheme.surface, scheme.accent_soft, scheme.sunken):
        assert contrast(scheme.text, ground) >= 7
        assert contrast(scheme.muted, ground) >= 7 or ground in (scheme.accent_soft, scheme.sunken)
    assert contrast(scheme.amber_text, scheme.amber_surface) >= 7


@pytest.mark.parametrize("scheme", _SCHEMES)
def test_everything_else_has_at_least_four_and_a_half(scheme: Colours) -> None:
    pairs = [
        (scheme.muted, scheme.accent_soft), (scheme.muted, scheme.sunken), (scheme.on_accent, scheme.accent),
        (scheme.on_accent, scheme.accent_hover), (scheme.accent, scheme.surface), (scheme.accent, scheme.window),
        (scheme.amber_text, scheme.surface), (scheme.loss, scheme.surface), (scheme.accent, scheme.accent_soft),
    ]  # fmt: skip
    assert min(contrast(*pair) for pair in pairs) >= 4.5


@pytest.mark.parametrize("scheme", _SCHEMES)
def test_edges_of_controls_and_the_focus_can_be_seen(scheme: Colours) -> None:
    for ground in (scheme.window, scheme.surface):
        assert contrast(scheme.control_line, ground) >= 3
        assert contrast(scheme.focus, ground) >= 3


def test_high_contrast_keeps_the_system_colours() -> None:
    own = palette_of(DARK)
    kept = from_system(own)
    assert (kept.window, kept.text, kept.muted, kept.dark) == (DARK.window, DARK.text, DARK.text, True)


def test_a_second_window_does_not_scale_scaled_text(qapp: QApplication) -> None:
    sizes = []
    for _ in range(3):
        Theme(qapp).apply(ThemeChoice.LIGHT, 200)
        sizes.append(qapp.font().pointSizeF())
    Theme(qapp).apply(ThemeChoice.LIGHT, 100)
    assert sizes == [2 * qapp.font().pointSizeF()] * 3


def test_text_size_and_theme_change_at_once(qapp: QApplication) -> None:
    theme = Theme(qapp)
    theme.apply(ThemeChoice.LIGHT, 100)
    small, light = qapp.font().pointSizeF(), qapp.palette().window().color().name()
    theme.apply(ThemeChoice.DARK, TEXT_SIZES[-1])
    assert qapp.font().pointSizeF() == pytest.approx(2 * small)
    assert scaled(36) == 72
    assert (light, qapp.palette().window().color().name()) == (LIGHT.window, DARK.window)
    theme.apply(ThemeChoice.LIGHT, 100)
