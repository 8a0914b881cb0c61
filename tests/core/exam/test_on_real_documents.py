"""What comes out on real documents: papers, handbooks and articles in both languages."""

import os
import re
from pathlib import Path

import pytest

from core import operations
from core.events import finished
from core.exam.cloze import GAP
from core.types import ExamQuestionKind
from tests.library_making import open_library

SOME = (
    "seeds/*.txt",
    "docling/md/sources/wiki.md",
    "docling/jats/sources/elife-56337.nxml",
    "docling/html/sources/wiki_duck.html",
    "markitdown/test_blog.html",
)
IN_PLACE = re.compile(r"多少|哪一年|什么时候")


@pytest.fixture(scope="module")
def corpora():
    named = os.environ.get("LECTERN_CORPORA")
    if not named or not (Path(named) / "documents").is_dir():
        pytest.skip("LECTERN_CORPORA names no folder with documents")
    return Path(named) / "documents"


@pytest.mark.slow
def test_questions_of_real_documents_hold_together(corpora, tmp_path):
    paths = [str(path) for pattern in SOME for path in sorted(corpora.glob(pattern))]
    assert len(paths) >= 6
    library = open_library(tmp_path / "library", create=True)
    try:
        finished(operations.add_documents(library, paths=paths))
        questions = finished(operations.make_exam(library, count=40))
        texts = {id: library.catalog.texts.text(id) for id in library.catalog.ids()}
    finally:
        library.close()
    assert len(questions) == 40
    assert {question.language for question in questions} == {"en", "zh"}
    assert len({question.gold[0].document for question in questions}) >= 6
    for question in questions:
        for gold in question.gold:
            assert texts[gold.document][gold.start : gold.end] == gold.quote
        assert not re.search(r"https?:|\||\t|@", question.text)
        assert 6 <= len(question.text) <= 320
        if question.kind is ExamQuestionKind.CLOZE:
            assert question.answer in question.gold[0].quote
            assert question.answer not in question.text
            asks = GAP in question.text or IN_PLACE.search(question.text)
            assert asks or question.text.endswith("?")
