"""How often quoted sentences hold the answer, how long they are, and when nothing is said.

Question sets in BEIR layout whose questions carry `answers`; with `-s` the figures are shown.
Unanswerable questions are those of one set asked of another's passages, and each question asked
again without the passages that answer it.
"""

import json
import re
import sys
from collections import defaultdict
from itertools import islice

import pytest

from core import registry
from core.generation.quoting import QuotingWriter
from core.retrieval.plan import find
from core.types import ChunkSpan
from tests.library_making import WordHashEmbedder, prepared

pytestmark = pytest.mark.slow

QUESTIONS = 60
PASSAGES = 20


class WholeChunker:
    """A passage of the collection is a chunk."""

    name = "whole"

    def chunk(self, document, count_tokens):
        yield ChunkSpan(0, len(document.text))


class Collection:
    """A question set, its passages in a library."""

    def __init__(self, folder, path):
        from core.knowledge_base import KnowledgeBase

        self.library = KnowledgeBase.open(
            path, create=True, embedder=WordHashEmbedder(), chunker=WholeChunker()
        )
        self.ids = {}
        batch = []
        for line in (folder / "corpus.jsonl").read_text(encoding="utf-8").splitlines():
            entry = json.loads(line)
            batch.append(prepared(self.library, entry["text"], entry["title"], entry["_id"]))
            self.ids[entry["_id"]] = batch[-1].document.id
        self.library.add(list({one.document.id: one for one in batch}.values()))
        lines = (folder / "queries.jsonl").read_text(encoding="utf-8").splitlines()
        self.questions = [json.loads(line) for line in islice(lines, QUESTIONS)]
        self.gold = defaultdict(set)
        for line in (folder / "qrels.tsv").read_text(encoding="utf-8").splitlines()[1:]:
            question, passage, _ = line.split("\t")
            self.gold[question].add(self.ids[passage])

    def ask(self, writer, question, without=()):
        found = find(self.library, question, "keyword", PASSAGES + len(without))
        kept = [passage for passage in found if passage.document not in without][:PASSAGES]
        road = writer.write(question, kept)
        try:
            while True:
                next(road)
        except StopIteration as end:
            return [sentence.text for sentence in end.value]


@pytest.fixture(scope="module")
def collections(tmp_path_factory):
    import os
    from pathlib import Path

    if not os.environ.get("LECTERN_CORPORA"):
        pytest.skip("LECTERN_CORPORA names no folder of real documents")
    folder = Path(os.environ["LECTERN_CORPORA"]) / "quality"
    made = {
        each.name: Collection(each, tmp_path_factory.mktemp(each.name) / "library")
        for each in sorted(folder.iterdir())
        if (each / "queries.jsonl").exists()
    }
    if not made:
        pytest.skip(f"no question sets in {folder}")
    yield made
    for each in made.values():
        each.library.close()


@pytest.fixture(scope="module")
def writer():
    return QuotingWriter(registry.resolve("embedders", "minilm")())


def report(line):
    sys.stdout.write(f"\n{line}")


def bare(text):
    return re.sub(r"[\W_]+", "", text.casefold())


def holds(sentences, answers):
    said = bare(" ".join(sentences))
    return any(bare(answer) in said for answer in answers if bare(answer))


def test_quoted_sentences_hold_the_answer_and_are_short(collections, writer):
    for name, one in collections.items():
        asked = [q for q in one.questions if not {"yes", "no"} & set(q["answers"])]
        said = [one.ask(writer, question["text"]) for question in asked]
        held = [holds(each, q["answers"]) for each, q in zip(said, asked, strict=True)]
        share = sum(held) / len(asked)
        length = sum(len("".join(each)) for each in said) / len(asked)
        silent = sum(not each for each in said) / len(asked)
        report(f"{name}: answer held {share:.2f}, {length:.0f} characters, silent {silent:.2f}")
        if name.endswith("-zh"):
            assert share >= 0.75
            assert length <= 130
        assert length <= 750
        assert silent <= 0.25


def test_it_is_silent_where_the_passages_do_not_answer(collections, writer):
    for name, one in collections.items():
        without = [
            one.ask(writer, question["text"], one.gold[question["_id"]])
            for question in one.questions
        ]
        silent = sum(not each for each in without) / len(without)
        report(f"{name} without its answering passages: silent {silent:.2f}")
        if name.endswith("-zh"):
            assert silent >= 0.7
        for other_name, other in collections.items():
            if other_name != name and other_name[-3:] == name[-3:]:
                strange = [other.ask(writer, question["text"]) for question in one.questions]
                silent = sum(not each for each in strange) / len(strange)
                report(f"{name} asked of {other_name}: silent {silent:.2f}")
                assert silent >= 0.8
