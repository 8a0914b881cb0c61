"""Lists in plain text: how items are marked, what stands over them, the heads of a long list."""

import pytest

from core.generation.lists import Outline, content_of, number_of, numbered, style_of


@pytest.mark.parametrize(
    ("line", "style", "number", "content"),
    [
        ("3. Oil the hinge", "1.", 3, "Oil the hinge"),
        ("（十二）附则", "（一）", 12, "附则"),
        ("二、范围", "一、", 2, "范围"),
        ("• Open the doors", "•", 0, "Open the doors"),
        ("3.5 pounds is the price", "", 0, "3.5 pounds is the price"),
        ("Plain words", "", 0, "Plain words"),
    ],
)
def test_marks_of_items(line, style, number, content):
    assert (style_of(line), number_of(line), content_of(line)) == (style, number, content)


def spans(text):
    found, at = [], 0
    for line in text.split("\n"):
        found.append((at, at + len(line)))
        at += len(line) + 1
    return found


def test_heads_are_found_past_what_stands_under_them():
    text = "1. Bell\n• loud\n2. Lamp\nIt is lit at dusk.\n3. Rope\n1. Next list"
    heads = [text[start:end] for start, end in numbered(text, spans(text), {})]
    assert heads == ["1. Bell", "2. Lamp", "3. Rope"]
    assert numbered("Something else\n1. Bell", spans("Something else\n1. Bell"), {}) == []


def test_numbers_of_a_deeper_list_are_not_heads():
    text = "1. Bell\n1. loud\n2. old\n2. Lamp"
    lines = spans(text)
    depths = {lines[1][0]: 1, lines[2][0]: 1}
    assert [text[a:b] for a, b in numbered(text, lines, depths)] == ["1. Bell", "2. Lamp"]


def test_an_item_is_about_what_those_over_it_are_about():
    outline = Outline()
    assert outline.read("1. Oak", 0) == ""
    assert outline.read("• Strong points", 0) == "1. Oak"
    assert outline.read("• It lasts", 1) == "1. Oak\n• Strong points"
    assert outline.read("2. Pine", 0) == ""
    assert outline.read("• Cheap", 0) == "2. Pine"
    assert outline.read("A paragraph.", 0) == ""
    assert outline.read("• Alone", 0) == ""
