"""Trial libraries: made once, kept until documents or recipe change, never half made."""

import pytest

from core.chunking.by_model import ModelChunker
from core.chunking.recursive import RecursiveChunker
from core.evaluation.trial import forget, trial
from core.events import Progress, Stage, finished
from core.models.endpoint import EndpointModel
from core.paths import cache_folder
from core.types import Document, Hindrance, SearchNotice
from tests.library_making import LineChunker, WordHashEmbedder, found, id_of, parsed
from tests.scripted_endpoint import Refusal, ScriptedEndpoint


def documents(count=5, sentences=0):
    for number in range(count):
        text = f"granary {number} holds rice.\nIts keeper is number{number}.\n"
        text += "".join(f"In year {year} it was mended. " for year in range(sentences))
        yield (
            Document(
                id=id_of(text.encode()),
                title=f"Granary {number}",
                name=f"{number}.txt",
                path="",
                original=f"/nowhere/{number}.txt",
                format="text",
                language="en",
                pages=1,
                characters=len(text),
                chunks=0,
                bytes=0,
                added=0.0,
            ),
            parsed(text),
        )


def made(content="a", docs=None, chunker=None, embedder=None, **named):
    """What the road told, and the trial."""
    road = trial(
        "here",
        documents() if docs is None else docs,
        content,
        chunker or LineChunker(),
        embedder or WordHashEmbedder(),
        **named,
    )
    events = []
    try:
        while True:
            events.append(next(road))
    except StopIteration as stop:
        return events, stop.value


def test_a_trial_is_a_library_that_finds(tmp_path):
    events, one = made(total=5)
    try:
        assert events[0] == Progress(Stage.INDEXING, 0, 5)
        assert events[-1] == Progress(Stage.INDEXING, 5, 5)
        assert one.chunks == 10
        assert one.index_seconds > 0
        assert one.library.catalog.count() == 5
        (hit,) = found(one.library.retriever("keyword"), "number3", 1)
        assert one.library.chunks.get([hit.chunk])[0].text == "Its keeper is number3."
    finally:
        one.library.close()


def test_it_is_kept_and_the_documents_are_not_even_looked_at():
    _, first = made()
    first.library.close()

    def never():
        raise AssertionError("read again")
        yield

    events, again = made(docs=never())
    again.library.close()
    assert events == []
    assert (again.index_seconds, again.chunks) == (first.index_seconds, first.chunks)


class OtherEmbedder(WordHashEmbedder):
    id = "another-64"


@pytest.mark.parametrize(
    "change",
    [
        {"content": "b"},
        {"fresh": True},
        {"chunker": RecursiveChunker()},
        {"embedder": OtherEmbedder()},
    ],
)
def test_what_changes_the_index_makes_it_anew(change):
    made()[1].library.close()
    events, one = made(**change)
    one.library.close()
    assert events


def test_trials_of_two_recipes_stand_side_by_side_and_are_forgotten_together():
    made()[1].library.close()
    made(chunker=RecursiveChunker())[1].library.close()
    events, one = made()
    one.library.close()
    assert events == []
    assert any((cache_folder() / "trials").iterdir())
    forget("here")
    assert not any((cache_folder() / "trials").iterdir())


def test_one_that_was_stopped_is_not_taken_for_whole():
    road = trial("here", documents(), "a", LineChunker(), WordHashEmbedder())
    next(road)
    road.close()
    events, one = made()
    assert events
    assert one.library.catalog.count() == 5
    one.library.close()


def test_how_many_documents_were_cut_without_the_model_is_said_and_remembered():
    for events_wanted in (True, False):
        events, one = made(chunker=ModelChunker())
        one.library.close()
        assert bool(events) is events_wanted
        assert one.notices == (SearchNotice("model", Hindrance.NO_MODEL, "5/5"),)


def test_one_whose_chunker_could_not_reach_its_model_is_made_anew():
    reply = {"starts": [1, 3]}
    with ScriptedEndpoint([Refusal(401), *[reply] * 20]) as server:
        for notices in ((SearchNotice("model", Hindrance.REFUSED, "1/5"),), ()):
            model = EndpointModel(server.endpoint())
            _, one = made(docs=documents(5, sentences=6), chunker=ModelChunker(), model=model)
            one.library.close()
            assert one.notices == notices


def test_the_originals_are_never_the_trials_to_delete():
    _, one = made()
    assert all(document.linked for document in one.library.catalog.documents(0, 10))
    one.library.close()


def test_no_documents_make_an_empty_trial():
    _, one = made(docs=iter(()))
    assert (one.chunks, one.library.catalog.count()) == (0, 0)
    assert finished(one.library.retriever("keyword").retrieve("x", 3)).hits == ()
    one.library.close()
