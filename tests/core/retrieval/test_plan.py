"""Which retriever and why, what is kept, and a report that says all of it."""

import json

import pytest

from core.errors import BadRequest
from core.events import finished
from core.retrieval.plan import TOLD, find, planned
from core.types import Fate, Filter, Hindrance, QuestionKind
from tests.library_making import open_library, prepared

SENTENCE = "The granary of the village holds two hundred and fourteen bushels of rice in autumn."
HOPS = "Where was the builder of the granary of Saltby born?"


@pytest.fixture
def library(tmp_path):
    opened = open_library(tmp_path / "library", create=True)
    yield opened
    opened.close()


def test_five_copies_of_a_text_are_one_passage(library):
    library.add(
        [prepared(library, SENTENCE, title=f"copy {n}") for n in range(5)]
        + [prepared(library, "Rice is sold in spring.", title="other")]
    )
    result = finished(find(library, "granary rice", limit=3))
    assert sorted(each.text for each in result.passages) == ["Rice is sold in spring.", SENTENCE]
    assert len(finished(find(library, "granary rice", "keyword", 1)).passages) == 1
    kept = {each.chunk for each in result.passages}
    repeated = [each for each in result.report.candidates if each.fate is Fate.REPEATED]
    assert len(repeated) == 4
    assert all(each.like in kept for each in repeated)


def test_an_unknown_retriever_is_refused(library):
    with pytest.raises(BadRequest):
        finished(find(library, "x", "psychic"))


@pytest.mark.parametrize("retriever", ["auto", "vector", "keyword"])
def test_a_question_with_half_a_character_is_searched(library, retriever):
    library.add([prepared(library, SENTENCE, title="a")])
    result = finished(find(library, "granary \udcff", retriever))
    assert [each.text for each in result.passages] == [SENTENCE]
    assert result.report.question == "granary ?"


def test_only_the_documents_asked_for(library):
    first, _ = library.add(
        [prepared(library, "granary one", title="a"), prepared(library, "granary two", title="b")]
    )
    for question in ("granary", "What is this about?", "Summarise the granary"):
        result = finished(find(library, question, where=Filter(documents=(first.id,))))
        assert [each.document for each in result.passages] == [first.id]
        assert result.report.documents == 1
        nothing = finished(find(library, question, where=Filter(documents=("nobody",))))
        assert nothing.passages == ()
        assert nothing.report.documents == 0


@pytest.mark.parametrize(
    ("question", "retriever", "reasons"),
    [
        ("E-4031", "keyword", ("code", "bare")),
        ("“安全生产”", "keyword", ("quoted", "bare", "unreadable")),
        ("village budget", "hybrid", ("bare",)),
        ("Where is the mill?", "hybrid", ()),
        ("粮仓的容量是多少？", "hybrid", ("unreadable",)),
        (HOPS, "hybrid", ("nested", "no_model")),
        ("What are the main points?", "overview", ("overview_words", "nothing_else")),
    ],
)
def test_auto_chooses_and_says_why(library, question, retriever, reasons):
    plan = planned(library, question)
    assert plan.chosen
    assert plan.retriever == retriever
    assert plan.reasons == reasons
    assert plan.readable is ("unreadable" not in reasons)
    assert plan.language == ("zh" if "unreadable" in reasons else "en")


@pytest.mark.parametrize("retriever", ["vector", "hybrid"])
def test_a_named_retriever_too_says_what_the_model_cannot_read(library, retriever):
    library.add([prepared(library, SENTENCE, title="a")])
    for question, readable in (("粮仓的容量是多少？", False), ("Where is the mill?", True)):
        assert finished(find(library, question, retriever)).report.plan.readable is readable


def test_with_a_model_a_question_of_several_hops_is_taken_apart(made):
    library, model = made(json.dumps({"questions": []}))
    assert planned(library, HOPS).retriever == "decompose"
    assert planned(library, "Where is the mill?").retriever == "hybrid"
    result = finished(find(library, HOPS))
    assert model.asked
    assert result.report.notices == ()
    model.replies = ["nonsense"]
    without = finished(find(library, HOPS))
    assert without.passages == finished(find(library, HOPS, "hybrid")).passages
    assert [notice.hindrance for notice in without.report.notices] == [Hindrance.NONSENSE]


def test_what_is_preferred_is_used_for_single_facts(library):
    library.prefer_retriever("sections")
    plan = planned(library, "Where is the mill?")
    assert (plan.retriever, plan.reasons) == ("sections", ("preferred",))
    assert planned(library, "E-4031").retriever == "keyword"
    assert planned(library, "Where is the mill?", "vector").retriever == "vector"


def test_a_retriever_asked_for_by_name_is_not_chosen(library):
    plan = planned(library, "E-4031", "vector")
    assert (plan.retriever, plan.chosen, plan.kind) == ("vector", False, QuestionKind.KEYWORDS)


def test_where_words_alone_find_nothing_meaning_is_asked_too(library):
    library.add([prepared(library, "the mill grinds wheat", title="")])
    result = finished(find(library, '"granery"'))
    assert result.report.plan.retriever == "hybrid"
    assert "nothing_found" in result.report.plan.reasons
    assert result.passages


def test_an_overview_is_broad(library):
    for n in range(4):
        lines = [f"the granary of Saltby, remark {n} {m}: rice and wheat" for m in range(20)]
        library.add([prepared(library, "\n".join(lines), title=f"Book {n}")])
    for question in ("What are these documents about?", "Summarise the granary of Saltby"):
        result = finished(find(library, question, limit=4))
        assert len({each.document for each in result.passages}) == 4
    opened = finished(find(library, "What is this about?", limit=3)).passages
    assert all(each.start == 0 for each in opened)
    assert {each.found_by for each in opened} == {("opening",)}


@pytest.mark.parametrize(
    "name", ["hybrid", "keyword", "vector", "rrf", "sections", "overview", "fusion", "decompose"]
)
@pytest.mark.parametrize("question", ["granary of Saltby rice", "粮仓 稻谷", "What is this about?"])
def test_votes_add_up_to_the_score(made, name, question):
    phrasings = [f"{question} rice granary engineer 稻谷", f"{question} Saltby mill"]
    library, _ = made(json.dumps({"phrasings": phrasings, "questions": phrasings}))
    report = finished(find(library, question, name, 5)).report
    weights = {leg.leg: leg.weight for leg in report.legs}
    assert len(weights) == len(report.legs)
    for each in report.candidates:
        whole = sum(weights[vote.leg] for vote in each.votes)
        said = sum(weights[vote.leg] * vote.share for vote in each.votes)
        assert each.score == pytest.approx(said / whole)
        assert all(0 <= vote.share <= 1 + 1e-9 for vote in each.votes)


def test_the_report_tells_of_what_was_kept_and_the_best_of_the_rest(library):
    lines = [f"granary number {n}, of {'abcdefghij'[n % 10]} kind {n * n}" for n in range(90)]
    library.add([prepared(library, "\n".join(lines), title="List")])
    result = finished(find(library, "granary kind", limit=20))
    candidates = result.report.candidates
    assert len(candidates) == TOLD
    kept = [each.chunk for each in candidates if each.fate is Fate.KEPT]
    assert kept == [each.chunk for each in result.passages]
    assert [each.score for each in candidates] == sorted(
        (each.score for each in candidates), reverse=True
    )
    assert candidates[0].opening == lines[candidates[0].chunk - 1][:80]
    assert result.report.seconds > 0


def test_passages_come_with_their_surroundings(library):
    lines = [f"remark {n} on the weather of Saltby" for n in range(9)]
    lines[4] = "the granary holds rice"
    library.add([prepared(library, "\n".join(lines), title="Notes")])
    best = finished(find(library, "granary rice")).passages[0]
    assert best.around_start < best.start < best.end < best.around_end
    text = library.catalog.text_slice(best.document, best.around_start, best.around_end).text
    assert lines[3] in text
    assert lines[5] in text
