"""Markdown becomes blocks whose pieces have exact places, whatever the text."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.text.markdown import Alignment, Block, Holder, Kind, Run, blocks, settled
from core.text.markdown_streaming import read_on

SIGNS = [
    *"*_`~[]()!\\$&<>#|-+=.:;1 2\n\t\r\0中文，。“”ab/",
    *("**", "```\n", "\n\n", "- ", "1. ", "> ", "$$", "\\[", "\\]", "\\(", "\\)", "|-|\n", "| a "),
    *("https://a.b/c", "](", "![", "&amp;", "# ", "    ", "\u2028", "\U0001f600", "\u0301"),
]
WORDS = [
    *(
        "words ",
        "of ",
        "**bold** ",
        "`code` ",
        "*so*, ",
        "line\n",
        "$x$ ",
        "中文，",
        "[a](b) ",
        "and ",
    ),
    *("~~out~~ ", "http://a.b ", "- ", "* ", "`", "**", "[", "](b) ", "\\(x\\) ", "| ", "|-|\n"),
]
markdown = st.lists(st.sampled_from(SIGNS), max_size=60).map("".join)


def one(text: str, unfinished: bool = False) -> Block:
    (block,) = blocks(text, unfinished)
    return block


def said(block: Block) -> str:
    return "".join(run.text for run in block.runs)


def styled(text: str, style: str, unfinished: bool = False) -> list[str]:
    found = one(text, unfinished).runs
    return [run.text for run in found if getattr(run, style)]


def every_run(found: tuple[Block, ...]) -> list[Run]:
    inside = [run for block in found for run in block.runs]
    cells = [run for block in found for row in block.rows for cell in row for run in cell.runs]
    return inside + cells


def test_blocks_of_an_ordinary_answer() -> None:
    text = (
        "# Title #\n\nFirst *line*\nsecond\n\n- one\n  1. deep\n\n     more\n- two\n\n> said\n"
        "> so\n\n"
        "| a | b |\n|---|--:|\n| 1 \\| 2 | `x` |\n| only |\n\n```python\nif x:\n    y\n```\n\n"
        "$$\nx = 1\n$$\n\\[ y \\]\n---\n"
    )
    found = blocks(text)
    assert [block.kind.value for block in found] == [
        "heading", "paragraph", "paragraph", "paragraph", "paragraph", "paragraph", "paragraph",
        "table", "code", "formula", "formula", "rule",
    ]  # fmt: skip
    heading, first, one_, deep, more, two, quote, table, code, formula, other, _ = found
    assert (heading.level, said(heading)) == (1, "Title")
    assert said(first) == "First line\nsecond"
    assert [each.holder for each in deep.containers] == [Holder.BULLET, Holder.NUMBER]
    assert [each.first for each in deep.containers] == [False, True]
    assert not more.containers[-1].first
    assert one_.containers[0].first
    assert two.containers[0].first
    assert quote.containers[0].holder is Holder.QUOTE
    assert said(quote) == "said\nso"
    rows = [["".join(run.text for run in cell.runs) for cell in row] for row in table.rows]
    assert rows == [["a", "b"], ["1 | 2", "x"], ["only", ""]]
    assert table.alignments == (Alignment.LEFT, Alignment.RIGHT)
    assert (code.language, code.text) == ("python", "if x:\n    y")
    assert (formula.text, other.text) == ("x = 1", "y")


@pytest.mark.parametrize(
    ("text", "strong"),
    [
        ("a **b** c", ["b"]),
        ("**中文。**后文", ["中文。"]),
        ("他说**“重点”**是", ["“重点”"]),
        ("**共 3 项（含税）**：甲", ["共 3 项（含税）"]),
        ("2 ** 3 ** 4", []),
        ("snake__case__name", []),
    ],
)
def test_strong(text: str, strong: list[str]) -> None:
    assert styled(text, "strong") == strong


@pytest.mark.parametrize("text", ["2*3*4", "snake_case_name", "a * b * c", "\\*no\\*", "5 * 3"])
def test_signs_that_are_no_emphasis(text: str) -> None:
    assert styled(text, "emphasis") == []


@pytest.mark.parametrize(
    ("text", "formulae"),
    [
        ("$x^2$ and \\(y\\)", ["x^2", "y"]),
        ("质能方程$E=mc^2$很有名", ["E=mc^2"]),
        ("$n$ items", ["n"]),
        ("$2 \\times 3$", ["2 \\times 3"]),
        ("it costs $5 and $6", []),
        ("from $5 to 6$ and so", []),
        ("价格为$5到$6之间", []),
        ("US$5, A$6 or $7", []),
        ("`$x$` is code", []),
        ("\\$x$ y", []),
        ("这是$一个$词", []),
    ],
)
def test_formulae_and_prices(text: str, formulae: list[str]) -> None:
    assert styled(text, "formula") == formulae


@pytest.mark.parametrize(
    ("text", "address", "words"),
    [
        ("[a *b*](http://x.y 'title')", "http://x.y", "a b"),
        ("see https://x.y/z_(a)。然后", "https://x.y/z_(a)", "see https://x.y/z_(a)。然后"),
        ("<https://x.y>", "https://x.y", "https://x.y"),
        ("(https://x.y)", "https://x.y", "(https://x.y)"),
        ("![plan](http://x/p.png)", "http://x/p.png", "plan http://x/p.png"),
        ("![](p.png)", "p.png", "p.png"),
    ],
)
def test_links_and_pictures(text: str, address: str, words: str) -> None:
    block = one(text)
    assert said(block) == words
    assert {run.address for run in block.runs if run.address} == {address}


def test_html_is_text_and_entities_are_signs() -> None:
    assert said(one("<b>x</b> <script>y</script>")) == "<b>x</b> <script>y</script>"
    assert said(one("a &amp; b &nosuch; &#0;")) == "a & b &nosuch; \ufffd"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("so **bold", "so bold"),
        ("so **bold*", "so bold"),
        ("so `code", "so code"),
        ("see [here](http://x", "see here"),
        ("a\n-", "a"),
        ("a\n12", "a"),
        ("a\n| -", "a"),
        ("a \\(x^", "a x^"),
    ],
)
def test_what_is_still_being_written(text: str, shown: str) -> None:
    assert said(one(text, unfinished=True)) == shown


def test_an_open_fence_is_code_and_a_row_is_text_until_its_rule_is_there() -> None:
    open_code = one("```py\nx = **1", unfinished=True)
    assert (open_code.kind, open_code.text, open_code.closed) == (Kind.CODE, "x = **1", False)
    assert one("| a | b |", unfinished=True).kind is Kind.PARAGRAPH
    assert one("| a | b |\n|---|", unfinished=True).kind is Kind.PARAGRAPH
    assert one("| a | b |\n|---|---|\n| **x", unfinished=True).kind is Kind.TABLE
    assert one("$$\n\\frac{a", unfinished=True).kind is Kind.FORMULA


@given(markdown, st.booleans())
@settings(max_examples=300)
def test_every_place_is_exact(text: str, unfinished: bool) -> None:
    known = text.replace("\r\n", " \n").replace("\r", "\n").replace("\0", "\ufffd")
    found = blocks(text, unfinished)
    assert all(0 <= block.root <= block.start <= block.end <= len(text) for block in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    for run in every_run(found):
        assert 0 <= run.start < run.end <= len(text)
        if run.exact:
            assert known[run.start : run.end] == run.text


@given(markdown)
@settings(max_examples=300)
def test_no_word_is_lost(text: str) -> None:
    inside = [False] * len(text)
    for block in blocks(text):
        inside[block.start : block.end] = [True] * (block.end - block.start)
    lost = {text[at] for at in range(len(text)) if not inside[at]}
    assert not {sign for sign in lost if sign.isalpha()}


@given(markdown, markdown)
@settings(max_examples=300)
def test_what_is_settled_stays(text: str, more: str) -> None:
    before = blocks(text, unfinished=True)
    at = settled(before)
    head = [block for block in before if block.root < at]
    whole = blocks(text + more)
    assert list(whole[: len(head)]) == head
    assert whole[len(head) :] == blocks(text + more, start=at)


@pytest.mark.parametrize(
    "text",
    [
        ">" * 10_000 + " deep", "- " * 5_000 + "deep", "`" * 20_000, "*a " * 7_000, "[" * 20_000,
        "[a](b" * 5_000, "$" * 20_000, "\\[\n" * 5_000, "![a](b \"" * 3_000, "<a:" * 7_000,
        " ".join("`" * size for size in range(1, 300)), "**a *b " * 3_000,
    ],
)  # fmt: skip
@pytest.mark.parametrize("unfinished", [False, True])
def test_hostile_text_is_read(text: str, unfinished: bool) -> None:
    found = blocks(text, unfinished)
    assert sum(len(run.text) for run in every_run(found)) + sum(len(b.text) for b in found) <= len(
        text
    )
    if "deep" in text:
        assert "deep" in said(found[-1])


@given(st.lists(markdown, min_size=1, max_size=6), st.booleans())
@settings(max_examples=400)
def test_reading_on_reads_the_same(pieces: list[str], unfinished: bool) -> None:
    text, found = "", ()
    for place, piece in enumerate(pieces):
        text += piece
        open_end = unfinished or place < len(pieces) - 1
        kept, more = read_on(text, found, open_end)
        found = found[:kept] + more
        assert found == blocks(text, open_end)


@pytest.mark.parametrize(
    "text",
    [
        "| a | b |\n|--|:-:|\n| 1 | **2** |\n|\n| x\n|\\| 3 `|` | 4 | 5 |\n- a list\n| no |\n",
        "~~~~ py\n\nx = 1\n\n\n~~~\n  y\n\t\n~~~~~ \nwords **of\nmore**\n```\nleft open\n\n \n",
        "1. a\n\n   | a |\n   |---|\n   | b |\n\n2. ```\n   x\n   ```\n3. d\n",
        "- b\n  - c\n\n    d\n\n- e\nlazy\n\n10. f\n11. g\n",
        "> a\n>\n> - b\n> c\n>\n> | a |\n> |---|\n> | b |\n> > deep\n>\n>```\n> x\n",
        "> a\n\n> $$\n> x\n> $$\n\nb\n",
        "some **bold words** and `code` with *all kinds* of words\nand ~~lines~~ after them, "
        "a [link](http://a.b) and $x$ and \\(y\\) and **more *bold* words** at 5 * 3 and then\n"
        "more `code` of words and **bold** things | and\n|---|\n| words |\nnever *closed\n- a\n",
        "a\r\n\r\n| a |\r\n|---|\r\n| b |\r\n| c |\r\n\r\n```\r\nx\r\ny\r\n```\r\n",
    ],
)  # fmt: skip
def test_each_character_is_read_on_the_same(text: str) -> None:
    found = ()
    for end in range(len(text) + 1):
        kept, more = read_on(text[:end], found, unfinished=True)
        found = found[:kept] + more
        assert found == blocks(text[:end], unfinished=True), text[:end]


@given(st.lists(st.sampled_from(WORDS), max_size=80), st.integers(1, 9), st.booleans())
@settings(max_examples=400)
def test_a_long_paragraph_is_read_on_the_same(
    words: list[str], step: int, unfinished: bool
) -> None:
    text, found = "".join(words), ()
    for end in range(0, len(text) + step, step):
        open_end = unfinished or end < len(text)
        kept, more = read_on(text[:end], found, open_end)
        found = found[:kept] + more
        assert found == blocks(text[:end], open_end)


def test_a_long_table_is_read_on_from_its_last_row() -> None:
    text = "| a | b |\n|---|---|\n" + "| 1 | *2* |\n" * 200
    before = blocks(text, unfinished=True)
    kept, (after,) = read_on(text + "| 3 | 4 |", before, unfinished=True)
    assert kept == 0
    assert after.rows[:200] == before[0].rows[:200]
    assert all(
        one is other for one, other in zip(after.rows[:200], before[0].rows[:200], strict=True)
    )
