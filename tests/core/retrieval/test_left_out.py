"""Whatever a model does wrong, the search is the one without it, and says so."""

import pytest

from core.events import Progress, Stage, finished
from core.retrieval import asking
from core.types import Hindrance
from tests.core.retrieval.scripted_model import FAILURES, ScriptedModel

TECHNIQUES = ["fusion", "hyde", "decompose", "rerank"]
QUESTIONS = ["Who built the granary of Saltby?", "盐城的粮仓是谁建成的？"]


def both(library, technique, question, limit=10):
    plain = finished(library.retriever("hybrid").retrieve(question, limit))
    return plain, finished(library.retriever(technique).retrieve(question, limit))


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("technique", TECHNIQUES)
def test_without_a_model(made, technique, question):
    plain, found = both(made()[0], technique, question)
    assert (found.hits, found.legs) == (plain.hits, plain.legs)
    (notice,) = found.notices
    lacking = Hindrance.NO_RERANKER if technique == "rerank" else Hindrance.NO_MODEL
    assert (notice.technique, notice.hindrance) == (technique, lacking)


@pytest.mark.parametrize("technique", TECHNIQUES)
def test_with_a_model_that_fails(made, technique):
    library, model = made("")
    for reply, hindrance in FAILURES:
        model.replies = [reply]
        for question in QUESTIONS:
            plain, found = both(library, technique, question)
            assert plain.hits
            assert (found.hits, found.legs) == (plain.hits, plain.legs), reply
            (notice,) = found.notices
            assert (notice.technique, notice.hindrance) == (technique, hindrance), reply
            assert notice.detail
    assert model.closed == len(model.asked)


@pytest.mark.parametrize(
    ("technique", "reply"),
    [
        ("fusion", '{"phrasings": []}'),
        ("fusion", '{"phrasings": [1, null, ""]}'),
        ("fusion", '{"phrasings": "Who built it?"}'),
        ("fusion", '{"phrasings": ["banana bread", "blue sky thinking"]}'),
        ("fusion", '{"phrasings": ["Who built the granary of Saltby?"]}'),
        ("hyde", '{"passage": ""}'),
        ("hyde", '{"passage": 7}'),
        ("hyde", '{"passage": "I do not know."}'),
        ("hyde", '{"passage": "banana banana banana banana banana banana"}'),
        ("hyde", '{"passage": "Bread is baked of flour with yeast and salt and some water."}'),
        ("hyde", '{"passage": "粮仓是由一位工程师在很久以前为村民建成的，用来存放稻谷。"}'),
        ("decompose", '{"questions": "Who?"}'),
        ("decompose", '{"questions": [{"text": "Who?"}]}'),
        ("decompose", '{"questions": ["banana bread", "blue sky thinking"]}'),
        ("rerank", '{"grades": []}'),
        ("rerank", '{"grades": [{"passage": 1, "grade": 99}]}'),
    ],
)
def test_nonsense_in_the_right_form(made, technique, reply):
    plain, found = both(made(reply)[0], technique, QUESTIONS[0])
    assert (found.hits, found.legs) == (plain.hits, plain.legs)
    assert [notice.hindrance for notice in found.notices] == [Hindrance.NONSENSE]


def test_a_model_that_fails_at_the_second_request_is_left_out_wholly(made):
    library, model = made('{"questions": ["Who built the granary of Saltby?!x"]}', "nonsense")
    plain, found = both(library, "decompose", QUESTIONS[0])
    assert len(model.asked) == 2
    assert found.hits == plain.hits
    assert [notice.hindrance for notice in found.notices] == [Hindrance.NONSENSE]


def test_a_model_that_dribbles_on_is_cut_off(made, monkeypatch):
    monkeypatch.setattr(asking, "PATIENCE_SECONDS", -1.0)
    library, model = made('{"passage": "The granary of Saltby was built by Ellen Marsh."}')
    plain, found = both(library, "hyde", QUESTIONS[0])
    assert found.hits == plain.hits
    assert [notice.hindrance for notice in found.notices] == [Hindrance.TOO_SLOW]
    assert model.closed == 1


@pytest.mark.parametrize("technique", TECHNIQUES)
def test_it_tells_that_it_waits_and_can_be_stopped_there(made, technique):
    library, model = made('{"passage": "…", "phrasings": [], "questions": [], "grades": []}')
    road = library.retriever(technique).retrieve(QUESTIONS[0], 5)
    event = next(road)
    assert isinstance(event, Progress)
    assert event.stage is Stage.THINKING
    road.close()
    assert (len(model.asked), model.closed) == (1, 1)


def test_what_a_model_wraps_its_reply_in_does_not_matter():
    fenced = 'Sure! Here it is:\n```json\n{"passage": "x"}\n```\nAnything else?'
    model = ScriptedModel(fenced)
    road = asking.ask_model("t", lambda: model, [], {}, lambda reply: reply["passage"], 50)
    assert finished(road) == "x"
    assert model.limits == [50]
