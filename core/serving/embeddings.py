"""/v1/embeddings: texts as the library's own reading model sees them."""

import base64
from collections.abc import Generator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from core.events import Progress, Stage
from core.serving.failures import Refusal
from core.serving.naming import EMBEDDINGS
from core.serving.shapes import Embedding, EmbeddingsReply, EmbeddingsRequest, TokensTaken
from core.serving.work import Work
from core.stores.texts import storable

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from core.knowledge_base import KnowledgeBase

_AT_ONCE = 16
"""Texts between two looks at whether the client is still there."""

_Vectors = tuple[list["NDArray[np.float32]"], int]


async def embedded(
    library: "KnowledgeBase", work: Work, request: EmbeddingsRequest
) -> EmbeddingsReply:
    """Vectors of length 1, in the order of the texts.

    Raises:
        Refusal: no such model, or not with so many numbers.
        ModelError: the library's reading model cannot be had.
    """
    texts = [request.input] if isinstance(request.input, str) else request.input
    if request.model != EMBEDDINGS:
        raise Refusal(404, f"There is no model “{request.model}”.", "model_not_found", "model")
    road = partial(_embedding, library, [storable(text) for text in texts], request.dimensions)
    vectors, tokens = await work.result(road)
    as_text = request.encoding_format == "base64"
    return EmbeddingsReply(
        data=[
            Embedding(index=at, embedding=_packed(vector) if as_text else vector.tolist())
            for at, vector in enumerate(vectors)
        ],
        model=EMBEDDINGS,
        usage=TokensTaken(prompt_tokens=tokens, total_tokens=tokens),
    )


def _embedding(
    library: "KnowledgeBase", texts: Sequence[str], dimensions: int | None
) -> Generator[Progress, None, _Vectors]:
    embedder = library.embedder
    if dimensions is not None and dimensions != embedder.dimensions:
        raise Refusal(
            400,
            f"The library’s vectors have {embedder.dimensions} numbers.",
            "bad_request",
            "dimensions",
        )
    vectors: list[NDArray[np.float32]] = []
    tokens = 0
    for start in range(0, len(texts), _AT_ONCE):
        some = texts[start : start + _AT_ONCE]
        vectors += list(embedder.embed(some))
        tokens += sum(embedder.count_tokens(some))
        yield Progress(Stage.PREPARING, len(vectors), len(texts))
    return vectors, tokens


def _packed(vector: "NDArray[np.float32]") -> str:
    return base64.b64encode(vector.astype("<f4").tobytes()).decode("ascii")
