"""A text as models see it."""

import pytest

from core import settings
from core.errors import BadRequest, ModelMissing, NoModel
from core.models.chosen import put_away
from core.models.token_views import token_view
from core.settings import Settings
from core.types import Endpoint
from tests.local_models import installed

TEXT = "The harbour 港口 🚢"


@pytest.fixture(autouse=True)
def no_worker_is_left():
    yield
    put_away()


def covered(view):
    return "".join(
        TEXT[at] for at in sorted({at for p in view.pieces for at in range(p.start, p.end)})
    )


def test_a_model_on_this_computer_shows_every_token():
    view = token_view(TEXT, installed(), None)
    assert view.exact
    assert view.count == len(view.pieces)
    assert covered(view) == TEXT
    # A character that is several tokens gives its place to each.
    assert len({(piece.start, piece.end) for piece in view.pieces}) < view.count


def test_an_embedder_shows_its_tokens_too():
    view = token_view(TEXT, "embedder:", None)
    assert view.exact
    assert view.count == len(view.pieces) > 3
    assert covered(view).startswith("Theharbour")
    assert token_view(TEXT, "embedder:minilm", None).pieces == view.pieces


def test_a_server_tells_only_about_how_many():
    settings.save(Settings(endpoints=(Endpoint("small", "http://127.0.0.1:1/v1", "little"),)))
    view = token_view(TEXT, "small", None)
    assert (view.pieces, view.exact) == ((), False)
    assert view.count > 3


def test_no_text_has_no_tokens():
    view = token_view("", installed(), None)
    assert (view.count, view.pieces, view.exact) == (0, (), True)


def test_what_is_not_there_is_told():
    for model, error in (("gone", ModelMissing), ("local:gone.gguf", ModelMissing), ("", NoModel)):
        with pytest.raises(error):
            token_view(TEXT, model, None)
    with pytest.raises(BadRequest):
        token_view(TEXT, "embedder:gone", None)
