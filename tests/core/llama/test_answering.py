"""A tiny model trained on the spot answers from passages in Lectern's layout, and names them.

It has a million weights: with four passages it names the right one nearly always, with sixteen
seldom. What stands in the file is asked, in the format with the fewest bits.
"""

import random

import pytest

from core.generation import prompt_layout
from core.llama.context import LlamaContext, Opening
from core.llama.prompts import Layout
from core.types import Passage, PromptStyle
from tests.answering_llama import ANSWERS, _Prompts, answering_model
from tests.tiny_llama import TEMPLATE

pytest.importorskip("llama_cpp", reason="it is compiled at installation, which needs a compiler")


@pytest.mark.slow
@pytest.mark.timeout(3600)
def test_sample_questions_are_answered_with_their_source(tmp_path):
    known = _Prompts(tmp_path)
    context = LlamaContext(
        answering_model().gguf("q4_K_M"),
        Opening(context_tokens=2048, threads=1, batch_threads=1),
    )
    layout, chance = Layout(context.vocabulary, TEMPLATE), random.Random(3)
    texts = sources = 0
    for question, answer, source, language, _ in known.facts:
        assert ANSWERS[question] == answer
        others = [at for at in range(len(known.passages)) if at != source]
        places = sorted([source, *chance.sample(others, 3)])
        passages = [_passage(known.passages[at], f"{at:03}") for at in places]
        system = prompt_layout.system_text("", language, PromptStyle.ZERO_SHOT)
        laid = prompt_layout.laid_out(system, [], question, passages)
        messages = [{"role": each.role, "content": each.text} for each in laid.messages]
        written = _written(context, layout.prompt(messages).tokens)
        texts += written.startswith(answer)
        sources += written.startswith(f"{answer} [{places.index(source) + 1}]")
    context.close()
    assert texts >= 11
    assert sources >= 9


def _passage(about, document):
    return Passage(0, document, about["title"], 1, 0, 5, about["text"], about["heading"], 0.0, ())


def _written(context, prompt):
    context.clear()
    context.decode(prompt, 0, 0)
    tokens = []
    while len(tokens) < 60:
        token = int(context.logits().argmax())
        if context.vocabulary.ends(token):
            break
        context.decode([token], 0, len(prompt) + len(tokens))
        tokens.append(token)
    return context.vocabulary.text(tokens)
