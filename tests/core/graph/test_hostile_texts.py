"""Texts that were made to break things end in order: in bounded time and memory, and as plain text.

What bounds them is said in counts of work, not in seconds: a test that took a square of its input
would run into its time-out.
"""

import pytest

from core.events import finished
from core.graph import reader
from core.graph.keys import key_of
from core.graph.model_prompts import messages, stretches
from core.graph.model_reply import checked
from core.graph.source import source_of
from core.graph_building import update
from core.knowledge_base import KnowledgeBase
from core.types import Mark, MarkKind, ParsedDocument
from tests.library_making import LineChunker, WordHashEmbedder, prepared

pytestmark = pytest.mark.timeout(300)

MEGABYTE = 1_000_000
HOSTILE = (
    "<script>alert(1)</script> met <b>Anna Moss</b> in Harrow Lane.",
    "Anna \u202eevil\u202c Moss founded the Lower\u200b Wick Trust.",
    "Anna\x00Moss and Peter\x07Vane own \x1b[31mHarrow Lane\x1b[0m.",
    "A" * 5000 + " met Anna Moss.",
    "Anna" + "\u0301" * 3000 + " Moss lives here.",
    "'; DROP TABLE documents; -- Anna Moss",
    "\ud800Anna Moss\udfff of Harrow Lane",
    "{{Anna Moss}} ${jndi:ldap://x} %s %n %(name)s {0.__class__}",
    "（" * 4000 + "Anna Moss" + "）" * 4000,
    "《" * 4000 + "红楼梦" + "》" * 4000,
    "Anna Moss (AM (AM (AM (AM" * 500,
    "\ufeffAnna Moss\u2028Peter Vane\u2029Harrow Lane",
    "مرحبا Anna Moss שלום Harrow Lane",
)


def document(text, title=""):
    return ParsedDocument("text", title, text, (Mark(MarkKind.PARAGRAPH, 0, len(text)),))


def read(text, title="", language="en"):
    return reader.read(document(text, title), language)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_is_read_and_its_names_are_of_the_text(text):
    reading = read(text, title=text[:200])
    for name in reading.names:
        assert name.key == key_of(name.surface)
        assert 0 < len(name.surface) <= 300
        assert "\x00" not in name.surface
    tokens = reading.tokens
    assert (tokens.end >= tokens.start).all()
    assert len(tokens.hash) == len(tokens.start) == len(tokens.flags)


@pytest.mark.parametrize(
    "text",
    [
        "word " * (MEGABYTE // 5),
        "Anna " * (MEGABYTE // 5),
        "a" * MEGABYTE,
        "A" * MEGABYTE,
        "A." * (MEGABYTE // 2),
        "Anna Moss, " * (MEGABYTE // 11),
        "1,234.5 " * (MEGABYTE // 8),
        "(" * MEGABYTE,
        "“" * MEGABYTE,
        "《" * MEGABYTE,
        "of the " * (MEGABYTE // 7),
        "Anna of the " * (MEGABYTE // 12),
        "Anna-" * (MEGABYTE // 5),
        "Anna's " * (MEGABYTE // 7),
        "U.S. " * (MEGABYTE // 5),
        '"Anna" or ' * (MEGABYTE // 10),
        "@" + "a" * MEGABYTE,
        "a@" * (MEGABYTE // 2),
        "www.A " * (MEGABYTE // 6),
        "12 May 2012 to " * (MEGABYTE // 15),
        " " * MEGABYTE,
        "\u0301" * MEGABYTE,
    ],
    ids=lambda text: text[:12],
)
def test_a_megabyte_on_one_line_is_read(text):
    read(text)


def test_a_title_that_a_line_says_again_and_again_is_read():
    read("Anna Moss met " * (MEGABYTE // 14), title="Anna Moss")


@pytest.mark.parametrize(
    "text",
    [
        "中" * (MEGABYTE // 3),
        "中国人民银行" * (MEGABYTE // 18),
        "一" * (MEGABYTE // 3),
        "《红楼梦》" * (MEGABYTE // 15),
        "二〇一二年五月" * (MEGABYTE // 21),
        "的" * (MEGABYTE // 3),
        "约翰·" * (MEGABYTE // 8),
        "（WHO）" * (MEGABYTE // 9),
        "王小明是" * (MEGABYTE // 12),
    ],
    ids=lambda text: text[:6],
)
def test_a_megabyte_of_chinese_on_one_line_is_read(text):
    read(text, language="zh")


def many_names(count):
    """A text of so many names that nothing else has."""
    syllables = ["ba", "do", "fi", "gu", "ke", "la", "mo", "ni", "pu", "re"]
    lines, line = [], []
    for number in range(count):
        digits = [int(digit) for digit in f"{number:05}"]
        line.append("".join(syllables[digit] for digit in digits).capitalize())
        if len(line) == 10:
            lines.append(f"Then {' met '.join(line)} there.")
            line = []
    return "\n".join(lines)


@pytest.fixture
def library(tmp_path):
    opened = KnowledgeBase.open(
        tmp_path / "library", create=True, embedder=WordHashEmbedder(), chunker=LineChunker()
    )
    yield opened
    opened.close()


def test_fifty_thousand_names_make_a_graph(library):
    text = many_names(50_000)
    # A name that a single sentence of a single document has is none yet.
    library.add([prepared(library, text, "Names"), prepared(library, f"{text}\nAgain.", "More")])
    status = finished(update(library))
    assert status.entities > 49_000
    # Each with the others of its sentence, and no more.
    assert status.connections < 10 * status.entities
    names = library.graph.snapshot().names
    assert len(set(names)) == len(names)
    saved = sum(file.stat().st_size for file in library.folder.graph.rglob("*") if file.is_file())
    assert saved < 100 * MEGABYTE


def test_a_sentence_with_all_names_does_not_connect_each_with_each(library):
    text = many_names(4000).replace("\n", " ").replace("Then ", "").replace(" there. ", " met ")
    library.add([prepared(library, text, "Names"), prepared(library, f"{text}!", "Again")])
    status = finished(update(library))
    assert status.entities > 3900
    assert status.connections < 200_000


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_are_stored_and_shown_as_they_are(library, text):
    library.add(
        [
            prepared(library, f"{text}\nAnna Moss lives in Harrow Lane.", text[:100]),
            prepared(library, "Anna Moss left Harrow Lane.", "Plain"),
        ]
    )
    finished(update(library))
    graph = library.graph.snapshot()
    assert "Anna Moss" in graph.names
    for name in graph.names:
        name.encode()
        assert not set(name) & set("\x00\x07\x1b\u202e\u202c\u2028")


@pytest.mark.parametrize("text", HOSTILE)
def test_what_a_model_is_asked_stays_in_its_frame(text):
    source = source_of(document(text, text[:100]), "en")
    for stretch in stretches(source, 1200):
        _, user = messages(source, stretch, "en")
        assert user.text.count("</material>") == 1
        lines = user.text.splitlines()
        assert lines[1] == "<material>"
        assert lines[-1] == "</material>"


def test_a_reply_of_a_hundred_thousand_names_is_bounded():
    text = "Anna Moss lives in Harrow Lane."
    (stretch,) = stretches(source_of(document(text), "en"), 1200)
    rows = [{"name": "Anna Moss", "kind": "person"}] * 100_000
    said = [{"source": "a", "target": "b", "label": "c", "sentence": 1}] * 100_000
    found = checked({"entities": rows, "relations": said}, text, stretch)
    assert [name.surface for name in found.names] == ["Anna Moss"]
    assert found.dropped > 199_000
