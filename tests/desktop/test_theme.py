"""Colours, sizes and the style sheet stand in one place, and the text in them can be read."""

import dataclasses
import re
from pathlib import Path

import pytest
from PySide6.QtGui import QColor

from desktop import theme

DESKTOP = Path(theme.__file__).parent
FIXED = ("logo", "menu-", "tick-", "clear-")
"""Icons that the style sheet loads by itself, in the colours of one appearance."""


def luminance(name: str) -> float:
    parts = [QColor(name).redF(), QColor(name).greenF(), QColor(name).blueF()]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("colours", [theme.LIGHT, theme.DARK], ids=["light", "dark"])
@pytest.mark.parametrize("surface", ["paper", "sheet", "wash"])
@pytest.mark.parametrize("ink", ["ink", "faded", "seal", "good", "doubt", "bad"])
def test_text_can_be_read_on_every_surface(colours, surface, ink):
    assert contrast(getattr(colours, ink), getattr(colours, surface)) >= 4.5


@pytest.mark.parametrize("colours", [theme.LIGHT, theme.DARK], ids=["light", "dark"])
def test_the_primary_button_can_be_read_and_outlines_can_be_found(colours):
    assert contrast(colours.on_seal, colours.seal) >= 4.5
    assert contrast(colours.on_seal, colours.seal_hover) >= 4.5
    assert contrast(colours.edge, colours.paper) >= 3


@pytest.mark.parametrize("colours", [theme.LIGHT, theme.DARK], ids=["light", "dark"])
def test_the_style_sheet_has_a_value_for_every_name(qapp, colours):
    assert "$" not in theme.style_sheet(colours)


def test_no_colour_is_written_anywhere_else():
    literal = re.compile(r"#[0-9a-fA-F]{6}\b|\brgba?\(|QColor\(\s*\d")
    found = [
        f"{path.name}: {line.strip()}"
        for path in DESKTOP.rglob("*.py")
        if path.name != "theme.py"
        for line in path.read_text(encoding="utf-8").splitlines()
        if literal.search(line)
    ]
    assert found == []


def test_the_appearance_changes_while_the_program_runs(qapp):
    theme.apply(qapp, "light", 1.0)
    light = qapp.palette().window().color()
    theme.apply(qapp, "dark", 1.0)
    assert theme.is_dark()
    assert qapp.palette().window().color() != light
    assert theme.DARK.paper in qapp.styleSheet()
    theme.apply(qapp, "light", 1.0)
    assert not theme.is_dark()


def test_a_setting_that_makes_no_sense_follows_the_system(qapp):
    theme.apply(qapp, "purple", 99.0)
    assert theme.text_scale() == theme.TEXT_SCALES[-1]
    theme.apply(qapp, "light", 1.0)


def test_text_grows_in_known_steps_and_not_beyond(qapp):
    theme.apply(qapp, "light", theme.TEXT_SCALES[-1])
    assert theme.next_text_scale(1) == theme.TEXT_SCALES[-1]
    theme.apply(qapp, "light", 1.0)
    assert theme.next_text_scale(1) > 1.0 > theme.next_text_scale(-1)
    assert theme.font().pixelSize() == theme.Type.BODY


def test_every_icon_is_drawn_in_the_colour_asked_for(qapp):
    theme.apply(qapp, "light", 1.0)
    for path in (DESKTOP.parent / "resources" / "icons").glob("*.svg"):
        image = theme.icon(path.stem, "bad", 24).pixmap(24, 24).toImage()
        pixels = [image.pixelColor(x, y) for x in range(24) for y in range(24)]
        drawn = max(pixels, key=lambda pixel: pixel.alpha())
        assert drawn.alpha() > 120, path.name
        assert path.stem.startswith(FIXED) or drawn.red() > 150 > drawn.blue(), path.name


def test_light_and_dark_name_the_same_colours():
    names = [field.name for field in dataclasses.fields(theme.Colours)]
    assert all(QColor(getattr(look, name)).isValid() for look in (theme.LIGHT, theme.DARK)
               for name in names)  # fmt: skip
