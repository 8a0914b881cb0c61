"""How often quoted sentences hold the answer, how long they are, and when nothing is said.

Question sets in BEIR layout whose questions carry `answers`; with `-s` the figures are shown, for
the first questions of each set, which the writer was tuned on, and for its last ones, which it was
not. Unanswerable questions are those of one set asked of another's passages, and each question
asked again without the passages that answer it. A refusal is wrong where a passage that was found
holds the answer.
"""

import json
import re
import sys
from collections import defaultdict

import pytest

from core import registry
from core.events import finished
from core.generation.quoting import QuotingWriter
from core.retrieval.plan import find
from core.types import ChunkSpan, Cut
from tests.library_making import WordHashEmbedder, prepared

pytestmark = [pytest.mark.slow, pytest.mark.timeout(3600)]

QUESTIONS = 60
PASSAGES = 20

FLOORS = {"zh": (0.5, 0.7, 130), "en": (0.14, 0.3, 550)}
"""For sets by the end of their name: share of answers that hold what was asked for where the
passages do, share of refusals where nothing answers, and mean characters of an answer at most."""


class WholeChunker:
    """A passage of the collection is a chunk."""

    name = "whole"

    def chunk(self, document, tools):
        yield from ()
        return Cut((ChunkSpan(0, len(document.text)),))


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
        every = [json.loads(line) for line in lines]
        tuned, rest = every[:QUESTIONS], every[QUESTIONS:][-QUESTIONS:]
        self.parts = {"tuned": tuned, "held out": rest}
        self.gold = defaultdict(set)
        for line in (folder / "qrels.tsv").read_text(encoding="utf-8").splitlines()[1:]:
            question, passage, _ = line.split("\t")
            self.gold[question].add(self.ids[passage])

    def find(self, question, without=()):
        road = find(self.library, question, "keyword", PASSAGES + len(without))
        found = finished(road).passages
        return [passage for passage in found if passage.document not in without][:PASSAGES]

    def ask(self, writer, question, without=()):
        written = finished(writer.write(question, self.find(question, without)))
        return [sentence.text for sentence in written]


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


def figures(one, writer, questions):
    """Shares and means over the questions of a set."""
    asked = [q for q in questions if not {"yes", "no"} & set(q["answers"])]
    said = [one.ask(writer, question["text"]) for question in asked]
    held = [holds(each, q["answers"]) for each, q in zip(said, asked, strict=True)]
    there = [holds([p.text for p in one.find(q["text"])], q["answers"]) for q in asked]
    wrong = sum(not each and known for each, known in zip(said, there, strict=True))
    right = sum(not one.ask(writer, q["text"], one.gold[q["_id"]]) for q in questions)
    told = [each for each in said if each]
    return {
        "held": sum(held) / len(asked),
        "found": sum(there) / len(asked),
        "characters": sum(len("".join(each)) for each in told) / max(1, len(told)),
        "sentences": sum(map(len, told)) / max(1, len(told)),
        "refused wrongly": wrong / max(1, sum(there)),
        "refused rightly": right / len(questions),
        "precision of refusals": right / max(1, right + wrong),
    }


def test_answers_hold_what_was_asked_and_refusals_are_right(collections, writer):
    failures = []
    for name, one in collections.items():
        held, refused, longest = FLOORS[name[-2:]]
        for part, questions in one.parts.items():
            found = figures(one, writer, questions)
            told = ", ".join(f"{what} {share:.2f}" for what, share in found.items())
            report(f"{name}, {part}: {told}")
            good = {
                "held": found["held"] >= held * found["found"],
                "refused rightly": found["refused rightly"] >= refused,
                "characters": found["characters"] <= longest,
                "refused wrongly": found["refused wrongly"] <= 0.25,
            }
            failures += [f"{name}, {part}: {what}" for what, reached in good.items() if not reached]
    assert failures == []


def test_it_is_silent_about_what_other_documents_say(collections, writer):
    for name, one in collections.items():
        for other_name, other in collections.items():
            if other_name == name or other_name[-3:] != name[-3:]:
                continue
            for part, questions in one.parts.items():
                strange = [other.ask(writer, question["text"]) for question in questions]
                silent = sum(not each for each in strange) / len(strange)
                report(f"{name}, {part}, asked of {other_name}: silent {silent:.2f}")
                assert silent >= 0.85
