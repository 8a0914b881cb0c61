"""Ways are compared on trial libraries; the better one wins where chance does not explain it."""

from dataclasses import replace

import pytest

from core import operations, registry
from core.errors import BadRequest
from core.events import Changes, Progress, finished
from core.exam.comparing import concluded
from core.exam.planning import Way
from core.exam.taking import scores
from core.knowledge_base import KnowledgeBase
from core.paths import cache_folder
from core.types import (
    ChunkSpan,
    Cut,
    ExamOutcome,
    ExamQuestion,
    ExamQuestionKind,
    ExamSitting,
    ExamVerdict,
    GoldSpan,
    Hindrance,
    SearchNotice,
)
from tests.library_making import WordHashEmbedder, prepared

THINGS = ("bell", "lamp", "foghorn", "stair", "ledger", "anchor", "chart", "sextant", "tiller")
PLACES = ("Amble", "Brixham", "Cromer", "Deal")


class PieceChunker:
    """Cuts after every second word: too little to answer anything."""

    name = "pieces"

    def chunk(self, document, tools):
        yield from ()
        spans, start, spaces = [], 0, 0
        for at, letter in enumerate(document.text):
            if letter in " \n":
                spaces += 1
            if letter == "\n" or spaces == 2:
                if document.text[start:at].strip():
                    spans.append(ChunkSpan(start, at))
                start, spaces = at + 1, 0
        return Cut(tuple(span for span in spans if document.text[span.start : span.end].strip()))


LINES = [
    f"The {thing} of {place} was mended by guild {place}{thing} with {thing}wood and hot tar."
    for place in PLACES
    for thing in THINGS
]


@pytest.fixture
def opened(tmp_path, monkeypatch):
    monkeypatch.setitem(registry.CHUNKERS, "pieces", f"{__name__}:PieceChunker")
    monkeypatch.setitem(registry.CHUNKERS, "lines", "tests.library_making:LineChunker")
    libraries = []

    def open_with(chunker, questions=24):
        library = KnowledgeBase.open(
            tmp_path / "library",
            create=True,
            embedder=WordHashEmbedder(),
            chunker=registry.resolve("chunkers", chunker)(),
        )
        libraries.append(library)
        for number, place in enumerate(PLACES):
            lines = LINES[number * len(THINGS) : (number + 1) * len(THINGS)]
            library.add([prepared(library, "\n".join(lines) + "\n", place, content=place.encode())])
        for document in library.catalog.documents():
            text = library.catalog.texts.text(document.id)
            for line in text.splitlines():
                if len(library.exam.questions()) < questions:
                    start = text.index(line)
                    gold = GoldSpan(document.id, document.title, 1, start, start + len(line), line)
                    asked = f"Who mended the {line.split()[1]} of {line.split()[3]}?"
                    kind = ExamQuestionKind.OWN
                    library.exam.save(ExamQuestion(0, kind, asked, "", (gold,), "en"))
        return library

    yield open_with
    for each in libraries:
        each.close()


def snapshot(library):
    connection = library.database.connection
    tables = ("documents", "chunks", "vectors", "texts", "recipes", "exam_questions", "facts")
    return [list(map(tuple, connection.execute(f"SELECT * FROM {each}"))) for each in tables]


def test_the_clearly_better_way_wins_and_the_library_is_not_touched(opened):
    library = opened("pieces")
    before = snapshot(library)
    events = []
    road = operations.compare_exam(library, chunkers=("pieces", "lines"), retrievers=("keyword",))
    try:
        while True:
            events.append(next(road))
    except StopIteration as end:
        comparison = end.value
    assert snapshot(library) == before
    best = comparison.sittings[comparison.best]
    now = comparison.sittings[comparison.current]
    assert (best.chunker, best.scores["found@3"]) == ("lines", 1.0)
    assert (now.chunker, now.retriever, now.scores["found@3"]) == ("pieces", "auto", 0.0)
    assert comparison.verdict is ExamVerdict.BETTER
    assert {(each.chunker, each.retriever) for each in comparison.sittings} == {
        (chunker, retriever) for chunker in ("pieces", "lines") for retriever in ("auto", "keyword")
    }
    assert (comparison.questions, comparison.documents, comparison.sampled) == (24, 4, False)
    assert all(each.index_seconds > 0 and each.chunks > 0 for each in comparison.sittings)
    assert {each.than for each in best.differences} == {"current"}
    assert library.exam.comparison() == comparison
    assert library.exam.sittings() == ()
    told = [event for event in events if isinstance(event, Progress)]
    assert [event.done for event in told] == sorted(event.done for event in told)
    assert told[-1].done == told[-1].total
    assert all(event.seconds_left >= 0 for event in told if event.done)
    assert events[-1] == Changes(exam=True)


def test_a_way_that_is_best_already_stays(opened):
    library = opened("lines")
    comparison = finished(
        operations.compare_exam(library, chunkers=["pieces"], retrievers=["keyword"])
    )
    assert comparison.verdict is ExamVerdict.CURRENT_BEST
    assert comparison.current == comparison.best == 0


def test_of_a_few_questions_nothing_is_concluded(opened):
    library = opened("pieces", questions=19)
    comparison = finished(
        operations.compare_exam(library, chunkers=["lines"], retrievers=["keyword"])
    )
    assert comparison.verdict is ExamVerdict.TOO_FEW
    assert comparison.sittings[0].chunker == "lines"


def test_stopped_at_any_place_it_keeps_nothing_and_starts_anew(opened):
    library = opened("pieces")
    how = {"chunkers": ["lines"], "retrievers": ["keyword"]}
    for steps in (1, 4, 12, 30):
        road = operations.compare_exam(library, **how)
        for _ in range(steps):
            next(road)
        road.close()
        assert library.exam.comparison() is None
    assert finished(operations.compare_exam(library, **how)).verdict is ExamVerdict.BETTER


@pytest.mark.parametrize("steps", [3, 30])
def test_another_recipe_may_be_taken_up_meanwhile(opened, steps, monkeypatch):
    monkeypatch.setattr("core.exam.planning.SLOW", 0.0)
    library = opened("lines")
    recipe = finished(operations.prepare_recipe(library, chunker="pieces"))
    road = operations.compare_exam(library, chunkers=["pieces"], retrievers=["keyword"])
    for _ in range(steps):
        next(road)
    finished(operations.use_recipe(library, id=recipe.id))
    comparison = finished(road)
    # It tells how the library worked when it began.
    assert comparison.sittings[comparison.current].chunker == "lines"
    assert comparison.sittings[comparison.current].retriever == "auto"


def test_what_was_done_without_a_model_is_said(opened):
    library = opened("lines", questions=20)
    comparison = finished(operations.compare_exam(library, chunkers=["model"], retrievers=["hyde"]))
    told = {(each.chunker, each.retriever): each.notices for each in comparison.sittings}
    cut = SearchNotice("model", Hindrance.NO_MODEL, "4/4")
    searched = SearchNotice("hyde", Hindrance.NO_MODEL, "20/20")
    assert told == {
        ("lines", "auto"): (),
        ("lines", "hyde"): (searched,),
        ("model", "auto"): (cut,),
        ("model", "hyde"): (cut, searched),
    }


def test_a_large_library_is_measured_on_a_part_with_all_gold(opened, monkeypatch):
    monkeypatch.setattr("core.exam.planning.SECONDS", 0.0)
    monkeypatch.setattr("core.exam.planning.LEAST_CHARACTERS", 10)
    library = opened("lines", questions=20)
    comparison = finished(
        operations.compare_exam(library, chunkers=["lines"], retrievers=["keyword"])
    )
    assert (comparison.documents, comparison.sampled) == (3, True)
    assert comparison.sittings[0].scores["found@3"] == 1.0


def test_a_slow_retriever_is_tried_over_the_present_chunks_only(opened, monkeypatch):
    monkeypatch.setattr("core.exam.planning.SLOW", 0.0)
    library = opened("lines")
    comparison = finished(
        operations.compare_exam(library, chunkers=["pieces"], retrievers=["keyword"])
    )
    assert {each.chunker for each in comparison.sittings} == {"lines"}


def test_names_that_are_not_there_and_an_empty_exam_are_refused(opened):
    library = opened("lines", questions=0)
    with pytest.raises(BadRequest, match="make some"):
        finished(operations.compare_exam(library))
    document = library.catalog.documents()[0]
    gold = GoldSpan(document.id, document.title, 1, 0, 20, "")
    library.exam.save(ExamQuestion(0, ExamQuestionKind.OWN, "Who?", "", (gold,)))
    for wrong in ({"chunkers": ["magic"]}, {"retrievers": ["magic"]}, {"embedders": ["magic"]}):
        with pytest.raises(BadRequest):
            finished(operations.compare_exam(library, **wrong))
    assert not list((cache_folder() / "trials").glob("*/magic*"))


# ---- the verdict -------------------------------------------------------------------------------


def sitting(chunker, ranks, retriever="auto", seconds=0.1):
    outcomes = tuple(ExamOutcome(number, rank) for number, rank in enumerate(ranks))
    return ExamSitting(
        0, 0.0, retriever, chunker, "minilm", len(ranks), scores(outcomes), seconds,
        outcomes=outcomes,
    )  # fmt: skip


NOW = Way(("recursive", "minilm"), "auto")


def test_a_lead_that_chance_explains_is_no_difference():
    now = sitting("recursive", [1] * 20 + [0] * 10)
    ahead = sitting("fixed", [1] * 21 + [0] * 9)
    comparison = concluded([now, ahead], NOW)
    assert comparison.sittings[0].chunker == "fixed"
    assert comparison.verdict is ExamVerdict.NO_DIFFERENCE


def test_the_luckiest_of_many_equal_ways_is_not_called_better():
    import random

    chance = random.Random(2)
    now = sitting("recursive", [chance.choice([0, 1]) for _ in range(30)])
    ways = [sitting(f"way{n}", [chance.choice([0, 1]) for _ in range(30)]) for n in range(40)]
    comparison = concluded([now, *ways], NOW)
    first = {each.measure: each for each in comparison.sittings[0].differences}["found@3"]
    # Taken alone its interval leaves out zero: it is the largest of forty.
    assert first.low > 0
    assert comparison.verdict is ExamVerdict.NO_DIFFERENCE


def test_the_best_come_first_and_of_equals_the_present_then_the_quick():
    now = sitting("recursive", [1] * 25)
    rows = [
        sitting("fixed", [1] * 25, seconds=0.01),
        sitting("semantic", [2] * 25, seconds=0.01),
        sitting("structure", [1] * 25, seconds=0.005),
        now,
        sitting("model", [0] * 25),
    ]
    comparison = concluded(rows, NOW)
    order = [each.chunker for each in comparison.sittings]
    assert order == ["recursive", "structure", "fixed", "semantic", "model"]
    assert comparison.verdict is ExamVerdict.CURRENT_BEST
    assert comparison.sittings[0] == replace(now, differences=())


def test_what_had_to_do_without_its_model_comes_after_its_equals():
    without = replace(
        sitting("fixed", [1] * 25, "hyde", 0.01),
        notices=(SearchNotice("hyde", Hindrance.UNREACHABLE, "25/25"),),
    )
    rows = [sitting("recursive", [0] * 25), without, sitting("fixed", [1] * 25, "hybrid")]
    comparison = concluded(rows, NOW)
    assert [each.retriever for each in comparison.sittings] == ["hybrid", "hyde", "auto"]
