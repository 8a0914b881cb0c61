"""What communities are about, written by a model over real HTTP, each sentence on sentences."""

import pytest

from core import operations
from core.errors import ModelNonsense, ModelRefused
from core.events import finished
from core.graph_reading_by_model import reporting
from tests.core.graph.model_serving import HALL, WICK, good, served
from tests.library_making import prepared
from tests.scripted_endpoint import Refusal

__all__ = ["served"]

MORE = (
    "Anna Moss wrote the rules of the Lower Wick Trust.\n"
    "The Lower Wick Trust met in Vane Hall.\n"
    "Peter Vane paid for the roof of Vane Hall."
)
TEXTS = (WICK, HALL, MORE)


def is_report(body):
    return "belong together" in body["messages"][0]["content"]


def writing(report):
    """A model that reads well, and writes that of communities."""
    return lambda body: report(body) if is_report(body) else good(body)


def first_quote(body):
    """A summary that is the first sentence and names it."""
    lines = body["messages"][-1]["content"].splitlines()
    said = next(line for line in lines if line.startswith("[1] "))
    return {"summary": [{"text": said[4:], "sentences": [1]}]}


def read(library, reports=True):
    return finished(operations.read_graph_with_model(library, documents=(), reports=reports))


def reports(library):
    found = finished(operations.graph_communities(library, level=0))
    return [finished(operations.community_report(library, id=each.id)) for each in found]


def test_a_community_is_shown_with_what_the_model_wrote_of_it(served):
    library, server = served(writing(first_quote), texts=TEXTS)
    read(library)
    (first, *_) = reports(library)
    assert first.summary == first.sentences[0].citation.quote
    assert any(is_report(body) for body in server.chats)


def test_no_report_is_written_unless_it_is_wanted(served):
    library, server = served(writing(first_quote), texts=TEXTS)
    read(library, reports=False)
    assert not any(is_report(body) for body in server.chats)
    assert {each.summary for each in reports(library)} == {""}


def test_what_was_written_is_not_written_again(served):
    library, server = served(writing(first_quote), texts=TEXTS)
    read(library)
    asked = len(server.chats)
    read(library)
    assert len(server.chats) == asked


def test_when_the_documents_say_something_else_the_summary_is_not_shown(served):
    library, _ = served(writing(first_quote), texts=TEXTS)
    read(library)
    assert reports(library)[0].summary
    library.add([prepared(library, "Anna Moss sold Vane Hall to the Lower Wick Trust.", "News")])
    finished(operations.update_graph(library))
    assert "sold" in " ".join(each.citation.quote for each in reports(library)[0].sentences)
    assert reports(library)[0].summary == ""


def test_the_number_of_reports_is_bounded(served, monkeypatch):
    monkeypatch.setattr(reporting, "MOST", 1)
    texts = [
        *TEXTS,
        "Ola Berg runs the Fjord Mill.\nThe Fjord Mill belongs to Ola Berg.\nOla Berg sold it.",
        "Ola Berg, of the Fjord Mill, met Kari Lund.\nKari Lund owns the Fjord Mill with Ola Berg.",
    ]
    library, server = served(writing(first_quote), texts=texts)
    read(library)
    assert sum(map(is_report, server.chats)) == 1


@pytest.mark.parametrize(
    "reply",
    [
        "no JSON",
        {"summary": []},
        {"summary": [{"text": "Julius Caesar came in 44.", "sentences": [1]}]},
        {"summary": [{"text": "Anna Moss.", "sentences": [99]}]},
    ],
)
def test_a_report_that_nothing_bears_out_is_not_kept(served, reply):
    library, _ = served(writing(lambda body: reply), texts=TEXTS)
    with pytest.raises(ModelNonsense):
        read(library)
    assert {each.summary for each in reports(library)} == {""}
    # What it read before stands.
    assert library.graph.status().read_by_model == len(TEXTS)


def test_a_server_that_refuses_is_named_and_what_it_read_stays(served):
    library, _ = served(writing(lambda body: Refusal(401)), texts=TEXTS)
    with pytest.raises(ModelRefused):
        read(library)
    assert library.graph.status().read_by_model == len(TEXTS)


def test_stopped_while_it_writes_it_ends_in_order(served):
    library, server = served(writing(first_quote), texts=TEXTS)
    road = operations.read_graph_with_model(library, documents=(), reports=True)
    for _ in road:
        if any(is_report(body) for body in server.chats):
            break
    road.close()
    assert library.graph.status().read_by_model == len(TEXTS)
    read(library)
    assert reports(library)[0].summary
