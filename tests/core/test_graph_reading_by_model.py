"""A writing model reads documents for the graph: over real HTTP, whatever goes wrong with it."""

import json
from dataclasses import replace

import pytest

from core import operations
from core.errors import (
    ModelNonsense,
    ModelRefused,
    ModelTooSlow,
    ModelUnreachable,
    NoModel,
    NotAllowed,
    NotFound,
)
from core.events import Changes, Progress, finished
from core.graph.model_findings import ModelReading
from core.graph_reading_by_model import asking
from core.knowledge_base import KnowledgeBase
from core.models.endpoint import EndpointModel
from core.stores.graph_model import GraphModel
from core.types import EntityKind, Provenance
from tests.core.graph.model_serving import (
    EMPTY,
    HALL,
    WICK,
    good,
    in_turn,
    long_text,
    once_good,
    readings,
    served,
)
from tests.library_making import LineChunker, WordHashEmbedder, prepared
from tests.scripted_endpoint import MALFORMED_STREAM, NEVER, Refusal, Reply

__all__ = ["served"]


def read(library, documents=(), reports=False):
    return finished(operations.read_graph_with_model(library, documents=documents, reports=reports))


def titles(library):
    return {document.title: document.id for document in library.catalog.documents()}


def entities(library):
    graph = library.graph.snapshot()
    return {
        graph.names[place]: (
            list(EntityKind)[graph.kind[place]],
            list(Provenance)[graph.by[place]],
        )
        for place in range(len(graph.ids))
    }


def relations(library):
    """Source, label, target and who says so, of all relations."""
    graph = library.graph.snapshot()
    rows = zip(
        graph.relation_source,
        graph.relation_label,
        graph.relation_target,
        graph.relation_by,
        strict=True,
    )
    return {
        (graph.names[s], graph.labels[label], graph.names[t], list(Provenance)[by])
        for s, label, t, by in rows
    }


# ---- reading -----------------------------------------------------------------------------------


def test_what_the_model_says_is_in_the_graph_beside_what_the_rules_found(served):
    library, server = served()
    status = read(library)
    assert status.read_by_model == 2
    assert status.failed_by_model == ()
    found = entities(library)
    assert found["Peter Vane"] == (EntityKind.PERSON, Provenance.RULES)
    assert found["logbooks"] == (EntityKind.WORK, Provenance.MODEL)
    assert ("Peter Vane", "gave away", "Vane Hall", Provenance.MODEL) in relations(library)
    assert len(server.chats) == 2
    assert all("response_format" in body for body in server.chats)


def test_a_name_that_both_found_is_one_entity(served):
    library, _ = served()
    finished(operations.update_graph(library))
    before = entities(library)
    read(library)
    after = entities(library)
    assert set(after) - set(before) == {"logbooks"}
    assert set(before) <= set(after)


def test_the_road_tells_how_far_it_is_and_what_it_changed(served):
    library, _ = served()
    events = list(operations.read_graph_with_model(library, documents=()))
    told = [each for each in events if isinstance(each, Progress) and each.detail]
    assert {each.detail for each in told} >= {"Volume 0", "Volume 1"}
    assert any(each.seconds_left >= 0 for each in told)
    assert Changes(graph=True) in events


def test_only_the_chosen_documents_are_read(served):
    library, server = served()
    chosen = titles(library)["Volume 1"]
    assert read(library, [chosen]).read_by_model == 1
    assert set(readings(library)) == {chosen}
    assert "Anna Moss" not in server.chats[0]["messages"][-1]["content"]


def test_it_survives_a_rebuild_and_a_new_start(served):
    library, _ = served()
    read(library)
    before = entities(library), relations(library)
    finished(operations.update_graph(library, fresh=True))
    assert (entities(library), relations(library)) == before
    path = library.path
    library.close()
    again = KnowledgeBase.open(path, embedder=WordHashEmbedder(), chunker=LineChunker())
    try:
        finished(operations.update_graph(again))
        assert (entities(again), relations(again)) == before
    finally:
        again.close()


def test_removing_a_document_removes_what_the_model_said_of_it(served):
    library, _ = served()
    read(library)
    library.remove([titles(library)["Volume 1"]])
    finished(operations.update_graph(library))
    assert list(readings(library)) == [titles(library)["Volume 0"]]
    assert not any("gave away" in row for row in relations(library))
    assert library.graph.status().read_by_model == 1


def test_reading_a_document_anew_removes_what_the_model_said_of_the_text_before(served):
    library, _ = served(texts=(WICK,))
    read(library)
    (id,) = readings(library)
    other = prepared(library, HALL, "Volume 0")
    library.add([replace(other, document=replace(other.document, id=id))])
    assert readings(library) == {}
    finished(operations.update_graph(library))
    assert "logbooks" not in entities(library)


# ---- when it goes wrong ------------------------------------------------------------------------


def test_without_a_model_it_says_so(tmp_path):
    library = KnowledgeBase.open(
        tmp_path / "library", create=True, embedder=WordHashEmbedder(), chunker=LineChunker()
    )
    try:
        with pytest.raises(NoModel):
            read(library)
    finally:
        library.close()


def test_nothing_is_sent_elsewhere_without_consent(served):
    library, server = served()
    elsewhere = server.endpoint()
    elsewhere = replace(elsewhere, address="http://192.0.2.1/v1", allowed=False)
    library._given_model = EndpointModel(elsewhere, pauses=())
    with pytest.raises(NotAllowed):
        read(library)
    assert server.requests == []
    assert readings(library) == {}


def test_a_model_that_thinks_aloud_is_understood(served):
    def thinking(body):
        return Reply(f"<think>Let me see: {{}}</think>\nHere it is: {json.dumps(good(body))}")

    library, _ = served(thinking)
    assert read(library).read_by_model == 2


def test_a_model_that_only_ever_finds_nothing_has_failed(served):
    library, _ = served(lambda body: EMPTY)
    with pytest.raises(ModelNonsense) as error:
        read(library)
    assert "another model" in error.value.hint
    assert readings(library) == {}
    assert library.graph.status().read_by_model == 0
    assert "Anna Moss" in entities(library)


def test_a_text_without_names_may_have_none(served):
    library, _ = served(lambda body: EMPTY, texts=("it was late and nobody had come home yet.",))
    assert read(library).failed_by_model == ()


def test_a_document_of_which_it_says_nothing_is_told(served):
    def no_hall(body):
        text = body["messages"][-1]["content"]
        return EMPTY if "Vane Hall" in text else good(body)

    library, _ = served(no_hall)
    status = read(library)
    assert status.failed_by_model == ("Volume 1",)
    assert status.read_by_model == 1
    assert list(readings(library)) == [titles(library)["Volume 0"]]


@pytest.mark.parametrize(
    "broken",
    ["no JSON at all", [], {"entities": "none"}, {"names": []}, '{"entities": [{"name": "Anna', 3],
)
def test_nonsense_is_asked_again_in_halves(served, broken):
    library, server = served(in_turn(broken), texts=(WICK,))
    assert read(library).read_by_model == 1
    assert len(server.chats) == 3
    assert "Anna Moss" in {name.surface for name in readings(library).popitem()[1].names}


def test_made_up_names_are_left_out_and_counted(served):
    def inventive(body):
        reply = good(body)
        reply["entities"] += [{"name": "Julius Caesar", "kind": "person"}]
        reply["relations"] += [
            {"source": "Julius Caesar", "target": "Anna Moss", "label": "met", "sentence": 1}
        ]
        return reply

    library, _ = served(inventive, texts=(WICK,))
    read(library)
    (reading,) = readings(library).values()
    assert reading.dropped == 2
    assert "Julius Caesar" not in entities(library)


def test_a_server_that_hangs_is_given_up_and_what_was_read_stays(served):
    library, server = served(once_good(NEVER), timeout=0.2)
    status = read(library)
    assert status.read_by_model == 1
    assert len(status.failed_by_model) == 1
    assert server.hung_up.wait(5)


def test_when_it_hangs_again_and_again_it_is_left_alone(served):
    library, server = served(
        lambda body: NEVER, texts=[f"{WICK}\nNumber {n}." for n in range(9)], timeout=0.1
    )
    with pytest.raises(ModelTooSlow):
        read(library)
    assert len(server.chats) == asking.HOPELESS


def test_a_busy_server_is_waited_for(served):
    library, server = served(in_turn(Refusal(429), Refusal(429)), texts=(WICK,))
    assert read(library).read_by_model == 1
    assert len(server.chats) == 3


def test_a_server_that_stays_busy_is_named_and_what_was_read_stays(served):
    library, server = served(once_good(Refusal(429)))
    with pytest.raises(ModelRefused):
        read(library)
    assert len(server.chats) == 2 + len(asking.PAUSES)
    assert library.graph.status().read_by_model == 1
    assert len(readings(library)) == 1


def test_a_refusal_ends_it_at_once(served):
    library, server = served(lambda body: Refusal(401))
    with pytest.raises(ModelRefused):
        read(library)
    assert len(server.chats) == 1


def test_a_line_that_breaks_costs_a_stretch(served):
    cut = Reply('{"entities": [{"name": "Anna Moss", "kind": "person"}]', drop_after=4)
    library, _ = served(in_turn(cut))
    status = read(library)
    assert status.read_by_model == 1
    assert len(status.failed_by_model) == 1


def test_a_stream_of_another_protocol_is_nonsense(served):
    library, _ = served(lambda body: MALFORMED_STREAM)
    with pytest.raises((ModelNonsense, ModelUnreachable)):
        read(library)


# ---- stopping and going on ---------------------------------------------------------------------


def test_stopped_it_keeps_what_it_read_and_goes_on_from_there(served):
    library, server = served(texts=(long_text(300),))
    road = operations.read_graph_with_model(library, documents=())
    for _ in road:
        kept = readings(library)
        if kept and next(iter(kept.values())).read:
            break
    road.close()
    (half,) = readings(library).values()
    assert 0 < len(half.read) < half.stretches
    asked = len(server.chats)
    read(library)
    (whole,) = readings(library).values()
    assert whole.complete
    assert len(server.chats) - asked <= whole.stretches - len(half.read)
    finished(operations.update_graph(library))
    assert library.graph.status().missing == 0


def test_what_was_read_is_not_read_again(served):
    library, server = served()
    read(library)
    assert len(server.chats) == 2
    assert read(library).read_by_model == 2
    assert len(server.chats) == 2


def test_another_model_reads_again(served):
    library, server = served(texts=(WICK,))
    read(library)
    library._given_model = EndpointModel(server.endpoint(model="larger"), pauses=())
    read(library)
    assert len(server.chats) == 2
    assert [each.model for each in readings(library).values()] == ["larger"]


def test_a_document_that_is_removed_meanwhile_leaves_nothing(served):
    library, _ = served(texts=(long_text(300), HALL))
    road = operations.read_graph_with_model(library, documents=[titles(library)["Volume 0"]])
    for event in road:
        if isinstance(event, Progress) and event.done == 1 and event.detail:
            library.remove([titles(library)["Volume 0"]])
            break
    assert finished(road).read_by_model == 0
    assert readings(library) == {}


def test_documents_that_are_not_there_are_named(served):
    library, _ = served()
    with pytest.raises(NotFound):
        read(library, ["nowhere"])


def test_a_reading_of_a_document_that_has_gone_is_not_kept(served):
    library, _ = served()
    assert not GraphModel(library.database).keep("gone", ModelReading("m", "d"))
