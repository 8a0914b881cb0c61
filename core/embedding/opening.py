"""From the name that a library keeps to the embedder itself."""

from core import registry
from core.errors import BadRequest
from core.protocols import Embedder

_WITH_SOURCE = ("folder", "gguf", "endpoint")


def open_embedder(spec: str) -> Embedder:
    """The embedder of a spec: a name of the table "embedders", with ":" and its source where it
    needs one, such as "minilm", "folder:/models/bge", "gguf:bge.gguf" or "endpoint:ollama".

    Raises:
        BadRequest: no embedder of that name, or its source is missing or not wanted.
        ModelMissing: its source is not there.
        ModelBroken: its files make no sense.
    """
    name, _, source = spec.partition(":")
    plug = registry.resolve("embedders", name)
    if bool(source) != (name in _WITH_SOURCE) and name in registry.EMBEDDERS:
        raise BadRequest(reason=f"“{spec}” names no embedder: {_form(name)}.")
    made: Embedder = plug(source) if source else plug()
    return made


def _form(name: str) -> str:
    return f"write it as “{name}:” and where it is" if name in _WITH_SOURCE else f"write “{name}”"
