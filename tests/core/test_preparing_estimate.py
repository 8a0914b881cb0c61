"""What another way of preparing would cost is reckoned from a sample, and asks no model."""

import pytest

from core import registry
from core.events import finished
from core.knowledge_base import KnowledgeBase
from core.preparing import estimate, prepare
from core.types import RecipeState
from tests.library_making import LineChunker, WordHashEmbedder, open_library, prepared

OTHER = {"chunker": "pairs", "embedder": "other"}


@pytest.fixture(autouse=True)
def plugs(monkeypatch):
    """A chunker and an embedder to change to."""
    monkeypatch.setitem(registry.CHUNKERS, "pairs", "tests.library_making:PairChunker")
    monkeypatch.setitem(registry.EMBEDDERS, "other", "tests.library_making:OtherEmbedder")


@pytest.fixture
def library(tmp_path):
    opened = open_library(tmp_path / "library", create=True)
    for n in range(9):
        text = f"the granary of village{n} holds rice\nbarn{n} is empty\nthe keeper counts\n"
        opened.add([prepared(opened, text, title=f"T{n}")])
    yield opened
    opened.close()


def test_an_estimate_is_reckoned_from_a_sample(library):
    about = finished(estimate(library, **OTHER))
    recipe = finished(prepare(library, **OTHER))
    assert about.documents == 9
    assert about.chunks == pytest.approx(recipe.chunks, rel=0.2)
    assert about.bytes == pytest.approx(recipe.bytes, rel=0.5)
    assert about.seconds > 0
    assert (about.model_requests, about.model_tokens) == (0, 0)
    assert [each.id for each in library.recipes.all()] == [1, recipe.id], "it makes nothing"


def test_an_empty_library_costs_nothing(tmp_path):
    library = open_library(tmp_path / "empty", create=True)
    about = finished(estimate(library, **OTHER))
    assert (about.documents, about.chunks, about.seconds) == (0, 0, 0)
    assert finished(prepare(library, **OTHER, use=True)).state is RecipeState.CURRENT
    library.close()


class SilentModel:
    """Must not be asked: an estimate costs no request."""

    name = "silent"
    context_tokens = 4096

    def write(self, *_, **__):
        raise AssertionError("an estimate asked the model")
        yield


def test_short_documents_among_long_ones_do_not_mislead(library):
    texts = [f"word{n}" for n in range(60)] + ["a line of many\n" * 600]
    library.add([prepared(library, text, title=f"D{n}") for n, text in enumerate(texts)])
    about = finished(estimate(library, **OTHER))
    assert about.chunks == pytest.approx(finished(prepare(library, **OTHER)).chunks, rel=0.2)


def test_an_estimate_counts_the_requests_of_a_chunker_that_writes(library):
    library.close()
    opened = KnowledgeBase.open(
        library.path, embedder=WordHashEmbedder(), chunker=LineChunker(), model=SilentModel()
    )
    about = finished(estimate(opened, chunker="model"))
    assert about.model_requests > 0
    assert about.model_tokens > about.model_requests
    assert about.chunks > 0
    opened.close()
