"""What rules make of real documents holds together: articles, handbooks, papers."""

import os
import re
from contextlib import closing
from pathlib import Path

import pytest

from core import operations, paths
from core.events import finished
from core.types import ExampleOrigin
from tests.library_making import open_library

SOME = (
    "seeds/*.txt",
    "docling/md/sources/wiki.md",
    "docling/html/sources/wiki_duck.html",
    "docling/pdf/sources/*.pdf",
    "markitdown/test_blog.html",
)


@pytest.mark.slow
def test_examples_of_real_documents_hold_together(tmp_path):
    named = os.environ.get("LECTERN_CORPORA")
    if not named or not (Path(named) / "documents").is_dir():
        pytest.skip("LECTERN_CORPORA names no folder with documents")
    corpora = Path(named) / "documents"
    files = [str(path) for pattern in SOME for path in sorted(corpora.glob(pattern))]
    files += [str(path) for path in sorted((paths.resources_folder() / "sample").iterdir())]
    with closing(open_library(tmp_path / "library", create=True)) as library:
        finished(operations.add_documents(library, paths=files))
        made = operations.make_examples(library, origins=[ExampleOrigin.DOCUMENT], count=120)
        examples = finished(made).examples
        texts = {id: library.catalog.texts.text(id) for id in library.catalog.ids()}
    assert len(examples) >= 100
    assert {example.language for example in examples} == {"en", "zh"}
    assert len({example.source.document for example in examples}) >= 12
    assert len({example.question for example in examples}) == len(examples)
    for example in examples:
        source = example.source
        quote = texts[source.document][source.start : source.end]
        assert quote == source.quote
        assert 4 <= len(example.question) <= 320
        assert example.question.rstrip()[-1] in "?？。"
        assert not re.search(r"https?:|\t|@|\ufffd", example.question)
        # Every figure of an answer stands where it says.
        held = set(re.findall(r"\d+", f"{quote} {example.question}"))
        assert set(re.findall(r"\d+", example.answer)) <= held
