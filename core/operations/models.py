"""Models: what there is, downloads, memory and speed, tokens, keys of servers."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from core.events import Changes, Road
from core.types import (
    Budget,
    Endpoint,
    EndpointCheck,
    Filter,
    InstalledModel,
    KeyPlace,
    ModelOverview,
    ModelSpeed,
    ModelState,
    TokenView,
)
from core.verbs import Lane, Urgency, verb

if TYPE_CHECKING:
    from core.knowledge_base import KnowledgeBase


@verb(Lane.VIEW)
def list_models(library: "KnowledgeBase | None") -> Road[ModelOverview]:
    """The catalogue with how each model fits this computer, and the models that are on it."""
    from core.catalogue.overview import overview

    yield from ()
    return overview()


@verb(Lane.NETWORK, Urgency.PATIENT)
def download_model(library: "KnowledgeBase | None", entry: str) -> Road[InstalledModel]:
    """Fetch a model of the catalogue, or go on with it; what came before is not fetched again."""
    from core.catalogue.downloading import download

    model = yield from download(entry)
    yield Changes(models=True)
    return model


@verb(Lane.NETWORK)
def discard_download(library: "KnowledgeBase | None", entry: str) -> Road[None]:
    """Throw away what came of a download that was not ended."""
    from core.catalogue.downloading import discard

    discard(entry)
    yield Changes(models=True)


@verb(Lane.NETWORK)
def import_model(library: "KnowledgeBase | None", path: str) -> Road[InstalledModel]:
    """Copy a model from a file or folder, such as one on a USB stick, into the models folder."""
    from core.catalogue.importing import import_model as bring_in

    model = yield from bring_in(path)
    yield Changes(models=True)
    return model


@verb(Lane.MODEL)
def remove_model(library: "KnowledgeBase | None", name: str) -> Road[None]:
    """Delete a model from the models folder, after putting it away if it is loaded."""
    from core.catalogue.removing import remove
    from core.models.chosen import put_away

    put_away(name)
    remove(name)
    yield Changes(models=True)


@verb(Lane.MODEL, Urgency.SOON)
def measure_model(library: "KnowledgeBase | None", name: str) -> Road[ModelSpeed]:
    """How fast a model reads and writes on this computer; kept with it."""
    from core.catalogue.speeds import keep_speed
    from core.models.measuring import measure

    speed = yield from measure(name)
    keep_speed(speed)
    yield Changes(models=True)
    return speed


@verb(Lane.VIEW)
def model_state(library: "KnowledgeBase | None") -> Road[ModelState]:
    """The local model that is loaded, and what it takes."""
    from core.models.chosen import state

    yield from ()
    return state()


@verb(Lane.MODEL)
def put_model_away(library: "KnowledgeBase | None") -> Road[None]:
    """Free the memory of the local model that is loaded."""
    from core.models.chosen import put_away

    put_away()
    yield Changes(models=True)


@verb(Lane.MODEL, Urgency.SOON)
def view_tokens(library: "KnowledgeBase | None", text: str, model: str) -> Road[TokenView]:
    """A text as a model sees it: a local one, an endpoint, or "embedder:" and an embedder."""
    from core.models.token_views import token_view

    yield from ()
    return token_view(text, model, library)


@verb(Lane.VIEW)
def question_budget(
    library: "KnowledgeBase",
    question: str,
    conversation: int = 0,
    model: str = "",
    prompt: str = "",
    pinned: Sequence[str] = (),
) -> Road[Budget | None]:
    """What of the model's context a question would take; None where no model would write."""
    from core.generation.budgeting import budget

    yield from ()
    return budget(library, question, conversation, model, prompt, tuple(pinned))


@verb(Lane.MODEL, Urgency.BACKGROUND)
def prime_model(
    library: "KnowledgeBase",
    conversation: int = 0,
    model: str = "",
    prompt: str = "",
    pinned: Sequence[str] = (),
    where: Filter | None = None,
) -> Road[None]:
    """Let the local model read what the next question's prompt begins with; given up when asked."""
    from core.generation.priming import prime

    yield from prime(library, conversation, model, prompt, tuple(pinned))


@verb(Lane.MODEL)
def check_endpoint(library: "KnowledgeBase | None", endpoint: Endpoint) -> Road[EndpointCheck]:
    """Ask a server which models it has, and its model for one word."""
    from core.models.checking import check

    return (yield from check(endpoint))


@verb(Lane.NETWORK)
def key_place(library: "KnowledgeBase | None", endpoint: Endpoint) -> Road[KeyPlace]:
    """Where the key of a server is kept; the key itself never leaves the engine."""
    from core.models.keys import place_of

    yield from ()
    return place_of(endpoint)


@verb(Lane.NETWORK)
def keep_key(
    library: "KnowledgeBase | None",
    endpoint: Endpoint,
    key: str,
    passphrase: str = "",
    place: str = "",
) -> Road[KeyPlace]:
    """Keep the key of a server in a KeyPlace: "" for the keyring, else encrypted, else memory."""
    from core.models.keys import keep

    kept = yield from keep(endpoint, key, passphrase, place)
    yield Changes(models=True)
    return kept


@verb(Lane.NETWORK)
def forget_key(library: "KnowledgeBase | None", endpoint: Endpoint) -> Road[None]:
    """Delete the key of a server wherever it is kept."""
    from core.models.keys import forget

    yield from forget(endpoint)
    yield Changes(models=True)


@verb(Lane.NETWORK)
def unlock_keys(library: "KnowledgeBase | None", passphrase: str) -> Road[None]:
    """Open the encrypted file of keys until the program ends."""
    from core.models.keys import unlock

    unlock(passphrase)
    yield Changes(models=True)
