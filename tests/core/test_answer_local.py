"""The road of a question through a local model, real from end to end; what it writes is babble.

A tiny model with random weights shows what a large one would: which tokens need no reading twice.
"""

import pytest

from core import operations, settings
from core.answer import composed
from core.events import finished
from core.generation.history import Turn
from core.generation.priming import prime
from core.knowledge_base import KnowledgeBase
from core.models import chosen
from core.types import Support
from tests import local_models
from tests.library_making import open_library, prepared

pytest.importorskip("llama_cpp")

TEXT = "\n".join(f"Line {number} of the handbook says that Saltby is old." for number in range(12))


@pytest.fixture
def model():
    name = local_models.installed()
    settings.save(settings.Settings(writing_model=name))
    yield name
    chosen.put_away()


@pytest.fixture
def library(tmp_path):
    opened = open_library(tmp_path / "library", create=True)
    opened.add([prepared(opened, TEXT, "Handbook", "handbook.txt")])
    yield opened
    opened.close()


def ask(library, question, history=(), **how):
    return finished(composed(library, question, history=history, max_tokens=24, **how))


def test_what_was_read_is_not_read_again(library, model):
    question = "What does line 3 of the handbook say?"
    first = ask(library, question)
    assert first.model == model
    assert first.usage.prompt_tokens > 100
    assert first.usage.exact
    given = tuple(first.passages[at] for at in first.read)
    turn = Turn(question, first.written, given)
    second = ask(library, "And line 4 of the handbook?", history=(turn,))
    # All of the first prompt begins the second one; what the model wrote is spelt anew.
    assert second.usage.cached_tokens >= first.usage.prompt_tokens - 4
    assert second.usage.prompt_tokens > first.usage.prompt_tokens


def test_pinned_documents_are_read_while_the_question_is_typed(library, model):
    (id,) = library.catalog.ids()
    finished(prime(library, pinned=(id,)))
    state = chosen.state()
    assert state.saved_bytes > 0
    read = state.cached_tokens
    answered = ask(library, "What does line 3 of the handbook say?", pinned=(id,))
    assert answered.usage.cached_tokens >= read - 8
    assert answered.usage.cached_tokens > 0.7 * answered.usage.prompt_tokens
    # Another day, the process is new and the document's reading comes from the disk.
    chosen.put_away()
    again = ask(library, "What does line 5 of the handbook say?", pinned=(id,))
    assert again.usage.cached_tokens > 0.7 * again.usage.prompt_tokens


@pytest.mark.slow
def test_sample_questions_are_answered_by_a_trained_model_with_their_sources(tmp_path):
    from tests.answering_llama import ANSWERS, answering_model

    name = local_models.put(answering_model().gguf("q8_0"), "answering.gguf")
    settings.save(settings.Settings(writing_model=name))
    library = KnowledgeBase.open(tmp_path / "sample", create=True)
    finished(operations.add_sample(library, language="zh"))
    right = 0
    for question, words in ANSWERS.items():
        given = finished(composed(library, question))
        assert "[" not in given.text
        said = given.text.rstrip("。. ") == words
        right += said and any(one.support is Support.SUPPORTED for one in given.sentences)
    chosen.put_away()
    library.close()
    # Of twelve; what so small a model mixes up among sixteen passages is not the road's doing.
    assert right >= 6
