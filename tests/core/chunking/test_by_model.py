"""The model chunker takes what makes sense, keeps the recursive cut for the rest, and says so."""

import json
import re
from collections.abc import Callable, Generator, Mapping, Sequence
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.chunking import by_model
from core.chunking.by_model import MOST_REQUESTS, TOO_LONG, ModelChunker
from core.chunking.recursive import RecursiveChunker
from core.errors import LecternError, ModelRefused, ModelTooSlow, ModelUnreachable, NotAllowed
from core.events import Progress, Stage, Token
from core.parsing.text_builder import TextBuilder
from core.protocols import ChatMessage, ChunkingTools
from core.types import DocumentNotice, NoticeKind, ParsedDocument
from tests.core.chunking.making import Window, any_document, assert_right, build, cut, texts


class Scripted:
    """Stands in at the model boundary, for a model that would need a server: says what a test says.

    `reply` is given the number of sentences; an error is raised, anything else is written.
    """

    name = "scripted"
    context_tokens = 8192

    def __init__(self, reply: Callable[[int], str | LecternError]) -> None:
        self.reply = reply
        self.asked: list[str] = []
        self.closed = 0

    def write(
        self,
        messages: Sequence[ChatMessage],
        max_tokens: int = 512,
        temperature: float = 0.0,
        schema: Mapping[str, Any] | None = None,
    ) -> Generator[Token, None, str]:
        assert schema is not None
        assert schema["required"] == ["starts"]
        self.asked.append(messages[-1].text)
        try:
            yield Token("")
            reply = self.reply(len(re.findall(r"^\[\d+\]", messages[-1].text, re.MULTILINE)))
            if isinstance(reply, LecternError):
                raise reply
            for letter in reply:
                yield Token(letter)
            return reply
        finally:
            self.closed += 1


def starts(*numbers: int) -> str:
    return json.dumps({"starts": numbers})


def every_tenth(count: int) -> str:
    return starts(*range(1, count + 1, 10))


def document(sentences: int = 20) -> ParsedDocument:
    builder = TextBuilder("a")
    builder.heading("Heading")
    for first in range(0, sentences, 10):
        lines = [f"Sentence {n} has a few words." for n in range(first, first + 10)]
        builder.paragraph(" ".join(lines))
    return build(builder)


def notices(*details: str) -> tuple[DocumentNotice, ...]:
    return tuple(DocumentNotice(NoticeKind.CUT_WITHOUT_MODEL, detail) for detail in details)


def without_model(parsed: ParsedDocument) -> tuple[Any, ...]:
    return cut(RecursiveChunker(), parsed, Window()).spans


def test_the_parts_begin_where_the_model_says() -> None:
    model = Scripted(lambda count: starts(1, 5, 12))
    parsed = document()
    result = cut(ModelChunker(), parsed, Window(), model)
    found = texts(parsed, result.spans)
    assert [re.search(r"Sentence \d+", text).group() for text in found] == [
        "Sentence 0", "Sentence 4", "Sentence 11",
    ]  # fmt: skip
    assert result.notices == ()
    assert model.asked[0].startswith("[1] Heading Sentence 0 has a few words.\n[2] Sentence 1")
    assert {(s.section_start, s.section_end) for s in result.spans} == {(0, len(parsed.text))}


def test_chinese_sentences_are_numbered_each() -> None:
    model = Scripted(lambda count: starts(3))
    parsed = ParsedDocument("text", "", "今天很热。明天呢？下雨！后天是晴天；", ())
    assert texts(parsed, cut(ModelChunker(), parsed, Window(), model).spans) == [
        "今天很热。明天呢？", "下雨！后天是晴天；",
    ]  # fmt: skip
    assert model.asked[0].count("\n") == 3


def test_json_in_a_fence_is_understood() -> None:
    model = Scripted(lambda count: f"Sure!\n```json\n{starts(1, 5)}\n```")
    assert cut(ModelChunker(), document(), Window(), model).notices == ()


def test_a_part_too_long_for_the_embedder_is_cut_further_and_top_headings_part() -> None:
    builder = TextBuilder("a")
    builder.heading("Short")
    builder.paragraph("A short one.")
    builder.heading("Long")
    builder.paragraph(" ".join(f"Sentence {n} has a few words." for n in range(100)))
    parsed = build(builder)
    result = cut(
        ModelChunker(),
        parsed,
        Window(),
        Scripted(lambda n: starts(1, n // 2, n // 2 + 1, n // 2 + 2)),
    )
    assert_right(parsed, result.spans, 254)
    assert result.spans[0].heading == "Short"
    assert result.spans[0].end < parsed.text.index("Long")
    assert result.notices == ()


NONSENSE = {
    "no json": "I think the text is about bees.",
    "another shape": '{"parts": [1, 5]}',
    "a list": "[1, 5]",
    "no list": '{"starts": 5}',
    "words": '{"starts": ["1", "5"]}',
    "truth": '{"starts": [true, 5]}',
    "fractions": '{"starts": [1.0, 5.0]}',
    "falling": starts(5, 1),
    "repeated": starts(1, 5, 5),
    "zero": starts(0, 5),
    "out of range": starts(1, 21),
    "far out of range": '{"starts": [1, 1e999]}',
    "cut off": '{"starts": [1, 5',
    "every one": starts(*range(1, 21)),
    "deep": '{"starts": ' + "[" * 100_000,
    "empty": "",
}


@pytest.mark.parametrize("reply", NONSENSE.values(), ids=NONSENSE)
def test_nonsense_is_asked_once_more_and_then_the_recursive_cut_stands(reply: str) -> None:
    model = Scripted(lambda count: reply)
    parsed = document()
    result = cut(ModelChunker(), parsed, Window(), model)
    assert result.spans == without_model(parsed)
    assert result.notices == notices("nonsense")
    assert len(model.asked) == 2


def test_a_second_try_that_makes_sense_counts() -> None:
    replies = iter(["what?", starts(1, 5)])
    result = cut(ModelChunker(), document(), Window(), Scripted(lambda count: next(replies)))
    assert len(result.spans) == 2
    assert result.notices == ()


ERRORS = {
    "unreachable": ModelUnreachable(name="m", address="a"),
    "too_slow": ModelTooSlow(name="m", seconds=60),
    "refused": ModelRefused(name="m", status=500, reason="x"),
    "no_consent": NotAllowed(name="m", address="a"),
}


@pytest.mark.parametrize("error", ERRORS.values(), ids=ERRORS)
def test_a_model_that_cannot_be_used_is_not_tried_again_for_each_window(
    error: LecternError,
) -> None:
    model = Scripted(lambda count: error)
    parsed = document(1000)
    result = cut(ModelChunker(), parsed, Window(), model)
    assert result.spans == without_model(parsed)
    detail = "not_allowed" if isinstance(error, NotAllowed) else error_detail(error)
    assert result.notices == notices(detail)
    assert len(model.asked) == 1
    assert model.closed == 1


def error_detail(error: LecternError) -> str:
    return next(name for name, each in ERRORS.items() if each is error)


def test_only_the_windows_that_failed_keep_the_recursive_cut() -> None:
    asked = 0

    def reply(count: int) -> str:
        nonlocal asked
        asked += 1
        return "nonsense" if asked in (2, 3) else every_tenth(count)

    parsed = document(1000)
    result = cut(ModelChunker(), parsed, Window(), Scripted(reply))
    plain = set(without_model(parsed))
    assert_right(parsed, result.spans, 254)
    assert 0 < len(plain & set(result.spans)) < len(result.spans)
    assert result.notices == notices("nonsense")


def test_without_a_model_the_cut_is_the_recursive_one_and_says_so() -> None:
    parsed = document()
    result = cut(ModelChunker(), parsed, Window())
    assert result.spans == without_model(parsed)
    assert result.notices == notices("no_model")


def test_the_requests_of_a_document_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(by_model, "MOST_REQUESTS", 3)
    model = Scripted(every_tenth)
    parsed = document(2000)
    result = cut(ModelChunker(), parsed, Window(), model)
    assert len(model.asked) == 3 < MOST_REQUESTS
    assert result.notices == notices(TOO_LONG)
    assert_right(parsed, result.spans, 254)
    assert result.spans[-1] == without_model(parsed)[-1]


def test_a_model_that_writes_without_end_is_stopped() -> None:
    model = Scripted(lambda count: " " * 1_000_000)
    parsed = document()
    assert cut(ModelChunker(), parsed, Window(), model).notices == notices("nonsense")
    assert model.closed == 2


def test_the_estimate_is_what_it_costs() -> None:
    model = Scripted(every_tenth)
    parsed, tools = document(1000), ChunkingTools(Window(), model)
    requests, tokens = ModelChunker().estimate(parsed, tools)
    assert model.asked == []
    cut(ModelChunker(), parsed, Window(), model)
    assert requests == len(model.asked) > 1
    read = sum(Window().count_tokens(model.asked))
    assert read < tokens < 3 * read
    assert ModelChunker().estimate(parsed, ChunkingTools(Window())) == (0, 0)


def test_a_small_context_gets_small_windows() -> None:
    parsed = document(400)
    large, small = Scripted(every_tenth), Scripted(every_tenth)
    small.context_tokens = 1500
    for model in (large, small):
        cut(ModelChunker(), parsed, Window(), model)
    assert len(small.asked) > len(large.asked)
    assert max(Window().count_tokens(small.asked)) < 1000


def test_what_the_model_does_is_told_and_closing_the_road_stops_it() -> None:
    model = Scripted(every_tenth)
    road = ModelChunker().chunk(document(1000), ChunkingTools(Window(), model))
    told = [next(road) for _ in range(3)]
    assert all(isinstance(each, Progress) and each.stage is Stage.THINKING for each in told)
    road.close()
    assert model.closed == len(model.asked) == 1


@settings(max_examples=150, deadline=None)
@given(any_document(), st.data())
def test_whatever_the_model_says_every_visible_character_is_in_one_chunk_that_fits(
    document: ParsedDocument, data: st.DataObject
) -> None:
    def reply(count: int) -> str:
        chosen = data.draw(st.sets(st.integers(1, count + 1), max_size=12))
        return starts(*sorted(chosen))

    model = Scripted(reply)
    model.context_tokens = 1
    spans = cut(ModelChunker(60), document, Window(), model).spans
    assert_right(document, spans)
    assert all(before.end <= after.start for before, after in pairwise(spans))
