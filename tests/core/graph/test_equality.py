"""What changes little by little comes to the same graph as what is built from nothing."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core import graph_building
from core.events import finished
from core.graph.arrays import Graph
from core.graph.comparing import differences
from core.graph.model_findings import FoundRelation, ModelReading
from core.graph.reading import FoundName, Sign
from core.knowledge_base import KnowledgeBase
from core.stores.graph_model import GraphModel
from core.types import Correction, CorrectionKind, Document, EntityKind, ParsedDocument
from tests.library_making import open_library, parsed

TEXTS = (
    ("Marie Curie", "Marie Curie was born in Warsaw. Curie worked in Paris with Pierre Curie."),
    ("Warsaw", "Warsaw is the capital of Poland. The granary of Lodz is near Warsaw."),
    ("", "The World Health Organization (WHO) has its seat in Geneva. WHO was founded in 1948."),
    ("Mercury (planet)", "Mercury is a planet near the Sun. Venus is larger than Mercury."),
    ("Mercury (element)", "Mercury is a metal. Cinnabar from Spain holds mercury."),
    ("", "Geneva and Paris are cities. The Lodz Granary stood in Lodz until 1950."),
    ("", "深度学习（Deep Learning，DL）是机器学习的一种方法。北京大学的张伟研究深度学习。"),
    ("北京大学", "北京大学位于北京市。张伟是北京大学的教授，1998年毕业于清华大学。"),
    ("", "Deep Learning is taught at Peking University in Beijing. Zhang Wei teaches it."),
    ("居里夫人", "居里夫人（Marie Curie）出生于华沙。世界卫生组织（WHO）的总部在日内瓦。"),
    ("", "Lodz Granary and the World Food Programme met in Warsaw."),
    ("", "The Wide Holding Office (WHO) belongs to Anna Berg of Lodz."),
)
CORRECTIONS = (
    Correction(CorrectionKind.MERGE, ("warsaw", "lodz")),
    Correction(CorrectionKind.RENAME, ("paris",), "Paname"),
    Correction(CorrectionKind.HIDE, ("geneva",)),
    Correction(CorrectionKind.SHOW, ("geneva",)),
    Correction(CorrectionKind.ADD, text="granary", label="place"),
    Correction(CorrectionKind.SPLIT, ("world health organization",), "WHO"),
    Correction(CorrectionKind.RETYPE, ("北京大学",), "place"),
    Correction(CorrectionKind.CONNECT, ("paris", "beijing"), label="twinned with"),
    Correction(CorrectionKind.DISCONNECT, ("warsaw", "marie curie")),
    Correction(CorrectionKind.DIFFERENT, ("marie curie", "居里夫人")),
)
TITLES = ("Warsaw", "Lodz (city)", "Mercury (planet)", "张伟", "Notes")
SAID = (
    ModelReading(
        "stand-in", "1", 1, (0,),
        names=(
            FoundName("granary", "granary", EntityKind.PLACE, int(Sign.MODEL), 1),
            FoundName("warsaw", "Warsaw", EntityKind.PLACE, int(Sign.MODEL), 1),
        ),
        relations=(FoundRelation("granary", "warsaw", "is near", 1),),
    ),
    ModelReading(
        "stand-in", "2", 1, (0,),
        names=(
            FoundName("mercury", "mercury", EntityKind.TERM, int(Sign.MODEL), 1),
            FoundName("paris", "Paris", EntityKind.PERSON, int(Sign.MODEL), 2),
        ),
        relations=(FoundRelation("paris", "geneva", "is larger than", 0),),
    ),
)  # fmt: skip
"""What a model might say of any of the documents, borne out by its text or not."""
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("put"), st.integers(0, 5), st.integers(0, len(TEXTS) - 1)),
        st.tuples(st.just("remove"), st.integers(0, 5), st.just(0)),
        st.tuples(st.just("rename"), st.integers(0, 5), st.integers(0, len(TITLES) - 1)),
        st.tuples(st.just("model"), st.integers(0, 5), st.integers(0, len(SAID) - 1)),
        st.tuples(st.just("correct"), st.integers(0, len(CORRECTIONS) - 1), st.just(0)),
        st.tuples(st.just("undo"), st.just(0), st.just(0)),
        st.tuples(st.just("update"), st.just(0), st.just(0)),
    ),
    min_size=1,
    max_size=12,
)


def put(library: KnowledgeBase, number: int, title: str, text: str) -> str:
    """A document without a file, in place of the one with its number."""
    id = f"{number:032x}"
    read = ParsedDocument("text", title, text, parsed(text).marks)
    document = Document(
        id, title or f"{number}.txt", f"{number}.txt", "", "", "text", "", 1, len(text), 0, 0, 0.0,
        linked=True,
    )  # fmt: skip
    with library.database.transaction():
        library.catalog.put(document, read, 1)
        if title:
            library.catalog.rename(id, title)
    return id


def assert_same(one: Graph, other: Graph) -> None:
    """All is equal but where entities are drawn, which follows where they were drawn before."""
    assert differences(one, other) == []


@pytest.fixture(scope="module")
def changing(tmp_path_factory):
    library = open_library(tmp_path_factory.mktemp("changing") / "library", create=True)
    yield library
    library.close()


@pytest.fixture(scope="module")
def from_nothing(tmp_path_factory):
    library = open_library(tmp_path_factory.mktemp("fresh") / "library", create=True)
    yield library
    library.close()


def cleared(library: KnowledgeBase) -> None:
    library.remove(library.catalog.ids())
    library.database.connection.execute("DELETE FROM graph_corrections")
    library.database.connection.execute("DELETE FROM graph_readings")
    finished(graph_building.update(library))


@settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=STEPS)
def test_any_sequence_of_changes_comes_to_what_a_build_from_nothing_makes(
    changing, from_nothing, steps
):
    cleared(changing)
    cleared(from_nothing)
    for step, number, text in steps:
        if step == "put":
            put(changing, number, *TEXTS[text])
        elif step == "remove":
            changing.remove([f"{number:032x}"])
        elif step == "rename" and changing.catalog.some([f"{number:032x}"]):
            changing.catalog.rename(f"{number:032x}", TITLES[text])
        elif step == "model":
            GraphModel(changing.database).keep(f"{number:032x}", SAID[text])
        elif step == "correct":
            finished(graph_building.correct(changing, CORRECTIONS[number]))
        elif step == "undo":
            finished(graph_building.undo(changing))
        elif step == "update":
            finished(graph_building.update(changing))
            assert changing.graph.behind() == 0
    finished(graph_building.update(changing))
    for document in changing.catalog.documents()[::-1]:
        title = "" if document.title == document.name else document.title
        put(from_nothing, int(document.id, 16), title, changing.catalog.texts.text(document.id))
    for id, reading in GraphModel(changing.database).readings().items():
        GraphModel(from_nothing.database).keep(id, reading)
    for correction in changing.graph.corrections()[::-1]:
        from_nothing.graph.facts.keep_correction(correction)
    finished(graph_building.update(from_nothing, fresh=True))
    one, other = changing.graph.snapshot(), from_nothing.graph.snapshot()
    if other is None:
        assert one is None or not one.documents
    else:
        assert_same(one, other)


def test_a_new_document_brings_a_name_that_old_sentences_hold_and_takes_it_away(changing):
    cleared(changing)
    put(changing, 1, "", "They met at the lodz granary on Monday. The weather was fine.")
    finished(graph_building.update(changing))
    assert "lodz granary" not in changing.graph.snapshot().ids
    put(changing, 2, "Lodz Granary", "The Lodz Granary burned down.")
    finished(graph_building.update(changing))
    graph = changing.graph.snapshot()
    entity = graph.ids.index("lodz granary")
    places = graph.by_entity[graph.first_of_entity[entity] : graph.first_of_entity[entity + 1]]
    sentences = graph.mention_sentence[places]
    held = {graph.documents[at] for at in graph.sentence_document[sentences]}
    assert held == {f"{1:032x}", f"{2:032x}"}
    assert graph.title_entity.tolist() == [-1, entity]
    changing.remove([f"{2:032x}"])
    assert changing.graph.behind() == 1
    finished(graph_building.update(changing))
    assert "lodz granary" not in changing.graph.snapshot().ids
    assert changing.graph.behind() == 0
