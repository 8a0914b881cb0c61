"""Formulae are drawn with their baseline; hostile ones end soon and draw nothing."""

import sys

import pytest

from core.text import formulas
from core.text.formulas import drawn


def test_a_formula_is_drawn_in_the_colour_of_its_place() -> None:
    made = drawn(r"\frac{a}{b} + \sqrt{x^2}")
    assert made.svg.startswith("<svg")
    assert "currentColor" in made.svg
    assert "<symbol" not in made.svg  # Qt draws none
    assert 2 < made.width < 8
    assert made.ascent > made.descent > 0


def test_display_is_larger_than_inline() -> None:
    latex = r"\sum_{i=1}^{n} \frac{i}{2}"
    inline, display = drawn(latex), drawn(latex, display=True)
    assert display.ascent + display.descent > inline.ascent + inline.descent


@pytest.mark.parametrize(
    "latex",
    [
        "", " ", "%", r"\frac", r"\frac" * 300, r"\left(" * 100, "x^" * 200 + "y",
        "{" * 500 + "x" + "}" * 500, r"\newcommand{\a}{\a\a}\a", r"\begin{matrix}" + "a&" * 500,
        "a" * 3000, "x" * 1990, r"\text{中文}", r"\input{/etc/passwd}" * 90, "\\\\" * 300,
        r"\def\a{\a\a}\a", "\0",
    ],
)  # fmt: skip
def test_what_cannot_be_drawn_is_an_empty_drawing(latex: str) -> None:
    made = drawn(latex)
    assert made.svg == "" or "passwd" not in made.svg
    assert sys.getprofile() is None


def test_one_that_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(formulas, "SECONDS", 0.0)
    assert drawn(r"\frac{once}{only}").svg == ""
