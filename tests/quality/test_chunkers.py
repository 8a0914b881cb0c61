"""Chunkers on the question sets in LECTERN_CORPORA/quality: the default is a good choice.

Where headings part the passages of a long document it must be. With nothing between them, unrelated
passages are what no document is made of: those figures are printed to learn from.

Run it with: LECTERN_CORPORA=… pytest -m slow tests/quality/test_chunkers.py -s
"""

import os
from pathlib import Path

import pytest

from core.chunking.recursive import RecursiveChunker
from core.evaluation.datasets import open_set
from core.knowledge_base import CHUNKER, EMBEDDER
from core.registry import CHUNKERS, resolve
from tests.quality.chunking_report import measured

pytestmark = [pytest.mark.slow, pytest.mark.timeout(7200)]

QUESTIONS = 200
CHARACTERS = {"zh": (300, 800, 2000), "en": (1000, 2500, 6000)}
"""Of found text: about two, five and a dozen chunks."""
CLEARLY = 0.05
"""By more than this no other way of cutting may be better."""


def question_sets():
    where = os.environ.get("LECTERN_CORPORA")
    found = sorted(Path(where, "quality").glob("*/corpus.jsonl*")) if where else []
    return [file.parent for file in found] or [
        pytest.param(None, marks=pytest.mark.skip("LECTERN_CORPORA holds no question sets"))
    ]


def ways():
    """Every chunker that needs no writing model, and other sizes of the default one."""
    made = [resolve("chunkers", name)() for name in CHUNKERS if name != "model"]
    for target in (128, 254):
        chunker = RecursiveChunker(target_tokens=target)
        chunker.name = f"recursive to {target}"
        made.append(chunker)
    return made


@pytest.mark.parametrize("headings", [True, False], ids=["headings", "plain"])
@pytest.mark.parametrize("folder", question_sets(), ids=lambda folder: getattr(folder, "name", ""))
def test_no_other_way_of_cutting_is_clearly_better_than_the_default(folder, headings):
    embedder = resolve("embedders", EMBEDDER)()
    questions = open_set(folder)
    language = "zh" if folder.name.endswith("-zh") else "en"
    results = {}
    for chunker in ways():
        result = measured(
            questions, chunker, embedder, "hybrid", CHARACTERS[language], headings, QUESTIONS
        )
        results[chunker.name] = result
        print(result)
    default = results[CHUNKER]
    for result in results.values() if headings else ():
        for mine, other in zip(default.covered, result.covered, strict=True):
            assert mine >= other - CLEARLY, result.chunker
