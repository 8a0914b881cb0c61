"""Each technique from the question to the answer, with a model behind real HTTP.

The server is scripted (tests/scripted_endpoint.py); all else is what a person runs.
"""

import pytest

from core import settings
from core.answer import answer
from core.events import finished
from core.knowledge_base import KnowledgeBase
from core.settings import Settings
from core.types import Hindrance
from tests.core.retrieval.conftest import TEXTS
from tests.library_making import LineChunker, WordHashEmbedder, prepared
from tests.scripted_endpoint import (
    EMPTY,
    HTML_PAGE,
    MALFORMED_STREAM,
    NEVER,
    WRONG_SHAPE,
    Refusal,
    Reply,
    ScriptedEndpoint,
)

TECHNIQUES = ["fusion", "hyde", "decompose", "rerank"]
QUESTIONS = ["Who built the granary of Saltby?", "盐城的粮仓是谁建成的？"]
HELP = {
    QUESTIONS[0]: {
        "phrasings": ["Which engineer made the granary?", "Builder of the Saltby granary"],
        "passage": "The granary of Saltby was built by the engineer Ellen Marsh in 1874.",
        "questions": ["Which engineer made the granary?"],
    },
    QUESTIONS[1]: {
        "phrasings": ["哪位工程师建成了粮仓？", "盐城粮仓的建造者"],
        "passage": "盐城的粮仓由工程师马爱伦设计并建成，用来存放稻谷。",
        "questions": ["哪位工程师建成了粮仓？"],
    },
}


def helpful(body):
    """What a model that does as it is told replies; which help is wanted is in the request."""
    said = "\n".join(message["content"] for message in body["messages"])
    question = next(each for each in QUESTIONS if each in said)
    wanted = next(iter(body["response_format"]["json_schema"]["schema"]["properties"]))
    if wanted == "grades":
        count = sum(f"[{number}] " in said for number in range(1, 6))
        return {"grades": [{"passage": n + 1, "grade": 9 - n} for n in range(count)]}
    if wanted == "questions" and HELP[question]["questions"][0] in said:
        return {"questions": []}
    return {wanted: HELP[question][wanted]}


@pytest.fixture
def library(tmp_path):
    opened = KnowledgeBase.open(
        tmp_path / "library", create=True, embedder=WordHashEmbedder(), chunker=LineChunker()
    )
    opened.add([prepared(opened, text, title=title) for title, text in TEXTS.items()])
    yield opened
    opened.close()


def choose(server, **fields):
    settings.save(Settings(endpoints=(server.endpoint(**fields),), writing_model="scripted"))


def said(result):
    return result.text, result.sentences, result.passages


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("technique", TECHNIQUES)
def test_a_model_that_helps(library, technique, question):
    with ScriptedEndpoint(helpful) as server:
        choose(server)
        result = finished(answer(library, question, retriever=technique))
        assert server.chats
    assert result.search.notices == ()
    plain = {leg.leg for leg in finished(answer(library, question, retriever="hybrid")).search.legs}
    assert {leg.leg for leg in result.search.legs} - plain
    assert result.sentences
    assert "1874" in result.text or "马爱伦" in result.text or "Ellen Marsh" in result.text


@pytest.mark.parametrize(
    ("reply", "hindrance"),
    [
        (NEVER, Hindrance.TOO_SLOW),
        (Reply("x" * 400, pause=0.05, drop_after=1), Hindrance.UNREACHABLE),
        (Refusal(401, "no key"), Hindrance.REFUSED),
        (MALFORMED_STREAM, Hindrance.NONSENSE),
        (WRONG_SHAPE, Hindrance.NONSENSE),
        (HTML_PAGE, Hindrance.NONSENSE),
        (EMPTY, Hindrance.NONSENSE),
        ("Bananas are yellow, and so is the sun.", Hindrance.NONSENSE),
        ('{"phrasings": ["ba', Hindrance.NONSENSE),
        (
            {"phrasings": ["banana"], "passage": "banana " * 9, "questions": ["banana"]},
            Hindrance.NONSENSE,
        ),
    ],
    ids=lambda value: str(value)[:24],
)
@pytest.mark.parametrize("technique", TECHNIQUES)
def test_a_model_that_does_not(library, technique, reply, hindrance):
    question = QUESTIONS[0]
    without = finished(answer(library, question, retriever="hybrid"))
    with ScriptedEndpoint([reply]) as server:
        # Only silence is waited out; what answers late on a busy machine has still answered.
        choose(server, timeout=0.3 if reply is NEVER else 5.0)
        result = finished(answer(library, question, retriever=technique))
        assert server.chats
    assert without.sentences
    assert said(result) == said(without)
    (notice,) = result.search.notices
    assert (notice.technique, notice.hindrance) == (technique, hindrance)
    assert notice.detail
    assert f"without {technique}" in result.trace[0].detail


@pytest.mark.parametrize("technique", TECHNIQUES)
def test_a_server_that_is_not_there(library, technique):
    with ScriptedEndpoint() as server:
        choose(server)
    without = finished(answer(library, QUESTIONS[1], retriever="hybrid"))
    result = finished(answer(library, QUESTIONS[1], retriever=technique))
    assert said(result) == said(without)
    assert [each.hindrance for each in result.search.notices] == [Hindrance.UNREACHABLE]


def test_auto_takes_a_question_apart_over_http(library):
    question = "Where was the builder of the granary of Saltby born?"
    replies = [
        {"questions": ["Who built the granary of Saltby?"]},
        {"questions": ["Where was Ellen Marsh born?"]},
        {"questions": []},
    ]
    with ScriptedEndpoint(replies) as server:
        choose(server)
        result = finished(answer(library, question))
        asked = [chat["messages"][-1]["content"] for chat in server.chats]
    assert result.search.plan.retriever == "decompose"
    assert "built by Ellen Marsh" in asked[1]
    assert "Northmoor" in "".join(each.text for each in result.passages[:5])
    assert result.trace[0].detail.startswith("chose decompose")
