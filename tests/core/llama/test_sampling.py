"""Tokens are chosen as wanted, and a grammar is kept at the price of a few tokens a step."""

import json

import numpy as np
import pytest

from core.llama.context import LlamaContext, Opening
from core.llama.grammar import Grammar, grammar_of
from core.llama.library import LlamaError
from core.llama.sampling import Sampler
from tests.tiny_llama import random_model

SCHEMA = {
    "type": "object",
    "properties": {
        "name": {"type": "string", "maxLength": 12},
        "count": {"type": "integer"},
        "kind": {"enum": ["a", "b"]},
    },
    "required": ["name", "count", "kind"],
}


@pytest.fixture(scope="module")
def context():
    made = LlamaContext(random_model().gguf("q8_0"), Opening(1024))
    yield made
    made.close()


def written(context, sampler, most=150):
    context.clear()
    tokens = context.vocabulary.tokens("<|im_start|>Hello", special=True)
    context.decode(tokens, 0, 0)
    found = []
    while len(found) < most:
        token = sampler.pick()
        if context.vocabulary.ends(token):
            break
        found.append(token)
        context.decode([token], 0, len(tokens) + len(found) - 1)
    sampler.close()
    return found


def test_without_temperature_the_most_probable_is_taken(context):
    context.clear()
    context.decode([10, 20, 30], 0, 0)
    assert Sampler(context, 0.0, 1).pick() == int(np.argmax(context.logits()))


def test_chance_repeats_with_its_seed_alone(context):
    first, again, other = (written(context, Sampler(context, 1.0, seed), 40) for seed in (1, 1, 2))
    assert first == again
    assert first != other


@pytest.mark.parametrize("temperature", [0.0, 0.9])
def test_a_schema_is_kept(context, temperature):
    for seed in range(5):
        sampler = Sampler(context, temperature, seed)
        sampler.grammar = Grammar(context.vocabulary.pointer, grammar_of(SCHEMA))
        said = json.loads(context.vocabulary.text(written(context, sampler)))
        assert set(said) == {"name", "count", "kind"}
        assert isinstance(said["count"], int)
        assert said["kind"] in ("a", "b")


def test_the_whole_vocabulary_is_asked_about_only_when_few_do_not_do(context):
    vocabulary = context.vocabulary
    grammar = Grammar(vocabulary.pointer, 'root ::= "a"')
    [letter] = vocabulary.tokens("a")
    asked = []
    taken = grammar.taken
    grammar.taken = lambda tokens: asked.append(len(tokens)) or taken(tokens)
    logits = np.zeros(vocabulary.size, dtype=np.float32)
    logits[letter] = 5
    assert list(grammar.allowed(logits)) == [letter]
    assert asked == [64]
    logits[letter] = -5
    assert list(grammar.allowed(logits)) == [letter]
    assert asked[1:] == [64, vocabulary.size]
    grammar.close()


def test_no_numbers_are_no_tokens(context, monkeypatch):
    context.clear()
    context.decode([10], 0, 0)
    broken = np.full(context.vocabulary.size, np.nan, dtype=np.float32)
    monkeypatch.setattr(context, "logits", lambda row=-1: broken)
    with pytest.raises(LlamaError):
        Sampler(context, 0.0, 1).pick()


def test_a_schema_beyond_grammars_is_refused():
    with pytest.raises(LlamaError):
        grammar_of({"$ref": "#/nowhere"})
