"""JSON of language models is read strictly, but for a fence around it."""

import pytest

from core.errors import ModelNonsense
from core.models.json_reply import parse_json


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('{"a": [1, 2]}', {"a": [1, 2]}),
        ('```json\n{"a": "港口"}\n```', {"a": "港口"}),
        ("\n```\n[1]```\n", [1]),
        ('"```json"', "```json"),
        ("  null ", None),
    ],
)
def test_json_is_read(text, value):
    assert parse_json(text, "m") == value


@pytest.mark.parametrize(
    "text",
    ["", "Sure! Here it is: {}", "{}{}", "{'a': 1}", '{"a": NaN}', "[1,]", "[" * 100_000, "```\n"],
)
def test_anything_else_makes_no_sense(text):
    with pytest.raises(ModelNonsense, match="little-model"):
        parse_json(text, "little-model")
