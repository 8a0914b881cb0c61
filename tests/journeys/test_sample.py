"""The sample library, from its files to its suggested questions, by the real roads."""

import json

import pytest

from core.answer import answer
from core.ingest import add
from core.knowledge_base import KnowledgeBase
from core.paths import resources_folder
from core.types import Support

SAMPLE = resources_folder() / "sample"
QUESTIONS = json.loads((SAMPLE / "questions.json").read_text(encoding="utf-8"))
FILES = sorted(SAMPLE.glob("*-??.*"))


def run(road):
    try:
        while True:
            next(road)
    except StopIteration as stop:
        return stop.value


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    opened = KnowledgeBase.open(tmp_path_factory.mktemp("sample") / "library", create=True)
    result = run(add(opened, FILES))
    assert result.failed == ()
    assert len(result.added) == len(FILES)
    yield opened
    opened.close()


def test_the_sample_is_small_and_in_both_languages():
    assert sum(file.stat().st_size for file in FILES) < 600_000
    for language in ("zh", "en"):
        assert sum(f"-{language}." in file.name for file in FILES) >= 3
        assert len(QUESTIONS[language]) >= 5


@pytest.mark.parametrize(
    "asked",
    [asked for questions in QUESTIONS.values() for asked in questions],
    ids=lambda asked: asked["question"],
)
def test_a_suggested_question_opens_the_right_page(library, asked):
    names = {document.id: document.name for document in library.catalog.documents()}
    result = run(answer(library, asked["question"]))
    first = result.sentences[0]
    assert asked["answer"] in first.text
    assert names[first.citations[0].document] == asked["document"]
    assert first.citations[0].page == asked["page"]
    assert bool(first.citations[0].rectangles) == asked["document"].endswith(".pdf")
    assert all(sentence.support is Support.SUPPORTED for sentence in result.sentences)


@pytest.mark.parametrize("question", ["What is the capital of Peru?", "秦始皇是哪一年统一六国的？"])
def test_what_the_sample_does_not_say_is_not_answered(library, question):
    assert run(answer(library, question)).sentences == ()
