"""What is put into an instruction."""

import datetime

from core.prompting.filling import filled
from core.types import Prompt, PromptStyle

TODAY = datetime.date(2026, 3, 1)


def put(text, style=PromptStyle.ZERO_SHOT, library="Books", examples="E"):
    return filled(Prompt("x", "X", style, text), library, examples, TODAY)


def test_placeholders_are_filled_and_other_braces_stay():
    assert put("{library}, {today}: {examples} {other} {") == "Books, 2026-03-01: E {other} {"


def test_what_is_put_in_is_not_filled_again():
    assert put("{library} {today}", library="{today} {examples}") == (
        "{today} {examples} 2026-03-01"
    )


def test_examples_have_a_place_where_none_is_named():
    assert put("Do.", PromptStyle.FEW_SHOT) == "Do.\n\nE"
    assert put("{examples} Do.", PromptStyle.FEW_SHOT) == "E Do."
    assert put("Do.") == "Do."
