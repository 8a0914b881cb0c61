"""What a model writes of a community rests on sentences of the documents, or is left out."""

from dataclasses import replace

import pytest

from core.graph.model_reports import Summary, SummarySentence, checked, digest_of, messages, schema
from core.types import Citation, Community, CommunityReport, Entity, EntityKind, Evidence

QUOTES = (
    "The Lower Wick Trust was founded in 1881.",
    "Anna Moss keeps the logbooks of the trust.",
    "The trust lends its hall to the Choir of Lower Wick.",
)


def report(quotes=QUOTES, names=("Lower Wick Trust", "Anna Moss")):
    community = Community(0, 0, -1, "Lower Wick Trust", len(names), 1)
    entities = tuple(Entity(name.lower(), name, EntityKind.OTHER) for name in names)
    sentences = tuple(Evidence(Citation("d", "T", 1, 0, len(q), q)) for q in quotes)
    return CommunityReport(community, entities, sentences)


def reply(*rows):
    return {"summary": [{"text": text, "sentences": list(numbers)} for text, *numbers in rows]}


def test_sentences_are_kept_with_what_they_rest_on():
    found = checked(
        reply(
            ("The Lower Wick Trust dates from 1881.", 1),
            ("Its logbooks are kept by Anna Moss.", 2, 2, 9),
        ),
        report(),
        "m",
    )
    assert [each.rests_on for each in found.sentences] == [(0,), (1,)]
    assert found.text == "The Lower Wick Trust dates from 1881. Its logbooks are kept by Anna Moss."


@pytest.mark.parametrize(
    "row",
    [
        ("The trust was founded in 1882.", 1),
        ("The trust was founded by Sir Henry Vane.", 1),
        ("The trust was founded in 1881.",),
        ("The trust was founded in 1881.", 0),
        ("The trust was founded in 1881.", 4),
        ("The trust was founded in 1881.", True),
        ("Bananas are yellow.", 1),
        ("<b>The trust</b> was founded in 1881.", 1),
        ("The trust\u202e was founded in 1881.", 1),
        ("The trust was founded. " * 30, 1),
        ("", 1),
    ],
)
def test_what_the_sentences_do_not_bear_out_is_left_out(row):
    assert checked(reply(row), report(), "m") is None


@pytest.mark.parametrize("value", [None, [], {}, {"summary": "x"}, {"summary": [3, {"text": 1}]}])
def test_another_form_is_nonsense(value):
    assert checked(value, report(), "m") is None


def test_chinese_sentences_follow_each_other_without_a_space():
    quotes = ("青禾文具公司于1998年在宁波成立。", "王小明是青禾文具公司的创始人。")
    rows = reply(("青禾文具公司1998年成立于宁波。", 1), ("创始人是王小明。", 2))
    found = checked(rows, report(quotes, ("青禾文具公司",)), "m")
    assert found.text == "青禾文具公司1998年成立于宁波。创始人是王小明。"
    assert "名称" in messages(report(quotes))[1].text


def test_the_digest_changes_with_the_sentences_and_the_entities():
    same = digest_of(report())
    assert digest_of(report()) == same
    assert digest_of(report(QUOTES[:2])) != same
    assert digest_of(report(names=("Lower Wick Trust",))) != same
    other = replace(report(), community=Community(7, 1, 0, "Another name", 2, 1))
    assert digest_of(other) == same


def test_the_schema_knows_how_many_sentences_there_are():
    items = schema(report())["properties"]["summary"]["items"]["properties"]
    assert items["sentences"]["items"]["maximum"] == 3


def test_a_summary_of_nothing_is_empty():
    assert Summary("m", ()).text == ""
    assert Summary("m", (SummarySentence("One.", (0,)),)).text == "One."
