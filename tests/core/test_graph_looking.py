"""Looking at the graph of a real library: sentences as they stand, what is gone is not shown."""

import json

import pytest

from core import graph_looking as looking
from core.errors import BadRequest, NotFound
from core.events import finished
from core.graph_building import correct, update
from core.types import Correction, CorrectionKind, GraphFilter, Mark, MarkKind, ParsedDocument
from tests.library_making import open_library, prepared

CURIE = (
    "Marie Curie discovered radium in Paris. Marie Curie was born in Warsaw in 1867.\n"
    "Pierre Curie worked with Marie Curie in Paris."
)
CHOPIN = "Frédéric Chopin grew up in Warsaw. Frédéric Chopin died in Paris in 1849."
PAGED = "Marie Curie taught at the Sorbonne.\nPierre Curie knew Paul Langevin."


@pytest.fixture
def library(tmp_path):
    made = open_library(tmp_path / "library", create=True)
    split = PAGED.index("\n") + 1
    marks = (
        Mark(MarkKind.PAGE, 0, split, "1"),
        Mark(MarkKind.PAGE, split, len(PAGED), "2"),
        Mark(MarkKind.PARAGRAPH, 0, split - 1),
        Mark(MarkKind.PARAGRAPH, split, len(PAGED)),
    )
    paged = ParsedDocument("text", "Pages", PAGED, marks)
    made.add([prepared(made, CURIE, "The Curies", added=100.0)])
    made.add([prepared(made, CHOPIN, "A Composer", added=200.0)])
    made.add([prepared(made, PAGED, "Pages", added=300.0, document=paged)])
    finished(update(made))
    yield made
    made.close()


def document(library, title):
    return next(each.id for each in library.catalog.documents() if each.title == title)


def quoted(library, evidence):
    cited = evidence.citation
    text = library.catalog.texts.text(cited.document)
    assert text[cited.start : cited.end] == cited.quote
    return cited.quote, [text[start:end] for start, end in evidence.spans]


def test_without_a_graph_nothing_is_shown_and_nothing_in_particular_is_found(tmp_path):
    library = open_library(tmp_path / "new", create=True)
    assert looking.find_entities(library, "x") == ()
    assert looking.picture(library).ids == ()
    assert looking.communities(library) == ()
    assert looking.merge_suggestions(library) == ()
    assert looking.of_documents(library, ["0" * 32]).nodes == ()
    assert looking.of_question(library, "Who is Marie Curie?").nodes == ()
    with pytest.raises(NotFound):
        looking.entity_detail(library, "x")
    with pytest.raises(NotFound):
        looking.around(library, ["x"])
    with pytest.raises(NotFound):
        looking.export(library, str(tmp_path / "x.json"))
    library.close()


def test_an_entity_is_told_with_exact_sentences_of_its_documents(library):
    detail = looking.entity_detail(library, "MARIE CURIE")
    assert detail.entity.id == "marie curie"
    for evidence in detail.mentions:
        quote, spans = quoted(library, evidence)
        assert spans
        assert all("Curie" in span for span in spans)
        assert "Curie" in quote
    titles = [title for _, title, _ in detail.documents]
    assert titles == ["The Curies", "Pages"]
    assert "1867" in {fact.label for fact in detail.facts}
    assert {"Paris", "Warsaw"} <= {other.name for _, other in detail.connections}


def test_a_sentence_is_cited_with_its_page(library):
    (evidence,) = looking.connection_evidence(library, "Pierre Curie", "Paul Langevin")
    assert evidence.citation.page == 2
    assert quoted(library, evidence)[1] == ["Pierre Curie", "Paul Langevin"]


def test_what_only_a_document_says_that_is_gone_is_not_shown(library):
    library.remove([document(library, "A Composer")])
    names = {each.name for each in looking.find_entities(library, "", 50)}
    assert "Marie Curie" in names
    assert "Frédéric Chopin" not in names
    assert "frederic chopin" not in looking.picture(library).ids
    near = looking.around(library, ["Warsaw"], 2)
    assert "Frédéric Chopin" not in {node.entity.name for node in near.nodes}
    assert looking.paths(library, "Marie Curie", "Frédéric Chopin") == ()
    shown = looking.entity_detail(library, "Warsaw")
    assert {title for _, title, _ in shown.documents} == {"The Curies"}
    assert all("Chopin" not in each.citation.quote for each in shown.mentions)


def test_paths_say_why_at_each_hop(library):
    path = looking.paths(library, "Marie Curie", "Frédéric Chopin")[0]
    assert [each.name for each in path.entities][::2] == ["Marie Curie", "Frédéric Chopin"]
    for hop, evidence in zip(path.hops, path.evidence, strict=True):
        assert {hop.source, hop.target} <= {each.id for each in path.entities}
        assert len(quoted(library, evidence[0])[1]) >= 2
    assert looking.paths(library, "Marie Curie", "marie curie") == ()


def test_a_connection_that_a_person_has_undone_is_not_found_again(library):
    pair = ("pierre curie", "paul langevin")
    assert looking.paths(library, *pair)[0].hops
    finished(correct(library, Correction(CorrectionKind.DISCONNECT, pair)))
    assert looking.connection_evidence(library, *pair) == ()
    assert all(len(path.hops) > 1 for path in looking.paths(library, *pair))


def test_what_a_person_has_told_apart_is_not_suggested_again(library):
    text = "There Siddhartha met Govinda. Later Sidhartha left Govinda. Then {} forgave Govinda."
    library.add([prepared(library, text.format("Siddhartha"), "First Part")])
    library.add([prepared(library, text.format("Sidhartha"), "Second Part")])
    finished(update(library))
    (suggestion,) = looking.merge_suggestions(library)
    ids = tuple(each.id for each in suggestion.entities)
    assert set(ids) == {"siddhartha", "sidhartha"}
    assert looking.entity_detail(library, "Sidhartha").suggestions == (suggestion,)
    finished(correct(library, Correction(CorrectionKind.DIFFERENT, ids)))
    assert looking.merge_suggestions(library) == ()
    assert looking.entity_detail(library, "Sidhartha").suggestions == ()


def test_views_of_documents_questions_and_times(library):
    chopin = document(library, "A Composer")
    view = looking.of_documents(library, [chopin])
    names = {node.entity.name for node in view.nodes}
    assert "Frédéric Chopin" in names
    assert "Marie Curie" not in names
    asked = looking.of_question(library, "Where did Frédéric Chopin grow up?")
    assert asked.centre == ("frederic chopin",)
    assert looking.of_question(library, "what is it?").nodes == ()
    late = GraphFilter(added_from=150.0, added_until=250.0)
    assert {each.name for each in looking.find_entities(library, "", 50, late)} == names
    people = looking.picture(library, where=GraphFilter(kinds=("person",)))
    assert "marie curie" in people.ids
    assert "paris" not in people.ids


def test_a_report_speaks_in_sentences_of_the_documents(library):
    for community in looking.communities(library):
        report = looking.community_report(library, community.id)
        assert report.community == community
        assert report.entities
        for evidence in report.sentences:
            assert quoted(library, evidence)[1]
    with pytest.raises(NotFound):
        looking.community_report(library, 10_000)


def test_a_part_is_exported_and_what_cannot_be_written_is_said(library, tmp_path):
    file = looking.export(library, str(tmp_path / "part.json"), ["Marie Curie", "Paris"])
    told = json.loads(file.read_text(encoding="utf-8"))
    assert {each["name"] for each in told["entities"]} == {"Marie Curie", "Paris"}
    assert len(told["connections"]) == 1
    with pytest.raises(BadRequest):
        looking.export(library, str(tmp_path / "no such folder" / "part.json"))
    with pytest.raises(BadRequest):
        looking.export(library, str(tmp_path / "part.txt"))
    assert not list(tmp_path.glob("*.part"))
