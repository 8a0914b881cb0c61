"""A text as a model sees it: its tokens as spans of characters."""

from typing import TYPE_CHECKING

from core import registry
from core.models.chosen import open_model
from core.types import TokenPiece, TokenView

if TYPE_CHECKING:
    from core.knowledge_base import KnowledgeBase
    from core.protocols import Embedder

EMBEDDER = "embedder:"
_BUILT_IN = "minilm"


def token_view(text: str, model: str, library: "KnowledgeBase | None") -> TokenView:
    """The tokens of a text for `model`: a local one, an endpoint, or "embedder:" and the name of an
    embedder (none: the library's, or the built-in one without a library).

    Raises:
        ModelError: there is no such model.
        BadRequest: there is no such embedder.
    """
    if model.startswith(EMBEDDER):
        return _of_embedder(text, model, library)
    opened = open_model(model)
    pieces = opened.pieces(text)
    if pieces or not text:
        return TokenView(model, pieces, len(pieces), True)
    [count] = opened.count_tokens([text])
    return TokenView(model, (), count, opened.counts_exactly)


def _of_embedder(text: str, model: str, library: "KnowledgeBase | None") -> TokenView:
    embedder = _embedder(model.removeprefix(EMBEDDER), library)
    # Not every embedder shows its tokens: a server's does not.
    shown = getattr(embedder, "pieces", None)
    if shown is None:
        [count] = embedder.count_tokens([text])
        return TokenView(model, (), count, False)
    pieces: tuple[TokenPiece, ...] = shown(text)
    return TokenView(model, pieces, len(pieces), True)


def _embedder(spec: str, library: "KnowledgeBase | None") -> "Embedder":
    if library is not None:
        return library.open_embedder(spec) if spec else library.embedder
    name, _, source = (spec or _BUILT_IN).partition(":")
    plug = registry.resolve("embedders", name)
    made: Embedder = plug(source) if source else plug()
    return made
